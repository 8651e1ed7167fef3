"""What columns are called in a user's language, and the words of his choices.

All of it stands in ``templates/fields``, beside the explanations of the starter files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..resources import templates
from ..starter import explanations
from .fields import Field, fields_of

__all__ = ["KEY_WORDS", "TRUTH", "choice_words", "explained", "folded", "label", "label_path"]

SEPARATOR = " › "
# The column that joins the rows of a second sheet to those of the first.
KEY = "key"
KEY_WORDS: Mapping[Lang, str] = {"de": "Zeile", "ru": "Строка", "en": "Row"}
# What tells apart groups of fields of which one is chosen: repair, refund ...
TYPE_WORDS: Mapping[Lang, str] = {"de": "Art", "ru": "Вид", "en": "Type"}
TRUTH: Mapping[Lang, tuple[str, str]] = {
    "de": ("ja", "nein"),
    "ru": ("да", "нет"),
    "en": ("yes", "no"),
}


def folded(text: str) -> str:
    """``text`` as heads and choices are compared: without case, accents of spaces, ё as е."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(plain.replace("\u00ad", "").replace("\u200b", "").split())


def explained(kind: Kind, field: Field, lang: Lang) -> Mapping[str, Any]:
    """What is said of a field: ``label``, ``text``, ``choices``, ``example``; joined by type."""
    known = explanations(templates(), kind.id, lang)
    name = field.path[-1]
    entries = [known.get(owner.__name__, {}).get(name, {}) for owner in field.owners]
    entries = [entry for entry in entries if entry]
    joined = dict(entries[0]) if entries else {}
    joined["choices"] = {
        str(key): str(word)
        for entry in entries
        for key, word in (entry.get("choices") or {}).items()
    }
    if field.takes.choices and len({entry.get("label") for entry in entries}) > 1:
        # It tells groups of fields apart: each explains its own word for it.
        joined["label"] = TYPE_WORDS[lang]
        joined["text"] = " ".join(str(entry.get("text", "")) for entry in entries)
    return joined


def label(kind: Kind, field: Field, lang: Lang) -> str:
    """The short name of a field; its own where no explanation has one (a case of a name)."""
    return str(explained(kind, field, lang).get("label") or field.path[-1])


def label_path(kind: Kind, lang: Lang, listed: str = "") -> Mapping[str, str]:
    """The heads of all fields by dotted name: the labels from the outside in."""
    return _label_path(kind.id, lang, listed)


@lru_cache(maxsize=64)
def _label_path(kind_id: str, lang: Lang, listed: str) -> Mapping[str, str]:
    kind = KINDS[kind_id]
    fields = fields_of(kind, listed)

    def steps(field: Field) -> Iterator[str]:
        for length in range(1, len(field.path) + 1):
            yield label(kind, fields[".".join(field.path[:length])], lang)

    heads = {name: SEPARATOR.join(steps(field)) for name, field in fields.items()}
    return _told_apart(heads)


def _told_apart(heads: Mapping[str, str]) -> dict[str, str]:
    """``heads``, those that two fields share with their dotted names."""
    count: dict[str, int] = {}
    for head in heads.values():
        count[folded(head)] = count.get(folded(head), 0) + 1
    return {
        name: head if count[folded(head)] == 1 else f"{head} ({name})"
        for name, head in heads.items()
    }


def choice_words(kind: Kind, field: Field) -> Mapping[str, str]:
    """The keys of a field's choices by every word that may stand for them, in all languages.

    A word that stands for one key here and for another there stands for none.
    """
    return _choice_words(kind.id, field)


@lru_cache(maxsize=4096)
def _choice_words(kind_id: str, field: Field) -> Mapping[str, str]:
    kind = KINDS[kind_id]
    takes = field.takes.entry if field.takes.entry is not None else field.takes
    found: dict[str, str] = {folded(key): key for key in takes.choices}
    doubtful: set[str] = set()
    for lang in LANGS:
        for key, word in explained(kind, field, lang)["choices"].items():
            if key in takes.choices and found.setdefault(folded(word), key) != key:
                doubtful.add(folded(word))
    return {word: key for word, key in found.items() if word not in doubtful or word == key}

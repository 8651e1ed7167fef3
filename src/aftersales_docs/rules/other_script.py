"""Words of the user's own in the letters of another language than the document's.

In a document of two languages a sentence that stands once is printed in both columns. Names,
addresses and marks may well be written otherwise; a sentence of some words is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from ..errors import Problem, Worded, worded
from ..language import Lang
from ..messages import for_reader
from ..schemas.parts import DocumentInput
from ..schemas.problems import field_name
from ..schemas.source import Path_
from .verdict import doubtful

_WORDS: Final = 4  # Of fewer it may be a name, or a word that is spoken of.
_SMALL: Final = 3  # Words in small letters: names and addresses have fewer.
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]{2,}")
_LATIN: Final = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
_IN_ADDRESSES: Final = re.compile(r"[./\\@_-]\w")  # Names of files, sites, mailboxes, keys.
_NAMES: Final[Mapping[Lang, Worded]] = {
    "de": worded("German"),
    "ru": worded("Russian"),
    "en": worded("English"),
}
# The cases of a Russian name or post stand in files of every language.
_FORMS: Final = frozenset({"gen", "dat", "acc", "ins", "prp", "forms", "initials_forms"})


def other_script_problems(model: DocumentInput) -> Iterator[Problem]:
    """Sentences that can't be in the language of the document."""
    for path, text in _texts(model, ()):
        if _is_strange(text, model.lang):
            yield doubtful(
                "words-in-other-script",
                worded(
                    "this text is not in {language}: '{text}'.",
                    language=_NAMES[model.lang],
                    text=text[:60],
                ),
                for_reader(
                    worded(
                        "Write it in the language of the document; in one of two languages give "
                        "{{de: …, ru: …}}."
                    ),
                    form="Write it in the language of the document.",
                ),
                field_name(path),
            )


def _is_strange(text: str, lang: Lang) -> bool:
    own, other = (_CYRILLIC, _LATIN) if lang == "ru" else (_LATIN, _CYRILLIC)
    parts = (part for part in text.split() if not _IN_ADDRESSES.search(part))
    words = other.findall(" ".join(parts))
    return (
        len(words) >= _WORDS
        and sum(word.islower() for word in words) >= _SMALL
        and not own.search(text)
    )


def _texts(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every text in ``value``, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _FORMS:
                yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))

"""What a document counts as, told by its kind; kept when it is issued or taken over."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from pydantic import BaseModel

from ...api import Assessed, assess
from ...errors import AftersalesError
from ...kinds import KINDS
from ...language.ru_morph import is_common_word
from ..chain import digest
from ..inputs import loaded, unpacked
from ..opening import Register
from ..register.models import CANCELLED, PURGED, RESERVED, Document
from ..words import bare, folded, words_in
from ..writing import written
from .models import Counted
from .stop_words import STOP_WORDS, TITLES

# States in which a document has no content that counts, or none yet.
_WITHOUT: Final = (RESERVED, CANCELLED, PURGED)
_LEAST_LETTERS: Final = 4
_MOST_WORDS: Final = 40
_BATCH: Final = 100
_CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document counts as; see :class:`.models.Counted`."""

    on: str = ""
    answered: str = ""
    due: str = ""
    product: str = ""
    product_key: str = ""
    matter: str = ""
    choices: str = "{}"
    words: str = ""


NOTHING: Final = Facts()


def facts_counted(assessed: Assessed) -> Facts | None:
    """What the document counts as; ``None`` where statistics count none of its kind."""
    counting, model = assessed.data.kind.counted, assessed.data.model
    if counting is None:
        return None
    product = next(_values(model, counting.product), None)
    name, of_model = _text(product, "name"), _text(product, "model")
    choices = {
        path: list(dict.fromkeys(map(str, _values(model, path)))) for path in counting.choices
    }
    matter = " ".join(map(str, _values(model, counting.matter))) if counting.matter else ""
    return Facts(
        _day(next(_values(model, counting.on), None)),
        _day(next(_values(model, counting.answered), None)),
        _day(getattr(assessed.assessment, "due", None)),
        " ".join(part for part in (name, of_model) if part),
        bare(of_model or folded(name)),
        bare(matter),
        json.dumps(choices, ensure_ascii=False, sort_keys=True),
        " ".join(_words(model, counting.words)) if counting.words else "",
    )


def record(document: Document, facts: Facts | None) -> None:
    """Keep what ``document`` counts as, in the transaction that is open."""
    if facts is None:
        return
    values = asdict(facts)
    # A matter is one of a party, whose name stands in no statistic.
    values["matter"] = digest(f"{document.party_key}\n{facts.matter}") if facts.matter else ""
    Counted.objects.update_or_create(document=document, defaults=values)


def caught_up(register: Register, kind: str, most: int | None = None) -> int:
    """Count documents that were issued before there were statistics; how many are left.

    A few at a time, at most ``most``, so that it can be stopped and gone on with. What this
    program can't read counts as nothing.
    """
    waiting = Document.objects.filter(kind=kind, counted=None).exclude(state__in=_WITHOUT)
    count = 0
    while batch := list(waiting.order_by("pk")[:_BATCH]):
        if most is not None and count >= most:
            return waiting.count()
        found = [(one, _facts_of(one)) for one in batch]
        written(register, partial(_recorded, found))
        count += len(batch)
    return 0


def _recorded(found: list[tuple[Document, Facts]]) -> None:
    for document, facts in found:
        # Purged meanwhile, it has nothing that counts.
        if not Document.objects.filter(pk=document.pk, state__in=_WITHOUT).exists():
            record(document, facts)


def _facts_of(document: Document) -> Facts:
    from ..issuing import named_files_of

    try:
        files = unpacked(document.inputs)
        with loaded(files, named_files_of(document)) as data:
            return facts_counted(assess(data)) or NOTHING
    except (AftersalesError, ValueError, KeyError):
        return NOTHING


def kinds_counted() -> tuple[str, ...]:
    """The kinds of which statistics count something."""
    return tuple(name for name, kind in KINDS.items() if kind.counted is not None)


def _values(value: Any, path: str) -> Iterator[Any]:
    """What stands at a dotted path; of each part of a list."""
    if isinstance(value, tuple | list):
        for one in value:
            yield from _values(one, path)
    elif not path:
        if value is not None:
            yield value
    elif isinstance(value, BaseModel):
        step, _, rest = path.partition(".")
        yield from _values(getattr(value, step, None), rest)


def _text(value: Any, name: str) -> str:
    found = getattr(value, name, None)
    return "" if found is None else str(getattr(found, "text", found))


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _words(model: BaseModel, path: str) -> Iterator[str]:
    """The words of free text, each once, without those that join others and those of names."""
    names = set(_names(model))
    seen: dict[str, None] = {}
    for text in _values(model, path):
        before = ""
        for word in words_in(str(getattr(text, "text", text))):
            if before not in TITLES and _tells(word.casefold(), names):
                seen[word.casefold()] = None
            before = word.casefold()
    return iter([*seen][:_MOST_WORDS])


def _tells(word: str, names: Collection[str]) -> bool:
    """Whether a word may say something of a defect: none that joins others, none of a name."""
    if len(word) < _LEAST_LETTERS or not word.isalpha() or word in STOP_WORDS | TITLES:
        return False
    if folded(word) in names:
        return False
    return is_common_word(word) if _CYRILLIC.search(word) else True


_NAMES: Final = ("given_name", "patronymic", "surname", "company", "address", "email", "phone")


def _names(value: Any) -> Iterator[str]:
    """Words of the names and addresses of everybody in an input."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name in _NAMES:
                yield from map(folded, words_in(str(getattr(inner, "text", inner))))
            yield from _names(inner)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _names(one)


def choices_of(text: str) -> Mapping[str, list[str]]:
    """The values of each field that is counted, by its path."""
    found: Mapping[str, list[str]] = json.loads(text)
    return found

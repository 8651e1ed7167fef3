"""The list of the facts of the house that are in force, by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from pydantic import BaseModel

from ....errors import Worded, worded
from ....messages import current, said, told
from ....schemas.shapes import models_in
from ...house import editing, facts
from ...house.sorts import SORTS, Sort, sort_of, sorts_in
from ..forms import words
from ..forms.typed import decimal_shown

_TITLES: Final[dict[str, Worded]] = {
    "parties": worded("Parties"),
    "people": worded("People"),
    "signatories": worded("Signatories"),
    "contacts": worded("Contacts"),
    "products": worded("Products"),
    "warranty": worded("Warranty periods in months"),
    "guarantee": worded("Guarantees"),
    "repair": worded("Terms for repairs"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A fact: what it is known by, and what it says; no ``address`` where no form is for it."""

    key: str
    known: str
    line: str
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the file, with the sorts of facts that may be added to it."""

    id: str
    title: str
    rows: tuple[Row, ...]
    sorts: tuple[Sort, ...]


def sections() -> list[Section]:
    """The sections that there are forms for, in their order; then those of the house's own."""
    known, written = facts.told(), editing.read(facts.text_now())
    names = dict.fromkeys([*(one.section for one in SORTS.values()), *map(str, known)])
    return [
        Section(
            name,
            said(_TITLES[name]) if name in _TITLES else name,
            tuple(_rows(name, known.get(name), written)),
            tuple(sorts_in(name)),
        )
        for name in names
    ]


def _rows(section: str, entries: Any, written: Mapping[str, Any]) -> Iterator[Row]:
    if not isinstance(entries, Mapping):
        if entries is not None:
            yield Row("", section, _line(entries), "")
        return
    for key, value in entries.items():
        sort = sort_of(section, value)
        there = sort is not None and editing.entry(written, section, str(key)) is not None
        line = _by_sort(sort, value) if sort else _line(value)
        yield Row(str(key), called(value, str(key)), line, _address(section, key) if there else "")


def called(value: Any, key: str) -> str:
    """What a fact is called where it is one of many: by its name, post or person; else its key."""
    if not isinstance(value, Mapping):
        return key
    if "surname" in value:
        names = ("academic_title", "given_name", "patronymic", "surname")
        return _joined(" ", (value.get(one) for one in names)) or key
    if "post" in value or "person" in value:
        person = value.get("person")
        named = called(person, "") if isinstance(person, Mapping) else ""
        return _joined(", ", (value.get("post"), named)) or key
    if "name" in value:
        return _joined(" ", (value.get("name"), value.get("model"))) or key
    return _joined(", ", (value.get("guarantor"), value.get("goods"))) or key


def _joined(mark: str, values: Iterable[Any]) -> str:
    return mark.join(one for one in map(_first, values) if one)[:80]


def _first(value: Any) -> str:
    """A value of one line; of several forms or languages the first."""
    while isinstance(value, Mapping):
        value = next(iter(value.values()), None)
    return "" if value is None or isinstance(value, list) else str(value)


def _by_sort(sort: Sort, value: Any) -> str:
    """What a fact says: figures and choices with what they are called."""
    return " · ".join(_said(sort.of, sort.model, sort.fields(value)))


def _said(of: str, model: type[BaseModel], value: Mapping[str, Any]) -> Iterator[str]:
    for name, one in value.items():
        info = model.model_fields.get(name)
        inner = next(iter(models_in(info.annotation)), None) if info else None
        if inner is not None and isinstance(one, Mapping):
            yield from _said(of, inner, one)
        elif info is None or one is None:
            yield _line(one)
        else:
            yield _with_label(of, model, name, one)


def _with_label(of: str, model: type[BaseModel], name: str, value: Any) -> str:
    lang = current()
    called_ = words.choice_words(of, lang, (model,), name).get(str(value))
    if called_ is None and isinstance(value, bool):
        called_ = told("yes") if value else told("no")
    if called_ is None and not isinstance(value, int | Decimal):
        return _line(value)
    label = words.label(of, lang, (model,), name)
    return f"{label}: {called_ or decimal_shown(value, lang)}"


def _address(section: str, key: Any) -> str:
    """The address of its form; none where its name can't stand in one."""
    try:
        return reverse("house:fact", args=[section, key])
    except NoReverseMatch:
        return ""


def _line(value: Any) -> str:
    if isinstance(value, Mapping):
        return " · ".join(_line(one) for one in value.values())
    if isinstance(value, list):
        return ", ".join(_line(one) for one in value)
    return "" if value is None else str(value)

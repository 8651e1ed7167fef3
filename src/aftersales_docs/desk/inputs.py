"""The input of a document as the register keeps it: complete in itself, with its number."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from ..errors import Place, Problem
from ..kinds import Kind
from ..loading import Input, kind_of, load, source_of
from ..schemas.by_language import first_language
from ..schemas.carried import carried
from ..schemas.draft import UnknownFieldError
from ..schemas.named_files import files_named, named_beside, named_file
from ..schemas.source import Path_, Source
from .days import today

NUMBER: Final = "number"
# Beside which the number stands, as in a starter file.
_AFTER: Final = ("kind", "lang", "law")
# Files that an input names and that are inputs themselves.
_INPUTS: Final = ("house", "bilingual.file")
_COPIES: Final = (".yaml", ".json")
_SERIALS: Final = ("serial_number", "serial_old", "serial_new")


@dataclass(frozen=True, slots=True)
class Request:
    """An input as it was read: of one language or two, with or without a number.

    ``second`` is that of a second file; what it does not state it takes from the first.
    """

    kind: Kind
    source: Source
    second: Source | None = None
    named: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The number that the input gives; empty if it gives none."""
        given = self.source.data.get(NUMBER)
        return "" if given is None else str(getattr(given, "source_text", given)).strip()

    @property
    def takes_number(self) -> bool:
        """Whether documents of this kind show their number."""
        return NUMBER in self.kind.model.model_fields

    def files(self, number: str) -> dict[str, bytes]:
        """The input files by name, the first language first, with ``number`` in them."""
        first, second = self.source, self.second
        if self.takes_number and not self.number:
            first = _numbered(first, number)
        return carried(first, second, str(second.data["lang"])) if second else carried(first)

    def located(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems with the register's copy, with the places of their fields in the input."""
        return [replace(one, place=self._place(one)) for one in problems]

    def _place(self, problem: Problem) -> Place | None:
        if problem.place is None or not problem.place.file.endswith(_COPIES):
            return problem.place
        name = Path(problem.place.file).name
        other = self.second is not None and name.count(".") > 1
        source = self.second if other and self.second is not None else self.source
        return source.place_of_field(problem.field) if problem.field else Place(source.name)


def _numbered(source: Source, number: str) -> Source:
    """``source`` with ``number``, which stands once where a file has both languages."""
    whole = source.both or source
    data = {name: value for name, value in whole.data.items() if name != NUMBER}
    head = {name: data.pop(name) for name in _AFTER if name in data}
    made = replace(whole, data={**head, NUMBER: number, **data}, content=b"", both=None)
    return first_language(made)


def _with_files(source: Source, named: dict[str, bytes], root: Path | None) -> Source:
    """``source`` naming its pictures, enclosures and tables as the register keeps them.

    Their content comes into ``named``.

    Raises:
        DataError: one lies where it may not, or can't be read.

    """
    whole = source.both or source
    data = whole.data
    for path, name in _paths_named(data):
        file = Path(named_beside(whole, path, name, root))
        try:
            content = file.read_bytes()
        except OSError:
            continue  # The check of the input says what is the matter with it.
        kept = f"{len(named) + 1}-{file.name}"
        named[kept] = content
        data = _put(data, path, kept)
    if data is whole.data:
        return source
    return first_language(replace(whole, data=data, content=b"", both=None))


def _paths_named(data: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    """Where the input names files other than inputs, and their names."""
    for written, name in files_named(data):
        if written in _INPUTS:
            continue
        steps = re.findall(r"[^.\[\]]+", written)
        path = tuple(int(step) if step.isdigit() else step for step in steps)
        value: Any = data
        for step in path:
            value = value[step] if not isinstance(value, str) else value
        yield ((*path, "file") if isinstance(value, Mapping) else path), name


def _put(data: Any, path: Path_, value: str) -> Any:
    """``data`` with ``value`` at ``path``; the rest as it was."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, Mapping):
        return {**data, step: _put(data[str(step)], rest, value)}
    return [_put(one, rest, value) if at == step else one for at, one in enumerate(data)]


def requested(file: str, house_root: Path | None) -> Request:
    """The input at ``file``, and that of the second language which it names.

    Raises:
        DataError: it can't be read.

    """
    source = source_of(file, house_root)
    kind = kind_of(source)
    pair = source.data.get("bilingual")
    other = pair.get("file") if isinstance(pair, dict) else None
    if not isinstance(other, str):
        named_here: dict[str, bytes] = {}
        return Request(kind, _with_files(source, named_here, house_root), None, named_here)
    path = named_file(source, ("bilingual", "file"), other, house_root)
    second = source_of(path, house_root)
    named: dict[str, bytes] = {}
    first = _with_files(source, named, house_root)
    return Request(kind, first, _with_files(second, named, house_root), named)


@contextmanager
def laid_out(
    files: Mapping[str, bytes], named: Mapping[str, bytes] | None = None
) -> Iterator[Path]:
    """The first of ``files``, in a folder of its own beside the others and those they name."""
    with tempfile.TemporaryDirectory(prefix="aftersales-docs-") as folder:
        for name, content in {**files, **(named or {})}.items():
            Path(folder, name).write_bytes(content)
        yield Path(folder, next(iter(files)))


@contextmanager
def loaded(
    files: Mapping[str, bytes], named: Mapping[str, bytes] | None = None
) -> Iterator[Input]:
    """The validated input of ``files``, the first of them first, with those that they name.

    They lie in a folder of their own for as long as the document is made: pictures and
    enclosures are read then.

    Raises:
        DataError: it is not valid.

    """
    with laid_out(files, named) as path:
        yield load(str(path))


def packed(files: Mapping[str, bytes], named: Mapping[str, str] | None = None) -> str:
    """The files as text, and the SHA-256 of those that they name, as a row keeps them."""
    inputs = {name: content.decode() for name, content in files.items()}
    return json.dumps({"inputs": inputs, "named": dict(named or {})}, ensure_ascii=False)


def unpacked(text: str) -> dict[str, bytes]:
    """The input files that a row keeps."""
    inputs = json.loads(text)["inputs"]
    return {name: content.encode() for name, content in inputs.items()}


def named_in(text: str) -> dict[str, str]:
    """The files that the input of a row names, by the SHA-256 of each."""
    found: dict[str, str] = json.loads(text)["named"]
    return found


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register finds a document by."""

    dated: date
    party: str
    product: str
    serials: tuple[str, ...]


def day_of(source: Source) -> date:
    """The day of a document as its input gives it, else today."""
    try:
        return date.fromisoformat(str(source.data.get("date")))
    except ValueError:
        return today()


def facts_of(data: Input) -> Facts:
    """Party, product and serial numbers, found by the names that fields have in all kinds."""
    model = data.model
    dated = getattr(model, "date", None) or day_of(data.source)
    return Facts(
        dated,
        parties_of(data),
        products_of(data),
        serials_of(data),
    )


def parties_of(data: Input) -> str:
    """The other side of a document, as the register lists it."""
    return "; ".join(_once(_parties(data.model)))


def serials_of(data: Input) -> tuple[str, ...]:
    """All serial numbers of a document."""
    return tuple(_once(_serials(data.model)))


def products_of(data: Input) -> str:
    """The products of a document, as the register lists them."""
    return "; ".join(_once(_products(data.model)))


def _once(values: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _part(value: Any, name: str) -> Any:
    """A part of a value; ``None`` where it has none, or a draft does not tell it."""
    try:
        return getattr(value, name, None)
    except UnknownFieldError:
        return None


def _parties(model: BaseModel) -> Iterator[str]:
    """The other side: who claims, orders, sells, or holds the post."""
    for name in ("claimant", "customer", "seller", "principal", "holder"):
        party = _part(model, name)
        if party is not None:
            yield from _names(party)


def _names(party: Any) -> Iterator[str]:
    for part in ("company", "name"):
        if name := _part(party, part):
            yield _text(name)
    person = _part(party, "person") or (party if _part(party, "surname") else None)
    if person is not None:
        parts = (_part(person, name) for name in ("given_name", "patronymic", "surname"))
        yield " ".join(part for part in parts if part)


def _text(value: Any) -> str:
    return str(getattr(value, "text", value))


def _products(model: BaseModel) -> Iterator[str]:
    found = [_part(model, "product"), *(_part(model, "units") or ())]
    found += _part(model, "products") or ()
    for one in found:
        if one is not None:
            parts = (_part(one, "name"), _part(one, "model"))
            yield " ".join(_text(part) for part in parts if part)


def _serials(value: Any) -> Iterator[str]:
    """All serial numbers, wherever they stand in the input."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = _part(value, name)
            if name in _SERIALS and isinstance(inner, str):
                yield inner
            else:
                yield from _serials(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _serials(inner)

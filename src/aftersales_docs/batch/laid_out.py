"""The columns that a table of a kind has, and the data of an input laid out in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ruamel.yaml import YAML

from ..kinds import Kind
from ..language import Lang
from ..law import LawCode
from ..resources import data_root, package_roots
from ..schemas.carried import as_yaml
from ..schemas.named_files import files_named
from ..schemas.parts import Words
from ..schemas.source import read_source
from .fields import Field, Takes, fields_of
from .labels import TRUTH, explained

__all__ = ["LaidOut", "columns_for", "example", "laid_out", "lists_for"]

_LINES: Final = re.compile(r"[\r\n]")
_LEFT_OUT: Final = frozenset({"kind", "house"})


def _is_leaf(field: Field) -> bool:
    """Whether one column holds a field: plain values, words with cases, unions with lists."""
    takes = field.takes
    if takes.plain or takes.models == (Words,):
        return True
    return takes.entry is not None and not takes.listed


def columns_for(kind: Kind, law: LawCode, listed: str = "") -> list[Field]:
    """The fields that a template has columns for, in the order of the model.

    Cases of names and words are left out; a column of such a name is taken all the same.
    """
    foreign = () if listed else kind.foreign_fields.get(law, ())
    found: list[Field] = []
    leaves: set[tuple[str, ...]] = set()
    for one in fields_of(kind, listed).values():
        inside = any(one.path[:length] in leaves for length in range(1, len(one.path)))
        outside = one.path[0] in foreign or one.path[0] in _LEFT_OUT
        if inside or outside or one.takes.keyed or one.takes.listed:
            leaves |= {one.path} if one.takes.keyed else set()
            continue
        if _is_leaf(one):
            leaves.add(one.path)
            found.append(one)
        elif one.takes.bare and not one.required:
            found.append(one)
    return found


def lists_for(kind: Kind, law: LawCode) -> list[Field]:
    """The lists of a kind that have a sheet of their own."""
    foreign = kind.foreign_fields.get(law, ())
    return [
        one for one in fields_of(kind).values() if one.takes.listed and one.path[0] not in foreign
    ]


@dataclass(slots=True)
class LaidOut:
    """An input as the cells of a row, by field, and the rows of its lists."""

    cells: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def laid_out(kind: Kind, lang: Lang, data: Mapping[str, Any]) -> LaidOut:
    """``data``, an input without a house file, as cells with the words of ``lang``."""
    result = LaidOut()
    fields = fields_of(kind)
    lists = {one.name for one in fields.values() if one.takes.listed}
    for name, value in data.items():
        if name not in _LEFT_OUT:
            _lay(kind, lang, "", fields, lists, (name,), value, result)
    return result


def _lay(  # noqa: PLR0913, PLR0917 (where it goes, and by what)
    kind: Kind,
    lang: Lang,
    listed: str,
    fields: Mapping[str, Field],
    lists: set[str],
    path: tuple[str, ...],
    value: Any,
    result: LaidOut,
) -> None:
    name = ".".join(path)
    there = fields.get(name)
    if name in lists and isinstance(value, list):
        result.lists[name] = [_entry(kind, lang, name, one) for one in value]
        return
    leaf = there is not None and _is_leaf(there)
    if not value and isinstance(value, Mapping) and there is not None and there.takes.bare:
        result.cells[name] = TRUTH[lang][0]
        return
    if isinstance(value, Mapping) and not leaf and not (there and there.takes.keyed):
        for key, inner in value.items():
            _lay(kind, lang, listed, fields, lists, (*path, key), inner, result)
        return
    if there is not None and there.takes.models and not leaf and f"{name}.type" in fields:
        there, name = fields[f"{name}.type"], f"{name}.type"
    result.cells[name] = _cell(kind, lang, there, value)


def _entry(kind: Kind, lang: Lang, listed: str, value: Any) -> dict[str, Any]:
    fields = fields_of(kind, listed)
    if not isinstance(value, Mapping):  # A line stands for the entry: its first field.
        value = {next(iter(fields)): value}
    inner = LaidOut()
    for name, one in value.items():
        _lay(kind, lang, listed, fields, set(), (name,), one, inner)
    return inner.cells


def _cell(kind: Kind, lang: Lang, there: Field | None, value: Any) -> Any:
    """``value`` as a person would type it into a cell."""
    takes = there.takes if there is not None else Takes(text=True)
    if isinstance(value, Mapping):
        return _flow(value)
    if isinstance(value, list):
        plain = all(_is_plain(one) for one in value)
        if not plain or not value:
            return _flow(value)
        entry = takes.entry or takes
        return "\n".join(str(_one(kind, lang, there, entry, one)) for one in value)
    return _one(kind, lang, there, takes, value)


def _is_plain(value: Any) -> bool:
    """Whether a value of a list can stand on a line of its own: text, or a number as typed."""
    number = isinstance(value, int) and not isinstance(value, bool)
    return number or (isinstance(value, str) and not _LINES.search(value))


def _one(kind: Kind, lang: Lang, there: Field | None, takes: Takes, value: Any) -> Any:
    if isinstance(value, bool):
        return TRUTH[lang][0 if value else 1]
    typed = getattr(value, "source_text", None)
    if takes.choices and there is not None and str(value) in takes.choices:
        return word_of(kind, lang, there, str(value))
    if takes.day and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if typed is not None and takes.text and not takes.decimal and not takes.whole:
        return typed
    return value


def _flow(value: Any) -> str:
    """A value of several parts on one line, as YAML has it."""
    import io

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = True
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    stream = io.BytesIO()
    plain = YAML(typ="safe", pure=True).load(as_yaml({"value": value}).decode())["value"]
    yaml.dump(plain, stream)
    return stream.getvalue().decode().strip().removesuffix("...").strip()


def word_of(kind: Kind, lang: Lang, there: Field, key: str) -> str:
    """The word for a choice, where it can mean that one only; else its key."""
    words = explained(kind, there, lang)["choices"]
    word = str(words.get(key, key))
    from .labels import choice_words, folded

    return word if choice_words(kind, there).get(folded(word)) == key else key


def _samples(kind: Kind, lang: Lang, law: LawCode) -> Iterator[Mapping[str, Any]]:
    for root in (data_root(), *package_roots()):
        for path in sorted((root / "samples" / kind.id).glob(f"*.{lang}.{law}.yaml")):
            data = read_source(str(path)).data
            if not any(files_named(data)):
                yield data


def example(kind: Kind, lang: Lang, law: LawCode) -> LaidOut:
    """A complete document as a row: of the samples that with most entries in its lists.

    A kind without samples gets the examples of the fields it must have.
    """
    found = [laid_out(kind, lang, data) for data in _samples(kind, lang, law)]
    if found:
        return max(found, key=lambda one: sum(map(len, one.lists.values())))
    cells: dict[str, Any] = {"lang": lang, "law": law}
    for one in columns_for(kind, law):
        if one.required and len(one.path) == 1 and one.name not in cells:
            cells[one.name] = explained(kind, one, lang).get("example")
    return LaidOut(cells)

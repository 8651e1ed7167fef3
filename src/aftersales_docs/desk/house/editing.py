"""One fact of the house file put in, changed or taken out; the rest stays as it was written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from ...errors import DataError, Problem, worded
from ...schemas.carried import as_yaml
from ...schemas.house_file import USE
from ...schemas.mapping import mapping_source
from ...schemas.scalars import as_typed
from ...schemas.source import parse_source

_WIDTH: Final = 10_000  # No line is folded.
_MOST: Final = 60
# A name is one step of what inputs write after ``use``, and of an address.
KEY: Final = re.compile(rf"\w[\w-]{{0,{_MOST - 1}}}")
FILE: Final = "house.yaml"


def read(text: str) -> dict[str, Any]:
    """The facts as the file has them; none where there is no file."""
    return dict(parse_source(FILE, text.encode()).data) if text.strip() else {}


def entry(facts: Mapping[str, Any], section: str, key: str) -> Any:
    """The fact of that name as it is written; ``None`` where there is none."""
    entries = facts.get(section)
    return entries.get(key) if isinstance(entries, Mapping) else None


def with_entry(text: str, section: str, key: str, value: Any) -> str:
    """The file with that fact.

    Raises:
        DataError: the section holds no facts by name.

    """
    facts, value = read(text), mapping_source({"value": value}).data["value"]
    entries = facts.get(section, {})
    if not isinstance(entries, Mapping):
        raise DataError(
            Problem(
                "house-facts",
                worded("'{section}' of the file holds no facts by name.", section=section),
                "Change it in the file itself.",
            )
        )
    wanted = {**facts, section: {**entries, key: value}}
    return _written(text, wanted, (section, key), value)


def without_entry(text: str, section: str, key: str) -> str:
    """The file without that fact, and without the section if it was the last there.

    Raises:
        DataError: other facts use it.

    """
    facts = read(text)
    if used := sorted({".".join(path[:2]) for path in _users(facts, f"{section}.{key}")}):
        raise DataError(
            Problem(
                "fact-in-use",
                worded("other facts take this one: {names}.", names=", ".join(used)),
                "Let them take another one, or write it out there, and remove it then.",
            )
        )
    left = {name: one for name, one in facts[section].items() if name != key}
    wanted = {**facts, section: left}
    if not left:
        del wanted[section]
    return _written(text, wanted, (section, key), None)


def _users(value: Any, name: str, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where ``name``, or something in it, is used."""
    if isinstance(value, Mapping):
        used = value.get(USE)
        if isinstance(used, str) and f"{used}.".startswith(f"{name}."):
            yield path
        for key, one in value.items():
            yield from _users(one, name, (*path, str(key)))
    elif isinstance(value, list):
        for one in value:
            yield from _users(one, name, path)


def _written(text: str, wanted: Mapping[str, Any], at: tuple[str, str], value: Any) -> str:
    """``text`` changed at one place to say what is ``wanted``; written anew if that fails."""
    if not wanted:
        return ""
    try:
        changed = _changed(text, at, value)
        if _same(read(changed), wanted):
            return changed
    except (YAMLError, DataError, AttributeError, TypeError, ValueError):
        pass
    return as_yaml(wanted).decode()


def _changed(text: str, at: tuple[str, str], value: Any) -> str:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes, yaml.width = True, _WIDTH
    whole = yaml.load(text) if text.strip() else CommentedMap()
    section, key = at
    if value is None:
        del whole[section][key]
        if not whole[section]:
            del whole[section]
    else:
        entries = whole.setdefault(section, CommentedMap())
        entries[key] = _laid_over(entries.get(key), _plain(value))
    stream = io.StringIO()
    yaml.dump(whole, stream)
    return stream.getvalue()


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same, however their figures are written."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, bool | None) or isinstance(other, bool | None):
        return one is other
    return str(as_typed(one)) == str(as_typed(other))


def _laid_over(node: Any, value: Any) -> Any:
    """``node`` changed to say ``value``: what is the same keeps its look and its comments."""
    if node == value:
        return node
    if not (isinstance(node, CommentedMap) and isinstance(value, dict)):
        return value
    for key in [one for one in node if one not in value]:
        del node[key]
    for key, one in value.items():
        node[key] = _laid_over(node.get(key), one)
    return node


def _plain(value: Any) -> Any:
    """``value`` in types that the writer knows; numbers as they were typed."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return value


def free_key(facts: Mapping[str, Any], section: str, words: str) -> str:
    """A name for a new fact, made from its first words, that no other has."""
    entries = facts.get(section)
    taken = set(map(str, entries)) if isinstance(entries, Mapping) else set[str]()
    stem = re.sub(r"[^\w]+", "_", words.casefold()).strip("_")[:30].strip("_") or section
    return next(
        one
        for number in range(1, len(taken) + 2)
        if (one := stem if number == 1 else f"{stem}_{number}") not in taken
    )

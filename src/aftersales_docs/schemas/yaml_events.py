"""Reading YAML fast: by the events of libyaml, as long as nothing about the file is unusual.

Whatever a person should be told of (an error, a remark, what YAML knows and no document needs)
is left to :mod:`yaml_reader`, which is ten times as slow and knows what to say. A test holds
both to the same data and the same places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import yaml

from ..errors import DataError
from .source_parts import LIMIT_DEPTH, UNREADABLE, Builder, Failure, Path_, Spot
from .yaml_clues import odd_beginning

# Line breaks of YAML 1.1 alone, tabs, directives, ends of documents; a comment that may have
# cut a text.
_UNUSUAL: Final = re.compile("[\t\x85\u2028\u2029\ufeff]|^%|^\\.\\.\\.|\\S #", re.MULTILINE)
# Names of fields as they are usual.
_KEY: Final = re.compile(r"[^\W\d][\w-]*(?: [\w-]+)*")
_SIMPLE: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
# What some reader may take for a number; a day stays text for all.
_MAYBE_NUMBER: Final = re.compile(
    r"[-+]?(?:[0-9_.]+(?:[eE][-+]?[0-9_]*)?|0[xXoObB][0-9a-fA-F_]*|\.[a-zA-Z]+)"
)
_DAY: Final = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
_WORDS: Final = {"true": True, "True": True, "TRUE": True,
                 "false": False, "False": False, "FALSE": False,
                 "~": None, "null": None, "Null": None, "NULL": None}  # fmt: skip
_SPECIAL: Final = frozenset({"<<", "="})


class _UnusualError(Exception):
    """The file holds what this reader leaves to the other."""


def read_events(text: str, fail: Failure) -> tuple[Any, Builder] | None:
    """The data of a YAML file with its places; ``None`` where it is not plain sailing."""
    if UNREADABLE.search(text) or _UNUSUAL.search(text):
        return None
    builder = _EventBuilder(text, fail)
    try:
        return builder.document(), builder
    except (_UnusualError, DataError, yaml.YAMLError):
        return None


def _spot(mark: Any) -> Spot:
    return mark.line + 1, mark.column + 1


class _EventBuilder(Builder):
    """Turns events into plain data, noting where everything stands."""

    def __init__(self, text: str, fail: Failure) -> None:
        super().__init__(fail)
        self.lines = text.split("\n")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=loader))

    def next(self, *wanted: type) -> Any:
        event = next(self.events, None)
        if not isinstance(event, wanted) or getattr(event, "anchor", None):
            raise _UnusualError
        if getattr(event, "tag", None) not in {None, "!"}:
            raise _UnusualError
        return event

    def document(self) -> Any:
        self.next(yaml.StreamStartEvent)
        start = self.next(yaml.DocumentStartEvent)
        if start.version or start.tags:
            raise _UnusualError
        data = self.value(self.next(yaml.MappingStartEvent), ())
        self.next(yaml.DocumentEndEvent)
        self.next(yaml.StreamEndEvent)
        return data

    def value(self, event: Any, path: Path_) -> Any:
        if len(path) > LIMIT_DEPTH:
            raise _UnusualError
        self.enter(path, _spot(event.start_mark))
        return _VALUES[type(event)](self, event, path)

    def mapping(self, event: Any, path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(key := self.next(yaml.ScalarEvent, yaml.MappingEndEvent), _ENDS):
            name = self.key(key)
            self.enter_key((*path, name), _spot(key.start_mark))
            found = self.next(*_VALUES)
            data[name] = self.value(found, (*path, name))
        return data

    def sequence(self, _event: Any, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(*_VALUES, yaml.SequenceEndEvent), _ENDS):
            items.append(self.value(event, (*path, len(items))))
        return items

    def key(self, event: Any) -> str:
        name: str = event.value
        spot = _spot(event.start_mark)
        if not event.style and (name in _WORDS or name in _SPECIAL or _MAYBE_NUMBER.match(name)):
            raise _UnusualError
        if odd_beginning(self.lines[spot[0] - 1], name):
            raise _UnusualError
        return self.string(name, spot)

    def scalar(self, event: Any, _path: Path_) -> Any:
        spot = _spot(event.start_mark)
        text = self.string(event.value, spot)
        if event.style or event.tag:
            return text
        if not text or text in _SPECIAL:
            raise _UnusualError
        if text in _WORDS:
            return _WORDS[text]
        if not _MAYBE_NUMBER.fullmatch(text) or _DAY.fullmatch(text):
            return text
        if _SIMPLE.fullmatch(text):
            return self.number(text, spot)
        raise _UnusualError


_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_VALUES: Final[dict[type, Callable[[_EventBuilder, Any, Path_], Any]]] = {
    yaml.MappingStartEvent: _EventBuilder.mapping,
    yaml.SequenceStartEvent: _EventBuilder.sequence,
    yaml.ScalarEvent: _EventBuilder.scalar,
}

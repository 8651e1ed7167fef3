"""Reading an input file: YAML or JSON as plain data, with the place of every value.

Nothing in the file is ever executed or constructed: YAML is read as a tree of nodes
and turned into mappings, lists and scalars here, within bounds. Numbers, dates and the
like remember how they were typed, so that ``number: 007`` stays ``007`` where text is
wanted.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..errors import DataError, Place, Problem

LIMIT_BYTES = 1024 * 1024
LIMIT_NODES = 20_000
LIMIT_DEPTH = 40
STANDARD_INPUT = "-"

Path_: TypeAlias = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_BRACKETS = re.compile(r"[\[{]")
_FIELD = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


class TypedInt(int):
    """A whole number that remembers how it was typed."""

    source_text: str


class TypedDecimal(Decimal):
    """A number with a decimal point that remembers how it was typed."""

    source_text: str


@dataclass(frozen=True, slots=True)
class Source:
    """The data of an input file and the places of its values and keys."""

    name: str
    data: Any
    places: dict[Path_, Place] = field(repr=False)
    key_places: dict[Path_, Place] = field(repr=False)

    def place(self, path: Path_) -> Place:
        """Where the value at ``path`` stands; of a missing one, its nearest parent."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]

    def key_place(self, path: Path_) -> Place:
        """Where the key of the value at ``path`` stands."""
        return self.key_places.get(path) or self.place(path)

    def holds(self, path: Path_) -> bool:
        """Whether the file has a value at ``path``."""
        return path in self.places

    def place_of_field(self, name: str) -> Place:
        """Where the field written ``agreed[1].post`` stands."""
        path = tuple(int(index) if index else key for key, index in _FIELD.findall(name))
        return self.place(path)


class _Failure:
    """Makes the errors of one file."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(
        self,
        code: str,
        message: str,
        cure: str,
        line: int | None = None,
        column: int | None = None,
    ) -> DataError:
        return DataError(Problem(code, message, cure, place=Place(self.name, line, column)))


def _bytes(name: str, fail: _Failure) -> bytes:
    try:
        if name == STANDARD_INPUT:
            return sys.stdin.buffer.read(LIMIT_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise fail("not-found", "there is no such file.", "Look at the name.") from error
    except IsADirectoryError as error:
        raise fail("is-a-folder", "this is a folder, not a file.", "Name the file.") from error
    except PermissionError as error:
        raise fail("unreadable", "the file may not be read.", "Ask for the right to.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise fail("unreadable", f"the file can't be read ({reason}).", "Look at it.") from error


def _text(content: bytes, fail: _Failure) -> str:
    if len(content) > LIMIT_BYTES:
        raise fail("too-large", "the file is larger than 1 MiB.", "Split it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise fail(
            "not-utf-8", "the file is not UTF-8 text.", "Save it again as UTF-8.", line
        ) from error
    if not text.strip():
        raise fail("empty-file", "the file is empty.", "'aftersales-docs new' writes a starter.")
    return text


def _is_json(name: str, text: str) -> bool:
    return name.endswith(".json") or text.lstrip()[:1] in {"{", "["}


def _check_json(text: str, fail: _Failure) -> None:
    def constant(name: str) -> NoReturn:
        raise fail("json-constant", f"{name} is no number.", "Write a number or null.")

    try:
        json.loads(text, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise fail(
            "json-syntax", f"{error.msg}.", "Mend the JSON here.", error.lineno, error.colno
        ) from error
    except RecursionError as error:
        raise _too_deep(fail) from error


def _too_deep(fail: _Failure, line: int | None = None) -> DataError:
    return fail("too-deep", f"the data is nested deeper than {LIMIT_DEPTH} levels.",
                "No document needs that; look for a bracket too many.", line)  # fmt: skip


def _guard_depth(text: str, fail: _Failure) -> None:
    """Refuse thousands of open brackets before the parser recurses into them."""
    if len(_BRACKETS.findall(text)) < 500:
        return
    depth = 0
    for index, char in enumerate(text):
        depth += (char in "[{") - (char in "]}")
        if depth > 200:
            raise _too_deep(fail, text.count("\n", 0, index) + 1)


_CAUSES = (
    ("found character '\\t'", "a tab stands where spaces should", "Indent with spaces."),
    ("mapping values are not allowed", "there is a second ':' in the line, or a wrong indent",
     "Put the text in quotes, or mend the indent."),
    ("while scanning a quoted scalar", "a quote is not closed", "Close it."),
    ("could not find expected ':'", "a ':' is missing", "Write 'field: value'."),
    ("expected <block end>", "the indent does not fit the lines above", "Align it with them."),
    ("found undefined alias", "an alias (*) names what is not there", "Put the text in quotes."),
    ("special characters are not allowed", "the file holds a control character", "Delete it."),
)  # fmt: skip


def _yaml_error(error: YAMLError, fail: _Failure) -> DataError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    words = " ".join(str(error).split())
    problem = str(getattr(error, "problem", None) or "this is not valid YAML")
    known = ((message, cure) for sign, message, cure in _CAUSES if sign in words)
    message, cure = next(known, (problem, "Mend the line, or put its text in quotes."))
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
    return fail("yaml-syntax", f"{message}.", cure, line, column)


def _root(text: str, fail: _Failure) -> Node:
    _guard_depth(text, fail)
    try:
        documents: Iterator[Node] = YAML(typ="safe", pure=True).compose_all(text)
        first = next(documents, None)
        second = next(documents, None)
    except (MarkedYAMLError, YAMLError) as error:
        raise _yaml_error(error, fail) from error
    except RecursionError as error:
        raise _too_deep(fail) from error
    if first is None:
        raise fail("empty-file", "the file is empty.", "'aftersales-docs new' writes a starter.")
    if second is not None:
        raise fail("many-documents", "the file holds more than one document ('---').",
                   "Put each into a file of its own.", second.start_mark.line + 1)  # fmt: skip
    return first


class _Builder:
    """Turns the node tree into plain data, noting where everything stands."""

    def __init__(self, name: str, fail: _Failure) -> None:
        self.name = name
        self.fail = fail
        self.places: dict[Path_, Place] = {}
        self.key_places: dict[Path_, Place] = {}
        self.count = 0
        self.open: set[int] = set()

    def spot(self, node: Node) -> tuple[int, int]:
        return node.start_mark.line + 1, node.start_mark.column + 1

    def build(self, node: Node, path: Path_) -> Any:
        self.count += 1
        if self.count > LIMIT_NODES:
            raise self.fail("too-many-values", f"the file unfolds to over {LIMIT_NODES} values.",
                            "Write values out instead of repeating aliases.")  # fmt: skip
        if id(node) in self.open:
            raise self.fail("alias-recursion", "an alias (*) contains itself.",
                            "Write the value out.", *self.spot(node))  # fmt: skip
        if len(path) > LIMIT_DEPTH:
            raise _too_deep(self.fail, self.spot(node)[0])
        self.places[path] = Place(self.name, *self.spot(node))
        self.open.add(id(node))
        value = self.value(node, path)
        self.open.discard(id(node))
        return value

    def value(self, node: Node, path: Path_) -> Any:
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            self.tag(node, "seq")
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)  # noqa: S101 (YAML has just these three)
        return self.scalar(node)

    def tag(self, node: Node, *known: str) -> str:
        tag = str(node.tag).removeprefix(_TAG)
        if tag not in known:
            raise self.fail("unknown-tag", f"the tag {str(node.tag)[:60]} has no meaning here.",
                            "Delete it.", *self.spot(node))  # fmt: skip
        return tag

    def mapping(self, node: MappingNode, path: Path_) -> dict[str, Any]:
        self.tag(node, "map")
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node)
            inner = (*path, key)
            if key in data:
                first = self.key_places[inner]
                raise self.fail("key-twice",
                                f"the field '{key[:60]}' stands here again; first: line {first.line}.",
                                "Leave one of them.", *self.spot(key_node))  # fmt: skip
            self.key_places[inner] = Place(self.name, *self.spot(key_node))
            data[key] = self.build(value_node, inner)
        return data

    def key(self, node: Node) -> str:
        if str(node.tag) == _TAG + "merge":
            raise self.fail("merge-key", "'<<' is not supported.", "Write the fields out.",
                            *self.spot(node))  # fmt: skip
        if not isinstance(node, ScalarNode):
            raise self.fail("key-not-text", "the name of a field is no plain word.",
                            "Write 'field: value'.", *self.spot(node))  # fmt: skip
        return str(_joined_surrogates(node.value))

    def scalar(self, node: ScalarNode) -> Any:
        tag = self.tag(node, "str", "int", "float", "bool", "null", "timestamp")
        text = str(node.value)
        match tag:
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int":
                return self.whole(text)
            case "float":
                return self.decimal(text)
        return _joined_surrogates(text)

    def whole(self, text: str) -> Any:
        if not re.fullmatch(r"[-+]?\d{1,30}", text):
            return text
        number = TypedInt(text)
        number.source_text = text
        return number

    def decimal(self, text: str) -> Any:
        """A decimal number, kept exact; ``.inf`` and the like stay words."""
        if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", text):
            return text
        number = TypedDecimal(text)
        number.source_text = text
        return number


def _joined_surrogates(text: str) -> str:
    """JSON writes a character beyond U+FFFF as two escapes; YAML reads them apart."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_source(name: str) -> Source:
    """Read the input file ``name``; ``-`` is standard input.

    Raises:
        DataError: the file can't be read, or is no YAML or JSON mapping; with the place.

    """
    shown = "standard input" if name == STANDARD_INPUT else name
    fail = _Failure(shown)
    text = _text(_bytes(name, fail), fail)
    if _is_json(name, text):
        _guard_depth(text, fail)
        _check_json(text, fail)
        text = text.replace("\t", " ")
    builder = _Builder(shown, fail)
    data = builder.build(_root(text, fail), ())
    if not isinstance(data, dict):
        raise fail(
            "no-mapping", "the file does not hold fields.", "Write 'field: value' lines.", 1
        )
    return Source(shown, data, builder.places, builder.key_places)

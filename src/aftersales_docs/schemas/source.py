"""Reading an input file: YAML or JSON as plain data, with the place of every value.

Nothing in the file is ever executed or constructed: YAML is read as a tree of nodes
and turned into mappings, lists and scalars here, within bounds. JSON is read by the
standard library, value by value, since not all JSON is YAML in practice (a line break
before ``:``, long keys, raw U+0085). Numbers remember how they were typed, so that
``number: 007`` stays ``007`` where text is wanted; dates stay text.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias, cast

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver

from ..errors import DataError, Place, Problem

LIMIT_BYTES = 1024 * 1024
LIMIT_NODES = 20_000
LIMIT_DEPTH = 40
LIMIT_DIGITS = 1_000
STANDARD_INPUT = "-"

Path_: TypeAlias = tuple[str | int, ...]
Spot: TypeAlias = tuple[int, int]

_TAG = "tag:yaml.org,2002:"
_FIELD = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_SPACE = re.compile(r"[ \t\n]*")
# A quote that nothing closes takes all the rest: to look again from each quote in it would
# take the square of its length.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?([0-9]+))?")
_NO_NUMBER = re.compile(r"[-+]?(?:\.inf|\.nan|Infinity|NaN)", re.IGNORECASE)
# Half of a character beyond U+FFFF: an escape like \ud83d without its other half.
_HALF = re.compile("[\ud800-\udfff]")
# What YAML forbids, and the line breaks that only some programs count as such.
UNREADABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


class TypedInt(int):
    """A whole number that remembers how it was typed."""

    source_text: str

    def __new__(cls, text: str) -> TypedInt:
        """The number typed as ``text``."""
        number = super().__new__(cls, text)
        number.source_text = str(text)
        return number


class TypedDecimal(Decimal):
    """A number with a decimal point, kept exact, that remembers how it was typed."""

    source_text: str

    def __new__(cls, text: str) -> TypedDecimal:
        """The number typed as ``text``."""
        number = super().__new__(cls, text)
        number.source_text = str(text)
        return number


@dataclass(frozen=True, slots=True)
class Source:
    """The data of an input file and the places of its values and keys.

    ``content`` are the file's bytes, where they alone say all that ``data`` holds.
    """

    name: str
    data: Any
    places: dict[Path_, Place] = field(repr=False)
    key_places: dict[Path_, Place] = field(repr=False)
    content: bytes = field(default=b"", repr=False)

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

    def __call__(self, code: str, message: str, cure: str, spot: Spot | None = None) -> DataError:
        return DataError(Problem(code, message, cure, place=self.place(spot)))

    def place(self, spot: Spot | None) -> Place:
        return Place(self.name, *spot) if spot else Place(self.name)

    def empty(self) -> DataError:
        return self("empty-file", "the file is empty.", "'aftersales-docs new' writes a starter.")

    def too_deep(self, spot: Spot) -> DataError:
        return self("too-deep", f"the data is nested deeper than {LIMIT_DEPTH} levels.",
                    "No document needs that; look for a bracket too many.", spot)  # fmt: skip

    def too_many(self, spot: Spot) -> DataError:
        return self("too-many-values", f"the file unfolds to over {LIMIT_NODES} values.",
                    "Split the file; write values out instead of repeating aliases.",
                    spot)  # fmt: skip


def _spot_of(text: str, index: int) -> Spot:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


# --- the file's bytes and text


def _content(name: str) -> bytes:
    if name != STANDARD_INPUT:
        with Path(name).open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    if sys.stdin is None:
        raise OSError("there is no standard input")
    return sys.stdin.buffer.read(LIMIT_BYTES + 1)


def _bytes(name: str, fail: _Failure) -> bytes:
    try:
        return _content(name)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise fail("not-found", "there is no such file.",
                   "Look at the name and the folder.") from error  # fmt: skip
    except IsADirectoryError as error:
        raise fail("is-a-folder", "this is a folder, not a file.",
                   "Name the file inside it.") from error  # fmt: skip
    except PermissionError as error:
        raise fail("unreadable", "you have no right to read the file.",
                   "Have the right to read it given to you.") from error  # fmt: skip
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise fail("unreadable", f"the file can't be read ({reason}).",
                   "Look at its name and at the disk it is on.") from error  # fmt: skip


def _text(content: bytes, fail: _Failure) -> str:
    """The file's text, without a byte order mark, every line ending in a newline."""
    if len(content) > LIMIT_BYTES:
        raise fail("too-large", "the file is larger than 1 MiB.", "Split it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(content, error, fail) from error
    if not text.strip():
        raise fail.empty()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(content: bytes, error: UnicodeDecodeError, fail: _Failure) -> DataError:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return fail("not-utf-8", "the file is UTF-16 text, not UTF-8.",
                    "Save it again with the encoding UTF-8.", (1, 1))  # fmt: skip
    # The decoder counts without the byte order mark that it took away.
    start = error.start + len(content) - len(error.object)
    line = content.count(b"\n", 0, start) + 1
    before = content[content.rfind(b"\n", 0, start) + 1 : start].decode("utf-8-sig")
    return fail(
        "not-utf-8",
        f"the file is not UTF-8 text: byte 0x{content[start]:02x} at offset {start}.",
        "Save it again with the encoding UTF-8.",
        (line, len(before) + 1),
    )


# --- what YAML and JSON have in common


class _Builder:
    """Collects where everything stands, within the bounds."""

    def __init__(self, fail: _Failure) -> None:
        self.fail = fail
        self.places: dict[Path_, Place] = {}
        self.key_places: dict[Path_, Place] = {}

    def enter(self, path: Path_, spot: Spot) -> None:
        """Note the value at ``path``."""
        if len(self.places) >= LIMIT_NODES:
            raise self.fail.too_many(spot)
        if len(path) > LIMIT_DEPTH:
            raise self.fail.too_deep(spot)
        self.places[path] = self.fail.place(spot)

    def enter_key(self, path: Path_, spot: Spot) -> None:
        """Note the key at ``path``."""
        if _HALF.search(str(path[-1])):
            raise self.fail("key-not-text", "the name of a field holds half a character.",
                            "Type the name anew.", spot)  # fmt: skip
        first = self.key_places.get(path)
        if first is not None:
            raise self.fail(
                "key-twice",
                f"the field '{str(path[-1])[:60]}' stands here again; it stands first"
                f" in line {first.line}, column {first.column}.",
                "Leave one of them.",
                spot,
            )
        self.key_places[path] = self.fail.place(spot)

    def number(self, text: str, spot: Spot) -> Any:
        """The number typed as ``text``; the text itself where it is none after all."""
        if _NO_NUMBER.fullmatch(text):
            raise self.fail("no-number", f"{text} is no number.",
                            "Write a number, or put the text in quotes.", spot)  # fmt: skip
        decimal = _DECIMAL.fullmatch(text)
        if decimal is None:
            return text
        if len(text) > LIMIT_DIGITS or len(decimal[1] or "") > 3:
            raise self.fail("number-too-large", "this number is too large.",
                            "Write a smaller one, or put it in quotes if it is text.",
                            spot)  # fmt: skip
        return TypedInt(text) if _WHOLE.fullmatch(text) else TypedDecimal(text)


# --- JSON

_JSON_CAUSES = (
    ("Expecting property name", "a field's name in double quotes should stand here",
     'Write "field": value; no comma after the last one.'),
    ("Illegal trailing comma", "there is a comma after the last entry", "Delete it."),
    ("Expecting ':'", "a ':' should stand here", 'Write "field": value.'),
    ("Expecting ','", "a comma or a closing bracket should stand here", "Add it."),
    ("Expecting value", "a value should stand here",
     'Write text in double quotes, a number, true, false, null, "[…]" or "{…}".'),
    ("Unterminated string", "a quote is opened here and not closed", 'Close it with ".'),
    ("Invalid control character", "a line break, tab or control character stands inside quotes",
     "Write \\n or \\t instead."),
    ("Invalid \\", "the backslash begins nothing that JSON knows", "Write two: \\\\."),
    ("Extra data", "something follows after the end of the data",
     "Delete it, or put it inside the brackets."),
)  # fmt: skip


def _check_json(text: str, fail: _Failure) -> None:
    """Refuse what is not JSON, and what is nested so deep that a parser might break."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > LIMIT_DEPTH + 1:
            raise fail.too_deep(_spot_of(text, match.start()))
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        cause = next((c for c in _JSON_CAUSES if error.msg.startswith(c[0])), None)
        message, cure = cause[1:] if cause else ("this is not JSON", "Mend it here.")
        raise fail("json-syntax", f"{message}.", cure, (error.lineno, error.colno)) from error


class _JsonBuilder(_Builder):
    """Reads text that is known to be JSON, noting where everything stands."""

    def __init__(self, text: str, fail: _Failure) -> None:
        super().__init__(fail)
        self.text = text
        self.index = 0
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.decoder = json.JSONDecoder(
            parse_int=self._number, parse_float=self._number, parse_constant=self._number
        )

    def _number(self, text: str) -> Any:
        return self.number(text, self.spot())

    def spot(self) -> Spot:
        line = bisect_right(self.lines, self.index)
        return line, self.index - self.lines[line - 1] + 1

    def next(self) -> str:
        """The next character that is not white space."""
        match = _SPACE.match(self.text, self.index)
        self.index = match.end() if match else self.index
        return self.text[self.index]

    def passed(self, char: str) -> bool:
        """Whether ``char`` is next; if so it is passed."""
        found = self.next() == char
        self.index += found
        return found

    def plain(self) -> Any:
        """The string, number or word that is next."""
        value, self.index = self.decoder.raw_decode(self.text, self.index)
        return value

    def build(self, path: Path_ = ()) -> Any:
        """The value that is next."""
        char = self.next()
        self.enter(path, self.spot())
        if char == "{":
            return self.mapping(path)
        return self.sequence(path) if char == "[" else self.plain()

    def mapping(self, path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        self.index += 1
        while not self.passed("}"):
            self.passed(",")
            self.next()
            spot = self.spot()
            key = self.plain()
            self.enter_key((*path, key), spot)
            self.passed(":")
            data[key] = self.build((*path, key))
        return data

    def sequence(self, path: Path_) -> list[Any]:
        data: list[Any] = []
        self.index += 1
        while not self.passed("]"):
            self.passed(",")
            data.append(self.build((*path, len(data))))
        return data


# --- YAML

_QUOTE_IT = 'Put the whole text in quotes: "…".'
_YAML_CAUSES = (
    ("found character '\\t'", "a tab stands where spaces should", "Indent with spaces."),
    ("that cannot start any token", "text can't begin with this character unquoted", _QUOTE_IT),
    ("mapping values are not allowed", "there is a second ':' in the line, or a wrong indent",
     "Put text that holds a ':' in quotes, or align the field with those above."),
    ("found unexpected ':'", "there is a ':' inside the text", _QUOTE_IT),
    ("while scanning a quoted scalar", "a quote is opened here and not closed", "Close it."),
    ("found unknown escape character", "the backslash begins nothing that YAML knows",
     "Write two (\\\\), or use single quotes."),
    ("while scanning a double-quoted scalar", "the code after the backslash is incomplete",
     "Write two (\\\\), or use single quotes."),
    ("could not find expected ':'", "a ':' with a space after the field's name is missing",
     "Write 'field: value'."),
    ("found '<scalar>'", "text follows after a closing quote",
     'Put the whole text in one pair of quotes; inside "…" write \\" for a quote.'),
    ("expected <block end>", "the indent does not fit the lines above", "Align it with them."),
    ("sequence entries are not allowed", "a list ('- …') can't begin here",
     "Begin the list in a line of its own, or put the text in quotes."),
    ("while parsing a flow sequence", "a '[' is not closed, or a comma is missing",
     "Close it with ']', or put text with brackets in quotes."),
    ("while parsing a flow mapping", "a '{' is not closed, or a comma is missing",
     "Close it with '}', or put text with brackets in quotes."),
    ("found undefined alias", "text can't begin with '*' unquoted (it would be an alias)",
     _QUOTE_IT),
    ("while scanning an alias", "text can't begin with '*' unquoted", _QUOTE_IT),
    ("while scanning an anchor", "text can't begin with '&' unquoted", _QUOTE_IT),
    ("tag", "text can't begin with '!' unquoted", _QUOTE_IT),
    ("block scalar", "text can't follow '|' or '>' in the same line",
     "Begin the text in the next line, indented, or put it in quotes."),
    ("mapping keys are not allowed", "text can't begin with '? ' unquoted", _QUOTE_IT),
    ("expected the node content", "a value is missing, or a comma or bracket is too many",
     "Delete it, or put the text in quotes."),
    ("directive", "a line can't begin with '%' unquoted", _QUOTE_IT),
    ("<document start>", "something stands before the data or follows after it", "Delete it."),
    ("document end marker", "something follows after '...'", "Delete it."),
)  # fmt: skip
# Errors better shown where the thing began than where the parser gave up.
_BEGINS = ("while scanning a quoted scalar", "while scanning a simple key")


class _TooManyNodesError(MarkedYAMLError):
    """The parser meets more values than a document may have."""


class _Composer(Composer):
    """Stops at the bounds while the file is being parsed, not after."""

    count = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """The next node."""
        self.warn_double_anchors = False
        self.count += 1
        # Keys are nodes too, hence twice the number of values.
        if self.count > 2 * LIMIT_NODES:
            raise _TooManyNodesError(problem_mark=self.parser.peek_event().start_mark)
        return super().compose_node(parent, index)


class _Resolver(VersionedResolver):
    """YAML 1.2 whatever the file says: ``no`` is text, and 010 is ten."""

    @property
    def processing_version(self) -> Any:
        """The version of YAML."""
        return (1, 2)


def _mark(mark: Any) -> Spot:
    return mark.line + 1, mark.column + 1


def _yaml_error(error: YAMLError, fail: _Failure) -> DataError:
    context, problem = getattr(error, "context", ""), getattr(error, "problem", "")
    begin, end = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    spot = _mark(end or begin) if end or begin else (1, 1)
    if isinstance(error, MaxDepthExceededError):
        return fail.too_deep(spot)
    if isinstance(error, _TooManyNodesError):
        return fail.too_many(spot)
    words = f"{context} {problem}"
    if begin and words.startswith(_BEGINS):
        spot = _mark(begin)
    cause = next((cause for cause in _YAML_CAUSES if cause[0] in words), None)
    message, cure = cause[1:] if cause else ("this is not valid YAML", _QUOTE_IT)
    if begin and "flow" in words:
        cure = f"{cure} It was opened in line {begin.line + 1}."
    return fail("yaml-syntax", f"{message}.", cure, spot)


def _root(text: str, fail: _Failure) -> Node:
    """The one document of a YAML file, as a tree of nodes."""
    if bad := UNREADABLE.search(text):
        raise fail("control-character", f"the file holds the character U+{ord(bad[0]):04X} here.",
                   "Delete it; it can't be printed.", _spot_of(text, bad.start()))  # fmt: skip
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer, yaml.Resolver = _Composer, _Resolver
    yaml.max_depth = LIMIT_DEPTH + 1
    documents = yaml.compose_all(text)
    try:
        first: Node | None = next(documents, None)
        second: Node | None = next(documents, None) if first else None
    except YAMLError as error:
        raise _yaml_error(error, fail) from error
    if first is None:
        raise fail.empty()
    if second is not None:
        raise fail("many-documents", "a second document begins here ('---').",
                   "Put each document into a file of its own.",
                   _mark(second.start_mark))  # fmt: skip
    return first


class _YamlBuilder(_Builder):
    """Turns the node tree into plain data, noting where everything stands."""

    def __init__(self, fail: _Failure) -> None:
        super().__init__(fail)
        self.open: set[int] = set()

    def build(self, node: Node, path: Path_ = ()) -> Any:
        """The value of ``node``."""
        spot = _mark(node.start_mark)
        if id(node) in self.open:
            raise self.fail("alias-recursion", "an alias (*) repeats what it stands in.",
                            "Write the value out.", spot)  # fmt: skip
        self.enter(path, spot)
        self.open.add(id(node))
        value = self.value(node, path)
        self.open.discard(id(node))
        return value

    def value(self, node: Node, path: Path_) -> Any:
        if isinstance(node, MappingNode):
            self.tag(node, "map")
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            self.tag(node, "seq")
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(cast(ScalarNode, node))

    def tag(self, node: Node, *known: str) -> str:
        tag = str(node.tag).removeprefix(_TAG)
        if tag not in known:
            written = str(node.tag).replace(_TAG, "!!")[:60]
            raise self.fail("unknown-tag", f"the tag {written} has no meaning here.",
                            "Delete it, or put the whole text in quotes if it is text.",
                            _mark(node.start_mark))  # fmt: skip
        return tag

    def mapping(self, node: MappingNode, path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node)
            self.enter_key((*path, key), _mark(key_node.start_mark))
            data[key] = self.build(value_node, (*path, key))
        return data

    def key(self, node: Node) -> str:
        spot = _mark(node.start_mark)
        if str(node.tag) == _TAG + "merge":
            raise self.fail("merge-key", "'<<' (merging fields in) is not supported.",
                            "Write the fields out.", spot)  # fmt: skip
        if not isinstance(node, ScalarNode):
            raise self.fail("key-not-text", "the name of a field should be a plain word.",
                            "Write 'field: value'; put text with brackets in quotes.",
                            spot)  # fmt: skip
        if self.tag(node, "str", "int", "float", "bool", "null", "timestamp", "value") != "str":
            raise self.fail("key-not-text", f"the name '{str(node.value)[:60]}' is no text.",
                            "Put the name in quotes.", spot)  # fmt: skip
        return str(node.value)

    def scalar(self, node: ScalarNode) -> Any:
        """The scalar's value; what is tagged but not written as its type stays text."""
        text = str(node.value)
        known = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
        match self.tag(node, *known):
            case "null":
                return None if text.lower() in {"", "~", "null"} else text
            case "bool":
                return {"true": True, "false": False}.get(text.lower(), text)
            case "int" | "float":
                return self.number(text, _mark(node.start_mark))
        return text


# --- the whole way


def _is_json(name: str, text: str) -> bool:
    """Whether to read JSON; brackets in a file called YAML are JSON only if they parse."""
    if name.lower().endswith(".json"):
        return True
    if text.lstrip()[:1] not in {"{", "["}:
        return False
    if not name.lower().endswith((".yaml", ".yml")):
        return True
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    return True


def read_source(path: str) -> Source:
    """Read the input file at ``path``; ``-`` is standard input.

    Raises:
        DataError: the file can't be read, or is no YAML or JSON mapping; with the place.
    """
    shown = "standard input" if path == STANDARD_INPUT else path
    return parse_source(path, _bytes(path, _Failure(shown)))


def parse_source(path: str, content: bytes) -> Source:
    """Read the input file ``content`` that stands, or would stand, at ``path``.

    Raises:
        DataError: it is no YAML or JSON mapping; with the place.
    """
    shown = "standard input" if path == STANDARD_INPUT else path
    fail = _Failure(shown)
    text = _text(content, fail)
    if _is_json(path, text):
        _check_json(text, fail)
        json_builder = _JsonBuilder(text, fail)
        return _source(shown, json_builder.build(), json_builder, content)
    yaml_builder = _YamlBuilder(fail)
    return _source(shown, yaml_builder.build(_root(text, fail)), yaml_builder, content)


def _source(name: str, data: Any, builder: _Builder, content: bytes) -> Source:
    if data is None:
        raise builder.fail.empty()
    if not isinstance(data, dict):
        place = builder.places[()]
        raise builder.fail("no-mapping", "the file should hold fields.",
                           "Write 'field: value' lines, with a space after each ':'.",
                           (place.line or 1, place.column or 1))  # fmt: skip
    return Source(name, data, builder.places, builder.key_places, content)

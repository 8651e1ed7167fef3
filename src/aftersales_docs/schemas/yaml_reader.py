"""Reading YAML as a tree of nodes, of which nothing is ever constructed, within bounds."""

from __future__ import annotations

import re
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver

from ..errors import DataError, Problem, Severity, term, worded
from .source_parts import (
    LIMIT_DEPTH,
    LIMIT_NODES,
    UNREADABLE,
    Builder,
    Failure,
    Path_,
    Spot,
    spot_of,
)
from .yaml_clues import clue, odd_beginning
from .yaml_commas import comma_inside, is_bare

_TAG = "tag:yaml.org,2002:"
# A comment with one space before it, and what is text rather than a key or a number.
_CUT = re.compile(r" (#\s*[^\s#].*)")
# Who means a comment parts its words from the sign.
_GLUED = re.compile(r" #[^\W_]")
_IS_TEXT = re.compile(r"[^\W\d_]{2,}.*[\s\u00a0]|[^\x00-\x7f]|[A-Z]")

_QUOTE_IT = 'Put the whole text in quotes: "…".'
_YAML_CAUSES = (
    ("found character '\\t'", worded("a tab stands where spaces should"), "Indent with spaces."),
    (
        "that cannot start any token",
        worded("text can't begin with this character unquoted"),
        _QUOTE_IT,
    ),
    (
        "mapping values are not allowed",
        worded("there is a second ':' in the line, or a wrong indent"),
        "Put text that holds a ':' in quotes, or align the field with those above.",
    ),
    ("found unexpected ':'", worded("there is a ':' inside the text"), _QUOTE_IT),
    (
        "while scanning a quoted scalar",
        worded("a quote is opened here and not closed"),
        "Close it.",
    ),
    (
        "found unknown escape character",
        worded("the backslash begins nothing that YAML knows"),
        "Write two (\\\\), or use single quotes.",
    ),
    (
        "while scanning a double-quoted scalar",
        worded("the code after the backslash is incomplete"),
        "Write two (\\\\), or use single quotes.",
    ),
    (
        "could not find expected ':'",
        worded("a ':' with a space after the field's name is missing"),
        "Write 'field: value'.",
    ),
    (
        "found '<scalar>'",
        worded("text follows after a closing quote"),
        'Put the whole text in one pair of quotes; inside "…" write \\" for a quote.',
    ),
    (
        "expected <block end>",
        worded("the indent does not fit the lines above"),
        "Align it with them.",
    ),
    (
        "sequence entries are not allowed",
        worded("a list ('- …') can't begin here"),
        "Begin the list in a line of its own, or put the text in quotes.",
    ),
    (
        "while parsing a flow sequence",
        worded("a '[' is not closed, or a comma is missing"),
        "Close it with ']', or put text with brackets in quotes.",
    ),
    (
        "while parsing a flow mapping",
        worded("a '{{' is not closed, or a comma is missing"),
        worded("Close it with '}}', or put text with brackets in quotes."),
    ),
    (
        "found undefined alias",
        worded("text can't begin with '*' unquoted (it would be an alias)"),
        _QUOTE_IT,
    ),
    ("while scanning an alias", worded("text can't begin with '*' unquoted"), _QUOTE_IT),
    ("while scanning an anchor", worded("text can't begin with '&' unquoted"), _QUOTE_IT),
    ("tag", worded("text can't begin with '!' unquoted"), _QUOTE_IT),
    (
        "block scalar",
        worded("text can't follow '|' or '>' in the same line"),
        "Begin the text in the next line, indented, or put it in quotes.",
    ),
    ("mapping keys are not allowed", worded("text can't begin with '? ' unquoted"), _QUOTE_IT),
    (
        "expected the node content",
        worded("a value is missing, or a comma or bracket is too many"),
        "Delete it, or put the text in quotes.",
    ),
    ("directive", worded("a line can't begin with '%' unquoted"), _QUOTE_IT),
    (
        "<document start>",
        worded("something stands before the data or follows after it"),
        "Delete it.",
    ),
    ("document end marker", worded("something follows after '...'"), "Delete it."),
)
# Errors better shown where the thing began than where the parser gave up.
_BEGINS = ("while scanning a quoted scalar", "while scanning a simple key")


class _TooManyNodesError(MarkedYAMLError):
    """The parser meets more values than a document may have."""


class _RefusedError(MarkedYAMLError):
    """The file uses what YAML knows and no document needs; the note says which."""


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
        self.refuse(self.parser.peek_event())
        return super().compose_node(parent, index)

    @staticmethod
    def refuse(event: Any) -> None:
        """Refuse anchors and tags: text was meant, of which the first word would be lost."""
        if isinstance(event, AliasEvent):
            return
        tag = getattr(event, "tag", None)
        if getattr(event, "anchor", None) is not None:
            raise _RefusedError(problem_mark=event.start_mark, note="anchor")
        if tag is not None and str(tag) != "!":
            raise _RefusedError(problem_mark=event.start_mark, note=f"tag {str(tag)[:60]}")


class _Resolver(VersionedResolver):
    """YAML 1.2 whatever the file says: ``no`` is text, and 010 is ten."""

    @property
    def processing_version(self) -> Any:
        """The version of YAML."""
        return (1, 2)


def _mark(mark: Any) -> Spot:
    return mark.line + 1, mark.column + 1


def _refused(error: _RefusedError, fail: Failure, spot: Spot) -> DataError:
    what, _, tag = str(error.note).partition(" ")
    if what == "anchor":
        message = "text can't begin with '&' unquoted (it would be an anchor)."
        return fail("anchor", message, _QUOTE_IT, spot)
    written = tag.replace(_TAG, "!!")
    return fail(
        "unknown-tag",
        worded("the tag {written} has no meaning here.", written=written),
        "Delete it, or put the whole text in quotes if it is text.",
        spot,
    )


def _yaml_error(error: YAMLError, fail: Failure, text: str) -> DataError:
    context, problem = getattr(error, "context", ""), getattr(error, "problem", "")
    begin, end = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    spot = _mark(end or begin) if end or begin else (1, 1)
    if isinstance(error, MaxDepthExceededError):
        return fail.too_deep(spot)
    if isinstance(error, _TooManyNodesError):
        return fail.too_many(spot)
    if isinstance(error, _RefusedError):
        return _refused(error, fail, spot)
    words = f"{context} {problem}"
    if begin and words.startswith(_BEGINS):
        spot = _mark(begin)
    cause = next((cause for cause in _YAML_CAUSES if cause[0] in words), None)
    if found := clue(text, spot):
        return fail("yaml-syntax", *found)
    message, cure = cause[1:] if cause else (worded("this is not valid YAML"), _QUOTE_IT)
    if begin and "flow" in words:
        cure = worded("{cure} It was opened in line {line}.", cure=term(cure), line=begin.line + 1)
    return fail("yaml-syntax", worded("{message}.", message=message), cure, spot)


def yaml_root(text: str, fail: Failure) -> Node:
    """The one document of a YAML file, as a tree of nodes."""
    if bad := UNREADABLE.search(text):
        raise fail(
            "control-character",
            worded("the file holds the character U+{ord:04X} here.", ord=ord(bad[0])),
            "Delete it; it can't be printed.",
            spot_of(text, bad.start()),
        )
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer, yaml.Resolver = _Composer, _Resolver
    yaml.max_depth = LIMIT_DEPTH + 1
    documents = yaml.compose_all(text)
    try:
        first: Node | None = next(documents, None)
        second: Node | None = next(documents, None) if first else None
    except YAMLError as error:
        raise _yaml_error(error, fail, text) from error
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError) as error:
        # The parser stumbles over what its grammar allows: '%YAML' with endless figures, say.
        raise fail("yaml-syntax", "this is not valid YAML.", _QUOTE_IT, (1, 1)) from error
    if first is None:
        raise fail.empty()
    if second is not None:
        raise fail(
            "many-documents",
            "a second document begins here ('---').",
            "Put each document into a file of its own.",
            _mark(second.start_mark),
        )
    return first


class YamlBuilder(Builder):
    """Turns the node tree into plain data, noting where everything stands."""

    def __init__(self, fail: Failure, text: str = "") -> None:
        super().__init__(fail)
        self.lines = text.split("\n")

    def build(self, node: Node, path: Path_ = ()) -> Any:
        """The value of ``node``."""
        self.enter(path, _mark(node.start_mark))
        return self.value(node, path)

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
            raise self.fail(
                "unknown-tag",
                worded("the tag {written} has no meaning here.", written=written),
                "Delete it, or put the whole text in quotes if it is text.",
                _mark(node.start_mark),
            )
        return tag

    def mapping(self, node: MappingNode, path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        last: Node | None = None
        for key_node, value_node in node.value:
            if node.flow_style and is_bare(key_node, value_node):
                raise comma_inside(self.fail, last, key_node, _mark)
            last = value_node
            key = self.key(key_node)
            self.enter_key((*path, key), _mark(key_node.start_mark))
            data[key] = self.build(value_node, (*path, key))
        return data

    def key(self, node: Node) -> str:
        spot = _mark(node.start_mark)
        if str(node.tag) == _TAG + "merge":
            raise self.fail(
                "merge-key",
                "'<<' (merging fields in) is not supported.",
                "Write the fields out.",
                spot,
            )
        if not isinstance(node, ScalarNode):
            raise self.fail(
                "key-not-text",
                "the name of a field should be a plain word.",
                "Write 'field: value'; put text with brackets in quotes.",
                spot,
            )
        if self.tag(node, "str", "int", "float", "bool", "null", "timestamp", "value") != "str":
            raise self.fail(
                "key-not-text",
                worded("the name '{value}' is no text.", value=str(node.value)[:60]),
                "Put the name in quotes.",
                spot,
            )
        return self.plain_key(str(node.value), spot)

    def plain_key(self, key: str, spot: Spot) -> str:
        """A key as it is typed; what stands before it and only looks like an indent is told."""
        if found := odd_beginning(self.lines[spot[0] - 1], key):
            message, cure, column = found
            raise self.fail("yaml-syntax", message, cure, (spot[0], column + 1))
        return self.string(key, spot)

    def scalar(self, node: ScalarNode) -> Any:
        """The scalar's value."""
        text = self.string(str(node.value), _mark(node.start_mark))
        self.look_for_cut(node, text)
        known = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
        match self.tag(node, *known):
            case "null":
                return None if text.lower() in {"", "~", "null"} else text
            case "bool":
                return {"true": True, "false": False}.get(text.lower(), text)
            case "int" | "float":
                return self.number(text, _mark(node.start_mark))
        return text

    def look_for_cut(self, node: ScalarNode, text: str) -> None:
        """Warn where text ends at a ' #', so that what follows is lost as a comment.

        A comment that is meant as one stands apart by more than one space, or behind a word
        that is no text: a number, a day, a choice. One glued to its sign never is.
        """
        end = node.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        cut = _CUT.match(rest)
        if node.style is not None or not cut or not (_IS_TEXT.search(text) or _GLUED.match(rest)):
            return
        self.remarks.append(
            Problem(
                "text-cut",
                worded(
                    "the text ends at ' #': '{lost}' is taken for a comment and not printed.",
                    lost=cut[1].strip()[:60],
                ),
                'Put the whole text in quotes: "…"; before a comment put two spaces.',
                place=self.fail.place((end.line + 1, end.column + 2)),
                severity=Severity.WARNING,
            )
        )

"""Reading a text of the library: a whole document in one language, as Markdown.

The grammar is told in ``docs/texts.md``; its forms stand in ``forms.py``. In short::

    ---
    title: Certificate                      front matter: words for the writers
    ---
    ## Duties {#duties when="tasks"}        a chapter: identifier, condition
    Plain text. {#preamble when="law.ru"}   a paragraph without a number
    1. {#duty each="duties"} {{ item }}.    a numbered point, once for each
       1. {#detail} …                       a sub-point
    - …                                     a list item without a number
    ::: stamp {#approval}                   a form: one line a line, cells by |
    [signature] | {{ name }}                [caption] alone is a line to write on
    :::                                     a line --- parts it: table head and rows
    @letterhead of="contractor"             a shared piece, in a form or as blocks
    [[duties]] [[duties:gen]]               a reference: noun (in a case) and number;
                                            [[duties:number]] the number alone
    [Goods](goods)                          a use of the term that a point defines="goods"
    ***                                     the last chapter ends here

A chapter that is left out takes all with it up to the next chapter or to ``***``.
Numbers are never typed: every point begins with ``1.`` and composition counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from ..core_yaml import CoreYamlError, lines_of, load_yaml
from ..errors import LibraryError, Place, Problem, worded
from ..nearest import did_you_mean
from .form_faults import faults, neighbour_faults
from .forms import FORMS
from .includes import NoPieces, Shared, included, is_include
from .source import Attributes, FormRow, Source, TextFile

_IGNORED_RULES = ("code", "fence", "html_block", "blockquote", "lheading", "reference", "table")
_ATTRIBUTES = re.compile(
    r"\{#(?P<id>[a-z][a-z0-9-]*)(?P<rest>(?:\s+[a-z]+(?:=\"[^\"]*\")?)*)\s*\}"
)
_ATTRIBUTE = re.compile(r"([a-z]+)(?:=\"([^\"]*)\")?")
_UNREAD = re.compile(r"\{#(?!#)|\{\s*(?:when|each)=")
_DEEPEST = 3  # A chapter, a point, a sub-point.
_MOST_NESTED = 4  # Shared pieces inside shared pieces.
_NO_PIECES = NoPieces()


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").disable(_IGNORED_RULES)
    markdown.use(front_matter_plugin)
    markdown.use(container_plugin, name="form", validate=lambda _params, _markup: True)
    return markdown


_MARKDOWN = _markdown()


def _front_matter(name: str, source: str) -> tuple[dict[str, str], dict[str, int]]:
    """The words for the writers, and the line of each."""
    cure = "Write one 'word: text' on each line between the two '---'."
    try:
        data: Any = load_yaml(source) or {}
        lines = {key: line + 2 for key, line in lines_of(source).items()}
    except CoreYamlError as error:
        message = worded("the front matter is not valid YAML: {problem}.", problem=error.problem)
        raise _structure(Place(name, 1), message, cure, "text-front-matter") from error
    if not isinstance(data, dict):
        raise _structure(
            Place(name, 1), "the front matter is no list of words.", cure, "text-front-matter"
        )
    words = {str(key): str(value) for key, value in data.items() if value is not None}
    return words, lines


def _structure(
    place: Place, message: str, cure: str, code: str = "text-structure"
) -> LibraryError:
    return LibraryError(Problem(code, message, cure, place=place))


class _Reader:
    """Turns the syntax tree of one file into blocks."""

    def __init__(self, name: str, shared: Shared, above: tuple[str, ...] = ()) -> None:
        self.name = name
        self.shared = shared
        self.above = above
        self.taken: set[str] = set(above)
        self.labels: dict[str, str] = {}
        self.label_lines: dict[str, int] = {}

    def place(self, line: int) -> Place:
        return Place(self.name, line)

    def fail(self, line: int, message: str, cure: str) -> LibraryError:
        return _structure(self.place(line), message, cure)

    def read(self, source: str, depth: int = 2) -> list[Source]:
        tokens: Sequence[Token] = _MARKDOWN.parse(source)
        return self.blocks(SyntaxTreeNode(tokens).children, depth)

    def blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 2) -> list[Source]:
        return [block for node in nodes for block in self.block(node, depth)]

    def block(self, node: SyntaxTreeNode, depth: int) -> list[Source]:
        readers: dict[str, Callable[[SyntaxTreeNode, int], list[Source]]] = {
            "front_matter": self.front_matter,
            "heading": self.heading,
            "paragraph": self.paragraph,
            "ordered_list": self.points,
            "bullet_list": self.items,
            "container_form": self.form,
            "hr": self.end,
        }
        if node.type not in readers:
            raise self.fail(
                _line(node),
                worded("a text can't hold a Markdown {type}.", type=node.type),
                "Use headings, paragraphs, '1.' points, '-' items and ':::' forms.",
            )
        return readers[node.type](node, depth)

    def front_matter(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        self.labels, self.label_lines = _front_matter(self.name, node.content)
        return []

    def heading(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        text, attributes = self.inline(node.children[0])
        level = int(node.tag[1:]) - 1
        if not 1 <= level <= _DEEPEST:
            raise self.fail(
                _line(node),
                worded("a heading can't begin with {markup!r}.", markup=node.markup),
                "Begin a chapter with '## '.",
            )
        return [Source("heading", attributes, self.place(_line(node)), text, level)]

    def end(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        return [Source("end", Attributes(), self.place(_line(node)))]

    def paragraph(self, node: SyntaxTreeNode, depth: int) -> list[Source]:
        content: str = node.children[0].content
        if is_include(content):
            lines = enumerate(content.split("\n"), _line(node))
            return [block for number, line in lines for block in self.piece(line, number, depth)]
        text, attributes = self.inline(node.children[0])
        return [Source("paragraph", attributes, self.place(_line(node)), text)]

    def piece(self, line: str, number: int, depth: int) -> list[Source]:
        """The blocks of a shared piece."""
        reader, text = self.reader_of(line, number)
        found = reader.read(text, depth)
        self.taken |= reader.taken
        return found

    def reader_of(self, line: str, number: int) -> tuple[_Reader, str]:
        found = included(line, self.place(number), self.shared)
        if found.name in self.above or len(self.above) >= _MOST_NESTED:
            raise self.fail(
                number,
                worded("the shared piece '{name}' takes in itself.", name=found.name),
                "Take this line out.",
            )
        self.taken.add(found.name)
        return _Reader(found.path, self.shared, (*self.above, found.name)), found.text

    def points(self, node: SyntaxTreeNode, depth: int) -> list[Source]:
        if depth > _DEEPEST:
            raise self.fail(
                _line(node),
                "points stand too deep in each other.",
                "There are points, and sub-points under them.",
            )
        return [self.list_item(item, "point", depth) for item in node.children]

    def items(self, node: SyntaxTreeNode, depth: int) -> list[Source]:
        found = [self.list_item(item, "item", depth) for item in node.children]
        for item in found:
            if item.children:
                raise _structure(
                    item.children[0].place,
                    "a list item can't hold other blocks.",
                    "Begin the next block at the left edge.",
                )
        return found

    def list_item(
        self, node: SyntaxTreeNode, type_: Literal["point", "item"], depth: int
    ) -> Source:
        first, rest = next(iter(node.children), None), node.children[1:]
        if first is None or first.type != "paragraph":
            raise self.fail(_line(node), "a point has no text.", "Write its text after '1.'.")
        text, attributes = self.inline(first.children[0])
        if type_ == "point" and not attributes.id:
            raise self.fail(
                _line(node),
                "a numbered point has no identifier.",
                worded("Begin it with {{#its-name}}."),
            )
        children = tuple(self.blocks(rest, depth + 1))
        place = self.place(_line(node))
        return Source(type_, attributes, place, text, depth, children=children)

    def form(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        name, _, rest = node.info.strip().partition(" ")
        if name not in FORMS:
            raise self.fail(
                _line(node),
                worded("there is no form '{name}'.", name=name)
                if name
                else "this ':::' closes no form.",
                did_you_mean(name, FORMS) or worded("There are: {FORMS}.", FORMS=", ".join(FORMS)),
            )
        text, attributes = self.split(rest, _line(node))
        if text:
            raise self.fail(
                _line(node),
                worded("'{text}' can't be read behind the form's name.", text=text),
                worded('Write ::: {name} {{#its-name option="…"}}.', name=name),
            )
        parts: list[list[FormRow]] = [[]]
        for child in node.children:
            if child.type == "hr":
                parts.append([])
                continue
            parts[-1] += self.form_rows(child)
        rows = tuple(map(tuple, parts))
        return [Source("form", attributes, self.place(_line(node)), form=name, parts=rows)]

    def form_rows(self, node: SyntaxTreeNode) -> Iterator[FormRow]:
        if node.type != "paragraph":
            raise self.fail(
                _line(node),
                worded("a form can't hold a {type}.", type=node.type),
                "Write plain lines into it.",
            )
        yield from self.rows(node.children[0].content, _line(node))

    def rows(self, content: str, first: int) -> Iterator[FormRow]:
        for number, line in enumerate(content.split("\n"), first):
            if is_include(line):
                reader, text = self.reader_of(line, number)
                yield from reader.rows(text, 1)
                self.taken |= reader.taken
            elif line.strip():
                yield FormRow(_cells(line), self.place(number))

    def inline(self, node: SyntaxTreeNode) -> tuple[str, Attributes]:
        return self.split(node.content, _line(node))

    def split(self, text: str, line: int) -> tuple[str, Attributes]:
        """``text`` without its attributes, and those."""
        rest, attributes = _split_attributes(text)
        if _UNREAD.search(rest):
            raise self.fail(
                line,
                worded("what stands in '{{#…}}' can't be read."),
                worded('Write {{#its-name when="…" option="…"}}, once, in small letters.'),
            )
        return rest, attributes


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a form line; a ``|`` inside ``{{ }}`` or ``{% %}`` is a Jinja filter."""
    parts = re.split(r"(\{\{.*?\}\}|\{%.*?%\})", line)
    cells = [""]
    for part in parts:
        if part.startswith(("{{", "{%")):
            cells[-1] += part
            continue
        first, *rest = part.split("|")
        cells[-1] += first
        cells += rest
    return tuple(cell.strip() for cell in cells)


def _split_attributes(text: str) -> tuple[str, Attributes]:
    match = _ATTRIBUTES.search(text)
    if match is None:
        return text.strip(), Attributes()
    options = {key: value or "" for key, value in _ATTRIBUTE.findall(match["rest"])}
    attributes = Attributes(
        id=match["id"],
        when=options.pop("when", ""),
        each=options.pop("each", ""),
        options=options,
    )
    return (text[: match.start()] + text[match.end() :]).strip(), attributes


def _faults(sources: Sequence[Source]) -> Iterator[Problem]:
    found = [fault for source in sources for fault in faults(source)]
    for fault in (*found, *neighbour_faults(sources)):
        yield Problem("text-structure", fault.message, fault.cure, place=fault.place)
    for source in sources:
        yield from _faults(source.children)


def parse(name: str, source: str, shared: Shared = _NO_PIECES) -> TextFile:
    """Read the text ``source``; ``name`` is what messages call it.

    Raises:
        LibraryError: the text holds something it can't hold; with file and line.

    """
    reader = _Reader(name, shared)
    blocks = tuple(reader.read(source))
    problems = list(dict.fromkeys(_faults(blocks)))
    if problems:
        raise LibraryError(problems)
    return TextFile(name, reader.labels, blocks, reader.label_lines, frozenset(reader.taken))

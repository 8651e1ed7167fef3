"""Reading a text of the library: a whole document in one language, as Markdown.

What the parser knows, and nothing else::

    ---
    page: Page                              front matter: words for the writers
    ---
    ## Duties {#duties when="tasks"}        a chapter: identifier, condition
    Plain text. {#preamble when="law.ru"}   a paragraph without a number
    1. {#duty each="duties"} {{ item }}.    a numbered point, once for each
       1. {#detail} …                       a sub-point
    - …                                     a list item without a number
    ::: stamp {#approval}                   a form: one line a line, cells by |
    [signature] | {{ name }}                [caption] alone is a line to write on
    :::                                     a line --- parts it: table head and rows
    [[duties]] [[duties:gen]]               a reference: noun (in a case) and number;
                                            [[duties:number]] the number alone
    [Goods](goods)                          a use of the term that a point defines="goods"
    ***                                     the last chapter ends here

A chapter that is left out takes all with it up to the next chapter or to ``***``.
Numbers are never typed: every point begins with ``1.`` and composition counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from ..errors import LibraryError, Place, Problem

FormName: TypeAlias = Literal[
    "letterhead",
    "stamp",
    "title",
    "spread",
    "fields",
    "annex",
    "signature",
    "table",
    "totals",
    "opening",
    "subject",
    "salutation",
    "closing",
    "foot",
]
FORMS: tuple[FormName, ...] = get_args(FormName)
# Forms whose lines stand in several parts, with '---' between them.
PARTS: Mapping[str, int] = {"table": 2, "opening": 4, "closing": 2}
_IGNORED_RULES = ("code", "fence", "html_block", "blockquote", "lheading", "reference", "table")
_ATTRIBUTES = re.compile(
    r"\{#(?P<id>[a-z][a-z0-9-]*)(?P<rest>(?:\s+[a-z]+(?:=\"[^\"]*\")?)*)\s*\}"
)
_ATTRIBUTE = re.compile(r"([a-z]+)(?:=\"([^\"]*)\")?")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in ``{#id when="…" each="…" …}``."""

    id: str = ""
    when: str = ""
    each: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of a form, as the sources of its cells."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """One block of a text as written; ``line`` counts from 1."""

    type: Literal["heading", "point", "paragraph", "item", "form", "end"]
    attributes: Attributes
    line: int
    text: str = ""
    level: int = 0
    form: FormName | None = None
    parts: tuple[tuple[FormRow, ...], ...] = ()
    children: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text of the library: its words for the writers and its blocks."""

    name: str
    labels: Mapping[str, str]
    blocks: tuple[Source, ...]


def _is_form(params: str, _markup: str) -> bool:
    return params.strip().split(" ", 1)[0] in FORMS


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").disable(_IGNORED_RULES)
    markdown.use(front_matter_plugin)
    markdown.use(container_plugin, name="form", validate=_is_form)
    return markdown


def _front_matter(name: str, source: str) -> dict[str, str]:
    try:
        data = YAML(typ="safe").load(source) or {}
    except MarkedYAMLError as error:
        raise LibraryError(
            Problem(
                "text-front-matter",
                f"the front matter is not valid YAML: {error.problem}.",
                "Write one 'word: text' on each line between the two '---'.",
                place=Place(name, 1),
            )
        ) from error
    return {str(key): str(value) for key, value in data.items()}


class _Reader:
    """Turns the syntax tree of one file into blocks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.labels: dict[str, str] = {}

    def fail(self, line: int, message: str, cure: str) -> LibraryError:
        return LibraryError(Problem("text-structure", message, cure, place=Place(self.name, line)))

    def blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 2) -> list[Source]:
        found: list[Source] = []
        for node in nodes:
            found += self.block(node, depth)
        return found

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
                f"a text can't hold a Markdown {node.type}.",
                "Use headings, paragraphs, '1.' points, '-' items and ':::' forms.",
            )
        return readers[node.type](node, depth)

    def front_matter(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        self.labels = _front_matter(self.name, node.content)
        return []

    def heading(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        text, attributes = self.inline(node.children[0])
        level = int(node.tag[1:]) - 1
        return [Source("heading", attributes, _line(node), text, level)]

    def end(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        return [Source("end", Attributes(), _line(node))]

    def paragraph(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        text, attributes = self.inline(node.children[0])
        return [Source("paragraph", attributes, _line(node), text)]

    def points(self, node: SyntaxTreeNode, depth: int) -> list[Source]:
        return [self.list_item(item, "point", depth) for item in node.children]

    def items(self, node: SyntaxTreeNode, depth: int) -> list[Source]:
        return [self.list_item(item, "item", depth) for item in node.children]

    def list_item(
        self, node: SyntaxTreeNode, type_: Literal["point", "item"], depth: int
    ) -> Source:
        first, rest = next(iter(node.children), None), node.children[1:]
        if first is None or first.type != "paragraph":
            raise self.fail(_line(node), "a point has no text.", "Write its text after '1.'.")
        text, attributes = self.inline(first.children[0])
        if type_ == "point" and not attributes.id:
            raise self.fail(
                _line(node), "a numbered point has no identifier.", "Begin it with {#its-name}."
            )
        children = tuple(self.blocks(rest, depth + 1))
        return Source(type_, attributes, _line(node), text, depth, children=children)

    def form(self, node: SyntaxTreeNode, _depth: int) -> list[Source]:
        name, _, rest = node.info.strip().partition(" ")
        _, attributes = _split_attributes(rest)
        parts: list[list[FormRow]] = [[]]
        for child in node.children:
            if child.type == "hr":
                parts.append([])
                continue
            parts[-1] += self.form_rows(child)
        form = next(known for known in FORMS if known == name)
        wanted = PARTS.get(form, 1)
        if len(parts) != wanted:
            raise self.fail(
                _line(node),
                f"a '{form}' has {wanted} part(s), but {len(parts)} stand here.",
                "Write a line '---' between two parts, nowhere else.",
            )
        return [Source("form", attributes, _line(node), form=form, parts=tuple(map(tuple, parts)))]

    def form_rows(self, node: SyntaxTreeNode) -> list[FormRow]:
        if node.type != "paragraph":
            raise self.fail(
                _line(node), f"a form can't hold a {node.type}.", "Write plain lines into it."
            )
        lines = node.children[0].content.split("\n")
        return [
            FormRow(_cells(line), _line(node) + offset)
            for offset, line in enumerate(lines)
            if line.strip()
        ]

    def inline(self, node: SyntaxTreeNode) -> tuple[str, Attributes]:
        return _split_attributes(node.content)


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


def parse(name: str, source: str) -> TextFile:
    """Read the text ``source``; ``name`` is what messages call it.

    Raises:
        LibraryError: the text holds something it can't hold; with file and line.

    """
    tokens: Sequence[Token] = _markdown().parse(source)
    reader = _Reader(name)
    blocks = reader.blocks(SyntaxTreeNode(tokens).children)
    return TextFile(name, reader.labels, tuple(blocks))

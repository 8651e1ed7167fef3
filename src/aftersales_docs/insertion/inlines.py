"""The words of a section as runs in a host's manner, and its references as fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from ..document import (
    Block,
    Break,
    Clause,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Ref,
    Strong,
    Term,
    Text,
)
from ..language.typography import KEPT_HYPHEN, keep_hyphens
from ..ooxml.elements import XML_SPACE, Element, new, put, text_node
from .host import HostParagraph
from .levels import LevelFormats
from .names import Names
from .properties import run_properties


@dataclass(slots=True)
class WrittenRef:
    """A reference as it was written; ``result`` is the text still to fill."""

    target: str
    paragraph: Element
    result: Element


@dataclass(slots=True)
class InlineWriter:
    """Writes the inlines of one section.

    What references show is left empty and kept in ``references``; ``unknown`` are the labels
    of those that lead out of the section.
    """

    shapes: LevelFormats
    language: str
    names: Names
    blocks: Sequence[Block]
    references: list[WrittenRef] = field(default_factory=list, init=False)
    unknown: list[str] = field(default_factory=list, init=False)
    targets: Mapping[str, Clause] = field(default_factory=dict, init=False)
    _parents: Mapping[str, Clause] = field(default_factory=dict, init=False)
    _path: dict[int, str] = field(default_factory=dict, init=False)
    _bookmarks: dict[str, str] = field(default_factory=dict, init=False)
    _properties: dict[tuple[int, bool], Element] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        clauses = [block for block in self.blocks if isinstance(block, Clause)]
        self.targets = {clause.id: clause for clause in clauses}
        self._parents = _parents(clauses)
        self._bookmarks = {name: self.names.name(name) for name in self.targets}

    def enter(self, clause: Clause) -> None:
        """From here on references stand under ``clause``."""
        self._path = {key: name for key, name in self._path.items() if key < clause.level}
        self._path[clause.level] = clause.id

    def run_properties(self, example: HostParagraph | None, *, first: bool = False) -> Element:
        """The properties of runs like those of ``example``, in the section's language."""
        key = (id(example), first)
        if key not in self._properties:
            properties = run_properties(example, first=first)
            put(properties, new("lang", val=self.language))
            self._properties[key] = properties
        return self._properties[key]

    @staticmethod
    def run(formatting: Element, *content: Element) -> Element:
        return new("r", deepcopy(formatting), *content)

    def write(
        self, paragraph: Element, content: Inlines, formatting: Element, capitals: bool = False
    ) -> None:
        for node in content:
            self._inline(paragraph, node, formatting, capitals)

    def _inline(
        self, paragraph: Element, node: Inline, formatting: Element, capitals: bool
    ) -> None:
        match node:
            case Text(text):
                shown = words(keep_hyphens(text.upper() if capitals else text))
                paragraph.append(self.run(formatting, *shown))
            case Strong(children):
                self.write(paragraph, children, with_added(formatting, "b", "bCs"), capitals)
            case Emphasis(children):
                self.write(paragraph, children, with_added(formatting, "i", "iCs"), capitals)
            case Break():
                paragraph.append(self.run(formatting, new("br")))
            case Ref(target, label):
                self._reference(paragraph, target, label, formatting)
            case Term(children=children) | Foreign(children=children):
                self.write(paragraph, children, formatting, capitals)

    def _reference(self, paragraph: Element, target: str, label: str, formatting: Element) -> None:
        if target not in self.targets:
            self.unknown.append(label)
            paragraph.append(self.run(formatting, text_node(label)))
            return
        for index, name in enumerate(self._way(target)):
            if index:
                paragraph.append(self.run(formatting, text_node("\u00a0")))
            self._field(paragraph, name, formatting)

    def _way(self, target: str) -> list[str]:
        """The clauses to name: ``target``, and before it those whose count it stands under.

        Where points count anew under each heading, ``(2)`` alone would say nothing elsewhere.
        """
        way = [target]
        clause = self.targets[target]
        while (above := self._parents.get(clause.id)) is not None:
            if self._path.get(above.level) == above.id:
                break
            if self._stands_alone(clause.level):
                way.insert(0, above.id)
            clause = above
        return way

    def _stands_alone(self, level: int) -> bool:
        """Whether numbers of this level begin anew without showing what they stand under."""
        shape = self.shapes.levels[level - 1]
        if shape.typed is not None:
            return shape.typed.depth == 1
        return shape.mode == "restart"

    def _field(self, paragraph: Element, target: str, formatting: Element) -> None:
        # Only Word's own numbers can be asked for; a typed one is the bookmark's text.
        mode = self.shapes.levels[self.targets[target].level - 1].mode
        switch = "\\r " if mode in {"live", "restart"} else ""
        code, result = new("instrText"), text_node("")
        code.set(XML_SPACE, "preserve")
        code.text = f" REF {self._bookmarks[target]} {switch}\\h "
        for part in (
            new("fldChar", fldCharType="begin"),
            code,
            new("fldChar", fldCharType="separate"),
            result,
            new("fldChar", fldCharType="end"),
        ):
            paragraph.append(self.run(formatting, part))
        self.references.append(WrittenRef(target, paragraph, result))

    def marked(self, name: str) -> tuple[Element, Element]:
        number = self.names.id()
        start = new("bookmarkStart", id=number, name=self._bookmarks[name])
        return start, new("bookmarkEnd", id=number)


def _parents(clauses: Sequence[Clause]) -> dict[str, Clause]:
    """The clause of the level above each clause."""
    found: dict[str, Clause] = {}
    path: dict[int, Clause] = {}
    for clause in clauses:
        path[clause.level] = clause
        if clause.level - 1 in path:
            found[clause.id] = path[clause.level - 1]
        path = {key: above for key, above in path.items() if key <= clause.level}
    return found


def words(text: str) -> Iterator[Element]:
    """``text`` inside a run; a hyphen at which no line may end is an element of Word's."""
    for index, part in enumerate(text.split(KEPT_HYPHEN)):
        if index:
            yield new("noBreakHyphen")
        if part:
            yield text_node(part)


def with_added(formatting: Element, *names: str) -> Element:
    """The properties with bold or italic added."""
    twin = deepcopy(formatting)
    for name in names:
        put(twin, new(name))
    return twin

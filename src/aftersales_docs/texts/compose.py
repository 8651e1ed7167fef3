"""From a library text and its values to the finished document tree.

Chooses by ``when``, repeats by ``each`` and counts the clauses; what no form and no clause
knows by itself (references, terms, what stands beside what) is done when all is composed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import TemplateError

from ..document import Annex, Block, Clause, Document, Heading, Inlines, Items, Meta, Paragraph
from ..document import Table as TableBlock
from ..document.numbering import SCHEMES, Counter
from ..errors import LibraryError, Problem, worded
from . import library
from .arrange import arranged
from .building import BUILDERS, FormFiller
from .forms import FORMS
from .inline import inlines
from .library import WRONG_TEXT, Context, LibraryText, Values
from .references import Composed, Resolver, unused


@dataclass(frozen=True, slots=True)
class Loop:
    """What a repeated block may ask about its turn; counts from 1."""

    index: int
    length: int

    @property
    def first(self) -> bool:
        """Whether this is the first turn."""
        return self.index == 1

    @property
    def last(self) -> bool:
        """Whether this is the last turn."""
        return self.index == self.length


def _turns(block: library.Block, context: Context) -> Iterator[tuple[str, Context]]:
    """The identifier and the context of each time ``block`` is to appear."""
    name = block.source.attributes.id
    if block.when is not None and not block.when(context):
        return
    if block.each is None:
        yield name, context
        return
    entries: Sequence[Any] = list(block.each(context) or ())
    for index, item in enumerate(entries, start=1):
        loop = Loop(index, len(entries))
        turn = {"item": item, "loop": loop, "list_end": "." if loop.last else ";"}
        yield f"{name}-{getattr(item, 'slug', '') or index}", Values({**context, **turn})


class _Composer:
    """Composes one document."""

    def __init__(self, meta: Meta, left_out: Set[str] = frozenset()) -> None:
        self.lang = meta.lang
        self.counter = Counter(SCHEMES[meta.numbering], meta.first)
        self.annexes = 0
        self.left_out = left_out
        self.held: dict[str, None] = {}

    def text(self, fill: library.LineTemplate, context: Context) -> Inlines:
        return inlines(self.lang, fill(context))

    def blocks(self, blocks: Sequence[library.Block], context: Context) -> Iterator[Composed]:
        left_out = 0
        before: Composed | None = None
        for block in blocks:
            level = block.source.level if block.source.type == "heading" else 0
            if block.source.type == "end":
                left_out = 0
                continue
            if left_out and (not level or level > left_out):
                continue
            left_out = 0
            if block.source.attributes.id in self.left_out:
                continue
            parts = self.mended(block, context)
            if block.source.form == "totals" and parts:
                _check_above(before, block)
            yield from parts
            before = parts[-1] if parts else before
            if level and not parts:
                left_out = level

    def mended(self, block: library.Block, context: Context) -> list[Composed]:
        """The parts of ``block``; what Python says of a wrong text gets its place."""
        try:
            return list(self.block(block, context))
        except WRONG_TEXT as error:
            sort = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
            raise LibraryError(
                Problem(
                    "text-value",
                    worded("{sort}{error}.", sort=sort, error=error),
                    "Look at what the text does with its values here.",
                    place=block.place,
                )
            ) from error

    def block(self, block: library.Block, context: Context) -> Iterator[Composed]:
        form = FORMS.get(block.source.form)
        if form and form.repeats == "rows":
            turns = tuple(turn for _, turn in _turns(block, context))
            yield from self.form(block, block.source.attributes.id, context, turns)
            return
        for name, turn in _turns(block, context):
            yield from self.turn(block, name, turn)

    def composed(self, block: library.Block, built: Block) -> Composed:
        """``built`` with its clause; notes that the document holds this clause."""
        name = block.source.attributes.id
        if name:
            self.held[name] = None
        defines = "defines" in block.source.attributes.options
        return Composed(built, name, block.place, name if defines else "")

    def turn(self, block: library.Block, name: str, context: Context) -> Iterator[Composed]:
        match block.source.type:
            case "heading":
                yield self.composed(block, self.heading(block, name, context))
            case "paragraph":
                content = self.text(block.fill, context)
                flush = "flush" in block.source.attributes.options
                text = Paragraph(content, id=_named(block, name), flush=flush)
                yield self.composed(block, text)
            case "point":
                yield from self.point(block, name, context)
            case "item":
                item = self.text(block.fill, context)
                level = block.source.level - 1
                yield self.composed(block, Items((item,), (_named(block, name),), level))
            case "form":
                yield from self.form(block, name, context)

    def form(
        self, block: library.Block, name: str, context: Context, turns: Sequence[Context] = ()
    ) -> Iterator[Composed]:
        built = BUILDERS[block.source.form](
            FormFiller(self.lang, block, _named(block, name), context, turns)
        )
        if isinstance(built, Annex):
            self.annexes += 1
            built = replace(built, number=str(self.annexes))
        if built is not None:
            yield self.composed(block, built)

    def heading(self, block: library.Block, name: str, context: Context) -> Block:
        content = self.text(block.fill, context)
        options = block.source.attributes.options
        if "unnumbered" in options:
            return Heading(name, content, newpage="newpage" in options)
        level = block.source.level
        return Clause(name, level, self.counter.next(level), content)

    def point(self, block: library.Block, name: str, context: Context) -> Iterator[Composed]:
        """A point and its sub-points; one whose sub-points all fell away falls too."""
        if block.children and not self.any_turn(block.children, context):
            return
        level = block.source.level
        number = self.counter.next(level)
        head = self.composed(block, Clause(name, level, number, self.text(block.fill, context)))
        yield head
        for part in self.blocks(block.children, context):
            yield replace(part, definition=part.definition or head.definition)

    def any_turn(self, blocks: Sequence[library.Block], context: Context) -> bool:
        return any(
            True
            for block in blocks
            if block.source.attributes.id not in self.left_out or not block.source.attributes.id
            for _ in _turns(block, context)
        )


def _named(block: library.Block, name: str) -> str:
    """The identifier ``name`` of one turn of ``block``; none where the block has none."""
    return name if block.source.attributes.id else ""


def _check_above(before: Composed | None, block: library.Block) -> None:
    """Raise an error where totals came out and the table that they sum up did not."""
    if before is None or not isinstance(before.block, TableBlock):
        raise LibraryError(
            Problem(
                "text-empty",
                "these totals have no table: the one above them was left out.",
                "Give them the condition of the table.",
                place=block.place,
            )
        )


def _beside(text: LibraryText) -> dict[str, str]:
    """Which signature block is to stand right of which, by the text's ``beside``."""
    return {
        beside: block.source.attributes.id
        for block in text.blocks
        if (beside := block.source.attributes.options.get("beside"))
    }


def compose(
    text: LibraryText, context: Context, meta: Meta, versions: Mapping[str, str] | None = None
) -> Document:
    """The finished document of ``text`` filled with ``context``.

    ``versions`` are those of the text's clauses; the document records those it holds.

    Raises:
        LibraryError: the text asks for a value that is not there, or refers to a clause
            that was left out; with file and line.
        DataError: a value can't be used as the text wants it (a name that can't be
            declined, say).

    """
    definitions = _definitions(text)
    parts, held = _needed(text, Values.of(context), meta, definitions)
    defined = frozenset(definitions[part.definition] for part in parts if part.definition)
    resolver = Resolver(meta.lang, parts, defined)
    blocks = arranged(map(resolver.block, parts), _beside(text))
    recorded = {name: versions[name] for name in held if versions and name in versions}
    return Document(replace(meta, clauses=recorded), blocks)


def _needed(
    text: LibraryText, context: Context, meta: Meta, definitions: Mapping[str, str]
) -> tuple[list[Composed], Iterable[str]]:
    """The parts of the document, without definitions of terms that nothing in it uses.

    With them the clauses of the library that they come from. A second composition counts
    anew what is left; a third is needed only where a clause fell with its definitions.
    """
    left_out: frozenset[str] = frozenset()
    while True:
        composer = _Composer(meta, left_out)
        parts = list(composer.blocks(text.blocks, context))
        more = unused(parts, definitions)
        if not more:
            return parts, composer.held
        left_out |= more


def _all(blocks: Sequence[library.Block]) -> Iterator[library.Block]:
    for block in blocks:
        yield block
        yield from _all(block.children)


def _definitions(text: LibraryText) -> dict[str, str]:
    """Which clause defines which term, by the text's ``defines``.

    Raises:
        LibraryError: two clauses define the same term.

    """
    found: dict[str, str] = {}
    for block in _all(text.blocks):
        key = block.source.attributes.options.get("defines")
        if key and key in found.values():
            raise LibraryError(
                Problem(
                    "term-defined-twice",
                    worded("the term '{key}' is defined twice.", key=key),
                    "Leave one definition.",
                    place=block.place,
                )
            )
        if key:
            found[block.source.attributes.id] = key
    return found

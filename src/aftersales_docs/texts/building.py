"""From a form of a text, filled, to its block of the tree: one builder a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..document import (
    Annex,
    Block,
    Cell,
    Closing,
    Contents,
    Fields,
    Foot,
    FormLine,
    Inlines,
    Letterhead,
    Opening,
    Salutation,
    Signatures,
    Spread,
    Stamp,
    Subject,
    Table,
    Text,
    Title,
    plain,
)
from ..errors import LibraryError, Problem, worded
from ..language import Lang
from ..language.typography import NBSP
from .forms import FORMS
from .inline import REFERENCE, inlines
from .library import Block as LibraryBlock
from .library import Context, LineTemplate, Row, Values

# Stands for the number of an annex until it is counted; no text and no data may hold it.
ANNEX_NUMBER = "\ue000"


@dataclass(frozen=True, slots=True)
class FormFiller:
    """A form about to be filled; ``turns`` are the contexts of its rows where ``each`` is theirs.

    ``name`` is the identifier of this turn of the form, empty where it has none.
    """

    lang: Lang
    block: LibraryBlock
    name: str
    context: Context
    turns: Sequence[Context] = ()

    def text(self, fill: LineTemplate, context: Context | None = None) -> Inlines:
        """The words of one cell."""
        return inlines(self.lang, fill(self.context if context is None else context))

    def lines(self, part: int = 0) -> tuple[Inlines, ...]:
        """The lines of a part without cells; those that came out empty are left out."""
        filled = (self.text(row.cells[0]) for row in self.block.parts[part])
        return tuple(line for line in filled if line)

    def pairs(self, part: int = 0) -> tuple[tuple[Inlines, Inlines], ...]:
        """The lines of a part of labels and values; those without a value are left out."""
        filled = (
            (self.text(row.cells[0]), self.text(row.cells[1])) for row in self.block.parts[part]
        )
        return tuple((label, value) for label, value in filled if value)

    def form_lines(self) -> tuple[FormLine, ...]:
        """The lines of a stamp or signature block; those that came out empty are left out."""
        rows = (tuple(map(self.cell, row.cells)) for row in self.block.rows)
        lines = tuple(FormLine(cells) for cells in rows if any(cell.content for cell in cells))
        if not lines:
            raise self.silent(0)
        return lines

    def cell(self, fill: LineTemplate) -> Cell:
        """Words, or a line to write on where ``[caption]`` stands alone."""
        filled = fill(self.context)
        if filled.startswith("[") and filled.endswith("]") and not REFERENCE.match(filled):
            return Cell(inlines(self.lang, filled[1:-1]), blank=True)
        return Cell(inlines(self.lang, filled))

    def row(self, row: Row, context: Context) -> tuple[Inlines, ...]:
        """The cells of one row of a table."""
        return tuple(self.text(cell, context) for cell in row.cells)

    def rows(self) -> tuple[tuple[Inlines, ...], ...]:
        """The rows of a table, in all turns."""
        return tuple(self.row(row, context) for context in self.turns for row in self.block.rows)

    def part(self, part: int = 0) -> tuple[Inlines, ...]:
        """As ``lines``, of a part that must say something.

        Raises:
            LibraryError: all its lines came out empty.

        """
        lines = self.lines(part)
        if not lines:
            raise self.silent(part)
        return lines

    def silent(self, part: int) -> LibraryError:
        """The error that a part of the form came out without words."""
        form = FORMS[self.block.source.form]
        return LibraryError(
            Problem(
                "text-empty",
                worded(
                    "a '{name}' came out without words ({lines}).",
                    name=form.name,
                    lines=form.parts[part].lines,
                ),
                "Give it a line that always says something, or the form a condition.",
                place=self.block.place,
            )
        )


Builder = Callable[[FormFiller], Block | None]


def _letterhead(form: FormFiller) -> Block:
    return Letterhead(form.part())


def _title(form: FormFiller) -> Block:
    title, *subtitles = form.part()
    return Title(title, tuple(subtitles), form.name)


def _spread(form: FormFiller) -> Block:
    left, right = (form.text(cell) for cell in form.block.rows[0].cells)
    return Spread(left, right)


def _contents(form: FormFiller) -> Block:
    return Contents(form.name, form.part()[0])


def _fields(form: FormFiller) -> Block | None:
    rows = form.pairs()
    return Fields(form.name, rows) if rows else None


def _stamp(form: FormFiller) -> Block:
    return Stamp(form.name, form.form_lines())


def _signature(form: FormFiller) -> Block:
    return Signatures(form.name, form.form_lines())


def _opening(form: FormFiller) -> Block:
    sender = next(iter(form.lines(1)), ())
    return Opening(form.part(0), sender, form.part(2), form.pairs(3))


def _subject(form: FormFiller) -> Block:
    return Subject(form.part()[0])


def _salutation(form: FormFiller) -> Block:
    return Salutation(form.part()[0])


def _closing(form: FormFiller) -> Block:
    return Closing(form.name, form.part(0), form.part(1))


def _foot(form: FormFiller) -> Block | None:
    lines = form.lines()
    return Foot(lines) if lines else None


def _annex(form: FormFiller) -> Block:
    """The head of an annex; its mark says ``{{ annex }}`` where the number goes."""
    context = Values({**form.context, "annex": ANNEX_NUMBER})
    mark, title = (form.text(row.cells[0], context) for row in form.block.rows)
    if not title:
        raise form.silent(0)
    before, after = _around_number(mark)
    return Annex(form.name, before, "", after, title)


def _around_number(mark: Inlines) -> tuple[Inlines, Inlines]:
    """What stands before and after the number of an annex in its mark."""
    at = next(
        (i for i, node in enumerate(mark) if isinstance(node, Text) and ANNEX_NUMBER in node.text),
        None,
    )
    if at is None:
        return (*mark, Text(NBSP)) if mark else (), ()
    before, _, after = plain((mark[at],)).partition(ANNEX_NUMBER)
    start = before.rstrip()
    head: Inlines = (Text(start + NBSP),) if start else (Text(NBSP),) if at else ()
    tail: Inlines = (Text(after),) if after else ()
    return (*mark[:at], *head), (*tail, *mark[at + 1 :])


def _table(form: FormFiller) -> Block | None:
    rows = form.rows()
    options = form.block.source.attributes.options
    if not rows:
        return None
    table = Table(
        form.name,
        form.row(form.block.parts[0][0], form.context),
        rows,
        tuple(int(width) for width in options["widths"].split()),
        "form" in options,
        "".join(options.get("align", "").split()),
    )
    if "compact" not in options:
        return table
    return _without_empty_columns(table)


def _without_empty_columns(table: Table) -> Table | None:
    """``table`` without the columns in which no row says anything."""
    kept = [i for i in range(len(table.header)) if any(row[i] for row in table.rows)]
    if not kept:
        return None
    return replace(
        table,
        header=tuple(table.header[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
        widths=tuple(table.widths[i] for i in kept),
        align="".join(table.align[i] for i in kept if table.align),
    )


def _totals(form: FormFiller) -> Block | None:
    foot = tuple((label, amount) for label, amount in form.rows())
    return Table(form.name, (), (), (), foot=foot) if foot else None


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "letterhead": _letterhead,
        "title": _title,
        "contents": _contents,
        "spread": _spread,
        "fields": _fields,
        "table": _table,
        "totals": _totals,
        "stamp": _stamp,
        "signature": _signature,
        "annex": _annex,
        "opening": _opening,
        "subject": _subject,
        "salutation": _salutation,
        "closing": _closing,
        "foot": _foot,
    }
)

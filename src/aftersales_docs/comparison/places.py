"""The places in a contract: numbers and headings above, rows and columns, languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..language.codes import LANGS
from ..ooxml.stories import Story, Unit, View, WordCell, WordParagraph, WordRow, WordTable, flat
from ..ooxml.words import plain
from .where import Where

# Numbers that say the whole way by themselves: § 4, 8.2.1., IV.
_WHOLE = re.compile(r"§\s?\d+[a-z]?\.?|\d+(?:\.\d+)*\.?|[IVXLC]+\.")
_HEADINGS = re.compile(r"heading|annex", re.IGNORECASE)
_LONGEST = 40  # Characters of a heading, a row's or a column's name.
_PARTY = "Party"  # What the styles of a party's lines begin with.
SIGN = ("sig-", "sig_")  # What the identifiers of places to sign begin with.


Twins = Mapping[str, tuple[str, str]]


def twins(view: View, clauses: Mapping[str, str]) -> Twins:
    """The clauses in a second language by their identifiers: what they say, and in which."""
    paras = [para for story in view.of("body") for para in story.paras if para.clause]
    known = {clauses.get(para.clause, para.clause.removeprefix("c_")) for para in paras}
    return {
        name: (name[: -len(lang) - 1], lang)
        for name in known
        for lang in LANGS
        if name.endswith((f"-{lang}", f"_{lang}")) and name[: -len(lang) - 1] in known
    }


@dataclass(eq=False)
class Places:
    """The places in one view of a contract; ``first`` is the first of its languages.

    ``clauses`` are identifiers by bookmark, ``twins`` those of the second language.
    """

    view: View
    clauses: Mapping[str, str]
    first: str = ""
    twins: Twins = field(default_factory=dict)

    def of(self, unit: Unit, story: str) -> Where:
        """Where a paragraph, a row or a table stands."""
        paras = [unit] if isinstance(unit, WordParagraph) else unit.paras
        para = paras[0] if paras else None
        known = self._spots.get(unit) or (para and self._spots.get(para)) or Where()
        name = (para.clause or para.under) if para else ""
        clause = self.clauses.get(name, name.removeprefix("c_"))
        return replace(
            known,
            story=story,
            clause=clause,
            number=para.number if para else "",
            below=bool(para and clause and not para.clause),
        )

    def knows(self, unit: Unit) -> bool:
        """Whether a paragraph, a row or a table stands in this view."""
        return unit in self._spots

    def is_parallel(self, table: WordTable) -> bool:
        """Whether a table sets two languages side by side."""
        return any(_pair(self.clauses, self.twins, row) for row in table.rows)

    def leading(self, table: WordTable) -> int:
        """How many rows of two languages lead on to the parties' rows of a table to sign."""
        return _leading(self.clauses, self.twins, table) or 0

    @cached_property
    def _spots(self) -> Mapping[Unit, Where]:
        found: dict[Unit, Where] = {}
        first = self.first or "first"
        for story in self.view.stories:
            _Walk(self.clauses, self.twins, first, found).story(story)
        return found


@dataclass(eq=False, slots=True)
class _Walk:
    """Goes through a story and keeps in mind the numbers and headings above."""

    clauses: Mapping[str, str]
    twins: Twins
    first: str
    found: dict[Unit, Where]
    numbers: list[tuple[str, str]] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)
    base: str = ""
    lang: str = ""
    second: str = ""
    tables: int = 0

    def story(self, story: Story) -> None:
        """Note the places of all that a story holds."""
        for block in story.blocks:
            if isinstance(block, WordParagraph):
                self._own(block)
                self._para(block, Where())
                continue
            self.tables += 1
            leading = _leading(self.clauses, self.twins, block)
            if leading is not None and self._beside(block):
                if leading:
                    self._parallel(block.rows[:leading])
                self._parties(block.rows, leading)
            elif any(self._pair(row) for row in block.rows):
                self._parallel(block.rows)
            else:
                self._table(block)

    def _beside(self, table: WordTable) -> bool:
        """Whether there are two languages side by side, in this table or above it."""
        return bool(self.second) or any(self._pair(row) for row in table.rows)

    def _own(self, para: WordParagraph) -> None:
        """Keep the clause that begins with a paragraph, and its language."""
        clause = self._clause(para)
        if clause:
            both = any(base == clause for base, _ in self.twins.values())
            self.base, self.lang = self.twins.get(clause, (clause, self.first if both else ""))

    def _clause(self, para: WordParagraph) -> str:
        return self.clauses.get(para.clause, para.clause.removeprefix("c_"))

    def _para(self, para: WordParagraph, at: Where) -> None:
        self._number(para.number)
        if _HEADINGS.search(para.style):
            self.sections[self.lang] = short(para.text)
            self.numbers = self.numbers if para.number else []
        self.found[para] = replace(
            at,
            label=self._label(),
            section=self.sections.get(self.lang, ""),
            base=self.base,
            lang=self.lang,
        )

    def _number(self, number: str) -> None:
        """Keep the way of numbers: a new one ends those of its own shape and below."""
        if _WHOLE.fullmatch(number):
            self.numbers = [("", number)]
        elif number:
            shape = re.sub(r"\w+", "#", number)
            shapes = [one for one, _ in self.numbers]
            if shape in shapes:
                del self.numbers[shapes.index(shape) :]
            self.numbers.append((shape, number))

    def _label(self) -> str:
        label = ""
        for _, number in self.numbers:
            shown = number.rstrip(".")
            label += shown if not label or shown.startswith("(") else f" {shown}"
        return label

    def _pair(self, row: WordRow) -> tuple[str, str] | None:
        return _pair(self.clauses, self.twins, row)

    def _parallel(self, rows: Sequence[WordRow]) -> None:
        """Two languages side by side: each row is a clause, each side a language."""
        pairs = (pair for row in rows if (pair := self._pair(row)))
        self.second = next((lang for _, lang in pairs), self.second)
        for row in rows:
            pair = self._pair(row)
            # A row without a clause of ours was put in after the one above.
            self.base = pair[0] if pair else f"{self.base}+"
            for index, cell in enumerate(row.cells):
                self.lang = self.second if index else self.first
                for para in flat(cell.blocks):
                    self._para(para, Where())
            words = next(iter(row.paras), None)
            self.found[row] = replace(self.found[words], lang="") if words else Where()

    def _table(self, table: WordTable) -> None:
        for para in table.paras[:1]:
            self._own(para)
        self.found[table] = self._in_table()
        self._rows(table.rows, self.found[table])

    def _parties(self, rows: Sequence[WordRow], leading: int) -> None:
        """The parties' rows below ``leading`` others: both languages sign them, so neither's."""
        self.sections[""] = self.sections.get(self.first, "")
        self.lang = ""
        self._rows(rows[leading:], self._in_table(), leading)

    def _in_table(self) -> Where:
        return Where(
            table=self.tables,
            label=self._label(),
            section=self.sections.get(self.lang, ""),
            base=self.base,
            lang=self.lang,
        )

    def _rows(self, rows: Sequence[WordRow], at: Where, above: int = 0) -> None:
        """Rows of which the first is their head; ``above`` are counted before them."""
        heads = [_name(cell) for cell in rows[0].cells] if rows else []
        for number, row in enumerate(rows, 1):
            name = next((name for cell in row.cells if len(name := _name(cell)) > 2), "")
            in_row = replace(at, row=above + number, row_name=name if number > 1 else "")
            self.found[row] = in_row
            for column, cell in enumerate(row.cells, 1):
                head = heads[column - 1] if number > 1 and column <= len(heads) else ""
                for para in flat(cell.blocks):
                    self._own(para)
                    self._para(para, replace(in_row, column=column, column_name=head))


def _leading(clauses: Mapping[str, str], both: Twins, table: WordTable) -> int | None:
    """The rows above those of the parties; without their styles, all down to the last clause.

    None lead on where what does stands in a table of its own, as earlier versions made it;
    ``None`` if the parties don't sign in this table.
    """
    paired = [number for number, row in enumerate(table.rows, 1) if _pair(clauses, both, row)]
    last = max(paired, default=0)
    below = table.rows[last:]
    for number, row in enumerate(below, last):
        if row.paras and row.paras[0].style.startswith(_PARTY) and (last or row.paras[0].text):
            return number
    marks = (para.clause.removeprefix("c_") for row in below for para in row.paras)
    return last if any(mark.startswith(SIGN) for mark in marks) else None


def _pair(clauses: Mapping[str, str], both: Twins, row: WordRow) -> tuple[str, str] | None:
    """The clause that stands in a row in both languages, and the second; else nothing."""
    paras = (para for cell in row.cells for para in flat(cell.blocks) if para.clause)
    names = {clauses.get(para.clause, para.clause.removeprefix("c_")) for para in paras}
    known = (both[name] for name in sorted(names & both.keys()))
    return next((pair for pair in known if pair[0] in names), None)


def _name(cell: WordCell) -> str:
    return short(" ".join(para.text for para in flat(cell.blocks)))


def short(text: str) -> str:
    """The beginning of ``text``, whole words of it."""
    words = plain(text)
    if len(words) <= _LONGEST:
        return words
    return f"{words[:_LONGEST].rpartition(' ')[0] or words[:_LONGEST]}…"

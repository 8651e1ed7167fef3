"""A contract in two languages of which one was changed alone: they contradict each other.

Each clause stands in both languages under one identifier. What was changed in one of them
only, or to other figures than in the other, is the most dangerous of all changes: both texts
are signed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..ooxml.words import plain
from .places import Places
from .quantities import Shift
from .where import Where

_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ’']\d{3}(?!\d))*(?:[.,]\d+)?")
_NO_DIGIT = re.compile(r"\D")


# Small numbers as contracts write them out. "One" is left out: it is an article too.
_WRITTEN_OUT = (
    ("2", r"zwei(?:er|en)?|two|два|две|двух|двумя?"),
    ("3", r"drei(?:er|en)?|three|три|тр[её]х|тр[её]м|тремя"),
    ("4", r"vier|four|четыре|четыр[её]х|четыр[её]м|четырьмя"),
    ("5", r"fünf|five|пять|пяти|пятью"),
    ("6", r"sechs|six|шесть|шести|шестью"),
    ("7", r"sieben|seven|семь|семи|семью"),
    ("8", r"acht|eight|восемь|восьми|восемью"),
    ("9", r"neun|nine|девять|девяти|девятью"),
    ("10", r"zehn|ten|десять|десяти|десятью"),
    ("11", r"elf|eleven|одиннадцат(?:ь|и|ью)"),
    ("12", r"zwölf|twelve|двенадцат(?:ь|и|ью)"),
)
_OUT = re.compile(
    "|".join(rf"(?P<n{figure}>\b(?:{words})\b)" for figure, words in _WRITTEN_OUT), re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A clause whose two languages no longer say the same.

    ``kind``: ``one-language``, changed in ``lang`` alone; ``figures``, changed in both, to
    other figures. ``old`` and ``new`` are the clause in that language, as issued and as
    returned; ``other`` is what it says in ``other_lang``.
    """

    kind: str
    where: Where
    lang: str
    other_lang: str
    old: str
    new: str
    other: str
    quantities: tuple[Shift, ...] = ()


@dataclass(slots=True)
class Clause:
    """A clause in one language: its paragraphs or rows in their order, and its first place."""

    where: Where
    lines: list[str] = field(default_factory=list)
    row: int = 0
    key: tuple[str, ...] = ()

    def add(self, text: str, row: int = 0) -> None:
        """Take up a paragraph; what stands in one row of a table is one line."""
        if row and row == self.row:
            self.lines[-1] += f" | {text}"
        else:
            self.lines.append(text)
        self.row = row


Sides = dict[str, dict[str, Clause]]


def contradictions(old: Places, new: Places) -> tuple[Contradiction, ...]:
    """What two languages of one contract no longer say alike; figures come first."""
    return of_sides(_sides(old), _sides(new))


def _sides(places: Places) -> Sides:
    """The clauses of a contract in two languages: by what they are called, then by language."""
    found: Sides = {}
    for story in places.view.of("body"):
        for para in story.paras:
            where = places.of(para, story.kind)
            if where.lang and where.base:
                clause = found.setdefault(where.base, {}).setdefault(where.lang, Clause(where))
                clause.add(plain(para.text), where.row)
                clause.key += para.key
    return found


def of_sides(before: Sides, after: Sides) -> tuple[Contradiction, ...]:
    """The contradictions among clauses as issued and as returned."""
    found = [
        one
        for base in dict.fromkeys([*before, *after])
        for one in _of_clause(before.get(base, {}), after.get(base, {}))
    ]
    return tuple(sorted(found, key=lambda one: not one.quantities))


def _of_clause(before: dict[str, Clause], after: dict[str, Clause]) -> Iterator[Contradiction]:
    langs = list(dict.fromkeys([*before, *after]))
    if len(langs) == 1:
        # New, or gone, in one language; the other has nothing of the kind.
        yield _told("one-language", langs[0], _OTHER, before, after)
        return
    changed = [lang for lang in langs if _key(before, lang) != _key(after, lang)]
    if len(changed) == 1:
        other = next(lang for lang in langs if lang != changed[0])
        yield _told("one-language", changed[0], other, before, after)
    elif len(changed) == 2:
        was = [_figures(before, lang) for lang in langs]
        now = [_figures(after, lang) for lang in langs]
        if was[0] == was[1] and now[0] != now[1]:
            yield _told("figures", langs[0], langs[1], before, after)


_OTHER = ""


def _key(clauses: dict[str, Clause], lang: str) -> tuple[str, ...]:
    return clauses[lang].key if lang in clauses else ()


def _figures(clauses: dict[str, Clause], lang: str) -> Counter[str]:
    """The figures of a clause without what languages part thousands and decimals by."""
    return Counter(_figures_of(" ¶ ".join(clauses[lang].lines))) if lang in clauses else Counter()


def _figures_of(text: str) -> list[str]:
    written = [str(match.lastgroup).removeprefix("n") for match in _OUT.finditer(text)]
    return [_NO_DIGIT.sub("", one).lstrip("0") for one in _FIGURE.findall(text)] + written


def _told(
    kind: str, lang: str, other: str, before: dict[str, Clause], after: dict[str, Clause]
) -> Contradiction:
    first = after.get(lang) or before[lang]
    old, new = (one[lang].lines if lang in one else [] for one in (before, after))
    beside = after.get(other) or before.get(other)
    theirs = beside.lines if beside else []
    if first.where.table:
        old, new, theirs = _rows(old, new, theirs)
    where = replace(first.where, row=0, column=0, row_name="", column_name="")
    was, now, beside_it = (" ¶ ".join(lines) for lines in (old, new, theirs))
    return Contradiction(kind, where, lang, other, was, now, beside_it, tuple(_shifts(was, now)))


def _rows(old: list[str], new: list[str], other: list[str]) -> tuple[list[str], ...]:
    """Of tables only the rows that differ, and what stands there in the other language."""
    if len(old) != len(new):
        same = set(old) & set(new)
        sides = ([row for row in side if row not in same] for side in (old, new))
        return (*sides, other)
    differing = [
        index for index, pair in enumerate(zip(old, new, strict=True)) if len({*pair}) > 1
    ]
    sides = (
        [side[index] for index in differing if index < len(side)] for side in (old, new, other)
    )
    return tuple(sides)


def _shifts(old: str, new: str) -> Sequence[Shift]:
    """The figures that a clause had before and has no longer, and those it has now."""
    before, after = (_FIGURE.findall(text) for text in (old, new))
    gone = list((Counter(before) - Counter(after)).elements())
    come = list((Counter(after) - Counter(before)).elements())
    size = max(len(gone), len(come))
    gone, come = (side + [""] * (size - len(side)) for side in (gone, come))
    return [Shift("number", *pair) for pair in zip(gone, come, strict=True)]

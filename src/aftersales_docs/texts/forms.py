"""The forms of a text, in one table: what each is for, its parts, cells and options.

The parser refuses by it what is no form (``form_faults.py``), composition builds each by its name
(``building.py``), ``templates check`` and the reference in ``docs/texts.md`` read it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ..errors import worded
from .source import BlockType

# How many columns a line of signatures may have; the house style gives their shares.
_MOST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Option:
    """An option among ``{#id …}``: ``fault`` says what is wrong with a value.

    It gets the value and the number of columns of the form; ``None`` means that the option
    is a word without a value.
    """

    name: str
    meaning: str
    example: str
    fault: Callable[[str, int], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form: what its lines are, and how many lines and cells it may have.

    ``most`` lines are ``None`` for as many as there are; ``said`` means that at least one
    line must have words once it is filled.
    """

    lines: str
    least: int = 1
    most: int | None = None
    cells: tuple[int, int] = (1, 1)
    said: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A form: ``each`` repeats the ``whole`` of it, or its last part's ``rows``."""

    name: str
    purpose: str
    parts: tuple[Part, ...]
    options: tuple[Option, ...] = ()
    required: tuple[str, ...] = ()
    repeats: Literal["whole", "rows"] = "whole"
    identified: bool = False
    example: str = ""


def _shares(value: str, columns: int) -> str | None:
    found = value.split()
    if not all(re.fullmatch(r"[1-9]\d{0,3}", one) for one in found):
        return worded("its values are whole numbers from 1, with spaces between them")
    return None if len(found) == columns else _counted(len(found), columns)


def _sides(value: str, columns: int) -> str | None:
    found = value.split()
    if not set(found) <= {"l", "c", "r"}:
        return worded("its values are l, c or r, with spaces between them")
    return None if len(found) == columns else _counted(len(found), columns)


def _counted(given: int, columns: int) -> str:
    return worded(
        "it has {given} {given:value|values} for {columns} {columns:column|columns}",
        given=given,
        columns=columns,
    )


def _name(value: str, _columns: int) -> str | None:
    return (
        None if re.fullmatch(r"[a-z][a-z0-9-]*", value) else worded("its value is an identifier")
    )


WIDTHS = Option("widths", "the widths of the columns, in relation to each other", "5 3 4", _shares)
ALIGN = Option("align", "`l`, `c` or `r` for each column; all left without it", "l r c", _sides)
FORM = Option("form", "rows high enough to write in", "")
COMPACT = Option("compact", "leaves out columns in which no row says anything", "")
BESIDE = Option(
    "beside",
    "stands right of the signature block named; a line of either has one cell",
    "contractor",
    _name,
)
DEFINES = Option(
    "defines", "the point defines this term; uses are `[Goods](goods)`", "goods", _name
)
UNNUMBERED = Option("unnumbered", "the heading stands outside the numbering", "")
FLUSH = Option("flush", "the words begin at the edge, also where first lines are indented", "")
NEWPAGE = Option("newpage", "an unnumbered heading begins a page", "")

# The options of blocks that are no forms.
BLOCK_OPTIONS: Mapping[BlockType, tuple[Option, ...]] = MappingProxyType(
    {"heading": (UNNUMBERED, NEWPAGE), "point": (DEFINES,), "paragraph": (FLUSH,), "item": ()}
)

_LINE = Part("a line of words", most=1)
_SIGNED = Part("words; `[caption]` alone in a cell is a line to write on", cells=(1, _MOST_CELLS))

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form(
                "letterhead",
                "who issues the document",
                (Part("the sender's lines"),),
                example='**{{ organisation.name }}**\n{{ organisation.address or "" }}',
            ),
            Form(
                "title",
                "the title, and the lines under it",
                (Part("the title, then subtitles"),),
                example="LOAN OF A UNIT\nNo. {{ number }}",
            ),
            Form(
                "contents",
                "a table of the headings and annexes, with their pages",
                (_LINE,),
                identified=True,
                example="Contents",
            ),
            Form(
                "spread",
                "two short texts at the two edges of one line",
                (Part("left and right", most=1, cells=(2, 2), said=False),),
                example="{{ place }} | {{ date|long }}",
            ),
            Form(
                "fields",
                "labels with their values; a row without a value is left out",
                (Part("label and value", cells=(2, 2), said=False),),
                example="Unit | {{ unit.name }}",
            ),
            Form(
                "table",
                "a table with one head row; without rows it is left out",
                (
                    Part("the head", most=1, cells=(1, 99), said=False),
                    Part("the rows, with as many cells as the head", cells=(1, 99), said=False),
                ),
                options=(WIDTHS, ALIGN, FORM, COMPACT),
                required=("widths",),
                repeats="rows",
                identified=True,
                example="No. | Part\n---\n{{ loop.index }} | {{ item.name }}",
            ),
            Form(
                "totals",
                "sums under the table right above",
                (Part("label and amount", cells=(2, 2), said=False),),
                repeats="rows",
                identified=True,
                example="Total | {{ gross|money(money_code) }}",
            ),
            Form(
                "stamp",
                "an approval in the upper right corner",
                (_SIGNED,),
                identified=True,
                example="**APPROVED**\n[signature] | {{ approval.person|signature_name }}",
            ),
            Form(
                "signature",
                "a place to sign",
                (_SIGNED,),
                options=(BESIDE,),
                identified=True,
                example="For the Contractor\n[signature]\n{{ contractor.name }}",
            ),
            Form(
                "annex",
                "the head of an annex, on a page of its own",
                (Part("the mark with `{{ annex }}` for its number, then the title", 2, 2),),
                identified=True,
                example="Annex {{ annex }} to No. {{ number }}\nPrice list",
            ),
            Form(
                "opening",
                "how a letter begins",
                (
                    Part("the letterhead"),
                    Part("the sender on one line, for the window", most=1, said=False),
                    Part("the address"),
                    Part("references: label and value", least=0, cells=(2, 2), said=False),
                ),
                example="**{{ organisation.name }}**\n---\n{{ organisation.name }}\n---\n"
                "{{ claimant.company }}\n---\nDate | {{ date|short }}",
            ),
            Form("subject", "what a letter is about", (_LINE,), example="Your claim"),
            Form(
                "salutation",
                "how a letter addresses its reader",
                (_LINE,),
                example="{{ claimant.person|salutation }}",
            ),
            Form(
                "closing",
                "how a letter ends; `---` is the room to sign",
                (Part("lines above the signature"), Part("lines below it")),
                identified=True,
                example="Yours sincerely,\n---\n{{ signatory.post }}",
            ),
            Form(
                "foot",
                "particulars of the sender at the foot of the first page",
                (Part("the particulars"),),
                example="{{ organisation.name }}",
            ),
        )
    }
)

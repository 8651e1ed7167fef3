"""What is wrong with the blocks of a text, by the table of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from ..document import TOTAL_COLUMNS
from ..errors import Place, term, worded
from ..messages import finished
from ..nearest import did_you_mean
from .forms import BLOCK_OPTIONS, FORMS, Form, Option, Part
from .inline import REFERENCE
from .source import FormRow, Source

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_BRACKETS = re.compile(r"\[\[[^\[\]]*\]\]")
# The label of a total stands in the columns before those of its amount.
_LEAST_COLUMNS_OF_TOTALS = TOTAL_COLUMNS + 1


class Fault(NamedTuple):
    """What is wrong with a block, where, and how to mend it."""

    place: Place
    message: str
    cure: str


def columns(source: Source) -> int:
    """How many columns a form has: the cells of its first line."""
    return max((len(row.cells) for row in chain.from_iterable(source.parts[:1])), default=0)


def is_target(source: Source) -> bool:
    """Whether a reference may name this block: what has a number of its own."""
    if source.type == "heading":
        return "unnumbered" not in source.attributes.options
    return source.type == "point" or source.form == "annex"


def without_jinja(source: str) -> str:
    """A line of a text without its ``{{ }}`` and ``{% %}``."""
    return _JINJA.sub("", source)


def faults(source: Source) -> Iterator[Fault]:
    """All that is wrong with a block by itself, before it is filled."""
    if source.type == "end":
        return
    yield from _option_faults(source)
    yield from _inline_faults(source)
    if source.type == "form":
        form = FORMS[source.form]
        if form.identified and not source.attributes.id:
            yield Fault(
                source.place,
                worded("a '{name}' has no identifier.", name=form.name),
                worded("Begin it with '::: {name} {{#its-name}}'.", name=form.name),
            )
        if len(source.parts) == len(form.parts):
            for part, rows in zip(form.parts, source.parts, strict=True):
                yield from _part_faults(form, part, rows, source.place)
            yield from _width_faults(source)
        else:
            yield Fault(
                source.place,
                worded(
                    "a '{name}' has {count} part(s), but {count2} stand here.",
                    name=form.name,
                    count=len(form.parts),
                    count2=len(source.parts),
                ),
                "Write a line '---' between two parts, nowhere else.",
            )


def _inline_faults(source: Source) -> Iterator[Fault]:
    cells = [(row.place, cell) for part in source.parts for row in part for cell in row.cells]
    for place, words in [(source.place, source.text), *cells]:
        if _BRACKETS.search(REFERENCE.sub("", without_jinja(words))):
            cure = "Write [[clause]], [[clause:number]] or a case such as [[clause:gen]]."
            yield Fault(place, "what stands in '[[' is no reference.", cure)


def options_of(source: Source) -> tuple[Option, ...]:
    """The options that a block may have."""
    return FORMS[source.form].options if source.form else BLOCK_OPTIONS.get(source.type, ())


def _option_faults(source: Source) -> Iterator[Fault]:
    given, called = source.attributes.options, source.form or source.type
    known = {option.name: option for option in options_of(source)}
    for name, value in given.items():
        fault = _option_fault(name, value, known, source)
        if fault:
            yield Fault(source.place, finished(fault[0]), fault[1])
    for name in FORMS[source.form].required if source.form else ():
        if name not in given:
            yield Fault(
                source.place,
                worded("a '{called}' has no '{name}'.", called=called, name=name),
                worded(
                    'Write {name}="{example}" behind its name.',
                    name=name,
                    example=known[name].example,
                ),
            )
    if "newpage" in given and "unnumbered" not in given:
        yield Fault(
            source.place,
            "'newpage' is for headings without a number.",
            "Write 'unnumbered' too, or take 'newpage' out.",
        )


def _option_fault(
    name: str, value: str, known: Mapping[str, Option], source: Source
) -> tuple[str, str] | None:
    called = source.form or source.type
    if name not in known:
        names = [*known, "when", "each"]
        cure = did_you_mean(name, names) or worded("There are: {names}.", names=", ".join(names))
        return worded("a '{called}' has no option '{name}'", called=called, name=name), cure
    option = known[name]
    if option.fault is None:
        return (
            (worded("'{name}' has no value", name=name), worded("Write {name} alone.", name=name))
            if value
            else None
        )
    wrong = option.fault(value, columns(source))
    return (
        (
            worded('{name}="{value}": {wrong}', name=name, value=value, wrong=term(wrong)),
            worded('As in {name}="{example}".', name=name, example=option.example),
        )
        if wrong
        else None
    )


def _part_faults(form: Form, part: Part, rows: Sequence[FormRow], place: Place) -> Iterator[Fault]:
    least, most = part.cells
    if len(rows) < part.least or (part.most is not None and len(rows) > part.most):
        wanted = _range(part.least, part.most)
        yield Fault(
            rows[-1].place if rows else place,
            worded(
                "a '{name}' has {wanted} line(s) here, not {count}.",
                name=form.name,
                wanted=wanted,
                count=len(rows),
            ),
            worded("Write {lines}.", lines=part.lines.replace("`", chr(39))),
        )
    for row in rows:
        if not least <= len(row.cells) <= most:
            yield Fault(
                row.place,
                worded(
                    "a line of '{name}' has {range} cell(s), not {count}.",
                    name=form.name,
                    range=_range(least, most),
                    count=len(row.cells),
                ),
                "Put '|' between two cells.",
            )


def _range(least: int, most: int | None) -> str:
    if most is None:
        return worded("{least} or more", least=least)
    return str(least) if least == most else worded("{least} to {most}", least=least, most=most)


def _width_faults(source: Source) -> Iterator[Fault]:
    """Rows of a table with other columns than its head."""
    if source.form != "table":
        return
    wanted = columns(source)
    for row in source.parts[1]:
        if len(row.cells) != wanted:
            yield Fault(
                row.place,
                worded(
                    "a row of the table has {count} cell(s), its head has {wanted}.",
                    count=len(row.cells),
                    wanted=wanted,
                ),
                "Give each row one cell for each column.",
            )


def neighbour_faults(sources: Sequence[Source]) -> Iterator[Fault]:
    """What is wrong with how blocks stand to each other."""
    named = {one.attributes.id: one for one in sources if one.form == "signature"}
    for before, source in zip([None, *sources], sources, strict=False):
        if source.form == "totals":
            yield from _totals_faults(before, source)
        beside = source.attributes.options.get("beside")
        if beside:
            yield from _beside_faults(beside, source, named)


def _totals_faults(before: Source | None, source: Source) -> Iterator[Fault]:
    if before is None or before.form != "table":
        yield Fault(
            source.place,
            "there is no table right above these totals.",
            "Write them below the table that they sum up.",
        )
    elif columns(before) < _LEAST_COLUMNS_OF_TOTALS:
        yield Fault(
            source.place,
            "a table with totals has at least three columns.",
            "Their amounts stand in the last two.",
        )


def _beside_faults(beside: str, source: Source, named: Mapping[str, Source]) -> Iterator[Fault]:
    if beside not in named:
        yield Fault(
            source.place,
            worded("there is no signature '{beside}' to stand beside.", beside=beside),
            did_you_mean(beside, named) or "Take 'beside' out.",
        )
        return
    for block in (named[beside], source):
        for row in chain.from_iterable(block.parts):
            if len(row.cells) > 1:
                yield Fault(
                    row.place,
                    "in signatures side by side a line has one cell.",
                    "Write one cell a line, or take 'beside' out.",
                )

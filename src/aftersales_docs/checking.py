"""Everything that is to be said of an input file, in one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from .composing import assess, composed
from .errors import DataError, Problem
from .kinds import Kind
from .loading import Input, kind_of, located, with_second
from .schemas.house_file import with_house
from .schemas.problems import validate
from .schemas.source import Source, read_source


def problems_of(path: str | Path, own_templates: Path | None = None) -> list[Problem]:
    """Everything that is to be said of an input file; no error means all is well.

    Goes on where a field is wrong: its value is set aside, and what the rest says of
    roles and keys is looked at too.

    Raises:
        DataError: the file can't be read at all, or its kind is unknown.
        LibraryError: a text of the house is wrong.
    """
    source = with_house(read_source(str(path)))
    kind = kind_of(source)
    found: list[Problem] = []
    data = source
    try:
        validate(source, kind.model)
    except DataError as error:
        found += error.problems
        data = _without_bad_fields(source, kind, error.problems)
    try:
        usable = Input(kind, validate(data, kind.model), source)
        # The law judges whole cases: of one with a gap it would say what is not true.
        if found:
            composed(assess(usable), own_templates)
        else:
            assessed = assess(with_second(usable))
            found += assessed.problems
            document = composed(assessed, own_templates)
            found += located(kind.review(usable.model, document), source)
    except DataError as error:
        # A field set aside is not missing: what is wrong with it is told already.
        known = {_top(problem) for problem in found}
        found += [problem for problem in error.problems if _top(problem) not in known]
    return sorted(found, key=_line)


def _top(problem: Problem) -> str:
    """The field of the file in which ``problem`` stands."""
    return problem.field.split(".")[0].split("[")[0]


def _line(problem: Problem) -> tuple[int, int]:
    place = problem.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def _without_bad_fields(source: Source, kind: Kind, problems: Iterable[Problem]) -> Source:
    """``source`` without the top fields that have problems, stand-ins in their place."""
    bad = {_top(problem) for problem in problems}
    good = {name: value for name, value in source.data.items() if name not in bad}
    return replace(source, data={**kind.stand_ins, **good})

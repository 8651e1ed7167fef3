"""Everything that is to be said of an input in one run, also of one that is not finished yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from .composing import assess, composed, of_language, reviewed
from .errors import DataError, LibraryError, Problem
from .kinds import Kind
from .loading import Input, kind_of, located, source_of, with_named_files
from .messages import Medium, UiLang
from .schemas.characters import unprintable
from .schemas.draft import UnknownFieldError, draft
from .schemas.problems import validate
from .schemas.source import Source
from .schemas.understood import understood


def check(  # noqa: PLR0913 (one parameter a choice of the caller)
    data: str | Path | Mapping[str, Any],
    own_templates: Path | None = None,
    *,
    house_root: Path | None = None,
    house: Path | None = None,
    lang: UiLang | None = None,
    medium: Medium | None = None,
) -> list[Problem]:
    """Everything that is to be said of an input; no error means all is well.

    ``data`` is the path of a file, or the fields themselves, as :func:`.load` takes them; it
    may be a draft. ``house`` is the house file for an input that names none. Where fields are
    missing or wrong, the rest is judged as far as that does not depend on them: the law's
    errors, warnings and notes (a due day, say), roles and keys.
    With ``lang`` the problems are worded in that language, for who reads them in ``medium``
    (unless told, a program where the data are fields, else a file); without it they are
    templates with values (:meth:`.Problem.in_language`), English as text.

    Raises:
        DataError: the file can't be read at all, or its kind is unknown.
        LibraryError: a text of the house is wrong.

    """
    source = source_of(data, house_root, house)
    kind = kind_of(source)
    try:
        model = validate(source, kind.model)
    except DataError as error:
        source = understood(source, kind.model)
        problems = [*error.problems, *_of_draft(source, kind, error.problems, own_templates)]
    else:
        problems = _of_whole(Input(kind, model, source), own_templates, house_root, house)
    problems = sorted([*problems, *source.remarks], key=_line)
    read = medium or ("program" if isinstance(data, Mapping) else "file")
    return [problem.in_language(lang, read) for problem in problems] if lang else problems


def _of_whole(
    data: Input, own_templates: Path | None, house_root: Path | None, house: Path | None
) -> list[Problem]:
    """What law, catalogue and texts say of a valid input.

    A text may count on what the rules see to: of an input that they forbid its errors are none.
    """
    try:
        assessed = assess(with_named_files(data, house_root, house))
    except DataError as error:
        return list(error.problems)
    try:
        document = composed(assessed, own_templates)
    except DataError as error:
        return list(dict.fromkeys([*assessed.problems, *error.problems]))
    except LibraryError:
        if not assessed.errors:
            raise
        return list(assessed.problems)
    return [*assessed.problems, *reviewed(assessed.data, document)]


def _of_draft(
    source: Source, kind: Kind, known: Iterable[Problem], own_templates: Path | None
) -> list[Problem]:
    """What the law and the catalogue say of an input with gaps, beyond what is ``known``."""
    told = {problem.field for problem in known}
    found = [*located(_judged(kind, source), source), *unprintable(source)]
    found += _of_texts(source, kind, told, own_templates)
    # A field under a name that nobody knows may be any of those that seem to be left out.
    unnamed = any(one.code == "unknown-field" and "." not in one.field for one in known)
    return [
        problem
        for problem in found
        if not _told(problem.field, told)
        and not (unnamed and problem.field and not _top([problem.field]) & source.data.keys())
    ]


def _of_texts(
    source: Source, kind: Kind, told: Iterable[str], own_templates: Path | None
) -> Iterator[Problem]:
    """What the catalogue and the texts say of an input, apart from its bad fields.

    What is said only because fields were set aside is left out: that the rest does not fit to
    the default of one, or that a text asks for what the rules would have asked for.
    """
    try:
        model = validate(_without_bad_fields(source, kind, told), kind.model)
    except DataError as error:
        if not _has_defaults(kind, told):
            yield from (one for one in error.problems if one.code != "missing")
        return
    try:
        composed(assess(Input(kind, model, source)), own_templates)
    except (DataError, LibraryError) as error:
        found = [one for one in error.problems if one.code != "text-value"]
        if isinstance(error, LibraryError) and found:
            raise
        yield from found


def _has_defaults(kind: Kind, fields: Iterable[str]) -> bool:
    """Whether one of the top fields set aside has a default, which may not be what was meant."""
    known = kind.model.model_fields
    return any(not known[top].is_required() for top in _top(fields) if top in known)


def _told(field: str, told: Iterable[str]) -> bool:
    """Whether something is told of ``field``, or of what is in it: it was set aside for that."""
    return any(one == field or one.startswith((f"{field}.", f"{field}[")) for one in told)


def _judged(kind: Kind, source: Source) -> Iterator[Problem]:
    """What the law says of a draft, of its case and of its language each for itself."""
    model = draft(kind.model, source.data)
    with suppress(UnknownFieldError):
        yield from kind.judge(model).problems
    with suppress(UnknownFieldError):
        yield from of_language(Input(kind, model, source))


def _without_bad_fields(source: Source, kind: Kind, fields: Iterable[str]) -> Source:
    """``source`` without the top fields that have problems, stand-ins in their place."""
    bad = _top(fields)
    good = {name: value for name, value in source.data.items() if name not in bad}
    return replace(source, data={**kind.stand_ins, **good})


def _top(fields: Iterable[str]) -> set[str]:
    """The top fields in which ``fields`` stand."""
    return {field.split(".")[0].split("[")[0] for field in fields}


def _line(problem: Problem) -> tuple[int, int]:
    place = problem.place
    return (place.line or 0, place.column or 0) if place else (0, 0)

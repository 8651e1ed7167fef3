"""Turning what Pydantic finds into plain words: field, line, what is wrong, how to cure it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core.core_schema import ErrorType

from ..characters import lookalike_in
from ..errors import DataError, Problem, Worded, joined, printable, sentences, worded
from ..messages import finished, for_reader
from .by_language import other_languages
from .error_places import FieldError, finding_of, model_at, owners_of
from .field_words import (
    choice_offered,
    choices,
    field_meant,
    kind_of_model,
    own_words,
    value_meant,
)
from .input_words import InputWords
from .refusal import each
from .source import Path_, Source
from .surplus import SHOWN, owner_of, shown, surplus, text_of
from .understood import understood
from .wanted import known_in, strange, to_add

M = TypeVar("M", bound=BaseModel)

_TEXT = (
    worded("text"),
    for_reader(
        'Write text, in quotes where needed: "…".', form="Type text.", program="Give text (str)."
    ),
)
_WHOLE = (
    worded("a whole number"),
    for_reader(
        "Write figures without quotes, e.g. 2.",
        form="Type figures, e.g. 2.",
        program="Give a whole number (int).",
    ),
)
_LIST = (
    worded("a list"),
    for_reader(
        "Write one '- …' line for each entry.",
        form="Add the entries one by one.",
        program="Give a list.",
    ),
)
_FIELDS = (
    worded("fields"),
    for_reader(
        "Write 'name: value' lines below, indented.",
        form="Fill in the fields below.",
        program="Give a mapping.",
    ),
)
_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "decimal_type": (
        worded("a number"),
        for_reader(
            "Write figures without quotes, e.g. 2.50.",
            form="Type figures, e.g. 2.50.",
            program="Give a number (Decimal, int or str).",
        ),
    ),
    "bool_type": (
        worded("true or false"),
        for_reader(
            "Write true or false, without quotes.",
            form="Choose yes or no.",
            program="Give True or False.",
        ),
    ),
    "date_type": (worded("a date"), worded("Write year-month-day, e.g. 2026-11-23.")),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _FIELDS,
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "is_instance_of": _FIELDS,
}
# The kinds of Pydantic as slugs of ours; errors of our own have theirs.
_CODES: Mapping[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown-field",
    "literal_error": "not-a-choice",
    "enum": "not-a-choice",
    "union_tag_invalid": "not-a-choice",
    "union_tag_not_found": "missing",
    "string_too_long": "too-long",
    "string_too_short": "too-short",
    "too_long": "too-long",
    "too_short": "too-short",
    "greater_than": "too-small",
    "greater_than_equal": "too-small",
    "less_than": "too-large",
    "less_than_equal": "too-large",
    "string_pattern_mismatch": "wrong-form",
    "string_unicode": "control-character",
} | dict.fromkeys(_EXPECTED, "wrong-type")
_OF_PYDANTIC: frozenset[str] = frozenset(get_args(ErrorType))
_BOUNDS: Mapping[str, tuple[str, str, str]] = {
    "greater_than": (worded("too small"), "gt", "Write more than {limit}."),
    "greater_than_equal": (worded("too small"), "ge", "Write {limit} or more."),
    "less_than": (worded("too large"), "lt", "Write less than {limit}."),
    "less_than_equal": (worded("too large"), "le", "Write {limit} or less."),
}
_ANY_OTHER = for_reader(
    "Compare it with the starter file that 'aftersales-docs new' writes.",
    form="Compare it with the example beside the field.",
)
_EMPTY = worded("this field is empty.")
# A dash or a bullet where the hyphen of a list should stand.
_MARKED = re.compile(r"[\u2010-\u2015\u2212\u2022\u00b7*-]\s*\S")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")


def _kind_of(value: Any) -> str:
    match value:
        case None:
            return worded("nothing")
        case bool():
            return str(value).lower()
        case dict():
            return worded("fields")
        case list():
            return worded("a list")
        case int() | Decimal():
            return worded("the number {value}", value=shown(value))
        case _:
            return worded("'{value}'", value=shown(value))


def field_name(path: Path_) -> str:
    """``path`` as people write it: ``agreed[1].post``."""
    name = ""
    for part in path:
        name += (
            f"[{part}]" if isinstance(part, int) else f".{shown(part)}" if name else shown(part)
        )
    return name


def _choices(finding: FieldError) -> tuple[str, str]:
    expected = finding.context.get("expected") or finding.context.get("expected_tags", "")
    # Pydantic quotes choices that are text; numbers stand there bare: "1, 2 or 4".
    names = _QUOTED.findall(str(expected)) or re.findall(r"\d+", str(expected))
    found = finding.path[-1] if finding.at_key else finding.value
    owners = owners_of(finding) or ([], "")
    kind = kind_of_model(finding.model)
    offer = choice_offered(found, names, *owners, kind) if isinstance(found, str) else ""
    said = choices(names, *owners, kind)
    told = lookalike_in(found) if isinstance(found, str) else ""
    return (
        sentences(worded("found {found}.", found=_kind_of(found)), told),
        sentences(
            offer,
            worded("Write one of: {names}.", names=said),
            own_words(*owners),
        ),
    )


def _length(finding: FieldError) -> tuple[str, str] | None:
    """What to say of text or a list that is too long or too short."""
    context, value = finding.context, finding.value
    length = len(value) if isinstance(value, list | dict) else len(text_of(value).strip())
    match finding.kind:
        case "string_too_short" | "too_short" if not length:
            cure = "Fill it in." if isinstance(value, str) else "Add an entry, or leave it out."
            return (_EMPTY if isinstance(value, str) else "the list is empty."), cure
        case "string_too_long":
            return (
                worded("the text is too long: {length} characters.", length=length),
                worded("At most {context} fit; shorten it.", context=context["max_length"]),
            )
        case "string_too_short":
            return (
                worded("the text is too short: {length} characters.", length=length),
                worded("Write at least {context}.", context=context["min_length"]),
            )
        case "too_long":
            return worded("the list is too long: {length}.", length=length), worded(
                "Keep {context} at most.", context=context["max_length"]
            )
        case "too_short":
            return worded("the list is too short: {length}.", length=length), worded(
                "Give {context} or more.", context=context["min_length"]
            )
    return None


def _bound(finding: FieldError) -> tuple[str, str] | None:
    """What to say of a number out of bounds, or of text that is not in order."""
    if finding.kind in _BOUNDS:
        what, limit, cure = _BOUNDS[finding.kind]
        said = worded("{found} is {what}.", found=_kind_of(finding.value), what=what)
        return said, worded(cure, limit=finding.context[limit])
    if finding.kind == "string_unicode":
        return "the text holds half a character.", "Type it anew."
    if finding.kind == "string_pattern_mismatch":
        said = worded("{found} is not in the right form.", found=_kind_of(finding.value))
        return said, "Compare it with its source."
    return None


def _absent(finding: FieldError) -> tuple[str, str]:
    if finding.kind == "missing":
        return "this field must be filled in.", to_add(finding)
    path = finding.path
    owner = model_at(finding.model, path[:-1])
    info = owner.model_fields.get(str(path[-1])) if owner and path else None
    if info is not None and info.is_required():
        return _EMPTY, "Fill it in."
    return _EMPTY, for_reader(
        "Fill it in, or delete its line.",
        form="Fill it in, or leave it empty.",
        program="Give it, or leave it out.",
    )


def _misfit(findings: Sequence[FieldError]) -> tuple[str, str]:
    """What to say of a value of another type; a union gives several findings."""
    expected = {_EXPECTED[finding.kind] for finding in findings}
    first = findings[0]
    cure = _EXPECTED[first.kind][1]
    if first.kind == "string_type" and isinstance(first.value, bool):
        quoted = worded('Put it in quotes: "{found}".', found=_kind_of(first.value))
        cure = for_reader(quoted, form="Type text.", program="Give text (str).")
    if first.kind in {"tuple_type", "list_type"} and _MARKED.match(text_of(first.value)):
        cure = worded("Begin each entry with a hyphen and a space: '- …'.")
    if set(expected) == {_FIELDS}:
        cure = sentences(cure, known_in(first))
    what = joined(sorted({words for words, _cure in expected}), worded(" or "))
    found = _kind_of(first.value)
    return worded("found {found} where {what} should stand.", found=found, what=what), cure


def _own_words(finding: FieldError) -> tuple[str, str]:
    """The message of a check of ours: a custom error, or a ValueError in a validator."""
    context = finding.context
    if finding.kind in {"value_error", "assertion_error"}:
        message = str(context.get("error", "")) or worded("this value does not fit")
    elif finding.kind in _OF_PYDANTIC:
        message = worded("this value does not fit here")
    else:
        message = _shortened(context.get("message", finding.error["msg"]))
    return finished(message), str(context.get("cure", "")) or _ANY_OTHER


def _shortened(message: str) -> str:
    """``message`` with long values cut."""
    if not isinstance(message, Worded):
        return message
    values = {
        name: shown(value)
        if isinstance(value, str) and not isinstance(value, Worded) and len(value) > SHOWN
        else value
        for name, value in message.values.items()
    }
    return Worded(message.template, values, message.variants)


def _words(finding: FieldError) -> tuple[str, str]:
    kind = finding.kind
    if kind == "extra_forbidden":
        return surplus(finding)
    if kind == "missing" or finding.value is None:
        return _absent(finding)
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        return _choices(finding)
    if kind == "union_tag_not_found":
        return sentences("this field must be filled in.", strange(finding)), to_add(finding)
    if kind in _EXPECTED:
        return _misfit([finding])
    return _bound(finding) or _length(finding) or _own_words(finding)


def _is_echo(finding: FieldError) -> bool:
    """Whether a list is called short only because wrong entries do not count."""
    value = finding.value
    least = finding.context.get("min_length", 0)
    return finding.kind == "too_short" and isinstance(value, list) and len(value) >= least


def _merged(findings: Sequence[FieldError], source: Source) -> Problem:
    """One problem of all that was found at one place (a union finds one a branch)."""
    telling = next((one for one in findings if one.kind not in _EXPECTED), findings[0])
    if telling.kind in _EXPECTED and telling.value is not None:
        message, cure = _misfit(findings)
    else:
        message, cure = _words(telling)
    place = source.key_place(telling.path) if telling.at_key else source.place(telling.path)
    others = other_languages(source, telling.path) if telling.kind == "missing" else ()
    if others and source.both:
        place = source.both.place(telling.path)
        message, cure = _one_language_lacks(str(source.data.get("lang")), others)
    code = "empty" if message == _EMPTY else _CODES.get(telling.kind, telling.kind)
    field, model = field_name(telling.path), telling.model
    message, cure = (InputWords.of(printable(one), model, field) for one in (message, cure))
    return Problem(code, message, cure, field, place)


def _one_language_lacks(lang: str, others: Sequence[str]) -> tuple[str, str]:
    """What to say of a value that stands in other languages than the one wanted."""
    return (
        worded(
            "here it stands in {languages}, but not in {lang}.",
            languages=joined(others, worded(" and ")),
            lang=lang,
        ),
        worded("Add '{lang}: …' beside the others.", lang=lang),
    )


def problems_of(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Problem]:
    """All that ``error`` tells, one problem a field, from top to bottom of the file."""
    found: dict[Path_, list[FieldError]] = {}
    for details in (one for told in error.errors(include_url=False) for one in each(told)):
        finding = finding_of(details, source, model)
        if _is_echo(finding):
            continue
        found.setdefault(finding.path, []).append(finding)
    _drop_misspelt(found)
    # A branch of a union that went deeper tells more than one that never began.
    deeper = {path[:length] for path in found for length in range(len(path))}
    telling = (
        findings
        for path, findings in found.items()
        if path not in deeper or any(one.kind not in _EXPECTED for one in findings)
    )
    return sorted((_merged(findings, source) for findings in telling), key=_by_place)


def _drop_misspelt(found: dict[Path_, list[FieldError]]) -> None:
    """Take out the fields that are missing only because they stand there misspelt."""
    for path, findings in list(found.items()):
        first = findings[0]
        owner = owner_of(first) if first.kind == "extra_forbidden" else None
        if owner is None:
            continue
        word, kind = str(path[-1]), kind_of_model(first.model)
        meant = field_meant(word, owner, kind)
        if meant is None and kind and (value := value_meant(word, owner, kind)):
            meant = value[0]
        missing = (*path[:-1], meant or "")
        if all(one.kind == "missing" for one in found.get(missing, ())):
            found.pop(missing, None)


def _by_place(problem: Problem) -> tuple[int, int]:
    place = problem.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def validate(source: Source, model: type[M]) -> M:
    """The model of the data in ``source``.

    Raises:
        DataError: the data does not fit; all problems at once.

    """
    try:
        return model.model_validate(source.data)
    except ValidationError:
        source = understood(source, model)
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise DataError(problems_of(error, source, model)) from error

"""Turning what Pydantic finds into plain words: field, line, what is wrong, how to cure it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from ..characters import lookalike_in
from ..errors import DataError, Problem, Worded, joined, printable, sentences, worded
from ..messages import finished, for_reader
from ..nearest import did_you_mean
from .shapes import fixed_words, shape_of, tag_of
from .source import Path_, Source

M = TypeVar("M", bound=BaseModel)
_SHOWN = 60

_TEXT = (
    worded("text"),
    for_reader('Write text, in quotes where needed: "…".', form="Type text."),
)
_WHOLE = (
    worded("a whole number"),
    for_reader("Write figures without quotes, e.g. 2.", form="Type figures, e.g. 2."),
)
_LIST = (
    worded("a list"),
    for_reader("Write one '- …' line for each entry.", form="Add the entries one by one."),
)
_FIELDS = (
    worded("fields"),
    for_reader("Write 'name: value' lines below, indented.", form="Fill in the fields below."),
)
_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "decimal_type": (
        worded("a number"),
        for_reader("Write figures without quotes, e.g. 2.50.", form="Type figures, e.g. 2.50."),
    ),
    "bool_type": (
        worded("true or false"),
        for_reader("Write true or false, without quotes.", form="Choose yes or no."),
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
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")


@dataclass(frozen=True, slots=True)
class _Finding:
    """One error of Pydantic, and what stands in the file where it belongs."""

    error: ErrorDetails
    path: Path_
    value: Any
    at_key: bool
    model: type[BaseModel]

    @property
    def kind(self) -> str:
        return self.error["type"]

    @property
    def context(self) -> Mapping[str, Any]:
        return self.error.get("ctx", {})


def _text_of(value: Any) -> str:
    return value if isinstance(value, str) else str(getattr(value, "source_text", value))


def shown(value: Any) -> str:
    """``value`` for a message: short, on one line, without anything a terminal would obey."""
    text = printable(_text_of(value)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


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
            return f"'{shown(value)}'"


def _path(
    location: Sequence[str | int], source: Source, model: type[BaseModel], *, missing: bool
) -> Path_:
    """The path in the file: what Pydantic adds for unions and cases is left out.

    The last part of a missing field is not in the file, but it is the field's name. The word
    that tells the models of a union apart may be the name of a field too: ``by: order``.
    """
    path: Path_ = ()
    types: list[Any] = [model]
    last = len(location) - 1
    for index, part in enumerate(location):
        told_apart = _tagged(types, part)
        if not told_apart and (source.holds((*path, part)) or (missing and index == last)):
            path = (*path, part)
        types = told_apart or _step(types, part)
    return path


def _tagged(types: Sequence[Any], part: str | int) -> list[Any]:
    """The models of a union that ``part`` tells from its others; Pydantic names it in a path."""
    models = [type_ for type_ in types if _is_model(type_)]
    tag = tag_of(models)
    return [model for model in models if tag and part in fixed_words(model, tag)]


def field_name(path: Path_) -> str:
    """``path`` as people write it: ``agreed[1].post``."""
    name = ""
    for part in path:
        name += (
            f"[{part}]" if isinstance(part, int) else f".{shown(part)}" if name else shown(part)
        )
    return name


def _step(types: list[Any], part: str | int) -> list[Any]:
    """The types of what stands at ``part`` of a value that has one of ``types``."""
    inner: list[Any] = []
    for type_ in types:
        arguments = get_args(type_)
        if isinstance(part, int):
            inner += arguments[:1] if get_origin(type_) in {tuple, list} else ()
        elif get_origin(type_) is dict:
            inner.append(arguments[1])
        elif _is_model(type_) and part in type_.model_fields:
            inner.append(type_.model_fields[part].annotation)
    return [option for type_ in inner for option in shape_of(type_).options]


def _is_model(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, BaseModel)


def _has_tag(model: type[BaseModel], value: str | int) -> bool:
    """Whether a field of ``model`` that takes fixed words takes ``value``."""
    return any(
        get_origin(info.annotation) is Literal and value in get_args(info.annotation)
        for info in model.model_fields.values()
    )


def _types_at(model: type[BaseModel], path: Sequence[str | int]) -> list[Any]:
    """The types of what stands at ``path``."""
    types: list[Any] = [model]
    for part in path:
        types = _tagged(types, part) or _step(types, part)
    return types


def _model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """The model whose fields stand at ``path``."""
    return next(filter(_is_model, _types_at(model, path)), None)


def _where_it_belongs(finding: _Finding) -> str:
    """What to write for the other members of a union to which a field belongs; else nothing."""
    models = [one for one in _types_at(finding.model, finding.error["loc"][:-2]) if _is_model(one)]
    tag, name = tag_of(models), finding.path[-1]
    owners = [model for model in models if name in model.model_fields]
    words = sorted(word for model in owners if tag for word in fixed_words(model, tag))
    return f"{tag}: {' or '.join(words)}" if 0 < len(words) < 4 else ""


def _surplus(finding: _Finding) -> tuple[str, str]:
    location = finding.error["loc"]
    owner = _model_at(finding.model, location[:-1]) or _model_at(finding.model, finding.path[:-1])
    names = list(owner.model_fields) if owner else []
    cure = did_you_mean(str(finding.path[-1]), names) or worded(
        "Known here: {names}.", names=", ".join(names)
    )
    # What another member of the union has is no slip of the pen: it belongs to another case.
    tag = location[-2] if len(location) > 1 else None
    if isinstance(tag, str) and tag not in finding.path and owner and _has_tag(owner, tag):
        other = _where_it_belongs(finding)
        strange = worded("this field does not belong to '{tag}'.", tag=shown(tag))
        if other:
            return strange, worded("Leave it out, or write {other}.", other=other)
        return strange, sentences(worded("Leave it out."), cure)
    told = lookalike_in(str(finding.path[-1]))
    return sentences(worded("this field is unknown."), told), cure


def _choices(finding: _Finding) -> tuple[str, str]:
    expected = finding.context.get("expected") or finding.context.get("expected_tags", "")
    names = _QUOTED.findall(str(expected))
    found = finding.path[-1] if finding.at_key else finding.value
    offer = did_you_mean(found, names) if isinstance(found, str) else ""
    told = lookalike_in(found) if isinstance(found, str) else ""
    return (
        sentences(worded("found {found}.", found=_kind_of(found)), told),
        sentences(offer, worded("Write one of: {names}.", names=", ".join(names))),
    )


def _length(finding: _Finding) -> tuple[str, str] | None:
    """What to say of text or a list that is too long or too short."""
    context, value = finding.context, finding.value
    length = len(value) if isinstance(value, list | dict) else len(_text_of(value).strip())
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


def _bound(finding: _Finding) -> tuple[str, str] | None:
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


def _absent(finding: _Finding) -> tuple[str, str]:
    if finding.kind == "missing":
        return "this field must be filled in.", "Add it."
    path = finding.path
    owner = _model_at(finding.model, path[:-1])
    info = owner.model_fields.get(str(path[-1])) if owner and path else None
    if info is not None and info.is_required():
        return _EMPTY, "Fill it in."
    return _EMPTY, for_reader(
        "Fill it in, or delete its line.", form="Fill it in, or leave it empty."
    )


def _misfit(findings: Sequence[_Finding]) -> tuple[str, str]:
    """What to say of a value of another type; a union gives several findings."""
    expected = {_EXPECTED[finding.kind] for finding in findings}
    first = findings[0]
    cure = _EXPECTED[first.kind][1]
    if first.kind == "string_type" and isinstance(first.value, bool):
        cure = worded('Put it in quotes: "{found}".', found=_kind_of(first.value))
    what = joined(sorted({words for words, _cure in expected}), worded(" or "))
    found = _kind_of(first.value)
    return worded("found {found} where {what} should stand.", found=found, what=what), cure


def _own_words(finding: _Finding) -> tuple[str, str]:
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
        if isinstance(value, str) and not isinstance(value, Worded) and len(value) > _SHOWN
        else value
        for name, value in message.values.items()
    }
    return Worded(message.template, values, message.variants)


def _words(finding: _Finding) -> tuple[str, str]:
    kind = finding.kind
    if kind == "extra_forbidden":
        return _surplus(finding)
    if kind == "missing" or finding.value is None:
        return _absent(finding)
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        return _choices(finding)
    if kind == "union_tag_not_found":
        return "this field must be filled in.", "Add it."
    if kind in _EXPECTED:
        return _misfit([finding])
    return _bound(finding) or _length(finding) or _own_words(finding)


def _value_at(data: Any, path: Path_) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _finding(error: ErrorDetails, source: Source, model: type[BaseModel]) -> _Finding:
    location = error["loc"]
    path = _path(location, source, model, missing=error["type"] == "missing")
    # A check of a whole mapping may name the field of it that is wrong; of a union told apart
    # by a field that field is.
    context = error.get("ctx", {})
    inner = context.get("field") or str(context.get("discriminator", "")).strip("'")
    if isinstance(inner, tuple):
        path = (*path, *inner)
    elif inner:
        path = (*path, *str(inner).split("."))
    # Where the field named is not there, the check's own words say so.
    value = _value_at(source.data, path if source.holds(path) or not inner else path[:-1])
    empty = error["type"] not in {"missing", "union_tag_not_found"} and value is None
    at_key = empty or error["type"] == "extra_forbidden" or location[-1:] == ("[key]",)
    return _Finding(error, path, value, at_key, model)


def _is_echo(finding: _Finding) -> bool:
    """Whether a list is called short only because wrong entries do not count."""
    value = finding.value
    least = finding.context.get("min_length", 0)
    return finding.kind == "too_short" and isinstance(value, list) and len(value) >= least


def _merged(findings: Sequence[_Finding], source: Source) -> Problem:
    """One problem of all that was found at one place (a union finds one a branch)."""
    telling = next((one for one in findings if one.kind not in _EXPECTED), findings[0])
    if telling.kind in _EXPECTED and telling.value is not None:
        message, cure = _misfit(findings)
    else:
        message, cure = _words(telling)
    place = source.key_place(telling.path) if telling.at_key else source.place(telling.path)
    code = "empty" if message == _EMPTY else _CODES.get(telling.kind, telling.kind)
    return Problem(code, printable(message), printable(cure), field_name(telling.path), place)


def problems_of(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Problem]:
    """All that ``error`` tells, one problem a field, from top to bottom of the file."""
    found: dict[Path_, list[_Finding]] = {}
    for details in error.errors(include_url=False):
        finding = _finding(details, source, model)
        if _is_echo(finding):
            continue
        found.setdefault(finding.path, []).append(finding)
    # A branch of a union that went deeper tells more than one that never began.
    deeper = {path[:length] for path in found for length in range(len(path))}
    telling = (
        findings
        for path, findings in found.items()
        if path not in deeper or any(one.kind not in _EXPECTED for one in findings)
    )
    return sorted((_merged(findings, source) for findings in telling), key=_by_place)


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
    except ValidationError as error:
        raise DataError(problems_of(error, source, model)) from error

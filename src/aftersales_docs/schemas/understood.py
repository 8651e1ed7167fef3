"""Values that are meant plainly and stand there otherwise: choices in words, figures as text.

A choice may be said in the words of a language, as the starter shows them. Other programs hand
over ``24.0`` and ``"24"`` where a whole number is wanted, and ``"true"`` where a truth is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from .error_places import FieldError, finding_of, owners_of
from .field_words import choice_meant, kind_of_model
from .scalars import truth_said
from .shapes import models_in, shape_of
from .source import Path_, Source, TypedInt

_ROUNDS = 4  # Choices inside what a choice decides, and once more.


def understood(source: Source, model: type[BaseModel]) -> Source:
    """``source`` with values as the schema has them, where what stands there is meant plainly.

    ``type: Verbraucher`` is ``consumer``; what may mean several things stays as it is.
    """
    kind = kind_of_model(model)
    # A choice may decide what else is read, so that others come to light after it.
    for _ in range(_ROUNDS if kind else 0):
        try:
            model.model_validate(source.data)
        except ValidationError as error:
            mended = _mended(source, error, model, kind)
        else:
            return source
        if mended is None:
            return source
        source = mended
    return source


def _mended(
    source: Source, error: ValidationError, model: type[BaseModel], kind: str
) -> Source | None:
    """``source`` with all that is meant plainly put right; ``None`` where there is nothing."""
    data, places = source.data, dict(source.places)
    for details in error.errors(include_url=False):
        look = _LOOKS.get(details["type"])
        if look is None:
            continue
        finding = finding_of(details, source, model)
        if finding.at_key or not finding.path:
            continue
        value = look(finding, kind)
        # A word in place of a group of fields stands where the group would.
        path = finding.path if source.holds(finding.path) else finding.path[:-1]
        if value is not None and path:
            data = _replaced(data, path, value)
        if isinstance(value, list):
            places[(*path, 0)] = source.place(path)
    return None if data is source.data else replace(source, data=data, places=places)


def _choice(finding: FieldError, kind: str) -> str | None:
    """The choice that is said in words."""
    found = owners_of(finding)
    if not isinstance(finding.value, str) or found is None:
        return None
    return choice_meant(finding.value, *found, kind)


def _whole(finding: FieldError, _kind: str) -> TypedInt | None:
    """The whole number that is written as text, or with decimals that are all zero."""
    if isinstance(finding.value, bool):
        return None
    typed = finding.value if isinstance(finding.value, str) else None
    text = str(getattr(finding.value, "source_text", typed) or "").strip()
    # Three figures after a mark may be thousands.
    if typed is not None and _THOUSANDS.fullmatch(text):
        return None
    found = _WHOLE.fullmatch(text)
    return TypedInt(re.sub(r"[ \u00a0\u202f]", "", found[1])) if found else None


def _alone(finding: FieldError, kind: str) -> list[Any] | bool | None:
    """The one entry of a list of words that stands there without its hyphen.

    What has a comma may be several, and what begins with a mark was meant as an entry. Where a
    truth may stand in place of the list, a word for one is that.
    """
    owners = owners_of(finding)
    if not isinstance(finding.value, str) or owners is None or not finding.path:
        return None
    models, name = owners
    infos = [one.model_fields[name] for one in models if name in one.model_fields]
    if any(bool in shape_of(cast(Any, info.annotation)).options for info in infos):
        return _truth(finding, kind)
    if any(models_in(info.annotation) for info in infos):
        return None
    return [finding.value] if _ONE_ENTRY.fullmatch(finding.value) else None


def _truth(finding: FieldError, _kind: str) -> bool | None:
    """The truth that is written as text."""
    if not isinstance(finding.value, str):
        return None
    return truth_said(finding.value)


_ONE_ENTRY = re.compile(r"\s*[^\W_][^,;\n]*")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_WHOLE = re.compile(r"([+-]?(?:[0-9]{1,12}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+))(?:[.,]0+)?")
_LOOKS: Mapping[str, Callable[[FieldError, str], Any]] = {
    "literal_error": _choice,
    "union_tag_invalid": _choice,
    "int_type": _whole,
    "int_from_float": _whole,
    "int_parsing": _whole,
    "bool_type": _truth,
    "tuple_type": _alone,
    "list_type": _alone,
}


def _replaced(data: Any, path: Path_, value: Any) -> Any:
    """A copy of ``data`` with ``value`` at ``path``.

    A word that stands for a group of fields has no fields: ``value`` takes its place.
    """
    if not path or not isinstance(data, dict | list):
        return value
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = _replaced(copy[path[0]], path[1:], value)
    return copy

"""Fields that have no place where they stand: what they may mean, where they belong."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from ..characters import lookalike_in
from ..errors import printable, sentences, worded
from ..nearest import any_offered, offered
from .error_places import (
    FieldError,
    belongs_elsewhere,
    has_tag,
    model_at,
    models_at,
    where_it_belongs,
)
from .field_words import (
    choices,
    field_meant,
    fields_called,
    fields_told,
    inner_fields,
    kind_of_model,
    known_fields,
    value_meant,
)
from .shapes import fixed_words, models_in, tag_of

SHOWN = 60  # Characters of a value in a message.


def text_of(value: Any) -> str:
    """``value`` as it was typed."""
    return value if isinstance(value, str) else str(getattr(value, "source_text", value))


def shown(value: Any) -> str:
    """``value`` for a message: short, on one line, without anything a terminal would obey."""
    text = printable(text_of(value)[: SHOWN + 1])
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def surplus(finding: FieldError) -> tuple[str, str]:
    """What to say of a field that has no place where it stands, and what to write instead."""
    location = finding.error["loc"]
    owner = owner_of(finding)
    cure = _offer(finding, owner)
    # What another member of the union has is no slip of the pen: it belongs to another case.
    tag = location[-2] if len(location) > 1 else None
    inside = isinstance(tag, str) and tag not in finding.path and owner and has_tag(owner, tag)
    if inside and belongs_elsewhere(finding):
        other = where_it_belongs(finding)
        strange = worded(
            "this field does not belong to '{tag}'.", tag=_told_apart_by(str(tag), finding)
        )
        if other:
            return strange, worded("Leave it out, or write {other}.", other=other)
        return strange, sentences(worded("Leave it out."), cure)
    told = lookalike_in(str(finding.path[-1]))
    return sentences(worded("this field is unknown."), told), cure


def _told_apart_by(tag: str, finding: FieldError) -> str:
    """The word that tells one model of a union from the others, with what it is called."""
    owners, kind = models_at(finding.model, finding.path[:-1]), kind_of_model(finding.model)
    field = tag_of(owners)
    if field is None or not any(tag in fixed_words(one, field) for one in owners):
        return shown(tag)
    return choices([tag], owners, field, kind)


def owner_of(finding: FieldError) -> type[BaseModel] | None:
    """The model in which a surplus field stands."""
    location = finding.error["loc"]
    return model_at(finding.model, location[:-1]) or model_at(finding.model, finding.path[:-1])


def _offer(finding: FieldError, owner: type[BaseModel] | None) -> str:
    """What to write in place of a surplus field."""
    if owner is None:
        return worded("Known here: {names}.", names="")
    word, kind = str(finding.path[-1]), kind_of_model(finding.model)
    if len(several := sorted(fields_called(word, owner, kind))) > 1:
        return any_offered([fields_told([one], owner, kind) for one in several])
    if near := field_meant(word, owner, kind):
        return offered(fields_told([near], owner, kind))
    if kind and (found := value_meant(word, owner, kind)):
        field, inner, choice = found
        return worded(
            "It is a choice of '{field}': write '{inner}: {choice}' there.",
            field=field,
            inner=inner,
            choice=choice,
        )
    return _within(word, owner, kind) or worded(
        "Known here: {names}.", names=known_fields(owner, kind)
    )


def _within(word: str, owner: type[BaseModel], kind: str) -> str:
    """Where a field belongs that stands beside its group; empty where that is not clear."""
    inside = inner_fields(word, owner, kind) if kind else []
    if len(inside) != 1:
        return ""
    ((group, field),) = inside
    part = next(
        one for one in models_in(owner.model_fields[group].annotation) if field in one.model_fields
    )
    return worded(
        "Write '{field}' inside '{group}'.",
        field=fields_told([field], part, kind),
        group=fields_told([group], owner, kind),
    )

"""What should stand where a field is missing, or where something else stands in its place."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

from ..errors import sentences, worded
from ..messages import for_reader
from .error_places import FieldError, models_at, owners_of
from .field_words import choices, fields_told, kind_of_model, known_fields
from .shapes import fixed_words, tag_of
from .surplus import shown


def to_add(finding: FieldError) -> str:
    """To add a field that is not there: what it is called, and the choices if it has some."""
    owners, name = owners_of(finding) or ([], "")
    kind = kind_of_model(finding.model)
    holding = [one for one in owners if name in one.model_fields]
    if not holding or not finding.path or finding.path[-1] != name:
        return "Add it."
    told = worded("Add {name}.", name=fields_told([name], holding[0], kind))
    words = [
        str(one)
        for model in holding
        for one in get_args(model.model_fields[name].annotation)
        if get_origin(model.model_fields[name].annotation) is Literal
    ]
    said = choices(dict.fromkeys(words), holding, name, kind)
    return sentences(
        for_reader(told, form="Add it.", program="Add it."),
        worded("Write one of: {names}.", names=said) if words else "",
    )


def strange(finding: FieldError) -> str:
    """The fields that none of the models has, of which one was to say which model it is."""
    if not isinstance(finding.value, dict):
        return ""
    models = models_at(finding.model, finding.path[:-1])
    known = {name for model in models for name in model.model_fields}
    words = [shown(word) for word in finding.value if word not in known]
    return worded("Unknown there: {names}.", names=", ".join(words)) if words else ""


def known_in(finding: FieldError) -> str:
    """The fields that are wanted in place of something else."""
    models = models_at(finding.model, finding.path)
    if not models:
        return ""
    kind, tag = kind_of_model(finding.model), tag_of(models)
    if tag is None:
        return worded("Known here: {names}.", names=known_fields(models[0], kind))
    # Which fields there are goes by one of them.
    words = [str(word) for model in models for word in sorted(fixed_words(model, tag))]
    return worded(
        "Begin with {field}, one of: {names}.",
        field=tag,
        names=choices(words, models, tag, kind),
    )

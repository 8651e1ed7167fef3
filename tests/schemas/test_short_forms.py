"""A line that stands for a group of fields: what is accepted is declared, and the other way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from aftersales_docs.schemas.draft import value_of
from aftersales_docs.schemas.export import schema_text
from aftersales_docs.schemas.shapes import models_in
from aftersales_docs.schemas.short_forms import ShortForm, short_form
from aftersales_docs.starter import explained_classes
from tests.kinds.cases import CERTIFICATE, CLAIM, certificate, claim


def fields() -> Iterator[tuple[str, type[BaseModel], str]]:
    """Every field of every kind that may hold a group of fields, or a list of them."""
    for kind in KINDS.values():
        for model in explained_classes(kind.model):
            for name, info in model.model_fields.items():
                if models_in(info.annotation):
                    yield kind.id, model, name


FIELDS = list(fields())


def scalars(annotation: Any) -> Iterator[Any]:
    """What a type takes on one line by its own words: text, fixed words, a truth."""
    origin = get_origin(annotation)
    if origin is Literal or annotation in {str, bool}:
        yield annotation
    for part in get_args(annotation) if origin is not Literal else ():
        yield from scalars(part)


def tried(model: type[BaseModel], name: str, value: Any) -> bool:
    """Whether a field takes ``value``, alone or as the entry of a list."""
    for given in (value, [value]):
        try:
            value_of(model, name, given)
        except ValidationError:
            continue
        return True
    return False


def test_what_is_accepted_is_declared() -> None:
    """A line in place of fields is a declared short form, or a choice that the type names."""
    for kind, model, name in FIELDS:
        _accepted_is_declared(kind, model, name)


def _accepted_is_declared(kind: str, model: type[BaseModel], name: str) -> None:
    info = model.model_fields[name]
    declared = short_form(info)
    words = declared.words if declared else ()
    named = list(scalars(info.annotation))
    fixed = {word for one in named if get_origin(one) is Literal for word in get_args(one)}
    assert tried(model, name, "a line") == (
        str in named or (declared is not None and not declared.words)
    ), (kind, model, name)
    # Words that tell the models of a union apart are no short form unless they are declared.
    tags = {
        word
        for one in models_in(info.annotation)
        for field in one.model_fields.values()
        for word in (get_args(field.annotation) if get_origin(field.annotation) is Literal else ())
        if isinstance(word, str)
    }
    for word in tags:
        accepted = word in words or word in fixed or str in named or bool(declared and not words)
        assert tried(model, name, word) == accepted, (kind, model, name, word)


def test_what_is_declared_is_accepted() -> None:
    for kind, model, name in FIELDS:
        _declared_is_accepted(kind, model, name)


def _declared_is_accepted(kind: str, model: type[BaseModel], name: str) -> None:
    declared = short_form(model.model_fields[name])
    for line in (declared.words or ("a line",)) if declared else ():
        assert tried(model, name, line), (kind, model, name, line)
    for one in models_in(model.model_fields[name].annotation) if declared else ():
        assert declared is not None
        assert declared.fills in one.model_fields
        required = {field for field, info in one.model_fields.items() if info.is_required()}
        assert declared.words or required <= {declared.fills}


def test_there_are_some() -> None:
    forms = {(name, form.fills) for _, model, name in FIELDS if (form := _form(model, name))}
    assert {("post", "text"), ("enclosures", "name"), ("cost", "type")} <= forms


def _form(model: type[BaseModel], name: str) -> ShortForm | None:
    return short_form(model.model_fields[name])


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_says_what_a_line_stands_for(kind: str) -> None:
    text = schema_text(KINDS[kind].model, kind)
    for name, model, field in FIELDS:
        form = _form(model, field)
        if name == kind and form:
            assert form.meaning in text


def test_a_line_means_what_it_says() -> None:
    enclosures = ["a receipt", {"name": "a photograph", "copies": 2}]
    letter = claim(remedies=[{"type": "repair"}], enclosures=enclosures)
    assert [(one.name, one.copies) for one in letter.enclosures] == [
        ("a receipt", 1),
        ("a photograph", 2),
    ]
    assert letter.signatory.post.text == CLAIM["signatory"]["post"]
    assert certificate(cost="goodwill").cost.type == "goodwill"
    assert certificate(cost="warranty").cost.type == "cure"
    with pytest.raises(DataError, match="two things"):
        certificate(cost="warranty", law="de")
    assert CERTIFICATE["cost"] == "paid"

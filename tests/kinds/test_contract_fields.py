"""Fields of contracts as a form shows them: a label, words for each choice, a section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from aftersales_docs.kinds import KINDS
from aftersales_docs.language import LANGS
from aftersales_docs.resources import templates
from aftersales_docs.starter import explained_classes, explanations

CONTRACTS = ("service-agreement", "warranty-section")


def choices(annotation: Any) -> set[str]:
    """The words of a field that takes only some."""
    if get_origin(annotation) is Literal:
        return {value for value in get_args(annotation) if isinstance(value, str)}
    return set[str]().union(*map(choices, get_args(annotation)))


def fields(kind: str) -> Iterator[tuple[str, str, Any, bool]]:
    model: type[BaseModel] = KINDS[kind].model
    for cls in explained_classes(model):
        if cls is not model and issubclass(model, cls):
            continue
        for name, info in cls.model_fields.items():
            declaring = next(c for c in cls.__mro__ if name in vars(c)["__annotations__"])
            yield declaring.__name__, name, info, cls is model


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", CONTRACTS)
def test_every_field_can_stand_in_a_form(kind: str, lang: str) -> None:
    explained = explanations(templates(), kind, lang)
    sections = explained["_sections"]
    for cls, name, info, top in fields(kind):
        entry = explained[cls][name]
        assert 1 <= len(entry["label"].replace(",", "").split()) <= 5, (cls, name)
        assert entry["label"][-1] != ":", (cls, name)
        wanted = choices(info.annotation)
        if name not in {"forms", "initials_forms"}:
            assert set(entry.get("choices", {})) == wanted, (cls, name)
        if top and cls != "DocumentInput":
            assert entry["section"] in sections, (cls, name)


@pytest.mark.parametrize("kind", CONTRACTS)
def test_sections_are_the_same_in_every_language(kind: str) -> None:
    read = [explanations(templates(), kind, lang) for lang in LANGS]
    top = KINDS[kind].model.__name__
    orders = [
        {name: entry.get("section") for name, entry in explained[top].items()}
        for explained in read
    ]
    assert orders[0] == orders[1] == orders[2]
    assert [list(explained["_sections"]) for explained in read] == [
        list(read[0]["_sections"])
    ] * len(LANGS)
    # No section stands empty.
    assert set(orders[0].values()) - {None} == set(read[0]["_sections"])

"""Fields of claim responses as a form shows them: a label, words for each choice, a section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from aftersales_docs.kinds import KINDS
from aftersales_docs.language import LANGS
from aftersales_docs.resources import templates
from aftersales_docs.starter import explained_classes, explanations

KIND = "claim-response"


def choices(annotation: Any) -> set[str]:
    """The words of a field that takes only some, alone or in a list."""
    if get_origin(annotation) is Literal:
        return {value for value in get_args(annotation) if isinstance(value, str)}
    return set[str]().union(*map(choices, get_args(annotation)))


def fields() -> Iterator[tuple[str, str, Any, bool]]:
    model: type[BaseModel] = KINDS[KIND].model
    for cls in explained_classes(model):
        if cls is not model and issubclass(model, cls):
            continue
        for name, info in cls.model_fields.items():
            declaring = next(c for c in cls.__mro__ if name in vars(c)["__annotations__"])
            yield declaring.__name__, name, info, cls is model


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_can_stand_in_a_form(lang: str) -> None:
    explained = explanations(templates(), KIND, lang)
    for cls, name, info, top in fields():
        entry = explained[cls][name]
        assert 1 <= len(entry["label"].split()) <= 4, (cls, name)
        if name not in {"forms", "initials_forms"}:
            assert set(entry.get("choices", {})) == choices(info.annotation), (cls, name)
            assert all(entry.get("choices", {"": "x"}).values()), (cls, name)
        if top and cls != "DocumentInput":
            assert entry["section"] in explained["_sections"], (cls, name)


def test_sections_are_the_same_in_every_language() -> None:
    read = [explanations(templates(), KIND, lang) for lang in LANGS]
    orders = [
        {name: entry["section"] for name, entry in explained["ClaimResponse"].items()}
        for explained in read
    ]
    assert orders[0] == orders[1] == orders[2]
    assert len({tuple(explained["_sections"]) for explained in read}) == 1
    assert set(orders[0].values()) == set(read[0]["_sections"])

"""What a form needs besides explanations: labels, words for choices, sections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import templates
from aftersales_docs.starter import explained_classes


@cache
def own(kind: str, lang: str) -> dict[str, Any]:
    """The explanations of a kind's own file, without those of shared models."""
    return dict(load_yaml(text(kind, lang)))


def text(kind: str, lang: str) -> str:
    return templates().read(f"fields/{kind}/{lang}.yaml")


def alternatives(annotation: Any) -> Iterator[Any]:
    """The types that a value may have, each alone."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from alternatives(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for part in get_args(annotation):
            yield from alternatives(part)
    elif origin is tuple:
        yield from alternatives(get_args(annotation)[0])
    else:
        yield annotation


def choices_of(annotation: Any) -> set[str]:
    """The fixed words that a field takes; none where it takes anything else too."""
    types = [one for one in alternatives(annotation) if one is not type(None)]
    if not all(get_origin(one) is Literal for one in types):
        return set()
    return {str(word) for one in types for word in get_args(one)}


def declared(kind: str) -> Iterator[tuple[type[BaseModel], str, Any]]:
    """Every field of a kind, with the class that declares it."""
    for cls in explained_classes(KINDS[kind].model):
        for name, info in cls.model_fields.items():
            owner = next(c for c in cls.__mro__ if name in vars(c).get("__annotations__", ()))
            yield owner, name, info.annotation


LABELLED = [(kind, lang) for kind in KINDS for lang in KINDS[kind].langs]


@pytest.mark.parametrize(("kind", "lang"), LABELLED)
def test_every_field_has_a_short_label(kind: str, lang: str) -> None:
    for cls, fields in own(kind, lang).items():
        for name, entry in {} if cls.startswith("_") else fields.items():
            label = str(entry.get("label", ""))
            assert 1 <= len(label.split()) <= 4, f"{cls}.{name}: a label of one to four words"


@pytest.mark.parametrize(("kind", "lang"), LABELLED)
def test_every_choice_has_words(kind: str, lang: str) -> None:
    given = own(kind, lang)
    for owner, name, annotation in declared(kind):
        entry = given.get(owner.__name__, {}).get(name)
        if entry is None:
            continue
        words = entry.get("choices", {})
        # A field that takes more than fixed words may have words for some of them too.
        lacking = sorted(choices_of(annotation) - {str(key) for key in words})
        assert not lacking, f"{owner.__name__}.{name}: no words in 'choices' for {lacking}"
        assert all(words.values())


@pytest.mark.wide
@pytest.mark.parametrize(("kind", "lang"), LABELLED)
def test_every_top_field_stands_in_a_section(kind: str, lang: str) -> None:
    given = own(kind, lang)
    fields = given[KINDS[kind].model.__name__]
    assert "_sections" in given, "give _sections: the names of the parts of a form, in order"
    unplaced = sorted(name for name, entry in fields.items() if "section" not in entry)
    assert not unplaced, "give these a section"
    assert {entry["section"] for entry in fields.values()} == set(given["_sections"])
    assert list(given["_sections"]) == list(own(kind, KINDS[kind].langs[0])["_sections"])

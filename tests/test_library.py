"""The house's library is whole: every key in every language, every field explained."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from aftersales_docs.document import plain
from aftersales_docs.kinds import KINDS
from aftersales_docs.kinds.job_description.employer import employer_of
from aftersales_docs.language import LANGS
from aftersales_docs.law import LAWS, law_of
from aftersales_docs.resources import templates
from aftersales_docs.starter import explained_classes, explanations
from aftersales_docs.texts import catalogue
from aftersales_docs.texts.catalogue import Section, Wording
from aftersales_docs.texts.inline import inlines
from tests.inputs import KINDS_IN_LANGS

SECTIONS = get_args(Section)
ROLE_LISTS = {"knowledge", "guides", "duties", "rights", "liabilities", "tasks", "criteria"}
LISTS = tuple(name for name in SECTIONS if name in ROLE_LISTS)


def entries(section: Section) -> list[Wording]:
    return list(catalogue.section(templates(), section).values())


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_key_has_its_wording(section: Section, law: str, lang: str) -> None:
    """Filled with its citations, without a full stop (the text adds it), not twice the same."""
    cite = law_of(law).cite(lang)
    seen: dict[str, str] = {}
    for wording in entries(section):
        if law not in wording.laws:
            continue
        filled = catalogue.filled(
            wording.source(lang, law), lang, {"cite": cite, "employer": employer_of(lang)}
        )
        text = plain(inlines(lang, filled))
        assert text.strip() == text
        assert text[-1] not in ".;,:", wording.key
        assert "{" not in text
        # Two posts may share a name; two duties may not.
        assert section == "posts" or text not in seen, (wording.key, seen.get(text))
        seen[text] = wording.key


@pytest.mark.parametrize("section", LISTS)
def test_every_key_is_used_by_some_role(section: Section) -> None:
    roles = catalogue.roles(templates()).values()
    used = {key for role in roles for key in role.choice[section]}
    assert used == {wording.key for wording in entries(section)}


def test_every_role_is_complete() -> None:
    posts = catalogue.section(templates(), "posts")
    roles = catalogue.roles(templates())
    for role in roles.values():
        assert set(role.title) == set(LANGS)
        for post in (role.reports_to, role.appointed_by, role.proposal_by, role.consent_by):
            assert post is None or post in posts or post in roles, (role.key, post)
        assert role.education in catalogue.section(templates(), "education")
        assert role.experience.field in catalogue.section(templates(), "experience")
        for section in LISTS:
            keys = role.choice[section]
            assert len(keys) == len(set(keys)), f"{role.key}: a key stands twice in {section}"
            assert len(keys) >= 3, f"{role.key}: {section} has fewer than three keys"


def _explained(kind: str) -> set[tuple[str, str]]:
    """All fields of a kind that its users may fill in, by class and field."""
    model = KINDS[kind].model
    return {
        (declaring.__name__, name)
        for cls in explained_classes(model)
        if cls is model or not issubclass(model, cls)
        for name in cls.model_fields
        for declaring in [next(c for c in cls.__mro__ if name in vars(c)["__annotations__"])]
    }


def _given(kind: str, lang: str) -> set[tuple[str, str]]:
    explained = explanations(templates(), kind, lang)
    classes = {cls: fields for cls, fields in explained.items() if not cls.startswith("_")}
    return {(cls, name) for cls, fields in classes.items() for name in fields}


@pytest.mark.parametrize(("kind", "lang"), KINDS_IN_LANGS)
def test_every_field_is_explained(kind: str, lang: str) -> None:
    lacking = sorted(_explained(kind) - _given(kind, lang))
    assert lacking == [], f"explain these in templates/fields/{kind}/{lang}.yaml"


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_explained_that_is_not_there(lang: str) -> None:
    given = set[tuple[str, str]]().union(
        *(_given(kind, lang) for kind in KINDS if lang in KINDS[kind].langs)
    )
    stray = sorted(given - set[tuple[str, str]]().union(*map(_explained, KINDS)))
    assert stray == [], "no such field; what a shared class declares is explained in its name"


def test_russian_quotes_and_no_foreign_ones() -> None:
    """Each language uses its own quotation marks."""
    foreign = {"ru": '[“”"]|„(?![^«»]*»)', "de": '[«»"]', "en": '[«»„"]'}
    for section in SECTIONS:
        for wording in entries(section):
            for (lang, _), text in wording.texts.items():
                bare = re.sub(r"\{\{.*?\}\}", "", text)
                assert not re.search(foreign[lang], bare), (wording.key, lang)

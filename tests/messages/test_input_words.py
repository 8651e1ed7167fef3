"""Words about an input: its fields and choices as who reads them knows them."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from functools import cache

import pytest
from pydantic import BaseModel
from tools.message_sources import of_source

from aftersales_docs.checking import check
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import Problem, worded
from aftersales_docs.kinds import KINDS
from aftersales_docs.language import LANGS
from aftersales_docs.loading import about_input
from aftersales_docs.messages import UI_LANGS, UiLang
from aftersales_docs.resources import templates
from aftersales_docs.schemas.field_words import choice_meant, choice_words
from aftersales_docs.starter import explained_classes, explanations
from tests.messages.mistakes import GOOD

_SETTING = re.compile(r"(?<![\w{/'\"„«.-])([a-z]+(?:[._][a-z]+)*): (?:\{\{|[a-z]+(?:-[a-z]+)*)")


# Beside a form another sentence stands in their place.
_FORM_HAS_OTHERS = {"Give text: for words of your own."}


def of_rules() -> list[tuple[str, str]]:
    """The cures of rules that name settings, each with the kind whose rules have it."""
    found = []
    for one in of_source():
        kind = re.search(r"kinds/(\w+)/", one.file)
        if kind and _SETTING.search(one.template) and one.template not in _FORM_HAS_OTHERS:
            found.append((kind[1].replace("_", "-"), one.template))
    return sorted(set(found))


def told(kind: str, cure: str, field: str, lang: UiLang, medium: str) -> str:
    problem = about_input(Problem("x", "x", worded(cure), field), KINDS[kind])
    return problem.in_language(lang, medium).cure  # type: ignore[arg-type]


def test_the_rules_have_such_cures() -> None:
    assert len(of_rules()) > 40
    assert {kind for kind, _ in of_rules()} >= {"claim-response", "service-agreement"}


@pytest.mark.own_words
@pytest.mark.parametrize("lang", UI_LANGS)
def test_a_form_is_not_told_what_to_write_in_a_file(lang: UiLang) -> None:
    wrong = [
        (kind, cure, *found)
        for kind, cure in of_rules()
        for found in _for_a_file(kind, cure, lang)
    ]
    assert wrong == []


@cache
def fields_of(kind: str) -> frozenset[str]:
    models = (KINDS[kind].model, *explained_classes(KINDS[kind].model))
    return frozenset(name for model in models for name in model.model_fields)


def _for_a_file(kind: str, cure: str, lang: UiLang) -> Iterator[tuple[str, str]]:
    """The names of fields in what a form is told, each with the text."""
    fields = fields_of(kind)
    values = dict.fromkeys(re.findall(r"\{(\w+)[:}]", cure.replace("{{", "")), "7")
    said = about_input(Problem("x", "x", worded(cure, **values)), KINDS[kind])
    text = said.in_language(lang, "form").cure
    written = re.findall(r"(?<![\w'„«])([a-z_]+): (?=[a-z{])", text)
    steps = re.findall(r"\b\w+\.(\w+)\b", text)
    yield from ((name, text) for name in (*written, *steps) if name in fields)


@pytest.mark.own_words
@pytest.mark.parametrize(
    ("lang", "file", "form"),
    [
        (
            "de",
            "decision: partly-granted (teilweise Abhilfe) oder alternative (andere Abhilfe)",
            "„Entscheidung“: „teilweise Abhilfe“ oder „andere Abhilfe“",
        ),
        (
            "ru",
            "decision: partly-granted (удовлетворить частично) либо alternative (иное решение)",
            "«Решение»: «удовлетворить частично» либо «иное решение»",
        ),
        (
            "en",
            "decision: partly-granted or alternative",
            "'Decision': 'granted in part' or 'another remedy'",
        ),
    ],
)
def test_a_choice_is_said_in_the_words_that_are_taken(lang: UiLang, file: str, form: str) -> None:
    cure = "Add it to remedies, or write decision: partly-granted or alternative."
    assert file in told("claim-response", cure, "decision", lang, "file")
    assert form in told("claim-response", cure, "decision", lang, "form")
    assert "partly-granted or" in told("claim-response", cure, "decision", "en", "program")


@pytest.mark.own_words
def test_the_words_outlive_a_process() -> None:
    cure = worded("Write decision: partly-granted, or leave grounds out.")
    problem = about_input(Problem("x", "x", cure), KINDS["claim-response"])
    again = pickle.loads(pickle.dumps(problem))  # noqa: S301
    assert again == problem
    assert again.in_language("de") == problem.in_language("de")


@pytest.mark.own_words
def test_users_words_are_left_alone() -> None:
    said = worded("found '{value}'. Write one of: {names}.", value="decision: granted", names="x")
    problem = about_input(Problem("x", said), KINDS["claim-response"])
    assert "decision: granted" in problem.in_language("de", "form").message


@pytest.mark.parametrize("lang", ["de", "ru"])
def test_a_rule_speaks_so_in_a_check(lang: UiLang) -> None:

    data = load_yaml(GOOD)
    data["claim"]["demanded"] = ["refund"]
    shown = {"de": "teilweise Abhilfe", "ru": "удовлетворить частично"}[lang]
    for medium in ("file", "form"):
        found = [one for one in check(data, lang=lang, medium=medium) if shown in one.cure]  # type: ignore[arg-type]
        assert found, medium
        assert ("partly-granted" in found[0].cure) is (medium == "file")


def synonyms() -> Iterator[tuple[str, str, str]]:
    for lang in LANGS:
        for choice, words in explanations(templates(), "claim-response", lang)[
            "_synonyms"
        ].items():
            yield from ((lang, choice, word) for word in words)


def fields_with(choice: str) -> Iterator[tuple[type[BaseModel], str, str]]:
    """The fields of all kinds that have such a choice."""
    for kind in KINDS.values():
        for model in explained_classes(kind.model):
            for name in model.model_fields:
                if any(choice in choice_words(model, name, kind.id, lang) for lang in LANGS):
                    yield model, name, kind.id


@pytest.mark.wide
@pytest.mark.parametrize("lang", LANGS)
def test_every_other_word_for_a_choice_is_taken_somewhere(lang: str) -> None:
    cache: dict[str, list[tuple[type[BaseModel], str, str]]] = {}
    for _, choice, word in (one for one in synonyms() if one[0] == lang):
        places = cache.setdefault(choice, list(fields_with(choice)))
        assert places, f"{choice} is no choice"
        assert any(
            choice_meant(word, [model], name, kind) == choice for model, name, kind in places
        ), (choice, word)


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("decision: Stattgegeben", "decision: granted"),
        ("decision: удовлетворено", "decision: granted"),
        ("demanded: [Nachbesserung]", "demanded: [repair]"),
        ("law: Deutschland", "law: de"),
        ("law: Германия", "law: de"),
        ("law: ФРГ", "law: de"),
        ("law: Germany", "law: de"),
        ("law: DE", "law: de"),
        ("lang: немецкий", "lang: de"),
        ("type: Privatperson", "type: consumer"),
        ("type: физлицо", "type: consumer"),
    ],
)
def test_what_people_call_a_choice_is_taken(typed: str, changed: str) -> None:

    assert changed in GOOD
    right, meant = (check(load_yaml(GOOD.replace(changed, one, 1))) for one in (changed, typed))
    assert [str(one) for one in meant] == [str(one) for one in right]


@pytest.mark.parametrize(
    ("typed", "lang", "offered"),
    [
        ("decision: Stattgegebn", "de", "Meinten Sie „granted (volle Abhilfe)“?"),
        ("decision: удовлетворенно", "ru", "«granted (удовлетворить полностью)»"),
        ("law: Österreich", "de", "de (deutsches Recht)"),
        ("law: Казахстан", "ru", "ru (право России)"),
    ],
)
def test_what_is_like_a_choice_is_offered(typed: str, lang: UiLang, offered: str) -> None:

    field = typed.split(":", maxsplit=1)[0]
    text = re.sub(rf"(?m)^{field}: .*$", typed, GOOD)
    found = [one for one in check(load_yaml(text), lang=lang, medium="file") if one.field == field]
    assert offered in found[0].cure

"""English 13: a paper under a law that wants another language says so, whatever the kind."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import Problem, Severity
from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root
from tests.inputs import LANGS, LAWS, SAMPLES

CODES = {"not-in-russian", "language-of-paper"}
# What each kind's paper wants of its language under Russian law: code, severity, basis; to a
# consumer, then between businesses.
ACCOUNTS = ("not-in-russian", Severity.WARNING, "Article 3(1) of Federal Law No. 53-FZ")
STAFF = ("not-in-russian", Severity.WARNING, "Article 3(1) of Federal Law No. 53-FZ")
CONSUMER = ("not-in-russian", Severity.WARNING, "Article 8(2)")
CITIZEN = ("language-of-paper", Severity.NOTE, "Article 3(1) of Federal Law No. 53-FZ")
COURT = ("language-of-paper", Severity.NOTE, "Article 75(5)")
WANTED: Mapping[str, tuple[Any, Any]] = MappingProxyType(
    {
        "completion-certificate": (ACCOUNTS, ACCOUNTS),
        "job-description": (STAFF, STAFF),
        "claim-response": (CITIZEN, COURT),
        "warranty-section": (CONSUMER, COURT),
        "service-agreement": (COURT, COURT),
    }
)


def told(problems: tuple[Problem, ...]) -> list[Problem]:
    return [one for one in problems if one.code in CODES]


def test_every_kind_has_a_rule() -> None:
    assert set(WANTED) == {one for one in KINDS if KINDS[one].model.__module__.startswith("after")}


@pytest.mark.parametrize(("kind", "lang", "law"), [*product(WANTED, LANGS, LAWS)])
def test_what_a_law_has_against_a_language(kind: str, lang: str, law: str) -> None:
    """Over samples of the kind, as far as one is valid in the language and under the law."""
    seen = 0
    for sample in SAMPLES:
        if sample.parent.name != kind or not sample.stem.endswith(f".{lang}.{law}"):
            continue
        assessed = assess(load(sample))
        seen += 1
        found = told(assessed.problems)
        if law != "ru" or lang == "ru" or assessed.data.second:
            assert not found, sample.stem
            continue
        model: Any = assessed.data.model
        party = getattr(model, "claimant", None) or getattr(model, "customer", None)
        consumer = getattr(model, "consumer", False) or getattr(party, "type", "") == "consumer"
        code, severity, basis = WANTED[kind][0 if consumer else 1]
        (problem,) = found
        assert (problem.code, problem.severity, problem.field) == (code, severity, "lang")
        assert basis in problem.message.replace("\u00a0", " "), problem.message
        assert problem.place is not None
    assert seen, "there is a sample for each"


def of(sample: str, **changes: Any) -> list[Problem]:
    data = load_yaml((data_root() / "samples" / sample).read_text(encoding="utf-8"))
    return told(assess(load(data | changes)).problems)


def test_a_business_letter_needs_a_translation_in_court_only() -> None:
    claimant = {"type": "business", "company": "Clarke Ltd", "address": ["1 Quay", "Leeds"]}
    (problem,) = of("claim-response/more-information.en.ru.yaml", claimant=claimant)
    assert problem.severity is Severity.NOTE
    assert "Article 75(5)" in problem.message.replace("\u00a0", " ")


def test_of_two_languages_russian_is_enough() -> None:
    folder = data_root() / "samples" / "service-agreement"
    assessed = assess(load(folder / "bilingual.de.ru.yaml"))
    assert assessed.second is not None
    assert not told(assessed.problems)

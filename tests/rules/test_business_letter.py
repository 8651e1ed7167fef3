"""What the letters of German companies must state, by legal form (§ 35a GmbHG and others)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from aftersales_docs.law import law_of
from aftersales_docs.rules.business_letter import letter_problems
from aftersales_docs.schemas.correspondence import Sender
from tests.kinds.cases import CLAIM, codes

DAY = date(2026, 11, 23)
REGISTERED = {"seat": "Köln", "register_entry": "Amtsgericht Köln, HRB 1"}
DIRECTORS = REGISTERED | {"managing_directors": ["Anna Klar"]}
BOARD = DIRECTORS | {"supervisory_chair": "Uwe Kern"}
PARTNER = {"name": "Klar Verwaltungs-GmbH"} | DIRECTORS
# By name: what its letter is complete with, and where the duty stands.
FORMS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("Klar GmbH", DIRECTORS, "35a(1)"),
    ("Klar gGmbH", DIRECTORS, "35a(1)"),
    ("Klar mbH", DIRECTORS, "35a(1)"),
    ("Klar UG (haftungsbeschränkt)", DIRECTORS, "35a(1)"),
    ("Klar Gesellschaft mit beschränkter Haftung", DIRECTORS, "35a(1)"),
    ("Klar AG", BOARD, "80(1)"),
    ("Klar Aktiengesellschaft", BOARD, "80(1)"),
    ("Klar SE", BOARD, "80(1)"),
    ("Klar KG", REGISTERED, "125(1)"),
    ("Klar OHG", REGISTERED, "125(1)"),
    ("Klar GmbH & Co. KG", REGISTERED | {"general_partner": PARTNER}, "125(1)"),
    ("Klar SE & Co. KG", REGISTERED | {"general_partner": PARTNER}, "125(1)"),
    ("Anna Klar e. K.", REGISTERED, "37a(1)"),
    ("Anna Klar, eingetragene Kauffrau", REGISTERED, "37a(1)"),
)


def told(name: str, particulars: dict[str, Any]) -> Iterator[str]:
    """What is said of a company with these particulars."""
    sender = Sender.model_validate({"name": name} | particulars)
    yield from (str(one) for one in letter_problems(sender, "organisation", law_of("de", DAY)))


@pytest.mark.parametrize(("name", "particulars", "place"), FORMS)
def test_every_particular_is_asked_for(name: str, particulars: dict[str, Any], place: str) -> None:
    assert not [*told(name, particulars)]
    for field in particulars:
        (problem,) = told(name, {key: particulars[key] for key in particulars if key != field})
        assert f"Add organisation.{field}." in problem
        assert place in problem


@pytest.mark.parametrize("field", ["seat", "register_entry", "managing_directors"])
def test_a_general_partner_is_named_like_a_company(field: str) -> None:
    partner = {key: value for key, value in PARTNER.items() if key != field}
    (problem,) = told("Klar GmbH & Co. KG", REGISTERED | {"general_partner": partner})
    assert f"organisation.general_partner.{field}" in problem


@pytest.mark.parametrize(
    "name",
    [
        "Klar KGaA",
        "Klar GmbH & Co. KGaA",
        "Klar Kommanditgesellschaft auf Aktien",
        "Klar eG",
        "ООО «Ромашка»",
        "Stadtwerke Köln",
        "Kagel & Sohn",
        "Magnet Agentur",
    ],
)
def test_nothing_is_said_of_other_forms(name: str) -> None:
    assert not [*told(name, {})]


def test_the_legal_form_may_stand_in_its_field() -> None:
    (problem,) = told("Klar", {"legal_form": "GmbH"})
    assert "35a(1)" in problem


@pytest.mark.parametrize("law", ["de", "ru"])
def test_a_german_company_states_them_under_any_law(law: str) -> None:
    data = {"law": law, "organisation": {"name": "Klar GmbH"}, "remedies": [{"type": "repair"}]}
    assert "letter-particulars-missing" in codes(CLAIM, data)

"""The page of what is due says what the command says, and claims without an answer by right."""

from __future__ import annotations

import pytest
from django.urls import reverse

from aftersales_docs.desk.cases.models import Case
from aftersales_docs.desk.days import today
from aftersales_docs.desk.dues import open_dues

from .conftest import OTHER, OWN, Desk


@pytest.fixture
def claims(desk: Desk) -> Desk:
    for office in (OWN, OTHER):
        Case.objects.create(
            office=office,
            facts="law: de\nlang: de\nclaim:\n  received: 2026-10-01\n",
            received="2026-10-01",
            party=f"Claimant {office}",
            opened_by="x",
            changed_by="x",
            opened_at="2026-10-01T08:00:00.000Z",
            changed_at="2026-10-01T08:00:00.000Z",
        )
    return desk


def test_claims_without_an_answer_are_due_to_who_may_see_them(claims: Desk) -> None:
    text = claims.client("warranty").get(reverse("desk:due")).content.decode()
    case = Case.objects.get(office=OWN)
    assert f"case {case.pk}" in text
    assert f"Claimant {OWN}" in text
    assert OTHER not in text
    assert (
        f"Claimant {OWN}"
        not in claims.client("personnel").get(reverse("desk:due")).content.decode()
    )
    assert claims.client("warranty").get(reverse("desk:start")).status_code == 200


def test_the_page_shows_what_the_list_holds(claims: Desk) -> None:
    text = claims.client("auditor").get(reverse("desk:due") + "?within=3660").content.decode()
    for one in open_dues(today()):
        assert (one.document.number in text) == (one.document.office == OWN)

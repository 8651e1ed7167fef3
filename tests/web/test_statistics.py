"""The page of statistics: what one may see counts, and nothing else."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from aftersales_docs.desk.statistics.models import Counted
from aftersales_docs.messages import UI_LANGS, said

from .conftest import OTHER, OWN, Desk

PERIOD = "?since=2026-01-01&until=2026-12-31"


def counted(desk: Desk) -> None:
    """What the claims of both offices count as: in the other one a product of its own."""
    for office, product in ((OWN, "WM720"), (OTHER, "GS300")):
        Counted.objects.create(
            document=desk.documents[office, "claim-response"],
            on="2026-06-01",
            answered="2026-06-11",
            due="2026-06-09",
            product=product,
            product_key=product.casefold(),
            matter="",
            choices='{"decision": ["granted"]}',
            words="",
        )


@pytest.mark.parametrize("lang", UI_LANGS)
def test_what_one_may_see_counts(desk: Desk, lang: str) -> None:
    counted(desk)
    page = desk.client("warranty", lang).get(reverse("statistics:shown") + PERIOD)
    text = page.content.decode()
    assert page.status_code == 200
    assert "WM720" in text
    assert "GS300" not in text
    assert said("Days to the answer", lang) in text  # type: ignore[arg-type]
    assert len(re.findall("<svg ", text)) == len(re.findall('<div class="card"><svg', text)) == 3
    assert "style=" not in text
    assert "<?xml" not in text


@pytest.mark.parametrize("format_", ["csv", "xlsx", "docx", "pdf"])
def test_the_files_hold_no_more(desk: Desk, format_: str) -> None:
    counted(desk)
    address = reverse("statistics:export", args=[format_]) + PERIOD
    got = desk.client("warranty").get(address)
    assert got.status_code == 200
    assert got["Content-Disposition"] == f'attachment; filename="statistics.{format_}"'
    if format_ == "csv":
        assert b"WM720" in got.content
        assert b"GS300" not in got.content
    for role in ("personnel", "administrator", "nobody"):
        assert desk.client(role).get(address).status_code == 404


def test_who_sees_no_kind_that_counts_is_told_so(desk: Desk) -> None:
    counted(desk)
    text = desk.client("personnel").get(reverse("statistics:shown") + PERIOD).content.decode()
    assert "no kind of document that you may see" in text
    assert desk.client("administrator").get(reverse("statistics:shown")).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["?since=x&until=0001-01-01&kind=nope&product=%00", "?since=2026-02-01&until=2026-01-01"],
)
def test_what_is_typed_wrong_breaks_nothing(desk: Desk, query: str) -> None:
    assert desk.client("auditor").get(reverse("statistics:shown") + query).status_code == 200

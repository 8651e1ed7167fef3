"""Cells as spreadsheets make them: taken where they can mean one thing only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from aftersales_docs.batch.cells import (
    ABSENT,
    CellError,
    CellFaultError,
    Reading,
    converted,
    text_of,
)
from aftersales_docs.batch.fields import Takes, fields_of
from aftersales_docs.batch.labels import choice_words
from aftersales_docs.kinds import KINDS

SHEET, CSV = Reading(), Reading(typed=False, days=False)
TEXT, WHOLE, AMOUNT = Takes(text=True), Takes(whole=True), Takes(decimal=True)
DAY, TRUTH, SHARE = Takes(day=True), Takes(truth=True), Takes(decimal=True, most=Decimal(100))
LINES = Takes(entry=TEXT)


def read(cell: Any, takes: Takes, reading: Reading = SHEET) -> Any:
    return converted(cell, takes, {}, reading)


@pytest.mark.parametrize(
    ("cell", "takes", "value"),
    [
        (12.0, WHOLE, 12),
        ("12", WHOLE, 12),
        ("12,0", WHOLE, 12),
        (12.0, TEXT, "12"),
        (443001.0, TEXT, "443001"),
        ("  KD-1\u00a0", TEXT, "KD-1"),
        (46349, DAY, "2026-11-23"),
        (46349.0, DAY, "2026-11-23"),
        (date(2026, 11, 23), DAY, "2026-11-23"),
        (datetime(2026, 11, 23), DAY, "2026-11-23"),
        (datetime(2026, 11, 23, 14, 30), DAY, "2026-11-23"),
        ("23.11.2026 00:00:00", DAY, "23.11.2026"),
        ("2026-11-23T14:30", DAY, "2026-11-23"),
        ("23.11.2026", DAY, "23.11.2026"),
        (time(11, 0), TEXT, "11:00"),
        (timedelta(hours=11, minutes=5), TEXT, "11:05"),
        (0.1 + 0.2, AMOUNT, Decimal("0.3")),
        (64900.0, AMOUNT, Decimal(64900)),
        ("1.234,56", AMOUNT, Decimal("1234.56")),
        ("1,234.56", AMOUNT, Decimal("1234.56")),
        ("1\u00a0234,56", AMOUNT, Decimal("1234.56")),
        ("1'234.56", AMOUNT, Decimal("1234.56")),
        ("1.234.567", AMOUNT, Decimal(1234567)),
        ("1234,5", AMOUNT, "1234,5"),
        ("22 %", SHARE, "22"),
        (22, SHARE, Decimal(22)),
        (True, TRUTH, True),
        (1.0, TRUTH, True),
        ("nein", TRUTH, False),
        ("Да", TRUTH, True),
        ("WAHR", TRUTH, True),
        ("a\r\nb\n\n c ", LINES, ["a", "b", "c"]),
        ("=1+1", TEXT, "=1+1"),
        ('"0631200007"', TEXT, "0631200007"),
        ('"Nord"', TEXT, '"Nord"'),
        ("@nordwerk", TEXT, "@nordwerk"),
        ("", TEXT, ABSENT),
        (" \u00a0\u200b", TEXT, ABSENT),
        (None, TEXT, ABSENT),
    ],
)
def test_what_is_certain_is_taken(cell: Any, takes: Takes, value: Any) -> None:
    found = read(cell, takes)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.wide
@pytest.mark.parametrize(
    ("cell", "takes", "code"),
    [
        (CellError("#N/A"), TEXT, "formula-error"),
        ("#NV", TEXT, "formula-error"),
        ("#Н/Д", AMOUNT, "formula-error"),
        (float("inf"), AMOUNT, "formula-error"),
        (1.5, TEXT, "became-a-number"),
        (4.6e17, TEXT, "became-a-number"),
        (date(2026, 2, 1), TEXT, "became-a-date"),
        (datetime(2026, 2, 1), AMOUNT, "became-a-date"),
        (time(1, 0), AMOUNT, "wrong-type"),
        (True, TEXT, "wrong-type"),
        (0.19, SHARE, "percent-unclear"),
        ("x" * 100_001, TEXT, "too-long"),
        ("{a: [", Takes(models=fields_of(KINDS["claim-response"])["claimant"].takes.models), ""),
    ],
)
def test_what_is_lost_or_unclear_is_an_error_with_a_cure(
    cell: Any, takes: Takes, code: str
) -> None:
    with pytest.raises(CellFaultError) as caught:
        read(cell, takes)
    assert caught.value.code == code or not code
    assert caught.value.cure


def test_what_a_model_must_judge_is_left_to_it() -> None:
    # Thousands or decimals: the model refuses it, and says why.
    assert read("1.234", AMOUNT) == "1.234"
    assert read("11/23/2026", DAY) == "11/23/2026"
    # A number in a CSV file is no day: no spreadsheet has counted it.
    assert read("46349", DAY, CSV) == "46349"
    assert read(0.19, SHARE, CSV) == Decimal("0.19")


def test_days_from_1904_are_not_guessed() -> None:
    assert read(46349, DAY, Reading(days=False)) == 46349


def test_facts_of_the_house_are_taken_where_they_are_meant() -> None:
    group = fields_of(KINDS["claim-response"])["organisation"].takes
    known = Reading(facts=frozenset({"parties"}))
    assert converted("@parties.nordwerk", group, {}, known) == {"use": "parties.nordwerk"}
    assert converted("@parties.nordwerk.name", TEXT, {}, known) == {"use": "parties.nordwerk.name"}
    assert converted("@other.name", TEXT, {}, known) == "@other.name"
    with pytest.raises(CellFaultError, match="no house file"):
        converted("@parties.nordwerk", group, {}, SHEET)


def test_choices_are_taken_by_key_and_by_word_of_any_language() -> None:
    kind = KINDS["claim-response"]
    field = fields_of(kind)["decision"]
    words = choice_words(kind, field)
    for cell in ("refused", "REFUSED", " отказ", "refused\u00a0"):
        assert converted(cell, field.takes, words, SHEET) == "refused"
    demanded = fields_of(kind)["claim.demanded"]
    words = choice_words(kind, demanded)
    assert converted("Reparatur; refund", demanded.takes, words, SHEET) == ["repair", "refund"]


def test_every_word_of_every_choice_leads_back_to_it() -> None:
    for kind in KINDS.values():
        for field in fields_of(kind).values():
            words = choice_words(kind, field)
            takes = field.takes.entry or field.takes
            assert set(words.values()) <= set(takes.choices)
            assert all(words[key.casefold()] == key for key in takes.choices), field.name


def test_bounds_make_percentages() -> None:
    agreement = fields_of(KINDS["service-agreement"])
    assert agreement["penalties.repair_percent"].takes.percent
    assert agreement["settlement.vat"].takes.percent
    assert fields_of(KINDS["completion-certificate"], "lines")["vat"].takes.percent
    assert not fields_of(KINDS["claim-response"])["product.price"].takes.percent


def test_cells_as_text() -> None:
    assert [text_of(cell) for cell in (None, 12.0, 0.1 + 0.2, date(2026, 1, 2), "x", True)] == [
        "",
        "12",
        "0.3",
        "2026-01-02",
        "x",
        "True",
    ]


def test_choices_that_are_numbers_are_numbers() -> None:
    field = fields_of(KINDS["claim-response"], "enclosures")["per_page"]
    words = choice_words(KINDS["claim-response"], field)
    assert [converted(cell, field.takes, words, SHEET) for cell in ("2", 2.0, 4)] == [2, 2, 4]

"""Each entry is chosen by the day that its transitional law names; none is guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from aftersales_docs.errors import DataError
from aftersales_docs.law import (
    DAY_NAMES,
    LAWS,
    Days,
    Law,
    MissingDayError,
    UnknownFactError,
    law_of,
    law_on,
)
from aftersales_docs.law.acts import ACTS, read_statutes
from aftersales_docs.law.days import DAY_WORDS

LETTER = date(2026, 11, 28)
BEFORE, AFTER = date(2026, 7, 30), date(2026, 7, 31)


def bgb(law: Law, key: str) -> str:
    return law.cite("de")[key].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("consumer_performance", "§ 475 Abs. 5 BGB", "§ 475 Abs. 6 BGB"),
        ("consumer_cost_advance", "§ 475 Abs. 4 BGB", "§ 475 Abs. 5 BGB"),
        ("consumer_return_costs", "§ 475 Abs. 6 BGB", "§ 475 Abs. 7 BGB"),
    ],
)
def test_the_day_of_the_sale_decides_not_that_of_the_letter(
    key: str, before: str, after: str
) -> None:
    assert bgb(law_on("de", document=LETTER, contract=BEFORE), key) == before
    assert bgb(law_on("de", document=LETTER, contract=AFTER), key) == after


@pytest.mark.parametrize(
    "key",
    ["consumer_cure_information", "consumer_limitation_after_repair", "sale_repairability"],
)
def test_what_the_right_to_repair_brought_is_not_there_for_older_sales(key: str) -> None:
    assert key in law_on("de", document=LETTER, contract=AFTER).cite("de")
    older = law_on("de", document=LETTER, contract=BEFORE)
    with pytest.raises(UnknownFactError, match="2026-07-30"):
        older.cite("de")[key]
    assert not older.has_fact("repair_limitation_extension")


def test_repairability_binds_businesses_later() -> None:
    key = "sale_repairability_business"
    last = date(2027, 12, 31)
    assert key not in law_on("de", document=LETTER, contract=last).cite("de")
    assert key in law_on("de", document=LETTER, contract=last + timedelta(1)).cite("de")


def test_the_manufacturer_repairs_on_a_demand_since_the_act() -> None:
    def law(demand: date) -> Law:
        return law_on("de", document=LETTER, contract=date(2022, 1, 3), demand=demand)

    assert bgb(law(AFTER), "repair_duty") == "§ 479b Abs. 1 BGB"
    assert "repair_duty" not in law(BEFORE).cite("de")


def test_a_day_that_is_not_given_is_not_guessed() -> None:
    law = law_on("de", document=LETTER)
    with pytest.raises(MissingDayError, match="the day on which the contract was made"):
        law.cite("de")["consumer_performance"]
    with pytest.raises(MissingDayError):
        law.fact("consumer_burden_period")
    with pytest.raises(MissingDayError):
        law.has_fact("repair_limitation_extension")
    with pytest.raises(MissingDayError):
        law.cite("de").get("consumer_performance")
    with pytest.raises(MissingDayError):
        assert "consumer_performance" not in law.cite("de")
    assert law.cite("de").get("nothing") is None
    # What has always been the same needs no day.
    assert bgb(law, "sale_performance") == "§ 439 BGB"


def test_a_missing_day_is_no_missing_key() -> None:
    # A template may leave out what is undefined; a missing day must stop it.
    assert issubclass(MissingDayError, DataError)
    assert not issubclass(MissingDayError, LookupError)
    sandbox = SandboxedEnvironment(undefined=StrictUndefined)
    template = sandbox.from_string("{% if cite.consumer_performance is defined %}x{% endif %}")
    with pytest.raises(MissingDayError):
        template.render(cite=law_on("de", document=LETTER).cite("de"))


def test_the_days_are_named_in_the_call() -> None:
    with pytest.raises(TypeError):
        law_on("de", LETTER)  # type: ignore[misc]
    with pytest.raises(TypeError):
        law_on("de")  # type: ignore[call-arg]


def test_it_says_which_day_was_taken() -> None:
    law = law_on("de", document=LETTER, contract=AFTER, performance=BEFORE)
    assert law.on == LETTER
    assert law.chosen_by("consumer_performance") == ("contract", AFTER)
    assert law.chosen_by("vat_standard_rate") == ("performance", BEFORE)
    assert law.chosen_by("sale_performance") is None
    assert law.chosen_by("product_liability_exclusion") == ("market", None)


def test_the_rate_is_that_of_the_day_of_performance() -> None:
    law = law_on("ru", document=date(2026, 1, 12), performance=date(2025, 12, 30))
    assert law.fact("vat_standard_rate").value == 20


def test_no_decree_is_cited_that_may_not_hold() -> None:
    old = law_on("ru", document=date(2026, 8, 31)).cite("ru")["loan_unit_exceptions"]
    new = law_on("ru", document=date(2026, 9, 1)).cite("ru")["loan_unit_exceptions"]
    assert "2463" in old
    assert "№" not in new
    assert new.ins == "действующим постановлением Правительства РФ"


@pytest.mark.parametrize("law", LAWS)
def test_one_day_for_all_is_the_law_of_that_day(law: str) -> None:
    on = dict.fromkeys(DAY_NAMES, LETTER)
    document = on.pop("document")
    assert law_on(law, document=document, **on).cite("en") == law_of(law, LETTER).cite("en")
    assert Days.all(LETTER) == Days(document=document, **on)


def test_every_day_has_its_words() -> None:
    assert set(DAY_WORDS) == set(DAY_NAMES) == set(Days.__dataclass_fields__)


@pytest.mark.parametrize("law", LAWS)
def test_the_editions_of_a_key_are_chosen_by_one_day(law: str) -> None:
    statutes = read_statutes(ACTS / law)
    for entries in (statutes.citations, statutes.facts):
        days: dict[str, set[str]] = {}
        for entry in entries:
            days.setdefault(entry.key, set()).add(entry.by)
        assert all(len(names) == 1 for names in days.values())

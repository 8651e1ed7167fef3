"""Every place and value is pinned: a slip of the pen in the data fails here."""

from __future__ import annotations

from datetime import timedelta

from aftersales_docs.kinds.claim_response.case import REPAIR_ACT
from aftersales_docs.law import law_of
from tests.law.pinned import TABLE, lines


def test_the_data_says_what_was_compared() -> None:
    # Who changes the law on purpose writes the new line into the table, after comparing it.
    pinned = TABLE.read_text(encoding="utf-8").splitlines()
    now = lines()
    new, gone = sorted(set(now) - set(pinned)), sorted(set(pinned) - set(now))
    assert not new, "\n".join(["not in tests/law/pinned.txt:", *new])
    assert not gone, "\n".join(["only in tests/law/pinned.txt:", *gone])
    assert len(pinned) == len(set(pinned)) == len(now)


def test_the_table_names_places_that_are_easily_mistaken() -> None:
    pinned = TABLE.read_text(encoding="utf-8")
    for line in (
        "ru | consumer_transport | - | demand | п. 7 ст. 18 Закона РФ",
        "ru | consumer_burden | - | demand | п. 6 ст. 18 Закона РФ",
        "de | work_risk | - | contract | § 644 BGB",
        "de | consumer_performance | 2026-07-31 | contract | § 475 Abs. 6 BGB",
    ):
        assert line in pinned


def test_the_day_of_the_right_to_repair_is_that_of_the_places() -> None:
    """The rules of claims ask by the day from which the data cites the law of 2026."""
    before = law_of("de", REPAIR_ACT - timedelta(days=1))
    now = law_of("de", REPAIR_ACT)
    assert now.citation("consumer_performance").valid_from == REPAIR_ACT
    assert before.citation("consumer_performance").valid_from != REPAIR_ACT

"""No attack is called valid, each gets its word, and nothing signed passes for more."""

from __future__ import annotations

import pytest

from tests.signing.attacks import Attack, attacks
from tests.signing.parties import parties, signed_by_both, signed_by_one

ATTACKS = attacks()


def test_what_they_start_from_is_valid() -> None:
    assert parties().check(signed_by_both()).complete()
    assert parties().check(signed_by_one()).complete(allow_missing=True)


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_gets_its_word(attack: Attack) -> None:
    report = parties().check(attack.make())
    told = "\n".join(report.lines())
    (seller,) = [one for one in report.findings if one.field == "seller"]
    assert str(seller.state) == attack.word, told
    assert not report.complete(allow_missing=True), told
    assert "Error" not in told
    assert "none missing" not in told

"""English: a duty is worded as a duty, whoever of the parties has it."""

from __future__ import annotations

import re

import pytest

from aftersales_docs.resources import data_root

CONTRACTS = ("service-agreement", "warranty-section")
# A party by its name in the text, and the verb that follows.
ACTING = re.compile(r"\{\{ (?:who\.\w+|supplier|buyer)(?:\|cap)? \}\} ([a-z]+(?:es|s))\b")
# What is stated, not owed: who somebody is, what a recital or a condition tells, what the
# document itself does by being signed.
STATED = {"is", "has", "does", "sells", "bears", "proves", "breaches", "gives", "was", "towards"}
PAID = re.compile(r"\{\{ who\.\w+(?:\|cap)? \}\} is paid\b")


@pytest.mark.parametrize("kind", CONTRACTS)
def test_what_a_party_owes_it_shall_do(kind: str) -> None:
    text = (data_root() / "templates" / "texts" / kind / "en.md").read_text(encoding="utf-8")
    assert set(ACTING.findall(text)) <= STATED
    assert not PAID.search(text)

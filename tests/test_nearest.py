"""The nearest name, and the one place where it is offered."""

from __future__ import annotations

from aftersales_docs.errors import template_of, values_of
from aftersales_docs.nearest import did_you_mean, with_words
from aftersales_docs.resources import data_root

# A heading of a contract is asked for in the quotation marks of print.
_OTHERS = {"place.py"}


def test_the_question_is_made_of_a_template_and_the_name() -> None:
    offer = did_you_mean("clam-response", ["claim-response", "warranty-section"])
    assert offer == "Did you mean 'claim-response'?"
    assert template_of(offer) == "Did you mean '{near}'?"
    assert values_of(offer) == {"near": "claim-response"}
    assert did_you_mean("gots", ["gost", "din"], ".docx") == "Did you mean 'gost.docx'?"
    assert did_you_mean("xyz", ["gost", "din"]) == ""


def test_it_is_asked_in_one_place() -> None:
    sources = (data_root() / "src").rglob("*.py")
    asking = {one.name for one in sources if "Did you mean" in one.read_text(encoding="utf-8")}
    assert asking == {"nearest.py"} | _OTHERS


def test_one_name_that_holds_the_words_is_found() -> None:
    heads = ["КАЧЕСТВО И ГАРАНТИИ", "ГАРАНТИЙНЫЙ ФОНД", "ЦЕНА"]
    assert with_words("гарантии", heads) == "КАЧЕСТВО И ГАРАНТИИ"
    assert with_words("цен", heads) is None
    assert with_words("", heads) is None
    assert with_words("фонд", [*heads, "ФОНД"]) is None

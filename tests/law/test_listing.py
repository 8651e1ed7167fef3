"""Places of statutes listed as lawyers list them: each act once, in the order of the act."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from aftersales_docs.language import LANGS
from aftersales_docs.law import LAWS, law_of
from aftersales_docs.law.listing import listed

if TYPE_CHECKING:
    from aftersales_docs.language import Lang

CASES = [
    ("de", "de", "personnel_file complaint_right", "§§ 83, 84 BetrVG"),
    ("de", "de", "recourse_limitation recourse_suspension", "§ 445b Abs. 1 und 2 BGB"),
    (
        "de",
        "de",
        "sale_law guarantee_law recourse_law",
        "§§ 433 ff., 443, 445a, 445b, 478, 479 BGB",
    ),
    ("de", "de", "invoice invoice_time", "§ 14 Abs. 2 und 4 UStG"),
    ("de", "de", "electronic_invoice invoice", "§ 14 Abs. 2 Satz 2 Nr. 1, Abs. 4 UStG"),
    ("de", "de", "repair_duty repair_duty_end repair_price", "§ 479b Abs. 1 bis 3 BGB"),
    ("de", "de", "recourse_notice merchant_notice", "§ 445a Abs. 4 BGB; § 377 HGB"),
    ("de", "de", "personnel_file personnel_file", "§ 83 BetrVG"),
    (
        "en",
        "de",
        "personnel_file complaint_right",
        "sections 83 and 84 of the German Works Constitution Act (BetrVG)",
    ),
    (
        "en",
        "de",
        "recourse_limitation recourse_suspension",
        "section 445b(1) and (2) of the German Civil Code (BGB)",
    ),
    ("ru", "de", "sale_law works_law", "§§ 433 и сл., 631 и сл. BGB"),
    ("ru", "de", "recourse_limitation recourse_suspension", "абз. 1 и 2 § 445b BGB"),
    ("ru", "ru", "full_liability discipline", "ст. 192, 242 и 243 ТК РФ"),
    (
        "ru",
        "ru",
        "consumer_penalty consumer_fine",
        "п. 6 ст. 13, п. 1 ст. 23 Закона РФ «О защите прав потребителей»",
    ),
    (
        "de",
        "ru",
        "discipline full_liability",
        "Art. 192, 242, 243 ArbGB RF",
    ),
    (
        "en",
        "ru",
        "discipline full_liability",
        "Articles 192, 242 and 243 of the Labour Code",
    ),
    (
        "en",
        "ru",
        "consumer_penalty consumer_fine",
        "Articles 13(6) and 23(1) of the Russian Consumer Protection Law",
    ),
]


@pytest.mark.parametrize(("lang", "law", "keys", "text"), CASES)
def test_listed(lang: Lang, law: str, keys: str, text: str) -> None:
    cite = law_of(law).cite(lang)
    assert listed([cite[key] for key in keys.split()]).replace("\u00a0", " ") == text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", LAWS)
def test_any_two_keep_their_numbers(lang: Lang, law: str) -> None:
    cite = law_of(law).cite(lang)
    keys = sorted(cite)[:70]
    for first, second in combinations(keys, 2):
        text = listed([cite[first], cite[second]])
        for one in (cite[first], cite[second]):
            source = one.citation
            place = source.places[0][0] if source and source.act and source.places else None
            if place:
                assert place.head.split(",")[0].split(" ")[0] in text, (first, second)
        assert listed([cite[first]]) == cite[first]


def test_plain_words_stay() -> None:
    assert listed(["the works rules", "the works rules"]) == "the works rules"

"""Russian law of consumer sale, of works and of VAT: places cited and statutory terms.

Federal Law 500-FZ of 28.12.2025 changed articles 13, 23 and 24 of the consumer-protection
law from 01.02.2026. VAT on the simplified tax system came with Federal Law 176-FZ of
12.07.2024 from 01.01.2025; the rates of 20 % and 22 % with 303-FZ of 03.08.2018 and
425-FZ of 28.11.2025. The exemption of warranty repair moved from art. 149(2)(13) to
art. 149(3)(37) of the Tax Code with 350-FZ of 27.11.2017 from 01.01.2018.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .facts import Citation, Fact
from .ru_labour import AS_OF, DAY
from .ru_places import TAX, Act, Place, RussianRegister

_EXEMPTION_MOVED = date(2018, 1, 1)
_SIMPLIFIED_VAT = date(2025, 1, 1)
_PENALTY_CAP = date(2026, 2, 1)
# The standard rate: 18 % since 2004, 20 % since 2019, 22 % since 2026.
_VAT_2004, _VAT_2019, _VAT_2026 = date(2004, 1, 1), date(2019, 1, 1), date(2026, 1, 1)
# Number and subject compared with public sources on the as-of date.
_VERIFIED = frozenset(
    {
        "consumer_claim_terms",
        "consumer_examination",
        "consumer_fine",
        "consumer_loan_unit",
        "consumer_new_part_warranty",
        "consumer_payment_term",
        "consumer_quality_check",
        "consumer_remedies",
        "consumer_repair_information",
        "consumer_repair_term",
        "consumer_replacement_term",
        "consumer_replacement_warranty",
        "consumer_warranty_extension",
        "vat_rates",
        # The numbers before and after; not the day of the change.
        "vat_warranty_exemption",
    }
)
_FACTS_VERIFIED = frozenset(
    {
        "consumer_claim_period",
        "consumer_complex_goods_period",
        "consumer_loan_term",
        "consumer_manufacturer_repair_term",
        "consumer_payment_term",
        "consumer_penalty_cap",
        "consumer_penalty_rate",
        "consumer_repair_term_max",
        "consumer_replacement_term",
        "consumer_replacement_term_absent",
        "consumer_replacement_term_check",
        "consumer_unusable_days",
        "vat_reduced_rate",
        "vat_simplified_rate_high",
        "vat_simplified_rate_low",
        "vat_standard_rate",
    }
)


_REGISTER = RussianRegister(AS_OF, _VERIFIED, _FACTS_VERIFIED)
_cited = _REGISTER.place
_consumer = _REGISTER.consumer
_civil = _REGISTER.civil
_fact = _REGISTER.fact

_ACCOUNTING = Act(
    {
        "ru": " Федерального закона от 06.12.2011 №\u00a0402-ФЗ «О бухгалтерском учёте»",
        "de": "des Föderalen Gesetzes vom 06.12.2011 Nr.\u00a0402-FZ „Über die Buchführung“",
        "en": "Federal Law No.\u00a0402-FZ of 6\u00a0December 2011 “On Accounting”",
    },
    "Federal Law 402-FZ of 06.12.2011",
    part="ч.",
)


def _claims() -> Iterable[Citation]:
    yield _consumer("manufacturer_duties", "6")
    yield _consumer("consumer_recall", "7", "5")
    yield _consumer("consumer_damages", "13", "2")
    yield _consumer("consumer_fine", "13", "6")
    yield _consumer("consumer_void_terms", "16", "1")
    yield _consumer("consumer_court", "17")
    yield _consumer("consumer_remedies", "18", "1")
    yield _consumer("consumer_complex_goods", "18", "1", lines="8–11")
    # The receipt stands in the first subparagraph of art. 18(5), acceptance and quality check
    # in the second, the examination in the third and its costs in the fourth.
    yield _consumer("consumer_receipt", "18", "5")
    yield _consumer("consumer_quality_check", "18", "5")
    yield _consumer("consumer_examination", "18", "5")
    yield _consumer("consumer_burden", "18", "6")
    yield _consumer("consumer_transport", "18", "7")
    yield _consumer("consumer_claim_terms", "19")
    yield _consumer("consumer_two_years", "19", "5")
    yield _consumer("consumer_substantial_defects", "19", "6")


def _terms_and_settlement() -> Iterable[Citation]:
    yield _consumer("consumer_repair_term", "20", "1")
    yield _consumer("consumer_loan_unit", "20", "2")
    # One numbered paragraph extends the warranty and demands the written information.
    yield _consumer("consumer_warranty_extension", "20", "3")
    yield _consumer("consumer_repair_information", "20", "3")
    yield _consumer("consumer_new_part_warranty", "20", "4")
    yield _consumer("consumer_replacement_term", "21", "1")
    yield _consumer("consumer_replacement_loan", "21", "1")
    yield _consumer("consumer_replacement_warranty", "21", "2")
    yield _consumer("consumer_payment_term", "22")
    yield _consumer("consumer_penalty", "23", "1")
    yield _consumer("consumer_settlement", "24")


def _civil_code() -> Iterable[Citation]:
    yield _civil("term_counting", "190–194")
    yield _civil("term_last_day", "193")
    yield _civil("civil_quality", "469")
    yield _civil("civil_warranty", "470 and 471")
    yield _civil("civil_remedies", "475")
    yield _civil("civil_burden", "476")
    yield _civil("civil_defect_terms", "477")
    yield _civil("civil_notice", "483")
    yield _civil("supply_defects", "518")
    yield _civil("works_acceptance", "720")
    yield _civil("works_quality", "721–724")
    yield _civil("works_limitation", "725")


def _accounting_and_tax() -> Iterable[Citation]:
    yield _cited("accounting_document", Place(_ACCOUNTING, "9", "2"))
    yield _cited("vat_rates", Place(TAX, "164"))
    key, eve = "vat_warranty_exemption", _EXEMPTION_MOVED - DAY
    yield _cited(key, Place(TAX, "149", "2", "13"), until=eve)
    yield _cited(key, Place(TAX, "149", "3", "37"), since=_EXEMPTION_MOVED)
    yield _cited("vat_simplified", Place(TAX, "164", "8"), since=_SIMPLIFIED_VAT)
    # Who used the simplified system was no VAT payer until 2024; since then he is one, exempt
    # while his income is small.
    key, eve = "vat_no_payer", _SIMPLIFIED_VAT - DAY
    yield _cited(key, Place(TAX, "346.11", "2 and 3"), until=eve)
    yield _cited(key, Place(TAX, "145", "1"), since=_SIMPLIFIED_VAT)


def consumer_citations() -> Iterable[Citation]:
    """The places cited, each with the days it holds."""
    yield from _claims()
    yield from _terms_and_settlement()
    yield from _civil_code()
    yield from _accounting_and_tax()


def _law(  # noqa: PLR0913, PLR0917
    key: str, value: int, unit: str, event: str, basis: str, place: str,
    since: date | None = None,
) -> Fact:  # fmt: skip
    return _fact(key, value, unit, event, basis, f"Law 2300-1 of 07.02.1992, {place}", since)


def _remedy_terms() -> Iterable[Fact]:
    yield _law(
        "consumer_repair_term_max", 45, "days", "demand for repair", "consumer_repair_term",
        "art. 20(1)",
    )  # fmt: skip
    replacement = ("demand for replacement", "consumer_replacement_term", "art. 21(1)")
    yield _law("consumer_replacement_term", 7, "days", *replacement)
    yield _law("consumer_replacement_term_check", 20, "days", *replacement)
    yield _law("consumer_replacement_term_absent", 1, "months", *replacement)
    yield _law(
        "consumer_payment_term", 10, "days", "demand for payment", "consumer_payment_term",
        "art. 22",
    )  # fmt: skip
    yield _law(
        "consumer_loan_term", 3, "days", "demand for a loan unit", "consumer_loan_unit",
        "art. 20(2); during a replacement that takes more than 7 days art. 21(1); not for the"
        " goods listed in Government Decree 2463 of 31.12.2020",
    )  # fmt: skip
    yield _law(
        "consumer_manufacturer_repair_term", 20, "days",
        "demand to the manufacturer for free removal of a substantial defect",
        "consumer_substantial_defects", "art. 19(6)",
    )  # fmt: skip


def _limits() -> Iterable[Fact]:
    yield _law(
        "consumer_claim_period", 2, "years", "handover of the goods", "consumer_claim_terms",
        "art. 19(1) and (5)",
    )  # fmt: skip
    yield _law(
        "consumer_service_life_default", 10, "years", "handover of the goods",
        "consumer_substantial_defects", "art. 19(6): where no service life is set",
    )  # fmt: skip
    yield _law(
        "consumer_complex_goods_period", 15, "days", "handover of the goods",
        "consumer_complex_goods", "art. 18(1)",
    )  # fmt: skip
    yield _law(
        "consumer_unusable_days", 30, "days",
        "each year of the warranty, in total; the right arises with more days",
        "consumer_complex_goods", "art. 18(1)",
    )  # fmt: skip
    yield _law(
        "consumer_bulky_weight", 5, "kg", "the right arises with more weight",
        "consumer_transport", "art. 18(7): bulky goods of any weight, and all goods above it",
    )  # fmt: skip
    yield _law(
        "consumer_penalty_rate", 1, "percent", "each day of delay, of the price of the goods",
        "consumer_penalty", "art. 23(1)",
    )  # fmt: skip
    yield _law(
        "consumer_penalty_cap", 100, "percent", "of the sum paid under the contract of sale",
        "consumer_penalty", "art. 23, as amended by Federal Law 500-FZ of 28.12.2025",
        _PENALTY_CAP,
    )  # fmt: skip


def _rates() -> Iterable[Fact]:
    code = "Tax Code of the Russian Federation, art. 164"
    standard = f"{code}(3)"
    for value, source, since, until in (
        (18, f"{standard}; Federal Law 117-FZ of 07.07.2003", _VAT_2004, _VAT_2019 - DAY),
        (20, f"{standard}; Federal Law 303-FZ of 03.08.2018", _VAT_2019, _VAT_2026 - DAY),
        (22, f"{standard}; Federal Law 425-FZ of 28.11.2025", _VAT_2026, None),
    ):
        key = "vat_standard_rate"
        yield _fact(key, value, "percent", "", "vat_rates", source, since, until)
    yield _fact("vat_reduced_rate", 10, "percent", "", "vat_rates", f"{code}(2)")
    for key, value in (("vat_simplified_rate_low", 5), ("vat_simplified_rate_high", 7)):
        yield _fact(
            key, value, "percent", "", "vat_simplified",
            f"{code}(8); Federal Law 176-FZ of 12.07.2024", _SIMPLIFIED_VAT,
        )  # fmt: skip


def consumer_facts() -> Iterable[Fact]:
    """Terms, limits and rates, each with the days it holds."""
    yield from _remedy_terms()
    yield from _limits()
    yield from _rates()

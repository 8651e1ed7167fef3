"""German law of sale, of works and of VAT: what claim responses and certificates cite.

Part of it came with the sale-of-goods reform (Act of 25.06.2021, BGBl. I p. 2133), which
binds contracts made from 01.01.2022 on (art. 229 § 58 EGBGB). Before 01.01.2018 the
burden of proof stood in § 476 BGB, the bar to deviations in § 475 and acceptance by lapse of
time in § 640(1).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .de_sections import AS_OF, DAY, GermanRegister, Section
from .facts import Citation, Fact

# The building-contract reform (Act of 28.04.2017): sections of sale and works renumbered.
_RENUMBERED = date(2018, 1, 1)
_REFORM = date(2022, 1, 1)
_PRODUCT_SAFETY = date(2024, 12, 13)
_REPAIR = date(2026, 7, 31)
_CRISIS_RATES = date(2020, 7, 1)
_RATES_BACK = date(2021, 1, 1)
_NINETEEN_PERCENT = date(2007, 1, 1)
# Number and subject compared with public sources on the as-of date.
_VERIFIED = frozenset(
    {
        "buyer_burden",
        "consumer_burden",
        "consumer_deviation",
        "consumer_limitation",
        "consumer_performance",
        "consumer_withdrawal",
        "default",
        "default_interest",
        "dispute_body",
        "dispute_notice",
        "known_defect",
        "repair_directive",
        "reverse_charge",
        "sale_damages",
        "sale_performance_costs",
        "sale_quality",
        "sale_remedies",
        "sale_withdrawal",
        "small_business",
        "work_acceptance",
        "work_acceptance_reservation",
        "work_fictitious_acceptance",
        "work_limitation",
        "work_payment",
        "work_performance",
        "work_risk",
        "work_self_remedy",
        "work_withdrawal",
    }
)
_FACTS_VERIFIED = frozenset(
    {
        "consumer_burden_period",
        "consumer_limitation_after_defect",
        "consumer_limitation_after_return",
        "sale_limitation",
        "vat_reduced_rate",
        "vat_standard_rate",
    }
)
_REGISTER = GermanRegister(AS_OF, _VERIFIED, _FACTS_VERIFIED)
_cited = _REGISTER.place
_bgb = _REGISTER.bgb
_text = _REGISTER.words
_editions = _REGISTER.editions
_fact = _REGISTER.fact


def _sale() -> Iterable[Citation]:
    yield _bgb("sale_duty", "433", "1")
    yield _bgb("sale_quality", "434")
    yield _bgb("sale_remedies", "437")
    yield _bgb("sale_performance", "439")
    yield _bgb("sale_performance_costs", "439", "2")
    yield _bgb("sale_performance_refusal", "439", "4")
    yield _text(
        "sale_withdrawal",
        "§§\u00a0440, 323, 326 Abs.\u00a05 BGB",
        "§§\u00a0440, 323, абз.\u00a05 §\u00a0326 BGB",
        "sections\u00a0440, 323 and 326(5) of the German Civil Code (BGB)",
        "Bürgerliches Gesetzbuch, §§ 440, 323, 326 Abs. 5",
    )
    yield _bgb("sale_withdrawal_effects", "346 ff.")
    yield _bgb("sale_price_reduction", "441")
    yield _text(
        "sale_damages",
        "§\u00a0437 Nr.\u00a03, §§\u00a0280, 281 BGB",
        "п.\u00a03 §\u00a0437, §§\u00a0280, 281 BGB",
        "sections\u00a0437 No.\u00a03, 280 and 281 of the German Civil Code (BGB)",
        "Bürgerliches Gesetzbuch, § 437 Nr. 3, §§ 280, 281",
    )
    yield _bgb("sale_limitation", "438", "1", "3")
    yield _bgb("buyer_burden", "363")
    # Not in a consumer sale since the reform: § 475(3) excludes it.
    yield _bgb("known_defect", "442")
    yield _bgb("guarantee", "443")
    yield _bgb("consumer_guarantee", "479")
    yield _cited("merchant_notice", Section("377", "HGB"))


def _consumer_sale() -> Iterable[Citation]:
    # Who bought before the reform relies on the general law of sale.
    yield from _editions(
        "consumer_performance", Section("439", "BGB", "1"), _REFORM, Section("475", "BGB", "5")
    )
    yield from _editions(
        "consumer_withdrawal", Section("323, 440", "BGB"), _REFORM, Section("475d", "BGB")
    )
    yield from _editions(
        "consumer_limitation", Section("438", "BGB"), _REFORM, Section("475e", "BGB")
    )
    yield from _editions(
        "consumer_deviation", Section("475", "BGB"), _RENUMBERED, Section("476", "BGB")
    )
    yield from _editions(
        "consumer_burden", Section("476", "BGB"), _RENUMBERED, Section("477", "BGB")
    )
    yield _cited("dispute_notice", Section("36", "VSBG"))
    yield _cited("dispute_body", Section("37", "VSBG"))


def _works() -> Iterable[Citation]:
    yield _bgb("work_acceptance", "640")
    yield from _editions(
        "work_fictitious_acceptance",
        Section("640", "BGB", "1"),
        _RENUMBERED,
        Section("640", "BGB", "2"),
    )
    yield _bgb("work_payment", "641")
    yield _bgb("work_risk", "644")
    # Who accepts a work knowing its defect keeps his rights only by reserving them.
    yield from _editions(
        "work_acceptance_reservation",
        Section("640", "BGB", "2"),
        _RENUMBERED,
        Section("640", "BGB", "3"),
    )
    yield _bgb("work_remedies", "634")
    # Repair or a new work, as the contractor chooses.
    yield _bgb("work_performance", "635", "1")
    yield _bgb("work_performance_costs", "635", "2")
    yield _text(
        "work_withdrawal",
        "§§\u00a0636, 323, 326 Abs.\u00a05 BGB",
        "§§\u00a0636, 323, абз.\u00a05 §\u00a0326 BGB",
        "sections\u00a0636, 323 and 326(5) of the German Civil Code (BGB)",
        "Bürgerliches Gesetzbuch, §§ 636, 323, 326 Abs. 5",
    )
    yield _bgb("work_self_remedy", "637")
    yield _bgb("work_limitation", "634a", "1", "1")


def _general() -> Iterable[Citation]:
    yield _bgb("text_form", "126b")
    yield _bgb("term_counting", "186–193")
    yield _bgb("term_last_day", "193")
    yield _bgb("default", "286")
    yield _bgb("default_interest", "288")
    # A buyer who should have seen that the cause lies with him owes the seller's costs.
    yield _text(
        "unjustified_claim_costs",
        "§\u00a0280 Abs.\u00a01, §\u00a0241 Abs.\u00a02 BGB",
        "абз.\u00a01 §\u00a0280, абз.\u00a02 §\u00a0241 BGB",
        "sections\u00a0280(1) and 241(2) of the German Civil Code (BGB)",
        "Bürgerliches Gesetzbuch, § 280 Abs. 1, § 241 Abs. 2; BGH, judgment of 23.01.2008,"
        " VIII ZR 246/06",
    )


def _tax() -> Iterable[Citation]:
    yield _cited("vat_rates", Section("12", "UStG"))
    yield _cited("reverse_charge", Section("13b", "UStG"))
    yield _cited("invoice_time", Section("14", "UStG", "2"))
    yield _cited("invoice", Section("14", "UStG", "4"))
    yield _cited("small_business", Section("19", "UStG"))


def _union() -> Iterable[Citation]:
    yield _text(
        "product_recall",
        "Art.\u00a035–37 der Verordnung (EU)\u00a02023/988",
        "ст.\u00a035–37 Регламента (ЕС)\u00a02023/988",
        "Articles\u00a035–37 of Regulation (EU)\u00a02023/988",
        "Regulation (EU) 2023/988 on general product safety, art. 35 (information), 36 (recall"
        " notice), 37 (remedies); template of the notice: Implementing Regulation (EU) 2024/1435",
        _PRODUCT_SAFETY,
    )
    yield _text(
        "repair_directive",
        "Richtlinie (EU)\u00a02024/1799",
        "Директива (ЕС)\u00a02024/1799",
        "Directive (EU)\u00a02024/1799",
        "Directive (EU) 2024/1799 on common rules promoting the repair of goods, to be applied"
        " from 31.07.2026",
    )


def sale_citations() -> Iterable[Citation]:
    """The places cited, each with the days it holds."""
    yield from _sale()
    yield from _consumer_sale()
    yield from _works()
    yield from _general()
    yield from _tax()
    yield from _union()


def _terms() -> Iterable[Fact]:
    yield _fact(
        "sale_limitation", 2, "years", "delivery of the goods", "sale_limitation",
        "BGB, § 438(1) No. 3 and (2)",
    )  # fmt: skip
    yield _fact(
        "consumer_limitation_after_defect", 4, "months", "the defect first showing",
        "consumer_limitation", "BGB, § 475e(3)", _REFORM,
    )  # fmt: skip
    yield _fact(
        "consumer_limitation_after_return", 2, "months",
        "handover of the repaired or replaced goods", "consumer_limitation", "BGB, § 475e(4)",
        _REFORM,
    )  # fmt: skip
    yield _fact(
        "consumer_burden_period", 6, "months", "passing of risk", "consumer_burden",
        "BGB, § 477 (§ 476 until 31.12.2017) as in force until 31.12.2021",
        until=_REFORM - DAY,
    )  # fmt: skip
    yield _fact(
        "consumer_burden_period", 1, "years", "passing of risk", "consumer_burden",
        "BGB, § 477(1)", _REFORM,
    )  # fmt: skip
    yield _fact(
        "work_limitation", 2, "years", "acceptance", "work_limitation",
        "BGB, § 634a(1) No. 1 and (2)",
    )  # fmt: skip
    yield _fact(
        "default_after_invoice", 30, "days", "due date and receipt of the invoice", "default",
        "BGB, § 286(3); a consumer only if the invoice said so",
    )  # fmt: skip
    yield _fact(
        "repair_limitation_extension", 12, "months", "end of the limitation period",
        "repair_directive",
        "Directive (EU) 2024/1799, amending art. 10 of Directive (EU) 2019/771;"
        " § 475e(5) BGB in the ministry's draft of 15.01.2026; it is not confirmed"
        " that the German Act was promulgated",
        _REPAIR,
    )  # fmt: skip


def _rates() -> Iterable[Fact]:
    crisis = "UStG, § 28(1) and (2), Zweites Corona-Steuerhilfegesetz of 29.06.2020"
    for key, usual, lowered, source, first in (
        ("vat_standard_rate", 19, 16, "UStG, § 12(1)", _NINETEEN_PERCENT),
        ("vat_reduced_rate", 7, 5, "UStG, § 12(2)", None),
    ):
        eve, last = _CRISIS_RATES - DAY, _RATES_BACK - DAY
        yield _fact(key, usual, "percent", "", "vat_rates", source, first, eve)
        yield _fact(key, lowered, "percent", "", "vat_rates", crisis, _CRISIS_RATES, last)
        yield _fact(key, usual, "percent", "", "vat_rates", source, _RATES_BACK)


def sale_facts() -> Iterable[Fact]:
    """Terms and rates, each with the days it holds."""
    yield from _terms()
    yield from _rates()

"""German law of service agreements and of warranty sections: places and statutory terms.

The building-contract reform (Act of 28.04.2017, from 01.01.2018) moved the recourse of the
seller from §§ 478, 479 to §§ 445a, 445b, 478 BGB, the contract to make and supply goods from
§ 651 to § 650 and made § 648a. The sale-of-goods reform (Act of 25.06.2021, from 01.01.2022)
took the limit of five years out of § 445b(2) and made deviations from objective quality and a
shorter limitation for used goods depend on an express and separate agreement (§ 476). The
Act on late payment of 22.07.2014 (from 29.07.2014) made §§ 271a, 288(5), 308 No. 1a and 1b.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .de_sections import AS_OF, DAY, GermanRegister, Section
from .facts import Citation, Fact

_LATE_PAYMENT = date(2014, 7, 29)
_RENUMBERED = date(2018, 1, 1)
_DATA_PROTECTION = date(2018, 5, 25)
_TRADE_SECRETS = date(2019, 4, 26)
_REFORM = date(2022, 1, 1)
_PRODUCT_SAFETY = date(2024, 12, 13)
# Number and subject, of every edition, compared with public sources on the as-of date.
_VERIFIED = frozenset({
    "business_terms", "change_of_circumstances", "commercial_interest",
    "consumer_limitation_deviation", "consumer_quality_deviation", "consumer_special_rules",
    "damages", "data_breach", "data_joint_controllers", "data_processing_instruction",
    "data_security", "default_flat_rate", "default_interest_business",
    "default_interest_consumer", "due_interest", "fair_terms", "fault",
    "individual_agreement", "jurisdiction_performance", "liability_intent", "limitation",
    "limitation_agreement", "limitation_intent", "merchant_diligence", "merchant_penalty",
    "payment_term", "penalty_reduction", "product_liability_exclusion", "recourse",
    "recourse_limitation", "recourse_suspension", "retention", "review_term",
    "sale_defect_limitation", "sale_exclusion_limit", "sale_fitting_costs", "standard_terms",
    "standard_terms_effects", "standard_terms_inclusion", "surprising_terms", "termination_cause",
    "terms_burden", "terms_discretionary", "terms_forbidden", "terms_form", "terms_liability",
    "terms_liability_gross", "terms_liability_life", "terms_payment_term", "terms_penalty",
    "terms_retention", "terms_review_term", "terms_set_off", "terms_warranty",
    "terms_warranty_costs", "terms_warranty_exclusion", "terms_warranty_limitation",
    "terms_warranty_notice", "terms_warranty_repair", "terms_warranty_withholding",
    "terms_withdrawal", "third_party_liability", "trade_custom", "trade_secret_measures",
    "work_contract", "work_defect_limitation", "work_quality", "work_termination",
    "work_termination_cause",
})  # fmt: skip
_FACTS_VERIFIED = frozenset({
    "commercial_interest", "consumer_limitation_min", "consumer_limitation_min_used",
    "data_breach_notice", "default_flat_rate", "default_interest_business",
    "default_interest_consumer", "limitation", "limitation_agreement_max", "payment_term_max",
    "payment_term_terms", "recourse_limitation", "recourse_suspension", "review_term_max",
    "review_term_terms", "terms_limitation_min",
})  # fmt: skip
_REGISTER = GermanRegister(AS_OF, _VERIFIED, _FACTS_VERIFIED)
_cited = _REGISTER.place
_bgb = _REGISTER.bgb
_text = _REGISTER.words
_editions = _REGISTER.editions
_fact = _REGISTER.fact


@dataclass(frozen=True, slots=True)
class _Act:
    """An act of the Union or a treaty by language, as it stands behind an article."""

    de: str
    ru: str
    en: str
    title: str


_GDPR = _Act(
    "DSGVO",
    "Общего регламента ЕС по защите данных (DSGVO)",
    "the General Data Protection Regulation",
    "Regulation (EU) 2016/679",
)
_ROME = _Act(
    "der Verordnung (EG) Nr.\u00a0593/2008 (Rom\u00a0I)",
    "Регламента (ЕС) №\u00a0593/2008 («Рим\u00a0I»)",
    "Regulation (EC) No\u00a0593/2008 (Rome\u00a0I)",
    "Regulation (EC) No 593/2008 on the law applicable to contractual obligations",
)
_BRUSSELS = _Act(
    "der Verordnung (EU) Nr.\u00a01215/2012 (Brüssel\u00a0Ia)",
    "Регламента (ЕС) №\u00a01215/2012 («Брюссель\u00a0Ia»)",
    "Regulation (EU) No\u00a01215/2012 (Brussels\u00a0Ia)",
    "Regulation (EU) No 1215/2012 on jurisdiction and judgments in civil matters",
)
_SALES_CONVENTION = _Act(
    "des Übereinkommens der Vereinten Nationen vom 11.04.1980 über Verträge über den"
    " internationalen Warenkauf (CISG)",
    "Конвенции ООН о договорах международной купли-продажи товаров от 11.04.1980",
    "the United Nations Convention on Contracts for the International Sale of Goods of"
    " 11\u00a0April 1980",
    "United Nations Convention on Contracts for the International Sale of Goods, Vienna 1980",
)
_SAFETY = _Act(
    "der Verordnung (EU)\u00a02023/988",
    "Регламента (ЕС)\u00a02023/988",
    "Regulation (EU)\u00a02023/988",
    "Regulation (EU) 2023/988 on general product safety",
)


def _hgb(key: str, number: str) -> Citation:
    return _cited(key, Section(number, "HGB"))


def _article(key: str, act: _Act, number: str, since: date | None = None) -> Citation:
    """A whole article, or several as ``9–12``, of an act of the Union or a treaty."""
    word = "Articles" if "–" in number else "Article"
    return _text(
        key,
        f"Art.\u00a0{number} {act.de}",
        f"ст.\u00a0{number} {act.ru}",
        f"{word}\u00a0{number} of {act.en}",
        f"{act.title}, art. {number}",
        since,
    )


def _moved(key: str, before: tuple[str, str], after: tuple[str, str]) -> Iterable[Citation]:
    """A place of the BGB, section and Absatz, before and since the renumbering of 2018."""
    old, new = Section(before[0], "BGB", before[1]), Section(after[0], "BGB", after[1])
    yield from _editions(key, old, _RENUMBERED, new)


def _contract() -> Iterable[Citation]:
    yield _bgb("agreed_form", "127")
    yield _bgb("notices", "130")
    yield _bgb("interpretation", "133, 157")
    yield _bgb("freedom_of_contract", "311", "1")
    yield _text(
        "force_majeure",
        "§\u00a0275, §\u00a0286 Abs.\u00a04 BGB",
        "§\u00a0275, абз.\u00a04 §\u00a0286 BGB",
        "sections\u00a0275 and 286(4) of the German Civil Code (BGB)",
        "Bürgerliches Gesetzbuch, § 275, § 286 Abs. 4",
    )
    yield _bgb("change_of_circumstances", "313")
    yield _bgb("termination_cause", "314")
    yield _bgb("set_off", "387")
    yield _bgb("retention", "273, 320")
    yield _bgb("limitation", "195")
    yield _bgb("limitation_start", "199")
    yield _bgb("limitation_agreement", "202")
    yield _bgb("limitation_intent", "202", "1")


def _standard_terms() -> Iterable[Citation]:
    yield _bgb("standard_terms", "305", "1")
    yield _bgb("standard_terms_inclusion", "305", "2")
    yield _bgb("individual_agreement", "305b")
    yield _bgb("surprising_terms", "305c")
    yield _bgb("standard_terms_effects", "306")
    yield _bgb("fair_terms", "307")
    yield _bgb("terms_discretionary", "308")
    yield _bgb("terms_payment_term", "308", point="1a", since=_LATE_PAYMENT)
    yield _bgb("terms_review_term", "308", point="1b", since=_LATE_PAYMENT)
    yield _bgb("terms_forbidden", "309")
    yield _bgb("terms_retention", "309", point="2")
    yield _bgb("terms_set_off", "309", point="3")
    yield _bgb("terms_penalty", "309", point="6")
    yield _bgb("terms_liability", "309", point="7")
    yield _bgb("terms_burden", "309", point="12")
    yield _bgb("terms_form", "309", point="13")
    yield _bgb("business_terms", "310", "1")
    for key, letter in (
        ("terms_liability_life", "7 a"),
        ("terms_liability_gross", "7 b"),
        ("terms_withdrawal", "8 a"),
        ("terms_warranty", "8 b"),
        ("terms_warranty_exclusion", "8 b aa"),
        ("terms_warranty_repair", "8 b bb"),
        ("terms_warranty_costs", "8 b cc"),
        ("terms_warranty_withholding", "8 b dd"),
        ("terms_warranty_notice", "8 b ee"),
        ("terms_warranty_limitation", "8 b ff"),
    ):
        yield _lettered(key, *letter.split())


def _lettered(key: str, point: str, letter: str, double: str = "") -> Citation:
    """A Buchstabe, and a Doppelbuchstabe of it, of a Nummer of § 309 BGB."""
    deep = f" Doppelbuchst.\u00a0{double}" if double else ""
    russian = f"подп.\u00a0«{double}» " if double else ""
    return _text(
        key,
        f"§\u00a0309 Nr.\u00a0{point} Buchst.\u00a0{letter}{deep} BGB",
        f"{russian}подп.\u00a0«{letter}» п.\u00a0{point} §\u00a0309 BGB",
        f"section\u00a0309 No.\u00a0{point}({letter})"
        + (f"({double})" if double else "")
        + " of the German Civil Code (BGB)",
        f"Bürgerliches Gesetzbuch, § 309 Nr. {point} {letter} {double}".strip(),
    )


def _liability() -> Iterable[Citation]:
    yield _bgb("damages", "280 ff.")
    yield _bgb("contributory_fault", "254")
    yield _bgb("fault", "276")
    yield _bgb("liability_intent", "276", "3")
    yield _bgb("third_party_liability", "278")
    yield _bgb("penalty", "339 ff.")
    yield _bgb("penalty_damages", "340", "2")
    yield _bgb("penalty_reservation", "341", "3")
    yield _text(
        "penalty_reduction",
        "§\u00a0343 BGB, §\u00a0348 HGB",
        "§\u00a0343 BGB, §\u00a0348 HGB",
        "section\u00a0343 of the German Civil Code (BGB) and section\u00a0348 of the German"
        " Commercial Code (HGB)",
        "Bürgerliches Gesetzbuch, § 343; Handelsgesetzbuch, § 348: no reduction for a merchant;"
        " in standard terms BGB, § 307, binds all the same",
    )
    # A new Act of the same name is planned from 09.12.2026 (Directive (EU) 2024/2853; draft
    # BT-Drucksache 21/4297); for products put on the market before, the old one goes on.
    yield _text(
        "product_liability_exclusion",
        "§\u00a014 ProdHaftG",
        "§\u00a014 ProdHaftG",
        "section\u00a014 of the German Product Liability Act (ProdHaftG)",
        "Produkthaftungsgesetz of 15.12.1989, § 14; a new Act is to hold from 09.12.2026,"
        " whether it was promulgated is not confirmed",
    )


def _payment() -> Iterable[Citation]:
    yield _bgb("payment_term", "271a", since=_LATE_PAYMENT)
    yield _bgb("review_term", "271a", "3", since=_LATE_PAYMENT)
    yield _bgb("default_interest_consumer", "288", "1")
    yield _bgb("default_interest_business", "288", "2")
    yield _bgb("default_flat_rate", "288", "5", since=_LATE_PAYMENT)
    yield _hgb("commercial_interest", "352")
    yield _hgb("due_interest", "353")


def _merchants() -> Iterable[Citation]:
    yield _hgb("commercial_transaction", "343")
    yield _hgb("trade_custom", "346")
    yield _hgb("merchant_diligence", "347")
    yield _hgb("merchant_penalty", "348")


def _services_and_works() -> Iterable[Citation]:
    yield _bgb("service_contract", "611")
    yield _bgb("service_termination", "620, 621")
    yield _bgb("service_termination_cause", "626")
    yield _bgb("work_contract", "631")
    yield _bgb("work_quality", "633")
    yield _bgb("work_defect_limitation", "634a")
    yield _bgb("work_exclusion_limit", "639")
    yield from _moved("work_termination", ("649", ""), ("648", ""))
    yield _bgb("work_termination_cause", "648a", since=_RENUMBERED)
    yield from _moved("work_supply", ("651", ""), ("650", ""))


def _sale() -> Iterable[Citation]:
    yield _bgb("sale_defect_limitation", "438")
    yield _bgb("sale_fitting_costs", "439", "3", since=_RENUMBERED)
    yield _bgb("sale_exclusion_limit", "444")
    yield _bgb("consumer_special_rules", "475")
    yield _text(
        "consumer_quality_deviation",
        "§\u00a0476 Abs.\u00a01 Satz\u00a02 BGB",
        "второе предложение абз.\u00a01 §\u00a0476 BGB",
        "section\u00a0476(1), second sentence, of the German Civil Code (BGB)",
        "Bürgerliches Gesetzbuch, § 476 Abs. 1 Satz 2",
        _REFORM,
    )
    yield from _moved("consumer_limitation_deviation", ("475", "2"), ("476", "2"))
    yield from _moved("recourse", ("478", "2"), ("445a", "1"))
    yield from _moved("recourse_chain", ("478", "5"), ("445a", "3"))
    yield from _moved("recourse_notice", ("478", "6"), ("445a", "4"))
    yield from _moved("recourse_burden", ("478", "3"), ("478", "1"))
    yield from _moved("recourse_deviation", ("478", "4"), ("478", "2"))
    yield from _moved("recourse_limitation", ("479", "1"), ("445b", "1"))
    yield from _moved("recourse_suspension", ("479", "2"), ("445b", "2"))


def _secrecy_and_data() -> Iterable[Citation]:
    yield _text(
        "trade_secret_measures",
        "§\u00a02 Nr.\u00a01 GeschGehG",
        "п.\u00a01 §\u00a02 GeschGehG",
        "section\u00a02 No.\u00a01 of the German Trade Secrets Act (GeschGehG)",
        "Gesetz zum Schutz von Geschäftsgeheimnissen, § 2 Nr. 1",
        _TRADE_SECRETS,
    )
    yield _text(
        "data_processing_contract",
        f"Art.\u00a06 Abs.\u00a01 Buchst.\u00a0b {_GDPR.de}",
        f"подп.\u00a0«b» п.\u00a01 ст.\u00a06 {_GDPR.ru}",
        f"Article\u00a06(1)(b) of {_GDPR.en}",
        f"{_GDPR.title}, art. 6(1)(b)",
        _DATA_PROTECTION,
    )
    for key, number in (
        ("data_processing_basis", "6"),
        ("data_joint_controllers", "26"),
        ("data_processing_instruction", "28"),
        ("data_security", "32"),
        ("data_breach", "33"),
        ("data_transfer", "44–49"),
    ):
        yield _article(key, _GDPR, number, _DATA_PROTECTION)


def _disputes() -> Iterable[Citation]:
    yield _article("choice_of_law", _ROME, "3")
    yield _article("choice_of_law_consumer", _ROME, "6")
    yield _article("overriding_rules", _ROME, "9")
    yield _article("sales_convention_exclusion", _SALES_CONVENTION, "6")
    yield _article("jurisdiction_agreement_eu", _BRUSSELS, "25")
    for key, number, paragraph in (
        ("jurisdiction_performance", "29", ""),
        ("jurisdiction_agreement", "38", "1"),
    ):
        yield _text(
            key,
            f"§\u00a0{number}" + (f" Abs.\u00a0{paragraph}" if paragraph else "") + " ZPO",
            (f"абз.\u00a0{paragraph} " if paragraph else "") + f"§\u00a0{number} ZPO",
            f"section\u00a0{number}"
            + (f"({paragraph})" if paragraph else "")
            + " of the German Code of Civil Procedure (ZPO)",
            f"Zivilprozessordnung, § {number}" + (f" Abs. {paragraph}" if paragraph else ""),
        )
    yield _article("product_safety_duties", _SAFETY, "9–12", _PRODUCT_SAFETY)
    yield _article("product_safety_accidents", _SAFETY, "20", _PRODUCT_SAFETY)


def contract_citations() -> Iterable[Citation]:
    """The places cited, each with the days it holds."""
    yield from _contract()
    yield from _standard_terms()
    yield from _liability()
    yield from _payment()
    yield from _merchants()
    yield from _services_and_works()
    yield from _sale()
    yield from _secrecy_and_data()
    yield from _disputes()


def _limitation() -> Iterable[Fact]:
    yield _fact(
        "limitation", 3, "years",
        "end of the year in which the claim arose and the creditor knew of it", "limitation",
        "BGB, § 195 and § 199(1)",
    )  # fmt: skip
    yield _fact(
        "limitation_agreement_max", 30, "years", "statutory beginning of the limitation",
        "limitation_agreement", "BGB, § 202(2)",
    )  # fmt: skip
    yield _fact(
        "terms_limitation_min", 1, "years", "statutory beginning of the limitation",
        "terms_warranty_limitation",
        "BGB, § 309 No. 8(b)(ff); between businesses by way of § 307",
    )  # fmt: skip
    for since, until, new, used in (
        (None, _REFORM - DAY, "§ 476(2) (§ 475(2) until 31.12.2017)", ""),
        (_REFORM, None, "§ 476(2)", ", only if agreed expressly and separately"),
    ):
        basis = "consumer_limitation_deviation"
        yield _fact(
            "consumer_limitation_min", 2, "years", "statutory beginning of the limitation",
            basis, f"BGB, {new}", since, until,
        )  # fmt: skip
        yield _fact(
            "consumer_limitation_min_used", 1, "years", "statutory beginning of the limitation",
            basis, f"BGB, {new}{used}", since, until,
        )  # fmt: skip


def _recourse() -> Iterable[Fact]:
    event = "delivery by the supplier to the seller"
    yield _fact(
        "recourse_limitation", 2, "years", event, "recourse_limitation",
        "BGB, § 445b(1) (§ 479(1) until 31.12.2017)",
    )  # fmt: skip
    event = "the seller having met the claims of the buyer"
    key = "recourse_suspension"
    yield _fact(
        key, 2, "months", event, key,
        "BGB, § 445b(2) (§ 479(2) until 31.12.2017) as in force until 31.12.2021: at the latest"
        " 5 years after delivery by the supplier",
        until=_REFORM - DAY,
    )  # fmt: skip
    yield _fact(key, 2, "months", event, key, "BGB, § 445b(2): without a limit", _REFORM)


def _payment_terms() -> Iterable[Fact]:
    paid = "receipt of the goods or services, or of the invoice if it comes later"
    tested = "receipt of the goods or services"
    for key, value, event, basis, source in (
        ("payment_term_max", 60, paid, "payment_term",
         "BGB, § 271a(1): longer only if agreed expressly and not grossly unfair"),
        ("payment_term_terms", 30, paid, "terms_payment_term",
         "BGB, § 308 No. 1a: longer is in doubt unreasonable"),
        ("review_term_max", 30, tested, "review_term",
         "BGB, § 271a(3): longer only if agreed expressly and not grossly unfair"),
        ("review_term_terms", 15, tested, "terms_review_term",
         "BGB, § 308 No. 1b: longer is in doubt unreasonable"),
    ):  # fmt: skip
        yield _fact(key, value, "days", event, basis, source, _LATE_PAYMENT)


def _interest() -> Iterable[Fact]:
    unit, event = "percentage points", "above the base rate, a year, from default on"
    yield _fact(
        "default_interest_consumer", 5, unit, event, "default_interest_consumer",
        "BGB, § 288(1)",
    )  # fmt: skip
    key = "default_interest_business"
    yield _fact(key, 8, unit, event, key, "BGB, § 288(2)", until=_LATE_PAYMENT - DAY)
    yield _fact(key, 9, unit, event, key, "BGB, § 288(2)", _LATE_PAYMENT)
    yield _fact(
        "default_flat_rate", 40, "EUR", "default of a debtor who is no consumer",
        "default_flat_rate", "BGB, § 288(5)", _LATE_PAYMENT,
    )  # fmt: skip
    yield _fact(
        "commercial_interest", 5, "percent", "a year", "commercial_interest", "HGB, § 352",
    )  # fmt: skip


def contract_facts() -> Iterable[Fact]:
    """Terms and rates, each with the days it holds."""
    yield from _limitation()
    yield from _recourse()
    yield from _payment_terms()
    yield from _interest()
    yield _fact(
        "data_breach_notice", 72, "hours", "knowledge of the breach", "data_breach",
        "Regulation (EU) 2016/679, art. 33(1); a longer term was proposed in the Digital Omnibus,"
        " which was not in force in August 2026", _DATA_PROTECTION,
    )  # fmt: skip

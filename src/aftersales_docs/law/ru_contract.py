"""Russian law of service agreements and of warranty sections: places and statutory terms.

Federal Law 42-FZ of 08.03.2015 changed the general part of obligations from 01.06.2015
(arts. 317.1, 406.1, 431.2 and 450.1 of the Civil Code came, the third paragraph of art. 450
went), 100-FZ of 07.05.2013 made art. 165.1 from 01.09.2013. The claim before an action in the
commercial courts is a duty since 01.06.2016 (47-FZ of 02.03.2016). The list of unacceptable
terms in consumer contracts came with 135-FZ of 01.05.2022 from 01.09.2022.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from .facts import Citation, Fact, Forms
from .ru_labour import AS_OF, DAY
from .ru_places import CIVIL, CONSUMER, TAX, Act, Place, RussianRegister

_NOTICES = date(2013, 9, 1)
_OBLIGATIONS = date(2015, 6, 1)
_LOCALISATION = date(2015, 9, 1)
_CLAIM_FIRST = date(2016, 6, 1)
_SALE_RULES = date(2021, 1, 1)
_UNACCEPTABLE_TERMS = date(2022, 9, 1)
_DATA_BREACHES = date(2022, 9, 1)
# Number and subject compared with public sources on the as-of date.
_VERIFIED = frozenset({
    "choice_of_law", "civil_warranty_parts", "civil_warranty_replacement", "civil_warranty_scope",
    "civil_warranty_start", "civil_warranty_suspension", "consumer_product_liability",
    "consumer_quality", "consumer_works_late_claims", "consumer_works_remedies",
    "contract_termination", "damages", "invoice", "invoice_time",
    "liability_intent", "liability_limitation", "liability_limitation_consumer", "limitation",
    "limitation_agreement", "limitation_start", "one_sided_change", "pretrial_claim",
    "service_withdrawal", "works_defect_terms",
})  # fmt: skip
_FACTS_VERIFIED = frozenset({
    "invoice_time", "limitation", "pretrial_claim_term", "spare_parts_period",
    "works_claim_period", "works_limitation",
})  # fmt: skip

_REGISTER = RussianRegister(AS_OF, _VERIFIED, _FACTS_VERIFIED)
_cited = _REGISTER.place
_text = _REGISTER.citation
_consumer = _REGISTER.consumer
_civil = _REGISTER.civil
_fact = _REGISTER.fact

_PROCEDURE = Act(
    {
        "ru": "\u00a0АПК\u00a0РФ",
        "de": "der Arbitrageprozessordnung der Russischen Föderation",
        "en": "the Arbitrazh Procedure Code of the Russian Federation",
    },
    "Arbitrazh Procedure Code of the Russian Federation, 95-FZ of 24.07.2002",
    part="ч.",
)
_DATA = Act(
    {
        "ru": " Федерального закона от 27.07.2006 №\u00a0152-ФЗ «О персональных данных»",
        "de": "des Föderalen Gesetzes vom 27.07.2006 Nr.\u00a0152-FZ „Über personenbezogene"
        " Daten“",
        "en": "Federal Law No.\u00a0152-FZ of 27\u00a0July 2006 “On Personal Data”",
    },
    "Federal Law 152-FZ of 27.07.2006",
    part="ч.",
    item="п.",
)
_SECRETS = Act(
    {
        "ru": " Федерального закона от 29.07.2004 №\u00a098-ФЗ «О коммерческой тайне»",
        "de": "des Föderalen Gesetzes vom 29.07.2004 Nr.\u00a098-FZ „Über das Geschäftsgeheimnis“",
        "en": "Federal Law No.\u00a098-FZ of 29\u00a0July 2004 “On Trade Secrets”",
    },
    "Federal Law 98-FZ of 29.07.2004",
    part="ч.",
)
_SALES_CONVENTION = Act(
    {
        "ru": " Конвенции ООН о договорах международной купли-продажи товаров от 11.04.1980",
        "de": "des Übereinkommens der Vereinten Nationen vom 11.04.1980 über Verträge über den"
        " internationalen Warenkauf",
        "en": "the United Nations Convention on Contracts for the International Sale of Goods of"
        " 11\u00a0April 1980",
    },
    "United Nations Convention on Contracts for the International Sale of Goods, Vienna 1980",
)


def _decree(  # noqa: PLR0913
    key: str, number: str, day: str, english_day: str, source: str, *,
    since: date | None = None, until: date | None = None,
) -> Citation:  # fmt: skip
    """A decree of the Government of ``day``, in the cases that are spelt unlike each other."""
    cases = {"nom": "е", "gen": "я", "dat": "ю", "acc": "е", "ins": "ем", "prp": "и"}
    german = f"Verordnung der Regierung der Russischen Föderation vom {day} Nr.\u00a0{number}"
    text: Mapping[str, Forms] = {
        "ru": {
            case: f"постановлени{ending} Правительства РФ от {day} №\u00a0{number}"
            for case, ending in cases.items()
        },
        "de": _feminine(german),
        "en": f"Decree of the Government of the Russian Federation No.\u00a0{number}"
        f" of {english_day}",
    }
    return _text(key, text, source, since=since, until=until)


def _feminine(german: str) -> Mapping[str, str]:
    """A feminine German noun with its article in the cases."""
    return {
        "nom": german, "gen": f"der {german}", "dat": f"der {german}", "acc": f"die {german}",
    }  # fmt: skip


def _contract() -> Iterable[Citation]:
    """How contracts are made, changed and ended."""
    yield _civil("written_form", "160 and 161")
    yield _civil("notices", "165.1", since=_NOTICES)
    yield _civil("one_sided_change", "310")
    yield _civil("freedom_of_contract", "421")
    yield _civil("standard_terms", "428")
    yield _civil("interpretation", "431")
    yield _civil("assurances", "431.2", since=_OBLIGATIONS)
    yield _civil("contract_form", "434", "2")
    yield _civil("contract_termination", "450")
    yield _cited("contract_withdrawal", Place(CIVIL, "450", "3"), until=_OBLIGATIONS - DAY)
    yield _cited("contract_withdrawal", Place(CIVIL, "450.1"), _OBLIGATIONS)
    yield _civil("change_of_circumstances", "451")
    yield _civil("change_form", "452", "1")
    yield _civil("termination_effects", "453")


def _services_and_works() -> Iterable[Citation]:
    yield _civil("works_contract", "702")
    yield _civil("works_withdrawal", "717")
    yield _civil("works_quality_duty", "721")
    yield _civil("works_warranty", "722")
    yield _civil("works_remedies", "723")
    yield _civil("works_examination", "720", "5")
    yield _civil("works_defect_terms", "724")
    yield _civil("works_late_claims", "724", "4")
    yield _civil("works_warranty_start", "724", "5")
    yield _civil("works_confidentiality", "727")
    yield _civil("service_contract", "779")
    yield _civil("service_payment", "781")
    yield _civil("service_withdrawal", "782")
    yield _civil("service_rules", "783")


def _sale_and_supply() -> Iterable[Citation]:
    yield _civil("civil_title", "460")
    yield _civil("civil_warranty_scope", "470", "3")
    yield _civil("civil_warranty_start", "471", "1")
    yield _civil("civil_warranty_suspension", "471", "2")
    yield _civil("civil_warranty_parts", "471", "3")
    yield _civil("civil_warranty_replacement", "471", "4")
    yield _civil("civil_inspection", "474")
    yield _civil("civil_late_claims", "477", "5")
    yield _civil("supply_contract", "506")
    yield _civil("supply_acceptance", "513")
    yield _civil("supply_payment", "516")
    yield _civil("supply_retail_replacement", "518", "2")
    yield _civil("supply_incomplete", "519")
    yield _civil("supply_withdrawal", "523")


def _liability() -> Iterable[Citation]:
    yield _civil("damages", "15 and 393")
    yield _civil("penalty", "330")
    yield _civil("penalty_form", "331")
    yield _civil("penalty_reduction", "333")
    yield _civil("penalty_damages", "394")
    yield _civil("liability_limitation", "400")
    yield _civil("liability_limitation_consumer", "400", "2")
    yield _civil("liability_grounds", "401")
    yield _civil("force_majeure", "401", "3")
    yield _civil("liability_intent", "401", "4")
    yield _civil("third_party_liability", "403")
    yield _civil("indemnity", "406.1", since=_OBLIGATIONS)
    yield _civil("harm_recourse", "1081", "1")
    yield _civil("product_liability", "1095–1098")
    yield _civil("limitation", "196")
    yield _civil("limitation_special", "197")
    yield _civil("limitation_agreement", "198")
    yield _civil("limitation_start", "200")


def _payment() -> Iterable[Citation]:
    yield _civil("legal_interest", "317.1", since=_OBLIGATIONS)
    yield _civil("default_interest", "395")
    yield _civil("set_off", "410")
    yield _civil("cashless_payment", "861")
    yield _cited("invoice_time", Place(TAX, "168", "3"))
    yield _cited("invoice", Place(TAX, "169"))


def _secrecy_and_data() -> Iterable[Citation]:
    yield _cited("trade_secret_measures", Place(_SECRETS, "10", "1"))
    yield _cited("data_processing_contract", Place(_DATA, "6", "1", "5"))
    yield _cited("data_processing_instruction", Place(_DATA, "6", "3"))
    yield _cited("data_consent", Place(_DATA, "9"))
    yield _cited("data_transfer", Place(_DATA, "12"))
    yield _cited("data_localisation", Place(_DATA, "18", "5"), _LOCALISATION)
    yield _cited("data_measures", Place(_DATA, "18.1"))
    yield _cited("data_security", Place(_DATA, "19"))
    yield _cited("data_breach", Place(_DATA, "21", "3.1"), _DATA_BREACHES)


def _disputes() -> Iterable[Citation]:
    yield _civil("overriding_rules", "1192")
    yield _civil("choice_of_law", "1210")
    yield _civil("choice_of_law_consumer", "1212")
    yield _cited("pretrial_claim", Place(_PROCEDURE, "4", "5"), _CLAIM_FIRST)
    yield _cited("jurisdiction", Place(_PROCEDURE, "35"))
    yield _cited("jurisdiction_agreement", Place(_PROCEDURE, "37"))
    yield _cited("sales_convention_exclusion", Place(_SALES_CONVENTION, "6"))


def _consumers() -> Iterable[Citation]:
    name = CONSUMER.names
    cases = {"nom": "а", "gen": "ы", "dat": "е", "acc": "у", "ins": "ой", "prp": "е"}
    yield _text(
        "consumer_definitions",
        {
            "ru": {case: f"преамбул{end}{name['ru']}" for case, end in cases.items()},
            "de": _feminine(f"Präambel {name['de']}"),
            "en": f"the preamble to {name['en']}",
        },
        f"{CONSUMER.title}, preamble: who is consumer, importer, authorised organisation; what"
        " a defect and a substantial defect are",
    )
    yield _consumer("consumer_quality", "4")
    yield _consumer("consumer_service_life", "5", "1 and 2")
    yield _consumer("consumer_shelf_life", "5", "4")
    yield _consumer("consumer_warranty_manufacturer", "5", "6")
    yield _consumer("consumer_warranty_seller", "5", "7")
    yield _consumer("consumer_safety", "7")
    yield _consumer("consumer_information", "8–10")
    yield _consumer("consumer_language", "8", "2")
    yield _consumer("goods_information", "10")
    yield _consumer("information_liability", "12")
    yield _consumer("consumer_liability", "13")
    yield _consumer("consumer_liability_exemption", "13", "4")
    yield _consumer("consumer_product_liability", "14")
    yield _consumer("consumer_unacceptable_terms", "16", "2", since=_UNACCEPTABLE_TERMS)
    yield _consumer("consumer_addressee_seller", "18", "2")
    yield _consumer("consumer_addressee_manufacturer", "18", "3")
    yield _consumer("consumer_warranty_start", "19", "2")
    yield _consumer("consumer_parts_warranty", "19", "3")
    yield _consumer("consumer_works_penalty", "28", "5")
    yield _consumer("consumer_works_remedies", "29")
    yield _consumer("consumer_works_claim_terms", "29", "3")
    yield _consumer("consumer_works_burden", "29", "4")
    yield _consumer("consumer_works_late_claims", "29", "5")
    yield _consumer("consumer_works_repair_term", "30")
    yield _consumer("consumer_works_payment_term", "31")


def _decrees() -> Iterable[Citation]:
    yield _decree(
        "complex_goods_list", "924", "10.11.2011", "10\u00a0November 2011",
        "Government Decree 924 of 10.11.2011: list of technically complex goods",
    )  # fmt: skip
    key, subject = "loan_unit_exceptions", "list of durable goods for which no loan unit is due"
    yield _decree(
        key, "55", "19.01.1998", "19\u00a0January 1998",
        f"Government Decree 55 of 19.01.1998: {subject}", until=_SALE_RULES - DAY,
    )  # fmt: skip
    yield _decree(
        key, "2463", "31.12.2020", "31\u00a0December 2020",
        f"Government Decree 2463 of 31.12.2020: {subject}; by its own terms it holds until"
        " 31.12.2026, whether it was prolonged or replaced is not confirmed",
        since=_SALE_RULES,
    )  # fmt: skip


def contract_citations() -> Iterable[Citation]:
    """The places cited, each with the days it holds."""
    yield from _contract()
    yield from _services_and_works()
    yield from _sale_and_supply()
    yield from _liability()
    yield from _payment()
    yield from _secrecy_and_data()
    yield from _disputes()
    yield from _consumers()
    yield from _decrees()


def _consumer_terms() -> Iterable[Fact]:
    law = "Law 2300-1 of 07.02.1992"
    yield _fact(
        "spare_parts_period", 10, "years",
        "handover of the goods to the consumer, where no service life is set",
        "manufacturer_duties",
        f"{law}, art. 6: spare parts while the goods are produced, and afterwards for their"
        " service life; 10 years where there is none",
    )  # fmt: skip
    yield _fact(
        "consumer_works_claim_period", 2, "years", "acceptance of the result of the work",
        "consumer_works_claim_terms",
        f"{law}, art. 29(3): where no warranty period is set; 5 years for immovables",
    )  # fmt: skip
    yield _fact(
        "consumer_works_payment_term", 10, "days", "demand for payment",
        "consumer_works_payment_term", f"{law}, art. 31(1)",
    )  # fmt: skip
    yield _fact(
        "consumer_works_penalty_rate", 3, "percent",
        "each day of delay, of the price of the work", "consumer_works_penalty",
        f"{law}, art. 28(5): together not more than the price",
    )  # fmt: skip


def _civil_terms() -> Iterable[Fact]:
    code = "Civil Code of the Russian Federation"
    yield _fact(
        "civil_claim_period", 2, "years", "handover of the goods to the buyer",
        "civil_defect_terms",
        f"{code}, art. 477(2): without a warranty period, if law or contract set no longer term;"
        " art. 477(5): after a shorter warranty period, if the buyer proves that the cause arose"
        " before handover",
    )  # fmt: skip
    yield _fact(
        "works_claim_period", 2, "years", "handover of the result of the work",
        "works_defect_terms", f"{code}, art. 724(2) and (4)",
    )  # fmt: skip
    yield _fact(
        "works_limitation", 1, "years", "notice of the defect, else acceptance of the work",
        "works_limitation", f"{code}, art. 725(1) and (3): not for buildings",
    )  # fmt: skip
    yield _fact(
        "limitation", 3, "years", "knowledge of the breach and of who is liable", "limitation",
        f"{code}, art. 196(1) and art. 200(1)",
    )  # fmt: skip
    yield _fact(
        "limitation_max", 10, "years", "the breach", "limitation", f"{code}, art. 196(2)",
        _NOTICES,
    )  # fmt: skip


def contract_facts() -> Iterable[Fact]:
    """Terms and rates, each with the days it holds."""
    yield from _consumer_terms()
    yield from _civil_terms()
    yield _fact(
        "pretrial_claim_term", 30, "days", "sending of the claim", "pretrial_claim",
        "Arbitrazh Procedure Code, art. 4(5): if law or contract set no other term",
        _CLAIM_FIRST,
    )  # fmt: skip
    yield _fact(
        "invoice_time", 5, "days", "shipment, performance or advance payment", "invoice_time",
        "Tax Code, art. 168(3)",
    )  # fmt: skip
    yield _fact(
        "data_breach_notice", 24, "hours", "discovery of the breach", "data_breach",
        "Federal Law 152-FZ of 27.07.2006, art. 21(3.1): what was found is told within 72 hours",
        _DATA_BREACHES,
    )  # fmt: skip

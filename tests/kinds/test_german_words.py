"""What a German lawyer marked in finished documents, as patterns over all of them."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from aftersales_docs import load
from aftersales_docs.composing import assess, composed
from aftersales_docs.kinds.claim_response.schema import ClaimResponse
from aftersales_docs.kinds.completion_certificate.schema import CompletionCertificate
from aftersales_docs.kinds.service_agreement.wording import _CURRENCIES
from aftersales_docs.language.codes import CURRENCIES, Currency
from tests.inputs import LANGS, SAMPLES, job_description
from tests.kinds.cases import CLAIM, merged
from tests.kinds.test_agreement_law import PERSON, agreement, point, seller
from tests.kinds.test_agreement_law import text as said_by
from tests.kinds.test_certificate_texts import SALE, text
from tests.kinds.test_every_combination import words
from tests.kinds.test_service_agreement import CENTRE, first_choices, made

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*/*.de.??.txt"))
_MANY = "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|[2-9]|[1-9][0-9]+"
# What goes with a number, by its case: 'eines Tages', 'einem Tag', 'zwei Tagen'.
DECLINED = re.compile(
    r"\beine[smnr]? (?:Tage|Tagen|Monate|Monaten|Jahren|Ausfertigungen)\b"
    r"|\beines (?:Tag|Monat|Jahr)\b|\beine[mn] (?:Tages|Monats|Jahres)\b"
    rf"|(?<![\d.,/-])\b(?:{_MANY}) (?:Tag|Monat|Jahr|Ausfertigung|Werktag|Kalendertag)\b"
    rf"|\b(?:binnen|von|innerhalb von) (?:{_MANY}) (?:Tage|Monate|Jahre|Werktage)\b"
)
# Straight quotes and those of other languages, an apostrophe for a genitive, old spelling and
# what was a calque or a pleonasm: 'jedes Gerät der Ware', 'endet längstens'.
UNGERMAN = re.compile(
    r"[\"«»]|(?<=\w)'s\b|(?<!„)\w+”|\bdaß\b|\bStatt dessen\b|\bendet jedoch längstens\b"
    r"|Gerät der Ware|bis spätestens zum|spätestens binnen|\bbeinhalte|\bseitens\b"
    r"|(?<!\|)  (?!\|)|(?<![|–]) [,.;:!?](?!\w)"
)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_german_reads_as_written_by_a_german(golden: Path) -> None:
    lines = golden.read_text(encoding="utf-8").replace("\u00a0", " ").splitlines()
    german = [line for line in lines if not re.search("[а-яё]", line)]
    wrong = [line for line in german if DECLINED.search(line) or UNGERMAN.search(line)]
    assert german
    assert not wrong


@pytest.mark.parametrize("law", ["de", "ru"])
@pytest.mark.parametrize("count", [1, 2, 13])
def test_what_is_counted_is_declined(law: str, count: int) -> None:
    counted = {
        "warranty": {"repair_months": count},
        "spare_parts": {"delivery_days": count, "years": max(count, 10)},
        "loan_units": {"days": min(count, 3)},
        "bulky_transport": {"from_kg": 5, "days": count},
        "paid_repair": {"warranty_months": count},
        "recalls": {"start_days": count, "report_days": count},
        "reports": {"day": count},
        "warranty_claims": {"submit_days": count, "decision_days": count, "parts_days": count},
        "confidentiality": {"years": count},
        "recourse": {"notice_days": count},
        "force_majeure": {"notice_days": count, "end_after_months": count},
        "copies": count,
    }
    found = said_by(made("de", law, first_choices() | counted))
    assert not DECLINED.search(found)
    assert f"bis zum {({1: 'ersten', 2: 'zweiten'}).get(count, '13.')} Tag des" in found


def test_the_pattern_finds_what_is_not_declined() -> None:
    for wrong in (
        "binnen eines Tag",
        "von einem Monats",
        "zwei Monat",
        "binnen zwei Tage",
        "innerhalb von 14 Tage",
        "eines Monaten",
    ):
        assert DECLINED.search(wrong), wrong
    for right in (
        "binnen eines Tages",
        "von einem Monat",
        "zwei Monate",
        "binnen 14 Tagen",
        "24 Monate",
        "bis zum 2. Tag",
    ):
        assert not DECLINED.search(right), right


@pytest.mark.parametrize("lang", LANGS)
def test_every_currency_has_a_name_to_be_paid_in(lang: str) -> None:
    names = _CURRENCIES[lang]  # type: ignore[index]
    assert set(names) == set(CURRENCIES) == set(get_args(Currency))
    assert not set(names.values()) & set(CURRENCIES)
    assert f"in {_CURRENCIES['de']['CHF']} durch" in point(
        agreement("de", currency="CHF"), "settlement-payment"
    )


def test_a_general_partner_acts_through_its_own_organ() -> None:
    fields = seller(
        name="Klar GmbH & Co. KG",
        general_partner={"name": "Klar Verwaltungs-GmbH"},
        representative={"post": "Geschäftsführer"},
    )
    said = point(agreement("de", **fields), "party-seller")
    assert "Verwaltungs-GmbH, diese gesetzlich vertreten durch die Geschäftsführung" in said
    named = {"post": "Geschäftsführerin", "person": PERSON}
    fields["seller"]["representative"] = named
    said = point(agreement("de", **fields), "party-seller")
    assert "diese vertreten durch Sabine Brandt (Geschäftsführerin)" in said


BY_CENTRE = {
    "de": "regeln die Verträge mit den Servicezentren",
    "en": "governed by the contracts with the Service Centres",
    "ru": "определяется договорами с Сервисными центрами",
}


@pytest.mark.parametrize(("lang", "supply"), [*product(LANGS, ["credit", "price-list"])])
def test_spare_parts_are_paid_back_to_who_repairs(lang: str, supply: str) -> None:
    """A service centre has no claim under this agreement: nothing is credited by it."""
    base = first_choices() | {"spare_parts": {"supply": supply}}
    centre = made(
        lang, "de", base | {"duties.repair": "service-centre", "service_centres": [CENTRE]}
    )
    told = point(centre, "parts-supply")
    assert BY_CENTRE[lang] in told
    claims = point(made(lang, "de", base | {"duties.repair": "seller"}), "parts-supply")
    assert BY_CENTRE[lang] not in claims
    principal = point(made(lang, "de", base | {"duties.repair": "principal"}), "parts-supply")
    assert len(principal) < min(len(claims), len(told))


GIVES = {
    "de": ("gewährt der Hersteller", "gewährt der Verkäufer"),
    "en": ("the Manufacturer gives", "the Seller gives"),
    "ru": ("Изготовитель предоставляет", "Продавец предоставляет"),
}


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, ["de", "ru"])])
def test_a_guarantee_on_repairs_names_who_gives_it(lang: str, law: str) -> None:
    chosen = {"warranty": {"repair_months": 6}, "paid_repair": {}, "duties.repair": "seller"}
    document = made(lang, law, first_choices() | chosen)
    maker, repairer = GIVES[lang]
    assert maker in point(document, "warranty-repair")
    assert repairer in point(document, "paid-repair-estimate")
    chosen["paid_repair"] = {"account": "principal"}
    document = made(lang, law, first_choices() | chosen)
    assert maker in point(document, "paid-repair-estimate")


CURE = {"type": "cure", **SALE, "defect_appeared": "2026-11-01", "on_behalf_of": "Shop"}


@pytest.mark.parametrize("law", ["de", "ru"])
def test_who_repairs_for_the_seller_has_no_order_of_the_buyer(law: str) -> None:
    cost = CURE if law == "de" else {"type": "cure", "on_behalf_of": "Shop"}
    found = text({"cost": cost, "handback": {"checked_together": True}}, law=law)
    assert "im Auftrag des Verkäufers (Shop)" in found
    assert "Auftraggeber" not in found
    assert "Für den Kunden" in found


@pytest.mark.parametrize("law", ["de", "ru"])
def test_several_units_are_plural(law: str) -> None:
    cost = CURE if law == "de" else {"type": "cure"}
    changes = {
        "cost": cost,
        "handback": {"checked_together": True},
        "warranty": {"original_until": "2027-03-01"},
        "parts": [{"name": "Pumpe"}],
    }
    several = text(changes | {"units": [{"name": "Herd"}, {"name": "Ofen"}]}, law=law)
    assert not re.search(r"\b([Dd]as|[Dd]es) Geräts?\b", several)
    assert "die Geräte am 20. November 2026 zurückerhalten" in several
    assert "Die Geräte wurden im Beisein" in several
    one = text(changes | {"units": [{"name": "Herd"}]}, law=law)
    assert "Geräte" not in one
    assert "das Gerät am 20. November 2026 zurückerhalten" in one


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("decision", ["granted", "alternative"])
def test_goodwill_admits_no_defect(lang: str, decision: str) -> None:
    """'Ohne Anerkennung einer Rechtspflicht', and then 'den Mangel' is an admission."""
    changes: dict[str, Any] = {
        "lang": lang,
        "law": "de",
        "goodwill": True,
        "decision": decision,
        "remedies": [{"type": "repair", "days": 2}, {"type": "repair-costs", "amount": "9.00"}],
        "claim.defect": "X",
        "contact.phone": "1",
    }
    if decision == "alternative":
        changes |= {"grounds": [{"type": "other", "details": "X"}], "claim.demanded": ["refund"]}
    found = words(composed(assess(load(merged(CLAIM, changes))), None))
    # What the claimant says is wrong stands beside its label.
    assert not re.search(
        r"\b(Mangel|Mängel|defect)|едостат", found.replace("Заявленный недост", "")
    )


def test_samples_of_one_unit_tell_of_one_sale() -> None:
    sold: dict[str, set[tuple[str, str]]] = {}
    for sample in SAMPLES:
        if sample.parent.name not in ("claim-response", "completion-certificate"):
            continue
        model = load(sample).model
        if isinstance(model, ClaimResponse) and model.product.serial_number:
            sale = (str(model.product.purchased), str(model.product.handed_over))
            sold.setdefault(model.product.serial_number, set()).add(sale)
        elif isinstance(model, CompletionCertificate):
            day = getattr(model.cost, "contract_date", None)
            if day and model.units[0].serial_number:
                sale = (str(day), str(getattr(model.cost, "handed_over", None)))
                sold.setdefault(model.units[0].serial_number, set()).add(sale)
    assert not {number: sales for number, sales in sold.items() if len(sales) > 1}


@pytest.mark.parametrize(("law", "hidden"), [("de", True), ("de", False), ("ru", True)])
def test_a_late_notice_beside_no_defect_admits_none(law: str, hidden: bool) -> None:
    late = {"type": "late-notice", "details": "X"} | ({"defect_was": "hidden"} if hidden else {})
    changes: dict[str, Any] = {
        "lang": "de",
        "law": law,
        "decision": "refused",
        "claimant.type": "business",
        "claimant.company": "Firm",
    }
    finding = {"type": "inspection", "by": "uns", "date": "2026-11-21", "result": "X"}
    beside = changes | {"grounds": [{"type": "no-defect"}, late], "findings": [finding]}
    found = words(composed(assess(load(merged(CLAIM, beside))), None))
    assert "Davon abgesehen wurde ein etwaiger Mangel nicht" in found
    alone = words(composed(assess(load(merged(CLAIM, changes | {"grounds": [late]}))), None))
    assert "Der Mangel wurde nicht" in alone
    assert "etwaiger" not in alone


def test_duties_of_a_share_of_time_stand_in_the_order_of_the_list() -> None:
    shares = [
        {"task": "A", "percent": 100, "covers": ["reporting", "claim_work", "defect_records"]}
    ]
    data = job_description("warranty-manager", "de", "de", time_shares=shares)
    (row,) = [
        line
        for line in words(composed(assess(load(data)), None)).splitlines()
        if line.startswith("A | ")
    ]
    numbers = [float(one.rpartition(".")[2]) for one in row.split(" | ")[1].split(", ")]
    assert len(numbers) == 3
    assert numbers == sorted(numbers)

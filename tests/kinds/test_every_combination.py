"""Every decision, ground, remedy and acceptance, in each language and law, reads clean."""

from __future__ import annotations

import re
from itertools import product
from typing import Any, get_args

import pytest

from aftersales_docs import load
from aftersales_docs.api import FORMATS, write
from aftersales_docs.composing import assess, composed
from aftersales_docs.document import Document
from aftersales_docs.kinds.claim_response.grounds import GroundType
from aftersales_docs.kinds.claim_response.remedies import PAYMENTS, RemedyType
from tests.inputs import LANGS, LAWS
from tests.kinds.cases import CERTIFICATE, CLAIM, PERSON, merged
from tests.reading import docx_lines

FAULTS = re.compile(
    r"\{\{|\}\}|\{%|None|True|False|  | [.,;:!?](?!\w)|\(\s*\)|\( | \)|,,|;;"
    r"|\.\.(?!\.)|: :|, \."
)
REMEDIES = [
    {"type": one, "amount": "100.00"} if one in PAYMENTS else {"type": one}
    for one in get_args(RemedyType)
] + [
    {
        "type": "replacement",
        "model": "X-2",
        "serial_number": "7",
        "price_difference": "5.00",
        "details": "It is blue",
    },
    {
        "type": "replacement",
        "model": "X-2",
        "price_difference": "5.00",
        "difference_paid_by": "company",
    },
    {"type": "repair", "by": "2026-11-30", "details": "With a new pump."},
    {"type": "loan-unit", "model": "L-1", "serial_number": "8"},
    {"type": "transport", "by": "2026-11-26"},
]
# Without its end no letter says that a warranty is over; the law's judgement sees to that.
ENDED = {"product.warranty_months": 6}
GROUNDS = [{"type": one, "details": "Because"} for one in get_args(GroundType)] + [
    {"type": one} for one in get_args(GroundType) if one != "other"
]
FINDINGS = [
    {"type": "inspection", "by": "A", "date": "2026-11-21", "result": "x"},
    {
        "type": "examination",
        "by": "B",
        "date": "2026-11-21",
        "result": "y.",
        "report": "7",
        "claimant_attended": False,
    },
]
FULL = {
    "number": "K-1",
    "their_reference": {"number": "5", "date": "2026-11-19"},
    "claim.number": "R-1",
    "claim.dated": "2026-11-19",
    "claim.demanded": ["repair", "damages"],
    "product.warranty_months": 12,
    "product.model": "M",
    "product.serial_number": "S",
    "product.seller": "Shop",
    "product.purchased": "2026-03-01",
    "handover": {"how": "send", "place": "Here", "label_enclosed": True, "hours": "8–17"},
    "payment_to": "X",
    "notes": "A note.",
    "enclosures": ["One", {"name": "Two", "pages": 3}],
    "contact": {"phone": "1", "email": "a@b.example", "person": PERSON, "hours": "8–17"},
    "claimant.address": ["Street 1", "Town"],
    "findings": FINDINGS,
}
DECISIONS: dict[str, dict[str, Any]] = {
    "granted": {"remedies": REMEDIES},
    "partly-granted": {"remedies": REMEDIES[:3], "grounds": GROUNDS},
    "alternative": {"remedies": REMEDIES[:1], "grounds": GROUNDS[:1]},
    "refused": {"grounds": GROUNDS},
    "more-information": {"request": {"items": ["one", "two"], "goods": True}},
    "examination": {
        "examination": {
            "by": "B",
            "place": "P",
            "date": "2026-11-30",
            "time": "10:00",
            "questions": ["Why", "Since when?"],
        },
    },
    "forwarded": {"forwarded_to": {"name": "Y", "date": "2026-11-22", "answer_by": "2026-12-01"}},
    "recall": {"recall": {"name": "R", "reference": "1", "danger": "Fire", "measure": "Swap"}},
    "duplicate": {"previous_response": {"number": "1", "date": "2026-10-01"}},
}


def words(document: Document) -> str:
    return "\n".join(docx_lines(write(document, "docx")))


def faults(data: dict[str, Any]) -> list[str]:
    text = words(composed(assess(load(data)), None))
    found = FAULTS.finditer(text.replace("\u00a0", " "))
    return [text[max(0, m.start() - 30) : m.end() + 30] for m in found if m[0] != "  "]


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize(("lang", "law"), product(LANGS, LAWS))
def test_every_letter_reads_clean(lang: str, law: str, decision: str) -> None:
    base = ENDED | {"lang": lang, "law": law, "decision": decision} | DECISIONS[decision]
    for full in ({}, FULL):
        for by in ("seller", "manufacturer", "importer"):
            for type_ in ("consumer", "business"):
                company = {"claimant.company": "Firm"} if type_ == "business" else {}
                changes = {"responding_as": by, "claimant.type": type_} | company
                assert not faults(merged(CLAIM, base | full | changes))


@pytest.mark.parametrize(("lang", "law"), product(LANGS, LAWS))
def test_goodwill_costs_and_dispute_bodies_read_clean(lang: str, law: str) -> None:
    costs = {
        "examination": "claimant",
        "examination_amount": "9.00",
        "transport": "claimant",
        "transport_amount": "8.00",
    }
    body = {"takes_part": True, "obliged": True, "body": "B", "address": "A", "website": "W"}
    for changes in (
        {"decision": "granted", "remedies": REMEDIES, "goodwill": True},
        {"decision": "refused", "grounds": GROUNDS[:1], "costs": costs, "findings": FINDINGS},
        *(
            {"decision": "refused", "grounds": GROUNDS[:1], "dispute_resolution": own}
            for own in (body, body | {"takes_part": False}, {"takes_part": False})
            if law == "de"
        ),
    ):
        assert not faults(merged(CLAIM, ENDED | {"lang": lang, "law": law} | changes))


TIMES = {
    "demanded": "2026-11-02",
    "received": "2026-11-03",
    "ready": "2026-11-18",
    "returned": "2026-11-20",
}
CERTIFICATES: list[dict[str, Any]] = [
    {},
    {
        "cost": {
            "type": "cure",
            "contract_date": "2026-08-03",
            "handed_over": "2026-08-04",
            "defect_appeared": "2026-11-01",
            "on_behalf_of": "Shop",
        },
        "defect_found": "x",
        "warranty": {"original_until": "2027-03-01"},
        "times": TIMES,
    },
    {
        "cost": {"type": "cure", "contract_date": "2025-08-03"},
        "defect_found": "x",
        "times": TIMES,
        "customer.type": "business",
        "customer.company": "Firm",
        "customer.post": "Head",
        "acceptance": {"result": "refused", "reservations": ["Loud"], "remedy_by": "2026-12-01"},
    },
    {
        "cost": {"type": "guarantee", "guarantor": "Maker", "contract_date": "2025-08-03"},
        "times": TIMES,
        "warranty": {"original_until": "2027-03-01", "work_months": 3},
        "handback": {"condition": "as before", "complete": True, "checked_together": True},
        "acceptance": {"result": "reserved", "reservations": ["Dust"]},
    },
    {
        "acceptance": {"result": "pending", "accept_by": "2026-12-01"},
        "times": TIMES,
        "done_by": [{"post": "Fitter", "person": PERSON}, {"post": "Painter"}],
    },
    {
        "customer.type": "business",
        "customer.company": "Firm",
        "customer.post": "Head",
        "customer.authority": "Charter",
        "times": TIMES | {"agreed": "2026-11-20"},
        "acceptance": {"no_claims": True, "date": "2026-11-23"},
    },
    {"cost": "goodwill", "prices": "gross", "rounding": "line"},
    {"cost": "shared", "customer_share_percent": 40, "warranty": {"work_months": 6}},
    {
        "customer.type": "business",
        "customer.company": "Firm",
        "customer.post": "Head",
        "customer.phone": "1",
        "customer.email": "a@b.example",
        "customer.address": ["S", "T"],
        "units": [
            {
                "name": "Radio",
                "sold": "2026-05-02",
                "sale_document": "receipt 5",
                "condition": "used",
                "accessories": ["cable", "box"],
            },
            {"name": "Set"},
        ],
        "acceptance": {"result": "reserved", "reservations": ["One", "Two."]},
    },
    {
        "acceptance": {"result": "refused", "reservations": ["All"]},
        "remarks": "R",
        "parts": [
            {
                "name": "Pump",
                "part_number": "1",
                "serial_old": "2",
                "serial_new": "3",
                "quantity": 1,
                "warranty_months": 6,
            },
            {"name": "Seal"},
        ],
        "work_done": ["A", "B."],
        "defect_reported": "d",
        "seal": True,
        "copies": 3,
    },
]


@pytest.mark.parametrize(("lang", "law"), product(LANGS, LAWS))
@pytest.mark.parametrize("vat", ["rate", "none", "mixed"])
def test_every_certificate_reads_clean(lang: str, law: str, vat: str) -> None:
    line = CERTIFICATE["lines"][0]
    standard = {"ru": 22, "de": 19}[law]
    lines = {
        "rate": [
            line | {"vat": standard, "discount_percent": 5},
            line | {"vat": standard, "price": "-10.00", "reason": "advance of 2 May"},
        ],
        "none": [line | {"vat": "none"}],
        "mixed": [line | {"vat": standard}, line | {"vat": 0}, line | {"vat": "none"}],
    }[vat]
    for changes in CERTIFICATES:
        data = merged(
            CERTIFICATE, {"lang": lang, "law": law, "lines": lines, "vat_ground": "G"} | changes
        )
        assert not faults(data)


@pytest.mark.parametrize("format_", FORMATS)
def test_both_formats_are_written_in_every_language_and_law(format_: Any) -> None:
    for lang, law in product(LANGS, LAWS):
        data = merged(CLAIM, {"lang": lang, "law": law, "remedies": REMEDIES[:1]})
        assert write(composed(assess(load(data)), None), format_)

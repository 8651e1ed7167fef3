"""Small claims and certificates for the tests of the law's judgement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aftersales_docs import load
from aftersales_docs.composing import assess
from aftersales_docs.kinds.claim_response.schema import ClaimResponse
from aftersales_docs.kinds.completion_certificate.schema import CompletionCertificate

PERSON = {"surname": "Петрова", "given_name": "Анна", "patronymic": "Сергеевна"}
CLAIM: dict[str, Any] = {
    "kind": "claim-response",
    "lang": "en",
    "law": "ru",
    "date": "2026-11-23",
    "organisation": {"name": "Volgopribor"},
    "claimant": {"type": "consumer", "person": PERSON},
    "claim": {"received": "2026-11-20", "defect": "It is silent."},
    "product": {"name": "radio", "handed_over": "2026-03-02", "price": "10000.00"},
    "decision": "granted",
    "contact": {"phone": "1"},
    "signatory": {"post": "Manager"},
}
CERTIFICATE: dict[str, Any] = {
    "kind": "completion-certificate",
    "lang": "en",
    "law": "ru",
    "number": "1",
    "date": "2026-11-23",
    "place": "Samara",
    "contractor": {
        "name": "Service",
        "representative": {"post": "Foreman", "person": PERSON},
    },
    "customer": {"type": "consumer", "person": PERSON},
    "basis": {"name": "order"},
    "units": [{"name": "Radio"}],
    "cost": "paid",
    "lines": [{"description": "Work", "quantity": 1, "unit": "h", "price": "100.00", "vat": 22}],
}


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """``base`` with ``changes``, written ``{"claim.received": …}``; ``None`` takes away."""
    data = {key: dict(v) if isinstance(v, dict) else v for key, v in base.items()}
    for path, value in changes.items():
        *parents, last = path.split(".")
        place = data
        for name in parents:
            place = place.setdefault(name, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return data


def claim(**changes: Any) -> ClaimResponse:
    """A claim with ``changes`` (``claim__received=…``)."""
    model = load(merged(CLAIM, _paths(changes))).model
    assert isinstance(model, ClaimResponse)
    return model


def certificate(**changes: Any) -> CompletionCertificate:
    """A certificate with ``changes``."""
    model = load(merged(CERTIFICATE, _paths(changes))).model
    assert isinstance(model, CompletionCertificate)
    return model


def _paths(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "."): value for name, value in changes.items()}


def codes(base: Mapping[str, Any], changes: Mapping[str, Any]) -> set[str]:
    """The codes of errors and warnings of ``base`` with ``changes``; notes left out."""
    found = list(assess(load(merged(base, changes))).problems)
    return {problem.code for problem in found if problem.severity != "note"}

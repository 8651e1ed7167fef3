"""Every day in every kind's schema is due, or told here why it is not; each gives a due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from aftersales_docs.api import assess, load
from aftersales_docs.desk.cases.waiting import claims_waiting
from aftersales_docs.desk.dues import WORDS, calendar, dues_of, open_dues
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document, Due
from aftersales_docs.kinds import KINDS
from aftersales_docs.messages import UI_LANGS, said
from aftersales_docs.schemas.due_days import DueBy
from aftersales_docs.schemas.shapes import models_in

from .claims import Claim, put
from .orders import ROOT

SAMPLES = ROOT / "samples"
# Days that tell what was, and bind nobody to anything to come.
FACTS = {
    "ClaimResponse.date",
    "ClaimResponse.contract_date",
    "DocumentMark.date",
    "Forwarding.date",
    "IndependentExamination.date",
    "Inspection.date",
    "Product.purchased",
    "Product.handed_over",
    "Claim.dated",
    "Claim.received",
    "Claim.defect_appeared",
    "Claim.loan_demanded",
    "Claim.earlier_repair",
    "Claim.goods_received",
    "CompletionCertificate.date",
    "Acceptance.date",
    "WorkWarranty.original_until",
    "Guarantee.contract_date",
    "Guarantee.handed_over",
    "Guarantee.defect_appeared",
    "Cure.contract_date",
    "Cure.handed_over",
    "Cure.defect_appeared",
    "Cure.informed",
    "Times.agreed",
    "Times.demanded",
    "Times.received",
    "Times.ready",
    "Times.returned",
    "Unit.sold",
    "NamedDocument.date",
    "JobDescription.date",
    "RecordedChange.date",
    "ApprovalByOrder.date",
    "ApprovalBySignature.date",
    "ReplacedVersion.date",
    "ServiceAgreement.date",
    "ServiceAgreement.valid_from",
    "ContractTerm.starts",
    "WarrantySection.date",
    "HostContract.date",
}
# Days of which code makes what is due: promises, terms of agreements, acknowledgements.
BY_CODE = {
    "Transport.by",
    "LoanUnit.by",
    "Payment.by",
    "Replacement.by",
    "Repair.by",
    "ContractTerm.ends",
    "JobDescription.valid_from",
}


def _holds_day(annotation: Any) -> bool:
    return annotation is date or any(
        _holds_day(one) for one in get_args(annotation) if not isinstance(one, str)
    )


def _days() -> Iterator[tuple[str, str]]:
    """The days of all schemas, and what each is marked as."""
    seen: set[type[BaseModel]] = set()
    waiting = [kind.model for kind in KINDS.values()]
    while waiting:
        model: type[BaseModel] = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, info in model.model_fields.items():
            inner = models_in(info.annotation)
            waiting += inner  # type: ignore[arg-type]
            if not inner and _holds_day(info.annotation):
                marks = [one.what for one in info.metadata if isinstance(one, DueBy)]
                yield f"{model.__name__}.{name}", marks[0] if marks else ""


def test_no_day_of_a_schema_escapes() -> None:
    """A new day in a kind is marked as due, or told above why it is none."""
    marked = {name for name, what in _days() if what}
    plain = {name for name, what in _days() if not what}
    assert plain == FACTS | BY_CODE
    assert not marked & (FACTS | BY_CODE)


def test_what_is_due_has_words_in_every_language() -> None:
    marks = {what for _, what in _days() if what}
    assert marks <= set(WORDS)
    for words in WORDS.values():
        assert len({said(words, lang) for lang in UI_LANGS}) == len(UI_LANGS), words


def _all_samples() -> list[Path]:
    return [
        path
        for path in sorted(SAMPLES.glob("*/*.yaml"))
        if path.parent.name in KINDS and path.name.count(".") == 3
    ]


def _marked(value: Any) -> Iterator[tuple[str, str]]:
    """What the marked days of an input are, found by looking at each value."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            inner = getattr(value, name)
            for mark in info.metadata:
                if isinstance(mark, DueBy) and inner is not None:
                    yield mark.what, inner.isoformat()
            yield from _marked(inner)
    elif isinstance(value, tuple):
        for one in value:
            yield from _marked(one)


@pytest.mark.wide
@pytest.mark.parametrize("path", _all_samples(), ids=lambda one: f"{one.parent.name}-{one.name}")
def test_every_term_that_a_sample_states_is_due(path: Path) -> None:
    data = load(str(path))
    assessed, model = assess(data), data.model
    found = dues_of(assessed)
    fetched = {("handover", day) for what, day in found if what == "transport"}
    assert set(_marked(model)) - fetched <= set(found)
    kinds = [what for what, _ in found]
    if data.kind.id == "claim-response":
        assert kinds.count("answer") == 1
        for promise in assessed.assessment.promises:
            if promise.due is not None:
                assert (promise.remedy.type, promise.due.isoformat()) in found
    term = getattr(model, "term", None)
    if term is not None and term.ends is not None:
        assert ("renewal" if term.renewal_months else "end", term.ends.isoformat()) in found
        assert ("notice" in kinds) == bool(term.renewal_months)
    if data.kind.id == "job-description" and (model.valid_from or model.date):  # type: ignore[attr-defined]
        assert "signature" in kinds


def _changed(sample: str, **fields: Any) -> list[tuple[str, str]]:
    data = load(str(SAMPLES / sample))
    raw = data.model.model_dump(mode="python", exclude_unset=True, by_alias=True)
    model = data.kind.model.model_validate({**raw, **fields})
    return list(dues_of(assess(replace(data, model=model, second=None))))


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        (
            {"decision": "more-information", "request": {"goods": True, "by": date(2026, 12, 8)}},
            ("request", "2026-12-08"),
        ),
        (
            {
                "decision": "forwarded",
                "forwarded_to": {"name": "X", "answer_by": date(2026, 12, 9)},
            },
            ("passed-on", "2026-12-09"),
        ),
        (
            {
                "decision": "examination",
                "examination": {"by": "X", "place": "Y", "date": date(2026, 12, 10)},
            },
            ("examination", "2026-12-10"),
        ),
        (
            {"goods_back": {"how": "deliver", "by": date(2026, 12, 11)}},
            ("goods-back", "2026-12-11"),
        ),
        ({"costs": {"pay_by": date(2026, 12, 12)}}, ("costs", "2026-12-12")),
        (
            {"handover": {"how": "bring", "place": "Kassel", "date": date(2026, 12, 1)}},
            ("handover", "2026-12-01"),
        ),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_each_day_of_an_answer_is_due(fields: dict[str, Any], due: tuple[str, str]) -> None:
    assert due in _changed("claim-response/granted-repair.de.de.yaml", **fields)


def test_a_term_from_the_handover_runs_from_the_day_agreed_for_it() -> None:
    """14 days from Tuesday, 1 December: the 15th; the loan unit comes back with the repair."""
    found = _changed(
        "claim-response/granted-repair.de.de.yaml",
        remedies=[{"type": "repair", "days": 14}, {"type": "loan-unit", "by": date(2026, 12, 1)}],
        handover={"how": "bring", "place": "Kassel", "date": date(2026, 12, 1)},
    )
    assert ("repair", "2026-12-15") in found
    assert ("loan-unit", "2026-12-01") in found
    assert ("loan-return", "2026-12-15") in found


def test_a_renewed_agreement_is_due_again_each_time(register: Register) -> None:
    """Of a notice and a renewal the next alone is told, and none that has passed."""
    (document,) = put([Claim("A", date(2026, 1, 1))])
    days = ("2026-09-30", "2027-09-30", "2028-09-30")
    Due.objects.bulk_create(Due(document=document, what="notice", on=on) for on in days)
    Due.objects.create(document=document, what="renewal", on="2026-12-31")

    def told(day: date) -> list[tuple[str, int]]:
        return [(one.on.isoformat(), one.days) for one in open_dues(day)]

    assert told(date(2026, 9, 30)) == [("2026-09-30", 0), ("2026-12-31", 92)]
    assert told(date(2026, 10, 1)) == [("2026-12-31", 91), ("2027-09-30", 364)]
    assert told(date(2027, 1, 1)) == [("2027-09-30", 272)]


@pytest.mark.parametrize(("offset", "days"), [(-1, -1), (0, 0), (1, 1), (30, 30), (366, 366)])
def test_days_left_are_counted_from_today(register: Register, offset: int, days: int) -> None:
    (document,) = put([Claim("A", date(2026, 1, 1))])
    today = date(2027, 12, 31)
    on = today + timedelta(days=offset)
    Due.objects.create(document=document, what="refund", on=on.isoformat())
    assert [one.days for one in open_dues(today)] == [days]
    assert bool(open_dues(today, within=offset - 1)) is False
    assert bool(open_dues(today, within=max(offset, 0)))


def test_what_a_later_document_of_the_case_settled_is_due_no_more(register: Register) -> None:
    from aftersales_docs.desk.cases.models import Case

    case = Case.objects.create(
        office="main", facts="", opened_at="", opened_by="x", changed_at="", changed_by="x"
    )
    answer = Claim("A", date(2026, 1, 1), case=case)
    certificate = replace(answer, kind="completion-certificate", state="reserved")
    first, second = put([answer, certificate])
    for what in ("repair", "refund"):
        Due.objects.create(document=first, what=what, on="2026-02-01")
    assert {one.what for one in open_dues(date(2026, 1, 5))} == {"repair", "refund"}
    Document.objects.filter(pk=second.pk).update(state="issued")
    assert {one.what for one in open_dues(date(2026, 1, 5))} == {"refund"}
    Document.objects.filter(pk=second.pk).update(state="cancelled")
    assert {one.what for one in open_dues(date(2026, 1, 5))} == {"repair", "refund"}


def test_a_claim_that_nobody_answered_is_due(register: Register, run: Any, tmp_path: Path) -> None:
    facts = ("--set", "law=de", "--set", "lang=de", "--set", "claim.received=2026-11-02")
    assert run("register", "case", "new", *facts)[0] == 0
    (found,) = claims_waiting(date(2026, 11, 20))
    assert (found.what, found.on, found.days) == ("answer", date(2026, 11, 16), -4)
    assert claims_waiting(date(2026, 11, 1), within=14) == []
    assert claims_waiting(date(2026, 11, 20), office="nord") == []
    assert "case 1  the answer must be sent" in run("register", "due")[1]
    calendar_file = tmp_path / "due.ics"
    assert run("register", "due", "--ics", calendar_file)[0] == 0
    assert b"UID:claim-response-case-1-1-answer-2026-11-16@" in calendar_file.read_bytes().replace(
        b"\r\n ", b""
    )
    assert calendar([found], ["x"]) == calendar([found], ["x"])
    run("register", "case", "close", "1", "--note", "withdrawn")
    assert claims_waiting(date(2026, 11, 20)) == []

"""Cases: facts typed once serve all documents; what comes next, and by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml

from aftersales_docs.checking import check
from aftersales_docs.desk import faults
from aftersales_docs.desk.cases.facts import facts_in, put, typed
from aftersales_docs.desk.cases.life import (
    change,
    close,
    file_document,
    file_draft,
    listed,
    note,
    open_case,
    reopen,
    the_case,
)
from aftersales_docs.desk.cases.models import Case
from aftersales_docs.desk.cases.sharing import draft_on, input_of
from aftersales_docs.desk.cases.steps import settled_by, steps_of
from aftersales_docs.desk.chain import Act, entry
from aftersales_docs.desk.draft_issuing import issue_draft
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document, Event
from aftersales_docs.desk.steps import step
from aftersales_docs.desk.verifying import verify
from aftersales_docs.errors import DataError, Severity
from aftersales_docs.kinds import KINDS
from aftersales_docs.schemas.correspondence import Customer, Product, Sender
from aftersales_docs.schemas.parts import DocumentInput
from aftersales_docs.schemas.scalars import Day, Line, Many, Paragraph
from aftersales_docs.schemas.shared_facts import Fact, facts_known, taken

from .case_file import facts
from .orders import KIND, issued, letter

WHO = "Katharina Vogt"
TODAY = date(2026, 11, 23)
Run = Callable[..., tuple[int, str, str]]


def opened(register: Register, **changed: Any) -> Case:
    return open_case(register, "main", facts(**changed), WHO)


def whole(register: Register) -> list[str]:
    return [f"{one.code}: {one}" for one in verify(register, anew=False)]


def errors(data: dict[str, Any]) -> list[str]:
    return [one.field for one in check(data) if one.severity is Severity.ERROR]


# What documents share ---------------------------------------------------------------------------


def test_a_claim_response_takes_only_the_decision(register: Register) -> None:
    case = opened(register)
    data = input_of(case, KIND, {"decision": "granted"})
    assert data["remedies"] == [{"type": "repair"}], "what was demanded is granted"
    assert errors(data) == []
    row = draft_on(register, case, KIND, {"decision": "granted"}, WHO)
    document = issue_draft(register, row.pk, 1, WHO).document
    assert (document.case, document.party) == (case, "Leyla Öztürk")
    assert not list(verify(register))


def test_a_certificate_takes_the_same_facts(register: Register) -> None:
    data = input_of(opened(register), "completion-certificate")
    assert data["contractor"]["name"] == "Nordwerk Hausgeräte GmbH"
    assert data["customer"] == facts()["claimant"]
    assert data["units"] == [
        {
            "name": "Waschmaschine",
            "model": "Aqua 7 WM-714",
            "serial_number": "WM714-2503-00817",
            "sold": "2026-02-10",
        }
    ]
    assert data["defect_reported"] == facts()["claim"]["defect"]
    assert data["times"] == {"demanded": "2026-11-18"}
    assert not {"contractor", "customer", "units"} & {one.split(".")[0] for one in errors(data)}


class LoanAgreement(DocumentInput):
    """A kind that nobody has written yet."""

    kind: Literal["loan-agreement"]
    lender: Sender
    borrower: Customer
    replaced_goods: Many[Product] = ()
    claimed_on: Day | None = None
    ground: Paragraph | None = None
    place: Line


def test_a_kind_to_come_joins_without_code() -> None:
    found = taken(LoanAgreement, facts(place="Hannover"))
    assert found == {
        "lang": "de",
        "law": "de",
        "lender": facts()["organisation"],
        "borrower": facts()["claimant"],
        "replaced_goods": [facts()["product"]],
        "place": "Hannover",
    }
    assert facts_known([LoanAgreement]) >= {"organisation", "claimant", "product", "place"}


def test_a_field_says_where_its_value_comes_from() -> None:
    from typing import Annotated

    from pydantic import create_model

    model = create_model(
        "Made",
        __base__=DocumentInput,
        demanded_on=(Annotated[Day | None, Fact("claim.received")], None),
        nothing=(Annotated[Day | None, Fact("claim.never")], None),
    )
    assert taken(model, facts())["demanded_on"] == "2026-11-18"
    assert "nothing" not in taken(model, facts())
    assert "claim" in facts_known([model])


def test_an_agreement_between_others_takes_no_house_for_a_party() -> None:
    found = taken(KINDS["service-agreement"].model, facts())
    assert not {"principal", "seller"} & set(found)


def test_each_kind_takes_facts_that_are_right_there(register: Register) -> None:
    """What a case fills in is never what a document is refused for."""
    case = opened(register)
    for kind in KINDS:
        data = input_of(case, kind)
        wrong = [
            one
            for one in check(data)
            if one.severity is Severity.ERROR and one.code not in ("missing", "empty")
        ]
        assert [one for one in wrong if one.field.split(".")[0].split("[")[0] in data] == []


def test_every_settled_thing_has_words() -> None:
    from aftersales_docs.desk.dues import WORDS

    assert set(settled_by()) <= set(WORDS)
    assert settled_by()["answer"] == (KIND,)


# The life of a case -----------------------------------------------------------------------------


def test_facts_that_no_document_shares_are_refused(register: Register) -> None:
    with pytest.raises(DataError) as refused:
        opened(register, prodcut={"name": "x"})
    problem = refused.value.problems[0]
    assert (problem.code, problem.field) == ("unknown-fact", "prodcut")
    assert "product" in problem.line()


def test_a_case_is_changed_by_who_has_read_it(register: Register) -> None:
    case = opened(register)
    other = put(facts_in(case), "product.serial_number", typed("007"))
    assert change(register, case.pk, 1, other, "Boris").version == 2
    assert the_case(case.pk).serials == "007"
    with pytest.raises(DataError) as refused:
        change(register, case.pk, 1, facts(), WHO)
    assert refused.value.problems[0].code == "case-changed"
    assert change(register, case.pk, 1, other, WHO).version == 2, "the same again is no conflict"


def test_the_chain_holds_nothing_that_stands_in_a_case(register: Register) -> None:
    case = opened(register)
    note(register, case.pk, "Frau Öztürk rief an.", WHO)
    told = [entry(one) for one in Event.objects.filter(about=f"case:{case.pk}")]
    assert [one["action"] for one in told] == ["case-opened", "case-noted"]
    assert "Öztürk" not in str(told)
    assert not whole(register)


def test_a_case_is_closed_with_a_ground_while_something_is_open(register: Register) -> None:
    case = opened(register)
    with pytest.raises(DataError) as refused:
        close(register, case.pk, WHO, pending=len(steps_of(case, TODAY)))
    assert refused.value.problems[0].code == "case-pending"
    close(register, case.pk, WHO, "zurückgezogen", pending=1)
    assert steps_of(the_case(case.pk), TODAY) == []
    for work in (
        lambda: change(register, case.pk, 1, facts(law="ru"), WHO),
        lambda: close(register, case.pk, WHO),
    ):
        with pytest.raises(DataError) as shut:
            work()
        assert shut.value.problems[0].code == "case-closed"
    assert reopen(register, case.pk, WHO).state == "open"
    with pytest.raises(DataError):
        reopen(register, case.pk, WHO)
    assert not whole(register)


def test_documents_and_drafts_hang_on_one_case(quick: Register, tmp_path: Path) -> None:
    first, second = opened(quick), opened(quick)
    document = issued(quick, letter(tmp_path)).document
    file_document(quick, first.pk, document, WHO)
    file_document(quick, first.pk, document, WHO)
    with pytest.raises(DataError) as refused:
        file_document(quick, second.pk, document, WHO)
    assert refused.value.problems[0].code == "on-another-case"
    row = draft_on(quick, first, KIND, {}, WHO)
    assert file_draft(quick, second.pk, row.pk, WHO).case == second
    assert not whole(quick)


def test_nothing_is_issued_on_a_closed_case(quick: Register) -> None:
    case = opened(quick)
    row = draft_on(quick, case, KIND, {"decision": "granted"}, WHO)
    close(quick, case.pk, WHO)
    with pytest.raises(DataError) as refused:
        issue_draft(quick, row.pk, 1, WHO)
    assert refused.value.problems[0].code == "case-closed"
    assert not Document.objects.exists()


def test_cases_are_found(register: Register) -> None:
    case = opened(register)
    opened(
        register,
        claimant={"type": "business", "company": "Müller & Söhne"},
        product={"name": "Trockner"},
        claim={},
    )
    for wanted in ({"party": "ozturk"}, {"product": "waschm"}, {"number": "264471"}):
        assert [one.pk for one in listed(**wanted)] == [case.pk]
    assert len(list(listed())) == 2
    assert case.received == "2026-11-18"


@pytest.mark.parametrize("received", ["gestern", "", None, "31.11.2026", {"x": 1}])
def test_a_day_that_is_none_is_kept_and_not_counted_by(register: Register, received: Any) -> None:
    case = opened(register, claim={"received": received})
    assert case.received == ""
    assert steps_of(case, TODAY) == []


# What comes next --------------------------------------------------------------------------------


def steps(case: Case) -> list[tuple[str, str, str]]:
    found = steps_of(the_case(case.pk), TODAY)
    return [(one.what, one.by.isoformat() if one.by else "", one.kind) for one in found]


def test_the_answer_is_due_by_the_house_or_the_law(register: Register) -> None:
    assert steps(opened(register)) == [("answer", "2026-12-02", KIND)]
    russian = opened(
        register, law="ru", lang="ru", claim=facts()["claim"] | {"demanded": ["refund"]}
    )
    assert steps(russian) == [("answer", "2026-11-30", KIND)], "ten days end on a Saturday"
    late = steps_of(russian, date(2026, 12, 1))[0]
    assert (late.days, late.because_of) == (-1, None)


def test_the_life_of_a_claim(register: Register) -> None:
    case = opened(register)
    row = draft_on(
        register,
        case,
        KIND,
        {
            "date": "2026-11-23",
            "decision": "granted",
            "remedies": [{"type": "repair", "by": "2026-11-30"}],
        },
        WHO,
    )
    assert steps_of(case, TODAY)[0].draft == row
    document = issue_draft(register, row.pk, 1, WHO).document
    assert steps(case) == [
        ("repair", "2026-11-30", "completion-certificate"),
        ("answer", "2026-12-02", ""),
    ], "the answer is made and is to be sent"
    assert steps_of(case, TODAY)[0].because_of == document
    step(register, document, "sent", Act(WHO, {"way": "letter"}))
    assert steps(case) == [("repair", "2026-11-30", "completion-certificate")]
    Document.objects.create(
        **{
            one.attname: getattr(document, one.attname)
            for one in Document._meta.concrete_fields
            if one.attname not in ("id", "kind", "key", "number")
        },
        kind="completion-certificate",
        key="x",
        number="CC-1",
    )
    assert steps(case) == []


def test_a_promise_without_a_day_is_a_step_all_the_same(register: Register) -> None:
    case = opened(register)
    row = draft_on(register, case, KIND, {"decision": "granted"}, WHO)
    step(register, issue_draft(register, row.pk, 1, WHO).document, "sent", Act(WHO))
    assert steps(case) == [("repair", "", "completion-certificate")]


def test_a_cancelled_answer_answers_nothing(register: Register) -> None:
    case = opened(register)
    row = draft_on(register, case, KIND, {"decision": "granted"}, WHO)
    document = issue_draft(register, row.pk, 1, WHO).document
    step(register, document, "cancelled", Act(WHO, {"ground": "Irrtum"}))
    assert steps(case) == [("answer", "2026-12-02", KIND)]


# Stopped in between -----------------------------------------------------------------------------


class StoppedError(Exception):
    """The process ended here."""


@pytest.mark.parametrize("point", ["case-row", "case-event"])
@pytest.mark.parametrize(
    "work",
    [
        lambda register, case: open_case(register, "main", facts(), WHO),
        lambda register, case: change(register, case.pk, 1, facts(law="ru"), WHO),
        lambda register, case: note(register, case.pk, "x", WHO),
        lambda register, case: close(register, case.pk, WHO),
        lambda register, case: file_document(register, case.pk, Document.objects.get(), WHO),
    ],
)
def test_stopped_in_any_step_all_of_it_or_nothing(
    quick: Register, tmp_path: Path, point: str, work: Any
) -> None:
    def stop(reached: str) -> None:
        if reached == point:
            raise StoppedError

    case = opened(quick)
    issued(quick, letter(tmp_path))
    before = (Event.objects.count(), Case.objects.values().get())
    faults.hooks.append(stop)
    try:
        with pytest.raises(StoppedError):
            work(quick, case)
    finally:
        faults.hooks.clear()
    assert (Event.objects.count(), Case.objects.values().get()) == before
    work(quick, case)
    assert Event.objects.count() == before[0] + 1
    assert not whole(quick)


# The commands -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ui",
    [
        pytest.param(one, marks=() if one == "de" else pytest.mark.wide)
        for one in ("en", "de", "ru")
    ],
)
def test_the_commands(run: Run, register: Register, tmp_path: Path, ui: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(yaml.safe_dump(facts(), allow_unicode=True), encoding="utf-8")

    def ran(*args: str | Path) -> str:
        code, told, problems = run("--lang", ui, "register", *args)
        assert code == 0, problems
        return told

    assert KIND in ran("case", "new", path, "--set", "claim.number=R-1")
    assert "Leyla Öztürk" in ran("case", "list", "--number", "R1")
    ran("case", "draft", "1", KIND, "--set", "decision=granted")
    ran("case", "add", "1", "--note", "Rückruf erbeten", "--set", "place=Hannover")
    told = ran("case", "show", "1")
    assert "Rückruf erbeten" in told
    assert "place: Hannover" in told
    ran("draft", "issue", "1", "--version", "1")
    assert "CR-2026-00001" in ran("case", "next", "1")
    assert run("--lang", ui, "register", "case", "close", "1")[0] == 1
    ran("case", "close", "1", "--note", "erledigt")
    ran("case", "reopen", "1")
    ran("case", "show", "1", "--json")
    assert run("--lang", ui, "register", "case", "add", "1")[0] == 2
    assert run("--lang", ui, "register", "case", "add", "1", "--set", "x")[0] == 2
    assert run("--lang", ui, "register", "case", "show", "7")[0] == 1
    ran("verify")

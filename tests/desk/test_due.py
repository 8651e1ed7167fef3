"""What is due by when; finished documents of before, taken over."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aftersales_docs.api import assess, load
from aftersales_docs.desk.chain import Act
from aftersales_docs.desk.dues import WORDS, dues_of, open_dues
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document
from aftersales_docs.desk.steps import step
from aftersales_docs.desk.verifying import verify

from .orders import LETTER, ROOT, issued, letter

Run = Callable[..., tuple[int, str, str]]
SAMPLES = ROOT / "samples"


@pytest.mark.wide
@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (
            "claim-response/granted-repair.de.de.yaml",
            {("repair", "2026-11-30"), ("transport", "2026-11-25")},
        ),
        ("claim-response/refund.ru.ru.yaml", {("refund", "2026-11-26")}),
    ],
)
def test_what_follows_from_a_claim(sample: str, expected: set[tuple[str, str]]) -> None:
    found = set(dues_of(assess(load(str(SAMPLES / sample)))))
    assert expected <= found
    assert [what for what, _ in found].count("answer") == 1


def test_every_due_of_every_sample_has_words() -> None:
    found = {
        what
        for path in sorted(SAMPLES.glob("*/*.yaml"))
        if path.parent.name in {"claim-response", "service-agreement", "completion-certificate"}
        for what, _ in dues_of(assess(load(str(path))))
    }
    assert found
    assert found <= set(WORDS)


def test_notice_is_due_before_the_end() -> None:
    data = load(str(SAMPLES / "service-agreement" / "full.de.de.yaml"))
    term = data.model.term.model_copy(
        update={"ends": date(2027, 12, 31), "renewal_months": 12, "notice_months": 3}
    )
    from dataclasses import replace

    other = replace(data, model=data.model.model_copy(update={"term": term}), second=None)
    found = dues_of(assess(other))
    assert found[:2] == (("notice", "2027-09-30"), ("renewal", "2027-12-31"))
    assert found[-2:] == (("notice", "2036-09-30"), ("renewal", "2036-12-31"))
    assert "end" not in dict(found)


def test_what_is_open_overdue_first(run: Run, register: Register, tmp_path: Path) -> None:
    document = issued(register, letter(tmp_path)).document
    found = open_dues(date(2026, 11, 27))
    days = {one.what: one.days for one in found}
    assert (days["transport"], days["repair"]) == (-2, 3)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert {one.what for one in open_dues(date(2026, 11, 27), within=0)} == {
        one.what for one in found if one.days <= 0
    }
    assert open_dues(date(2026, 11, 27), office="nord") == []
    step(register, document, "sent", Act("x"))
    assert "answer" not in {one.what for one in open_dues(date(2026, 11, 27))}
    calendar = tmp_path / "due.ics"
    assert run("register", "due", "--ics", calendar)[0] == 0
    text = calendar.read_bytes().replace(b"\r\n ", b"").decode()
    assert "SUMMARY:CR-2026-00001: repair (Leyla Öztürk)" in text
    assert "DTSTART;VALUE=DATE:20261130" in text
    assert len(json.loads(run("register", "due", "--json")[1])) == 2
    assert "CR-2026-00001  repair  Leyla Öztürk" in run("register", "due")[1]
    step(register, document, "done", Act("x"))
    assert run("register", "due")[1] == "nothing is due.\n"


def test_finished_documents_are_taken_over(run: Run, register: Register, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    agreement = SAMPLES / "service-agreement" / "lean.de.ru.yaml"
    assert run("render", LETTER, agreement, "-o", folder, "--with-data")[0] == 0
    assert run("render", LETTER, "-o", tmp_path / "bare", "--no-data")[0] == 0
    code, told, errors = run("register", "import", folder)
    assert (code, errors) == (0, "")
    numbers = set(Document.objects.values_list("number", flat=True))
    assert "KD-2026/1187" in numbers
    assert told.count("taken over: ") == 2
    assert run("register", "import", folder)[1].count("taken over before: ") == 2
    assert not list(verify(register))
    code, _, errors = run("register", "import", tmp_path / "bare")
    assert (code, "carries no input" in errors) == (1, True)
    assert "KD-2026/1187" in run("register", "find", "1187")[1]


def test_an_imported_number_counts_for_the_next(
    run: Run, register: Register, tmp_path: Path
) -> None:
    run("register", "pattern", "KD-{year}/{seq}", "--kind", "claim-response")
    run("render", LETTER, "-o", tmp_path / "old", "--with-data", "-f", "docx")
    assert run("register", "import", tmp_path / "old")[0] == 0
    document = issued(register, letter(tmp_path)).document
    assert document.number == "KD-2026/1188"
    assert not list(verify(register))


def test_a_name_with_two_documents_is_refused(
    run: Run, register: Register, tmp_path: Path
) -> None:
    other = letter(tmp_path, number="KD-2026/1")
    run("render", LETTER, "-o", tmp_path / "old", "--with-data", "-f", "docx")
    run("render", other, "-o", tmp_path / "new", "--with-data", "-f", "pdf")
    (tmp_path / "new" / "letter.pdf").rename(tmp_path / "old" / f"{LETTER.stem}.pdf")
    code, _, errors = run("register", "import", tmp_path / "old")
    assert (code, "not the same document" in errors) == (1, True)
    assert Document.objects.count() == 0

"""The commands for drafts and approval, and the whole life of a document in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.desk.history import ACTIONS

from .orders import KIND, letter

Run = Callable[..., tuple[int, str, str]]
WORDS = {
    "en": (
        "draft begun",
        "submitted for approval",
        "approved",
        "issued",
        "sent",
        "signed",
        "done",
    ),
    "de": (
        "Entwurf begonnen",
        "zur Freigabe vorgelegt",
        "freigegeben",
        "ausgestellt",
        "versandt",
        "unterschrieben",
        "erledigt",
    ),
    "ru": ("проект начат", "передан на согласование", "согласован"),
}


@pytest.mark.parametrize(
    "ui", [pytest.param(one, marks=() if one == "de" else pytest.mark.wide) for one in WORDS]
)
def test_a_whole_life(run: Run, register: Any, tmp_path: Path, ui: str) -> None:
    def ran(*args: str | Path, by: str = "Anna") -> str:
        code, told, problems = run("--lang", ui, "register", *args, "--person", by)
        assert code == 0, problems
        return told

    ran("approval", KIND, "--demand")
    assert run("issue", letter(tmp_path))[0] == 1
    ran("draft", "new", letter(tmp_path), "-o", tmp_path / "draft")
    assert (tmp_path / "draft" / "draft-1.pdf").read_bytes().startswith(b"%PDF")
    ran("draft", "save", "1", letter(tmp_path, notes="Neu."), "--version", "1")
    assert run("register", "draft", "issue", "1", "--version", "2")[0] == 1
    ran("draft", "submit", "1", "--version", "2")
    assert run("register", "draft", "approve", "1", "--version", "2", "--person", "anna")[0] == 1
    ran("draft", "return", "1", "--version", "2", "--comment", "Frist?", by="Boris")
    ran("draft", "submit", "1", "--version", "2")
    ran("draft", "approve", "1", "--version", "2", "--comment", "Gut.", by="Boris")
    ran("draft", "issue", "1", "--version", "2")
    number = "CR-2026-00001"
    ran("send", number, "--way", "Einschreiben")
    ran("sign", number, "--by", "Leyla Öztürk")
    ran("done", number, "--note", "abgeholt")
    code, told, _ = run("--lang", ui, "register", "show", number)
    assert code == 0
    told = told[told.index(WORDS[ui][0]) :]
    at = [told.index(words) for words in WORDS[ui]]
    assert at == sorted(at), told
    for part in ("Anna", "Boris", "Frist?", "Gut.", "Einschreiben", "abgeholt"):
        assert part in told
    assert run("register", "verify")[0] == 0


def test_drafts_are_listed_shown_and_deleted(run: Run, register: Any, tmp_path: Path) -> None:
    (tmp_path / "gaps.yaml").write_text(f"kind: {KIND}\nlang: de\nnotes: x\n", encoding="utf-8")
    code, told, problems = run("register", "draft", "new", tmp_path / "gaps.yaml")
    assert (code, told) == (0, "draft 1, version 1\n")
    assert "draft:1: error: law: this field must be filled in" in problems
    assert run("register", "draft", "submit", "1", "--version", "1")[0] == 1
    assert run("register", "draft", "show", "1", "-o", tmp_path / "out")[0] == 1
    shown = json.loads(run("register", "draft", "show", "1", "--json")[1])
    assert (shown["version"], shown["data"]["notes"]) == (1, "x")
    assert "1  claim-response  draft" in run("register", "draft", "list")[1]
    assert run("register", "draft", "list", "--state", "sent-back")[1] == (
        "there are no drafts like that.\n"
    )
    stale = run("register", "draft", "save", "1", letter(tmp_path), "--version", "2")
    assert "has saved draft 1 meanwhile" in stale[2]
    assert run("register", "draft", "delete", "1", "--version", "1")[0] == 0
    assert "has no draft 1" in run("register", "draft", "show", "1")[2]
    assert run("register", "verify")[0] == 0


def test_a_warning_is_accepted_with_a_word_why(run: Run, register: Any, tmp_path: Path) -> None:
    path = letter(tmp_path, date="2026-12-20", remedies=[{"type": "repair", "by": "2026-12-28"}])
    bare = ("register", "draft", "new", path, "--accept-warning")
    assert "accepted, but not why" in run(*bare, "answer-late")[2]
    assert run(*bare, "answer-late=Streik der Post")[0] == 0
    code, _, problems = run("register", "draft", "issue", "1", "--version", "1")
    assert (code, "answer-late" in problems) == (0, False)
    shown = json.loads(run("register", "show", "CR-2026-00001", "--json")[1])
    told = [one["facts"].get("accepted") for one in shown["events"]]
    assert {"answer-late": "Streik der Post"} in told


def test_every_state_has_words() -> None:
    from aftersales_docs.commands.register_look import EVERY_STATE
    from aftersales_docs.desk.cases.models import CASE_STATES
    from aftersales_docs.desk.register.models import DRAFT_STATES, STATES

    assert set(EVERY_STATE) == {*STATES, *DRAFT_STATES, *CASE_STATES}


def test_everything_recorded_has_words() -> None:
    """An action that is told of a document, draft or case is told in words."""
    import re

    from aftersales_docs.desk.approvals import _ACTION
    from aftersales_docs.desk.steps import STEPS

    found: set[str] = set(STEPS) | {"submitted", "approved", *_ACTION.values()}
    folder = Path(__file__).parents[2] / "src" / "aftersales_docs" / "desk"
    for path in folder.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\b(?:append|_told)\((?:case, )?"([a-z-]+)", ', source))
        found |= set(re.findall(r'_stated\(.*"([a-z-]+)", Act', source))
    # What is done to the register as a whole stands in no history of these.
    whole = {
        "pattern",
        "checkpoint",
        "approval-rule",
        "mailed",
        "guards-restored",
        "person-exported",
        "person-erased",
        "account-made",
        "key-made",
        "key-revoked",
        "webhook-made",
        "webhook-ended",
    }
    assert found - whole <= set(ACTIONS) | {"dues", "inputs", "state", "s"}

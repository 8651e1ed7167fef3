"""What people type wrongly at the register, and what it says."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales_docs.commands.register import register as commands
from aftersales_docs.desk.checkpoints import KEY, checkpoint, key_of, save
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.place import RegisterPlace
from aftersales_docs.desk.register.models import Document

from .orders import issued, letter

Run = Callable[..., tuple[int, str, str]]

# What begins a register; everything else asks one that is there.
_BEGINS = {
    ("pattern",),
    ("import",),
    ("approval",),
    ("draft", "new"),
    ("case", "new"),
    ("key", "make"),
    ("webhook", "make"),
}
# Arguments that a command needs before it looks for its register.
_NEEDS = {
    ("find",): ("word",),
    ("export",): ("-o", "x.csv"),
    ("checkpoint",): ("-o", "x.json"),
    ("proof",): ("N-1", "-o", "x.pdf"),
    ("show",): ("N-1",),
    ("send",): ("N-1", "--way", "post"),
    ("sign",): ("N-1", "--by", "X"),
    ("done",): ("N-1",),
    ("cancel",): ("N-1", "--ground", "x"),
    ("hold",): ("N-1", "--ground", "x"),
    ("release",): ("N-1",),
    ("backup",): ("copy",),
    ("person", "find"): ("Anna",),
    ("person", "export"): ("Anna", "-o", "x.zip"),
    ("person", "erase"): ("Anna",),
    ("draft", "save"): ("1", "x.yaml", "--version", "1"),
    ("draft", "show"): ("1",),
    ("draft", "issue"): ("1", "--version", "1"),
    ("draft", "delete"): ("1",),
    ("draft", "submit"): ("1", "--version", "1"),
    ("draft", "approve"): ("1", "--version", "1"),
    ("draft", "return"): ("1", "--version", "1", "--comment", "x"),
    ("case", "show"): ("1",),
    ("case", "next"): ("1",),
    ("case", "add"): ("1", "--note", "x"),
    ("case", "draft"): ("1", "claim-response"),
    ("case", "close"): ("1",),
    ("case", "reopen"): ("1",),
    ("key", "revoke"): ("x",),
    ("webhook", "end"): ("x",),
}


def _asking() -> list[tuple[str, ...]]:
    """All commands of the register that take ``--data`` and begin none."""
    found: list[tuple[str, ...]] = []
    for name, command in commands.commands.items():
        inner = getattr(command, "commands", None)
        names = [(name, one) for one in inner] if inner else [(name,)]
        found += names
    return [one for one in found if one not in _BEGINS and one != ("restore",)]


@pytest.mark.parametrize("command", _asking(), ids=" ".join)
def test_a_mistyped_folder_is_no_register(
    command: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AFTERSALES_DOCS_DATABASE", raising=False)
    (tmp_path / "x.yaml").write_text("kind: claim-response\n", encoding="utf-8")
    code, out, told = run("register", *command, *_NEEDS.get(command, ()), "--data", "dsek")
    assert (code, out) == (1, "")
    assert "there is no register here yet." in told
    assert not (tmp_path / "dsek").exists()


def test_an_empty_database_is_no_register(place: RegisterPlace, run: Run) -> None:
    place.folder.mkdir()
    code, out, told = run("register", "verify")
    assert (code, out) == (1, "")
    assert "there is no register here yet." in told


def test_issued_again_into_the_same_folder(quick: Register, run: Run, tmp_path: Path) -> None:
    path = letter(tmp_path)
    first = run("issue", path, "-o", tmp_path / "out")
    again = run("issue", path, "-o", tmp_path / "out")
    assert (first[0], again[0]) == (0, 0)
    assert again[1] == first[1].replace("issued:", "issued before:")
    [pdf] = (tmp_path / "out").glob("*.pdf")
    pdf.write_bytes(b"another")
    code, _, told = run("issue", path, "-o", tmp_path / "out")
    assert code == 1
    assert "the file exists already." in told


@pytest.mark.parametrize(
    "command", [("list",), ("find", "x"), ("export", "-o", "x.csv"), ("stats",)], ids=" ".join
)
def test_days_as_nobody_can_read_them(
    command: tuple[str, ...], register: Register, run: Run
) -> None:
    assert register
    code, _, told = run("register", *command, "--since", "01.11.2026")
    assert code == 2
    assert "'01.11.2026' is not a date. Write year-month-day, e.g. 2026-11-23." in told
    code, _, told = run("register", *command, "--since", "2026-12-01", "--until", "2026-11-01")
    assert code == 1
    assert "the period ends before it begins. Swap the two days." in told


@pytest.mark.parametrize("words", [("",), ("%",), ("?", "*")])
def test_words_of_no_letter_and_no_figure(
    words: tuple[str, ...], register: Register, run: Run
) -> None:
    assert register
    code, out, told = run("register", "find", *words)
    assert (code, out) == (2, "")
    assert "what is looked for holds no letter and no figure." in told


@pytest.mark.parametrize(
    ("file", "given", "code"),
    [
        ("x.csv", (), 0),
        ("x.XLSX", (), 0),
        ("x.json", ("-f", "json"), 0),
        ("x.tsv", ("-f", "csv"), 0),
        ("x.pdf", (), 2),
        ("x", (), 2),
        ("x.xlsx", ("-f", "csv"), 2),
        ("x.pdf", ("-f", "csv"), 2),
    ],
)
def test_what_is_exported_is_what_the_name_says(
    file: str, given: tuple[str, ...], code: int, register: Register, run: Run, tmp_path: Path
) -> None:
    assert register
    assert run("register", "export", "-o", tmp_path / file, *given)[0] == code
    assert (tmp_path / file).exists() == (code == 0)
    if code:
        assert run("register", "stats", "-o", tmp_path / "x.xlsx", "-f", "csv")[0] == code


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("product.nam=x", "Did you mean 'name'?"),
        ("claimant.persn.surname=x", "Did you mean 'person'?"),
        ("claimant.person.surnam=x", "Did you mean 'surname'?"),
        ("produkt.name=x", "Did you mean 'product'?"),
        ("product.name=x", ""),
        ("claimant.person.surname=x", ""),
        ("claim.received=2026-11-18", ""),
        ("organisation.address=x", ""),
        ("lang=de", ""),
    ],
)
def test_a_fact_that_no_document_takes(fact: str, told: str, register: Register, run: Run) -> None:
    assert register
    code, _, errors = run("register", "case", "new", "--set", fact)
    assert (code, told in errors) == (int(bool(told)), True)
    assert run("register", "case", "new", "--set", "lang=de")[0] == 0
    assert run("register", "case", "add", "1", "--set", fact)[0] == code


def test_editions_and_nobody_are_told(quick: Register, run: Run, tmp_path: Path) -> None:
    path = letter(tmp_path)
    number = issued(quick, path).document.number
    assert run("issue", path, "--replaces", number)[0] == 0
    out = run("register", "purge")[1]
    assert f"{number}  " in out
    assert f"{number} (2)  " in out
    assert f"{number} (2)  " in run("register", "person", "erase", "Leyla", "Öztürk")[1]
    assert run("register", "person", "find", "Nie Mand")[1] == "nothing tells of Nie Mand.\n"
    told = run("register", "show", "KD-77")[2]
    assert "the register has no such document: 'KD-77'." in told
    assert "Look for it with: register find KD-77." in told


def test_a_checkpoint_of_a_key_that_was_not_kept(
    register: Register, run: Run, tmp_path: Path
) -> None:
    """The whole register and its checkpoint forged together: only the kept key shows it."""
    kept, forged = tmp_path / "kept.json", tmp_path / "forged.json"
    save(checkpoint(register, "x", key_of(register)), kept, force=False)
    public = tmp_path / "public.pem"
    _public_half(register.place.folder / KEY, public)
    assert run("register", "verify", "--checkpoint", kept, "--public-key", public)[0] == 0
    (register.place.folder / KEY).unlink()
    save(checkpoint(register, "x", key_of(register)), forged, force=False)
    assert run("register", "verify", "--checkpoint", forged)[0] == 0
    code, _, told = run("register", "verify", "--checkpoint", forged, "--public-key", public)
    assert code == 1
    assert "is signed by another key than yours." in told
    assert run("register", "verify", "--public-key", public)[0] == 2
    code, _, told = run("register", "verify", "--checkpoint", kept, "--public-key", kept)
    assert code == 1
    assert "the file holds no public Ed25519 key." in told
    assert not Document.objects.exists()


def _public_half(key: Path, public: Path) -> None:
    command = ["openssl", "pkey", "-in", str(key), "-pubout", "-out", str(public)]
    subprocess.run(command, check=True)

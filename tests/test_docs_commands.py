"""Every block of commands in every page of the docs is run, or says why it is not.

A block that is run is ``console``; its commands begin with ``$``, what is printed follows. Before
one that can't be run here stands ``<!-- not run: reason -->``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from aftersales_docs.resources import data_root
from tests.signing.pki import PASSPHRASE
from tests.test_docs import PAGES as GUIDE_PAGES
from tests.test_docs import files

ROOT = data_root()
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]+?) -->\n)?^(?P<margin> *)```(?P<language>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=margin)```$",
    re.DOTALL | re.MULTILINE,
)
# What a reader would type: a prompt, or a line that begins with a program or a setting for one.
_TYPED = re.compile(
    r"\s*(\$ |(sudo |[A-Z_]+=\S+ )?(\.venv/bin/)?"
    r"(aftersales-docs|make|python3?|pip|pipx|pytest|openssl|git|apt(-get)?|brew|docker|npm|curl|cd)\b"
    r"(?! *[=:]))"
)
# Languages in which no command stands.
_NO_SHELL = {"python", "yaml", "json", "markdown", "toml", "html", "css"}
# Pages of which another test runs all blocks: in the order in which they are read, and signing.
_ELSEWHERE = {*GUIDE_PAGES, ROOT / "docs" / "signing.md"}


@dataclass(frozen=True)
class Block:
    """A block of a page that holds commands."""

    page: Path
    line: int
    language: str
    body: str
    reason: str

    @property
    def commands(self) -> list[str]:
        """The commands behind the prompts."""
        return re.findall(r"^\s*\$ (.*)$", self.body, re.MULTILINE)

    @property
    def printed(self) -> list[str]:
        """The lines that are shown as printed."""
        lines = [line.strip() for line in self.body.splitlines()]
        return [line for line in lines if line and not line.startswith("$ ")]

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks_of(page: Path, text: str) -> Iterator[Block]:
    """The blocks of a page in which somebody would find a command."""
    for found in _BLOCK.finditer(text):
        body, language = found["body"], found["language"]
        if language.split(" ")[0] not in _NO_SHELL and any(map(_TYPED.match, body.splitlines())):
            line = text.count("\n", 0, found.start("language")) + 1
            yield Block(page, line, language, body, (found["reason"] or "").strip())


BLOCKS = [block for page in PAGES for block in blocks_of(page, page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_a_block_of_commands_is_run_or_says_why_not(block: Block) -> None:
    if block.reason:
        assert len(block.reason.split()) > 2, f"{block}: why is it not run?"
        named = re.findall(r"tests/[\w/]+\.py", block.reason)
        assert all((ROOT / name).is_file() for name in named), block
        return
    assert block.language == "console", f"{block}: write it as console, or say why it is not run"
    assert block.commands, f"{block}: no command begins with $"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```\nmake test\n```\n", 1),
        ("```text\n.venv/bin/pytest -n 0 tests\n```\n", 1),
        ("1. x\n\n   ```sh\n   aftersales-docs kinds\n   ```\n", 1),
        ("```console\n$ aftersales-docs kinds\n```\n", 1),
        ("```\ninput ──▶ output\n```\n", 0),
        ("```yaml\nmake: a car\n```\n", 0),
    ],
)
def test_commands_are_found_wherever_they_stand(text: str, found: int) -> None:
    assert len(list(blocks_of(ROOT / "README.md", text))) == found


def _answer(folder: Path) -> None:
    """An answer to a claim, as the guide has it."""
    (folder / "answer.yaml").write_text(files()["answer.yaml"], encoding="utf-8")


def _act(folder: Path) -> None:
    """The official text of one paragraph that is cited (§ 106 GewO, in public domain)."""
    (folder / "statutes").mkdir()
    (folder / "statutes" / "gewo-2026-08-19.md").write_text(
        "# § 106 – Weisungsrecht des Arbeitgebers\n\n"
        "Der Arbeitgeber kann Inhalt, Ort und Zeit der Arbeitsleistung nach billigem Ermessen "
        "näher bestimmen, soweit diese Arbeitsbedingungen nicht durch den Arbeitsvertrag, "
        "Bestimmungen einer Betriebsvereinbarung, eines anwendbaren Tarifvertrages oder "
        "gesetzliche Vorschriften festgelegt sind. Dies gilt auch hinsichtlich der Ordnung "
        "und des Verhaltens der Arbeitnehmer im Betrieb. Bei der Ausübung des Ermessens hat "
        "der Arbeitgeber auch auf Behinderungen des Arbeitnehmers Rücksicht zu nehmen.\n",
        encoding="utf-8",
    )


def _slip(folder: Path) -> None:
    """A slip of the pen in the head of a template that was copied."""
    _head(folder, "<w:r><w:t>{{ data.organisaton.name }}</w:t></w:r>")


def _mended(folder: Path) -> None:
    _head(folder, "")


def _head(folder: Path, run: str) -> None:
    """What stands behind the properties of the last paragraph of the letter's head."""
    path = folder / "my-templates" / "word" / "letter-window.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head = parts["word/header2.xml"].decode()
    changed = re.sub(r"(<w:pStyle w:val=\"Header\"/></w:pPr>).*?</w:p>", rf"\1{run}</w:p>", head)
    parts["word/header2.xml"] = changed.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _register(folder: Path) -> None:
    """A register, which setting a pattern begins."""
    wanted = ["register", "pattern", "CR-{year}-{seq:05}", "--kind", "claim-response"]
    subprocess.run(
        [sys.executable, "-m", "aftersales_docs.cli", *wanted, "--data", str(folder / "desk")],
        check=True,
        capture_output=True,
    )


# What a page's reader has before its first command, or has done before a later one.
_BEFORE: Mapping[str, Callable[[Path], None]] = {
    "aftersales-docs templates copy my-templates --word": _answer,
    "aftersales-docs templates check my-templates": _slip,
    "aftersales-docs render answer.yaml -o out/ --template my-templates": _mended,
    "aftersales-docs law verify --texts statutes": _act,
    "aftersales-docs register backup": _register,
}


def _prepare(command: str, folder: Path) -> None:
    for start, step in _BEFORE.items():
        if command.startswith(start):
            step(folder)


def _inputs(page: Path, folder: Path) -> None:
    """What a page of the guide in another language shows whole, and a contract of the reader's."""
    if page.parent.parent != ROOT / "docs" / "guide":
        return
    for name, block in files(page.read_text(encoding="utf-8")).items():
        (folder / name).write_text(block, encoding="utf-8")
    contract = ROOT / "samples" / "hosts" / "liefervertrag.docx"
    shutil.copy(contract, folder / "contract.docx")
    _in_russian(contract, folder / "dogovor-postavki.docx")


def _in_russian(contract: Path, copy: Path) -> None:
    """The contract with a heading that the Russian page names."""
    with zipfile.ZipFile(contract) as old, zipfile.ZipFile(copy, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                content = content.replace(b">Haftung<", ">Ответственность сторон<".encode())
            new.writestr(part, content)


def _pages_to_run() -> list[Path]:
    runnable = {block.page for block in BLOCKS if not block.reason}
    return sorted(runnable - _ELSEWHERE)


@pytest.mark.slow
@pytest.mark.parametrize("page", _pages_to_run(), ids=lambda page: page.stem)
def test_the_commands_of_a_page_run(page: Path, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "AFTERSALES_DOCS_PASSPHRASE": PASSPHRASE}
    _inputs(page, tmp_path)
    for block in BLOCKS:
        if block.page != page or block.reason:
            continue
        said = ""
        for command in block.commands:
            _prepare(command, tmp_path)
            done = subprocess.run(
                command,
                shell=True,
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            said += done.stdout + done.stderr
            wrong = any(" error: " in f" {line}" for line in block.printed)
            assert done.returncode == (1 if wrong else 0), (str(block), command, said)
        for line in block.printed:
            assert _plain(line) in _plain(said), (str(block), line, said)


def test_the_python_examples_of_the_law_print_what_they_say(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (ROOT / "docs" / "new-law.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code, {})  # noqa: S102
    printed = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    expected = re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE)
    assert expected
    assert [line.split(": ")[0] for line in expected] == printed


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_pages_are_run() -> None:
    assert {page.name for page in _pages_to_run()} >= {"templates.md", "new-law.md"}
    assert shutil.which("bash")

"""The docs tell the truth: their commands run, their examples are valid, all is linked."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aftersales_docs.cli import COMMANDS, main
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.place import DATABASE_VARIABLE
from aftersales_docs.desk.web.starting import set_up_web
from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root
from aftersales_docs.schemas.named_files import files_named
from tests.enclosing.files import SVG, drawn, jpeg, paper, png
from tests.inputs import job_description, written
from tests.registers import closed
from tests.signing.documents import CERTIFICATES, rendered
from tests.signing.pki import PASSPHRASE, Authority
from tests.signing.test_foreign import LINES, contract
from tools import build_api

README = data_root() / "README.md"
GUIDE = data_root() / "docs" / "guide"
PAGES = (
    README,
    *(
        GUIDE / link
        for link in re.findall(r"\]\(([a-z-]+\.md)\)", (GUIDE / "index.md").read_text())
    ),
)
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
INPUTS = (
    "letter.yaml",
    "jd-short.yaml",
    "answer.yaml",
    "act.yaml",
    "agreement.yaml",
    "warranty.yaml",
)


def blocks(language: str, text: str = TEXT) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def files(text: str = TEXT) -> dict[str, str]:
    """The input files that pages show whole, by the name in their first line."""
    whole = blocks("yaml", text)
    found = ((re.match(r"# (\S+\.yaml)$", block, re.MULTILINE), block) for block in whole)
    return {match[1]: block for match, block in found if match}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the README's reader has by then."""
    for name, block in files().items():
        (tmp_path / name).write_text(block, encoding="utf-8")
    late = data_root() / "samples" / "claim-response" / "partly-granted-late.ru.ru.yaml"
    shutil.copy(late, tmp_path / "late.yaml")
    host = data_root() / "samples" / "hosts" / "liefervertrag.docx"
    shutil.copy(host, tmp_path / "contract.docx")
    authority = Authority("http://127.0.0.1:9")  # No command there asks it anything.
    authority.root.pem(tmp_path / "root.pem")
    for name in ("lebedev", "guseinov"):
        authority.signer(name.title()).p12(tmp_path / f"{name}.p12")
    (tmp_path / "act-377.pdf").write_bytes(rendered(CERTIFICATES["ru"]))
    (tmp_path / "my-templates").mkdir()
    shutil.copy(data_root() / "templates" / "house.yaml", tmp_path / "my-templates")
    return tmp_path


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """What a command prints that goes well: one of ours in this process, another in a shell."""
    set_up_web()  # All apps, as one process has one set.
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)

    def run(command: str) -> str:
        name, *words = shlex.split(command)
        if name != "aftersales-docs" or words == ["--version"]:
            path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            there = subprocess.run(
                command,
                shell=True,
                env=os.environ | {"PATH": path},
                capture_output=True,
                text=True,
                check=False,
            )
            assert there.returncode == 0, (command, there.stdout, there.stderr)
            return there.stdout
        assert not {"|", ">", "<", "&&"} & set(words), "a shell's work"
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, (command, done.output, done.exc_info)
        return done.stdout

    yield run
    if Register.current is not None:
        closed()


@pytest.mark.slow
def test_the_commands_run(
    folder: Path, ran: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = re.findall(r"^\$ (.*)$", "\n".join(blocks("console")), re.MULTILINE)
    assert len(commands) >= 5
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AFTERSALES_DOCS_PASSPHRASE", PASSPHRASE)
    for command in commands:
        ran(command)
    # The guides' own examples make files there too.
    assert {p.name for p in (folder / "out").iterdir()} >= {
        f"{Path(name).stem}.{format_}"
        for name in ("late.yaml", *INPUTS)
        for format_ in ("docx", "pdf")
    }


@pytest.mark.slow
def test_the_commands_of_signing_run(
    tmp_path: Path, ran: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate to try it out, and a contract of one's own signed by both parties."""
    page = (data_root() / "docs" / "signing.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ (.*)$", "\n".join(blocks("console", page)), re.MULTILINE)
    commands.sort(key=lambda command: not command.startswith("openssl"))
    assert len(commands) == 7
    (tmp_path / "contract.pdf").write_bytes(contract(*LINES))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFTERSALES_DOCS_PASSPHRASE", "try it out")
    for command in commands:
        told = ran(command)
    assert "contract-2.pdf: 2 valid signatures, none missing" in told


def test_the_python_examples_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    for code in blocks("python"):
        exec(code, {})  # noqa: S102
    assert (folder / "answer.docx").is_file()
    assert (folder / "answer.pdf").is_file()
    printed = capsys.readouterr().out
    assert "answer-due note" in printed
    assert "decision" in printed


def test_the_yaml_examples_are_valid(tmp_path: Path) -> None:
    from ruamel.yaml import YAML

    from aftersales_docs import compose, load

    for name, block in files().items():
        (tmp_path / name).write_text(block, encoding="utf-8")
    for name in INPUTS:
        compose(load(tmp_path / name))
    for block in blocks("yaml"):
        fields = YAML(typ="safe").load(block)
        if block in files().values() or "bilingual" in fields:
            continue
        if "house" in fields:
            answer = YAML(typ="safe").load(files()["answer.yaml"]) | fields
            path = tmp_path / "uses-house.yaml"
            YAML().dump(answer, path)
            assert "Aqua 7" in str(compose(load(path)))
            continue
        if "enclosures" in fields:
            answer = YAML(typ="safe").load(files()["answer.yaml"]) | fields
            made_for(tmp_path, answer)
            compose(load(written(tmp_path, answer)))
            continue
        made_for(tmp_path, fields)
        lang = "ru" if "reports_to" in fields else "de"
        data = job_description("after_sales_manager", lang, "ru") | fields
        compose(load(written(tmp_path, data)))


def made_for(folder: Path, fields: dict[str, Any]) -> None:
    """The files that ``fields`` names, such as they may be."""
    makers = {"svg": SVG.encode, "jpg": jpeg, "png": lambda: png(drawn()), "pdf": paper}
    for _, name in files_named(fields):
        make = makers.get(name.rpartition(".")[2], lambda: b"Name\nBrandt, Eva\n")
        (folder / name).write_bytes(make())


def test_every_command_is_named() -> None:
    commands = (GUIDE / "commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"aftersales-docs {name}" in commands, name


def test_every_page_of_the_guide_is_in_its_index() -> None:
    assert {*PAGES, GUIDE / "index.md"} == {README, *GUIDE.glob("*.md")}


def test_the_readme_names_every_kind_and_stays_short() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    for kind in KINDS.values():
        assert kind.id.replace("-", " ") in text.lower(), kind.id


@pytest.mark.parametrize(
    "page",
    [*data_root().glob("*.md"), *(data_root() / "docs").rglob("*.md")],
    ids=lambda page: page.stem,
)
def test_every_linked_file_is_there(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / link).exists(), link


@pytest.mark.wide
def test_the_reference_is_current() -> None:
    assert build_api.PAGE.read_text(encoding="utf-8") == build_api.page(), "run 'make api'"


def test_what_a_program_imports_first_stands_in_the_reference() -> None:
    import aftersales_docs

    page = build_api.PAGE.read_text(encoding="utf-8")
    for name in aftersales_docs.__all__:
        assert re.search(rf"^## `aftersales_docs\.\w+\.{name}`$", page, re.MULTILINE), name

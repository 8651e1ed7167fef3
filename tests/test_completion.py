"""What bash offers once it was taught, and the guide that the program brings along."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from aftersales_docs.cli import COMMANDS, main
from aftersales_docs.kinds import KINDS
from aftersales_docs.messages import UI_LANGS
from aftersales_docs.resources import data_root, templates
from aftersales_docs.texts.catalogue import roles
from tests.inputs import SAMPLES

LATE = data_root() / "samples" / "claim-response" / "partly-granted-late.ru.ru.yaml"
SCRIPT = """
eval "$(_AFTERSALES_DOCS_COMPLETE=bash_source aftersales-docs)"
COMP_WORDS=("$@")
COMP_CWORD=$(( $# - 1 ))
_aftersales_docs_completion aftersales-docs
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offered(*words: str) -> set[str]:
    """What bash offers for the last of ``words``."""
    bash = shutil.which("bash")
    assert bash, "bash is needed"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "-c", SCRIPT, "bash", "aftersales-docs", *words],
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.wide
def test_bash_completes_commands_kinds_roles_and_languages() -> None:
    assert offered("ch") == {"check"}
    assert offered("") >= {*COMMANDS}
    assert offered("new", "") == {*KINDS}
    assert offered("schema", "claim") == {"claim-response"}
    keys = {key.replace("_", "-") for key in roles(templates())}
    assert offered("new", "job-description", "--role", "") == keys
    assert offered("new", "job-description", "--lang", "") == {"de", "ru", "en"}
    assert offered("render", "--fo") >= {"--force", "--format"}


@pytest.mark.wide
def test_bash_completes_the_warnings_of_the_files_named() -> None:
    found = offered("render", str(LATE), "--accept-warning", "")
    told = json.loads(CliRunner().invoke(main, ["check", str(LATE), "--json"]).stdout)
    codes = {one["code"] for one in told["problems"] if one["severity"] == "warning"}
    assert found == codes >= {"answer-late"}


@pytest.mark.wide
def test_bash_completes_pages_and_the_catalogue() -> None:
    assert "commands" in offered("docs", "comm")
    assert "claim_work" in offered("catalogue", "show", "claim_w")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_are_taught_too(shell: str) -> None:
    env = {"_AFTERSALES_DOCS_COMPLETE": f"{shell}_source"}
    done = CliRunner().invoke(main, [], prog_name="aftersales-docs", env=env)
    assert "aftersales-docs" in done.output
    assert "_AFTERSALES_DOCS_COMPLETE" in done.output
    guide = (data_root() / "docs" / "guide" / "commands.md").read_text(encoding="utf-8")
    assert f"_AFTERSALES_DOCS_COMPLETE={shell}_source aftersales-docs" in guide


@pytest.mark.parametrize("lang", UI_LANGS)
def test_every_page_can_be_read(lang: str) -> None:
    asking = ["docs", "--lang", lang]
    listed = json.loads(CliRunner().invoke(main, [*asking, "--json"]).stdout)["pages"]
    folder = data_root() / "docs"
    others = {folder / "guide" / one for one in UI_LANGS if one != lang}
    assert len(listed) == sum(one.parent not in others for one in folder.rglob("*.md"))
    texts = []
    for one in listed:
        told = CliRunner().invoke(main, [*asking, one["page"]])
        assert told.exit_code == 0
        assert one["title"] in told.output
        texts.append(told.output)
    assert len(set(texts)) == len(listed)
    gone = CliRunner().invoke(main, ["docs", "comands"])
    assert gone.exit_code == 2
    assert "'commands'" in gone.output
    assert CliRunner().invoke(main, ["docs", "../pyproject.toml"]).exit_code == 2


def test_the_demo_says_what_it_does_and_where_to_look() -> None:
    done = subprocess.run(
        ["make", "-n", "demo"], cwd=data_root(), capture_output=True, text=True, check=True
    )
    for words in ("Rendering all samples", "Look into build/demo/", "aftersales-docs docs"):
        assert words in done.stdout
    makefile = (data_root() / "Makefile").read_text(encoding="utf-8")
    assert "Installing" in makefile


def test_no_two_samples_of_the_demo_become_the_same_file() -> None:
    done = subprocess.run(
        ["make", "-n", "demo"], cwd=data_root(), capture_output=True, text=True, check=True
    )
    (line,) = (one for one in done.stdout.splitlines() if one.startswith("for folder in "))
    folders = line.removeprefix("for folder in ").partition(";")[0].split()
    assert sorted(folders) == sorted({sample.parent.name for sample in SAMPLES})
    assert "-o build/demo/$folder" in done.stdout
    for folder in folders:
        names = [sample.stem for sample in SAMPLES if sample.parent.name == folder]
        assert len(names) == len(set(names))

"""Many files at once: JSON, strictness, remarks told once, folders, names, wrong endings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from aftersales_docs.cli import main
from aftersales_docs.commands.reporting import Reporter
from aftersales_docs.errors import Problem, Severity
from aftersales_docs.resources import data_root
from tests.inputs import SAMPLES, job_description, written

HOSTS = data_root() / "samples" / "hosts"
CLAIMS = data_root() / "samples" / "claim-response"
LATE = CLAIMS / "partly-granted-late.ru.ru.yaml"
HANDOVER = "a repair is promised"


def run(*args: object, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, list(map(str, args)), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def told(*args: object, stdin: str | None = None) -> dict[str, Any]:
    result = run(*args, "--json", stdin=stdin)
    data: dict[str, Any] = json.loads(result.stdout)
    assert result.stderr == ""
    assert {"command", "ok", "problems", "files"} <= set(data)
    assert data["command"] == args[0]
    assert data["ok"] is (result.exit_code == 0)
    for one in data["problems"]:
        assert list(one) == ["code", "severity", "field", "place", "message", "cure", "values"]
    return data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two good inputs, one with an error, and files that are no input."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    for name in ("a", "b"):
        written(inputs, job_description("sales_manager", "de", "de", number=name), f"{name}.json")
    written(inputs, {"kind": "job-description", "lang": "de"}, "bad.json")
    (inputs / "house.yaml").write_text("x: 1\n")
    (inputs / "kind.schema.json").write_text("{}")
    (inputs / "notes.txt").write_text("x")
    (inputs / ".hidden.yaml").write_text("x")
    return inputs


def test_a_folder_stands_for_the_inputs_in_it(folder: Path, tmp_path: Path) -> None:
    result = run("check", folder)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "3 files: 2 good, 1 with errors, 0 warnings"
    assert "house.yaml" not in result.output
    data = told("check", folder)
    assert data["checked"] == 3
    assert {one["place"]["file"] for one in data["problems"]} == {str(folder / "bad.json")}
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "holds no file .yaml, .yml, .json" in run("check", empty).stderr
    assert told("check", empty)["problems"][0]["code"] == "empty-folder"


def test_render_as_json_names_the_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    data = told("render", folder, "-o", out, "-f", "docx")
    assert data["files"] == [str(out / "a.docx"), str(out / "b.docx")]
    assert not data["ok"]
    assert told("render", folder / "a.json", "-o", out, "--force")["ok"]


def test_a_program_gets_code_values_and_place() -> None:
    data = told("check", LATE)
    assert data["ok"]
    late = next(one for one in data["problems"] if one["code"] == "answer-late")
    assert late["severity"] == "warning"
    assert late["place"]["file"] == str(LATE)
    assert isinstance(late["place"]["line"], int)


@pytest.mark.wide
def test_warnings_are_counted_where_there_are_no_errors() -> None:
    assert "no errors, 2 warnings" in run("check", LATE).output
    for sample in SAMPLES:
        done = run("check", sample)
        good = done.stdout == f"{sample}: no errors\n"
        assert good is ("warning [" not in done.stderr), sample


def test_strict_makes_warnings_count(tmp_path: Path) -> None:
    assert run("check", LATE).exit_code == 0
    assert run("check", LATE, "--strict").exit_code == 1
    assert run("render", LATE, "-o", tmp_path / "x", "--strict", "-f", "docx").exit_code == 1
    assert not (tmp_path / "x").exists()
    codes = {
        one["code"] for one in told("check", LATE)["problems"] if one["severity"] == "warning"
    }
    accepted = [word for code in sorted(codes) for word in ("--accept-warning", code)]
    done = run("render", LATE, "-o", tmp_path / "x", "--strict", "-f", "docx", *accepted)
    assert done.exit_code == 0, done.output


def test_a_warning_of_many_files_is_told_once(tmp_path: Path) -> None:
    for number in range(5):
        shutil.copy(LATE, tmp_path / f"{number}.yaml")
    once = run("check", tmp_path)
    assert once.stderr.count("[answer-late]") == 1
    assert "[5 files: " in once.stderr
    assert "2.yaml, …; --verbose tells each]" in once.stderr
    every = run("check", tmp_path, "--verbose")
    assert every.stderr.count("[answer-late]") == 5
    assert once.stdout.splitlines()[-1] == every.stdout.splitlines()[-1]
    assert once.stdout.splitlines()[-1].startswith("5 files: 5 good, 0 with errors, ")


def test_names_from_fields(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(
        "render",
        folder / "a.json",
        folder / "b.json",
        "-o",
        out,
        "-f",
        "docx",
        "--name",
        "{number}-{date}-{organisation.name}",
    )
    assert done.exit_code == 0, done.output
    names = sorted(path.name for path in out.iterdir())
    assert names == [f"{n}-2026-11-23-Nordwerk Elektrogeräte GmbH.docx" for n in "ab"]
    text = (folder / "a.json").read_text(encoding="utf-8")
    run("render", "-", "-o", out, "-f", "docx", "--name", "{stem} {number}", stdin=text)
    assert (out / "document a.docx").is_file()


def test_one_name_for_two_inputs_is_refused_before_the_work(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("render", folder, "-o", out, "--name", "{role}")
    assert done.exit_code == 1
    assert "would both become sales_manager" in done.stderr
    assert not out.exists()
    assert run("render", folder, "-o", out, "--name", "{nmber}").exit_code == 2
    assert run("render", folder, "-o", out, "--name", "x/{number}").exit_code == 2
    assert not out.exists()


@pytest.mark.parametrize(
    "args",
    [
        ["render", str(LATE), "-o", "out/x.pdf"],
        ["render", str(LATE), "-o", "x.docx"],
        [
            "compare",
            str(HOSTS / "liefervertrag.docx"),
            str(HOSTS / "liefervertrag.docx"),
            "-o",
            "redline.pdf",
        ],
        ["insert", str(LATE), str(HOSTS / "liefervertrag.docx"), "--marker", "x", "-o", "new.pdf"],
        ["sign", str(LATE), "--as", "x", "--key", str(LATE), "-o", "s.docx"],
        ["new", "claim-response", "-o", "q.docx"],
        ["new", "claim-response", "-o", "q.json"],
        ["extract", str(LATE), "-o", "x.yaml"],
        ["schema", "claim-response", "-o", "x.yaml"],
    ],
    ids=lambda args: f"{args[0]} {args[-1]}",
)
def test_a_name_of_another_sort_of_file_is_refused(
    args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*args)
    assert done.exit_code == 2, done.output
    assert args[-1] in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("args", "key"),
    [
        (["kinds"], "kinds"),
        (["roles"], "roles"),
        (["roles", "--lang", "ru"], "roles"),
        (["law", "list"], "entries"),
        (["law", "show", "repair-20-days"], "entries"),
        (["clauses", "list", "claim-response"], "clauses"),
        (["catalogue", "list"], "entries"),
        (["config"], "settings"),
    ],
    ids=lambda args: " ".join(args) if isinstance(args, list) else "",
)
def test_every_table_is_there_as_json(args: list[str], key: str) -> None:
    if args[:2] == ["law", "show"]:
        args = [*args[:2], json.loads(run("law", "list", "--json").stdout)["entries"][0]["key"]]
    result = run(*args, "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert data["command"] == " ".join(
        args[: 2 if args[0] in {"law", "clauses", "catalogue"} else 1]
    )
    assert data[key]


def test_inspect_takes_many_files_and_tells_a_register(tmp_path: Path) -> None:
    letter = CLAIMS / "granted-repair.de.de.yaml"  # To a consumer.
    act = data_root() / "samples" / "completion-certificate"
    run("render", letter, next(iter(sorted(act.glob("*.de.de.yaml")))), "-o", tmp_path)
    run("render", letter, "-o", tmp_path, "-f", "pdf", "--with-data", "--name", "of {number}")
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "notes.txt").write_text("x")
    result = run("inspect", tmp_path)
    assert result.exit_code == 1
    assert "other.pdf" in result.stderr
    assert "notes.txt" not in result.output
    assert len(result.stdout.splitlines()) == 5
    documents = json.loads(run("inspect", tmp_path, "--json").stdout)["documents"]
    assert len(documents) == 5
    for one in documents:
        assert one["number"]
        assert one["date"]
        line = next(line for line in result.stdout.splitlines() if line.startswith(one["file"]))
        assert one["number"] in line
        # Whom a letter to a consumer is for stands on its pages, and in the input if it is inside.
        known = bool(one["inputs"]) or one["kind"] != "claim-response"
        other = set(one["parties"]) - {"Nordwerk Hausgeräte GmbH"}
        assert bool(other) is known, one["file"]
        for party in one["parties"]:
            assert party in line


def test_what_programs_get_of_a_failure_is_json_too(tmp_path: Path) -> None:
    broken = tmp_path / "x.docx"
    broken.write_bytes(b"no document")
    sections = data_root() / "samples" / "warranty-section"
    section = next(iter(sorted(sections.glob("*.de.de.yaml"))))
    for args in (
        ["inspect", broken],
        ["extract", broken],
        ["verify", broken],
        ["compare", broken, broken],
        ["insert", section, broken, "--marker", "x", "-o", tmp_path / "y.docx"],
        ["clauses", "diff", broken],
    ):
        result = run(*args, "--json")
        data = json.loads(result.stdout)
        assert result.exit_code == 1, args
        assert not data["ok"]
        assert data["problems"], args
        assert result.stderr == "", args


def test_insert_and_extract_name_what_they_made(tmp_path: Path) -> None:
    section = data_root() / "samples" / "warranty-section" / "supply-business.de.de.yaml"
    made = tmp_path / "new.docx"
    args = ["insert", section, HOSTS / "liefervertrag.docx", "--marker", "[[GEWÄHRLEISTUNG]]"]
    data = json.loads(run(*args, "-o", made, "--json").stdout)
    assert (data["files"], data["ok"]) == ([str(made)], True)
    assert data["section"]
    got = json.loads(run("extract", made, "-o", tmp_path / "back", "--json").stdout)
    assert got["files"] == [str(tmp_path / "back" / "input.yaml")]
    assert got["again"].startswith("aftersales-docs render ")


@pytest.mark.own_words
def test_a_remark_that_differs_is_not_told_of_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = [f"{name}.yaml" for name in "abc"]
    teller = Reporter(files)
    for day, file in enumerate(files, start=1):
        remark = Problem("answer-due", f"due on day {day}.", "", severity=Severity.NOTE)
        alike = Problem("alike", "all the same.", "", severity=Severity.WARNING)
        teller.tell(file, [remark, alike])
    with click.Context(click.Command("check")), pytest.raises(click.exceptions.Exit):
        teller.end()
    said = capsys.readouterr().err
    assert "day 1. [another of this kind in 2 files: b.yaml, c.yaml; --verbose tells each]" in said
    assert "all the same. [3 files: a.yaml, b.yaml, c.yaml; --verbose tells each]" in said


def test_kinds_go_by_their_names_in_any_language() -> None:
    for name in ("Stellenbeschreibung", "ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ", "job description"):
        assert run("schema", name).stdout == run("schema", "job-description").stdout

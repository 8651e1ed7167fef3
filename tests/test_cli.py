"""The command line: what it prints, where it writes, how it ends."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from aftersales_docs.cli import COMMANDS, main
from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root
from tests.inputs import LANGS, LAWS, ROLES, SAMPLES, job_description, written


def run(*args: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, args, input=stdin)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_kinds_and_roles() -> None:
    kinds = run("kinds")
    assert "job-description  languages: de, ru, en  laws: ru, de" in kinds.output
    roles = run("roles")
    assert len(roles.output.splitlines()) == len(ROLES)
    assert "after-sales-manager" in roles.output
    assert "менеджер по послепродажному обслуживанию" in run("roles", "--lang", "ru").output


@pytest.mark.wide
def test_check_says_all_is_well(tmp_path: Path) -> None:
    result = run("check", *map(str, SAMPLES))
    assert result.exit_code == 0
    good = result.stdout.count(": no errors")
    assert good == len(SAMPLES)


def test_check_tells_all_errors_with_line_and_cure(tmp_path: Path) -> None:
    file = tmp_path / "jd.yaml"
    file.write_text(
        "kind: job-description\nlang: de\nlaw: ru\nrole: after-sales-manager\n"
        "plaec: Moskau\ndate: 2026-02-30\norganisation:\n  name: ''\n"
        "approval:\n  post: Generaldirektor\n",
        encoding="utf-8",
    )
    result = run("check", str(file))
    assert result.exit_code == 1
    assert f"{file}:5:1" in result.output
    assert "did you mean 'place'" in result.output.lower()
    assert f"{file}:6:7" in result.output
    assert f"{file}:8:9" in result.output
    assert "place" in result.output


def test_a_wrong_field_does_not_hide_the_others(tmp_path: Path) -> None:
    fields = {"date": "2026-02-30", "duties": ["claim_wrok"], "rights": {"drop": ["nothing"]}}
    data = job_description("after_sales_manager", "ru", "ru") | fields
    del data["place"]
    result = run("check", str(written(tmp_path, data)))
    for word in ("date", "place", "duties[0]", "rights.drop[0]"):
        assert f": {word}: " in result.output, result.output
    data["role"] = "after-sales-manger"
    result = run("check", str(written(tmp_path, data)))
    for word in ("date", "place", "role"):
        assert f": {word}: " in result.output, result.output


def test_stand_ins_let_every_kind_be_checked_to_the_end() -> None:
    for kind in KINDS.values():
        required = {name for name, info in kind.model.model_fields.items() if info.is_required()}
        # What a document is about has no stand-in: without it there is nothing to check.
        assert set(kind.stand_ins) <= required, kind.id


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"role": "after-sales-manger"}, ["role", "after-sales-manager"]),
        ({"lang": "fr"}, ["lang", "de", "ru", "en"]),
        ({"law": "at"}, ["law", "ru", "de"]),
        ({"kind": "job-descripton"}, ["kind", "job-description"]),
        ({"duties": ["claim_wrok"]}, ["duties[0]", "claim_work"]),
        ({"duties": {"drop": ["claim_wrok"]}}, ["duties.drop[0]", "claim_work"]),
        ({"duties": {"reword": {"claim_wrok": "x"}}}, ["duties.reword", "claim_work"]),
        ({"rights": {"first": ["claim_work"]}}, ["rights.first[0]"]),
        ({"duties": ["claim_work", "claim-work"]}, ["duties[1]", "twice"]),
        ({"guided_by": ["works_agreements"]}, ["guided_by[0]", "law"]),
        ({"works_council": True}, ["works_council", "law"]),
        ({"number": "x\u0007"}, ["number", "control"]),
        ({"number": "x" * 200}, ["number", "200", "120"]),
        ({"approval": {"post": "x", "by": "order"}}, ["approval", "order"]),
        ({"organisation": {"name": "x", "inn": "1234567890"}}, ["organisation.inn"]),
        ({"final_provisions": {"copies": 0}}, ["final_provisions.copies"]),
        ({"final_provisions": {"copies": "two"}}, ["final_provisions.copies"]),
        ({"tasks": "perhaps"}, ["tasks"]),
        ({"agreed": [{"person": {}}]}, ["agreed[0].post", "agreed[0].person.surname"]),
    ],
)
def test_bad_data(fields: dict[str, object], words: list[str], tmp_path: Path) -> None:
    file = written(tmp_path, job_description("after_sales_manager", "ru", "ru") | fields)
    result = run("render", str(file), "-o", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert str(file) in result.output
    for word in words:
        assert word in result.output, result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["render"],
        ["render", "x.yaml", "--format", "odt"],
        ["new", "job-descripton", "--role", "sales-manager"],
        ["new", "job-description"],
        ["new", "job-description", "--role", "sales-manger"],
        ["new", "job-description", "--role", "sales-manager", "--lang", "fr"],
        ["schema", "jobs"],
        ["frobnicate"],
        ["render", "x.yaml", "--template", "/nonexistent"],
    ],
)
def test_bad_usage(args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_nearest_names_are_offered() -> None:
    assert "'job-description'" in run("schema", "job-descripton").output
    assert "'sales-manager'" in run("new", "job-description", "--role", "sales-manger").output


def test_render_both_or_one_and_never_over_another(tmp_path: Path) -> None:
    file = written(tmp_path, job_description("sales_manager", "en", "de"), "jd.json")
    out = tmp_path / "out"
    assert run("render", str(file), "-o", str(out), "-f", "pdf").exit_code == 0
    assert [path.name for path in out.iterdir()] == ["jd.pdf"]
    assert run("render", str(file), "-o", str(out), "-f", "pdf").exit_code == 1
    made = (out / "jd.pdf").read_bytes()
    (out / "jd.pdf").write_bytes(made + b"\n")  # Another than this input would give.
    again = run("render", str(file), "-o", str(out))
    assert again.exit_code == 1
    assert "--force" in again.output
    assert [path.name for path in out.iterdir()] == ["jd.pdf"]
    assert (out / "jd.pdf").read_bytes() == made + b"\n"
    assert run("render", str(file), "-o", str(out), "--force").exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["jd.docx", "jd.pdf"]
    (out / "jd.docx").unlink()  # The same bytes are no other file: what is missing is made.
    assert run("render", str(file), "-o", str(out)).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["jd.docx", "jd.pdf"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = written(tmp_path, job_description("sales_manager", "en", "de"), "good.json")
    bad = written(tmp_path, {"kind": "job-description"}, "bad.json")
    result = run("render", str(bad), str(good), "-o", str(tmp_path / "out"), "-f", "docx")
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.docx"]


def test_two_inputs_of_one_name(tmp_path: Path) -> None:
    file = written(tmp_path, job_description("sales_manager", "en", "de"))
    (tmp_path / "b").mkdir()
    other = written(tmp_path / "b", job_description("sales_manager", "en", "de"))
    result = run("render", str(file), str(other), "-o", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "both become" in result.output


def test_standard_input(tmp_path: Path) -> None:
    text = json.dumps(job_description("sales_manager", "de", "de"), ensure_ascii=False)
    assert run("check", "-", stdin=text).exit_code == 0
    result = run("render", "-", "-o", str(tmp_path), "-f", "docx", stdin=text)
    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.iterdir()] == ["document.docx"]


@pytest.mark.wide
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", LAWS)
def test_a_starter_asks_for_what_is_missing_and_for_nothing_else(
    lang: str, law: str, tmp_path: Path
) -> None:
    file = tmp_path / "jd.yaml"
    for role in ROLES:
        args = ["new", "job-description", "--role", role, "--lang", lang, "--law", law]
        result = run(*args, "-o", str(file), "--force")
        assert result.exit_code == 0, result.output
        checked = run("check", str(file))
        assert checked.exit_code == 1
        missing = [line for line in checked.output.splitlines() if str(file) in line]
        text = file.read_text(encoding="utf-8")
        asked = [
            n for n, line in enumerate(text.splitlines(), 1) if "◄" in line and "##" not in line
        ]
        assert [int(line[len(str(file)) :].split(":")[1]) for line in missing] == asked
        assert all("empty. Fill it in." in line for line in missing)
        assert len(missing) == text.count("◄") - 1 >= 3, checked.output
        filled = "\n".join(
            line.replace(line[line.index(":") + 1 :], " X")
            if "◄" in line and ":" in line and not line.startswith("#")
            else line
            for line in text.splitlines()
        )
        file.write_text(filled, encoding="utf-8")
        assert run("check", str(file)).exit_code == 0, run("check", str(file)).output


def named_example(name: str) -> bytes:
    """What a file that a starter names may hold."""
    if name.endswith(".csv"):
        return b"Surname;Given name\nHughes;Ann\n"
    stream = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_every_optional_line_of_a_starter_works_once_uncommented(
    lang: str, tmp_path: Path
) -> None:
    file = tmp_path / "jd.yaml"
    for law in LAWS:
        args = ["new", "job-description", "--role", "key-account-manager", "--lang", lang]
        text = run(*args, "--law", law).output
        lines = []
        instead = False  # Of what stands below a bare '##': it is in place of what is above.
        for line in text.splitlines():
            bare = line.lstrip()
            instead = bare == "##" or (instead and bool(bare))
            if instead:
                continue
            if "◄" in line and not bare.startswith("#"):
                lines.append(line[: line.index(":") + 1] + " X")
            elif not bare.startswith(("##", "# yaml")):
                lines.append(line.replace("# ", "", 1) if bare.startswith("# ") else line)
        file.write_text("\n".join(lines), encoding="utf-8")
        for name in re.findall(
            r"^ *(?:file|logo|staff): *(\S+\.\w+)", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            (tmp_path / name).write_bytes(named_example(name))
        result = run("check", str(file))
        assert result.exit_code == 0, result.output


def test_new_never_overwrites(tmp_path: Path) -> None:
    file = tmp_path / "jd.yaml"
    file.write_text("mine")
    result = run("new", "job-description", "--role", "sales-manager", "-o", str(file))
    assert result.exit_code == 1
    assert file.read_text() == "mine"


def test_schema_is_the_kept_one() -> None:
    from aftersales_docs.resources import schema_path

    for kind in KINDS:
        kept = schema_path(kind).read_text(encoding="utf-8")
        assert run("schema", kind).output == kept
        assert json.loads(kept)["properties"]["kind"]["const"] == kind


def test_every_command_and_option_has_help() -> None:
    commands = {name: lazy.load() for name, lazy in COMMANDS.items()}
    for name, command in list(commands.items()):
        commands |= {f"{name} {one}": sub for one, sub in getattr(command, "commands", {}).items()}
    for name, command in commands.items():
        assert command.help, name
        for option in command.params:
            if option.param_type_name == "option" and option.name not in {"lang", "law"}:
                assert getattr(option, "help", None), (name, option.name)


LATE = data_root() / "samples" / "claim-response" / "partly-granted-late.ru.ru.yaml"


def test_an_accepted_warning_is_recorded_and_told_no_more(tmp_path: Path) -> None:
    done = run("render", str(LATE), "-o", str(tmp_path), "--accept-warning", "term-passed")
    assert done.exit_code == 0
    assert "[term-passed]" not in done.stderr
    assert "[answer-late]" in done.stderr
    core = zipfile.ZipFile(tmp_path / f"{LATE.stem}.docx").read("docProps/core.xml").decode()
    assert "<cp:keywords>accepted-warning:term-passed</cp:keywords>" in core
    pdf = pypdfium2.PdfDocument(tmp_path / f"{LATE.stem}.pdf")
    assert pdf.get_metadata_value("Keywords") == "accepted-warning:term-passed"


def test_a_warning_that_no_file_gives_is_not_accepted(tmp_path: Path) -> None:
    done = run("render", str(LATE), "-o", str(tmp_path), "--accept-warning", "term-pased")
    assert done.exit_code == 2
    assert "Did you mean 'term-passed'" in done.stderr
    assert not list(tmp_path.iterdir())

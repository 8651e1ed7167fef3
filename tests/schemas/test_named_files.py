"""Files that an input names: an input of others reads none but those beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aftersales_docs import api, compose, load
from aftersales_docs.cli import main
from aftersales_docs.document import Document
from aftersales_docs.embedding.manifest import Inside
from aftersales_docs.errors import DataError
from aftersales_docs.resources import data_root
from aftersales_docs.schemas.house_file import with_house
from aftersales_docs.schemas.source import read_source
from tests.template_check.making import ANSWER

SECRET = "S3CRET-HUNTER2"  # noqa: S105


def run(*args: object, **kwargs: str) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], **kwargs)  # type: ignore[arg-type]
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for an input, and secrets around it."""
    (tmp_path / "secret").mkdir()
    for name in ("secret/s.yaml", "secret/house.yaml", "s.yaml", "house.txt", "my-house.yaml"):
        (tmp_path / name).write_text(f"db: {{password: {SECRET}}}\n", encoding="utf-8")
    folder = tmp_path / "a" / "b"
    (folder / "c").mkdir(parents=True)
    (folder / "link.yaml").symlink_to(tmp_path / "secret" / "s.yaml")
    (folder / "house.yaml").symlink_to(tmp_path / "secret" / "house.yaml")
    return folder


OUTSIDE = (
    "../../secret/s.yaml",
    "../../s.yaml",
    "../../secret/house.yaml",
    "link.yaml",
    "house.yaml",
    "c/../../../s.yaml",
    "../../house.txt",
    "../../my-house.yaml",
    "/etc/passwd",
    "/etc/shadow",
    "../gone.yaml",
    "~/x.yaml/../../../../s.yaml",
)


@pytest.mark.parametrize("name", [*OUTSIDE, "{root}/s.yaml", "{root}/secret/house.yaml"])
@pytest.mark.parametrize("use", ["db.password", "nothing"])
def test_no_house_file_outside_is_read(name: str, use: str, folder: Path) -> None:
    named = name.format(root=folder.parents[1])
    file = folder / "input.yaml"
    file.write_text(f"a: 1\nhouse: {named}\nb: {{use: {use}}}\n", encoding="utf-8")
    with pytest.raises(DataError, match="lies outside the folder") as caught:
        with_house(read_source(str(file)))
    assert SECRET not in str(caught.value)
    assert "password" not in str(caught.value)
    assert "root:" not in str(caught.value)
    (problem,) = caught.value.problems
    assert (problem.field, problem.place and problem.place.line) == ("house", 2)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_second_language_outside_is_read(name: str, folder: Path) -> None:
    sample = data_root() / "samples" / "service-agreement" / "bilingual.de.ru.yaml"
    text = sample.read_text(encoding="utf-8").replace("bilingual.ru.ru.yaml", name)
    file = folder / "input.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"bilingual\.file: this file lies outside"):
        load(file)


@pytest.mark.parametrize(
    "name", ["facts.yaml", "c/facts.yaml", "../house.yaml", "../../house.yml", "{here}/facts.yaml"]
)
def test_files_beside_and_house_files_above_are_read(name: str, folder: Path) -> None:
    named = name.format(here=folder)
    (folder / named).write_text("b: 5\n", encoding="utf-8")
    file = folder / "input.yaml"
    file.write_text(f"house: {named}\nb: {{use: b}}\n", encoding="utf-8")
    assert with_house(read_source(str(file))).data == {"b": 5}


@pytest.mark.parametrize("command", ["render", "check"])
def test_an_option_widens_it(command: str, folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "shared"
    root.mkdir()
    (root / "facts.yaml").write_text("number: A-17\n", encoding="utf-8")
    lines = ANSWER.read_text(encoding="utf-8").splitlines()
    lines = [one for one in lines if not one.startswith("number:")]
    file = folder / "answer.yaml"
    file.write_text(
        "\n".join([*lines, "house: ../../shared/facts.yaml", "number: {use: number}"]),
        encoding="utf-8",
    )
    out = ("-o", tmp_path / "out", "-f", "docx") if command == "render" else ()
    refused = run(command, file, *out)
    assert refused.exit_code == 1
    assert "--house-root" in refused.output
    assert run(command, file, *out, "--house-root", root).exit_code == 0


def finished(tmp_path: Path, inputs: dict[str, bytes], manifest: object = None) -> Path:
    """A PDF that carries ``inputs``, as a stranger may make it."""
    document: Document = compose(load(ANSWER))
    own = json.loads(api.inside(document).manifest)
    held = Inside(json.dumps(own | (manifest or {})), inputs)  # type: ignore[operator]
    from aftersales_docs.resources import templates
    from aftersales_docs.sandbox.fields import view
    from aftersales_docs.word import write

    file = tmp_path / "hostile.docx"
    file.write_bytes(write(document, templates(), view({}), held))
    return file


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("house: ../../secret/s.yaml", "../../secret/s.yaml"),
        ("house: house.yaml", "house.yaml"),
        ("bilingual: {file: ../x.yaml}", "../x.yaml"),
    ],
)
def test_extract_warns_of_files_that_an_input_names(line: str, named: str, tmp_path: Path) -> None:
    file = finished(tmp_path, {"input.yaml": f"kind: claim-response\n{line}\n".encode()})
    done = run("extract", file, "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert f"names another file, '{named}'" in done.output


def test_extract_does_not_warn_of_what_it_gives_back(tmp_path: Path) -> None:
    inputs = {"input.yaml": b"bilingual: {file: input.ru.yaml}\n", "input.ru.yaml": b"a: 1\n"}
    done = run("extract", finished(tmp_path, inputs), "-o", tmp_path / "out")
    assert "warning" not in done.output


@pytest.mark.parametrize(
    "code", ["--template=/tmp/evil", "--force", "x y", "; rm -rf", "\x1b[31m", "Ab", ""]
)
def test_a_forged_warning_makes_no_option_of_a_command(code: str, tmp_path: Path) -> None:
    manifest = {"accepted_warnings": [code, "late-answer"]}
    file = finished(tmp_path, {"input.yaml": b"a: 1\n"}, manifest)
    done = run("extract", file, "-o", tmp_path / "out")
    assert done.output.rstrip().endswith("--with-data --accept-warning late-answer")


@pytest.mark.parametrize("char", ["\x1b", "\n", "\x9b", "\u202e", "\u2028"])
@pytest.mark.parametrize("command", ["render", "check", "extract", "inspect", "diff"])
def test_a_terminal_obeys_no_file_name(char: str, command: str, tmp_path: Path) -> None:
    folder = tmp_path / f"a{char}[31mb"
    folder.mkdir()
    file = folder / "answer.yaml"
    file.write_bytes(ANSWER.read_bytes())
    if command in {"render", "check"}:
        out = ("-o", folder, "-f", "docx") if command == "render" else ()
        done = run(command, file, *out)
    else:
        word = finished(folder, {"input.yaml": ANSWER.read_bytes()})
        words = ("clauses", "diff") if command == "diff" else (command,)
        out = ("-o", folder) if command == "extract" else ()
        done = run(*words, word, *out)
    assert done.exit_code == 0, done.output
    # A newline ends lines of the output itself; none stands in the name.
    assert (f"a{char}[31mb" if char == "\n" else char) not in done.output


def test_json_holds_no_raw_control(tmp_path: Path) -> None:
    text = b'kind: claim-response\na: "\\x9b31m\\e"\n'
    done = run("inspect", finished(tmp_path, {"input.yaml": text}), "--json")
    assert done.exit_code == 0
    assert not {"\x9b", "\x1b"} & set(done.output)
    assert json.loads(done.output)["documents"][0]["inputs"]["input.yaml"]["a"] == "\x9b31m\x1b"

"""Settings: the command line beats the environment, the environment beats the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aftersales_docs.cli import main
from aftersales_docs.config import KEYS, config_file, interface_language, read_config
from aftersales_docs.errors import DataError
from tests.inputs import job_description, written


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in KEYS.values():
        monkeypatch.delenv(key.variable, raising=False)
    monkeypatch.delenv("AFTERSALES_DOCS_CONFIG", raising=False)


def run(*args: str, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, args, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def settings(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert config_file(tmp_path / "a.toml", {"AFTERSALES_DOCS_CONFIG": "b"}).name == "a.toml"
    assert config_file(None, {"AFTERSALES_DOCS_CONFIG": "b.toml"}) == Path("b.toml")
    usual = config_file(None, {})
    assert usual.name == "config.toml"
    assert usual.parent.name == "aftersales-docs"


def test_the_file_gives_way_to_the_environment_and_that_to_the_command_line(
    tmp_path: Path,
) -> None:
    source = written(tmp_path, job_description("sales_manager", "de", "de"), "jd.json")
    file = settings(tmp_path, 'output = "of-file"\n')
    args = ["--config", str(file), "render", str(source), "-f", "docx"]
    assert run(*args).exit_code == 0
    assert (tmp_path / "of-file" / "jd.docx").is_file()
    env = {"AFTERSALES_DOCS_OUTPUT": str(tmp_path / "of-env")}
    assert run(*args, env=env).exit_code == 0
    assert (tmp_path / "of-env" / "jd.docx").is_file()
    assert run(*args, "-o", str(tmp_path / "of-line"), env=env).exit_code == 0
    assert (tmp_path / "of-line" / "jd.docx").is_file()


def test_templates_of_the_settings_are_used_by_all_commands(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "catalogue").mkdir(parents=True)
    (own / "catalogue" / "roles.yaml").write_text("nonsense: [", encoding="utf-8")
    file = settings(tmp_path, 'templates = "own"\n')
    assert run("roles").exit_code == 0
    assert run("--config", str(file), "roles").exit_code == 1


def test_the_house_file_serves_inputs_that_name_none(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "firm.yaml").write_text("us: {name: Firma Haus GmbH}\n", "utf-8")
    file = settings(tmp_path / "facts", 'house = "firm.yaml"\n')
    fields = job_description("sales_manager", "de", "de", organisation={"use": "us"})
    source = written(tmp_path, fields, "jd.json")
    assert run("check", str(source)).exit_code == 1
    assert run("--config", str(file), "check", str(source)).exit_code == 0
    assert run("check", str(source), "--house", str(tmp_path / "facts/firm.yaml")).exit_code == 0
    out = tmp_path / "out"
    done = run("--config", str(file), "render", str(source), "-o", str(out), "--with-data")
    assert done.exit_code == 0, done.output
    # What the file carries is whole in itself.
    assert "Firma Haus GmbH" in run("extract", str(out / "jd.pdf"), "-o", str(out)).output or (
        any("Firma Haus GmbH" in one.read_text("utf-8") for one in out.glob("*.yaml"))
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("lang = de\n", 1, "not valid TOML"),
        ('\n\nouput = "x"\n', 3, "Did you mean 'output'"),
        ('colour = "x"\n', 1, "Known are: lang, house, templates, output"),
        ('lang = "fr"\n', 1, "Write one of: de, ru, en"),
        ("lang = 3\n", 1, "no text"),
        ('house = ""\n', 1, "no text"),
        ('# x\nhouse = "gone.yaml"\n', 2, "there is no file"),
        ('templates = "gone"\n', 1, "there is no folder"),
        ('output = "config.toml"\n', 1, "is a file"),
        ('[lang]\nx = "de"\n', 1, "no text"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    file = settings(tmp_path, text)
    with pytest.raises(DataError) as caught:
        read_config(file)
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == (str(file), line)
    assert words in str(problem)
    done = run("--config", str(file), "kinds")
    assert done.exit_code == 1
    assert words in done.stderr


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    assert run("--config", str(tmp_path / "gone.toml"), "kinds").exit_code == 1
    gone = {"AFTERSALES_DOCS_CONFIG": str(tmp_path / "gone.toml")}
    assert run("kinds", env=gone).exit_code == 1
    gone = {"AFTERSALES_DOCS_TEMPLATES": str(tmp_path / "gone")}
    assert "AFTERSALES_DOCS_TEMPLATES" in run("kinds", env=gone).stderr


def test_the_program_speaks_the_language_of_its_settings(tmp_path: Path) -> None:
    file = settings(tmp_path, 'lang = "ru"\n')
    gone = str(tmp_path / "gone.yaml")
    english = run("check", gone).stderr
    for args in (["--config", str(file)], [f"--config={file}"]):
        told = run(*args, "check", gone).stderr
        assert told != english
        assert "ошибка" in told
    assert (
        run("--config", str(file), "check", gone, env={"AFTERSALES_DOCS_LANG": "en"}).stderr
        == english
    )


def test_the_command_tells_what_is_in_force_and_where_from(tmp_path: Path) -> None:
    file = settings(tmp_path, 'lang = "ru"\noutput = "out"\n')
    env = {"AFTERSALES_DOCS_LANG": "de"}
    told = run("--config", str(file), "--lang", "en", "config", env=env).output
    assert "de (from AFTERSALES_DOCS_LANG)" in told
    assert f"{tmp_path / 'out'} (from {file}:2)" in told
    data = json.loads(run("--config", str(file), "config", "--json").output)
    assert data["settings"]["lang"] == {"value": "ru", "origin": f"{file}:1"}
    assert data["settings"]["house"] is None
    assert (interface_language(file), interface_language()) == ("ru", None)


@pytest.mark.parametrize("lang", ["de", "ru", "en"])
def test_the_names_of_settings_stand_apart_from_what_is_said_of_them(lang: str) -> None:
    lines = run("--lang", lang, "config").output.splitlines()
    for key in KEYS:
        assert [line for line in lines if line.startswith(f"{key}  ")], key

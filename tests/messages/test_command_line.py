"""The command line in three languages: help, mistakes of usage, tables, the last line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from tools.message_sources import commands

from aftersales_docs.cli import main
from aftersales_docs.resources import data_root

SAMPLE = str(data_root() / "samples/claim-response/granted-repair.de.de.yaml")
PATHS = [path for path, _ in commands()]
# Names and signs that are the same in every language.
_SAME = re.compile(
    r"--?[a-z][\w-]*|'[^']*'|„[^“]*“|«[^»]*»|\[[^\]]*\]|\([^)]*\)|\S*[./_]\S*|aftersales-docs|"
    r"\b(?:Word|PDF|ZIP|PostgreSQL|HTML|HTTP|CSS|CSV|XLSX|ODS|Parquet|Dask|dask|Typst|JSON|Lines|Schema|Markdown|"
    r"PKCS#12|PKCS|PIN|PEM|TSA|URL|PAdES|B-[A-Z]+|X,Y,W,H|"
    r"UTF-8|docx|X|final|original|NAME|TEXT|CODE|Code|Exitcode)\b"
)


def run(*args: str, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, args, env={"LC_ALL": "C", **(env or {})})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("path", PATHS)
def test_nothing_english_is_left_in_russian_help(path: str) -> None:
    """In Russian a word in Latin letters is a name, or was forgotten."""
    told = run("--lang", "ru", *path.split(), "--help").output
    lines = told.splitlines()[1:]  # The first has the names of commands.
    names = set(re.findall(r"[A-Za-z]{2,}", " ".join(PATHS)))
    for line in lines:
        words = set(re.findall(r"[A-Za-z]{2,}", _SAME.sub(" ", line))) - names
        assert not words, (line, words)


@pytest.mark.wide
@pytest.mark.parametrize("path", PATHS)
def test_german_help_says_other_things_than_english_help(path: str) -> None:
    english, german = (
        run("--lang", lang, *path.split(), "--help").output for lang in ("en", "de")
    )
    assert "Usage:" in english
    assert "Aufruf:" in german
    assert "Options:" in english
    assert "Optionen:" in german
    assert not re.search(r"\b(?:the|of|with|and|is|are|this)\b", _SAME.sub("", german))
    flags = set(re.findall(r"--[a-z][\w-]+", english))
    assert flags <= set(re.findall(r"--[a-z][\w-]+", german))


@pytest.mark.wide
@pytest.mark.parametrize(
    "env",
    [
        {"AFTERSALES_DOCS_LANG": "de"},
        {"LC_ALL": "de_DE.UTF-8"},
        {"LC_ALL": "", "LC_MESSAGES": "de_DE"},
        {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "de_AT.UTF-8"},
        {"AFTERSALES_DOCS_LANG": "de", "LC_ALL": "ru_RU.UTF-8"},
    ],
)
def test_the_environment_chooses_the_language(env: dict[str, str]) -> None:
    result = run("check", SAMPLE, env=env)
    assert "die Antwort muss bis zum 02.12.2026 abgeschickt sein" in result.output
    assert "keine Fehler" in result.output


def test_the_option_comes_before_the_environment() -> None:
    env = {"AFTERSALES_DOCS_LANG": "de"}
    assert "ошибок нет" in run("--lang", "ru", "check", SAMPLE, env=env).output
    assert "ошибок нет" in run("--lang=ru", "check", SAMPLE, env=env).output
    assert ": no errors" in run("--lang", "en", "check", SAMPLE, env=env).output


def test_the_language_of_the_document_is_another_matter() -> None:
    starter = run("--lang", "ru", "new", "claim-response", "--lang", "de")
    assert starter.exit_code == 0
    assert "\nlang: de" in starter.output
    again = run("new", "claim-response", "--lang", "de")
    assert starter.output == again.output


@pytest.mark.parametrize(
    ("args", "german", "russian"),
    [
        (("chek",), "Den Befehl „chek“ gibt es nicht.", "Нет команды «chek»."),
        (("check",), "Es fehlt das Argument", "Не указан аргумент"),
        (("check", "--nichts", "a"), "Die Option „--nichts“ gibt es nicht", "Нет параметра"),
        (("inspect", "a", "b"), "gibt es nicht", "Не найдено"),
        (("insert", SAMPLE, SAMPLE), "Sagen Sie, wohin", "Укажите место"),
        (
            ("new", "claim-respons"),
            "Meinten Sie „claim-response (Antwort auf eine Reklamation)“?",
            "имелось в виду «claim-response (Ответ на претензию)»",
        ),
        (
            ("new", "job-description", "--role", "clerk"),
            "keine Rolle „clerk“",
            "нет должности «clerk»",
        ),
        (("--lang", "xx"), "„xx“ steht nicht zur Auswahl", "«xx» нет среди"),
    ],
)
def test_mistakes_of_usage(args: tuple[str, ...], german: str, russian: str) -> None:
    for lang, words in (("de", german), ("ru", russian)):
        result = run(*args, env={"AFTERSALES_DOCS_LANG": lang})
        assert result.exit_code == 2
        assert words in result.output
        assert not re.search(r"\b(?:Error|Usage|Try|Invalid|Missing|No such)\b", result.output)


def test_a_command_goes_from_end_to_end_in_each_language(tmp_path: Path) -> None:
    heads = {
        "de": ("keine Unterschriftsfelder|Unterschrift|signiert", "Art  ", "Sprachen:"),
        "ru": ("подпис", "вид  ", "языки:"),
        "en": ("signed|signature", "kind  ", "languages:"),
    }
    for lang, (signed, inspected, kinds) in heads.items():
        out = tmp_path / lang
        done = run("--lang", lang, "render", SAMPLE, "-o", str(out))
        assert done.exit_code == 0, done.output
        pdf = str(out / "granted-repair.de.de.pdf")
        assert inspected in run("--lang", lang, "inspect", pdf).output
        assert re.search(signed, run("--lang", lang, "verify", pdf).output)
        assert kinds in run("--lang", lang, "kinds").output
        again = run("--lang", lang, "render", SAMPLE, "-o", str(out))
        assert again.exit_code == 1
    first, second = (
        (tmp_path / lang / "granted-repair.de.de.docx").read_bytes() for lang in ("de", "ru")
    )
    assert first == second  # The language of the interface is in no document.


@pytest.mark.wide
def test_json_is_the_same_in_every_language() -> None:
    compared = []
    for lang in ("de", "ru", "en"):
        file = str(data_root() / "samples/hosts/liefervertrag.docx")
        done = run("--lang", lang, "compare", "--json", file, file)
        compared.append(json.loads(done.output))
    assert compared[0] == compared[1] == compared[2]


def test_nothing_of_the_language_stays_behind() -> None:
    run("--lang", "ru", "--help")
    assert "Usage:" in run("--help").output
    with pytest.raises(click.UsageError, match="Missing"):
        click.Command("x", params=[click.Argument(["y"])]).main([], standalone_mode=False)


@pytest.mark.wide
@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "iso8859-1"},
        {"PYTHONIOENCODING": "koi8-r"},
    ],
)
def test_a_terminal_that_lacks_letters_gets_numbers(env: dict[str, str]) -> None:
    for args in (["--help"], ["check", SAMPLE], ["check", "nothing.yaml"], ["kinds"]):
        done = subprocess.run(
            [sys.executable, "-m", "aftersales_docs.cli", "--lang", "ru", *args],
            env={**os.environ, **env},
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr
        assert done.returncode == (1 if "nothing.yaml" in args else 0)
        assert done.stdout or done.stderr


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [("de", "chekc", "check"), ("ru", "rendr", "render"), ("en", "verfiy", "verify")],
)
def test_a_misspelt_command_is_guessed(lang: str, typed: str, meant: str) -> None:
    result = CliRunner().invoke(main, ["--lang", lang, typed])
    assert result.exit_code == 2
    assert meant in result.output.splitlines()[-1]
    asked = {"de": "Meinten Sie", "ru": "имелось в виду", "en": "Did you mean"}[lang]
    assert asked in result.output

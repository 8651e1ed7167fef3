"""Small things of the first hour: parties, days and JSON as the reader knows them; offers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from aftersales_docs import api
from aftersales_docs.cli import main
from aftersales_docs.commands.inspecting import summary
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.kinds import KINDS, Kind
from aftersales_docs.messages import UiLang
from aftersales_docs.messages.choice import speaking
from aftersales_docs.resources import data_root
from aftersales_docs.schemas.source import parse_source

LETTERS = data_root() / "samples" / "claim-response"


def parties(sample: str, folder: Path) -> list[str]:
    file = folder / "a.docx"
    data = api.load(LETTERS / sample)
    file.write_bytes(api.write(api.compose(data), "docx", data=data))
    told = CliRunner().invoke(main, ["inspect", str(file), "--json"])
    found: list[str] = json.loads(told.output)["documents"][0]["parties"]
    return found


def test_a_business_is_named_before_who_answers_it(tmp_path: Path) -> None:
    first, second = parties("price-reduction-business.de.de.yaml", tmp_path)
    sample = (LETTERS / "price-reduction-business.de.de.yaml").read_text(encoding="utf-8")
    assert f"company: {first}" in sample
    assert f"name: {second}" in sample


def test_a_consumer_is_named_nowhere_but_on_the_pages(tmp_path: Path) -> None:
    (only,) = parties("granted-repair.de.de.yaml", tmp_path)
    sample = (LETTERS / "granted-repair.de.de.yaml").read_text(encoding="utf-8")
    assert f"name: {only}" in sample


@pytest.mark.parametrize(
    ("lang", "day"), [("de", "23.11.2026"), ("ru", "23.11.2026"), ("en", "2026-11-23")]
)
def test_days_are_those_of_the_reader(tmp_path: Path, lang: str, day: str) -> None:
    for name in ("a", "b"):
        data = api.load(LETTERS / "granted-repair.de.de.yaml")
        (tmp_path / f"{name}.docx").write_bytes(api.write(api.compose(data), "docx", data=data))
    one = CliRunner().invoke(main, ["--lang", lang, "inspect", str(tmp_path / "a.docx")]).output
    many = CliRunner().invoke(main, ["--lang", lang, "inspect", str(tmp_path)]).output
    assert day in one
    assert many.count(day) == 2
    if lang != "en":
        assert "2026-11-23" not in one + many


@pytest.mark.parametrize("lang", ["de", "ru", "en"])
def test_json_speaks_the_language_of_messages_and_keeps_its_codes(
    tmp_path: Path, lang: str
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("kind: claim-response\nlang: de\nlaw: de\n", encoding="utf-8")
    told = json.loads(
        CliRunner().invoke(main, ["--lang", lang, "check", str(file), "--json"]).output
    )
    first = told["problems"][0]
    assert first["code"] == "missing"
    said = {
        "de": "dieses Feld fehlt.",
        "ru": "нет обязательного поля.",
        "en": "this field must be filled in.",
    }
    assert first["message"] == said[lang]


@pytest.mark.parametrize(
    ("lang", "said"), [("de", "als Fehler"), ("ru", "ошиб"), ("en", "as error")]
)
def test_strict_says_why_one_file_is_not_good(tmp_path: Path, lang: str, said: str) -> None:
    text = (LETTERS / "granted-repair.de.de.yaml").read_text(encoding="utf-8")
    file = tmp_path / "a.yaml"
    # What a company's letter must name is missing: a warning.
    file.write_text(re.sub(r"(?m)^  register_entry: .*\n", "", text), encoding="utf-8")
    done = CliRunner().invoke(main, ["--lang", lang, "check", "--strict", str(file)])
    assert done.exit_code == 1
    assert "(--strict)" in done.output
    assert said in done.output


def test_a_kind_by_what_is_like_its_title_is_offered(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("kind: Stelenbeschreibung\nlang: de\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["--lang", "en", "check", str(file)])
    assert "Did you mean 'job-description'?" in done.output


@pytest.mark.parametrize(
    ("lang", "name"),
    [("de", "Standardeingabe"), ("ru", "стандартный ввод"), ("en", "standard input")],
)
def test_standard_input_is_named_in_the_language_of_the_reader(lang: str, name: str) -> None:
    done = CliRunner().invoke(main, ["--lang", lang, "check", "-"], input="kind: x\n")
    assert done.output.startswith(f"{name}:1:7: ")


@pytest.mark.parametrize("line", ["", "kind: Reklamationsbrief\n"])
def test_kinds_are_told_with_their_titles(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"{line}lang: de\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["--lang", "de", "check", str(file)])
    for kind in KINDS.values():
        assert f"{kind.id} ({kind.names['de']})" in re.sub(r"\s+", " ", done.output)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_a_kind_is_taken_by_its_title_in_each_language(kind: Kind) -> None:
    sample = next((data_root() / "samples" / kind.id).glob("*.de.yaml"))
    data = load_yaml(sample.read_text(encoding="utf-8"))
    meant = api.load(data, house_root=sample.parent).model
    for title in kind.names.values():
        assert api.load(data | {"kind": title}, house_root=sample.parent).model == meant


@pytest.mark.parametrize(
    ("lang", "offered"),
    [
        ("de", "„warranty-manager (Fachkraft Garantiemanagement)“"),
        ("ru", "«warranty-manager (менеджер по гарантии)»"),
        ("en", "'warranty-manager'"),
    ],
)
def test_a_role_is_offered_with_its_title(lang: str, offered: str) -> None:
    wanted = ["--lang", lang, "new", "job-description", "--role", "Garantiemanager"]
    assert offered in CliRunner().invoke(main, wanted).output


@pytest.mark.parametrize(
    ("lang", "amount", "day", "truth"),
    [
        ("de", "649,50", "23.11.2026", "ja"),
        ("ru", "649,50", "23.11.2026", "да"),
        ("en", "649.50", "2026-11-23", "yes"),
    ],
)
def test_the_input_inside_is_shown_as_its_reader_writes(
    lang: UiLang, amount: str, day: str, truth: str
) -> None:
    text = b"price: 649.50\ndate: 2026-11-23\nnumber: '20261123'\nversion: '1.2'\ncopy: true\n"
    with speaking(lang):
        lines = list(summary({"input": parse_source("input.yaml", text).data}))
    assert lines[2:] == [
        f"  price: {amount}",
        f"  date: {day}",
        "  number: 20261123",
        "  version: 1.2",
        f"  copy: {truth}",
    ]


@pytest.mark.parametrize("lang", ["de", "ru", "en"])
def test_a_list_of_clauses_shows_words_and_no_template(lang: str) -> None:
    for kind in KINDS:
        shown = CliRunner().invoke(main, ["clauses", "list", kind, "--lang", lang]).output
        assert len(shown.splitlines()) > 5, kind
        assert not re.search(r"[{}]|\[\[|\]\(|\*\*", shown), (kind, shown)


def test_parties_named_in_two_languages_are_told_in_the_documents(tmp_path: Path) -> None:
    data = api.load(data_root() / "samples" / "service-agreement" / "one-file.en.de.yaml")
    file = tmp_path / "a.docx"
    file.write_bytes(api.write(api.compose(data), "docx", data=data))
    found = CliRunner().invoke(main, ["inspect", str(file), "--json"])
    told = json.loads(found.output)["documents"][0]["parties"]
    assert told
    assert not [name for name in told if "{" in name]

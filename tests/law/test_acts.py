"""Reading the law from its files; a third law is a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

import aftersales_docs
from aftersales_docs.errors import LibraryError
from aftersales_docs.law import LAWS, Days, Law, acts
from aftersales_docs.law.acts import ACTS, about, codes, read_statutes

TOY = {
    "law.yaml": """
        order: 3
        names: {de: österreichisches Recht, ru: право Австрии, en: Austrian law}
        country: AT
    """,
    "abgb.yaml": """
        act:
          title: Allgemeines bürgerliches Gesetzbuch
          names: {de: ABGB, ru: ABGB, en: the Austrian Civil Code (ABGB)}
        by: contract
        citations:
        - key: sale_warranty
          place: {section: 922, paragraph: 1}
        - key: sale_limitation
          place: {section: 933}
          until: 2021-12-31
        - key: sale_limitation
          place: {section: 933, paragraph: 1}
          since: 2022-01-01
        facts:
        - {key: sale_limitation, value: 2, unit: years, event: delivery, basis: sale_limitation,
           source: 'ABGB, § 933'}
    """,
}


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        lines = text.strip("\n").splitlines()
        margin = len(lines[0]) - len(lines[0].lstrip())
        body = "\n".join(line[margin:] for line in lines)
        (folder / name).write_text(body, encoding="utf-8")
    return folder


def toy(folder: Path, **changes: str) -> Path:
    return written(folder / "at", TOY | {name.replace("_", "."): t for name, t in changes.items()})


def test_a_third_law_is_a_folder(tmp_path: Path) -> None:
    statutes = read_statutes(toy(tmp_path))
    law = Law(statutes.code, statutes.citations, statutes.facts, Days(contract=date(2026, 1, 1)))
    assert law.cite("de")["sale_warranty"] == "§\u00a0922 Abs.\u00a01 ABGB"
    assert law.cite("ru")["sale_limitation"] == "абз.\u00a01 §\u00a0933 ABGB"
    assert law.cite("en")["sale_warranty"].endswith("of the Austrian Civil Code (ABGB)")
    assert law.fact("sale_limitation").value == 2
    assert codes(tmp_path) == ("at",)


def test_a_third_law_is_found_by_the_program(tmp_path: Path) -> None:
    # A copy of the package with one folder more: no line of code is touched.
    package = tmp_path / "aftersales_docs"
    shutil.copytree(Path(aftersales_docs.__file__).parent, package)
    toy(package / "law" / "acts")
    code = (
        "from datetime import date; from aftersales_docs.law import LAWS, law_on;"
        "from aftersales_docs.law.counting import deadline;"
        "day = date(2026, 10, 26); print(LAWS, law_on('at', document=day, contract=day)"
        ".cite('en')['sale_limitation'], deadline(date(2026, 10, 25), 1, 'days', 'at').day)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    # 26 October is a holiday in Austria, and nowhere else.
    assert done.stdout.replace("\u00a0", " ") == (
        "('ru', 'de', 'at') section 933(1) of the Austrian Civil Code (ABGB) 2026-10-27\n"
    )


def test_the_laws_are_those_of_the_folder() -> None:
    assert LAWS == codes(ACTS) == ("ru", "de")
    assert {about(ACTS / law).country for law in LAWS} == {"RU", "DE"}


ACT = "act: {title: T, names: {de: X, ru: X, en: the X}}\nby: contract\n"


@pytest.mark.wide
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("by: contract\ncitations:\n- key: a\n  key: b\n", "a key stands twice"),
        ("by: contract\ncitations: [\n", "abgb.yaml:"),
        ("by: tomorrow\n", "by: Input should be"),
        ("by: contract\nfact: []\n", "fact: Extra inputs"),
        (f"{ACT}citations:\n- {{key: A, place: {{section: 1}}}}\n", "citations.0.key"),
        (f"{ACT}citations:\n- {{key: a, place: {{paragraph: 1}}}}\n", "a section, an article or"),
        (f"{ACT}citations:\n- {{key: a, place: {{chapter: 1, section: 2}}}}\n", "a chapter"),
        (f"{ACT}citations:\n- {{key: a}}\n", "'a' needs a wording"),
        (f"{ACT}citations:\n- {{key: a, wording: {{de: X}}, source: s}}\n", "wording in de, ru"),
        (
            "by: contract\ncitations:\n- {key: a, wording: {de: X, ru: X, en: X}}\n",
            "'a' has no source",
        ),
        (
            f"{ACT}citations:\n- {{key: a, place: {{section: 1}}, fingerprint: abc}}\n",
            "fingerprint: String should match",
        ),
        (
            "act: {title: T, names: {de: X}}\nby: contract\n",
            "the act has no name in ru, en",
        ),
        (
            f"{ACT}citations:\n- {{key: a, place: {{section: 1}}, until: 2020-01-02}}\n"
            "- {key: a, place: {section: 2}, since: 2020-01-01}\n",
            "two editions of 'a' hold on one day",
        ),
        (
            f"{ACT}citations:\n- {{key: a, place: {{section: 1}}, until: 2020-01-02}}\n"
            "- {key: a, place: {section: 2}, since: 2020-01-03, by: demand}\n",
            "the editions of 'a' are chosen by different days",
        ),
        (
            f"{ACT}facts:\n- {{key: f, value: 1, unit: days, basis: b, source: s}}\n",
            "'f' rests on 'b', which is not there",
        ),
        (
            f"{ACT}citations:\n- {{key: b, place: {{section: 1}}}}\n"
            "facts:\n- {key: f, value: 1, unit: days, basis: b}\n",
            "'f' has no source",
        ),
        (
            f"{ACT}citations:\n- {{key: a, place: {{section: 1}}, verified_on: 2026-11-29, "
            "compared_with: gazette}\n",
            "'a' was compared with 'gazette', which 'compared' does not tell",
        ),
        (
            f"{ACT}compared: {{gazette: [{{kind: official, text: G}}]}}\n"
            "citations:\n- {key: a, place: {section: 1}, compared_with: gazette}\n",
            "'a' needs the day it was compared",
        ),
        (
            f"{ACT}compared: {{blog: [{{kind: account, text: B}}]}}\ncitations:\n- {{key: a, "
            "place: {section: 1}, verified_on: 2026-11-29, compared_with: blog}\n",
            "'blog' is no official text: it needs a second one",
        ),
    ],
)
def test_a_wrong_file_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    folder = toy(tmp_path)
    (folder / "abgb.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        read_statutes(folder)
    assert message in str(caught.value)
    assert str(folder) in str(caught.value)


def test_numbers_stay_as_they_were_typed(tmp_path: Path) -> None:
    folder = toy(tmp_path)
    (folder / "abgb.yaml").write_text(
        f"{ACT}citations:\n- {{key: a, place: {{article: 22.10, paragraph: 007}}}}\n",
        encoding="utf-8",
    )
    (citation,) = read_statutes(folder).citations
    assert citation.text["en"] == "Article\u00a022.10(007) of the X"


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # PyYAML may have been built without libyaml.
    fast = read_statutes(ACTS / "de")
    monkeypatch.setattr(acts, "_LOADER", acts.strict(yaml.BaseLoader))
    read_statutes.cache_clear()
    try:
        assert read_statutes(ACTS / "de") == fast
    finally:
        read_statutes.cache_clear()

"""The command: table, JSON, redline, exit codes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from aftersales_docs.cli import main
from aftersales_docs.comparison import compare
from aftersales_docs.messages import UiLang
from aftersales_docs.ooxml.words import plain
from aftersales_docs.resources import data_root
from tests.comparison.test_bad_files import run
from tests.comparison.test_changes import ENGLISH
from tests.comparison.word_files import Word, issued, lines, save, text_of
from tests.reading import W


def returned(folder: Path) -> Path:
    word = Word(issued(ENGLISH))
    word.replace("36 months", "24 months")
    word.track("normal wear", "abnormal wear")
    return save(folder, "returned.docx", word.content())


def test_nothing_changed(tmp_path: Path) -> None:
    file = save(tmp_path, "issued.docx", issued(ENGLISH))
    result = run(file, file)
    assert (result.exit_code, result.output) == (0, "Nothing was changed.\n")


def test_the_table_tells_silent_changes_apart(tmp_path: Path) -> None:
    result = run(save(tmp_path, "issued.docx", issued(ENGLISH)), returned(tmp_path))
    assert result.exit_code == 1
    assert "NOT TRACKED" in result.output
    assert "number: 36 → 24" in result.output
    assert "tracked by Eve" in result.output
    assert "2 changes, 1 of them not tracked." in result.output


def test_json(tmp_path: Path) -> None:
    names = save(tmp_path, "issued.docx", issued(ENGLISH)), returned(tmp_path)
    data = json.loads(run(*names, "--json").output)
    assert (data["changed"], data["silent"], data["tracked"]) == (True, 1, 1)
    assert data["changes"][0]["quantities"] == [{"kind": "number", "old": "36", "new": "24"}]
    assert data["changes"][0]["where"]["clause"] == "period"
    rest = json.loads(run(*names, "--json", "--view", "original").output)
    assert [change["silent"] for change in rest["changes"]] == [True]


def test_the_input_file_in_place_of_the_issued_one(tmp_path: Path) -> None:
    sample = data_root() / "samples" / ENGLISH
    assert run(sample, save(tmp_path, "issued.docx", issued(ENGLISH))).exit_code == 0
    result = run(sample, returned(tmp_path))
    assert result.exit_code == 1
    assert "36 → 24" in result.output
    bad = tmp_path / "bad.yaml"
    bad.write_text("kind: nothing\n", encoding="utf-8")
    wrong = run(bad, returned(tmp_path))
    assert wrong.exit_code == 1
    assert "bad.yaml" in wrong.output


def test_a_redline_is_not_written_over_a_file(tmp_path: Path) -> None:
    names = save(tmp_path, "issued.docx", issued(ENGLISH)), returned(tmp_path)
    out = tmp_path / "redline.docx"
    assert run(*names, "-o", out).exit_code == 1
    assert any("24" in line for line in lines(out.read_bytes(), accept=True))
    before = out.read_bytes()
    out.write_bytes(b"mine")
    refused = run(*names, "-o", out)
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert "NOT TRACKED" not in refused.output
    assert out.read_bytes() == b"mine"
    run(*names, "-o", out, "--force")
    assert out.read_bytes() == before


def test_what_the_redline_lacks_is_told(tmp_path: Path) -> None:
    word = Word(issued(ENGLISH))
    core = word.root("docProps/core.xml")
    next(node for node in core if str(node.tag).endswith("}title")).text = "Another"
    names = save(tmp_path, "a.docx", issued(ENGLISH)), save(tmp_path, "b.docx", word.content())
    result = run(*names, "-o", tmp_path / "redline.docx")
    assert "1 change can't be shown in it" in " ".join(result.output.split())


def test_two_inputs_are_two_versions(tmp_path: Path) -> None:
    sample = data_root() / "samples" / ENGLISH
    old = tmp_path / "one.yaml"
    new = tmp_path / "two.yaml"
    text = sample.read_text(encoding="utf-8")
    old.write_text(text, encoding="utf-8")
    new.write_text(text.replace("months: 36", "months: 24"), encoding="utf-8")
    assert run(old, old).exit_code == 0
    data = json.loads(run(old, new, "--json").output)
    assert [change["quantities"] for change in data["changes"] if change["quantities"]] == [
        [{"kind": "number", "old": "36", "new": "24"}]
    ]
    assert not [change for change in data["changes"] if change["kind"] == "property"]


@pytest.mark.parametrize(
    ("lang", "said", "never"),
    [
        ("en", ("before", "after"), ("TRACKED", "tracked", "returned", "issued")),
        ("de", ("vorher", "nachher"), ("NACHVERFOLGT", "nachverfolgt", "zurück")),
        ("ru", ("было", "стало"), ("возвращ", "отслеж")),
    ],
)
def test_two_versions_are_told_as_versions(
    tmp_path: Path, lang: UiLang, said: tuple[str, ...], never: tuple[str, ...]
) -> None:
    text = (data_root() / "samples" / ENGLISH).read_text(encoding="utf-8")
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(text.replace("months: 36", "months: 24"), encoding="utf-8")
    files = [str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml")]
    output = CliRunner().invoke(main, ["--lang", lang, "compare", *files]).output
    assert all(word in output for word in said)
    assert not [word for word in never if word in output]


def test_inputs_may_name_a_house_file_elsewhere(tmp_path: Path) -> None:
    samples = data_root() / "samples"
    text = (samples / "claim-response/house-repair.de.de.yaml").read_text(encoding="utf-8")
    (tmp_path / "in" / "due").mkdir(parents=True)
    shutil.copy(samples / "house.yaml", tmp_path / "facts.yaml")
    file = tmp_path / "in" / "due" / "answer.yaml"
    file.write_text(text.replace("../house.yaml", "../../facts.yaml"), encoding="utf-8")
    assert run(file, file).exit_code == 1
    assert run(file, file, "--house-root", tmp_path).exit_code == 0


def test_no_redline_is_written_where_nothing_changed(tmp_path: Path) -> None:
    file, out = save(tmp_path, "issued.docx", issued(ENGLISH)), tmp_path / "redline.docx"
    result = run(file, file, "-o", out)
    assert result.exit_code == 0
    assert "No redline was written, as nothing was changed." in result.output
    assert not out.exists()


def test_excerpts_are_whole_words_on_both_sides() -> None:
    word = Word(issued(ENGLISH))
    word.replace("36 months", "24 months")
    (change,) = compare(issued(ENGLISH), word.content()).changes
    text = plain(text_of(Word(issued(ENGLISH)).bookmarked("c_period")))
    for before, words, after in (
        (change.old_before, change.old, change.old_after),
        (change.before, change.new.replace("24", "36"), change.after),
    ):
        shown = f"{before}{words}{after}".replace("… ", "").replace(" …", "")
        assert shown.split() == [one for one in text.split() if one in shown.split()]
        assert shown in text


BILINGUAL = "service-agreement/bilingual.de.ru.yaml"


@pytest.mark.wide
@pytest.mark.parametrize(
    ("sample", "old", "new", "place"),
    [
        ("service-agreement/full.de.de.yaml", "Sabine Brandt", "Sabine Brand", "Unterschriften"),
        (ENGLISH, "36 months", "24 months", "Warranty"),
        (BILINGUAL, "binnen 30 Tagen nach", "binnen 31 Tagen nach", "8.1 (Instandsetzung und"),
        (BILINGUAL, "28,00 €", "29,00 €", "Preisliste, table, row 3 (Abholung"),
        (BILINGUAL, "28,00 €", "29,00 €", "column 3 (Preis ohne Umsatzsteuer), German"),
    ],
)
def test_places_are_named_in_words(sample: str, old: str, new: str, place: str) -> None:
    word = Word(issued(sample))
    for node in word.root().iter(f"{W}t"):
        node.text = (node.text or "").replace("\xa0", " ").replace(old, new)
    places = [str(change.where) for change in compare(issued(sample), word.content()).changes]
    assert any(place in where for where in places)
    assert not re.search(r"sig_|below|_", " ".join(places))

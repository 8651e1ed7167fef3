"""The command: table, JSON, redline, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from aftersales_docs.resources import data_root
from tests.comparison.test_bad_files import run
from tests.comparison.test_changes import ENGLISH
from tests.comparison.word_files import Word, issued, lines, save


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

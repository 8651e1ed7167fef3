"""Judges of the comparison: what LibreOffice saves is unchanged, what we mark is valid Word."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aftersales_docs import pipeline
from aftersales_docs.comparison import compare, redline
from tests.comparison.word_files import Word, lines, made_run, save, text_of, tracked
from tests.e2e.office import print_with_office
from tests.e2e.test_office import TOOLS
from tests.inputs import SAMPLES
from tests.reading import W, pdf_words

pytestmark = pytest.mark.slow


def office(folder: Path, target: str, files: list[Path], out: str) -> Path:
    """The files as LibreOffice saves them."""
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", target, "--outdir", str(folder / out), *map(str, files),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return folder / out


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples as Word."""
    folder = tmp_path_factory.mktemp("issued")
    for sample in SAMPLES:
        data = pipeline.load(sample)
        content = pipeline.write(pipeline.compose(data), "docx", data=data)
        (folder / f"{sample.stem}.docx").write_bytes(content)
    return folder


def compared(ours: Path, theirs: Path) -> None:
    result = compare(ours.read_bytes(), theirs.read_bytes())
    assert result.changes == (), (ours.name, result.changes[:3])
    assert result.formatting == 0, ours.name
    assert "manifest" in result.notes[0]


def test_what_libreoffice_saves_has_no_changes(issued: Path) -> None:
    files = sorted(issued.glob("*.docx"))
    assert len(files) == len(SAMPLES)
    saved = office(issued, "docx", files, "saved")
    for file in files:
        compared(file, saved / file.name)


def test_nor_has_what_went_through_another_format(issued: Path) -> None:
    kinds = {sample.parent.name: issued / f"{sample.stem}.docx" for sample in SAMPLES}
    files = list(kinds.values())
    opened = office(issued, "odt", files, "odt")
    saved = office(issued, "docx", sorted(opened.glob("*.odt")), "back")
    for file in files:
        compared(file, saved / file.name)


def test_a_change_is_found_in_what_libreoffice_saved(issued: Path) -> None:
    word = Word((issued / "work-business.en.ru.docx").read_bytes())
    word.replace("36 months", "24 months")
    word.track("normal wear", "abnormal wear")
    file = save(issued, "returned.docx", word.content())
    saved = office(issued, "docx", [file], "returned") / file.name
    file.unlink()
    result = compare((issued / "work-business.en.ru.docx").read_bytes(), saved.read_bytes())
    assert [(c.old, c.new, c.silent) for c in result.changes] == [
        ("36", "24", True), ("normal", "abnormal", False),
    ]  # fmt: skip


def rework(content: bytes) -> bytes:
    """Every kind of change at once: words, paragraphs, rows, the footer."""
    word = Word(content)
    runs = [r for r in word.body.iter(f"{W}r") if len(text_of(r).split()) > 3]
    for run, track in zip(runs[1::4], [True, False] * len(runs), strict=False):
        head, _, tail = text_of(run).partition(" ")
        for piece in _pieces(run, head, tail, track):
            run.addprevious(piece)
        run.getparent().remove(run)
    plain = [p for p in word.paragraphs() if p.getparent() is word.body]
    plain[1].addprevious(plain[-1])
    plain[2].getparent().remove(plain[2])
    twin = etree.fromstring(etree.tostring(plain[-2]))
    next(twin.iter(f"{W}t")).text = "Qqadded 77 "
    plain[1].addnext(twin)
    rows = list(word.body.iter(f"{W}tr"))
    if rows:
        rows[0].addnext(etree.fromstring(etree.tostring(rows[-1])))
        rows[len(rows) // 2].getparent().remove(rows[len(rows) // 2])
    for footer in list(word.root("word/footer1.xml").iter(f"{W}t"))[:1]:
        footer.text = f"{footer.text} qqfoot"
    return word.content()


def _pieces(run: Any, head: str, tail: str, track: bool) -> list[Any]:
    old, new = made_run(run, head), made_run(run, "Qqnew")
    if not track:
        return [new, made_run(run, f" {tail}")]
    return [tracked("del", old), tracked("ins", new), made_run(run, f" {tail}")]


def test_redlines_are_valid_and_open(issued: Path, tmp_path: Path) -> None:
    for sample in SAMPLES[::4]:
        ours = (issued / f"{sample.stem}.docx").read_bytes()
        theirs = rework(ours)
        content = redline(ours, theirs)
        file = save(tmp_path, f"{sample.stem}.docx", content)
        done = subprocess.run(
            ["npx", "--no-install", "ooxml-validator", str(file)],
            cwd=TOOLS, capture_output=True, text=True, check=False,
        )  # fmt: skip
        report = json.loads(done.stdout)
        assert report["ok"], (file.name, report["errors"])
        assert lines(content, accept=False) == lines(ours, accept=True), sample
        assert lines(content, accept=True) == lines(theirs, accept=True), sample
    print_with_office(tmp_path)
    for sample in SAMPLES[::4]:
        shown = pdf_words((tmp_path / "office" / f"{sample.stem}.pdf").read_bytes())
        assert "Qqnew" in shown, sample
        assert "Qqadded" in shown, sample

"""Judges of the comparison: what LibreOffice saves is unchanged, what we mark is valid Word."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aftersales_docs.comparison import compare, redline
from tests.comparison.word_files import Word, lines, made_run, save, text_of, tracked
from tests.e2e.office import print_with_office, sdk_report, with_macro
from tests.inputs import VARIED
from tests.made import made
from tests.reading import W, pdf_words

pytestmark = pytest.mark.slow


def office(folder: Path, target: str, files: list[Path], out: str) -> Path:
    """The files as LibreOffice saves them."""
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            target,
            "--outdir",
            str(folder / out),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / out


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples as Word."""
    folder = tmp_path_factory.mktemp("issued")
    for sample in VARIED:
        (folder / f"{sample.stem}.docx").write_bytes(made(sample, "docx"))
    return folder


def compared(ours: Path, theirs: Path) -> None:
    result = compare(ours.read_bytes(), theirs.read_bytes())
    # LibreOffice embeds fonts and pictures anew: that they are others is told, and true.
    # A table of contents it makes anew, in paragraphs of its own.
    changes = [
        one
        for one in result.changes
        if one.where.story != "pictures" and one.where.clause != "contents"
    ]
    assert changes == [], (ours.name, changes[:3])
    assert result.formatting == 0, ours.name
    assert "manifest" in result.notes[0]


def test_what_libreoffice_saves_has_no_changes(issued: Path) -> None:
    files = sorted(issued.glob("*.docx"))
    assert len(files) == len({sample.stem for sample in VARIED})
    saved = office(issued, "docx", files, "saved")
    for file in files:
        compared(file, saved / file.name)


def test_nor_has_what_went_through_another_format(issued: Path) -> None:
    kinds = {sample.parent.name: issued / f"{sample.stem}.docx" for sample in VARIED}
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
    assert [(c.old, c.new, c.silent) for c in result.changes if c.where.story != "pictures"] == [
        ("36", "24", True),
        ("normal", "abnormal", False),
    ]


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
    for sample in VARIED[::4]:
        ours = (issued / f"{sample.stem}.docx").read_bytes()
        theirs = rework(ours)
        content = redline(ours, theirs)
        file = save(tmp_path, f"{sample.stem}.docx", content)
        report = sdk_report(file)
        assert report["ok"], (file.name, report["errors"])
        assert lines(content, accept=False) == lines(ours, accept=True), sample
        assert lines(content, accept=True) == lines(theirs, accept=True), sample
    print_with_office(tmp_path)
    for sample in VARIED[::4]:
        shown = pdf_words((tmp_path / "office" / f"{sample.stem}.pdf").read_bytes())
        assert "Qqnew" in shown, sample
        assert "Qqadded" in shown, sample


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Settle(source As String, target As String, order As String)
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  file = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  Dim none()
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(file.CurrentController.Frame, order, "", 0, none())
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = "Office Open XML Text"
  file.storeToURL(target, saving())
  file.close(True)
End Sub
</script:module>
"""


def settled(folder: Path, file: Path, order: str) -> list[str]:
    """The paragraphs once LibreOffice itself has accepted or rejected all tracked changes."""
    target = folder / f"{order}-{file.name}"
    call = f'Settle("{file.as_uri()}","{target.as_uri()}",".uno:{order}AllTrackedChanges")'
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"macro:///Standard.Module1.{call}",
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [without_references(line) for line in lines(target.read_bytes(), accept=True)]


def without_references(line: str) -> str:
    """LibreOffice counts references to chapters anew; their numbers are not compared."""
    return re.sub(r"\b[IVX]+\b", "#", line)


@pytest.mark.parametrize(
    "name",
    [
        "work-business.en.ru",
        "paid-repair.de.de",
        "partly-granted-late.ru.ru",
        "account-manager-branch.ru.ru",
    ],
)
def test_libreoffice_accepts_and_rejects_a_redline(
    issued: Path, tmp_path: Path, name: str
) -> None:
    ours = (issued / f"{name}.docx").read_bytes()
    theirs = rework(ours)
    file = save(tmp_path, "redline.docx", redline(ours, theirs))
    with_macro(tmp_path / "profile", MACRO)
    for order, content in (("Reject", ours), ("Accept", theirs)):
        expected = [without_references(line) for line in lines(content, accept=True)]
        assert settled(tmp_path, file, order) == expected

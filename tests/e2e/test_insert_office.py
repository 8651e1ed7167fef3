"""Independent judges of an insertion: LibreOffice counts alike, Microsoft's SDK finds it valid."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from aftersales_docs.insertion import AfterHeading, Inserted, Marker, Place, insert
from aftersales_docs.insertion.host import Host, HostParagraph
from aftersales_docs.ooxml.package import open_package
from tests.e2e.office import sdk_report
from tests.insertion import hosts
from tests.reading import W, pdf_words, words

pytestmark = pytest.mark.slow

# Contracts that LibreOffice itself writes as .docx, from HTML.
_HTML = {
    "office-headings": """<html><body><h1>Liefervertrag</h1>
        <h2>1. Gegenstand</h2><p>1.1 Der Verkäufer liefert die Ware an den Käufer.</p>
        <p>1.2 Die Ware wird im Anhang beschrieben.</p>
        <ul><li>Haushaltsgeräte</li><li>Zubehör</li></ul>
        <h2>2. Lieferung</h2><p>2.1 Geliefert wird frei Haus.</p>
        <p>{{warranty}}</p>
        <h2>3. Haftung</h2><p>3.1 Es haftet der Verkäufer.</p></body></html>""",
    "office-list": """<html><body><p>Vertrag</p><ol>
        <li><p><b>Gegenstand</b></p><ol><li><p>Der Verkäufer liefert die Ware.</p></li>
        <li><p>Der Käufer nimmt sie ab.</p></li></ol></li>
        <li><p><b>Lieferung</b></p><ol><li><p>Geliefert wird frei Haus.</p></li></ol></li>
        <li><p><b>Haftung</b></p><ol><li><p>Es haftet der Verkäufer.</p></li></ol></li>
        </ol></body></html>""",
}
CASES: dict[str, tuple[bytes | None, Place]] = {
    "headings": (hosts.with_headings(), Marker("{{warranty}}")),
    "english": (hosts.legal_english(legal=False), AfterHeading("Supply")),
    "paragraphs": (hosts.paragraphs_german(), AfterHeading("Lieferung")),
    "russian": (hosts.russian_letters(), AfterHeading("Качество товара")),
    "typed": (hosts.typed(), Marker("[[ГАРАНТИЯ]]")),
    "plain": (hosts.plain(), Marker("{{warranty}}")),
    "tracked": (hosts.tracked(), Marker("{{warranty}}")),
    "rich": (hosts.rich(), Marker("{{warranty}}")),
    "office-headings": (None, Marker("{{warranty}}")),
    "office-list": (None, AfterHeading("Lieferung")),
}
_NUMBERS: Mapping[str, tuple[str, str, str]] = {
    "headings": ("3.", "3.2", "4.1"),
    "english": ("Article III", "III.02", "IV.01"),
    "paragraphs": ("§ 3", "(2)", "(1)"),
    "russian": ("3.", "3.2.", "4.1."),
    "typed": ("3.", "3.2", "4.1"),
    "plain": ("1.", "1.2.", "2.1."),
    "tracked": ("3.", "3.2", "4.1"),
    "rich": ("3.", "3.2.", "4.1."),
    "office-headings": ("3.", "3.2", "4.1"),
    "office-list": ("3.", "2.", "1."),
}


def _office(folder: Path, form: str, files: list[Path]) -> None:
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *(["--infilter=HTML (StarWriter)"] if files[0].suffix == ".html" else []),
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Inserted]]:
    """All hosts with the section in them, as files and as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("inserted")
    sources = []
    for name, html in _HTML.items():
        sources.append(folder / f"{name}-host.html")
        sources[-1].write_text(html, encoding="utf-8")
    _office(folder, "docx:MS Word 2007 XML", sources)
    done = {}
    for name, (content, place) in CASES.items():
        host = content or (folder / f"{name}-host.docx").read_bytes()
        (folder / f"{name}-host.docx").write_bytes(host)
        done[name] = insert(host, hosts.section(), place, lang="de")
        (folder / f"{name}.docx").write_bytes(done[name].content)
    _office(folder, "pdf", [folder / f"{name}.docx" for name in CASES])
    return folder, done


@pytest.mark.parametrize("name", CASES)
def test_the_section_continues_the_host(made: tuple[Path, dict[str, Inserted]], name: str) -> None:
    done = made[1][name]
    assert done.number == _NUMBERS[name][0]
    shown = tuple(done.numbers[key] for key in ("warranty", "notice", "costs-who"))
    assert shown == _NUMBERS[name]


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_shows_the_same_numbers(
    made: tuple[Path, dict[str, Inserted]], name: str
) -> None:
    """All of the contract's paragraphs, its own and the new ones, and all references."""
    folder, done = made
    # What a tracked change was before its numbers moved is shown in brackets.
    shown = re.sub(r"(?<=\d)\[[\d.]+\]", "", pdf_words((folder / f"{name}.pdf").read_bytes()))
    read = Host.read(open_package(done[name].content))
    meant = [
        _line(para)
        for para in read.paragraphs
        if (para.numbered or para.typed) and not any(True for _ in para.element.iter(f"{W}del"))
    ]
    assert len(meant) > 7
    for line in meant:
        assert line.replace(" ", "") in shown.replace(" ", ""), line


def _line(para: HostParagraph) -> str:
    return words(f"{para.label} {para.text}" if para.numbered else para.text)


def _errors(file: Path) -> list[str]:
    return sorted(str(error.get("description")) for error in sdk_report(file)["errors"])


@pytest.mark.parametrize("name", CASES)
def test_the_result_is_as_valid_as_the_host(
    made: tuple[Path, dict[str, Inserted]], name: str
) -> None:
    before, after = (_errors(made[0] / f"{name}{end}.docx") for end in ("-host", ""))
    if not name.startswith("office"):
        assert before == []  # LibreOffice's own files are not always valid.
    assert after == before

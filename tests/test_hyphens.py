"""No line ends inside a number with hyphens, and who copies one gets plain hyphens."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from aftersales_docs import api
from aftersales_docs.comparison import compare_words
from aftersales_docs.document import (
    Clause,
    Document,
    Paragraph,
    Text,
    inlines_of,
    plain,
    with_kept_hyphens,
)
from aftersales_docs.insertion.inlines import words as inserted_words
from aftersales_docs.language.typography import KEPT_HYPHEN, keep_hyphens
from aftersales_docs.ooxml.elements import local
from aftersales_docs.pdf import ENGINES, Engine
from tests.inputs import SAMPLES
from tests.made import composed, loaded, made
from tests.reading import NS, W, docx_part, paragraph_text

CODES = ("№ 402-ФЗ", "+49 511 0000-300", "KD-0417", "SN-TKX-4711", "2026-03-01", "2300-1")
BASE = next(path for path in SAMPLES if path.stem == "lean.de.ru")


def numbers(document: Document) -> Document:
    """``document`` with every code at each place of a line, among words that may be parted."""
    # Words of different lengths before it bring each number to each place of a line.
    filled = " ".join(f"{'x' * size} {code}," for size in range(1, 20) for code in CODES)
    return replace(document, blocks=(*document.blocks, Paragraph((Text(filled),))))


def lines_of(pdf: bytes) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode().split("\n")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pdf_parts_no_number_and_is_copied_with_plain_hyphens(engine: Engine) -> None:
    document = numbers(composed(BASE))
    content = api.write(document, "pdf", data=loaded(BASE), pdf_engine=engine)
    lines = lines_of(content)
    assert KEPT_HYPHEN not in "".join(lines)
    for code in CODES:
        assert sum(line.count(code.split()[-1]) for line in lines) >= 19


@pytest.mark.parametrize("engine", ENGINES)
def test_the_outline_of_a_pdf_has_plain_hyphens(engine: Engine) -> None:
    document = composed(BASE)
    first = next(one for one in document.blocks if isinstance(one, Clause) and one.level == 1)
    blocks = tuple(
        replace(one, content=(Text("Act 402-FZ"),)) if one is first else one
        for one in document.blocks
    )
    changed = replace(document, blocks=blocks)
    content = api.write(changed, "pdf", data=loaded(BASE), pdf_engine=engine)
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for top in outline.root for item in (top, *top.children)]
    assert any("402-FZ" in title for title in titles)
    assert not any(KEPT_HYPHEN in title for title in titles)


@pytest.mark.wide
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_word_has_its_own_hyphen_in_every_number(sample: Path) -> None:
    root = docx_part(made(sample, "docx"))
    torn = [node.text for node in root.iter(f"{W}t") if keep_hyphens(node.text or "") != node.text]
    assert not torn
    wanted = sum(
        plain(content).count(KEPT_HYPHEN)
        for block in with_kept_hyphens(composed(sample)).blocks
        for content in inlines_of(block)
    )
    assert len(root.findall(".//w:noBreakHyphen", NS)) >= wanted


@pytest.mark.wide
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_line_of_a_pdf_ends_inside_a_number(sample: Path) -> None:
    lines = lines_of(made(sample, "pdf", engine="typst"))
    assert KEPT_HYPHEN not in "".join(lines)
    assert not [line for line in lines if re.search(r"\b\d+-$", line)]


def test_a_section_put_into_a_contract_has_them_too() -> None:
    """Its runs are the host's, and the hyphen is that of the host's font."""
    parts = list(inserted_words(keep_hyphens("Act 402-FZ, 2300-1")))
    assert [local(part) for part in parts] == ["t", "noBreakHyphen", "t", "noBreakHyphen", "t"]
    assert [part.text for part in parts[::2]] == ["Act 402", "FZ, 2300", "1"]


def test_a_word_file_and_a_pdf_are_compared_as_if_they_had_the_same_hyphens() -> None:
    document = numbers(composed(BASE))
    word = api.write(document, "docx", data=loaded(BASE))
    pdf = api.write(document, "pdf", data=loaded(BASE))
    last = docx_part(word).findall(".//w:body/w:p", NS)[-1]
    assert "№ 402-ФЗ" in paragraph_text(last)
    found = compare_words(word, pdf, ("issued", "returned"))
    assert (found.changes, found.contradictions) == ((), ())

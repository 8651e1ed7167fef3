"""Where lines of the PDF break."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs import api
from aftersales_docs.document import Contents
from aftersales_docs.pdf import ENGINES, Engine
from aftersales_docs.pdf.templates import pdf_template
from aftersales_docs.pdf.writer import html_of
from aftersales_docs.resources import templates
from tests.inputs import samples
from tests.made import made

_GLUED = re.compile("\u00a0<(?:a|strong|em|span)\\b")


@pytest.mark.parametrize("sample", samples("service-agreement"), ids=lambda sample: sample.stem)
def test_no_break_spaces_stand_inside_of_the_link_they_lead_to(sample: Path) -> None:
    """At the end of the words before it, they let WeasyPrint end a line after its first word."""
    data = api.load(sample)
    document = api.compose(data)
    meta = document.meta
    html = html_of(document, pdf_template(templates(), meta.layout, meta.lang, meta.kind), {})
    assert not _GLUED.search(html)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_before_a_reference_is_filled(engine: Engine) -> None:
    sample = next(one for one in samples("service-agreement") if one.stem == "lean.en.de")
    content = made(sample, "pdf", engine=engine)
    pages = pypdfium2.PdfDocument(content)
    lines = [
        line.strip()
        for page in pages
        for line in page.get_textpage().get_text_range().splitlines()
    ]
    assert "statement" not in lines


@pytest.mark.parametrize("engine", ENGINES)
def test_no_number_stands_alone_in_its_line(engine: Engine) -> None:
    """Where the first line is full but for its last space."""
    data = api.load(next(one for one in samples("service-agreement") if one.stem == "full.en.de"))
    document = api.compose(data)
    # A table of contents is set by HTML alone.
    blocks = tuple(one for one in document.blocks if not isinstance(one, Contents))
    document = replace(document, blocks=blocks)
    content = api.write(document, "pdf", data=data, pdf_engine=engine)
    lines = [
        line.strip()
        for page in pypdfium2.PdfDocument(content)
        for line in page.get_textpage().get_text_range().splitlines()
    ]
    assert [line for line in lines if re.fullmatch(r"\d+\.\d+\.", line)] == []

"""A program's own PDFs are WeasyPrint's alone, before, after and beside one of ours."""

from __future__ import annotations

import threading

import pytest
from weasyprint import HTML
from weasyprint.pdf import fonts, tags

from aftersales_docs import api
from aftersales_docs.pdf.patch import patched_weasyprint
from tests.inputs import samples

PAGE = """<html lang="en"><head><title>Own</title><style>
@page { @bottom-center { content: "Page " counter(page) } }
</style></head><body><h1>Own</h1><table><tr><th scope="row">A</th><td>1</td></tr></table>"""


def own_pdf() -> bytes:
    content: bytes = HTML(string=PAGE).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=b"1", uncompressed_pdf=True
    )
    return content


def test_a_foreign_pdf_is_the_same_before_after_and_beside_ours() -> None:
    originals = tags._build_box_tree, fonts.Font.subset
    before = own_pdf()
    assert api.write(api.compose(api.load(samples("claim-response")[0])), "pdf", pdf_engine="html")
    assert (tags._build_box_tree, fonts.Font.subset) == originals
    beside: list[bytes] = []
    with patched_weasyprint():
        thread = threading.Thread(target=lambda: beside.append(own_pdf()))
        thread.start()
        thread.join()
        ours = own_pdf()
    assert own_pdf() == before == beside[0]
    assert ours != before, "inside the block WeasyPrint is patched"


def test_an_error_leaves_weasyprint_as_it_was() -> None:
    original = tags._build_box_tree
    with pytest.raises(ValueError, match="x"), patched_weasyprint():
        raise ValueError("x")
    assert tags._build_box_tree is original

"""How the tests read a tagged PDF: as poppler reads it, which is slower."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest

from aftersales_docs.pdf.typst import write
from aftersales_docs.resources import templates
from tests.pdf.saying import squeezed
from tests.pdf.typst.test_lost_text import HIGH, RARE
from tests.pdf.typst.trees import blocks, tree
from tests.reading import pdf_reading

WORDS = {
    "lines": HIGH[:1000],
    "rare": "Wort " + " ".join(RARE) + " Ende",
    "long": "https://example.org/" + "Wort" * 60,
}


def read_by_poppler(content: bytes) -> str:
    """The words of the tag tree as ``pdfinfo`` tells them, titles of tags aside."""
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=content, capture_output=True, check=True
    )
    # Titles of tags stand among them in another encoding.
    lines = [line.strip() for line in done.stdout.decode(errors="replace").split("\n")]
    return "".join(line[1:-1] for line in lines if len(line) > 1 and line[0] == line[-1] == '"')


@pytest.mark.wide
@pytest.mark.parametrize("name", blocks(""))
@pytest.mark.parametrize("said", WORDS)
def test_it_is_what_poppler_reads(name: str, said: str) -> None:
    content = write(tree(name, WORDS[said]), templates())
    ours = "".join(words for _, words in pdf_reading(content))
    assert squeezed(ours) == squeezed(read_by_poppler(content))


def test_what_is_beside_the_paper_is_not_read() -> None:
    content = write(tree("Paragraph", "Wort"), templates())
    assert "Wort" in "".join(words for _, words in pdf_reading(content))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        page.MediaBox = pikepdf.Array([0, 0, 595, 300])
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert "Wort" not in "".join(words for _, words in pdf_reading(buffer.getvalue()))

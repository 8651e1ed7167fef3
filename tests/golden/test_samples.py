"""Letters and certificates: every sample against its golden text, from both formats."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from aftersales_docs.document import AttachedFile, Parallel, Table, flat, plain
from aftersales_docs.kinds import KINDS
from aftersales_docs.language.codes import NATIVE_NAMES
from aftersales_docs.pdf import ENGINES, Engine
from tests.contents import entries
from tests.inputs import samples
from tests.made import composed, made
from tests.pdf.saying import squeezed
from tests.reading import docx_lines, golden_words, letters, pdf_words

TEXTS = Path(__file__).parent
# What begins with a role has a golden text for each role, language and law beside this.
CASES = [sample for kind in KINDS if not KINDS[kind].from_role for sample in samples(kind)]


def _golden(sample: Path) -> Path:
    return TEXTS / sample.parent.name / f"{sample.stem}.txt"


@pytest.mark.parametrize("sample", CASES, ids=lambda path: path.stem)
def test_word_says_the_golden_text(sample: Path, update_golden: bool) -> None:
    lines = docx_lines(made(sample, "docx"))
    golden = _golden(sample)
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert golden.is_file(), "there is no golden text yet: run 'make golden', read it, keep it"
    assert lines == golden.read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", CASES, ids=lambda path: path.stem)
def test_the_pdf_says_the_golden_text(sample: Path, engine: Engine) -> None:
    document = composed(sample)
    expected = _golden(sample).read_text(encoding="utf-8").splitlines()
    # What stands side by side is read in another order from a PDF, and a table that goes on
    # overleaf repeats its header.
    content = made(sample, "pdf", engine=engine)
    shown = letters(pdf_words(content))
    meant = letters(golden_words(expected))
    heads = [
        plain(cell)
        for block in flat(document.blocks)
        if isinstance(block, Table)
        for cell in block.header
    ]
    # The names of two languages stand above their columns on each page.
    heads += [
        NATIVE_NAMES[lang]
        for block in document.blocks
        if isinstance(block, Parallel)
        for lang in block.langs
    ] * len(pypdfium2.PdfDocument(content))
    # A table of contents names the pages of its own file; tests/pdf/test_contents.py reads them.
    titles = {squeezed(f"{one.number}{plain(one.title)}") for one in entries(document)}
    pages = [line.rpartition(" ") for line in expected]
    listed = [page for title, _, page in pages if page.isdigit() and squeezed(title) in titles]
    assert len(listed) == len(entries(document))
    counted = letters(" ".join(listed))
    assert not meant - shown - counted, "the PDF says all that Word says"
    # The pages of an enclosed PDF stand in the PDF alone.
    heads += [
        pdf_words(block.content) for block in document.blocks if isinstance(block, AttachedFile)
    ]
    more = (shown - meant) - letters(" ".join(heads))
    assert more.total() <= counted.total(), "and nothing else"
    assert not titles or set(more) <= set("0123456789")
    assert titles or not more

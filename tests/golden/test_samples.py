"""Letters and certificates: every sample against its golden text, from both formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs import pipeline
from aftersales_docs.document import Table, plain
from tests.inputs import samples
from tests.reading import docx_lines, golden_words, letters, pdf_words

TEXTS = Path(__file__).parent
CASES = [
    sample
    for kind in ("claim-response", "completion-certificate", "warranty-section")
    for sample in samples(kind)
]


@pytest.mark.parametrize("sample", CASES, ids=lambda path: path.stem)
def test_both_formats_say_the_golden_text(sample: Path, update_golden: bool) -> None:
    document = pipeline.compose(pipeline.load(sample))
    lines = docx_lines(pipeline.write(document, "docx"))
    golden = TEXTS / sample.parent.name / f"{sample.stem}.txt"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    expected = golden.read_text(encoding="utf-8").splitlines()
    assert lines == expected
    # What stands side by side is read in another order from a PDF, and a table that goes on
    # overleaf repeats its header.
    shown = letters(pdf_words(pipeline.write(document, "pdf")))
    meant = letters(golden_words(expected))
    heads = [plain(cell) for block in document.blocks if isinstance(block, Table)
             for cell in block.header]  # fmt: skip
    assert not meant - shown, "the PDF says all that Word says"
    assert not (shown - meant) - letters(" ".join(heads)), "and nothing else"

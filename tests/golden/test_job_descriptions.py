"""Whole documents: every role, language and law against its golden text, from both formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs import pipeline
from tests.inputs import LANGS, LAWS, ROLES, composed, job_description
from tests.reading import docx_lines, golden_words, pdf_words

TEXTS = Path(__file__).parent / "job-description"
CASES = [(role, lang, law) for role in ROLES for lang in LANGS for law in LAWS]


@pytest.mark.parametrize(("role", "lang", "law"), CASES)
def test_both_formats_say_the_golden_text(
    role: str, lang: str, law: str, tmp_path: Path, update_golden: bool
) -> None:
    numbering = "roman" if ROLES.index(role) % 2 else "decimal"
    document = composed(tmp_path, job_description(role, lang, law, numbering=numbering))
    lines = docx_lines(pipeline.write(document, "docx"))
    golden = TEXTS / f"{role.replace('_', '-')}.{lang}.{law}.txt"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    expected = golden.read_text(encoding="utf-8").splitlines()
    assert lines == expected
    assert pdf_words(pipeline.write(document, "pdf")) == golden_words(expected)

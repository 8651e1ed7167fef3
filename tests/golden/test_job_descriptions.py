"""Whole documents: every role, language and law against its golden text, from both formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs import api
from aftersales_docs.document import Document
from aftersales_docs.pdf import ENGINES, Engine
from tests.inputs import LANGS, LAWS, ROLES, composed, job_description
from tests.reading import docx_lines, golden_words, pdf_words

TEXTS = Path(__file__).parent / "job-description"
CASES = [(role, lang, law) for role in ROLES for lang in LANGS for law in LAWS]


def _document(folder: Path, role: str, lang: str, law: str) -> Document:
    numbering = "roman" if ROLES.index(role) % 2 else "decimal"
    return composed(folder, job_description(role, lang, law, numbering=numbering))


def _golden(role: str, lang: str, law: str) -> Path:
    return TEXTS / f"{role.replace('_', '-')}.{lang}.{law}.txt"


@pytest.mark.wide
@pytest.mark.parametrize(("role", "lang", "law"), CASES)
def test_word_says_the_golden_text(
    role: str, lang: str, law: str, tmp_path: Path, update_golden: bool
) -> None:
    lines = docx_lines(api.write(_document(tmp_path, role, lang, law), "docx"))
    golden = _golden(role, lang, law)
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()


# A second each: the whole run reads them all, the fast one leaves them out.
@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("role", "lang", "law"), CASES)
def test_the_pdf_says_the_golden_text(
    role: str, lang: str, law: str, engine: Engine, tmp_path: Path
) -> None:
    expected = _golden(role, lang, law).read_text(encoding="utf-8").splitlines()
    document = _document(tmp_path, role, lang, law)
    assert pdf_words(api.write(document, "pdf", pdf_engine=engine)) == golden_words(expected)

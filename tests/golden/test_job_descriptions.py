"""Whole documents: every role, language and law against its golden text, from both formats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from aftersales_docs import api
from aftersales_docs.document import Document
from aftersales_docs.document.house import house_of
from aftersales_docs.pdf import ENGINES, Engine
from aftersales_docs.resources import templates
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


def _pairs() -> Iterator[tuple[str, str, str]]:
    """Each two of role, language and law together, where three of each would take a minute."""
    for number, role in enumerate(ROLES):
        for place, lang in enumerate(LANGS):
            yield role, lang, LAWS[(number + place) % len(LAWS)]


PAIRS = tuple(_pairs())


def test_each_two_come_together() -> None:
    for one, other in combinations(range(3), 2):
        assert {(case[one], case[other]) for case in PAIRS} == {
            (case[one], case[other]) for case in CASES
        }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "role", "lang", "law"),
    [
        (engine, *case)
        for engine in ENGINES
        for case in (CASES if engine == house_of(templates()).pdf_engine else PAIRS)
    ],
)
def test_the_pdf_says_the_golden_text(
    role: str, lang: str, law: str, engine: Engine, tmp_path: Path
) -> None:
    expected = _golden(role, lang, law).read_text(encoding="utf-8").splitlines()
    document = _document(tmp_path, role, lang, law)
    assert pdf_words(api.write(document, "pdf", pdf_engine=engine)) == golden_words(expected)

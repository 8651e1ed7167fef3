"""The mark of a draft: on each page, by each writer, in the languages of the document."""

from __future__ import annotations

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from aftersales_docs.api import ENGINES, Engine, write
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.document import as_draft, draft_mark
from aftersales_docs.document.draft import MARKS
from aftersales_docs.language import LANGS
from aftersales_docs.resources import data_root
from tests import made
from tests.e2e.office import sdk_report
from tests.inputs import SAMPLES
from tests.made import composed, loaded
from tests.pdf.judges import pdfua, preflight
from tests.reading import docx_lines, pdf_words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _words(data: dict[str, Any]) -> set[str]:
    """The names of the fields at the top, and of those of the organisation."""
    return {*data, *(data.get("organisation") or {})}


def _chosen() -> list[Path]:
    """A sample of each page that there is, in each language."""
    found = {}
    for path in SAMPLES:
        if {"logo", "enclosures"} & _words(load_yaml(path.read_text(encoding="utf-8"))):
            continue  # Their pictures take long to read, and their pages are those of others.
        model = loaded(path).model
        found.setdefault((loaded(path).kind.layout(model), model.lang), path)
    return list(found.values())


CHOSEN = _chosen()
# A sample of each page: what other programs have against it does not hang on the language.
JUDGED = list({loaded(one).kind.layout(loaded(one).model): one for one in CHOSEN}.values())


def _drawn(sample: Path, *, draft: bool, engine: Engine | None = None) -> bytes:
    """A sample as a PDF, else as a Word file; as a draft or as finished."""
    if not draft:
        return made.made(sample, "pdf" if engine else "docx", engine=engine)

    def write_it(kept: Path) -> None:
        document = as_draft(composed(sample))
        kept.write_bytes(
            write(document, "pdf" if engine else "docx", data=loaded(sample), pdf_engine=engine)
        )

    name = f"draft-{sample.parent.name}-{sample.stem}-{engine}"
    return made.once(name, write_it).read_bytes()


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _heads_missing(content: bytes, mark: str) -> list[str]:
    """The pages of a Word file, by section and sort, on which the mark does not stand."""
    parts = _parts(content)
    targets = {
        one.get("Id"): f"word/{one.get('Target')}"
        for one in etree.fromstring(parts["word/_rels/document.xml.rels"])
    }
    missing, there = [], {}
    for number, section in enumerate(
        etree.fromstring(parts["word/document.xml"]).iter(f"{_W}sectPr")
    ):
        for one in section.iter(f"{_W}headerReference"):
            there[one.get(f"{_W}type")] = targets[one.get(f"{_R}id")]
        first = section.find(f"{_W}titlePg") is not None
        for sort in ("default", "first") if first else ("default",):
            head = parts.get(there.get(sort, ""), b"").decode()
            if f'string="{mark}"' not in head:
                missing.append(f"{number} {sort}")
    return missing


def test_there_is_a_mark_for_each_language() -> None:
    assert set(MARKS) == set(LANGS) == {loaded(one).model.lang for one in JUDGED}
    assert len(set(MARKS.values())) == len(LANGS)


@pytest.mark.parametrize("sample", CHOSEN, ids=lambda one: one.stem)
def test_each_page_of_a_word_file_has_it(sample: Path) -> None:
    mark = draft_mark(composed(sample))
    finished, draft = _drawn(sample, draft=False), _drawn(sample, draft=True)
    assert _heads_missing(draft, mark) == []
    assert _heads_missing(finished, mark)
    assert docx_lines(draft) == docx_lines(finished), "it is no part of the text"


@pytest.mark.wide
@pytest.mark.parametrize(
    ("sample", "engine"),
    [(one, engine) for engine in ENGINES for one in (CHOSEN if engine == "typst" else JUDGED)],
    ids=lambda one: getattr(one, "stem", one),
)
def test_each_page_of_a_pdf_has_it(sample: Path, engine: Engine) -> None:
    mark = draft_mark(composed(sample))
    finished = _drawn(sample, draft=False, engine=engine)
    draft = _drawn(sample, draft=True, engine=engine)
    letters = re.compile(r"[^\w]*".join(map(re.escape, mark.replace(" ", ""))))
    with pikepdf.open(BytesIO(draft)) as pdf, pikepdf.open(BytesIO(finished)) as other:
        assert len(pdf.pages) == len(other.pages), "nothing moves"
        assert str(pdf.docinfo["/Title"]).startswith(f"{mark}: ")
        count = len(pdf.pages)
    drafts, others = _page_texts(draft), _page_texts(finished)
    assert len(drafts) == len(others) == count
    for page, (marked, unmarked) in enumerate(zip(drafts, others, strict=True), start=1):
        assert letters.search(marked), (page, marked[:300])
        assert not letters.search(unmarked), page


def _page_texts(content: bytes) -> list[str]:
    """The letters of each page."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    *pages, end = done.stdout.decode().split("\f")
    assert end == ""
    return [re.sub(r"\s", "", page) for page in pages]


def test_two_languages_have_both_marks() -> None:
    document = composed(data_root() / "samples/completion-certificate/bilingual.de.ru.yaml")
    assert draft_mark(document) == "ENTWURF / ПРОЕКТ"


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_draft_gives_the_same_bytes(engine: Engine) -> None:
    document = as_draft(composed(CHOSEN[0]))
    first, again = (write(document, "pdf", pdf_engine=engine) for _ in range(2))
    assert first == again
    assert write(document, "docx") == write(document, "docx")


def test_words_stay_readable_beneath_it() -> None:
    """The mark is no words of the page to who copies from it."""
    for engine in ENGINES:
        finished = pdf_words(_drawn(CHOSEN[0], draft=False, engine=engine))
        draft = pdf_words(_drawn(CHOSEN[0], draft=True, engine=engine))
        assert len(set(finished.split()) - set(draft.split())) <= 3


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_judges_find_nothing_amiss(engine: Engine, tmp_path: Path) -> None:
    """What they have against a draft they have against the finished document too."""
    names: list[tuple[str, str]] = []
    for number, sample in enumerate(JUDGED):
        one, other = f"{number}.pdf", f"{number}-draft.pdf"
        (tmp_path / one).write_bytes(_drawn(sample, draft=False, engine=engine))
        (tmp_path / other).write_bytes(_drawn(sample, draft=True, engine=engine))
        names.append((one, other))
    files = [tmp_path / name for pair in names for name in pair]
    reading, archive = pdfua(files, tmp_path), preflight(files, tmp_path)
    for one, other in names:
        rules = {rule for rule, _ in reading[other]} - {rule for rule, _ in reading[one]}
        assert not rules, [found for found in reading[other] if found[0] in rules]
        faults = {code for code, _ in archive[other]} - {code for code, _ in archive[one]}
        # PDF/A-1 knows no transparency, PDF/A-3 does.
        assert faults <= {"2.2.1", "4.1.2"}, archive[other]


@pytest.mark.slow
def test_word_opens_it(tmp_path: Path) -> None:
    for sample in JUDGED:
        file = tmp_path / f"{sample.stem}.docx"
        file.write_bytes(_drawn(sample, draft=True))
        report = sdk_report(file)
        assert report["ok"], (sample.name, report["errors"])

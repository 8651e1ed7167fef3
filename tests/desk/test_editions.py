"""A new edition says so in the document, in each language and form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aftersales_docs.api import FORMATS, compose, load, write
from aftersales_docs.desk.draft_content import content_of_request
from aftersales_docs.desk.draft_looking import rendered
from aftersales_docs.desk.drafts import Frame, create
from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.object_store import file_store
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.verifying import verify
from aftersales_docs.kinds import KINDS
from aftersales_docs.texts.edition import Edition
from tests.reading import docx_lines, pdf_words

from .orders import ROOT, issued, letter

SECOND = Edition(2, 1, date(2026, 11, 23))
WORDS = {
    "de": "Ausgabe 2, ersetzt Ausgabe 1 vom 23. November 2026",
    "ru": "Редакция 2, взамен редакции 1 от 23 ноября 2026 г.",
    "en": "Edition 2, replaces edition 1 of 23 November 2026",
}
SAMPLES = sorted(ROOT.glob("samples/*/*.yaml"))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize("lang", WORDS)
def test_the_words(lang: str) -> None:
    assert _plain(SECOND.words(lang)) == WORDS[lang]  # type: ignore[arg-type]


@pytest.mark.wide
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", WORDS)
def test_every_kind_says_it_once(kind: str, lang: str) -> None:
    path = next(one for one in SAMPLES if one.parent.name == kind and f".{lang}." in one.name)
    data = load(path)
    document = compose(data)
    shown = SECOND.shown_in(document)
    lines = [_plain(line) for line in docx_lines(write(shown, "docx", data=data))]
    wanted = [one.model.lang for one in (data, data.second) if one is not None]
    if document.meta.replaces:
        assert shown == document, "it says itself which version it replaces"
        return
    for one in wanted:
        assert sum(WORDS[one] in line for line in lines) == 1, (path.name, lines[:12])


def test_two_languages_say_it_in_both() -> None:
    for path in ("completion-certificate/bilingual.de.ru",):
        data = load(ROOT / "samples" / f"{path}.yaml")
        assert data.second is not None
        shown = SECOND.shown_in(compose(data))
        for format_ in FORMATS:
            content = write(shown, format_, data=data)
            text = pdf_words(content) if format_ == "pdf" else "\n".join(docx_lines(content))
            for lang in (data.model.lang, data.second.model.lang):
                first = WORDS[lang].split(",", maxsplit=1)[0]
                assert _plain(text).count(first) == 1, (path, format_)


def test_a_reissued_document_says_what_it_replaces(register: Register, tmp_path: Path) -> None:
    first = issued(register, letter(tmp_path)).document
    path = letter(tmp_path, notes="Neu.")
    frame = Frame(replaces=first)
    row = create(register, content_of_request(requested(str(path), None)), "Anna", frame)
    assert WORDS["de"] in _plain(pdf_words(rendered(register, row)["pdf"]))
    second = issued(register, path, replaces=first).document
    store = file_store(register.place)
    for one in second.files.filter(role="pdf"):
        assert WORDS["de"] in _plain(pdf_words(store.get(one.sha256) or b""))
    for one in first.files.filter(role="pdf"):
        assert "Ausgabe" not in pdf_words(store.get(one.sha256) or b"")
    assert not list(verify(register))

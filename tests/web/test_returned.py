"""A file that came back: what was changed on a page, and as a Word file to download."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document
from tests.comparison.word_files import Word, changed, issued, lines
from tests.desk.orders import SECTION
from tests.made import made
from tests.reading import W

from .conftest import OTHER, OWN, Desk
from .documents import document_with

PATH = SECTION.with_name("supply-business.de.de.yaml")
CONTRACT = f"{SECTION.parent.name}/{PATH.name}"
HOSTILE = "12 Monate<script>alert(1)</script>"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def contract_of(register: Register, office: str, **files: bytes) -> Document:
    """A contract that was issued, with real files by role."""
    return document_with(register, office, "warranty-section", PATH.read_bytes(), **files)


def other_sides(word: Word) -> None:
    """A period cut silently, a word tracked, a property that no redline can show."""
    word.replace("24 Monate", HOSTILE)
    word.track("Ablieferung", "Abnahme")
    core = word.root("docProps/core.xml")
    title = next(one for one in core if one.tag.endswith("}title"))
    title.text = "Anderer Titel"


@pytest.fixture(scope="module")
def sent() -> bytes:
    return issued(CONTRACT)


@pytest.fixture(scope="module")
def back(sent: bytes) -> bytes:
    return changed(sent, other_sides)


@pytest.fixture
def contract(desk: Desk, register: Register, sent: bytes) -> Document:
    return contract_of(register, OWN, docx=sent, pdf=made(PATH, "pdf"))


def asked(
    client: Any, document: Document, content: bytes, name: str = "r.docx", **more: str
) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("desk:returned", args=[document.pk]), {"file": file, **more})


def test_changes_are_told_clause_by_clause(desk: Desk, contract: Document, back: bytes) -> None:
    page = asked(desk.client("legal"), contract, back, "<b>r.docx")
    text = page.content.decode()
    assert page.status_code == 200
    assert "4 changes, 3 of them not tracked." in text
    heads = re.findall(r'<h2 id="change-\d">(.*?)</h2>', text)
    assert [re.sub("<[^>]+>", "", one) for one in heads] == [
        "8.4 (Gewährleistung) text NOT TRACKED",
        "8.4 (Gewährleistung) text NOT TRACKED",
        "properties property NOT TRACKED not in the Word file",
        "8.1 (Gewährleistung) text",
    ]
    assert "<strong>number: 24 → 12</strong>" in text
    for mark in ("<del>24</del>", "<ins>12</ins>", "<del>Ablieferung</del>", "<ins>Abnahme</ins>"):
        assert mark in text
    # What the other side wrote is words, in the name too.
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "&lt;b&gt;r.docx" in text


def test_changes_are_downloaded_as_word(desk: Desk, contract: Document, back: bytes) -> None:
    client = desk.client("legal")
    page = asked(client, contract, back)
    assert 'name="as" value="redline"' in page.content.decode()
    assert "1 change can&#x27;t be shown in it, and is marked below." in page.content.decode()
    assert page.content.decode().count("not in the Word file") == 1
    given = asked(client, contract, back, **{"as": "redline"})
    assert given.status_code == 200
    assert given["Content-Type"] == WORD
    stem = f"{OWN}-warranty-section-0002"
    assert given["Content-Disposition"] == f'attachment; filename="{stem}-redline.docx"'
    assert "sandbox" in given["Content-Security-Policy"]
    assert "no-store" in given["Cache-Control"]
    body = Word(given.content).body
    assert [*body.iter(f"{W}ins")]
    assert [*body.iter(f"{W}del")]
    # Rejected it says what was issued, accepted what came back.
    mine = issued(CONTRACT)
    assert lines(given.content, accept=False) == lines(mine, accept=True)
    assert lines(given.content, accept=True) == lines(back, accept=True)


def test_where_nothing_is_to_be_shown_there_is_no_word_file(
    desk: Desk, contract: Document, sent: bytes
) -> None:
    client = desk.client("legal")
    for wanted in ({}, {"as": "redline"}):
        page = asked(client, contract, sent, **wanted)
        assert page.status_code == 200
        assert "Nothing was changed." in page.content.decode()
        assert 'value="redline"' not in page.content.decode()

    def title(word: Word) -> None:
        core = word.root("docProps/core.xml")
        next(one for one in core if one.tag.endswith("}title")).text = "Anderer Titel"

    page = asked(client, contract, changed(sent, title), **{"as": "redline"})
    assert page["Content-Type"].startswith("text/html")
    assert "None of these can be shown as a tracked change" in page.content.decode()


def test_a_pdf_is_told_on_a_page_only(desk: Desk, contract: Document) -> None:
    client, other = desk.client("legal"), made(SECTION, "pdf")
    page = asked(client, contract, other, "r.pdf")
    assert page.status_code == 200
    assert "Of a PDF there is no Word file with the changes" in page.content.decode()
    refused = asked(client, contract, other, "r.pdf", **{"as": "redline"})
    assert refused.status_code == 422
    assert "of a PDF there is no Word file" in refused.content.decode()


@pytest.mark.parametrize("wanted", ["", "redline"])
def test_of_other_offices_nothing_is_told(
    desk: Desk, register: Register, sent: bytes, back: bytes, wanted: str
) -> None:
    theirs = contract_of(register, OTHER, docx=sent)
    assert asked(desk.client("legal"), theirs, back, **{"as": wanted}).status_code == 404


def test_a_new_edition_begins_there(desk: Desk, contract: Document, back: bytes) -> None:
    again = f'action="{reverse("drafts:again", args=[contract.pk])}"'
    page = asked(desk.client("legal"), contract, back).content.decode()
    assert again in page
    assert "takes none of the changes over by itself" in page
    assert again not in asked(desk.client("auditor"), contract, back).content.decode()

"""What goes with an agreement is an annex: its number goes on where those of the text end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.document import (
    Annex,
    AttachedFile,
    Clause,
    Document,
    PicturePage,
    flat,
    plain,
)
from aftersales_docs.embedding.manifest import read_manifest
from tests.enclosing.files import drawn, jpeg, paper, png
from tests.enclosing.test_reading import saved
from tests.inputs import LANGS, LAWS
from tests.kinds.test_contracts import AGREEMENT, GERMAN

FILES: list[Any] = [
    "price list",
    {"title": "label", "file": "a.jpg"},
    {"title": "front", "file": "a.jpg", "per_page": 2},
    {"title": "back", "file": "b.png", "per_page": 2},
    {"title": "report", "file": "p.pdf"},
]
CONTACTS = [{"matter": "–", "name": "–", "phone": "1"}]
CALLED = {"de": "Anlage {}", "ru": "Приложение № {}", "en": "Annex {}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "b.png").write_bytes(png(drawn()))
    (tmp_path / "p.pdf").write_bytes(paper())
    return tmp_path


def agreement(folder: Path, lang: str, law: str, **fields: Any) -> Document:
    data = (
        AGREEMENT | (GERMAN if law == "de" else {}) | {"lang": lang, "enclosures": FILES} | fields
    )
    return api.compose(api.load(saved(folder, data)))


def own(document: Document) -> int:
    """How many annexes the text itself has."""
    return sum(isinstance(block, Annex) for block in flat(document.blocks))


def headings(document: Document) -> list[str]:
    return [
        plain(block.heading).replace("\u00a0", " ")
        for block in document.blocks
        if isinstance(block, PicturePage | AttachedFile)
    ]


@pytest.mark.wide
@pytest.mark.parametrize(
    "annexes", [{}, {"contacts": CONTACTS}, {"contacts": CONTACTS, "act_form": True}]
)
@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("lang", LANGS)
def test_numbers_go_on_where_those_of_the_annexes_end(
    folder: Path, lang: str, law: str, annexes: dict[str, Any]
) -> None:
    document = agreement(folder, lang, law, **annexes)
    before = own(document)
    assert before == len(annexes)
    shown = headings(document)
    assert shown[0] == CALLED[lang].format(before + 2)
    assert shown[-1] == CALLED[lang].format(before + 5)
    listed = [
        plain(block.content).replace("\u00a0", " ")
        for block in flat(document.blocks)
        if isinstance(block, Clause) and block.id.startswith("final-enclosure")
    ]
    titles = ("Price list", "Label", "Front", "Back", "Report")
    for number, title in enumerate(titles, before + 1):
        start = CALLED[lang].format(number)
        assert any(line.startswith(start) and title in line for line in listed), (start, listed)


@pytest.mark.parametrize("format_", api.FORMATS)
def test_both_formats_hold_the_files(folder: Path, format_: api.Format) -> None:
    document = agreement(folder, "de", "de", contacts=CONTACTS)
    content = api.write(document, format_)
    manifest = read_manifest(content, format_)
    assert [one["title"].replace("\u00a0", " ") for one in manifest["enclosures"]] == [
        "Anlage 3: Label",
        "Anlage 4: Front",
        "Anlage 5: Back",
        "Anlage 6: Report",
    ]


def test_both_languages_number_them_alike(folder: Path) -> None:
    second = AGREEMENT | GERMAN | {"lang": "de", "enclosures": FILES, "contacts": CONTACTS}
    saved(folder, second, "second.json")
    bilingual = {"file": "second.json", "layout": "columns", "prevailing": "de"}
    document = agreement(folder, "en", "de", contacts=CONTACTS, bilingual=bilingual)
    assert headings(document)[0] == "Annex 3 / Anlage 3"


def test_an_agreement_with_enclosures_alone_has_annexes(folder: Path) -> None:
    document = agreement(folder, "en", "de", enclosures=["price list"])
    words = [plain(one.content) for one in flat(document.blocks) if isinstance(one, Clause)]
    assert any("together with its annexes" in one for one in words)
    assert "The following is annexed to this Agreement:" in words

"""Finding documents again: by words in any form, by any part of a number, page by page."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.desk import issuing, listing
from aftersales_docs.desk.exporting import EXPORTS, safe_cell
from aftersales_docs.desk.listing import Filters, everything, page
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document
from aftersales_docs.desk.searching import walking
from aftersales_docs.desk.words import bare, stems_in, stems_of

from .orders import issued, letter, quickly_made

Run = Callable[..., tuple[int, str, str]]
TEXTS = {
    "de": "Die Waschmaschinen in der Straße haben größere Mängel, Gerät WM720-000777",
    "ru": "Стиральные машины под ёлкой имеют недостатки",
    "en": "The washing machines were repaired and the claims granted",
}


@pytest.fixture
def stock(quick: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A document in each language, each with its words."""

    def made(document: Document) -> issuing.Made:
        result = quickly_made(document)
        lang = "de" if document.number.endswith("1") else "ru"
        lang = "en" if document.number.endswith("3") else lang
        return issuing.Made(lang, stems_in(TEXTS[lang]), result.files)

    monkeypatch.setattr(issuing, "made", made)
    for number, serial in enumerate(("WM720-000777", "AB/12.345", "ЯЖ-9")):
        product = {"name": "Gerät", "serial_number": serial}
        path = letter(
            tmp_path,
            product=product,
            claim={"received": "2026-11-18", "defect": "x"},
            decision="refused",
            grounds=[{"type": "too-late"}],
            remedies=[],
            handover=None,
        )
        data = Path(path).read_text(encoding="utf-8").replace("handover: null\n", "")
        path.write_text(data, encoding="utf-8")
        monkeypatch.setattr(issuing, "loaded", _loaded(serial))
        issued(quick, path, key=str(number))
    return quick


def _loaded(serial: str) -> Callable[[Any, Any], Any]:
    from aftersales_docs.loading import load

    from .orders import LETTER

    whole = load(str(LETTER))
    product = whole.model.product.model_copy(update={"serial_number": serial})
    from dataclasses import replace

    other = replace(whole, model=whole.model.model_copy(update={"product": product}))
    return lambda _files, _named: nullcontext(other)


@pytest.mark.parametrize(
    ("words", "langs"),
    [
        ("Waschmaschine", {"de"}),
        ("STRASSE", {"de"}),
        ("strasse größe", {"de"}),
        ("Mangel", {"de"}),
        ("maengel", {"de"}),
        ("машина", {"ru"}),
        ("елка", {"ru"}),
        ("ёлка", {"ru"}),
        ("недостатков", {"ru"}),
        ("repair", {"en"}),
        ("claim machine", {"en"}),
        ("claim машина", set()),
        ("000777", {"de"}),
        ("720-000", {"de"}),
        ("wm720000777", {"de"}),
        ("12.345", {"ru"}),
        ("b/12", {"ru"}),
        ("2026-00003", {"en"}),
        ("2026", {"de", "ru", "en"}),
        ("9", {"en"}),
        ("' OR 1=1 --", set()),
        ('"машина" NOT *', set()),
        ("…", {"de", "ru", "en"}),
    ],
)
def test_what_is_found(stock: Register, words: str, langs: set[str]) -> None:
    assert {one.title for one in page(Filters(text=words))} == langs


@pytest.mark.parametrize(
    ("part", "count"), [("0777", 1), ("яж", 1), ("ЯЖ9", 1), ("00002", 1), ("CR-2026", 3), ("%", 3)]
)
def test_numbers_and_serials_by_any_part(stock: Register, part: str, count: int) -> None:
    assert len(page(Filters(number=part))) == count


def test_stems_and_bare_numbers() -> None:
    assert bare("WM720-000777") == "wm720000777"
    assert set(stems_of("Größe")) & set(stems_of("Groesse")) == {"gross"}
    assert stems_of("Ёлка") == stems_of("елка")
    assert all(stem.isalnum() for stem in stems_in('a\'b "c" d_e & | ! :* <-> ²'))


def test_pages_by_key_lose_nothing(quick: Register, tmp_path: Path) -> None:
    for number in range(7):
        issued(quick, letter(tmp_path), key=str(number))
    first = page(Filters(), size=3)
    second = page(Filters(), before=first[-1].pk, size=3)
    numbers = [one.number[-1] for one in (*first, *second)]
    assert numbers == ["7", "6", "5", "4", "3", "2"]
    assert len(list(everything(Filters()))) == 7
    assert len(page(Filters(state="sent"))) == 0
    assert len(page(Filters(party="öztürk", since="2026-11-23", until="2026-11-23"))) == 7
    assert len(page(Filters(until="2026-11-22"))) == 0


def test_words_with_filters_and_pages_lose_nothing(
    quick: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "_FIRST", 2)
    monkeypatch.setattr(listing, "_ROWS", (2, 3))
    for number in range(9):
        issued(quick, letter(tmp_path), key=str(number), office="nord" if number % 4 else "main")
    wanted = Filters(text="Waschmaschinen", office="main")
    first = page(wanted, size=2)
    rest = page(wanted, before=first[-1].pk, size=2)
    assert [one.pk for one in (*first, *rest)] == [9, 5, 1]
    assert [one.pk for one in everything(wanted)] == [9, 5, 1]
    assert [one.pk for one in page(Filters(text="Waschmaschine 2026", office="main"))] == [9, 5, 1]
    assert page(Filters(text="Waschmaschine quetzal")) == []


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", '=HYPERLINK("x")'],
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")
    assert safe_cell("CR-2026") == "CR-2026"
    assert safe_cell(1) == 1


def test_exports(quick: Register, tmp_path: Path) -> None:
    claimant = {
        "type": "business",
        "company": "=cmd|' /C calc'!A0 GmbH",
        "address": ["Weg 1", "30449 H"],
    }
    path = letter(tmp_path, claimant=claimant)
    issued(quick, path)
    found = {name: export(everything(Filters())) for name, export in EXPORTS.items()}
    rows = list(csv.DictReader(io.StringIO(found["csv"].decode("utf-8-sig"))))
    assert rows[0]["party"] == "'=cmd|' /C calc'!A0 GmbH"
    assert json.loads(found["json"])[0]["party"] == "=cmd|' /C calc'!A0 GmbH"
    with zipfile.ZipFile(io.BytesIO(found["xlsx"])) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=cmd|" in sheet


def test_the_commands(run: Run, quick: Register, tmp_path: Path) -> None:
    for number in range(3):
        issued(quick, letter(tmp_path), key=str(number))
    told = run("register", "list", "--limit", "2")[1].splitlines()
    assert told[0].split() == ["no.", "kind", "state", "date", "party", "product"]
    assert [line.split()[0] for line in told[1:3]] == ["CR-2026-00003", "CR-2026-00002"]
    place = told[3].split()[-1]
    told = run("register", "list", "--after", place)[1].splitlines()
    assert [line.split()[0] for line in told[1:]] == ["CR-2026-00001"]
    assert "CR-2026-00002" in run("register", "find", "26-00002")[1]
    assert run("register", "find", "nichts")[1] == "no document is like that.\n"
    data = json.loads(run("register", "list", "--json")[1])
    assert (len(data["documents"]), data["after"]) == (3, None)
    out = tmp_path / "x.csv"
    assert run("register", "export", "-o", out)[0] == 0
    assert run("register", "export", "-o", out)[0] == 1
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 4

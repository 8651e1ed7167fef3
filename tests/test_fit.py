"""Amounts, numbers, addresses and names are not torn in narrow cells, in neither format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from aftersales_docs import api
from aftersales_docs.document import Break, Fields, Inlines, Table, Text, inlines_of, plain, walk
from aftersales_docs.document.fit import broken, fitted
from aftersales_docs.document.house import house_of
from aftersales_docs.document.tree import Document
from aftersales_docs.fonts import text_width
from aftersales_docs.resources import templates
from tests.e2e.office import print_with_office
from tests.inputs import SAMPLES

LONG = {
    "e-mail": "kundendienst.reparatur.niedersachsen@geraete.vertrieb.example",
    "iban": "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
}
BILLS = ("paid-repair.de.de", "paid-service-mixed-vat.ru.ru", "paid-repair.en.ru")
PRICE = Decimal("123456789012.34")


def words(text: str) -> Inlines:
    return (Text(text),)


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.foot)


def with_large_amounts(name: str) -> api.Input:
    """A bill whose lines cost some hundred thousand million."""
    (sample,) = [one for one in SAMPLES if one.stem == name]
    data = api.load(sample)
    model: Any = data.model
    line = model.lines[0].model_copy(
        update={"price": PRICE, "quantity": Decimal(1), "discount_percent": None}
    )
    changed = model.model_copy(update={"lines": (line, *model.lines[1:]), "totals": None})
    return replace(data, model=changed)


def document_of(sample: Path) -> Document:
    return api.compose(api.load(sample))


def fit(document: Document, millimetres: float) -> Document:
    return fitted(document, house_of(templates()), millimetres * 72 / 25.4)


@pytest.mark.parametrize("name", BILLS)
def test_every_amount_of_a_bill_fits_its_column(name: str) -> None:
    document = api.compose(with_large_amounts(name))
    width = house_of(templates()).layout(document.meta.layout).text_width
    before, table = table_of(document), table_of(fit(document, width))
    assert table.widths != before.widths
    assert [plain(c) for row in table.rows for c in row] == [
        plain(c) for row in before.rows for c in row
    ], "no word is broken"
    size = (house_of(templates()).on(document.meta.layout).sizes.small + 1) * table.size
    for row in table.rows:
        for cell, share in zip(row, table.widths, strict=True):
            room = width * 72 / 25.4 * share / sum(table.widths) - 8.5
            for word in re.split(r"[ \n]", plain(cell)):
                assert text_width(word) * size <= room, word


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_words_of_samples_stay_whole(sample: Path) -> None:
    document = document_of(sample)
    width = house_of(templates()).layout(document.meta.layout).text_width
    assert breaks(fit(document, width)) == breaks(document)


def breaks(document: Document) -> int:
    return sum(
        isinstance(node, Break)
        for block in document.blocks
        if isinstance(block, Table | Fields)
        for content in cells(block)
        for node in walk(content)
    )


def cells(block: Table | Fields) -> Iterator[Inlines]:
    for row in block.rows:
        yield from row


def test_an_address_is_broken_behind_its_signs() -> None:
    lines = plain(broken(words(LONG["e-mail"]), 20)).split("\n")
    assert "".join(lines) == LONG["e-mail"]
    assert len(lines) > 1
    assert all(line[-1] in "@.-" for line in lines[:-1])
    assert all(text_width(line) <= 20 for line in lines)


def test_an_account_is_broken_between_its_groups() -> None:
    assert plain(broken(words(LONG["iban"]), 9)).split("\n") == [
        "DE89\u00a03704\u00a00044",
        "0532\u00a00130\u00a000",
    ]


def test_words_that_fit_are_the_same_object() -> None:
    content = words("Prüfbericht vom 20. November 2026")
    assert broken(content, 30) is content


def on_one_line(page: pypdfium2.PdfPage, words_: str) -> list[bool]:
    """Whether each place on the page that shows the figures of ``words_`` is one line."""
    text = page.get_textpage()
    every = [text.get_text_range(n, 1) for n in range(text.count_chars())]
    inked = [n for n, char in enumerate(every) if char.strip()]
    wanted = "".join(words_.split())
    shown = "".join(every[n] for n in inked)
    found = []
    for match in re.finditer(re.escape(wanted), shown):
        boxes = [text.get_charbox(inked[n]) for n in range(*match.span())]
        found.append(max(box[1] for box in boxes) - min(box[1] for box in boxes) < 6)
    return found


def amounts_of(name: str) -> list[str]:
    table = table_of(api.compose(with_large_amounts(name)))
    found = [plain(cell) for row in table.rows for cell in row]
    return [one for one in found if re.search(r"\d{3}[.,]\d\d$", one)]


@pytest.mark.slow
def test_no_amount_is_torn_in_the_pdf_nor_in_the_print_of_the_word_file(tmp_path: Path) -> None:
    for name in BILLS:
        document = api.compose(with_large_amounts(name))
        for format_ in api.FORMATS:
            (tmp_path / f"{name}.{format_}").write_bytes(api.write(document, format_))
    print_with_office(tmp_path)
    for name in BILLS:
        amounts = amounts_of(name)
        assert max(map(len, amounts)) >= 15
        for file in (tmp_path / f"{name}.pdf", tmp_path / "office" / f"{name}.pdf"):
            pages = list(pypdfium2.PdfDocument(file))
            for amount in amounts:
                found = [one for page in pages for one in on_one_line(page, amount)]
                assert found, (file, amount)
                assert all(found), (file, amount)


LONG_MAIL = "kundendienst.reparaturannahme.niedersachsen.bremen@geraetevertrieb.nordwest.example"


def with_long_address(name: str) -> Document:
    """The sample with an e-mail address of 84 characters for all who have one."""
    (sample,) = [one for one in SAMPLES if one.stem == name]

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: LONG_MAIL if key == "email" else changed(inner)
                for key, inner in value.items()
            }
        return [changed(one) for one in value] if isinstance(value, list) else value

    data = changed(api.load(sample).source.data)
    data.pop("house", None)
    return api.compose(api.load(data))


def test_a_word_that_is_broken_anywhere_leaves_no_letter_alone() -> None:
    word = "Wolgogradelektromaschpriborservis"
    for width in (text_width(word) * 0.99, text_width(word) * 0.6, text_width(word[:10])):
        lines = plain(broken(words(f"OOO {word}, Moskau"), width)).split("\n")
        assert len(lines) > 1
        assert all(len(line.split(" ")[0]) >= 4 for line in lines[1:]), lines


def test_a_word_that_fits_its_line_is_not_broken_to_fill_the_one_before() -> None:
    """In a certificate in two columns the PDF had 'Nautschno-proiswodstwennoj' and 'e'."""
    house = house_of(templates())
    (sample,) = [one for one in SAMPLES if one.stem == "paid-repair.de.de"]
    document = api.compose(api.load(sample))
    right = house.on(document.meta.layout).columns.fields[1] / 100
    room = house.layout(document.meta.layout).text_width * 72 / 25.4 * right - 8.6
    size = house.on(document.meta.layout).sizes.small + 1
    fit_word = "elektromaschinen" * 9
    while text_width(fit_word) * size * 1.05 > room:
        fit_word = fit_word[:-1]
    assert text_width(fit_word) * size * 1.15 > room
    compound = "Nautschno-proiswodstwennoje"
    told = words(f"Gesellschaft {fit_word} und Vereinigung {compound}")
    fields = next(block for block in document.blocks if isinstance(block, Fields))
    changed = replace(fields, rows=((fields.rows[0][0], told), *fields.rows[1:]))
    blocks = tuple(changed if one is fields else one for one in document.blocks)
    page = pypdfium2.PdfDocument(api.write(replace(document, blocks=blocks), "pdf"))[0]
    lines = page.get_textpage().get_text_range().split()
    assert fit_word in lines
    assert compound in [line.replace("\u2011", "-") for line in lines]


@pytest.mark.slow
def test_a_long_address_is_broken_alike_in_both_prints(tmp_path: Path) -> None:
    names = ("granted-repair.de.de", "full.de.de")
    for name in names:
        document = with_long_address(name)
        for format_ in api.FORMATS:
            (tmp_path / f"{name}.{format_}").write_bytes(api.write(document, format_))
    print_with_office(tmp_path)
    for name in names:
        document = with_long_address(name)
        width = house_of(templates()).layout(document.meta.layout).text_width
        found = [
            plain(content).split("\n")
            for block in fit(document, width).blocks
            for content in inlines_of(block)
            if LONG_MAIL in plain(content).replace("\n", "") and LONG_MAIL not in plain(content)
        ]
        assert found, name
        for file in (tmp_path / f"{name}.pdf", tmp_path / "office" / f"{name}.pdf"):
            pages = list(pypdfium2.PdfDocument(file))
            for lines in found:
                for part in (word for line in lines[:-1] for word in line.split(" ")[-1:]):
                    assert part[-1] in "@.", part
                    assert any(all(on_one_line(page, part) or [False]) for page in pages), (
                        file,
                        part,
                    )

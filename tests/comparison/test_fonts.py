"""Fonts inside the two files compared: other keys are no change, another font is one."""

from __future__ import annotations

import pytest

from aftersales_docs.comparison import compare
from aftersales_docs.ooxml.elements import w
from aftersales_docs.ooxml.fonts import unmasked
from aftersales_docs.ooxml.pack import pack
from aftersales_docs.ooxml.package import open_package
from tests.inputs import samples
from tests.made import made

TABLE = "word/fontTable.xml"
OTHER = "{01234567-89AB-CDEF-0123-456789ABCDEF}"


def issued() -> bytes:
    (sample,) = [one for one in samples("service-agreement") if one.stem == "lean.de.ru"]
    return made(sample, "docx")


def with_other_keys(content: bytes, change: bool = False) -> bytes:
    """The same file as another program saves it, its fonts masked with a key of its own."""
    package = open_package(content)
    root = package.xml(TABLE)
    assert root is not None
    names = sorted(name for name in package.parts if name.startswith("word/fonts/"))
    faces = [face for font in root for face in font if face.get(w("fontKey"))]
    by_relation = {int(face.values()[0].removeprefix("rId")): face for face in faces}
    for number, name in enumerate(names, start=1):
        face = by_relation[number]
        plain = unmasked(package.parts[name], face.get(w("fontKey"), ""))
        if change and number == 1:
            plain = plain[:5000] + b"\0\1\2\3" + plain[5004:]
        package.parts[name] = unmasked(plain, OTHER)
        face.set(w("fontKey"), OTHER)
    package.change(TABLE, root)
    return package.pack()


def without_fonts(content: bytes) -> bytes:
    package = open_package(content)
    root = package.xml(TABLE)
    assert root is not None
    for font in root:
        for face in [one for one in font if one.get(w("fontKey"))]:
            font.remove(face)
    package.change(TABLE, root)
    for name in [one for one in package.parts if one.startswith("word/fonts/")]:
        del package.parts[name]
    return pack(package.parts)


def test_other_keys_are_no_change() -> None:
    first = issued()
    second = with_other_keys(first)
    assert second != first
    assert compare(first, second).changes == ()


def test_fonts_left_out_are_no_change() -> None:
    assert compare(issued(), without_fonts(issued())).changes == ()


@pytest.mark.wide
def test_another_font_is_one() -> None:
    (change,) = compare(issued(), with_other_keys(issued(), change=True)).changes
    assert any("fonts" in note for note in change.notes)
    (added,) = compare(without_fonts(issued()), issued()).changes
    assert any("fonts" in note for note in added.notes)


def test_pages_of_a_table_of_contents_are_no_words() -> None:
    (sample,) = [one for one in samples("service-agreement") if one.stem == "full.de.de"]
    first = made(sample, "docx")
    package = open_package(first)
    body = package.parts[package.main].decode()
    second = body.replace("<w:t>14</w:t>", "<w:t>15</w:t>")
    assert second != body
    package.parts[package.main] = second.encode()
    assert compare(first, package.pack()).changes == ()

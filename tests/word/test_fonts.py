"""Fonts inside Word files: which, in what form, and where they are only named."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from lxml import etree

from aftersales_docs import api
from aftersales_docs.document import Document, Emphasis, Paragraph, Strong, Text
from aftersales_docs.document.house import house_of
from aftersales_docs.fonts import FACES
from aftersales_docs.ooxml.pack import pack
from aftersales_docs.resources import data_root, templates
from aftersales_docs.word.fonts import embed, faces_of
from tests import made
from tests.inputs import SAMPLES
from tests.reading import W, docx_part

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BUILT_IN = data_root() / "templates"
# What four whole faces take, compressed; docs/guide/templates.md says so too.
MOST = 900_000


def composed(stem: str, **meta: object) -> Document:
    (sample,) = [one for one in SAMPLES if one.stem == stem]
    document = api.compose(api.load(sample))
    return replace(document, meta=replace(document.meta, **meta))  # type: ignore[arg-type]


def embedded(content: bytes) -> dict[tuple[str, str], bytes]:
    """The fonts of a Word file, made readable again with the keys of its font table."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "word/_rels/fontTable.xml.rels" not in archive.namelist():
            return {}
        relations = etree.fromstring(archive.read("word/_rels/fontTable.xml.rels"))
        targets = {one.get("Id"): one.get("Target") for one in relations}
        for font in docx_part(content, "word/fontTable.xml"):
            for face in font:
                if not face.tag.startswith(f"{W}embed"):
                    continue
                part = archive.read(f"word/{targets[face.get(f'{R}id')]}")
                # The bytes of the key, its last first; twice over the first 32 of the font.
                key = bytes.fromhex(face.get(f"{W}fontKey").strip("{}").replace("-", ""))[::-1]
                head = bytes(a ^ b for a, b in zip(part[:32], key * 2, strict=True))
                name = (font.get(f"{W}name"), face.tag.removeprefix(f"{W}embed"))
                found[name] = head + part[32:]
    return found


@pytest.mark.wide
def test_the_fonts_in_a_file_are_those_of_the_house_whole() -> None:
    found = embedded(api.write(composed("lean.de.ru"), "docx"))
    assert set(found) == {
        ("PT Serif", "Regular"),
        ("PT Serif", "Bold"),
        ("PT Sans", "Regular"),
        ("PT Sans", "Bold"),
    }
    for (family, style), font in found.items():
        assert font == FACES[family, style.lower()].read_bytes()  # type: ignore[index]


def test_word_is_told_to_keep_them_whole() -> None:
    content = api.write(composed("lean.de.ru"), "docx")
    settings = docx_part(content, "word/settings.xml")
    assert settings.find(f"{W}embedTrueTypeFonts") is not None
    assert settings.find(f"{W}saveSubsetFonts") is None


@pytest.mark.wide
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_letters_name_their_fonts_and_other_files_hold_them(sample: Path) -> None:
    document = made.composed(sample)
    content = made.made(sample, "docx")
    assert bool(embedded(content)) is (sample.parent.name != "claim-response")
    named = api.write(replace(document, meta=replace(document.meta, fonts="named")), "docx")
    assert not embedded(named)
    assert len(named) < 80_000
    assert len(content) < MOST + len(named)


def test_only_faces_that_are_used() -> None:
    house = house_of(templates())
    plain, strong, emphasised = (
        {face for face in faces_of((Paragraph((node,)),), house) if face[0] == "PT Serif"}
        for node in (Text("a"), Strong((Text("a"),)), Emphasis((Text("a"),)))
    )
    assert plain == {("PT Serif", "regular")}
    assert strong - plain == {("PT Serif", "bold")}
    assert emphasised - plain == {("PT Serif", "italic")}


def test_the_input_says_so_itself(tmp_path: Path) -> None:
    (sample,) = [one for one in SAMPLES if one.stem == "lean.de.ru"]
    own = tmp_path / sample.name
    own.write_text(sample.read_text(encoding="utf-8") + "fonts: named\n", encoding="utf-8")
    assert not embedded(api.write(api.compose(api.load(own)), "docx"))


def test_a_font_that_is_not_bundled_is_only_named(tmp_path: Path) -> None:
    style = (BUILT_IN / "house.yaml").read_text(encoding="utf-8")
    own = style.replace("family: PT Serif ", "family: Garamond ")
    assert own != style
    (tmp_path / "house.yaml").write_text(own, encoding="utf-8")
    content = api.write(composed("lean.de.ru"), "docx", own_templates=tmp_path)
    assert {family for family, _ in embedded(content)} == {"PT Sans"}


def test_the_house_switches_it_off(tmp_path: Path) -> None:
    style = (BUILT_IN / "house.yaml").read_text(encoding="utf-8")
    own = style.replace("word_fonts: embedded", "word_fonts: named")
    assert own != style
    (tmp_path / "house.yaml").write_text(own, encoding="utf-8")
    content = api.write(composed("lean.de.ru"), "docx", own_templates=tmp_path)
    assert not embedded(content)


def test_the_fonts_of_a_users_own_template_are_his(tmp_path: Path) -> None:
    copytree(BUILT_IN / "word", tmp_path / "word")
    content = api.write(composed("lean.de.ru"), "docx", own_templates=tmp_path)
    assert not embedded(content)


def test_a_template_that_holds_fonts_keeps_them(tmp_path: Path) -> None:
    parts = {}
    with zipfile.ZipFile(BUILT_IN / "word" / "contract.docx") as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    embed(parts, (("PT Sans", "bold"),))
    (tmp_path / "word").mkdir()
    (tmp_path / "word" / "contract.docx").write_bytes(pack(parts))
    content = api.write(composed("lean.de.ru"), "docx", own_templates=tmp_path)
    assert set(embedded(content)) == {("PT Sans", "Bold")}


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (api.write(composed("lean.de.ru"), "docx") for _ in range(2))
    assert first == second

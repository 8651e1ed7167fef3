"""Word templates: read once, made into compiled Jinja, kept.

docxtpl knows how Word tears tags apart and mends them; it is asked once for each
template. Filling is then plain text work, and every document is as fast as the first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from ..errors import LibraryError, Place, Problem
from ..house import house_of
from ..language import LANGUAGE_TAGS, Lang
from ..resources import Templates
from .build import build, twips
from .letter import LetterPage
from .package import pack

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_CORE = "docProps/core.xml"
_CUSTOM = "customXml/aftersales-docs"
_RELATIONS = "word/_rels/document.xml.rels"
_RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A Word template made ready for one language and one numbering.

    ``base`` holds the parts that never change, packed; ``filled`` are those with tags;
    ``width`` is the room between the margins and ``stamp_width`` that of a stamp, both
    in twips.
    """

    base: bytes
    filled: Mapping[str, Template]
    width: int
    stamp_width: int
    columns: Mapping[int, tuple[int, ...]]
    page: LetterPage


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _not_word(path) from error


def _not_word(path: Path) -> LibraryError:
    return LibraryError(
        Problem(
            "word-template",
            "this is not a Word file.",
            "Save the template from Word as .docx.",
            place=Place(str(path)),
        )
    )


def _parts(path: Path, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    except zipfile.BadZipFile as error:
        raise _not_word(path) from error


def _numbered(xml: bytes, numbering: str, first: int) -> bytes:
    """Let the house's lists count by ``numbering`` from ``first``, and drop the others.

    List 1 counts the text, list 2 the second language of a contract in two.
    """
    root = etree.fromstring(xml)
    names = {
        name.get(f"{_W}val"): abstract
        for abstract in root.findall(f"{_W}abstractNum")
        if (name := abstract.find(f"{_W}name")) is not None
    }
    if numbering not in names:
        return xml
    chosen = {"1": names[numbering], "2": names.get(f"{numbering}-second", names[numbering])}
    for abstract in chosen.values():
        start = abstract.find(f"{_W}lvl/{_W}start")
        if start is not None:
            start.set(f"{_W}val", str(first))
    used = _bound(root, chosen)
    for abstract in names.values():
        if abstract.get(f"{_W}abstractNumId") not in used:
            root.remove(abstract)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _bound(root: etree._Element, chosen: Mapping[str, etree._Element]) -> set[str | None]:
    """The definitions in use, once the lists in ``chosen`` count by those given there."""
    used: set[str | None] = set()
    for number in root.findall(f"{_W}num"):
        link = number.find(f"{_W}abstractNumId")
        if link is None:
            continue
        own = chosen.get(str(number.get(f"{_W}numId")))
        if own is not None:
            link.set(f"{_W}val", str(own.get(f"{_W}abstractNumId")))
        used.add(link.get(f"{_W}val"))
    return used


def _in_language(xml: bytes, tag: str) -> bytes:
    """Make ``tag`` the language of all text that names none, and of the whole file."""
    root = etree.fromstring(xml)
    for lang in (*root.iterfind(f"{_W}docDefaults//{_W}lang"), *root.iter(f"{_W}themeFontLang")):
        lang.set(f"{_W}val", tag)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def custom_parts(inputs: int) -> list[str]:
    """The names of the parts that hold the manifest and so many input files."""
    return [f"{_CUSTOM}.xml", *(f"{_CUSTOM}-input{n}.xml" for n in range(1, inputs + 1))]


def _with_custom_parts(xml: bytes, names: Iterable[str]) -> bytes:
    """Let the document name the parts that hold its manifest and its input."""
    root = etree.fromstring(xml)
    for number, name in enumerate(names):
        etree.SubElement(
            root, f"{{{_RELATIONS_NS}}}Relationship",
            Id=f"rIdInput{number}" if number else "rIdManifest", Type=_CUSTOM_XML,
            Target=f"../{name}",
        )  # fmt: skip
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text_width(document: bytes) -> int:
    """The room between the margins of the last section, in twips."""
    root = etree.fromstring(document)
    size = root.findall(f".//{_W}pgSz")[-1]
    margins = root.findall(f".//{_W}pgMar")[-1]
    sides = (margins.get(f"{_W}left"), margins.get(f"{_W}right"))
    return int(str(size.get(f"{_W}w"))) - sum(int(str(side)) for side in sides)


def _compiled(path: Path, parts: Mapping[str, bytes]) -> dict[str, Template]:
    mender = DocxTemplate(path)
    env = _environment()
    compiled: dict[str, Template] = {}
    for name, content in parts.items():
        if not _FILLED.fullmatch(name):
            continue
        try:
            compiled[name] = env.from_string(mender.patch_xml(content.decode()))
        except TemplateError as error:
            raise LibraryError(
                Problem(
                    "word-template-tag",
                    f"{error.message}.",
                    "Mend the {{ }} or {% %} tag in Word.",
                    place=Place(f"{path} ({name})"),
                )
            ) from error
    return compiled


def _content(templates: Templates, layout: str) -> tuple[Path, bytes]:
    """The template's file. A house style without a Word file of its own gets one made."""
    path = templates.find(f"word/{layout}.docx")
    if templates.rank("house.yaml") < templates.rank(f"word/{layout}.docx"):
        return path, build(templates, house_of(templates), layout)
    return path, _read(path)


@lru_cache(maxsize=32)
def word_template(  # noqa: PLR0913, PLR0917 (what one compiled template depends on)
    templates: Templates,
    layout: str,
    numbering: str,
    lang: Lang,
    first: int = 1,
    inputs: int = 0,
) -> WordTemplate:
    """The Word template of ``layout``, made ready for one language and numbering.

    Its chapters count from ``first``; its files carry so many ``inputs``.

    A user's folder with a ``house.yaml`` but no Word file gets one made from that style.

    Raises:
        LibraryError: there is no such template, or it can't be read or compiled.

    """
    house = house_of(templates)
    path, content = _content(templates, layout)
    parts = _parts(path, content)
    fixed = {name: content for name, content in parts.items() if not _FILLED.fullmatch(name)}
    width = _text_width(parts["word/document.xml"])
    for name in fixed.keys() & {"word/styles.xml", "word/settings.xml"}:
        fixed[name] = _in_language(fixed[name], LANGUAGE_TAGS[lang])
    fixed["word/numbering.xml"] = _numbered(fixed["word/numbering.xml"], numbering, first)
    fixed[_RELATIONS] = _with_custom_parts(fixed[_RELATIONS], custom_parts(inputs))
    core = _environment().from_string(templates.read("word/parts/core.xml"))
    fixed.pop(_CORE, None)
    return WordTemplate(
        base=pack(fixed),
        filled={**_compiled(path, parts), _CORE: core},
        width=width,
        stamp_width=twips(house.stamp_width),
        columns=house.form_columns,
        page=LetterPage(
            house.layout(layout).letter, width * 25.4 / 1440, house.layout(layout).margins.top
        ),
    )

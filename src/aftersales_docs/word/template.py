"""Word templates: read once, made into compiled Jinja, kept.

docxtpl knows how Word tears tags apart and mends them; it is asked once for each
template that Word may have written. Filling is then plain text work, and every document is as
fast as the first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template
from lxml import etree
from markupsafe import Markup

from ..document.house import House, house_of
from ..document.numbering import SCHEMES
from ..errors import LibraryError, Place, Problem, worded
from ..fonts import Face
from ..language import Lang, language_of
from ..ooxml.pack import pack
from ..resources import Templates, data_root
from ..resources import templates as builtin
from ..sandbox import TEMPLATE_ERRORS, TemplateEnvironment, compiled, failure, page_names
from ..sandbox.filters import printed
from .build import build, twips
from .fonts import embed
from .frame import LetterPage, Sheet
from .intake import not_word, read_parts
from .lists import OFFSET, with_house_lists
from .needs import aliases, list_names, lost_numbering, style_names
from .part_kinds import FILLED
from .prepare import Choice, prepare, text_width
from .tags import Paragraphs, paragraphs_of, placed, whole_tags, without_deleted_tags

_CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a user's own template takes a body that was made for the built-in one.

    ``lost_numbering`` says why it can't take clauses that count; ``aliases`` how it calls
    styles of the house; ``changed`` are parts into which lists were brought back, their
    numbers higher by ``offset``.
    """

    lost_numbering: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, bytes] = field(default_factory=dict)
    offset: int = 0


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A Word template made ready for one language and one numbering.

    ``path`` is its file, ``own`` whether it is the user's. ``base`` holds the parts that
    never change, packed; ``filled`` are those with tags, ``paragraphs`` what stands where
    in them; ``fit`` is how it takes the body, ``sheet`` what the body must know of the page.
    """

    path: Path
    own: bool
    base: bytes
    filled: Mapping[str, Template]
    paragraphs: Mapping[str, Paragraphs]
    fit: Fit
    sheet: Sheet


# A value with line ends: Word breaks lines by an element of their own (see writer.py).
LINE_END = "\u2028"


@lru_cache(maxsize=8)
def environment(lang: Lang) -> TemplateEnvironment:
    """The Jinja of Word templates in ``lang``."""
    language = language_of(lang)

    def put(value: Any) -> Any:
        text = printed(language, value)
        if isinstance(text, str) and "\n" in text and not isinstance(text, Markup):
            return text.replace("\n", LINE_END)
        return text

    return TemplateEnvironment(lang, autoescape=True, finalize=put)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise not_word(path) from error


def _parts(path: Path, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    except zipfile.BadZipFile as error:
        raise not_word(path, content) from error


def _mender(templates: Templates, path: Path) -> Callable[[str], str]:
    """What makes Jinja of a part of the template at ``path``."""
    if templates == builtin() and path.parent == data_root() / "templates" / "word":
        return whole_tags
    from docxtpl import DocxTemplate

    mended: Callable[[str], str] = DocxTemplate(path).patch_xml
    return mended


def _compiled(
    templates: Templates, path: Path, parts: Mapping[str, bytes], lang: Lang
) -> tuple[dict[str, Template], dict[str, Paragraphs]]:
    """The parts with tags, compiled, and what stands in which of their paragraphs."""
    mended = _mender(templates, path)
    found: dict[str, Template] = {}
    paragraphs: dict[str, Paragraphs] = {}
    for name, content in parts.items():
        if not FILLED.fullmatch(name):
            continue
        if b"delText" in content or b"moveFrom" in content:
            root = etree.fromstring(content)
            if without_deleted_tags(root):
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")  # noqa: PLW2901
        paragraphs[name] = paragraphs_of(content)
        source = placed(mended(content.decode()), paragraphs[name])
        try:
            found[name] = compiled(environment(lang), source, name)
        except TEMPLATE_ERRORS as error:
            raise tag_error(path, name, paragraphs[name], error) from error
    return found, paragraphs


def tag_error(path: Path, part: str, paragraphs: Paragraphs, error: BaseException) -> LibraryError:
    """What a tag of a part does wrong, with the paragraph it stands in."""
    message, line = failure(error, part)
    return LibraryError(
        Problem(
            "word-template-tag",
            worded("{message}.", message=message.removesuffix(".")),
            worded("Mend the {{{{ }}}} or {{% %}} tag in Word."),
            place=Place(f"{path} ({part}{paragraphs.called(line)})"),
        )
    )


def _content(templates: Templates, name: str, layout: str) -> tuple[Path, bytes]:
    """The template's file. A house style without a Word file of its own gets one made."""
    path = templates.find(name)
    if templates.rank("house.yaml") < templates.rank(name):
        return path, build(templates, house_of(templates), layout)
    return path, _read(path)


@lru_cache(maxsize=32)
def word_template(  # noqa: PLR0913, PLR0917 (each is one choice of the document)
    templates: Templates,
    layout: str,
    numbering: str,
    lang: Lang,
    first: int = 1,
    kind: str = "",
    inputs: int = 0,
    faces: tuple[Face, ...] = (),
) -> WordTemplate:
    """The Word template of ``layout``, made ready for one language and numbering.

    Its chapters count from ``first``; its files carry so many ``inputs`` and, if it is not the
    user's, these ``faces``. One of the ``kind`` goes before that of the layout. A user's folder
    with a ``house.yaml`` but no Word file gets one made from that style.

    Raises:
        LibraryError: there is no such template, or it can't be read or compiled.

    """
    name = templates.first(page_names(kind, lang, layout, "docx"))
    path, content = _content(templates, name, layout)
    own = templates.is_own(path)
    parts = (read_parts if own else _parts)(path, content)
    filled, paragraphs = _compiled(templates, path, parts, lang)
    fit = _fitted(parts, layout) if own and _takes_body(paragraphs) else Fit()
    parts |= fit.changed
    fixed = {name: content for name, content in parts.items() if not FILLED.fullmatch(name)}
    prepare(fixed, Choice(lang, numbering, first, fit.offset, inputs))
    embed(fixed, () if own else faces)
    core = compiled(environment(lang), templates.read("word/parts/core.xml"), _CORE)
    return WordTemplate(
        path=path,
        own=own,
        base=pack({name: part for name, part in fixed.items() if name != _CORE}),
        filled={**filled, _CORE: core},
        paragraphs=paragraphs,
        fit=fit,
        sheet=_sheet(house_of(templates), layout, text_width(parts["word/document.xml"])),
    )


def _sheet(house: House, layout: str, width: int) -> Sheet:
    """The page of ``layout``, with so much room between its margins, in twips."""
    page = house.layout(layout)
    return Sheet(
        width=width,
        stamp_width=twips(house.stamp_width),
        form_row=round(house.form_row * 20),
        table_sizes=(house.on(layout).sizes.small, house.on(layout).sizes.small + 1),
        form_columns=house.form_columns,
        columns=house.on(layout).columns,
        items=_item_edges(house.on(layout)),
        page=LetterPage(page.letter, width * 25.4 / 1440, page.margins.top),
        layout=page,
    )


def _item_edges(house: House) -> dict[int, int]:
    """Where the words of points and sub-points begin, by level, in twips."""
    indents = house.indents
    return {2: twips(indents.point), 3: twips(indents.point + indents.subpoint)}


@lru_cache(maxsize=16)
def builtin_parts(layout: str) -> Mapping[str, bytes]:
    """The parts of the built-in template of a layout."""
    path = builtin().find(f"word/{layout}.docx")
    return _parts(path, _read(path))


def _fitted(parts: Mapping[str, bytes], layout: str) -> Fit:
    """How a template takes the body of documents of ``layout``."""
    house = builtin_parts(layout)
    wanted = style_names(house)
    lost = lost_numbering(wanted, parts)
    names = aliases(wanted, parts)
    if lost or not set(SCHEMES) - list_names(parts):
        return Fit(lost, names)
    return Fit(None, names, with_house_lists(parts, house, names), OFFSET)


def _takes_body(paragraphs: Mapping[str, Paragraphs]) -> bool:
    """Whether a template places the document as a whole."""
    texts = (text for part in paragraphs.values() for text in part.texts)
    return any(re.search(r"\{\{p\s+body\b", text) for text in texts)

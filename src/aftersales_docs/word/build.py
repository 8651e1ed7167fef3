"""Making the built-in Word templates from the house style.

The result are real .docx files with docxtpl tags, one a layout, kept in
``templates/word`` so that a user can open, adapt and hand them back.
"""

from __future__ import annotations

from jinja2 import Environment, StrictUndefined

from ..document.house import House
from ..document.numbering import SCHEMES
from ..ooxml.pack import pack
from ..resources import Templates

NUMBERED_STYLES = ("Heading1", "Point", "Subpoint")
_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package.rels",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/header1.xml": "header1.xml",
    "word/footer1.xml": "footer1.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
}
# The first page of a letter has a head and a foot of its own.
_LETTER_PARTS = {"word/header2.xml": "header2.xml", "word/footer2.xml": "footer2.xml"}


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point, Word's unit of length."""
    return round(millimetres * 1440 / 25.4)


def _environment() -> Environment:
    """A Jinja whose marks leave the docxtpl tags of the template alone."""
    env = Environment(
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
    )
    env.filters.update(
        twips=twips,
        half_points=lambda points: round(points * 2),
        twentieths=lambda points: round(points * 20),
    )
    return env


def build(templates: Templates, house: House, layout: str) -> bytes:
    """The Word template of one layout of the house."""
    page, house = house.layout(layout), house.on(layout)
    indents = house.indents
    hangings = (indents.chapter, indents.point, indents.subpoint)
    values = {
        **dict(house),
        "layout": page,
        "schemes": SCHEMES,
        "numbered_styles": NUMBERED_STYLES,
        "hangings": hangings,
        "lefts": (indents.chapter, indents.point, indents.point + indents.subpoint),
        "text_width": page.text_width,
    }
    env = _environment()
    parts = _PARTS if page.letter == "none" else _PARTS | _LETTER_PARTS
    return pack(
        {
            part: env.from_string(templates.read(f"word/parts/{file}")).render(values).encode()
            for part, file in parts.items()
        }
    )

"""What a Word file may be made of: content types, relationships and elements.

What is active says :mod:`..ooxml.active_content`; the rest here is what a template may have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..errors import worded
from ..ooxml.active_content import ACTIVE_NAMES, ACTIVE_RELATIONS, ACTIVE_TYPES

# The parts whose tags are filled.
FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_WORD: Final = f"{_OFFICE}wordprocessingml."
FILLED_TYPES: Final = frozenset(
    f"{_WORD}{name}+xml" for name in ("document.main", "header", "footer", "footnotes", "endnotes")
)
_OF_WORD: Final = (
    "styles",
    "numbering",
    "settings",
    "fonttable",
    "websettings",
    "comments",
    "commentsextended",
    "commentsids",
    "commentsextensible",
    "people",
    "document.glossary",
)
_OF_OFFICE: Final = (
    "theme+xml",
    "themeoverride+xml",
    "extended-properties+xml",
    "custom-properties+xml",
    "customxmlproperties+xml",
    "vmldrawing",
    "drawingml.chart+xml",
    "drawingml.chartshapes+xml",
    "drawingml.diagramdata+xml",
    "drawingml.diagramlayout+xml",
    "drawingml.diagramstyle+xml",
    "drawingml.diagramcolors+xml",
)
_OF_MICROSOFT: Final = (
    "vnd.ms-word.styleswitheffects+xml",
    "vnd.ms-office.chartstyle+xml",
    "vnd.ms-office.chartcolorstyle+xml",
    "vnd.ms-office.drawingml.diagramdrawing+xml",
    "vnd.ms-office.classificationlabels+xml",
)
# Content types in small letters, for they compare without regard to case.
XML_TYPES: Final = FILLED_TYPES | frozenset(
    {
        "application/xml",
        "text/xml",
        "image/svg+xml",
        "application/vnd.openxmlformats-package.relationships+xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        *(f"{_WORD}{name}+xml" for name in _OF_WORD),
        *(f"{_OFFICE}{name}" for name in _OF_OFFICE),
        *(f"application/{name}" for name in _OF_MICROSOFT),
    }
)
_PICTURES: Final = (
    "png",
    "jpeg",
    "jpg",
    "pjpeg",
    "gif",
    "bmp",
    "tiff",
    "tif",
    "webp",
    "x-emf",
    "emf",
    "x-wmf",
    "wmf",
)
BINARY_TYPES: Final = frozenset(
    {
        *(f"image/{name}" for name in _PICTURES),
        f"{_OFFICE}obfuscatedfont",
        "application/x-fontdata",
        "application/x-font-ttf",
        f"{_WORD}printersettings",
    }
)
FORBIDDEN_TYPES: Final[Mapping[str, str]] = {
    **ACTIVE_TYPES,
    "template.main": worded("the mark of a Word template (.dotx), to be saved as .docx"),
}
FORBIDDEN_RELATIONS: Final[Mapping[str, str]] = {
    **ACTIVE_RELATIONS,
    "subdocument": worded("a sub-document"),
}
BINARY_RELATIONS: Final = frozenset({"image", "thumbnail", "font", "printerSettings"})
RELATIONS: Final = BINARY_RELATIONS | {
    "officeDocument",
    "core-properties",
    "extended-properties",
    "custom-properties",
    "header",
    "footer",
    "footnotes",
    "endnotes",
    "styles",
    "numbering",
    "settings",
    "fontTable",
    "theme",
    "themeOverride",
    "stylesWithEffects",
    "webSettings",
    "customXml",
    "customXmlProps",
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
    "glossaryDocument",
    "hyperlink",
    "chart",
    "chartStyle",
    "chartColorStyle",
    "chartUserShapes",
    "diagramData",
    "diagramLayout",
    "diagramQuickStyle",
    "diagramColors",
    "diagramDrawing",
    "vmlDrawing",
    "classificationlabels",
}
FORBIDDEN_ELEMENTS: Final[Mapping[str, str]] = {
    "altChunk": worded("another file that Word takes in (altChunk)"),
    "object": worded("an embedded object (OLE)"),
    "OLEObject": worded("an embedded object (OLE)"),
    "control": worded("an ActiveX control"),
    "subDoc": worded("a sub-document"),
    "attachedTemplate": worded("an attached template, which Word loads"),
    "mailMerge": worded("a data source for mail merge"),
    "script": worded("a script"),
    "foreignObject": worded("a foreign page inside a picture"),
    "externalData": worded("a chart with data from a file"),
}
# A part whose own name begins like Word's programs is one, wherever it lies.
FORBIDDEN_NAMES: Final[tuple[tuple[str, str], ...]] = (
    ("vba", worded("macros")),
    *ACTIVE_NAMES.items(),
)

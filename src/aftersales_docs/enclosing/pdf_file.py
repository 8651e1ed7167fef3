"""A PDF that is to be enclosed: whether its pages may stand in a PDF/A-3a and PDF/UA-1 file.

What the finished file claims is then claimed of these pages too; so they must claim it
themselves, and what can be looked up is looked up. To be called in the guarded process.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from ..embedding.file_trouble import trouble_of_pdf
from ..errors import DataError, worded
from .faults import fault

MAX_PAGES: Final = 200
_MAX_OBJECTS: Final = 100_000
_MAX_DEPTH: Final = 60
_PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA: Final = "http://www.aiim.org/pdfua/ns/id/"
_ARCHIVE: Final = (
    "Save it anew as a tagged PDF/A (in Word: Save as PDF, Options, 'PDF/A compliant' and "
    "'Document structure tags'; in LibreOffice: Export as PDF, 'PDF/A' and 'Universal "
    "accessibility'), or only name it: leave 'file' out and send it beside the document."
)
_BESIDE: Final = "Only name it: leave 'file' out, and send it beside the document."
_LINKS: Final = frozenset({"/GoTo", "/URI"})
_ALLOWED_SCHEMES: Final = ("http://", "https://", "mailto:", "tel:")
_PLAIN_NOTES: Final = frozenset({"/Link", "/Widget", "/Popup"})
_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")


def pages_of(content: bytes) -> int:
    """How many pages the PDF has.

    Raises:
        DataError: it can't stand in the document: encrypted, signed, acting, no PDF/A, without
            tags; with the cure.

    """
    if trouble := trouble_of_pdf(content):
        raise DataError(trouble)
    with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
        try:
            _check(pdf)
            return len(pdf.pages)
        except (AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
            raise fault("enclosed-pdf-damaged", "the PDF is damaged.", _ARCHIVE) from error


def _check(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > _MAX_OBJECTS or len(pdf.pages) > MAX_PAGES:
        raise fault(
            "enclosed-pdf-large",
            worded("the PDF has more than {pages} pages, or is otherwise huge.", pages=MAX_PAGES),
            _BESIDE,
        )
    _check_actions(pdf)
    _check_signatures(pdf)
    _check_claims(pdf)
    _check_tags(pdf)
    _check_colours(pdf)
    _check_fonts(pdf)


def _check_actions(pdf: pikepdf.Pdf) -> None:
    """Nothing in it acts, plays or loads."""
    for found in _actions(pdf):
        raise fault(
            "enclosed-pdf-acts",
            worded("the PDF holds active content: {found}.", found=found),
            "Print it into a new PDF/A without it, or only name it and send it beside.",
        )


def _actions(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary):
        yield from _action(opening, opening=True)
    if "/AA" in root:
        yield worded("actions of the document")
    if "/Names" in root and "/JavaScript" in root.Names:
        yield worded("JavaScript")
    if "/AcroForm" in root and "/XFA" in root.AcroForm:
        yield worded("an XFA form")
    if "/OCProperties" in root:
        yield worded("layers that can be switched on and off")
    for page in pdf.pages:
        yield from _actions_of_page(page)


def _actions_of_page(page: pikepdf.Page) -> Iterator[str]:
    if "/AA" in page.obj:
        yield worded("actions of a page")
    for note in _annotations(page):
        kind = str(note.get("/Subtype"))
        if kind not in _PLAIN_NOTES:
            yield worded("a note or object on a page ({kind})", kind=kind.strip("/")[:30])
        if "/AA" in note:
            yield worded("actions of a field")
        if "/A" in note:
            yield from _action(note.A)


def _action(action: Any, *, opening: bool = False) -> Iterator[str]:
    kind = str(action.get("/S"))
    if kind not in _LINKS or "/Next" in action or (opening and kind != "/GoTo"):
        yield worded("an action ({kind})", kind=kind.strip("/")[:30])
    elif kind == "/URI" and not str(action.get("/URI")).lower().startswith(_ALLOWED_SCHEMES):
        yield worded("a link to a file or a program")


def _annotations(page: pikepdf.Page) -> Iterator[Any]:
    yield from (note for note in page.obj.get("/Annots", ()) if note is not None)


def _check_signatures(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in _annotations(page):
            if str(note.get("/Subtype")) != "/Widget":
                continue
            if "/V" in note and str(note.get("/FT")) == "/Sig":
                raise fault(
                    "enclosed-pdf-signed",
                    "the PDF is signed, and its signature holds for the file as it is alone.",
                    _BESIDE,
                )
            if str(note.get("/FT")) != "/Sig":
                raise fault(
                    "enclosed-pdf-form",
                    "the PDF holds a form with fields to fill in.",
                    "Print it into a new PDF/A, or only name it and send it beside.",
                )


def _check_claims(pdf: pikepdf.Pdf) -> None:
    """It says of itself that it is PDF/A (parts 1 to 3), for reading aids too."""
    metadata = bytes(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else b""
    told = {name: _property(metadata, name) for name in ("part", "conformance")}
    if told["part"] not in {"1", "2", "3"}:
        raise fault("enclosed-pdf-no-archive", "the PDF is no PDF/A file.", _ARCHIVE)
    if told["conformance"].upper() != "A" and _PDFUA.encode() not in metadata:
        raise _untagged()


def _property(metadata: bytes, name: str) -> str:
    """A property of the PDF/A schema, written as an attribute or as an element."""
    prefix = re.search(rb"xmlns:([\w.-]+)\s*=\s*[\"']" + re.escape(_PDFA.encode()), metadata)
    if prefix is None:
        return ""
    called = re.escape(prefix[1]) + b":" + name.encode()
    found = re.search(called + rb"\s*=\s*[\"']([^\"']*)[\"']|<" + called + rb">([^<]*)<", metadata)
    return (found[1] or found[2] or b"").decode("ascii", "replace").strip() if found else ""


def _untagged() -> Exception:
    return fault(
        "enclosed-pdf-no-tags",
        "the PDF has no tags, by which reading aids find their way.",
        _ARCHIVE,
    )


def _check_tags(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False))
    if not marked or "/StructTreeRoot" not in root or "/ParentTree" not in root.StructTreeRoot:
        raise _untagged()
    for element in elements(root.StructTreeRoot):
        if "/NS" in element:
            raise fault(
                "enclosed-pdf-new-tags",
                "the PDF has tags of PDF 2.0, which PDF/A-3 can't hold.",
                _ARCHIVE,
            )
        if str(element.get("/S")) == "/Figure" and not (
            str(element.get("/Alt", "")) or str(element.get("/ActualText", ""))
        ):
            raise fault(
                "enclosed-pdf-no-alt",
                "the PDF has a picture without words for those who can't see it.",
                "Give the picture an alternative text in its program, and save the PDF anew.",
            )


def elements(tree: Any) -> Iterator[Any]:
    """All structure elements below ``tree``, each before its children.

    Raises:
        ValueError: they nest without end.

    """
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    count = 0
    while waiting:
        parent, depth = waiting.pop()
        count += 1
        if count > _MAX_OBJECTS or depth > _MAX_DEPTH:
            raise ValueError("too many structure elements")
        kids = parent.get("/K")
        listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        for kid in listed:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                waiting.append((kid, depth + 1))


def _check_colours(pdf: pikepdf.Pdf) -> None:
    """Colours of devices mean the screen's (RGB), as in the rest of the document."""
    for intent in pdf.Root.get("/OutputIntents", ()):
        profile = intent.get("/DestOutputProfile")
        if profile is not None and int(profile.get("/N", 3)) == 4:
            raise fault(
                "enclosed-pdf-colours",
                "the PDF is made for a printing press (CMYK), the document for screens (RGB).",
                "Save it anew as PDF/A with the colours sRGB.",
            )


def _check_fonts(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if str(item.get("/Type")) == "/FontDescriptor" and not any(
            name in item for name in _FONT_FILES
        ):
            raise fault(
                "enclosed-pdf-fonts",
                "the PDF lacks a font that it needs.",
                _ARCHIVE,
            )

"""The words of a PDF as its pages show them, line by line; a PDF of others, so within bounds.

PDFium reads it in a guarded process, whose time and memory the system limits.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from .. import sandbox
from ..embedding.file_trouble import DAMAGED, trouble_of_pdf
from ..errors import DataError, Place, Problem, worded

MAX_PAGES: Final = 2000
MAX_CHARACTERS: Final = 2_000_000
_INVISIBLE: Final = 3  # The mode of text that is there but not painted.
_MOST_OBJECTS: Final = 20_000
_DEEPEST: Final = 20  # Of fields in fields.
_SPACE: Final = 32
_GAP: Final = 0.025  # Of the page's width; spaces in justified lines stay below.
_LAID_OVER: Final = (
    *("text", "freetext", "line", "square", "circle", "polygon", "polyline", "highlight"),
    *("underline", "squiggly", "strikeout", "stamp", "caret", "ink", "fileattachment"),
    *("sound", "movie", "watermark", "redact"),
)
_LIGHT: Final = 250  # Of 255, in each colour.


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page. Its edges are parts of the page: 0 is left and top, 1 right and foot."""

    text: str
    left: float
    right: float
    top: float
    foot: float
    light: bool = False


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What a page shows: its lines, how many pictures, and what is laid over it.

    ``unpainted``: it has text that is not painted, as a recognised scan has. ``laid_over`` are
    the sorts of annotations on it, but for links and places to sign.
    """

    lines: tuple[PdfLine, ...]
    pictures: int = 0
    unpainted: bool = False
    laid_over: tuple[str, ...] = ()


def pages_of(content: bytes, name: str) -> tuple[PdfPage, ...]:
    """The pages of a PDF; ``name`` is what messages call it.

    Raises:
        DataError: it is no PDF, damaged, encrypted, or takes more than any contract.

    """
    trouble = trouble_of_pdf(content)
    try:
        if trouble is not None:
            raise DataError(trouble)
        return sandbox.run_reader(_pages, content)
    except DataError as error:
        place = Place(name)
        raise DataError(
            Problem(one.code, one.message, one.cure, one.field, one.place or place)
            for one in error.problems
        ) from error


def _pages(content: bytes) -> tuple[PdfPage, ...]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise DataError(DAMAGED) from error
    try:
        if len(document) > MAX_PAGES:
            raise _too_long(worded("{count} pages", count=MAX_PAGES))
        fields = _form_fields(content)
        found: list[PdfPage] = []
        left = MAX_CHARACTERS
        for number, page in enumerate(document):
            read = _page(page, left)
            left -= sum(len(line.text) for line in read.lines)
            forms = ("form field",) * fields.get(number, 0)
            found.append(replace(read, laid_over=read.laid_over + forms))
        return tuple(found)
    except pypdfium2.PdfiumError as error:
        raise DataError(DAMAGED) from error
    finally:
        document.close()


def _form_fields(content: bytes) -> dict[int, int]:
    """How many form fields each page shows, by its number from 0, but for places to sign.

    What stands in them is no text of the page.
    """
    import pikepdf

    found: dict[int, int] = {}
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            for number, page in enumerate(pdf.pages):
                listed: Any = page.obj.get("/Annots")
                many = len(listed) if isinstance(listed, pikepdf.Array) else 0
                fields = (listed[index] for index in range(min(many, _MOST_OBJECTS)))
                found[number] = sum(_is_form_field(one) for one in fields)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise DataError(DAMAGED) from error
    return found


def _is_form_field(annotation: Any) -> bool:
    import pikepdf

    one = annotation
    for _ in range(_DEEPEST):
        if not isinstance(one, pikepdf.Dictionary):
            return False
        if "/FT" in one:
            return str(one.get("/FT")) != "/Sig"
        one = one.get("/Parent")
    return False


def _too_long(what: str) -> DataError:
    return DataError(
        Problem(
            "file-too-long",
            worded("the file holds more than {what}.", what=what),
            "Take it in parts.",
        )
    )


def _page(page: Any, room: int) -> PdfPage:
    text = page.get_textpage()
    try:
        if text.count_chars() > room:
            raise _too_long(worded("{count} characters", count=MAX_CHARACTERS))
        lines = tuple(_lines(page, text))
    finally:
        text.close()
    return PdfPage(lines, *_objects(page), _laid_over(page))


def _lines(page: Any, text: Any) -> Iterator[PdfLine]:
    from pypdfium2 import raw

    box = page.get_cropbox()
    start = 0
    count = text.count_chars()
    codes = [raw.FPDFText_GetUnicode(text, index) for index in range(count)]
    for end in [*(i for i, code in enumerate(codes) if code in {10, 13}), count]:
        for part in _parts(text, codes, (start, end), (box[2] - box[0]) * _GAP):
            if any(code > _SPACE for code in codes[slice(*part)]):
                yield _line(text, codes, part, box)
        start = end + 1


def _parts(
    text: Any, codes: Sequence[int], span: tuple[int, int], gap: float
) -> Iterator[tuple[int, int]]:
    """A line cut where a wide gap parts it: two columns that stand at one height."""
    start = span[0]
    for index in range(span[0] + 1, span[1] - 1):
        if codes[index] == _SPACE and codes[index - 1] > _SPACE < codes[index + 1]:
            before, after = text.get_charbox(index - 1), text.get_charbox(index + 1)
            if after[0] - before[2] > gap:
                yield start, index
                start = index + 1
    yield start, span[1]


def _line(
    text: Any, codes: Sequence[int], span: tuple[int, int], box: tuple[float, float, float, float]
) -> PdfLine:
    drawn = [index for index in range(*span) if codes[index] > _SPACE]
    first, last = text.get_charbox(drawn[0]), text.get_charbox(drawn[-1])
    width, height = max(box[2] - box[0], 1.0), max(box[3] - box[1], 1.0)
    return PdfLine(
        "".join(_character(codes[index]) for index in range(*span)),
        (first[0] - box[0]) / width,
        (last[2] - box[0]) / width,
        (box[3] - max(first[3], last[3])) / height,
        (box[3] - min(first[1], last[1])) / height,
        _light(text, drawn[0]),
    )


def _character(code: int) -> str:
    # What PDFium writes for a hyphen that parts a word at the end of a line.
    if code in {2, 0xFFFE}:
        return "-"
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else " "


def _light(text: Any, index: int) -> bool:
    """Whether a character is white or clear: on white paper nobody sees it."""
    from pypdfium2 import raw

    values = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(text, index, *map(ctypes.byref, values)):
        return False
    *colours, alpha = (value.value for value in values)
    return alpha == 0 or min(colours) >= _LIGHT


def _objects(page: Any) -> tuple[int, bool]:
    """How many pictures a page has, and whether it has text that is not painted."""
    from pypdfium2 import raw

    pictures, unpainted = 0, False
    for number, one in enumerate(page.get_objects()):
        if number >= _MOST_OBJECTS:
            break
        if one.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif one.type == raw.FPDF_PAGEOBJ_TEXT and not unpainted:
            unpainted = raw.FPDFTextObj_GetTextRenderMode(one.raw) == _INVISIBLE
    return pictures, unpainted


def _laid_over(page: Any) -> tuple[str, ...]:
    from pypdfium2 import raw

    plain = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP}
    names = {getattr(raw, f"FPDF_ANNOT_{name.upper()}"): name for name in _LAID_OVER}
    found: list[str] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_OBJECTS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind not in plain:
            found.append(names.get(kind, "annotation"))
    return tuple(found)

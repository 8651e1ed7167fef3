"""A bundled font in a signature's appearance: widths, and a subset embedded for PDF/A.

Characters are set one by one, without kerning; an appearance holds a name and a date.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from ..fonts import folders
from ..pdf.subset import subset_font

# By rank: the second sets what the first lacks.
REGULAR = ("PT_Sans-Web-Regular.ttf", "NotoSans[wght].ttf")
BOLD = ("PT_Sans-Web-Bold.ttf", "NotoSans[wght].ttf")
_SYMBOLIC = 4


class Face:
    """One font file; widths are in thousandths of the type size."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        # What PDF calls the font; the brackets of a variable font's file are none of it.
        self.name = path.stem.split("[")[0].replace("_", "")
        self._face = hb.Face(self.content)
        self._font = hb.Font(self._face)
        self.per_mille = 1000 / self._face.upem

    def glyph(self, char: str) -> int | None:
        """The number of the glyph of ``char``; ``None`` if the font lacks it."""
        found: int | None = self._font.get_nominal_glyph(ord(char))
        return found

    def width(self, glyph: int) -> float:
        return float(self._font.get_glyph_h_advance(glyph) * self.per_mille)

    def descriptor(self) -> dict[str, list[int] | int]:
        """The measures that a font descriptor states."""
        extents = self._font.get_font_extents("ltr")
        head = self._face.reference_table("head").data
        box = struct.unpack(">4h", head[36:44])
        capital = self._font.get_glyph_extents(self.glyph("H") or 0)
        return {
            "/FontBBox": [round(value * self.per_mille) for value in box],
            "/Ascent": round(extents.ascender * self.per_mille),
            "/Descent": round(extents.descender * self.per_mille),
            "/CapHeight": round(capital.y_bearing * self.per_mille),
            "/ItalicAngle": 0,
            "/StemV": 80,
            "/Flags": _SYMBOLIC,
        }


@lru_cache(maxsize=8)
def face(file: str) -> Face:
    """The bundled font of that file name.

    Raises:
        StopIteration: no bundled folder has it.

    """
    return Face(next(path for folder in folders() for path in folder.rglob(glob(file))))


def glob(name: str) -> str:
    """``name`` as a pattern that matches it alone."""
    return name.replace("[", "[[]")


def runs(text: str, files: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """``text`` cut where the font changes, each part with its font file.

    What none of the fonts has becomes a question mark: PDF/A knows no missing glyph.
    """
    part, current = "", files[0]
    for char in text:
        file = next((one for one in files if face(one).glyph(char) is not None), None)
        shown = char if file else "?"
        if (file or files[0]) != current:
            if part:
                yield part, current
            part, current = "", file or files[0]
        part += shown
    if part:
        yield part, current


def width(text: str, files: tuple[str, ...], size: float) -> float:
    """How wide ``text`` is at ``size``, in points."""
    total = 0.0
    for part, file in runs(text, files):
        one = face(file)
        total += sum(one.width(one.glyph(char) or 0) for char in part)
    return total * size / 1000


def embedded(
    writer: BasePdfFileWriter, one: Face, used: Mapping[int, str]
) -> generic.IndirectObject:
    """Put the glyphs ``used`` (number → character) of a font into the file; where it is."""
    content = subset_font(one.content, used, weight=400, hinting=False, missing=True)
    stream = generic.StreamObject(
        {pdf_name("/Length1"): generic.NumberObject(len(content))}, stream_data=content
    )
    stream.compress()
    name = pdf_name(f"/{_tag(used)}+{one.name}")
    cid_font = _cid_font(writer, one, used, name, stream)
    to_unicode = generic.StreamObject(stream_data=_to_unicode(used))
    to_unicode.compress()
    return writer.add_object(
        _dictionary(
            {
                "/Type": pdf_name("/Font"),
                "/Subtype": pdf_name("/Type0"),
                "/BaseFont": name,
                "/Encoding": pdf_name("/Identity-H"),
                "/DescendantFonts": generic.ArrayObject(
                    [writer.add_object(_dictionary(cid_font))]
                ),
                "/ToUnicode": writer.add_object(to_unicode),
            }
        )
    )


def _cid_font(
    writer: BasePdfFileWriter,
    one: Face,
    used: Mapping[int, str],
    name: generic.NameObject,
    content: generic.StreamObject,
) -> dict[str, generic.PdfObject]:
    """The entries of the font itself, whose glyphs are chosen by number."""
    descriptor = {
        "/Type": pdf_name("/FontDescriptor"),
        "/FontName": name,
        "/FontFile2": writer.add_object(content),
    } | {key: _number(value) for key, value in one.descriptor().items()}
    return {
        "/Type": pdf_name("/Font"),
        "/Subtype": pdf_name("/CIDFontType2"),
        "/BaseFont": name,
        "/CIDSystemInfo": _dictionary(
            {
                "/Registry": generic.pdf_string("Adobe"),
                "/Ordering": generic.pdf_string("Identity"),
                "/Supplement": generic.NumberObject(0),
            }
        ),
        "/CIDToGIDMap": pdf_name("/Identity"),
        "/W": _widths(one, used),
        "/FontDescriptor": writer.add_object(_dictionary(descriptor)),
    }


def _dictionary(entries: Mapping[str, generic.PdfObject]) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(key): value for key, value in entries.items()})


def _number(value: list[int] | int) -> generic.PdfObject:
    if isinstance(value, list):
        return generic.ArrayObject([generic.NumberObject(one) for one in value])
    return generic.NumberObject(value)


def _widths(one: Face, used: Mapping[int, str]) -> generic.ArrayObject:
    widths = generic.ArrayObject()
    for glyph in sorted(used):
        widths.append(generic.NumberObject(glyph))
        widths.append(generic.ArrayObject([generic.NumberObject(round(one.width(glyph)))]))
    return widths


def _tag(used: Mapping[int, str]) -> str:
    """The six letters that mark a subset, by what is in it."""
    digest = hashlib.sha256(repr(sorted(used.items())).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(used: Mapping[int, str]) -> bytes:
    """The map by which a reader copies and searches the text."""
    pairs = [
        f"<{glyph:04x}> <{char.encode('utf-16-be').hex()}>" for glyph, char in sorted(used.items())
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
        *(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")

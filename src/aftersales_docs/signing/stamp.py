"""The visible appearance of a signature, as pyHanko wants to be given it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from . import face
from .layout import Line, Words, lay_out


def _fonts(bold: bool) -> tuple[str, ...]:
    return face.BOLD if bold else face.REGULAR


def measure(text: str, bold: bool, size: float) -> float:
    """How wide ``text`` is set, in points."""
    return face.width(text, _fonts(bold), size)


@dataclass(frozen=True)
class Appearance(BaseStampStyle):
    """How a signature looks: its words, in grey that any output intent of PDF/A allows."""

    words: Words = Words("", "", "")  # noqa: RUF009 (frozen)

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: dict[str, Any],
    ) -> Stamp:
        return Stamp(writer, self, box)


class Stamp(BaseStamp):
    """The words of an appearance set into its rectangle, with the fonts they need."""

    style: Appearance

    def render(self) -> bytes:
        """The content stream; the fonts go into the file on the way."""
        width, height = float(self.box.width), float(self.box.height)
        lines = lay_out(self.style.words, width, height, measure)
        names = self._embed(lines)
        body = b"\n".join(_operators(line, names) for line in lines)
        clip = f"q 0 0 {width:.2f} {height:.2f} re W n\nBT 0.1 g\n".encode("ascii")
        return clip + body + b"\nET Q"

    def _embed(self, lines: Iterable[Line]) -> dict[str, str]:
        """Embed a subset of each font used; the names by which the stream calls them."""
        used: dict[str, dict[int, str]] = {}
        for line in lines:
            for part, file in face.runs(line.text, _fonts(line.bold)):
                glyphs = used.setdefault(file, {})
                glyphs.update({face.face(file).glyph(char) or 0: char for char in part})
        names = {}
        for number, (file, glyphs) in enumerate(sorted(used.items()), start=1):
            names[file] = f"/F{number}"
            reference = face.embedded(self._ensure_writer, face.face(file), glyphs)
            self.set_resource(ResourceType.FONT, pdf_name(names[file]), reference)
        return names


def _operators(line: Line, names: dict[str, str]) -> bytes:
    """The operators that set one line."""
    parts = [f"1 0 0 1 {line.x:.2f} {line.y:.2f} Tm"]
    for text, file in face.runs(line.text, _fonts(line.bold)):
        one = face.face(file)
        code = "".join(f"{one.glyph(char) or 0:04x}" for char in text)
        parts.append(f"{names[file]} {line.size:.2f} Tf <{code}> Tj")
    return " ".join(parts).encode("ascii")

"""Pages as three viewers draw them: poppler, PDFium (Chrome, Edge) and MuPDF."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdfium2
from PIL import Image

_MUPDF = Path(__file__).parents[1] / "tools" / "mupdf"
_DPI = 72
_BLOCKS = 24  # in which a page is compared, across and down
# How much more ink one viewer may lay on a block than another: letters are drawn differently.
BEARABLE = 0.12


def poppler(file: Path, folder: Path) -> list[Image.Image]:
    subprocess.run(
        ["pdftoppm", "-r", str(_DPI), "-gray", "-png", file, folder / "p"],
        check=True,
        capture_output=True,
    )
    return [Image.open(path) for path in sorted(folder.glob("p-*.png"))]


def pdfium(file: Path, _folder: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(io.BytesIO(file.read_bytes()))
    document.init_forms()
    return [
        page.render(scale=_DPI / 72, may_draw_forms=True).to_pil().convert("L")
        for page in document
    ]


def mupdf(file: Path, folder: Path) -> list[Image.Image]:
    python = _MUPDF / ".venv" / "bin" / "python"
    subprocess.run(
        [python, _MUPDF / "draw.py", file, folder, str(_DPI)], check=True, capture_output=True
    )
    return [Image.open(path) for path in sorted(folder.glob("[0-9]*.png"))]


VIEWERS = (poppler, pdfium, mupdf)


def ink(picture: Image.Image) -> list[float]:
    """How dark each block of a page is: 0 white, 1 black."""
    small = picture.convert("L").resize((_BLOCKS, _BLOCKS), Image.Resampling.BOX)
    return [1 - value / 255 for value in small.tobytes()]


def difference(one: Image.Image, other: Image.Image) -> float:
    """The largest difference of ink in any block of two drawings of a page."""
    return max(abs(a - b) for a, b in zip(ink(one), ink(other), strict=True))


def furthest(content: bytes, folder: Path) -> float:
    """How far the viewers differ on any page of ``content``; infinite if on their number."""
    file = folder / "drawn.pdf"
    file.write_bytes(content)
    drawn = []
    for viewer in VIEWERS:
        place = folder / viewer.__name__
        place.mkdir()
        drawn.append(viewer(file, place))
    if len({len(pages) for pages in drawn}) != 1 or not drawn[0]:
        return float("inf")
    return max(
        difference(first, other)
        for pages in drawn[1:]
        for first, other in zip(drawn[0], pages, strict=True)
    )

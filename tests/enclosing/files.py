"""Small pictures and PDFs made for the tests: sound ones, telling ones, hostile ones."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw

from aftersales_docs import api
from aftersales_docs.resources import data_root

MAKER = "CameraMaker"
SVG_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 72">'
SVG = (
    f'{SVG_HEAD}<defs><linearGradient id="g"><stop offset="0" stop-color="#123456"/>'
    '<stop offset="1" stop-color="#e07b00"/></linearGradient></defs>'
    '<rect width="72" height="72" rx="8" fill="url(#g)"/>'
    '<circle cx="130" cy="36" r="30" fill="#e07b00" opacity=".8"/></svg>'
)


def drawn(width: int = 120, height: int = 90, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left corner is red, the rest grey."""
    image = Image.new("RGB", (width, height), "#ccd6dd")
    ImageDraw.Draw(image).rectangle((0, 0, width // 3, height // 3), fill="#cc1111")
    return image.convert(mode)


def png(image: Image.Image | None = None, **options: Any) -> bytes:
    stream = io.BytesIO()
    (image or drawn(8, 6)).save(stream, "PNG", **options)
    return stream.getvalue()


def jpeg(image: Image.Image | None = None, *, turned: int = 1, **options: Any) -> bytes:
    """A photograph that tells its camera, its place and its time."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = MAKER
    exif[0x0132] = "2026:11:20 10:00:00"
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 1.0), 3: "E", 4: (9.0, 44.0, 5.0)}
    stream = io.BytesIO()
    (image or drawn()).save(stream, "JPEG", quality=85, exif=exif, comment=MAKER, **options)
    return stream.getvalue()


@lru_cache(maxsize=1)
def paper() -> bytes:
    """A tagged PDF/A of our own: a certificate with tables, headings and fields to sign."""
    sample = data_root() / "samples" / "completion-certificate" / "paid-repair.de.de.yaml"
    return api.write(api.compose(api.load(sample)), "pdf")

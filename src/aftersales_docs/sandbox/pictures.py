"""How large a picture is, told by its head, before anything unpacks it."""

from __future__ import annotations

import io
import warnings

from ..errors import worded

MAX_PICTURE_BYTES = 12 * 2**20
MAX_PIXELS = 40_000_000


def picture_fault(picture: bytes) -> str | None:
    """Why a picture is too large to be used, or ``None``; what is no picture is not judged."""
    if len(picture) > MAX_PICTURE_BYTES:
        return worded(
            "has more than {max_picture_bytes} MB", max_picture_bytes=MAX_PICTURE_BYTES // 2**20
        )
    pixels = _pixels(picture)
    if pixels and pixels > MAX_PIXELS:
        return worded("has more than {max_pixels} million pixels", max_pixels=MAX_PIXELS // 10**6)
    return None


def _pixels(picture: bytes) -> int | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture)) as image:
                return image.width * image.height
    except Image.DecompressionBombError:
        return MAX_PIXELS * 100
    except (OSError, ValueError, SyntaxError):
        return None

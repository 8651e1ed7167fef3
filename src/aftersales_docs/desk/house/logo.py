"""The logo of the house: judged by what it is, whatever it is called."""

from __future__ import annotations

from typing import Final

from ... import sandbox
from ...enclosing.raster import clean_raster
from ...enclosing.svg import clean_svg
from ..opening import Register
from ..uploads import refuse_larger
from .models import LOGO, HouseVersion
from .versions import files_in, in_force, keep

_MOST: Final = 2 * 2**20
_ENDINGS: Final = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}


def take_in(register: Register, content: bytes, name: str, who: str) -> HouseVersion:
    """Keep a logo, cleaned: SVG, PNG or JPEG.

    Raises:
        DataError: it is none of these, damaged, or too large.

    """
    refuse_larger(len(content), _MOST)
    drawn = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    picture = sandbox.run_reader(clean_svg if drawn else clean_raster, content)
    kept = {f"logo.{_ENDINGS[picture.media_type]}": picture.content}
    return keep(register, LOGO, kept, who, name)


def logo_now() -> tuple[str, bytes] | None:
    """The logo in force: its name and content."""
    row = in_force(LOGO)
    return next(iter(files_in(row).items())) if row else None

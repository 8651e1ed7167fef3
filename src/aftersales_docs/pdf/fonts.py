"""The bundled fonts, and only they: a PDF looks the same on every machine.

Fontconfig is shown just the folders of the font packages, so neither the family names
nor the fallback for a rare character can reach a font of the machine.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from ..errors import LibraryError, Place, Problem
from ..resources import data_root

# The order counts: of two fonts that fit a rare character equally, the first one sets it.
FAMILIES = ("pt-serif", "pt-sans", "noto")
_VARIABLE = "FONTCONFIG_FILE"


def folders() -> list[Path]:
    """The folders of the bundled fonts.

    Raises:
        LibraryError: one is not there; without any font the library that sets text crashes.

    """
    found = [data_root() / "fonts" / name for name in FAMILIES]
    if missing := [folder for folder in found if not folder.is_dir()]:
        raise LibraryError(
            Problem(
                "fonts-missing",
                "a folder of fonts is missing.",
                "Install aftersales-docs anew, or bring back fonts/ in a copy of the source.",
                place=Place(str(missing[0])),
            )
        )
    return found


def fontconfig(cache: Path) -> str:
    """A fontconfig file that knows nothing but the bundled fonts."""
    places = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders())
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{places}<cachedir>{escape(str(cache))}</cachedir></fontconfig>"
    )


@lru_cache(maxsize=1)
def font_configuration() -> object:
    """WeasyPrint's font configuration over the bundled fonts; made once a process.

    The environment is changed only while it is made: other users of fontconfig in the
    same process see their own fonts as before.
    """
    folder = Path(tempfile.mkdtemp(prefix="aftersales-docs-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "fonts.conf"
    file.write_text(fontconfig(folder / "cache"), encoding="utf-8")
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(file)
    try:
        from weasyprint.text.fonts import FontConfiguration

        return FontConfiguration()
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before

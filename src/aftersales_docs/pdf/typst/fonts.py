"""The bundled fonts as Typst gets them: those that set text without hints and long names.

Typst embeds what a font file holds; hints are of no use in print, and a licence in ten
languages makes no file better. The copies live in a temporary folder as long as the process.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst
import uharfbuzz as hb

from ...errors import OutputError, Place, Problem, worded
from ...fonts import FAMILIES, folders

# Families that make up nearly every page.
_LIGHTENED: Final = FAMILIES[:2]
# Family, style, unique and full name, version, PostScript name.
_NAMES: Final = (1, 2, 3, 4, 5, 6)
_ENGLISH: Final = 0x0409


def lightened(content: bytes) -> bytes:
    """The font file ``content`` with all its characters, but without hints and spare names."""
    face = hb.Face(content)
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.name_id_set.clear()
    wanted.name_id_set.update(_NAMES)
    wanted.name_lang_id_set.clear()
    wanted.name_lang_id_set.add(_ENGLISH)
    return bytes(hb.subset(face, wanted).blob.data)


def _copies() -> Path:
    """A folder for this process with the lightened fonts.

    Raises:
        OutputError: it can't be written: no room for temporary files, say.

    """
    copies = Path(tempfile.mkdtemp(prefix="aftersales-docs-fonts-"))
    atexit.register(shutil.rmtree, copies, ignore_errors=True)
    for folder in folders():
        if folder.name in _LIGHTENED:
            for path in sorted(folder.glob("*.ttf")):
                try:
                    (copies / path.name).write_bytes(lightened(path.read_bytes()))
                except OSError as error:
                    raise no_room(copies, error) from error
    return copies


def no_room(folder: Path, error: OSError) -> OutputError:
    """What is told where a temporary file can't be written."""
    return OutputError(
        Problem(
            "temporary-files",
            worded("a temporary file can't be written ({strerror}).", strerror=error.strerror),
            "See that there is room in the folder of temporary files (TMPDIR).",
            place=Place(str(folder)),
        )
    )


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The bundled fonts and no others, for every compiler of this process."""
    copies = _copies()
    others = [str(folder) for folder in folders() if folder.name not in _LIGHTENED]
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(copies), *others],
    )

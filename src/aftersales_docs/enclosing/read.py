"""Reading the files that an input names: its logo and its enclosures, each held to its bounds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from .. import sandbox
from ..document import Logo, Picture
from ..document.pictures import within
from ..errors import DataError, Problem, worded
from ..filetypes import is_pdf
from ..sandbox.pictures import MAX_PICTURE_BYTES
from ..schemas.correspondence import Enclosure
from ..schemas.named_files import named_beside, named_bytes
from ..schemas.parts import LOGO_HEIGHT, LOGO_WIDTH, DocumentInput, Organisation
from ..schemas.parts import Logo as LogoInput
from ..schemas.source import Path_, Source
from .files import Enclosed, EnclosedPdf, Files, counted
from .svg import clean_svg, drawn_as_png

MAX_ENCLOSURES: Final = 50
MAX_PDF_BYTES: Final = 20 * 2**20
MAX_ALL_BYTES: Final = 60 * 2**20
# Room for a logo that names no size, in millimetres.
_LOGO_ROOM: Final = (60.0, 18.0)
_LOGO_OF: Final = {"de": "Logo von {name}", "ru": "Логотип: {name}", "en": "Logo of {name}"}


def files_of(model: DocumentInput, source: Source, root: Path | None = None) -> Files:
    """The files that ``model`` names, read from beside the file that names them.

    ``root`` is a folder in which any file may be named.

    Raises:
        DataError: a file is not there, lies elsewhere, is damaged or unfit; all at once, each
            with its field and place.

    """
    reading = _Reading(source, root)
    logo = reading.logo(model)
    enclosed = reading.enclosed(model)
    if reading.problems:
        raise DataError(reading.problems)
    return Files(logo, counted(enclosed))


class _Reading:
    """Reads the files of one input, noting every problem."""

    def __init__(self, source: Source, root: Path | None) -> None:
        self.source, self.root = source, root
        self.problems: list[Problem] = []
        self.left = MAX_ALL_BYTES

    def logo(self, model: DocumentInput) -> Logo | None:
        """The logo of the first organisation that has one."""
        for name in type(model).model_fields:
            issuer = getattr(model, name)
            if isinstance(issuer, Organisation) and issuer.logo is not None:
                alt = issuer.logo.alt or _LOGO_OF[model.lang].format(name=issuer.name)
                return self.logo_at((name, "logo"), issuer.logo, alt)
        return None

    def logo_at(self, at: Path_, wanted: LogoInput, alt: str) -> Logo | None:
        path = (*at, "file") if isinstance(self.value(at), dict) else at
        made: Logo | None = self.judged(path, wanted.file, lambda one: _logo(one, wanted))
        return made and replace(made, picture=replace(made.picture, alt=alt))

    def enclosed(self, model: DocumentInput) -> list[Enclosed]:
        given: tuple[Enclosure, ...] = getattr(model, "enclosures", ())
        if len(given) > MAX_ENCLOSURES and any(one.file for one in given):
            self.problems.append(
                Problem(
                    "too-many-enclosures",
                    worded("there are more than {count} enclosures.", count=MAX_ENCLOSURES),
                    "Put several into one PDF, or only name them.",
                    "enclosures",
                    self.source.place(("enclosures",)),
                )
            )
            return []
        return [self.one(number, one) for number, one in enumerate(given, 1)]

    def one(self, number: int, given: Enclosure) -> Enclosed:
        plain = Enclosed(number, given.called, given.pages, given.copies)
        if given.file is None:
            return plain
        path: Path_ = ("enclosures", number - 1, "file")
        found = self.judged(path, given.file, lambda one: _enclosed(plain, given, one))
        return found or plain

    def value(self, path: Path_) -> Any:
        value = self.source.data
        for step in path:
            value = value[step]
        return value

    def judged(self, path: Path_, name: str, judge: Callable[[bytes], Any]) -> Any:
        """What ``judge`` makes of the file ``name``; ``None`` with a problem noted."""
        try:
            content = _read(named_beside(self.source, path, name, self.root))
            self.left -= len(content)
            if self.left < 0:
                raise DataError(_all_too_large())
            return judge(content)
        except DataError as error:
            field = "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in path)[1:]
            self.problems += [
                replace(one, field=field, place=self.source.place(path)) for one in error.problems
            ]
            return None


def _all_too_large() -> Problem:
    return Problem(
        "enclosures-too-large",
        worded("the files together have more than {mb} MB.", mb=MAX_ALL_BYTES // 2**20),
        "Make pictures smaller, or only name some of the files.",
    )


def _read(path: str) -> bytes:
    """The file's bytes; no more than a PDF may have."""
    content = named_bytes(Path(path), MAX_PDF_BYTES + 1)
    if not content:
        raise DataError(Problem("empty-file", "the file is empty.", "Give another file."))
    most = MAX_PDF_BYTES if is_pdf(content) else MAX_PICTURE_BYTES
    if len(content) > most:
        raise DataError(
            Problem(
                "file-too-large",
                worded("the file has more than {mb} MB.", mb=most // 2**20),
                "Make it smaller, or only name it: leave 'file' out.",
            )
        )
    return content


def _logo(content: bytes, wanted: LogoInput) -> Logo:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        picture = sandbox.run_reader(clean_svg, content)
    else:
        picture = sandbox.run_reader(_clean_raster, content)
    width, height = _size(picture, wanted)
    if picture.media_type == "image/svg+xml":
        picture = replace(picture, fallback=sandbox.run_reader(drawn_as_png, picture, width))
    return Logo(picture, width, height, wanted.pages, wanted.shows_name)


def _size(picture: Picture, wanted: LogoInput) -> tuple[float, float]:
    """The size on paper in millimetres; its proportions stay, whatever is asked for."""
    if not wanted.width and not wanted.height:
        return within(picture.width, picture.height, _LOGO_ROOM)
    room = (float(wanted.width or LOGO_WIDTH), float(wanted.height or LOGO_HEIGHT))
    return within(picture.width, picture.height, room)


def _enclosed(plain: Enclosed, given: Enclosure, content: bytes) -> Enclosed:
    mark = hashlib.sha256(content).hexdigest()
    found = replace(plain, file=True, mark=mark, per_page=given.per_page)
    if is_pdf(content):
        # pikepdf takes its time to load; few inputs enclose a PDF.
        from .pdf_file import pages_of

        pages = sandbox.run_reader(pages_of, content)
        return replace(found, content=EnclosedPdf(pages, content))
    picture = sandbox.run_reader(_clean_raster, content)
    return replace(found, content=replace(picture, alt=given.alt or given.called))


def _clean_raster(content: bytes) -> Picture:
    """The same as ``raster.clean_raster``, which is loaded where there is a picture."""
    from .raster import clean_raster

    return clean_raster(content)

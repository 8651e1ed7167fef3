"""Templates of the house: taken in from files, checked, tried on a sample, put in force."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from ... import sandbox
from ...api import compose, write
from ...errors import DataError, Problem, Severity, worded
from ...kinds import KINDS
from ...loading import load
from ...resources import data_root
from ...template_check.check import check
from ...template_check.one_format import all_one_sided
from ..opening import Register
from ..options import Options
from ..place import RegisterPlace
from .in_use import folder_now
from .models import TEMPLATES, HouseVersion
from .versions import MOST_BYTES, MOST_FILES, files_in, in_force, keep, laid_out, too_much

# Where a file belongs that came alone, by the ending of its name.
_PLACES: Final[Mapping[str, str]] = {
    ".docx": "word", ".html": "pdf", ".css": "pdf", ".png": "pdf", ".jpg": "pdf", ".svg": "pdf",
}  # fmt: skip
_ENDINGS: Final = (*_PLACES, ".jpeg", ".yaml", ".md", ".ttf", ".otf")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}")
_HOUSE: Final = "house.yaml"


def files_of(content: bytes, name: str) -> dict[str, bytes]:
    """The template files in what was uploaded: one of them, or a ZIP of their folder.

    Raises:
        DataError: it is neither, or holds what no template is.

    """
    if name.lower().endswith(".zip"):
        return _of_zip(content)
    plain = PurePosixPath(name.replace("\\", "/")).name
    ending = PurePosixPath(plain).suffix.lower()
    if plain == _HOUSE:
        return {_HOUSE: content}
    if ending not in _PLACES or not _NAME.fullmatch(plain):
        raise _no_template(plain)
    return {f"{_PLACES[ending]}/{plain}": content}


def _of_zip(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            rows = [one for one in archive.infolist() if not one.is_dir()]
            if len(rows) > MOST_FILES or sum(one.file_size for one in rows) > MOST_BYTES:
                raise too_much()
            found = {one.filename: _read(archive, one) for one in rows if _counts(one.filename)}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise DataError(
            Problem("no-zip", "this is not a readable ZIP file.", "Pack the folder again.")
        ) from error
    return dict(_below(found))


def _read(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """The content of an entry, no longer than it says."""
    with archive.open(one) as file:
        content = file.read(one.file_size + 1)
    if len(content) > one.file_size:
        raise too_much()
    return content


def _counts(path: str) -> bool:
    """Whether a file is one of the house's, and none that a system puts beside."""
    return not any(one.startswith(("__MACOSX", ".", "~$")) and one != ".." for one in _parts(path))


def _parts(path: str) -> tuple[str, ...]:
    return PurePosixPath(path.replace("\\", "/")).parts


def _below(found: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files without the one folder that all may lie in."""
    paths = {path: _parts(path) for path in found}
    first = {parts[0] for parts in paths.values()}
    known = {"word", "pdf", "texts", "catalogue", _HOUSE, "fonts"}
    inside = len(first) == 1 and not first & known
    for path, parts in paths.items():
        kept = parts[1:] if inside else parts
        good = kept and all(_NAME.fullmatch(one) for one in kept)
        leading = parts[0] in {"/", ".."}
        if leading or not good or PurePosixPath(kept[-1]).suffix.lower() not in _ENDINGS:
            raise _no_template(path)
        yield "/".join(kept), found[path]


def _no_template(name: str) -> DataError:
    return DataError(
        Problem(
            "no-template-file",
            worded("'{name}' is not a template file.", name=name),
            worded(
                "Choose a Word, HTML or CSS file, house.yaml, or a ZIP of their folder; names are "
                "of Latin letters, figures, '-', '_' and '.'."
            ),
        )
    )


def judged(folder: Path) -> list[Problem]:
    """What is wrong with the templates in a folder, and what is to be looked at."""
    found = sandbox.run(check, folder.resolve(), ())
    if not any(one.severity is Severity.ERROR for one in found):
        found += all_one_sided(folder, tuple(KINDS.values()))
    return list(found)


def refuse_faulty(place: RegisterPlace, row: HouseVersion) -> None:
    """See that a version is without errors also for the program of today.

    Raises:
        DataError: it has some.

    """
    found = judged(laid_out(place, files_in(row)))
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        raise DataError(errors)


def take_in(
    register: Register, content: bytes, name: str, who: str
) -> tuple[HouseVersion, list[Problem]]:
    """Keep a new version: that in force with what was uploaded over it, checked; and remarks.

    Raises:
        DataError: it is no template, or wrong; nothing is kept then.

    """
    before = in_force(TEMPLATES)
    whole = {**(files_in(before) if before else {}), **files_of(content, name)}
    problems = judged(laid_out(register.place, whole))
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if errors:
        raise DataError(errors)
    return keep(register, TEMPLATES, whole, who, name), problems


def tried(place: RegisterPlace, row: HouseVersion, sample: str, format_: str) -> bytes:
    """A sample of ours, made with the templates of a version.

    Raises:
        DataError: there is no such sample.
        LibraryError: a template is wrong.

    """
    path = samples().get(sample)
    if path is None:
        raise DataError(
            Problem(
                "no-sample",
                worded("there is no sample '{name}'.", name=sample),
                "Choose one from the list.",
            )
        )
    folder = laid_out(place, files_in(row))
    data = load(path)
    tree = compose(data, folder)
    return write(tree, "docx" if format_ == "docx" else "pdf", own_templates=folder, data=data)


def samples() -> dict[str, Path]:
    """A sample of each kind in each language, by kind and language (``claim-response.de``)."""
    found: dict[str, Path] = {}
    for kind in KINDS:
        for path in sorted((data_root() / "samples" / kind).glob("*.*.*.yaml")):
            found.setdefault(f"{kind}.{path.name.split('.')[1]}", path)
    return found


def options_now(place: RegisterPlace) -> Options:
    """How a document that is begun now is made: with the templates in force."""
    return Options(own_templates=str(folder_now(place) or ""))

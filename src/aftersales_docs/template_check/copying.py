"""Handing out the built-in templates, as a start for the user's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from ..errors import OutputError, Place, Problem
from ..kinds import KINDS
from ..language import Lang
from ..resources import data_root, templates
from ..texts.reading import read_text, shared_file
from .template_names import layouts_of

Sort = str
SORTS: tuple[Sort, ...] = ("word", "pdf", "texts")
_HOUSE = "house.yaml"


def copies(folder: Path, kinds: Sequence[str], sorts: Collection[Sort]) -> dict[Path, bytes]:
    """The built-in templates for ``kinds``, by the places in ``folder`` where they go.

    No kinds mean all, no sorts mean Word, PDF and texts. The house style goes with the
    texts only if nothing is chosen: beside a Word template it would have a say in it.

    Raises:
        OutputError: a folder below ``folder`` is a link that leads out of it.

    """
    source = data_root() / "templates"
    chosen = sorts or SORTS
    names: list[str] = []
    if "word" in chosen:
        layouts = sorted({one for kind in kinds or KINDS for one in layouts_of(kind)})
        names += [f"word/{layout}.docx" for layout in layouts]
    if "pdf" in chosen:
        names += ["pdf/document.html", "pdf/document.css"]
    if "texts" in chosen:
        for kind in kinds or KINDS:
            names += [
                str(path.relative_to(source).as_posix())
                for path in sorted((source / "texts" / kind).glob("*.md"))
            ]
        names += [shared_file(name, lang) for name, lang in _shared(kinds or list(KINDS))]
    if not sorts:
        names += sorted(f"catalogue/{path.name}" for path in (source / "catalogue").glob("*.yaml"))
        names.append(_HOUSE)
    files = {folder / name: (source / name).read_bytes() for name in names}
    for path in files:
        if not path.parent.resolve().is_relative_to(folder.resolve()):
            raise OutputError(
                Problem(
                    "output",
                    "the folder is a link that leads out of the folder to copy into.",
                    "Take the link away, or copy into another folder.",
                    place=Place(str(path.parent)),
                )
            )
    return files


def _shared(kinds: Sequence[str]) -> list[tuple[str, Lang]]:
    """The shared pieces that the texts of ``kinds`` take in, each with its language."""
    found = {
        (name, lang)
        for kind in kinds
        for lang in KINDS[kind].langs
        for name in read_text(templates(), kind, lang).shared
    }
    return sorted(found)

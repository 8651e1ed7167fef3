"""Checking a folder of the user's own templates: all that is wrong, in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import AftersalesError, LibraryError, Place, Problem, worded
from ..kinds import KINDS
from ..resources import Templates, refuse_outside, templates
from . import pages, texts

_OTHER_WORDS = {".doc", ".dot", ".dotx", ".docm", ".dotm", ".odt", ".rtf"}
_FOLDERS = ("word", "pdf", "texts", "catalogue")


def files_of(folder: Path) -> list[Path]:
    """The template files of ``folder``, in the order in which they are told of."""
    house = folder / "house.yaml"
    found = [house] if house.is_file() or house.is_symlink() else []
    found += sorted(path for path in folder.glob("word/*") if path.suffix in _OTHER_WORDS)
    for pattern in (
        "word/*.docx",
        "pdf/*.html",
        "pdf/*.css",
        "texts/*/*.md",
        "texts/shared/*/*.md",
        "catalogue/*.yaml",
    ):
        found += sorted(folder.glob(pattern))
    # Word keeps a lock file beside a document that is open.
    return [path for path in found if not path.name.startswith(("~$", "."))]


def check(folder: Path, kinds: Sequence[str] = ()) -> list[Problem]:
    """Everything wrong with the templates in ``folder``, as far as they concern ``kinds``.

    No kinds mean all of them. A folder without any template is an error too.
    """
    own = templates(folder)
    files = files_of(own.folders[0])
    stray = list(_stray_folders(own.folders[0]))
    if not files and not stray:
        return [
            Problem(
                "no-templates",
                "there is no template in this folder.",
                worded(
                    (
                        "Templates lie in {FOLDERS}; 'aftersales-docs templates copy' hands "
                        "out the built-in ones."
                    ),
                    FOLDERS=", ".join(_FOLDERS),
                ),
                place=Place(str(folder)),
            )
        ]
    found = (problem for path in files for problem in _sorted(_of_file(path, own, kinds)))
    return list(dict.fromkeys([*stray, *found]))  # A shared piece is read with each text.


def _stray_folders(folder: Path) -> Iterator[Problem]:
    """Links that lead out, in place of the folders of templates."""
    for name in _FOLDERS:
        for path in (folder / name, *sorted((folder / name).glob("*"))):
            if path.is_symlink() and not path.is_file():
                try:
                    refuse_outside(path, folder)
                except LibraryError as error:
                    yield from error.problems


def _sorted(problems: Iterator[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda one: (one.place and one.place.line) or 0)


def _of_file(path: Path, own: Templates, kinds: Sequence[str]) -> Iterator[Problem]:
    wanted = [kind for name, kind in KINDS.items() if not kinds or name in kinds]
    try:
        refuse_outside(path, own.folders[0])
        if path.suffix in _OTHER_WORDS:
            yield Problem(
                "template-unused",
                "templates are Word files of the kind .docx.",
                "Save it from Word as .docx.",
                place=Place(str(path)),
            )
        elif path.suffix in {".docx", ".html", ".css"}:
            yield from _page(path, own, [kind.id for kind in wanted])
        elif path.suffix == ".md" and path.parent.parent.name == "shared":
            yield from texts.shared_problems(path, own, wanted)
        elif path.suffix == ".md":
            yield from texts.text_problems(path, own, wanted)
        elif path.parent.name == "catalogue":
            yield from texts.catalogue_problems(path, own)
        else:
            yield from texts.house_problems(own)
    except AftersalesError as error:
        yield from error.problems


def _page(path: Path, own: Templates, wanted: Sequence[str]) -> Iterator[Problem]:
    if not pages.is_asked_for(path):
        yield pages.not_asked_for(path)
    if path.suffix == ".css":
        yield from pages.css_problems(path, own)
        return
    kinds, lang = pages.kinds_for(path, [KINDS[name] for name in wanted])
    look = pages.word_problems if path.suffix == ".docx" else pages.html_problems
    yield from look(path, kinds, lang, own)

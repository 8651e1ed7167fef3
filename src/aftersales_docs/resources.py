"""Where the house keeps its files: the user's own folder, the built-in one, those of packages.

A package that brings a kind of document (an entry point of the group ``KIND_ENTRY_POINTS``)
has ``templates`` and ``schemas`` beside its module. They come last: no package replaces what
is built in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from .characters import REORDERING, reordering_name
from .errors import LibraryError, Place, Problem, worded

KIND_ENTRY_POINTS = "aftersales_docs.kinds"
_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def data_root() -> Path:
    """The folder that holds ``fonts``, ``templates`` and ``schemas``.

    An installed wheel carries it inside the package; in a checkout it is the
    repository's own top folder.
    """
    installed = _PACKAGE / "data"
    return installed if installed.is_dir() else _PACKAGE.parents[1]


@lru_cache(maxsize=1)
def package_roots() -> tuple[Path, ...]:
    """The folders of packages that bring kinds of document, in the order of their names."""
    entries = sorted(entry_points(group=KIND_ENTRY_POINTS), key=lambda entry: entry.name)
    found = (find_spec(entry.module) for entry in entries)
    roots = (Path(spec.origin).parent for spec in found if spec and spec.origin)
    return tuple(dict.fromkeys(roots))


@dataclass(frozen=True, slots=True)
class Templates:
    """A look-up path of template folders; the first that has a file wins.

    A user's folder may come from others, and links travel in archives and repositories: what
    lies outside the folder is refused, whichever way it is asked for.
    """

    folders: tuple[Path, ...]

    def find(self, name: str) -> Path:
        """The path of template file ``name`` (``pdf/document.css``).

        Raises:
            LibraryError: no folder has it, or it is a link that leads out of its folder.

        """
        for folder in self.folders:
            if _holds(folder, name):
                return folder / name
        raise LibraryError(
            Problem(
                "template-missing",
                worded("there is no template file {name}.", name=name),
                self._cure_of(name),
                place=Place(str(self.folders[0])),
            )
        )

    def _cure_of(self, name: str) -> str:
        """What to do where no folder has ``name``: written, made, or not asked for."""
        if self.folders[0] != data_root() / "templates":
            return worded("Look at the names below templates/, or leave --template out.")
        if name.startswith("versions/"):
            return worded("Run 'make versions', which writes it.")
        return worded("Write it; docs/new-kind.md tells what a kind needs in each language.")

    def has(self, name: str) -> bool:
        """Whether any folder has template file ``name``."""
        return any(_holds(folder, name) for folder in self.folders)

    def first(self, names: Sequence[str]) -> str:
        """Which of ``names`` is used: all are looked for in one folder before the next.

        Raises:
            LibraryError: no folder has any of them.

        """
        for folder in self.folders:
            for name in names:
                if _holds(folder, name):
                    return name
        self.find(names[-1])
        return names[-1]

    def is_own(self, path: Path) -> bool:
        """Whether ``path`` is a user's file, not a built-in one."""
        return not any(path.is_relative_to(root) for root in _shipped())

    def rank(self, name: str) -> int:
        """Which folder ``name`` comes from: 0 is the first to be asked."""
        path = self.find(name)
        return next(i for i, folder in enumerate(self.folders) if folder / name == path)

    def read(self, name: str) -> str:
        """The text of template file ``name``."""
        path = self.find(name)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryError(
                Problem(
                    "template-unreadable",
                    "the file can't be read as UTF-8 text.",
                    "Save it as UTF-8 and see that it may be read.",
                    place=Place(str(path)),
                )
            ) from error
        if bad := REORDERING.search(text):
            raise LibraryError(
                Problem(
                    "reordering-character",
                    worded(
                        (
                            "the character {reordering_name} stands here: it shows text in "
                            "another order than it is written in."
                        ),
                        reordering_name=reordering_name(bad[0]),
                    ),
                    "Delete it, or type the text anew.",
                    place=Place(str(path), text.count("\n", 0, bad.start()) + 1),
                )
            )
        return text


def _holds(folder: Path, name: str) -> bool:
    """Whether ``folder`` has the file ``name``; a user's must not lead out of it by a link."""
    path = folder / name
    if folder in _shipped():  # An installation may be made of links; it is trusted.
        return path.is_file()
    if not (path.is_file() or path.is_symlink()):
        return False
    refuse_outside(path, folder)
    return True


def refuse_outside(path: Path, folder: Path) -> None:
    """See that ``path`` leads to a file in ``folder`` or below, all links followed.

    Raises:
        LibraryError: it leads out, or nowhere.

    """
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise _linked(path, worded("is a link that leads nowhere")) from error
    if not real.is_relative_to(folder.resolve()):
        raise _linked(path, worded("leads out of the folder of templates by a link"))


def _linked(path: Path, message: str) -> LibraryError:
    return LibraryError(
        Problem(
            "template-outside",
            worded("the file {message}.", message=message),
            "Put the file itself there in place of the link.",
            place=Place(str(path)),
        )
    )


def templates(own: Path | None = None) -> Templates:
    """The built-in templates and those of packages, with the user's ``own`` folder first."""
    return Templates(_shipped() if own is None else (own.resolve(), *_shipped()))


@lru_cache(maxsize=1)
def _shipped() -> tuple[Path, ...]:
    """The template folders that are part of a program, not of a user's own."""
    return tuple(root / "templates" for root in (data_root(), *package_roots()))


def schema_path(kind: str) -> Path:
    """The JSON Schema file of a kind of document; where the built-in one goes if there is none."""
    paths = [root / "schemas" / f"{kind}.schema.json" for root in (data_root(), *package_roots())]
    return next((path for path in paths if path.is_file()), paths[0])

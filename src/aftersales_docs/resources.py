"""Where the house keeps its files: the user's own folder first, then the built-in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .errors import LibraryError, Place, Problem

_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def data_root() -> Path:
    """The folder that holds ``fonts``, ``templates`` and ``schemas``.

    An installed wheel carries it inside the package; in a checkout it is the
    repository's own top folder.
    """
    installed = _PACKAGE / "data"
    return installed if installed.is_dir() else _PACKAGE.parents[1]


@dataclass(frozen=True, slots=True)
class Templates:
    """A look-up path of template folders; the first that has a file wins."""

    folders: tuple[Path, ...]

    def find(self, name: str) -> Path:
        """The path of template file ``name`` (``pdf/document.css``).

        Raises:
            LibraryError: no folder has it.

        """
        for folder in self.folders:
            path = folder / name
            if path.is_file():
                return path
        raise LibraryError(
            Problem(
                "template-missing",
                f"there is no template file {name}.",
                "Look at the names below templates/, or leave --template out.",
                place=Place(str(self.folders[0])),
            )
        )

    def first(self, names: Sequence[str]) -> str:
        """Which of ``names`` is used: all are looked for in one folder before the next.

        Raises:
            LibraryError: no folder has any of them.

        """
        for folder in self.folders:
            for name in names:
                if (folder / name).is_file():
                    return name
        self.find(names[-1])
        return names[-1]

    def is_own(self, path: Path) -> bool:
        """Whether ``path`` is a user's file, not a built-in one."""
        return not path.is_relative_to(data_root() / "templates")

    def rank(self, name: str) -> int:
        """Which folder ``name`` comes from: 0 is the first to be asked."""
        path = self.find(name)
        return next(i for i, folder in enumerate(self.folders) if folder / name == path)

    def read(self, name: str) -> str:
        """The text of template file ``name``."""
        path = self.find(name)
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryError(
                Problem(
                    "template-unreadable",
                    f"the file can't be read as UTF-8 text ({error.__class__.__name__}).",
                    "Save it as UTF-8 and see that it may be read.",
                    place=Place(str(path)),
                )
            ) from error


def templates(own: Path | None = None) -> Templates:
    """The built-in templates, with the user's ``own`` folder before them."""
    builtin = data_root() / "templates"
    return Templates((builtin,) if own is None else (own.resolve(), builtin))


def schema_path(kind: str) -> Path:
    """The JSON Schema file of a kind of document."""
    return data_root() / "schemas" / f"{kind}.schema.json"

"""Names of files made from the fields of a document, safe on every system.

A pattern is plain text with fields in braces: ``{number}-{claimant.person.surname}``. Of
``{claimant.name|claimant.person.surname}`` the first field that is given counts. What comes out
is one name without an ending: never a path, nothing that Windows, macOS or Linux refuse.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

from .errors import DataError, OutputError, Place, Problem, UsageError, worded
from .nearest import did_you_mean

_CURE: Final = worded("Write fields in braces, e.g. '{{number}}-{{date}}'.")
_PIECE: Final = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_PATH: Final = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*|\[[0-9]{1,4}\])*")
_STEP: Final = re.compile(r"[a-z_][a-z0-9_]*|\[[0-9]+\]")
# What Windows refuses in a name; the rest is for shells and people.
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f8\uff0f\uff3c]+')
_INVISIBLE: Final = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
# Windows takes these for devices, whatever ending follows.
_DEVICES: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?=\.|\Z)",
    re.IGNORECASE,
)
# A name has 255 bytes at most on most systems; the ending and a file in the making need some.
_MOST_BYTES: Final = 200
_MOST_CHARACTERS: Final = 120


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A pattern for names, read once; ``pieces`` are texts, and tuples of fields to ask for."""

    text: str
    pieces: tuple[str | tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> NamePattern:
        """The pattern that stands in ``text``.

        Raises:
            UsageError: it has no field, a brace too many, or is a path.

        """
        pieces = tuple(_pieces(text))
        if not any(isinstance(piece, tuple) for piece in pieces):
            raise _unusable(worded("the pattern '{pattern}' names no field.", pattern=text[:80]))
        return cls(text, pieces)

    def name(self, fields: Any, more: Mapping[str, str] | None = None, file: str = "") -> str:
        """The name of the document with ``fields``, a model or a mapping.

        ``more`` are words that are no fields of it (the name of the input file, a row's
        number); ``file`` is what messages call the input.

        Raises:
            UsageError: a field of the pattern is unknown, or holds no single value.
            DataError: none of the fields asked for at a place is given; or nothing is left
                of the name once what no system takes is out.

        """
        words = [
            piece if isinstance(piece, str) else _first(piece, fields, more or {}, file)
            for piece in self.pieces
        ]
        if found := safe_name("".join(words)):
            return found
        raise DataError(
            Problem(
                "name-empty",
                worded("no name is left of the pattern '{pattern}'.", pattern=self.text[:80]),
                "Add a field that holds letters or figures.",
                place=Place(file) if file else None,
            )
        )


def _unusable(message: str, cure: str = _CURE) -> UsageError:
    return UsageError(Problem("name-pattern", message, cure))


def _pieces(text: str) -> Iterator[str | tuple[str, ...]]:
    for match in _PIECE.finditer(text):
        asked, plain, brace = match.groups()
        if brace:
            raise _unusable(worded("a brace stands alone in '{pattern}'.", pattern=text[:80]))
        if plain is not None:
            if re.search(r"[/\\]", plain):
                raise _unusable(
                    worded("'{pattern}' is a path, not a name.", pattern=text[:80]),
                    "Leave '/' out; the folder goes after -o.",
                )
            yield plain
            continue
        paths = tuple(one.strip() for one in asked.split("|"))
        for path in paths:
            if not _PATH.fullmatch(path):
                raise _unusable(worded("'{field}' is no name of a field.", field=path[:60]))
        yield paths


def _first(paths: Sequence[str], fields: Any, more: Mapping[str, str], file: str) -> str:
    """The value of the first of ``paths`` that is given."""
    known = False
    for path in paths:
        if path in more:
            return more[path]
        found, is_known = _value(path, fields)
        known = known or is_known
        if found is not None:
            return _words(path, found)
    if not known:
        raise _unknown(paths[0], fields, more)
    raise DataError(
        Problem(
            "name-field-missing",
            worded("the file's name needs '{field}', which is not given.", field=paths[0]),
            worded("Give it, or name another field after '|': {{a|b}}."),
            paths[0],
            Place(file) if file else None,
        )
    )


def _value(path: str, fields: Any) -> tuple[Any, bool]:
    """What stands at ``path``, ``None`` if nothing does; and whether such a field may be."""
    value = fields
    for step in _STEP.findall(path):
        if value is None:
            return None, True
        if isinstance(value, tuple | list):
            index = int(step[1:-1]) if step.startswith("[") else -1
            if index < 0:
                return None, False
            value = value[index] if index < len(value) else None
        elif isinstance(value, BaseModel) and step in type(value).model_fields:
            value = getattr(value, step)
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            return None, False
    return value, True


def _unknown(path: str, fields: Any, more: Mapping[str, str]) -> UsageError:
    names = [*_names(fields), *more]
    offer = did_you_mean(path.partition(".")[0].partition("[")[0], names)
    return _unusable(
        worded("there is no field '{field}' here.", field=path),
        offer or worded("Known are: {names}.", names=", ".join(names)),
    )


def _names(fields: Any) -> list[str]:
    return list(type(fields).model_fields) if isinstance(fields, BaseModel) else list(fields)


def _words(path: str, value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return value
        case date():
            return value.isoformat()
        case int():
            return str(getattr(value, "source_text", value))
        case Decimal():
            return f"{value:f}"
    text = getattr(value, "text", None)  # Words with their cases.
    if isinstance(text, str):
        return text
    raise _unusable(
        worded("the field '{field}' holds no single value.", field=path),
        worded("Name a field inside it: {{{field}.…}}.", field=path),
    )


def safe_name(text: str) -> str:
    """``text`` as the name of a file, without an ending; empty if nothing is left of it.

    Separators of paths and what Windows refuses become hyphens, invisible characters go, a
    name of a Windows device gets an underscore, and what is too long is cut.
    """
    seen = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in _INVISIBLE
    )
    plain = re.sub(r" {2,}", " ", _FORBIDDEN.sub("-", seen))
    # A leading hyphen would be an option, a leading point hides a file, a last one vanishes.
    name = _cut(plain.strip(" .-~")).rstrip(" .")
    return re.sub(_DEVICES, lambda match: f"{match[0]}_", name, count=1) if name else ""


def _cut(name: str) -> str:
    """``name``, no longer than a system takes; no letter is parted from its accents."""
    short = name[:_MOST_CHARACTERS]
    while len(short.encode()) > _MOST_BYTES:
        short = short[:-1]
    if len(short) < len(name):
        while short and unicodedata.combining(name[len(short)]):
            short = short[:-1]
    return short


def refuse_same_names(named: Iterable[tuple[str, str]]) -> None:
    """See that no two inputs, each with the name it gets, become the same file.

    Names that differ in capitals only are one file on Windows and macOS.

    Raises:
        OutputError: two would; told before anything is written.

    """
    taken: dict[str, str] = {}
    for file, name in named:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in taken:
            raise OutputError(
                Problem(
                    "same-output",
                    worded(
                        "'{file}' and '{taken}' would both become {stem}.",
                        file=file,
                        taken=taken[key],
                        stem=name,
                    ),
                    "Give them names that differ (--name), or render them into different folders.",
                    place=Place(file),
                )
            )
        taken[key] = file

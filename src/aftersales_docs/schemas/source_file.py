"""The bytes and the text of an input file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from ..characters import REORDERING
from ..errors import DataError, worded
from ..filetypes import is_table, sort_of_no_input
from .encodings import seems_to_be
from .source_parts import LIMIT_BYTES, STANDARD_INPUT, Failure, spot_of


def _content(name: str) -> bytes:
    if name != STANDARD_INPUT:
        with Path(name).open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    if sys.stdin is None:
        raise OSError("there is no standard input")
    return sys.stdin.buffer.read(LIMIT_BYTES + 1)


def read_bytes(name: str, fail: Failure) -> bytes:
    """The content of the file at ``name``, or of standard input, or one byte more than may be."""
    try:
        return _content(name)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise fail(
            "not-found", "there is no such file.", "Look at the name and the folder."
        ) from error
    except IsADirectoryError as error:
        raise fail(
            "is-a-folder",
            "this is a folder, not a file.",
            "Name a file inside it; 'check' and 'render' take a folder as all inputs in it.",
        ) from error
    except PermissionError as error:
        raise fail(
            "unreadable",
            "you have no right to read the file.",
            "Have the right to read it given to you.",
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise fail(
            "unreadable",
            worded("the file can't be read ({reason}).", reason=reason),
            "Look at its name and at the disk it is on.",
        ) from error


def decoded(content: bytes, fail: Failure) -> str:
    """The file's text, without a byte order mark, every line ending in a newline."""
    if len(content) > LIMIT_BYTES:
        raise fail("too-large", "the file is larger than 1 MiB.", "Split it.")
    if sort := sort_of_no_input(content):
        raise no_input(sort, fail)
    try:
        text = content.decode("utf-8-sig")
        wide = "\0" in text and seems_to_be(content)
    except UnicodeDecodeError as error:
        raise _not_utf8(content, error, fail) from error
    if wide:
        raise fail(
            "not-utf-8",
            worded("the file is not UTF-8 text: it looks like {encoding}.", encoding=wide),
            "Save it again with the encoding UTF-8.",
            (1, 1),
        )
    if not text.strip():
        raise fail.empty()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := REORDERING.search(text):
        raise fail.reordering(bad[0], spot_of(text, bad.start()))
    return text


_TABLE: Final = worded("a table (CSV)")
_EXCEL: Final = worded("an Excel file")


def no_input(sort: str, fail: Failure) -> DataError:
    """That the file is of another ``sort`` than an input."""
    message = worded("this is {sort}, not an input file (YAML or JSON text).", sort=sort)
    if sort in {_TABLE, _EXCEL}:
        cure = "'aftersales-docs batch' makes a document of each row of a table."
    else:
        cure = "Give the input file; 'extract' gives back the one inside a finished document."
    return fail("no-input-file", message, cure)


def no_table(text: str, fail: Failure) -> None:
    """Refuse a ``text`` that reads as a table, whatever the file is called."""
    if is_table(text):
        raise no_input(_TABLE, fail)


def _not_utf8(content: bytes, error: UnicodeDecodeError, fail: Failure) -> DataError:
    # The decoder counts without the byte order mark that it took away.
    start = error.start + len(content) - len(error.object)
    if looks := seems_to_be(content):
        message = worded("the file is not UTF-8 text: it looks like {encoding}.", encoding=looks)
    else:
        message = worded(
            "the file is not UTF-8 text: byte 0x{content:02x} at offset {start}.",
            content=content[start],
            start=start,
        )
    cure = "Save it again with the encoding UTF-8."
    if looks.startswith("UTF-"):
        return fail("not-utf-8", message, cure, (1, 1))
    line = content.count(b"\n", 0, start) + 1
    before = content[content.rfind(b"\n", 0, start) + 1 : start].decode("utf-8-sig")
    return fail("not-utf-8", message, cure, (line, len(before) + 1))

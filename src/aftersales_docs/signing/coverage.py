"""What a signature covers: all bytes of a revision but the signature itself, or it is none.

What is signed is named by ``/ByteRange``: two stretches of the file with a hole between them.
The hole must be the signature's own value in hexadecimal and nothing more, and the
second stretch must end where a revision ends (ISO 32000-2, 12.8.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic

from ..errors import worded
from .objects import entry
from .skeleton import Skeleton
from .syntax import after_blanks

_HOLE = re.compile(rb"<[0-9A-Fa-f]*>")


class NoSignatureError(Exception):
    """What stands in a field is no signature; ``words`` say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Covered:
    """Where what is covered ends, and the number of the revision that ends there, if one does."""

    end: int
    revision: int | None


def covered(content: bytes, value: generic.DictionaryObject, skeleton: Skeleton) -> Covered:
    """What the signature dictionary ``value`` covers of ``content``.

    Raises:
        NoSignatureError: it covers something else than a file but for its own signature.

    """
    ranges = entry(value, "/ByteRange")
    if not isinstance(ranges, generic.ArrayObject) or len(ranges) != 4:
        raise NoSignatureError(worded("it does not say which part of the file it covers"))
    numbers = [_whole(ranges[index]) for index in range(4)]
    begin, first, second, rest = numbers
    hole, end = content[first:second], second + rest
    if begin or not first < second < end <= len(content):
        raise NoSignatureError(worded("it does not cover the file from its beginning"))
    if not _HOLE.fullmatch(hole) or len(hole) % 2:
        raise NoSignatureError(worded("it leaves out more of the file than itself"))
    contents = entry(value, "/Contents")
    stored = getattr(contents, "original_bytes", None)
    if stored is None or bytes.fromhex(hole[1:-1].decode("ascii")) != stored:
        raise NoSignatureError(worded("it leaves out another part of the file than itself"))
    return Covered(end, _revision(content, end, skeleton))


def _whole(number: Any) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise NoSignatureError(worded("it does not say which part of the file it covers"))
    return int(number)


def _revision(content: bytes, end: int, skeleton: Skeleton) -> int | None:
    """The last revision that ends at ``end``, but for white space."""
    found = None
    for number, revision in enumerate(skeleton.revisions):
        if revision.end <= end <= after_blanks(content, revision.end):
            found = number
    return found

"""JPEG files without what cameras add: place, device, time, previews, and what follows the end.

The coded picture itself is copied byte for byte, so that nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_START: Final = b"\xff\xd8"
_SCAN: Final = 0xDA
_END: Final = 0xD9
# Markers without a length: TEM, and the restarts within a scan.
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_JFIF: Final = 0xE0
_ADOBE: Final = 0xEE
_APPLICATION: Final = range(0xE0, 0xF0)
_COMMENT: Final = 0xFE


class TornError(ValueError):
    """The file ends where it should go on."""


def without_metadata(content: bytes) -> bytes:
    """``content`` with nothing but what is needed to draw it.

    Of the application's segments JFIF (the density) and Adobe (how colours are coded) stay.

    Raises:
        TornError: the segments don't follow one another to the end.

    """
    return _START + b"".join(_kept(content))


def _kept(content: bytes) -> Iterator[bytes]:
    position = len(_START)
    while True:
        marker, position = _marker(content, position)
        if marker == _END:
            yield bytes((0xFF, _END))
            return
        if marker in _ALONE:
            yield bytes((0xFF, marker))
            continue
        length = int.from_bytes(content[position : position + 2], "big")
        end = position + length
        if length < 2 or end > len(content):
            raise TornError
        segment = bytes((0xFF, marker)) + content[position:end]
        if _is_needed(marker, segment):
            yield segment
        position = end
        if marker == _SCAN:
            position = _end_of_scan(content, end)
            yield content[end:position]


def _marker(content: bytes, position: int) -> tuple[int, int]:
    """The marker at ``position``, which fill bytes may precede, and where it ends."""
    if content[position : position + 1] != b"\xff":
        raise TornError
    while content[position : position + 1] == b"\xff":
        position += 1
    if position >= len(content):
        raise TornError
    return content[position], position + 1


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == _JFIF:
        return segment[4:9] == b"JFIF\0"
    if marker == _ADOBE:
        return segment[4:9] == b"Adobe"
    return marker not in _APPLICATION and marker != _COMMENT


def _end_of_scan(content: bytes, position: int) -> int:
    """Where the coded data that begins at ``position`` ends: at a marker that is no restart."""
    while True:
        position = content.find(b"\xff", position)
        if position < 0 or position + 1 >= len(content):
            raise TornError
        following = content[position + 1]
        if following != 0 and following not in _ALONE and following != 0xFF:
            return position
        position += 1 if following == 0xFF else 2

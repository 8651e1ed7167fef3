"""Which encoding a file that is not UTF-8 seems to have: by the letters that come of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..messages import worded

_CYRILLIC: Final[Mapping[str, str]] = {
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": worded("DOS Cyrillic (code page 866)"),
    "iso8859-5": "ISO 8859-5",
    "mac-cyrillic": "Mac Cyrillic",
}
_WESTERN: Final[Mapping[str, str]] = {
    "cp1252": "Windows-1252",
    "cp850": worded("DOS Western (code page 850)"),
    "mac-roman": "Mac Roman",
}
# The letters that make up most of a Russian text; a wrong encoding gives capitals and signs.
_FREQUENT: Final = frozenset("оеаинтсрвлкмдпуяыьгзбчй")
_GERMAN: Final = frozenset("äöüßÄÖÜéè–—„“”’§€°²³«»")
_PAIRS: Final = re.compile(rb"[\x80-\xff]{2}")
_ENOUGH: Final = 0.6


def seems_to_be(content: bytes) -> str:
    """The name of the encoding of ``content``, which is not UTF-8; empty where none is likely."""
    if wide := _wide(content):
        return wide
    high = bytes(byte for byte in content if byte >= 0x80)
    if not high:
        return ""
    # Cyrillic letters stand side by side; an umlaut stands among Latin letters.
    in_pairs = 2 * len(_PAIRS.findall(content)) / len(high)
    if in_pairs > 0.5:
        return _best(content, _CYRILLIC, _FREQUENT)
    return _best(content, _WESTERN, _GERMAN)


def _wide(content: bytes) -> str:
    """UTF-16 or UTF-32, with a byte order mark or by the zeros in it."""
    if content[:4] in {b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"}:
        return "UTF-32"
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "UTF-16"
    head = content[:2000]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    # Field names are Latin letters: every other byte of them is a zero.
    return "UTF-16" if max(zeros) > len(head) / 10 and min(zeros) < max(zeros) / 10 else ""


def _best(content: bytes, names: Mapping[str, str], wanted: frozenset[str]) -> str:
    shares: dict[str, float] = {}
    for codec in names:
        try:
            letters = [char for char in content.decode(codec) if char >= "\x80"]
        except UnicodeDecodeError:
            continue
        shares[codec] = sum(char in wanted for char in letters) / len(letters)
    best = max(shares, key=lambda codec: shares[codec], default="")
    return names[best] if best and shares[best] >= _ENOUGH else ""

"""Quotation marks, no-break spaces and hyphens: what all languages do alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
_NO_BREAK = frozenset({NBSP, NARROW_NBSP})

# ---------------------------------------------------------------- no-break spaces

# More joined gaps in a row than this would leave holes in a justified line.
MAX_JOINED_GAPS = 3
# Rules look this many characters to either side of a gap; abbreviations are shorter.
_WINDOW = 24
_GAP = re.compile(rf"(?<=\S)[ {NBSP}](?=\S)")


class Rule(NamedTuple):
    """Join the two sides of a gap if ``before`` ends at it and ``after`` starts at it."""

    before: re.Pattern[str]
    after: re.Pattern[str]

    def joins(self, left: str, right: str) -> bool:
        """Tell whether the gap between ``left`` and ``right`` must not break."""
        return bool(self.after.match(right) and self.before.search(left))


def rule(before: str, after: str) -> Rule:
    """Build a rule from two regular expressions; ``before`` starts at a word's start."""
    return Rule(re.compile(rf"(?<!\w)(?:{before})\Z"), re.compile(after))


def word_set(words: str) -> frozenset[str]:
    """The words of a text, set apart by spaces."""
    return frozenset(words.split())


_CAPITAL = "[A-ZÄÖÜА-ЯЁ]"
_SMALL = "[a-zäöüßа-яё]"
INITIAL = rf"{_CAPITAL}\.(?:-{_CAPITAL}\.)?"

# What a number is called by: KD-0417, DE999990027, 12/K.
CODE = r"\d|_|[A-ZА-ЯЁ]{1,5}[-/]?\d"

COMMON_RULES: tuple[Rule, ...] = (
    # The last, short group of an IBAN stands by the one before it.
    rule(r"\d{4}\s\d{4}\s\d{4}\s\d{4}", r"\d{1,3}(?!\d)"),
    rule("ИНН|КПП|ОГРН|ОГРНИП|БИК|INN|KPP|OGRN|OGRNIP|HRB|HRA", r"\d"),
    # A bank's code and an account stand by what they are.
    rule("BIC|SWIFT|SWIFT-BIC", r"[A-Z]{4}[A-Z0-9]{4}"),
    rule("IBAN", r"[A-Z]{2}\d\d"),
    rule("[рк]/с(?:ч[её]т)?|р/сч|к/сч", r"\d"),
    rule("№№?|§§?", r"[\w«]"),
    # J. R. Smith, И. И. Иванов; but not the B. of "z. B. Maschinen".
    rule(rf"(?<!{_SMALL}\.\s){INITIAL}", rf"{_CAPITAL}(?:\.|['’]?{_CAPITAL}?{_SMALL})"),
)


# Documents of one kind share most of their sentences.
@lru_cache(maxsize=8192)
def glue(text: str, rules: tuple[Rule, ...]) -> str:
    """Turn the plain spaces named by ``rules`` into no-break spaces.

    Nothing but single plain spaces changes, the length stays, and a second pass changes
    nothing more. Runs of more than ``MAX_JOINED_GAPS`` joined gaps are never made.
    """
    chars = list(text)
    for gap in _GAP.finditer(text):
        at = gap.start()
        if chars[at] == NBSP:
            continue
        left, right = text[max(0, at - _WINDOW) : at], text[at + 1 : at + 1 + _WINDOW]
        if any(each.joins(left, right) for each in rules) and _run(chars, at) < MAX_JOINED_GAPS:
            chars[at] = NBSP
    return "".join(chars)


def _run(chars: Sequence[str], at: int) -> int:
    """Count the gaps already joined on both sides of the gap ``at``."""
    count = 0
    for step in (-1, 1):
        position = at + step
        while 0 <= position < len(chars):
            char = chars[position]
            if char in _NO_BREAK:
                count += 1
            elif char.isspace():
                break
            position += step
    return count


# ---------------------------------------------------------------- hyphens

HYPHEN, KEPT_HYPHEN = "-", "\u2011"
# A longer number must be able to break, or it would stand out of a column.
_MOST_KEPT = 30
_UNSPACED = re.compile(r"\S+")
# 402-ФЗ, +49 511 0000-300, 2026-03-01, KD-0417; and what one letter stands before: E-Mail.
_KEPT = re.compile(
    rf"(?<=\d){HYPHEN}(?=\w)|(?<=[\w)]){HYPHEN}(?=\d)"
    rf"|(?<=\b[^\W_]){HYPHEN}(?=\w)|(?<=\w){HYPHEN}(?=[^\W_]\b)"
    # Prepositions and particles: из-за, по-прежнему, какой-либо.
    rf"|(?<=\b[Ии]з){HYPHEN}(?=за\b|под\b)|(?<=\b[Пп]о){HYPHEN}(?=[а-яё])"
    rf"|(?<=[а-яё]){HYPHEN}(?=(?:то|либо|нибудь|таки)\b)"
)
# A number all in capitals, SN-TKX-4711: every hyphen in it is kept.
_CODE = re.compile(r"(?<!\w)[0-9A-ZÄÖÜА-ЯЁ./]+(?:-[0-9A-ZÄÖÜА-ЯЁ./]+)+(?!\w)")
_ADDRESS = re.compile(r"@|://|\bwww\.")


@lru_cache(maxsize=8192)
def keep_hyphens(text: str) -> str:
    """Turn the hyphens at which no line may end into no-break hyphens (U+2011).

    Those are hyphens of numbers (of acts, telephones, series, files, days), those beside a single
    letter, and those of Russian prepositions and particles; other words may still be parted. The
    length stays, and a second pass changes nothing. Addresses of mail and the web stay, and so do
    numbers of more than ``_MOST_KEPT`` characters.
    """
    return _UNSPACED.sub(_with_kept, text) if HYPHEN in text else text


def is_address(word: str) -> bool:
    """Tell whether ``word`` is an address of mail or of the web."""
    return bool(_ADDRESS.search(word))


def _with_kept(found: re.Match[str]) -> str:
    word = found[0]
    if HYPHEN not in word or len(word) > _MOST_KEPT or is_address(word):
        return word
    if KEPT_HYPHEN not in word:
        word = _CODE.sub(_whole_code, word)
    return _KEPT.sub(KEPT_HYPHEN, word)


def _whole_code(found: re.Match[str]) -> str:
    code = found[0]
    return code.replace(HYPHEN, KEPT_HYPHEN) if any(map(str.isdigit, code)) else code


# ---------------------------------------------------------------- quotation marks


class QuoteMarks(NamedTuple):
    """The quotation marks of a language, outer and inner."""

    outer: tuple[str, str]
    inner: tuple[str, str]


_CLOSERS = {"«": "»", "„": "“”", "“": "”", "‚": "‘’", "‘": "’", '"': '"'}
# “ closes in German and opens in English; " does both everywhere.
_EITHER_WAY = frozenset('"“‘')
_ALL_CLOSERS = frozenset("".join(_CLOSERS.values()))


def quote(text: str, marks: QuoteMarks) -> str:
    """Set ``text`` in outer quotes; pairs already in it alternate inner, outer, inner.

    Apostrophes, inch signs and quotes without a partner stay as they are.
    """
    chars = list(text)
    for opening, closing, depth in _pairs(text):
        left, right = marks.inner if depth % 2 == 0 else marks.outer
        chars[opening], chars[closing] = left, right
    return f"{marks.outer[0]}{''.join(chars)}{marks.outer[1]}"


def _pairs(text: str) -> list[tuple[int, int, int]]:
    """Find the matching quotes: (opening index, closing index, depth from 0)."""
    open_at: list[int] = []
    found: list[tuple[int, int]] = []
    for index, char in enumerate(text):
        partner = _partner(text, index, open_at) if char in _ALL_CLOSERS else None
        if partner is not None:
            found.append((open_at[partner], index))
            del open_at[partner:]  # a stray opening quote inside the pair stays alone
        elif char in _CLOSERS and _can_open(text, index):
            open_at.append(index)
    return [
        (start, end, sum(other < start and end < last for other, last in found))
        for start, end in found
    ]


def _partner(text: str, index: int, open_at: list[int]) -> int | None:
    """Say which of the open quotes the one at ``index`` closes, if any."""
    char = text[index]
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if char == "’" and before.isalpha() and after.isalpha():
        return None  # an apostrophe
    if char in _EITHER_WAY and _can_open(text, index):
        return None
    for place in range(len(open_at) - 1, -1, -1):
        if char in _CLOSERS[text[open_at[place]]]:
            return place
    return None


def _can_open(text: str, index: int) -> bool:
    """Tell whether a quote opens: those that could also close do so only before a word."""
    if text[index] not in _EITHER_WAY:
        return True
    before, after = text[:index][-1:], text[index + 1 : index + 2]
    fresh = not before or before.isspace() or before in "([" or before in _CLOSERS
    return fresh and bool(after) and not after.isspace()

"""What kind of change a changed passage is, and what else is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import joined, term, worded
from ..ooxml.stories import WordParagraph
from ..ooxml.words import Token
from .diff import Hunk

# Letters of two alphabets that look the same.
_TWINS = str.maketrans("АВЕКМНОРСТУХаеорсухі", "ABEKMHOPCTYXaeopcyxi")


def nature(old: Sequence[Token], new: Sequence[Token]) -> tuple[str, tuple[str, ...]]:
    """What kind of change this is, and what else is to be said of it."""
    fields, shown = _aspects(old, 0), _aspects(new, 0)
    hid, hides = _aspects(old, 1), _aspects(new, 1)
    if [token.text for token in old] == [token.text for token in new]:
        if hid != hides:
            return "unseen", (
                worded("made unseen: {hides}", hides=joined(map(term, hides))),
            ) if hides else (worded("made visible"),)
        return "field", (_field_note(fields, shown),)
    notes = tuple(worded("unseen: {reason}", reason=term(reason)) for reason in hides)
    if fields and fields == shown:
        return "field", (worded("the result of {fields}", fields=", ".join(fields)), *notes)
    if fields and not shown:
        notes = (*notes, worded("a field is gone: {fields}", fields=", ".join(fields)))
    if shown and not fields:
        notes = (*notes, worded("in a field: {shown}", shown=joined(shown)))
    return "text", notes


def _aspects(tokens: Sequence[Token], index: int) -> list[str]:
    return sorted({token.aspect[index] for token in tokens if token.text != " "} - {""})


def _field_note(old: Sequence[str], new: Sequence[str]) -> str:
    if not new:
        return worded("a field was made plain text: {old}", old=", ".join(old))
    if not old:
        return worded("plain text was made a field: {new}", new=", ".join(new))
    return worded(
        "a field does something else: {old} became {new}", old=", ".join(old), new=", ".join(new)
    )


def looks_the_same(old: str, new: str) -> bool:
    """Whether two words differ only in letters of another alphabet that look alike."""
    return old != new and old.translate(_TWINS) == new.translate(_TWINS)


def reshaped(old: WordParagraph, new: WordParagraph, changed: Sequence[Hunk]) -> int:
    """How many stretches of unchanged words look otherwise (bold, italic, underlined …)."""
    first = _forms(old, [hunk.old for hunk in changed])
    second = _forms(new, [hunk.new for hunk in changed])
    count, before = 0, False
    for one, other in zip(first, second, strict=False):
        differs = one != other
        count += differs and not before
        before = differs
    return count


def _forms(para: WordParagraph, without: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    """How each unchanged word looks where it begins."""
    changed = iter([*without, (len(para.text) + 1, len(para.text) + 1)])
    start, end = next(changed)
    pieces = iter(para.pieces)
    form: tuple[str, ...] = ()
    until = 0
    forms: list[tuple[str, ...]] = []
    for token in para.tokens:
        while token.start >= until:
            piece = next(pieces)
            form, until = piece.formatting.form, until + len(piece.text)
        while token.start >= end and end <= len(para.text):
            start, end = next(changed)
        if token.text != " " and not start <= token.start < end:
            forms.append(form)
    return forms

"""One contract in two languages: clause by clause side by side, or one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from ..document import (
    Annex,
    Block,
    Cell,
    Contents,
    Document,
    Foreign,
    FormLine,
    Inlines,
    Items,
    Parallel,
    SignaturePair,
    Signatures,
    Spread,
    Table,
    Text,
    Title,
    plain,
)
from ..errors import LibraryError, Problem, worded
from ..language import Lang
from .annex_pages import shared_pages

Layout = Literal["columns", "sequence"]
# So many entries of a table of contents fit on the first page below the titles of both languages.
_BELOW_BOTH = 33
# Room to write in, behind what is to be written.
_TO_FILL = re.compile(r"\s*:?\s*_{3,}$")


def both(first: Document, second: Document, layout: Layout) -> Document:
    """``first`` and ``second``, the same contract in two languages, as one document.

    Parts of the second get identifiers of their own; its references lead to the first.

    Raises:
        LibraryError: the texts of the two languages do not have the same parts.

    """
    other = second.meta.lang
    theirs = [_renamed(block, other) for block in second.blocks]
    ours = list(first.blocks)
    if [_shape(block) for block in ours] != [_shape(block) for block in second.blocks]:
        raise LibraryError(
            Problem(
                "languages-differ",
                worded(
                    "the texts in {lang} and {other} do not have the same parts.",
                    lang=first.meta.lang,
                    other=other,
                ),
                "Give both the same clauses under the same conditions.",
            )
        )
    langs = (first.meta.lang, other)
    blocks = (
        _columns(ours, theirs, langs) if layout == "columns" else _sequence(ours, theirs, langs)
    )
    title = f"{first.meta.title} · {second.meta.title}"
    guesses = first.meta.guesses + second.meta.guesses
    initials = tuple(
        one if one == another else f"{one} / {another}"
        for one, another in zip(first.meta.initials, second.meta.initials, strict=False)
    )
    # The foot counts the pages in figures alone: no language comes before the other.
    labels = {**first.meta.labels, "page": "", "of": "/"}
    meta = replace(first.meta, title=title, guesses=guesses, initials=initials, labels=labels)
    return Document(meta, tuple(blocks))


def _shape(block: Block) -> tuple[str, str]:
    return type(block).__name__, str(getattr(block, "id", ""))


def _renamed(block: Block, lang: Lang) -> Block:
    """``block`` with an identifier of its own in the second language."""
    changed: Any = block
    if isinstance(block, SignaturePair):
        parties = {"left": block.left, "right": block.right}
        both_sides = {side: _renamed(one, lang) for side, one in parties.items()}
        pair: Block = replace(changed, **both_sides)
        return pair
    if isinstance(block, Items):
        return replace(block, ids=tuple(f"{name}-{lang}" if name else "" for name in block.ids))
    names = {key: getattr(block, key, "") for key in ("id", "foot_id")}
    renamed: Block = replace(
        changed, **{key: f"{name}-{lang}" for key, name in names.items() if name}
    )
    return renamed


def _sequence(
    ours: Sequence[Block], theirs: Sequence[Block], langs: tuple[Lang, Lang]
) -> Iterator[Block]:
    """The first language whole, then the second on a new page."""
    rest = []
    for left, right in zip(ours, theirs, strict=True):
        if isinstance(left, Contents):
            # One table lists both languages.
            yield from _wide(left, right, langs, left.room)
        else:
            yield left
            rest.append(right)
    yield Parallel((((), tuple(rest)),), langs, columns=False)


def _columns(
    ours: Sequence[Block], theirs: Sequence[Block], langs: tuple[Lang, Lang]
) -> Iterator[Block]:
    pairs = list(zip(ours, theirs, strict=True))
    first_annex = next((i for i, (left, _) in enumerate(pairs) if isinstance(left, Annex)), None)
    rows: list[tuple[tuple[Block, ...], tuple[Block, ...]]] = []
    for left, right in pairs[:first_annex]:
        wide = list(_wide(left, right, langs))
        if wide and rows:
            yield Parallel(tuple(rows), langs)
            rows = []
        yield from wide
        if not wide:
            rows.append(((left,), (right,)))
    if rows:
        yield Parallel(tuple(rows), langs)
    if first_annex is not None:
        yield from _annexes(pairs[first_annex:], langs)


def _wide(
    left: Block, right: Block, langs: tuple[Lang, Lang], room: int = _BELOW_BOTH
) -> Iterator[Block]:
    """What takes the full width for both languages; nothing for a pair that fits in columns.

    ``room`` is that of a table of contents on the first page.
    """
    match left, right:
        case Title(), Title():
            # Both titles weigh the same: the second is no subtitle of the first.
            yield left
            yield Parallel((((), (right,)),), langs, columns=False, newpage=False)
        case Contents(), Contents():
            heading = _together(left.heading, right.heading, langs[1])
            yield replace(left, heading=heading, room=room)
        case Spread(), Spread():
            yield Spread(
                _together(left.left, right.left, langs[1]),
                _together(left.right, right.right, langs[1]),
            )
        case SignaturePair(), SignaturePair():
            yield _signed(left, right, langs[1])
        case Table(), Table():
            # Half a page is too narrow for columns of its own.
            yield left
            yield Parallel((((), (right,)),), langs, columns=False, newpage=False)


def _foreign(content: Inlines, lang: Lang) -> Inlines:
    return (Foreign(lang, content),) if content else ()


def _annexes(pairs: Sequence[tuple[Block, Block]], langs: tuple[Lang, Lang]) -> Iterator[Block]:
    """Each annex in the first language, then in the second; short ones share a page."""
    groups: list[list[tuple[Block, Block]]] = []
    for pair in pairs:
        if isinstance(pair[0], Annex):
            groups.append([])
        groups[-1].append(pair)
    sides = [tuple(pair[side] for pair in group) for group in groups for side in (0, 1)]
    paged = iter(shared_pages([block for side in sides for block in side], languages=2))
    for number, side in enumerate(sides):
        blocks = tuple(next(paged) for _ in side)
        if number % 2 == 0:
            yield from blocks
        else:
            newpage = isinstance(blocks[0], Annex) and blocks[0].newpage
            yield Parallel((((), blocks),), langs, columns=False, newpage=newpage)


def _signed(left: SignaturePair, right: SignaturePair, lang: Lang) -> SignaturePair:
    """One pair of signature blocks whose lines say both languages."""
    return SignaturePair(
        _lines(left.left, right.left, lang), _lines(left.right, right.right, lang)
    )


def _lines(first: Signatures, second: Signatures, lang: Lang) -> Signatures:
    if len(first.lines) != len(second.lines):
        return first
    lines = (
        FormLine(
            (Cell(_together(a.cells[0].content, b.cells[0].content, lang), a.cells[0].blank),)
        )
        for a, b in zip(first.lines, second.lines, strict=True)
    )
    return replace(first, lines=tuple(lines))


def _together(first: Inlines, second: Inlines, lang: Lang) -> Inlines:
    """Both wordings with a stroke between them, or one where they are the same."""
    if plain(first) == plain(second) or not second:
        return first
    theirs = _foreign(second, lang)
    return (*_named(first, second), Text(" / "), *theirs) if first else theirs


def _named(first: Inlines, second: Inlines) -> Inlines:
    """``first`` without its room to write in, where ``second`` has the same: one is filled in."""
    match first, second:
        case (*before, Text(one)), (*_, Text(other)) if _TO_FILL.search(other):
            return (*before, Text(_TO_FILL.sub("", one)))
        case _:
            return first

"""Places to sign in a PDF that has none: in a box of a page, or at a text that stands there.

Everything is looked at with PDFium before anything is written: the page must be upright, the
place must lie on it, be no larger than a place to sign, and cover no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2

from ..errors import printable, worded
from .refusing import wrong
from .revisions import LARGEST_PART

_MM: Final = 72 / 25.4
# A place at a text is as large as those that the program's own documents have.
_WIDTH: Final = 80 * _MM
_HEIGHT: Final = 15 * _MM
_SMALLEST: Final = (20 * _MM, 4 * _MM)
_MARGIN: Final = 10 * _MM
_AIR: Final = 1.5
_STEP: Final = 2.0
_LONGEST_NAME: Final = 100
_MOST: Final = 50

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wish:
    """A place to sign that is wanted: by ``box`` on ``page``, or at ``text``.

    ``page`` counts from 1; 0 leaves it open where ``text`` says it. ``box`` is the distance
    from the left and the upper edge of the page, width and height, in millimetres.
    """

    name: str
    page: int = 0
    box: Rectangle | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A new signature field: its page, from 0, and left, lower, right and upper edge, points."""

    name: str
    page: int
    edges: Rectangle


def places(
    content: bytes, wishes: Sequence[Wish], taken: Sequence[str], file: str
) -> list[FieldPlace]:
    """Where the fields that are wanted go; ``taken`` are the names of those there.

    Raises:
        DataError: a name, a page or a place will not do.

    """
    names = list(taken)
    found: list[FieldPlace] = []
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise wrong(
            "damaged-pdf",
            "the file is damaged: its pages can't be drawn.",
            "Have it saved anew by another program.",
            file,
        ) from error
    try:
        for wish in wishes:
            _check_name(wish.name, names, file)
            names.append(wish.name)
            place = _at_text(document, wish, file) if wish.text else _in_box(document, wish, file)
            if any(_overlap(place, other) for other in found):
                raise _unfit(wish, worded("it lies over another new place"), file)
            found.append(place)
    finally:
        document.close()
    return found


def _check_name(name: str, taken: Sequence[str], file: str) -> None:
    if not name.strip() or "." in name or printable(name) != name or len(name) > _LONGEST_NAME:
        raise wrong(
            "field-name",
            "a place to sign can't bear this name.",
            "Give one word without a full stop, such as 'seller'.",
            file,
        )
    if name in taken:
        raise wrong(
            "field-name",
            worded("there is a signature field '{name}' already.", name=name),
            "Sign in it with --as, or choose another name.",
            file,
        )


def _unfit(wish: Wish, why: str, file: str) -> Exception:
    return wrong(
        "place-to-sign",
        worded("there can be no place '{name}' there: {why}.", name=wish.name, why=why),
        "Choose another with --page and --box: millimetres from the left and the upper edge "
        "of the page, width and height.",
        file,
    )


def _page(document: Any, wish: Wish, file: str) -> Any:
    count = len(document)
    if not 1 <= wish.page <= count:
        raise wrong(
            "no-such-page",
            worded("there is no page {page}.", page=wish.page),
            worded("The file has {count} {count:page|pages}.", count=count),
            file,
        )
    return document[wish.page - 1]


def _in_box(document: Any, wish: Wish, file: str) -> FieldPlace:
    page = _page(document, wish, file)
    x, y, width, height = wish.box or (0.0, 0.0, 0.0, 0.0)
    left, _, _, top = page.get_cropbox()
    edges = (
        left + x * _MM,
        top - (y + height) * _MM,
        left + (x + width) * _MM,
        top - y * _MM,
    )
    _check(page, edges, wish, file)
    return FieldPlace(wish.name, wish.page - 1, edges)


def _check(page: Any, edges: Rectangle, wish: Wish, file: str) -> None:
    """See that a place will do on its page."""
    if page.get_rotation():
        raise _unfit(wish, worded("the page is stored turned; save it upright first"), file)
    left, bottom, right, top = edges
    box = page.get_cropbox()
    if left < box[0] or bottom < box[1] or right > box[2] or top > box[3]:
        raise _unfit(wish, worded("it reaches over the edge of the page"), file)
    if right - left < _SMALLEST[0] or top - bottom < _SMALLEST[1]:
        raise _unfit(wish, worded("it is smaller than 20 by 4 mm"), file)
    whole = (box[2] - box[0]) * (box[3] - box[1])
    if (right - left) * (top - bottom) > LARGEST_PART * whole:
        raise _unfit(wish, worded("it takes more than a quarter of the page"), file)
    covered = words_in(page.get_textpage(), edges)
    if covered:
        raise _unfit(
            wish, worded("it lies over words ('{covered}')", covered=_short(covered)), file
        )


def words_in(text: Any, edges: Rectangle) -> str:
    """The words of a page that stand within ``edges``, but for what only touches them."""
    left, bottom, right, top = edges
    return " ".join(
        text.get_text_bounded(left + _AIR, bottom + _AIR, right - _AIR, top - _AIR).split()
    )


def _short(text: str) -> str:
    return printable(text if len(text) <= 40 else f"{text[:40]}…")


def _at_text(document: Any, wish: Wish, file: str) -> FieldPlace:
    pages = [wish.page - 1] if wish.page else range(len(document))
    if wish.page:
        _page(document, wish, file)
    found = [(number, edges) for number in pages for edges in _occurrences(document[number], wish)]
    if len(found) != 1:
        raise _not_once(found, wish, file)
    number, (left, _, _, top) = found[0]
    page = document[number]
    box = page.get_cropbox()
    right = min(left + _WIDTH, box[2] - _MARGIN)
    foot = top + _AIR
    height = _room(page, left, right, foot)
    edges = (left, foot, right, foot + height)
    _check(page, edges, wish, file)
    return FieldPlace(wish.name, number, edges)


def _room(page: Any, left: float, right: float, foot: float) -> float:
    """How high a place may be above a text before it meets other words."""
    text = page.get_textpage()
    height = min(_HEIGHT, page.get_cropbox()[3] - foot)
    while height > _SMALLEST[1] and words_in(text, (left, foot, right, foot + height)):
        height -= _STEP
    return float(height)


def _occurrences(page: Any, wish: Wish) -> Iterator[Rectangle]:
    """Where a text stands on a page; line by line where it runs over several."""
    text = page.get_textpage()
    search = text.search(wish.text, match_case=True)
    for _ in range(_MOST):
        found = search.get_next()
        if not found:
            return
        boxes = [text.get_charbox(found[0] + i) for i in range(found[1])]
        yield (
            min(one[0] for one in boxes),
            min(one[1] for one in boxes),
            max(one[2] for one in boxes),
            max(one[3] for one in boxes),
        )


def _not_once(found: Sequence[tuple[int, Rectangle]], wish: Wish, file: str) -> Exception:
    said = _short(wish.text)
    if not found:
        where = worded("page {page}", page=wish.page) if wish.page else worded("the file")
        return wrong(
            "no-such-text",
            worded("the text '{said}' does not stand in {where}.", said=said, where=where),
            "Copy it from the PDF as it stands there, or give --page and --box.",
            file,
        )
    pages = ", ".join(dict.fromkeys(str(number + 1) for number, _ in found))
    return wrong(
        "text-not-once",
        worded(
            "the text '{said}' stands there {found} times (page {pages}).",
            said=said,
            found=len(found),
            pages=pages,
        ),
        "Name its page with --page, give a longer text, or give --page and --box.",
        file,
    )


def _overlap(one: FieldPlace, other: FieldPlace) -> bool:
    left, bottom, right, top = one.edges
    its_left, its_bottom, its_right, its_top = other.edges
    apart = right <= its_left or its_right <= left or top <= its_bottom or its_top <= bottom
    return one.page == other.page and not apart

"""How a letter begins in Word: sender, address and references, by the custom of the place.

Positions come from the heights of table rows, so that they hold in every word processor
and nothing is lost where an address is longer than the window: the row grows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..document import LABEL_WIDTH, Inlines, Logo, Opening, Salutation, Subject
from .frame import Frame, Neighbours
from .markup import paragraph
from .paragraphs import letterhead_lines, ruled_letterhead
from .pictures import drawing
from .runs import inlines, tab

# Millimetres from the text's left edge; DIN 5008 puts the window's text at 25 mm from the
# paper's edge, the information block at 125 mm.
_WINDOW = (80.0, 20.0, 75.0)
_CORNER = (75.0, 13.0, 77.0)
_PLAIN = (92.0, 5.0, 63.0)
# Form B: the address field begins 45 mm below the paper's top edge; its upper 17.7 mm hold
# the sender, the lower 27.3 mm six lines of address.
ADDRESS_TOP = 45.0
_RETURN_HEIGHT = 17.7
_ADDRESS_HEIGHT = 27.3
# 3 mm between a logo and the lines below it.
_BELOW_LOGO = '<w:spacing w:after="170"/>'
# Between the sender and the first reference below it, in twentieths of a point.
_BELOW_SENDER = '<w:spacing w:before="160"/>'
# DIN 5008 form B: the information block begins 50 mm below the paper's top edge.
_INFORMATION = f'<w:spacing w:before="{round(5 * 1440 / 25.4)}"/>'
_BOTTOM = '<w:vAlign w:val="bottom"/>'


def subject(block: Subject, frame: Frame, _around: Neighbours) -> str:
    """What the letter is about."""
    return paragraph("Subject", inlines(block.content, frame))


def salutation(block: Salutation, frame: Frame, _around: Neighbours) -> str:
    """How it addresses its reader."""
    return paragraph("Salutation", inlines(block.content, frame))


def opening(block: Opening, frame: Frame, _around: Neighbours) -> str:
    """The opening of a letter as its page wants it."""
    return _OPENINGS.get(frame.sheet.page.letter, _plain)(block, frame)


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def _cell(width: float, content: str, extra: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{extra}</w:tcPr>'
        f"{content}</w:tc>"
    )


def _row(cells: Sequence[str], height: float = 0) -> str:
    rule = f'<w:trHeight w:val="{_twips(height)}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{rule}</w:trPr>{''.join(cells)}</w:tr>"


def _table(widths: Sequence[float], rows: Sequence[str]) -> str:
    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="LetterTable"/>'
        f'<w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0600"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _empty() -> str:
    return paragraph("AddressLine", "")


def _address(block: Opening, frame: Frame) -> str:
    lines = (paragraph("AddressLine", inlines(line, frame)) for line in block.address)
    return "".join(lines) or _empty()


def _references(block: Opening, frame: Frame, first: str = "") -> str:
    """The labelled references; ``first`` are properties of the first."""
    tabs, indent = _label_stop(block.label)
    rows = (
        paragraph(
            "Reference",
            inlines(label, frame) + tab(frame) + inlines(value, frame),
            f"{tabs}{'' if index else first}{indent}",
        )
        for index, (label, value) in enumerate(block.references)
    )
    return "".join(rows) or _empty()


def _label_stop(width: float) -> tuple[str, str]:
    """The tab behind a label and the indent below its value, where the style has others."""
    if width == LABEL_WIDTH:
        return "", ""
    old, new = _twips(LABEL_WIDTH), _twips(width)
    return (
        f'<w:tabs><w:tab w:val="clear" w:pos="{old}"/><w:tab w:val="left" w:pos="{new}"/>'
        "</w:tabs>",
        f'<w:ind w:left="{new}" w:hanging="{new}"/>',
    )


def _window(block: Opening, frame: Frame) -> str:
    """DIN 5008 form B: the sender's line and the address lie in an envelope's window."""
    first, gap, last = _WINDOW
    head = letterhead_lines(block.letterhead, frame, ruled=False)
    above = [_cell(sum(_WINDOW), head, '<w:gridSpan w:val="3"/>')]
    if block.logo is not None:
        above = _logo_row(block.logo, head, frame)
    sender = paragraph("ReturnLine", inlines(block.return_line, frame))
    upper = [
        _cell(first, sender, _BOTTOM),
        _cell(gap, _empty()),
        _cell(last, _references(block, frame, _INFORMATION), '<w:vMerge w:val="restart"/>'),
    ]
    lower = [
        _cell(first, _address(block, frame)),
        _cell(gap, _empty()),
        _cell(last, _empty(), "<w:vMerge/>"),
    ]
    rows = (
        _row(above, ADDRESS_TOP - frame.sheet.page.top),
        _row(upper, _RETURN_HEIGHT),
        _row(lower, _ADDRESS_HEIGHT),
    )
    return _table(_WINDOW, rows)


def _logo_row(logo: Logo, head: str, frame: Frame) -> list[str]:
    """The cells of the letterhead and the logo, which ends where the text does."""
    first, gap, last = _WINDOW
    shown = drawing(logo.picture, (logo.width, logo.height), frame.media)
    # The table is wider than the text.
    beyond = max(sum(_WINDOW) - frame.sheet.page.width, 0.0)
    place = f'<w:ind w:right="{_twips(beyond)}"/><w:jc w:val="right"/>'
    sign = paragraph("Letterhead", shown, place)
    both = '<w:gridSpan w:val="2"/>'
    if logo.width > last - beyond:  # What is wider than its cell would leave the text.
        return [_cell(first, head or _empty()), _cell(gap + last, sign, both)]
    return [_cell(first + gap, head or _empty(), both), _cell(last, sign)]


def _corner(block: Opening, frame: Frame) -> str:
    """Sender and references at the left, the address at the right."""
    first, gap, last = _CORNER
    marks = (
        paragraph(
            "CornerReference",
            inlines(label, frame) + _spaced(value, frame),
            "" if index else _BELOW_SENDER,
        )
        for index, (label, value) in enumerate(block.references)
    )
    left = letterhead_lines(block.letterhead, frame, ruled=False) + "".join(marks)
    if block.logo is not None:
        shown = drawing(block.logo.picture, (block.logo.width, block.logo.height), frame.media)
        left = paragraph("Letterhead", shown, _BELOW_LOGO) + left
    cells = [_cell(first, left), _cell(gap, _empty()), _cell(last, _address(block, frame))]
    return _table(_CORNER, (_row(cells),))


def _spaced(value: Inlines, frame: Frame) -> str:
    return '<w:r><w:t xml:space="preserve">\u00a0</w:t></w:r>' + inlines(value, frame)


def _plain(block: Opening, frame: Frame) -> str:
    """The sender across the page, below it the address and the references."""
    first, gap, last = _PLAIN
    cells = [
        _cell(first, _address(block, frame)),
        _cell(gap, _empty()),
        _cell(last, _references(block, frame)),
    ]
    head = ruled_letterhead(block.letterhead, block.logo, frame)
    return head + _table(_PLAIN, (_row(cells),))


_OPENINGS: Mapping[str, Callable[[Opening, Frame], str]] = {"window": _window, "corner": _corner}

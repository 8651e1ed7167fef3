"""How a letter begins in Word: sender, address and references, by the custom of the place.

Positions come from the heights of table rows, so that they hold in every word processor
and nothing is lost where an address is longer than the window: the row grows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..document import Inlines, Opening

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

Paragraph = Callable[[str, Inlines], str]


@dataclass(frozen=True, slots=True)
class LetterPage:
    """What the opening of a letter must know of its page; lengths in millimetres."""

    letter: str
    width: float
    top: float


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


@dataclass(frozen=True, slots=True)
class Openings:
    """Writes openings; ``inlines`` and ``letterhead`` are the body's own.

    The letterhead's second argument says whether a rule closes it.
    """

    inlines: Callable[[Inlines], str]
    letterhead: Callable[[tuple[Inlines, ...], bool], str]
    tab: str

    def paragraph(self, style: str, content: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'

    def write(self, block: Opening, page: LetterPage) -> str:
        """The opening of a letter as its page wants it."""
        writers: Mapping[str, Callable[[Opening, LetterPage], str]] = {
            "window": self.window,
            "corner": self.corner,
        }
        return writers.get(page.letter, self.plain)(block, page)

    def empty(self) -> str:
        return self.paragraph("AddressLine", "")

    def address(self, block: Opening) -> str:
        lines = (self.paragraph("AddressLine", self.inlines(line)) for line in block.address)
        return "".join(lines) or self.empty()

    def references(self, block: Opening) -> str:
        rows = (
            self.paragraph("Reference", self.inlines(label) + self.tab + self.inlines(value))
            for label, value in block.references
        )
        return "".join(rows) or self.empty()

    def window(self, block: Opening, page: LetterPage) -> str:
        first, gap, last = _WINDOW
        sender = self.paragraph("ReturnLine", self.inlines(block.return_line))
        low = '<w:vAlign w:val="bottom"/>'
        head = _cell(
            sum(_WINDOW), self.letterhead(block.letterhead, False), '<w:gridSpan w:val="3"/>'
        )
        return _table(
            _WINDOW,
            (
                _row([head], ADDRESS_TOP - page.top),
                _row(
                    [
                        _cell(first, sender, low),
                        _cell(gap, self.empty()),
                        _cell(last, self.references(block), '<w:vMerge w:val="restart"/>'),
                    ],
                    _RETURN_HEIGHT,
                ),
                _row(
                    [
                        _cell(first, self.address(block)),
                        _cell(gap, self.empty()),
                        _cell(last, self.empty(), "<w:vMerge/>"),
                    ],
                    _ADDRESS_HEIGHT,
                ),
            ),
        )

    def corner(self, block: Opening, _page: LetterPage) -> str:
        """Sender and references at the left, the address at the right."""
        first, gap, last = _CORNER
        marks = (
            self.paragraph("CornerReference", self.inlines(label) + self.space(value))
            for label, value in block.references
        )
        left = self.letterhead(block.letterhead, False) + "".join(marks)
        right = self.address(block)
        cells = [_cell(first, left), _cell(gap, self.empty()), _cell(last, right)]
        return _table(_CORNER, (_row(cells),))

    def space(self, value: Inlines) -> str:
        return '<w:r><w:t xml:space="preserve">\u00a0</w:t></w:r>' + self.inlines(value)

    def plain(self, block: Opening, _page: LetterPage) -> str:
        """The sender across the page, below it the address and the references."""
        first, gap, last = _PLAIN
        cells = [
            _cell(first, self.address(block)),
            _cell(gap, self.empty()),
            _cell(last, self.references(block)),
        ]
        return self.letterhead(block.letterhead, True) + _table(_PLAIN, (_row(cells),))

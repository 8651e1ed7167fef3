"""Paragraphs, cells, rows and tables as WordprocessingML, written as text."""

from __future__ import annotations

from collections.abc import Sequence

KEEP_NEXT = "<w:keepNext/>"
# Which cells are heads, for reading aids: no bands (0400 and 0200), and none, the first row
# or the first column.
NO_HEADS, FIRST_ROW, FIRST_COLUMN = "0600", "0620", "0680"
# Word wants a paragraph after the last table; this one takes no room.
TABLE_END = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>'
TABLE_GAP = '<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>'
PAGE_BREAK = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/><w:pageBreakBefore/></w:pPr></w:p>'


def paragraph(style: str, content: str, extra: str = "") -> str:
    """A paragraph; ``extra`` are properties besides its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def cell(width: int, content: str, span: int = 1, extra: str = "") -> str:
    """A cell of paragraphs over so many columns; ``width`` in twips."""
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{merged}{extra}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: Sequence[str], extra: str = "") -> str:
    """A row that stays on one page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{extra}</w:trPr>{''.join(cells)}</w:tr>"


def flowing_row(cells: Sequence[str], extra: str = "") -> str:
    """A row that may go on overleaf."""
    properties = f"<w:trPr>{extra}</w:trPr>" if extra else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def grid(
    style: str,
    widths: Sequence[int],
    rows: Sequence[str],
    *,
    right: bool = False,
    look: str = NO_HEADS,
) -> str:
    """A table of columns of these ``widths`` in twips; ``look`` is Word's ``tblLook``."""
    place = '<w:jc w:val="right"/>' if right else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{place}<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def shares_of(width: int, shares: Sequence[int]) -> list[int]:
    """``width`` divided by ``shares``, the rest of rounding in the last."""
    total = sum(shares)
    parts = [width * share // total for share in shares]
    parts[-1] += width - sum(parts)
    return parts

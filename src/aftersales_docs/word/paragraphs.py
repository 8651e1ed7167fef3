"""Headings, clauses, lists and running text as paragraphs, each in the style of its place."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import (
    Annex,
    Clause,
    Heading,
    Inlines,
    Items,
    Letterhead,
    Logo,
    Paragraph,
    Spread,
    Strong,
    Text,
    Title,
)
from .contents import BELOW_CONTENTS, mark
from .frame import Frame, Neighbours
from .lists import SECOND_LIST
from .markup import KEEP_NEXT, cell, paragraph, row
from .pictures import drawing, plain_table
from .runs import inlines, tab

_CLAUSE_STYLES = {1: "Heading1", 2: "Point", 3: "Subpoint"}
_SUBPOINT_LEVEL = 3
# Styles that keep their distance from a table above.
_AFTER_TABLE = {
    name: f"{name}AfterTable" for name in ("BodyText", "BodyTextLead", "Point", "PointLead")
}
# A list under a point begins where the point's words do; its own words hang behind the dash.
_HANGING = 340
_LIST_INDENT = '<w:ind w:left="{}" w:hanging="{}"/>'
# The rule below a letterhead with a logo: a line of next to no height.
_LOW = '<w:spacing w:line="20" w:lineRule="exact"/>'
# A heading at the top of a page has no room above it.
_NEW_PAGE = '<w:pageBreakBefore/><w:spacing w:before="0"/>'
# An annex below another one on the same page, in twentieths of a point.
_FLUSH = '<w:ind w:firstLine="0"/>'
_SAME_PAGE = '<w:pageBreakBefore w:val="0"/><w:spacing w:before="600"/>'


def _is_strong(line: Inlines) -> bool:
    return len(line) == 1 and isinstance(line[0], Strong)


def letterhead_lines(lines: Sequence[Inlines], frame: Frame, *, ruled: bool) -> str:
    """The lines of a letterhead, the name large; a rule closes it if it is ``ruled``."""
    last = len(lines) - 1 if ruled else -1
    named = next((i for i, line in enumerate(lines) if _is_strong(line)), 0)
    return "".join(
        paragraph(
            "LetterheadName" if i == named else "LetterheadEnd" if i == last else "Letterhead",
            inlines(line, frame),
        )
        for i, line in enumerate(lines)
    )


def letterhead(block: Letterhead, frame: Frame, _around: Neighbours) -> str:
    """Who issues the document."""
    return ruled_letterhead(block.lines, block.logo, frame)


def ruled_letterhead(lines: Sequence[Inlines], logo: Logo | None, frame: Frame) -> str:
    """A letterhead across the page, closed by a rule; the logo beside the lines."""
    if logo is None:
        return letterhead_lines(lines, frame, ruled=True)
    words = letterhead_lines(lines, frame, ruled=False)
    return beside_logo(words, logo, frame) + paragraph("LetterheadEnd", "", _LOW)


def beside_logo(words: str, logo: Logo, frame: Frame) -> str:
    """Lines of a letterhead and the logo in its outer corner; the inner one in Russia."""
    shown = drawing(logo.picture, (logo.width, logo.height), frame.media)
    wide = min(round((logo.width + 6) * 1440 / 25.4), frame.width * 2 // 3)
    words = words or paragraph("Letterhead", "")
    if frame.sheet.layout.number == "top-centre":
        cells = [cell(wide, paragraph("Letterhead", shown)), cell(frame.width - wide, words)]
        return plain_table((wide, frame.width - wide), [row(cells)])
    picture = paragraph("Letterhead", shown, '<w:jc w:val="right"/>')
    cells = [cell(frame.width - wide, words), cell(wide, picture)]
    return plain_table((frame.width - wide, wide), [row(cells)])


def title(block: Title, frame: Frame, _around: Neighbours) -> str:
    """The title and the lines under it."""
    subtitles = (paragraph("Subtitle", inlines(line, frame)) for line in block.subtitles)
    words = frame.bookmarks.around(block.id, inlines(block.title, frame))
    return paragraph("Title", words) + "".join(subtitles)


def spread(block: Spread, frame: Frame, _around: Neighbours) -> str:
    """Two texts at the edges of one line."""
    words = inlines(block.left, frame) + tab(frame) + inlines(block.right, frame)
    return paragraph("PlaceAndDate", words)


def heading(block: Heading, frame: Frame, _around: Neighbours) -> str:
    """A heading without a number."""
    extra = _NEW_PAGE if block.newpage else ""
    words = frame.bookmarks.around(block.id, inlines(block.content, frame))
    return paragraph("HeadingUnnumbered", words, extra)


def annex(block: Annex, frame: Frame, _around: Neighbours) -> str:
    """The mark of an annex, whose number references show, and its title."""
    number = frame.bookmarks.around(block.id, inlines((Text(block.number),), frame))
    head = inlines(block.before, frame) + number + inlines(block.after, frame)
    listed = mark(block, frame)
    title = listed + inlines(block.title, frame)
    words = paragraph("AnnexTitle", title, BELOW_CONTENTS if listed else "")
    return paragraph("AnnexMark", head, "" if block.newpage else _SAME_PAGE) + words


def text(block: Paragraph, frame: Frame, around: Neighbours) -> str:
    """Running text."""
    style = _spaced("BodyTextLead" if block.lead else "BodyText", around)
    words = frame.bookmarks.around(block.id, inlines(block.content, frame))
    extra = KEEP_NEXT if around.signed else ""
    return paragraph(style, words, extra + (_FLUSH if block.flush else ""))


def clause(block: Clause, frame: Frame, around: Neighbours) -> str:
    """A numbered clause; Word counts by the list of its style."""
    # Chapters and points have a style for what leads on; a sub-point seldom does.
    styled = block.lead and block.level < _SUBPOINT_LEVEL
    style = _CLAUSE_STYLES[block.level] + ("Lead" if styled else "")
    if around.ends_subpoints:
        style += "End"
    words = frame.bookmarks.around(block.id, inlines(block.content, frame))
    extra = KEEP_NEXT if around.signed or (block.lead and not styled) else ""
    if frame.second:
        extra += _second_list(block.level)
    return paragraph(_spaced(style, around), words, extra)


def items(block: Items, frame: Frame, _around: Neighbours) -> str:
    """A list without numbers."""
    names = block.ids or ("",) * len(block.items)
    edge = frame.sheet.items.get(block.level)
    place = "" if edge is None else _LIST_INDENT.format(edge + _HANGING, _HANGING)
    return "".join(
        paragraph("ListBullet", frame.bookmarks.around(name, inlines(item, frame)), place)
        for name, item in zip(names, block.items, strict=True)
    )


def ends_subpoints(block: object, after: object) -> bool:
    """Whether a sub-point is the last of its point, and keeps a point's distance."""
    last = isinstance(block, Clause) and block.level == _SUBPOINT_LEVEL
    return last and not (isinstance(after, Clause) and after.level == _SUBPOINT_LEVEL)


def _spaced(style: str, around: Neighbours) -> str:
    return _AFTER_TABLE.get(style, style) if around.below_table else style


def _second_list(level: int) -> str:
    """The list by which the second language counts."""
    place = f'<w:ilvl w:val="{level - 1}"/><w:numId w:val="{SECOND_LIST}"/>'
    return f"<w:numPr>{place}</w:numPr>"

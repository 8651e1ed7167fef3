"""A table of contents as a field that Word updates, filled as Word would fill it.

Word lists what has the first outline level and the marks (TC) of annexes; so does the field
here, whose words are there before anyone updates it.
"""

from __future__ import annotations

from ..document import Annex, Contents, ContentsEntry, plain
from ..ooxml.bookmarks import bookmark
from .frame import Frame, Neighbours
from .markup import KEEP_NEXT, PAGE_BREAK, paragraph
from .runs import escape, inlines, run, tab

# Outline levels, TC fields, links; \u: also by styles that are not Word's own headings.
_CODE = r'TOC \o "1-1" \f \h \z \u'
_BEGIN, _SEPARATE, _END = (
    f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")
)
_DIRTY = '<w:fldChar w:fldCharType="begin" w:dirty="true"/>'
# Between the table and text on its page, in twentieths of a point.
_ABOVE_TEXT = '<w:spacing w:after="280"/>'
# An annex's title is listed by its mark, which has the annex's number too.
BELOW_CONTENTS = '<w:outlineLvl w:val="1"/>'


def contents(block: Contents, frame: Frame, _around: Neighbours) -> str:
    """The table under its heading; where pages are not known, Word is told to update it."""
    head = paragraph("TOCHeading", frame.bookmarks.around(block.id, inlines(block.heading, frame)))
    if not block.entries:
        return head
    code = f'<w:instrText xml:space="preserve"> {_CODE} </w:instrText>'
    begin = _DIRTY if frame.pages.uncertain else _BEGIN
    opened = "".join(run(part, frame) for part in (begin, code, _SEPARATE))
    entries = [_entry(entry, frame) for entry in block.entries]
    entries[0] = opened + entries[0]
    lines = "".join(
        paragraph(f"TOC{entry.level}", words, _place(block, index))
        for index, (entry, words) in enumerate(zip(block.entries, entries, strict=True))
    )
    end = paragraph("TableEnd", run(_END, frame), "" if block.apart else _ABOVE_TEXT)
    return head + lines + end + PAGE_BREAK * block.apart


def _place(block: Contents, index: int) -> str:
    """How an entry stands to the others; what updates the table in Word leaves it out."""
    return KEEP_NEXT if index in block.leading else ""


def _entry(entry: ContentsEntry, frame: Frame) -> str:
    number = run(f"<w:t>{escape(entry.number)}</w:t>", frame) + tab(frame) if entry.number else ""
    words = number + inlines(entry.title, frame) + tab(frame)
    name = bookmark(entry.target)
    page = frame.pages.of.get(entry.target)
    parts = (
        _BEGIN,
        f'<w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText>',
        _SEPARATE,
        "" if page is None else f"<w:t>{page}</w:t>",
        _END,
    )
    shown = "".join(run(part, frame) for part in parts if part)
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{words}{shown}</w:hyperlink>'


def mark(annex: Annex, frame: Frame) -> str:
    """The mark by which a table of contents lists ``annex``; nothing where there is none.

    Word never shows such a field; to LibreOffice one in hidden text would be none.
    """
    entry = frame.pages.marked.get(annex.id)
    if entry is None:
        return ""
    words = plain(entry.title).replace("\\", r"\\").replace('"', r"\"")
    # Without the switch for a level it is the first; LibreOffice counts levels from 0.
    code = f'<w:instrText xml:space="preserve"> TC "{escape(words)}" </w:instrText>'
    return "".join(run(part, frame) for part in (_BEGIN, code, _END))

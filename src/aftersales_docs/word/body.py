"""The document tree as the XML of a Word body.

All looks come from the template's styles; what stands here directly is structure:
bookmarks, fields, languages, and what must stay together on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from ..document import (
    Annex,
    Block,
    Break,
    Clause,
    Closing,
    Emphasis,
    Fields,
    Foot,
    Foreign,
    FormLine,
    Heading,
    Inline,
    Inlines,
    Items,
    Letterhead,
    Opening,
    Paragraph,
    Parallel,
    Ref,
    Salutation,
    SignaturePair,
    Signatures,
    Spread,
    Stamp,
    Strong,
    Subject,
    Table,
    Term,
    Text,
    Title,
)
from ..language.codes import LANGUAGE_TAGS, NATIVE_NAMES, Lang
from ..ooxml.bookmarks import bookmark
from .letter import LetterPage, Openings

_CLAUSE_STYLES = {1: "Heading1", 2: "Point", 3: "Subpoint"}
_SUBPOINT_LEVEL = 3
_KEEP_NEXT = "<w:keepNext/>"
# An annex below another one on the same page, in twentieths of a point.
_SAME_PAGE = '<w:pageBreakBefore w:val="0"/><w:spacing w:before="600"/>'
_FLUSH = '<w:ind w:firstLine="0"/>'
# A list under a point begins where the point's words do; its own words hang behind the dash.
_HANGING = 340
_LIST_INDENT = '<w:ind w:left="{}" w:hanging="{}"/>'
# Which cells are heads: no bands (0400 and 0200), and the first row or column.
_FIRST_ROW, _FIRST_COLUMN = "0620", "0680"


def escape(text: str) -> str:
    """``text`` for the inside of an XML element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@dataclass(slots=True)
class Body:
    """Writes the body of one document.

    ``width`` is the room between the margins and ``stamp_width`` that of a stamp, both
    in twips; ``columns`` the shares of a form line's cells, by their number; ``items_at``
    where lists under points and sub-points begin, by level, in twips.
    """

    language: str
    width: int
    stamp_width: int
    columns: Mapping[int, Sequence[int]]
    items_at: Mapping[int, int]
    page: LetterPage
    _marked: set[str] = field(default_factory=set, init=False)
    _second: bool = field(default=False, init=False)
    _writers: Mapping[type, Callable[..., str]] = field(init=False)
    _run_starts: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._run_starts = _run_starts(self.language)
        self._writers = {
            Letterhead: self.letterhead,
            Title: self.title,
            Spread: self.spread,
            Fields: self.fields,
            Heading: self.heading,
            Annex: self.annex,
            Paragraph: self.text,
            Clause: self.clause,
            Items: self.items,
            Table: self.table,
            Stamp: self.stamp,
            Opening: self.opening,
            Subject: self.subject,
            Salutation: self.salutation,
            Closing: self.closing,
            Foot: self.nothing,
            SignaturePair: self.signature_pair,
            Parallel: self.parallel,
        }

    def write(self, blocks: Sequence[Block]) -> str:
        """The XML of ``blocks``."""
        parts: list[str] = []
        before: Block | None = None
        for is_signature, group in groupby(_with_next(blocks), key=_is_signature):
            if is_signature:
                members = [block for block, _ in group if isinstance(block, Signatures)]
                parts.append(self.signatures(members))
                continue
            for block, after in group:
                xml = self.block(block, keep=isinstance(after, _SIGNED))
                if _ends_subpoints(block, after):
                    xml = xml.replace(_SUBPOINT, _SUBPOINT_END, 1)
                parts.append(_spaced(xml) if isinstance(before, _RULED) else xml)
                before = block
        if blocks and isinstance(blocks[-1], _TABLES):
            parts.append(_TABLE_END)
        return "".join(parts)

    def block(self, block: Block, *, keep: bool) -> str:
        return self._writers[type(block)](block, keep)

    # inline

    def inlines(self, content: Inlines, style: str = "") -> str:
        return "".join([self.inline(node, style) for node in content])

    def inline(self, node: Inline, style: str) -> str:
        match node:
            case Text(text):
                return self.run(f'<w:t xml:space="preserve">{escape(text)}</w:t>', style)
            case Strong(children) | Emphasis(children):
                return self.inlines(children, type(node).__name__)
            case Break():
                return self.run("<w:br/>", style)
            case Ref():
                return self.reference(node, style)
            case Term(_, children):
                return self.inlines(children, style)
            case Foreign(lang, children):
                return self.foreign(lang, children, style)

    def foreign(self, lang: Lang, content: Inlines, style: str) -> str:
        """``content`` with runs in another language."""
        starts, self._run_starts = self._run_starts, _run_starts(LANGUAGE_TAGS[lang])
        written = self.inlines(content, style)
        self._run_starts = starts
        return written

    def run(self, content: str, style: str) -> str:
        return f"{self._run_starts[style]}{content}</w:r>"

    def reference(self, node: Ref, style: str) -> str:
        """A live reference: to the number of a paragraph, or to an annex's number as words."""
        switches = "\\h" if node.annex else "\\r \\h"
        parts = (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> REF {bookmark(node.target)} {switches} '
            "</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{escape(node.label)}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
        return "".join([self.run(part, style) for part in parts])

    def paragraph(self, style: str, content: str, extra: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'

    def marked(self, name: str, content: str) -> str:
        """``content`` inside a bookmark that carries the clause's identifier.

        A clause without an identifier has none; of two with the same one, the first.
        """
        called = bookmark(name)
        if not name or called.lower() in self._marked:
            return content
        self._marked.add(called.lower())
        number = len(self._marked)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{called}"/>'
            f'{content}<w:bookmarkEnd w:id="{number}"/>'
        )

    # blocks

    def letterhead(self, block: Letterhead, _keep: bool) -> str:
        return self.letterhead_lines(block.lines, ruled=True)

    def letterhead_lines(self, lines: Sequence[Inlines], ruled: bool) -> str:
        last = len(lines) - 1 if ruled else -1
        named = next((i for i, line in enumerate(lines) if _is_strong(line)), 0)
        return "".join(
            self.paragraph(
                "LetterheadName" if i == named else "LetterheadEnd" if i == last else "Letterhead",
                self.inlines(line),
            )
            for i, line in enumerate(lines)
        )

    def opening(self, block: Opening, _keep: bool) -> str:
        writer = Openings(self.inlines, self.letterhead_lines, self.run("<w:tab/>", ""))
        return writer.write(block, self.page)

    def subject(self, block: Subject, _keep: bool) -> str:
        return self.paragraph("Subject", self.inlines(block.content))

    def salutation(self, block: Salutation, _keep: bool) -> str:
        return self.paragraph("Salutation", self.inlines(block.content))

    def closing(self, block: Closing, _keep: bool) -> str:
        """The lines stay together, with room for the signature between them."""
        firsts = ["Closing"] + ["ClosingName"] * (len(block.above) - 1)
        above = [
            self.paragraph(style, self.inlines(line))
            for style, line in zip(firsts, block.above, strict=True)
        ]
        mark = self.marked(f"sig-{block.id}", "")
        if self.page.letter == "corner":
            # Post at the left, name at the right, the signature between them.
            tab = self.run("<w:tab/>", "")
            line = tab.join(self.inlines(part) for part in block.below)
            return "".join([*above, self.paragraph("ClosingLine", mark + line)])
        room = self.paragraph("SignatureRoom", mark)
        styles = ["ClosingName"] * (len(block.below) - 1) + ["ClosingEnd"]
        below = [
            self.paragraph(style, self.inlines(line))
            for style, line in zip(styles, block.below, strict=True)
        ]
        return "".join([*above, room, *below])

    def nothing(self, _block: Foot, _keep: bool) -> str:
        """The foot stands in the footer, not in the body."""
        return ""

    def foot(self, blocks: Sequence[Block]) -> str:
        """The particulars of the sender, for the footer of the first page."""
        lines = [line for block in blocks if isinstance(block, Foot) for line in block.lines]
        return "".join(self.paragraph("Particulars", self.inlines(line)) for line in lines)

    def title(self, block: Title, _keep: bool) -> str:
        subtitles = (self.paragraph("Subtitle", self.inlines(line)) for line in block.subtitles)
        title = self.marked(block.id, self.inlines(block.title))
        return self.paragraph("Title", title) + "".join(subtitles)

    def spread(self, block: Spread, _keep: bool) -> str:
        content = self.inlines(block.left) + self.run("<w:tab/>", "") + self.inlines(block.right)
        return self.paragraph("PlaceAndDate", content)

    def heading(self, block: Heading, _keep: bool) -> str:
        extra = "<w:pageBreakBefore/>" if block.newpage else ""
        content = self.marked(block.id, self.inlines(block.content))
        return self.paragraph("HeadingUnnumbered", content, extra)

    def annex(self, block: Annex, _keep: bool) -> str:
        number = self.marked(block.id, self.inlines((Text(block.number),)))
        mark = self.inlines(block.before) + number + self.inlines(block.after)
        title = self.paragraph("AnnexTitle", self.inlines(block.title))
        extra = "" if block.newpage else _SAME_PAGE
        return self.paragraph("AnnexMark", mark, extra) + title

    def text(self, block: Paragraph, keep: bool) -> str:
        style = "BodyTextLead" if block.lead else "BodyText"
        content = self.marked(block.id, self.inlines(block.content))
        extra = _KEEP_NEXT if keep else ""
        return self.paragraph(style, content, extra + (_FLUSH if block.flush else ""))

    def clause(self, block: Clause, keep: bool) -> str:
        # Chapters and points have a style for what leads on; a sub-point seldom does.
        styled = block.lead and block.level < _SUBPOINT_LEVEL
        style = _CLAUSE_STYLES[block.level] + ("Lead" if styled else "")
        content = self.marked(block.id, self.inlines(block.content))
        extra = _KEEP_NEXT if keep or (block.lead and not styled) else ""
        if self._second:
            extra += _second_list(block.level)
        return self.paragraph(style, content, extra)

    def items(self, block: Items, _keep: bool) -> str:
        names = block.ids or ("",) * len(block.items)
        edge = self.items_at.get(block.level)
        place = "" if edge is None else _LIST_INDENT.format(edge + _HANGING, _HANGING)
        return "".join(
            self.paragraph("ListBullet", self.marked(name, self.inlines(item)), place)
            for name, item in zip(names, block.items, strict=True)
        )

    # tables

    def row(self, cells: Sequence[str], extra: str = "") -> str:
        return f"<w:tr><w:trPr><w:cantSplit/>{extra}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(self, width: int, content: str, span: int = 1) -> str:
        merged = _span(span)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>{content}</w:tc>'
        )

    def grid(
        self,
        style: str,
        widths: Sequence[int],
        rows: Sequence[str],
        right: bool = False,
        look: str = "0600",
    ) -> str:
        """A table; ``look`` tells reading aids which cells are heads (Word's ``tblLook``)."""
        place = '<w:jc w:val="right"/>' if right else ""
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{place}<w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="{look}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def fields(self, block: Fields, _keep: bool) -> str:
        widths = _shares(self.width, (32, 68))
        rows = [
            self.row(
                [
                    self.cell(
                        widths[0],
                        self.paragraph(
                            "TableHead",
                            self.marked("" if index else block.id, self.inlines(label)),
                        ),
                    ),
                    self.cell(widths[1], self.paragraph("TableText", self.inlines(value))),
                ]
            )
            for index, (label, value) in enumerate(block.rows)
        ]
        return self.grid("HouseTable", widths, rows, look=_FIRST_COLUMN)

    def table(self, block: Table, _keep: bool) -> str:
        widths = _shares(self.width, block.widths)
        align = block.align or "l" * len(widths)
        style = "Dense" if block.dense else ""
        header = [
            self.cell(
                width,
                self.paragraph(
                    _HEADS[side],
                    self.marked("" if index else block.id, self.inlines(content, style)),
                ),
            )
            for index, (width, content, side) in enumerate(
                zip(widths, block.header, align, strict=True)
            )
        ]
        height = '<w:trHeight w:val="560" w:hRule="atLeast"/>' if block.form else ""
        rows = [
            self.row(
                [
                    self.cell(
                        width,
                        self.paragraph(
                            _CELLS[side],
                            self.inlines(content, style),
                            _KEEP_NEXT if _kept(block, index) else "",
                        ),
                    )
                    for width, content, side in zip(widths, row, align, strict=True)
                ],
                height,
            )
            for index, row in enumerate(block.rows)
        ]
        head = self.row(header, "<w:tblHeader/>")
        every = [head, *rows, *self.totals(block, widths)]
        return self.grid("HouseTable", widths, every, look=_FIRST_ROW)

    def totals(self, block: Table, widths: Sequence[int]) -> Iterator[str]:
        """The rows below a table: a label, and an amount over the last two columns."""
        last = len(block.foot) - 1
        for index, (label, amount) in enumerate(block.foot):
            style = "Strong" if index == last else ""
            words = self.marked("" if index else block.foot_id, self.inlines(label, style))
            name = self.paragraph("TableTotalLabel", words)
            figure = self.paragraph("TableTotal", self.inlines(amount, style))
            across = self.cell(sum(widths[:-2]), name, len(widths) - 2)
            yield self.row([across, self.cell(sum(widths[-2:]), figure, 2)])

    def stamp(self, block: Stamp, _keep: bool) -> str:
        columns = max(len(line.cells) for line in block.lines)
        widths = _shares(self.stamp_width, self.columns[columns])
        mark = self.marked(f"sig-{block.id}", "")
        rows = [
            self.form_row(
                line, widths, ("StampText", "StampName"), keep=True, mark="" if index else mark
            )
            for index, line in enumerate(block.lines)
        ]
        return self.grid("FormTable", widths, rows, right=True)

    def signatures(self, blocks: Sequence[Signatures]) -> str:
        """Neighbouring signature blocks as one table; it stays on the page of the text before."""
        lines = [(block.id, line) for block in blocks for line in block.lines]
        widths = _shares(self.width, self.columns[max(len(line.cells) for _, line in lines)])
        marked: set[str] = set()
        rows: list[str] = []
        for index, (name, line) in enumerate(lines):
            mark = "" if name in marked else self.marked(f"sig-{name}", "")
            marked.add(name)
            keep = index < len(lines) - 1
            rows.append(
                self.form_row(line, widths, ("FormHeading", "FormText"), keep=keep, mark=mark)
            )
        return self.grid("FormTable", widths, rows)

    def parallel(self, block: Parallel, _keep: bool) -> str:
        """Two languages side by side in a table without lines, or the second on a new page."""
        if not block.columns:
            return "".join(_begun(block, right) + self.in_second(right, block.langs[1])
                           for _, right in block.rows)  # fmt: skip
        widths = _shares(self.width, (485, 30, 485))
        heads = [self.cell(width, self.paragraph("TableHead", self.inlines(name)))
                 for width, name in zip(widths, self.names(block.langs), strict=True)]  # fmt: skip
        rows = [self.flowing(heads, "<w:tblHeader/>")]
        whole, self.width = self.width, widths[0]
        for left, right in block.rows:
            cells = (self.write(left), self.paragraph("PartyText", ""),
                     self.in_second(right, block.langs[1]))  # fmt: skip
            rows.append(
                self.flowing(
                    [
                        self.cell(width, content or self.paragraph("PartyText", ""))
                        for width, content in zip(widths, cells, strict=True)
                    ]
                )
            )
        self.width = whole
        return self.grid("ParallelTable", widths, rows, look=_FIRST_ROW)

    def names(self, langs: tuple[Lang, Lang]) -> tuple[Inlines, Inlines, Inlines]:
        """The columns' heads: each language calls itself."""
        first, second = ((Foreign(lang, (Text(NATIVE_NAMES[lang]),)),) for lang in langs)
        return first, (), second

    def flowing(self, cells: Sequence[str], extra: str = "") -> str:
        """A row that may go on overleaf."""
        return (
            f"<w:tr><w:trPr>{extra}</w:trPr>{''.join(cells)}</w:tr>"
            if extra
            else (f"<w:tr>{''.join(cells)}</w:tr>")
        )

    def in_second(self, blocks: Sequence[Block], lang: Lang) -> str:
        """``blocks`` in the second language, counted by a list of its own."""
        starts, self._run_starts = self._run_starts, _run_starts(LANGUAGE_TAGS[lang])
        self._second = True
        content = self.write(blocks)
        self._run_starts, self._second = starts, False
        return content

    def signature_pair(self, block: SignaturePair, _keep: bool) -> str:
        """Two parties' blocks side by side; line by line, so that they share their heights."""
        widths = _shares(self.width, (47, 6, 47))
        rows: list[str] = []
        count = max(len(block.left.lines), len(block.right.lines))
        for index in range(count):
            cells = [
                self.cell(widths[0], self.party_line(block.left, index)),
                self.cell(widths[1], self.paragraph("PartyText", "")),
                self.cell(widths[2], self.party_line(block.right, index)),
            ]
            rows.append(self.row(cells))
        return self.grid("FormTable", widths, rows)

    def party_line(self, block: Signatures, index: int) -> str:
        """One line of one party's block; empty where the other party has more lines."""
        if index >= len(block.lines):
            return self.paragraph("PartyText", "", _KEEP_NEXT)
        cell = block.lines[index].cells[0]
        first = next((i for i, line in enumerate(block.lines) if line.cells[0].blank), -1)
        mark = self.marked(f"sig-{block.id}", "") if index == first else ""
        style = "PartyBlank" if cell.blank else "PartyText"
        last = index == len(block.lines) - 1
        return self.paragraph(style, mark + self.inlines(cell.content), "" if last else _KEEP_NEXT)

    def form_row(
        self,
        line: FormLine,
        widths: Sequence[int],
        styles: tuple[str, str],
        *,
        keep: bool,
        mark: str = "",
    ) -> str:
        """A line of a form; ``styles`` are those of a cell alone and of cells side by side.

        The last cell takes the columns that are left.
        """
        alone, beside = styles
        last = len(line.cells) - 1
        cells: list[str] = []
        for index, cell in enumerate(line.cells):
            style = "BlankCaption" if cell.blank else beside if last else alone
            own = widths[index:] if index == last else widths[index : index + 1]
            content = (mark if index == 0 else "") + self.inlines(cell.content)
            paragraph = self.paragraph(style, content, _KEEP_NEXT if keep else "")
            cells.append(self.cell(sum(own), paragraph, len(own)))
        return self.row(cells)


def _begun(block: Parallel, blocks: Sequence[Block]) -> str:
    """What parts a second language from what stands before it."""
    if not block.newpage:
        return _TABLE_GAP
    # An annex begins a page by itself.
    return "" if isinstance(blocks[0], Annex) else _PAGE_BREAK


def _kept(table: Table, index: int) -> bool:
    """Whether a row stays with what follows: in a short table, or as the last above totals."""
    last = index == len(table.rows) - 1
    return bool(table.foot) if last else table.whole


def _run_starts(language: str) -> dict[str, str]:
    """How runs begin, by their character style, with the language for the spell checker."""
    tag = f'<w:lang w:val="{language}"/></w:rPr>'
    return {
        "": f"<w:r><w:rPr>{tag}",
        "Strong": f'<w:r><w:rPr><w:rStyle w:val="Strong"/>{tag}',
        "Emphasis": f'<w:r><w:rPr><w:rStyle w:val="Emphasis"/>{tag}',
        # Two points less than the text of a table, in half points.
        "Dense": f'<w:r><w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/>{tag}',
    }


def _second_list(level: int) -> str:
    """The list by which the second language counts."""
    return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="2"/></w:numPr>'


_TABLE_GAP = '<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>'
_PAGE_BREAK = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/><w:pageBreakBefore/></w:pPr></w:p>'
_TABLES = (Fields, Table, Stamp, Signatures, SignaturePair, Parallel)
# What must not begin a page without the text before it.
_SIGNED = (Signatures, SignaturePair, Closing)
_HEADS = {"l": "TableHead", "c": "TableHeadCentred", "r": "TableHeadRight"}
_CELLS = {"l": "TableText", "c": "TableCentred", "r": "TableNumber"}


_RULED = (Fields, Table)
_AFTER_TABLE = {
    f'<w:pStyle w:val="{style}"/>': f'<w:pStyle w:val="{style}AfterTable"/>'
    for style in ("BodyText", "BodyTextLead", "Point", "PointLead")
}


_SUBPOINT, _SUBPOINT_END = (f'<w:pStyle w:val="{name}"/>' for name in ("Subpoint", "SubpointEnd"))


def _ends_subpoints(block: Block, after: Block | None) -> bool:
    """Whether a sub-point is the last of its point, and keeps a point's distance."""
    last = isinstance(block, Clause) and block.level == 3
    return last and not (isinstance(after, Clause) and after.level == 3)


def _spaced(xml: str) -> str:
    """A paragraph of text in the style that keeps its distance from the table above."""
    for style, after in _AFTER_TABLE.items():
        if xml.startswith(f"<w:p><w:pPr>{style}"):
            return xml.replace(style, after, 1)
    return xml


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""


# Word wants a paragraph after the last table; this one takes no room.
_TABLE_END = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>'


def _with_next(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    return zip_longest(blocks, blocks[1:])


def _is_signature(pair: tuple[Block, Block | None]) -> bool:
    return isinstance(pair[0], Signatures)


def _is_strong(line: Inlines) -> bool:
    return len(line) == 1 and isinstance(line[0], Strong)


def _shares(width: int, shares: Sequence[int]) -> list[int]:
    """``width`` divided by ``shares``, the rest of rounding in the last."""
    total = sum(shares)
    parts = [width * share // total for share in shares]
    parts[-1] += width - sum(parts)
    return parts

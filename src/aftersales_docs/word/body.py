"""The document tree as the XML of a Word body.

All looks come from the template's styles; what stands here directly is structure:
bookmarks, fields, languages, and what must stay together on a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, zip_longest

from ..document import (
    Block,
    Break,
    Clause,
    Emphasis,
    Fields,
    FormLine,
    Heading,
    Inline,
    Inlines,
    Items,
    Letterhead,
    Paragraph,
    Ref,
    Signatures,
    Spread,
    Stamp,
    Strong,
    Table,
    Text,
    Title,
)

_CLAUSE_STYLES = {1: "Heading1", 2: "Point", 3: "Subpoint"}
_KEEP_NEXT = "<w:keepNext/>"


def escape(text: str) -> str:
    """``text`` for the inside of an XML element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=4096)
def bookmark(clause: str) -> str:
    """The name of a clause's bookmark: what Word allows, in at most 40 characters."""
    name = "c_" + clause.replace("-", "_")
    if len(name) <= 40:
        return name
    digest = hashlib.sha256(clause.encode()).hexdigest()[:8]
    return f"{name[:31]}_{digest}"


@dataclass(slots=True)
class Body:
    """Writes the body of one document.

    ``width`` is the room between the margins and ``stamp_width`` that of a stamp, both
    in twips; ``columns`` the shares of a form line's cells, by their number.
    """

    language: str
    width: int
    stamp_width: int
    columns: Mapping[int, Sequence[int]]
    _bookmarks: int = field(default=0, init=False)
    _writers: Mapping[type, Callable[..., str]] = field(init=False)
    _run_starts: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        language = f'<w:lang w:val="{self.language}"/></w:rPr>'
        self._run_starts = {
            "": f"<w:r><w:rPr>{language}",
            "Strong": f'<w:r><w:rPr><w:rStyle w:val="Strong"/>{language}',
            "Emphasis": f'<w:r><w:rPr><w:rStyle w:val="Emphasis"/>{language}',
        }
        self._writers = {
            Letterhead: self.letterhead,
            Title: self.title,
            Spread: self.spread,
            Fields: self.fields,
            Heading: self.heading,
            Paragraph: self.text,
            Clause: self.clause,
            Items: self.items,
            Table: self.table,
            Stamp: self.stamp,
        }

    def write(self, blocks: Sequence[Block]) -> str:
        """The XML of ``blocks``."""
        parts: list[str] = []
        for is_signature, group in groupby(_with_next(blocks), key=_is_signature):
            if is_signature:
                members = [block for block, _ in group if isinstance(block, Signatures)]
                parts.append(self.signatures(members))
                continue
            parts += [
                self.block(block, keep=isinstance(after, Signatures)) for block, after in group
            ]
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
            case Strong(children):
                return self.inlines(children, "Strong")
            case Emphasis(children):
                return self.inlines(children, "Emphasis")
            case Break():
                return self.run("<w:br/>", style)
            case Ref(target, label):
                return self.reference(target, label, style)

    def run(self, content: str, style: str) -> str:
        return f"{self._run_starts[style]}{content}</w:r>"

    def reference(self, target: str, label: str, style: str) -> str:
        parts = (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> REF {bookmark(target)} \\r \\h </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{escape(label)}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
        return "".join([self.run(part, style) for part in parts])

    def paragraph(self, style: str, content: str, extra: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'

    def marked(self, name: str, content: str) -> str:
        """``content`` inside a bookmark that carries the clause's identifier."""
        self._bookmarks += 1
        number = self._bookmarks
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(name)}"/>'
            f'{content}<w:bookmarkEnd w:id="{number}"/>'
        )

    # blocks

    def letterhead(self, block: Letterhead, _keep: bool) -> str:
        last = len(block.lines) - 1
        named = next((i for i, line in enumerate(block.lines) if _is_strong(line)), 0)
        return "".join(
            self.paragraph(
                "LetterheadName" if i == named else "LetterheadEnd" if i == last else "Letterhead",
                self.inlines(line),
            )
            for i, line in enumerate(block.lines)
        )

    def title(self, block: Title, _keep: bool) -> str:
        subtitles = (self.paragraph("Subtitle", self.inlines(line)) for line in block.subtitles)
        return self.paragraph("Title", self.inlines(block.title)) + "".join(subtitles)

    def spread(self, block: Spread, _keep: bool) -> str:
        content = self.inlines(block.left) + self.run("<w:tab/>", "") + self.inlines(block.right)
        return self.paragraph("PlaceAndDate", content)

    def heading(self, block: Heading, _keep: bool) -> str:
        extra = "<w:pageBreakBefore/>" if block.newpage else ""
        content = self.marked(block.id, self.inlines(block.content))
        return self.paragraph("HeadingUnnumbered", content, extra)

    def text(self, block: Paragraph, keep: bool) -> str:
        style = "BodyTextLead" if block.lead else "BodyText"
        return self.paragraph(style, self.inlines(block.content), _KEEP_NEXT if keep else "")

    def clause(self, block: Clause, keep: bool) -> str:
        style = _CLAUSE_STYLES[block.level] + ("Lead" if block.lead else "")
        content = self.marked(block.id, self.inlines(block.content))
        return self.paragraph(style, content, _KEEP_NEXT if keep else "")

    def items(self, block: Items, _keep: bool) -> str:
        return "".join(self.paragraph("ListBullet", self.inlines(item)) for item in block.items)

    # tables

    def row(self, cells: Sequence[str], extra: str = "") -> str:
        return f"<w:tr><w:trPr><w:cantSplit/>{extra}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(self, width: int, content: str, span: int = 1) -> str:
        merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>{content}</w:tc>'
        )

    def grid(
        self, style: str, widths: Sequence[int], rows: Sequence[str], right: bool = False
    ) -> str:
        place = '<w:jc w:val="right"/>' if right else ""
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{place}<w:tblLayout w:type="fixed"/>'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def fields(self, block: Fields, _keep: bool) -> str:
        widths = _shares(self.width, (32, 68))
        rows = [
            self.row(
                [
                    self.cell(widths[0], self.paragraph("TableHead", self.inlines(label))),
                    self.cell(widths[1], self.paragraph("TableText", self.inlines(value))),
                ]
            )
            for label, value in block.rows
        ]
        return self.grid("HouseTable", widths, rows)

    def table(self, block: Table, _keep: bool) -> str:
        widths = _shares(self.width, block.widths)
        header = [
            self.cell(width, self.paragraph("TableHead", self.inlines(content)))
            for width, content in zip(widths, block.header, strict=True)
        ]
        height = '<w:trHeight w:val="560" w:hRule="atLeast"/>' if block.form else ""
        rows = [
            self.row(
                [
                    self.cell(width, self.paragraph("TableText", self.inlines(content)))
                    for width, content in zip(widths, row, strict=True)
                ],
                height,
            )
            for row in block.rows
        ]
        return self.grid("HouseTable", widths, [self.row(header, "<w:tblHeader/>"), *rows])

    def stamp(self, block: Stamp, _keep: bool) -> str:
        columns = max(len(line.cells) for line in block.lines)
        widths = _shares(self.stamp_width, self.columns[columns])
        rows = [
            self.form_row(line, widths, ("StampText", "StampName"), keep=True)
            for line in block.lines
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


_TABLES = (Fields, Table, Stamp, Signatures)
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

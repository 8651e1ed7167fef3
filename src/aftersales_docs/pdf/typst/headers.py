"""The heads of tables in a raw PDF of Typst's: those of rows, and cells that are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

# Where tables may stand in the tag tree.
_AROUND: Final = {"/Document", "/Div", "/Part", "/Sect", "/Table", "/TBody", "/TR", "/TD"}


class Headers:
    """Mends the heads of all tables of one file, and the list of their identifiers."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.found: dict[str, Any] = {}
        self.columns: list[str] = []

    def finish(self) -> None:
        """Make labels heads of their rows, empty heads plain cells, and list all heads."""
        root = self.pdf.Root.StructTreeRoot
        before: Any = None
        for table in list(_tables(root.K[0])):
            kids = list(table.K)
            if Name.THead == kids[0].S:
                self._head_of_columns(kids[0], kids[1:])
                before = table
            elif _is_tail(kids):
                self._come_back(table, before)
            elif Name.TH == kids[0].K[0].S:
                # A table without a row between head and foot is not divided.
                for cell in kids[0].K:
                    self._head_of_column(cell)
            else:
                self._heads_of_rows(kids)
        if not self.found:
            if "/IDTree" in root:
                del root["/IDTree"]
            return
        names = sorted(self.found, key=lambda name: name.encode())
        leaf = Dictionary(
            Names=Array([part for name in names for part in (String(name), self.found[name])]),
            Limits=Array([String(names[0]), String(names[-1])]),
        )
        root.IDTree = Dictionary(Kids=Array([self.pdf.make_indirect(leaf)]))

    def _head_of_columns(self, head: Any, groups: list[Any]) -> None:
        first, *more = head.K
        heads = [self._head_of_column(cell) for cell in first.K]
        if "" not in heads:
            return
        if len(heads) != 3 or heads[1]:
            for group in groups:
                _forget(group.K, self.found)
            return
        # Two languages, with a gap between; what leads in its rows is no head of the table.
        self.columns = heads
        if more and groups:
            body = groups[0]
            for row in more:
                row.P = body
            body.K = Array([*more, *body.K])
            head.K = Array([first])
        for group in groups:
            _under(group.K, heads)

    def _head_of_column(self, cell: Any) -> str:
        """The name of a head; none of an empty cell, which is made an ordinary one."""
        if _is_empty(cell):
            _make_plain(cell, "")
            return ""
        name = str(cell.ID)
        self.found[name] = cell
        return name

    def _come_back(self, tail: Any, table: Any) -> None:
        """Put the rows of a part of ``table`` that stands for itself where they belong."""
        rows = [row for kid in tail.K for row in ([kid] if Name.TR == kid.S else kid.K)]
        body = table.K[-1]
        _under(rows, self.columns)
        for row in rows:
            row.P = body
            body.K.append(row)
        around = tail.P
        around.K = Array([kid for kid in around.K if kid.objgen != tail.objgen])

    def _heads_of_rows(self, rows: list[Any]) -> None:
        for row in rows:
            label, *values = row.K
            name = f"row{len(self.found):05d}"
            self.found[name] = label
            label.S = Name.TH
            label.ID = String(name)
            label.A[0].Scope = Name.Row
            for value in values:
                value.A[0].Headers = Array([String(name)])


def _is_empty(cell: Any) -> bool:
    return "/K" not in cell or len(cell.K) == 0


def _is_tail(kids: list[Any]) -> bool:
    """Whether a table without a head has two languages, with a gap between."""
    row = kids[0] if Name.TR == kids[0].S else kids[0].K[0]
    return len(row.K) == 3 and _is_empty(row.K[1])


def _make_plain(cell: Any, head: str) -> None:
    """Make a cell an ordinary one, below the ``head`` of that name if there is one."""
    cell.S = Name.TD
    if "/ID" in cell:
        del cell["/ID"]
    names = {"/Headers": Array([String(head)])} if head else {}
    cell.A = Array([Dictionary({"/O": Name.Table, **names})])


def _under(rows: Iterable[Any], heads: list[str]) -> None:
    """Let each cell name the head of its column, and no other be one."""
    for row in rows:
        for cell, head in zip(row.K, heads, strict=True):
            _make_plain(cell, head)


def _forget(rows: Iterable[Any], known: Mapping[str, Any]) -> None:
    """Let no cell name a head that is none."""
    for row in rows:
        for cell in row.K:
            table = cell.A[0]
            names = [name for name in table.get("/Headers", ()) if str(name) in known]
            table.Headers = Array(names)


def _tables(tag: Any) -> Iterator[Any]:
    """All tables in ``tag``, from top to bottom."""
    for kid in tag.get("/K", ()):
        # Others are numbers of what is marked on a page.
        sort = str(kid.get("/S")) if isinstance(kid, Dictionary) else ""
        if sort in _AROUND:
            if sort == "/Table":
                yield kid
            yield from _tables(kid)

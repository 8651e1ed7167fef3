"""The heads of tables in a raw PDF of Typst's: those of rows, and cells that are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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

    def finish(self) -> None:
        """Make labels heads of their rows, empty heads plain cells, and list all heads."""
        root = self.pdf.Root.StructTreeRoot
        for table in _tables(root.K[0]):
            kids = list(table.K)
            if kids and Name.THead == kids[0].S:
                self._head_of_columns(kids[0].K, kids[1:])
            elif kids and Name.TH == kids[0].K[0].S:
                # A table without a row between head and foot is not divided.
                self._head_of_columns(kids[:1], [])
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

    def _head_of_columns(self, head: Iterable[Any], groups: Iterable[Any]) -> None:
        empty = False
        for row in head:
            for cell in row.K:
                if not _is_empty(cell):
                    self.found[str(cell.ID)] = cell
                    continue
                empty = True
                cell.S = Name.TD
                del cell["/ID"]
                cell.A = Array([Dictionary(O=Name.Table)])
        if empty:
            for group in groups:
                _forget(group, self.found)

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


def _forget(group: Any, known: dict[str, Any]) -> None:
    """Let no cell name a head that is none."""
    for row in group.K:
        for cell in row.K:
            table = cell.A[0]
            if any(str(name) not in known for name in table.get("/Headers", ())):
                del table["/Headers"]


def _tables(tag: Any) -> Iterator[Any]:
    """All tables in ``tag``, from top to bottom."""
    for kid in tag.get("/K", ()):
        if isinstance(kid, Dictionary) and str(kid.get("/S")) in _AROUND:
            if Name.Table == kid.S:
                yield kid
            yield from _tables(kid)

"""The tags of a table of contents in a raw PDF of Typst's, where each entry is a paragraph."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


class Listed:
    """The entries of the tables of contents of one file, as they are met on its pages."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.entries: dict[tuple[int, int], Any] = {}

    def take(self, link: Any) -> None:
        """The entry that holds the tag of a ``link``; a link of two lines is met twice."""
        entry = link.P
        self.entries[entry.objgen] = entry

    def finish(self) -> None:
        """Make paragraphs entries, and those that follow one another a table of contents."""
        around = {entry.P.objgen: entry.P for entry in self.entries.values()}
        for parent in around.values():
            parent.K = Array(self._grouped(parent))

    def _grouped(self, parent: Any) -> list[Any]:
        kids: list[Any] = []
        table: Any = None
        for kid in parent.K:
            if not isinstance(kid, Dictionary) or kid.objgen not in self.entries:
                table = None
                kids.append(kid)
                continue
            if table is None:
                table = self.pdf.make_indirect(
                    Dictionary(Type=Name.StructElem, S=Name.TOC, P=parent, K=Array())
                )
                kids.append(table)
            kid.S = Name.TOCI
            kid.P = table
            table.K.append(kid)
        return kids

"""A PDF taken apart with pikepdf, to see what the standards want to be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

HEADINGS = {f"/H{level}" for level in range(1, 7)}


def tags(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All structure elements that the tree reaches, in reading order."""
    yield from _tags(pdf.Root.StructTreeRoot.K)


def _tags(kids: Any) -> Iterator[Any]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _tags(kid.K)


def named(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """The structure elements of one kind (``/Form``)."""
    return [tag for tag in tags(pdf) if kind == tag.S]


def objects_in(tag: Any) -> list[Any]:
    """The annotations that a structure element holds."""
    kids = tag.K if isinstance(tag.K, pikepdf.Array) else [tag.K]
    return [kid.Obj for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]


def marks(tag: Any) -> list[tuple[tuple[int, int], int]]:
    """The marks of content that a structure element holds itself: page and number."""
    kids = tag.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    found = [(tag.Pg.objgen, int(kid)) for kid in kids if isinstance(kid, int)]
    found += [
        (kid.Pg.objgen, int(kid.MCID))
        for kid in kids
        if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid
    ]
    return found


def marks_in_order(pdf: pikepdf.Pdf) -> Iterator[tuple[tuple[int, int], int]]:
    """All marks of content in the order in which the tag tree reads them."""
    yield from _marks_in_order(pdf.Root.StructTreeRoot.K)


def _marks_in_order(kids: Any, page: Any = None) -> Iterator[tuple[tuple[int, int], int]]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield page.objgen, int(kid)
        elif "/MCID" in kid:
            yield kid.Pg.objgen, int(kid.MCID)
        elif "/K" in kid:
            yield from _marks_in_order(kid.K, kid.get("/Pg"))


def table_attributes(cell: Any) -> Any:
    """What a cell says of its place in the table."""
    found = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
    return next(one for one in found if one.O == "/Table")


def annotations(pdf: pikepdf.Pdf, subtype: str) -> list[Any]:
    """The annotations of one kind (``/Widget``), from the first page to the last."""
    return [
        note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == subtype
    ]


def fields(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """The fields of the form, by name."""
    form = pdf.Root.get("/AcroForm")
    return {str(field.T): field for field in form.Fields} if form is not None else {}


def files(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """The attached files, by name, in the order of the file's own list."""
    names = list(pdf.Root.Names.EmbeddedFiles.Names)
    return {str(name): file for name, file in zip(names[::2], names[1::2], strict=True)}

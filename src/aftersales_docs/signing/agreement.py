"""Whether other readers see in a file what pyHanko sees, table by table and object by object.

Three readers must agree before a signature is called valid: our strict one of the tables,
pyHanko, and qpdf (through pikepdf), which mends nothing here either.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import ObjStreamRef, XRefSectionData

from ..errors import worded
from .sections import XrefEntry
from .skeleton import Skeleton
from .syntax import after_blanks

_DEPTH: Final = 100
_UNKNOWN: Final = object()
# What qpdf says of tables that our own strict reader has read in one way only: offsets padded
# with blanks, white space before a table, numbers that are kept free.
_BORNE: Final = (
    "accepting invalid xref table entry",
    "extraneous whitespace seen before xref",
    "reported number of objects",
)
_OBJECT = re.compile(r"object (\d+) (\d+)")


def disagreement(content: bytes, reader: PdfFileReader, skeleton: Skeleton) -> str:
    """What two readers see differently in ``content``; empty where they agree."""
    if not _same_tables(content, reader, skeleton):
        return worded("two readers find other objects in its tables")
    try:
        with pikepdf.open(
            io.BytesIO(content[: skeleton.end]),
            attempt_recovery=False,
            suppress_warnings=True,
            inherit_page_attributes=False,
        ) as pdf:
            return _compared(pdf, reader, skeleton)
    except pikepdf.PdfError:
        return worded("qpdf can't read it without mending it")
    except Exception:  # What breaks a reader is not read alike by all.
        return worded("a part of it can't be read")


def _same_tables(content: bytes, reader: PdfFileReader, skeleton: Skeleton) -> bool:
    if reader.xrefs.total_revisions != len(skeleton.revisions):
        return False
    for number, revision in enumerate(skeleton.revisions):
        place = reader.xrefs.get_xref_container_info(number).declared_startxref
        theirs = reader.xrefs.get_xref_data(number)
        if after_blanks(content, place) != revision.section.start:
            return False
        if _plain(revision.section.entries) != _of_pyhanko(theirs):
            return False
        beside = theirs.hybrid.xref_data if theirs.hybrid is not None else None
        if _plain(revision.section.beside) != (_of_pyhanko(beside) if beside else {}):
            return False
    return True


def _plain(entries: dict[int, XrefEntry]) -> dict[int, tuple[bytes, int, int]]:
    """The entries without that of object 0, and of free ones the generation alone."""
    return {
        number: (entry.kind, 0 if entry.kind == b"f" else entry.first, entry.second)
        for number, entry in entries.items()
        if number and entry.second <= 0xFFFF
    }


def _of_pyhanko(data: XRefSectionData) -> dict[int, tuple[bytes, int, int]]:
    found: dict[int, tuple[bytes, int, int]] = {}
    for number, generation in data.freed.items():
        found[number] = (b"f", 0, generation)
    for number, (generation, place) in data.standard_xrefs.items():
        found[number] = (b"n", place, generation)
    for number, where in data.xrefs_in_objstm.items():
        found[number] = (b"c", where.obj_stream_id, where.ix_in_stream)
    return found


def _compared(pdf: pikepdf.Pdf, reader: PdfFileReader, skeleton: Skeleton) -> str:
    for number, entry in skeleton.entries.items():
        if entry.kind == b"f" or number == 0:
            continue
        generation = entry.second if entry.kind == b"n" else 0
        reference = generic.Reference(number, generation, reader)
        if _place(reader, reference) != entry[:2]:
            return worded("two readers find other objects in its tables")
        ours = reader.get_object(reference)
        if not _same(pdf.get_object(number, generation), ours):
            return worded("two readers see another object {number}", number=number)
    told = [one for one in pdf.get_warnings() if not any(part in one for part in _BORNE)]
    if told:
        where = _OBJECT.search(told[0])
        place = worded(" at object {where}", where=where[1]) if where else ""
        return worded("qpdf finds that it is not written as the format has it{place}", place=place)
    return ""


def _place(reader: PdfFileReader, reference: generic.Reference) -> tuple[bytes, int]:
    found = reader.xrefs[reference]
    if isinstance(found, ObjStreamRef):
        return b"c", found.obj_stream_id
    return b"n", -1 if found is None else found


def _same(theirs: Any, ours: Any, depth: int = 0) -> bool:
    """Whether qpdf's object is pyHanko's; references are compared, not followed."""
    if isinstance(ours, generic.IndirectObject):
        wanted = (ours.reference.idnum, ours.reference.generation)
        return isinstance(theirs, pikepdf.Object) and theirs.objgen == wanted
    if depth > _DEPTH or (depth and isinstance(theirs, pikepdf.Object) and theirs.is_indirect):
        return False
    if isinstance(ours, generic.DictionaryObject):
        return _same_dictionary(theirs, ours, depth)
    if isinstance(ours, generic.ArrayObject):
        return _same_array(theirs, ours, depth)
    return _same_simple(theirs, ours)


def _same_dictionary(theirs: Any, ours: generic.DictionaryObject, depth: int) -> bool:
    if not isinstance(ours, generic.StreamObject):
        return isinstance(theirs, pikepdf.Dictionary) and _same_entries(theirs, ours, depth)
    return (
        isinstance(theirs, pikepdf.Stream)
        and theirs.read_raw_bytes() == ours.encoded_data
        and _same_entries(theirs, ours, depth)
    )


def _same_array(theirs: Any, ours: generic.ArrayObject, depth: int) -> bool:
    return (
        isinstance(theirs, pikepdf.Array)
        and len(theirs) == len(ours)
        and all(
            _same(one, other, depth + 1)
            for one, other in zip(_items(theirs), list.__iter__(ours), strict=True)
        )
    )


def _items(array: pikepdf.Array) -> Iterator[Any]:
    for index in range(len(array)):
        yield array[index]


def _same_entries(theirs: Any, ours: generic.DictionaryObject, depth: int) -> bool:
    # To both an entry that is null is none (7.3.7).
    mine = {str(key): ours.raw_get(key) for key in ours}
    mine = {key: one for key, one in mine.items() if not isinstance(one, generic.NullObject)}
    keys = {str(key) for key in theirs.keys()}  # noqa: SIM118 (its iterator is another)
    if isinstance(ours, generic.StreamObject):
        mine.pop("/Length", None)
        keys.discard("/Length")
    return keys == set(mine) and all(_same(theirs.get(key), mine[key], depth + 1) for key in keys)


def _same_simple(theirs: Any, ours: Any) -> bool:
    if isinstance(ours, generic.NullObject) or ours is None:
        return theirs is None
    if isinstance(ours, generic.BooleanObject):
        return isinstance(theirs, bool) and theirs == bool(ours)
    if isinstance(ours, generic.NameObject):
        return isinstance(theirs, pikepdf.Name) and str(theirs) == str(ours)
    if isinstance(ours, generic.TextStringObject | generic.ByteStringObject):
        return isinstance(theirs, pikepdf.String) and bytes(theirs) == ours.original_bytes
    if isinstance(theirs, bool) or not isinstance(theirs, int | Decimal):
        return False
    return abs(float(theirs) - float(ours)) <= 1e-6 * max(1.0, abs(float(theirs)))

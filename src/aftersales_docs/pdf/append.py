"""The pages of enclosed PDFs behind the pages that name them, with their tags in the one tree.

The files were judged when they were read (:mod:`aftersales_docs.enclosing.pdf_file`): PDF/A,
tagged, without actions. What belongs to them as files (metadata, attachments, fields to sign)
stays behind; their pages and tags come along.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ..document import AttachedFile, plain
from .appended_tags import Tags

# What a page carries for programs, not for readers.
_NOT_SHOWN: Final = ("/PieceInfo", "/Thumb", "/Metadata", "/AF", "/B", "/Trans", "/Dur", "/AA")


def with_pages(content: bytes, files: Sequence[AttachedFile], covers: Mapping[str, int]) -> bytes:
    """The PDF ``content`` with the pages of ``files``.

    ``covers`` tells the index of the page that names each file, by its identifier. The same
    files give the same bytes.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        append(pdf, files, covers)
        stream = io.BytesIO()
        pdf.save(
            stream,
            deterministic_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        )
    return stream.getvalue()


def append(pdf: pikepdf.Pdf, files: Sequence[AttachedFile], covers: Mapping[str, int]) -> None:
    """Put the pages of ``files`` into ``pdf``; ``covers`` as for :func:`with_pages`."""
    # From the last to the first, so that the places of the others stay right.
    for file in sorted(files, key=lambda one: covers[one.id], reverse=True):
        with pikepdf.open(io.BytesIO(file.content)) as other:
            _append(pdf, other, covers[file.id] + 1, file)


def _append(pdf: pikepdf.Pdf, other: pikepdf.Pdf, index: int, file: AttachedFile) -> None:
    tags = Tags(pdf, file.id)
    _without_fields(other)
    destinations = dict(_named_destinations(other))
    for page in other.pages:
        for key in _NOT_SHOWN:
            if key in page.obj:
                del page.obj[key]
        page.obj.Tabs = Name.S
        for note in page.obj.get("/Annots", ()):
            _lead(note, destinations)
    tags.renumber(other)
    for offset, page in enumerate(list(other.pages)):
        pdf.pages.insert(index + offset, page)
    before = {page.obj.objgen for page in list(pdf.pages)[:index]}
    tags.take(other, before, plain(file.title))


def _without_fields(other: pikepdf.Pdf) -> None:
    """Take fields to sign away, which belong to the file alone; their tags go too."""
    for page in other.pages:
        notes = page.obj.get("/Annots")
        if notes is None:
            continue
        kept = [one for one in notes if str(one.get("/Subtype")) != "/Widget"]
        if len(kept) < len(notes):
            page.obj.Annots = Array(kept)


def _named_destinations(other: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """The places that links of the file lead to, by name."""
    root = other.Root
    if "/Names" in root and "/Dests" in root.Names:
        for name, place in pikepdf.NameTree(root.Names.Dests).items():
            yield str(name), place
    for name, place in root.get("/Dests", Dictionary()).items():
        yield str(name).lstrip("/"), place


def _lead(note: Any, destinations: Mapping[str, Any]) -> None:
    """Let a link within the file name its place itself; names are the whole document's."""
    target = note.get("/Dest")
    if target is None and "/A" in note and str(note.A.get("/S")) == "/GoTo":
        target = note.A.get("/D")
        del note["/A"]
    if isinstance(target, String | Name):
        target = destinations.get(str(target).lstrip("/"))
        if isinstance(target, Dictionary):
            target = target.get("/D")
    if isinstance(target, Array):
        note.Dest = Array(list(target))
    elif "/Dest" in note:
        del note["/Dest"]

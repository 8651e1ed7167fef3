"""Revisions written byte by byte, as forgers write them and no library would."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True)
class Where:
    """The numbers of the objects that attacks aim at, and the end of the file's last table."""

    contents: int
    page: int
    info: int
    metadata: int
    root: int
    size: int
    startxref: int
    trailer: bytes


def where(content: bytes) -> Where:
    """What an attacker finds in a one-page file of ``documents.small``."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0].obj
        info = pdf.trailer.get("/Info")
        return Where(
            contents=page.Contents.objgen[0],
            page=page.objgen[0],
            info=info.objgen[0] if info is not None else 0,
            metadata=pdf.Root.Metadata.objgen[0],
            root=pdf.Root.objgen[0],
            size=int(pdf.trailer.Size),
            startxref=int(re.findall(rb"startxref\s+(\d+)", content)[-1]),
            trailer=b"/ID [<%s><%s>]" % ((bytes(pdf.trailer.ID[0]).hex().encode(),) * 2)
            + (b" /Info %d 0 R" % info.objgen[0] if info is not None else b""),
        )


def body(number: int, value: bytes, generation: int = 0) -> bytes:
    return b"%d %d obj\n%s\nendobj\n" % (number, generation, value)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


# Another page, that no comparison of pictures overlooks.
BLACK = stream(b"q 0 g 0 0 595 842 re f Q")


def update(
    content: bytes,
    objects: Mapping[int, bytes],
    *,
    entries: Sequence[bytes] = (),
    trailer: bytes | None = None,
    root: int | None = None,
    startxref: bytes | None = None,
    before: bytes = b"",
    size: int | None = None,
    unlisted: Sequence[int] = (),
    generation: int = 0,
    end: bytes = b"%%EOF\n",
) -> bytes:
    """``content`` with one more revision of ``objects``, its table as wished."""
    at = where(content)
    output = bytearray(content if content.endswith(b"\n") else content + b"\n")
    output += before
    lines = []
    for number, value in objects.items():
        if number not in unlisted:
            lines.append(b"%d 1\n%010d %05d n \n" % (number, len(output), generation))
        output += body(number, value, generation)
    place = len(output)
    output += b"xref\n" + b"".join([*lines, *entries] or [b"0 0\n"])
    most = max([at.size, *(number + 1 for number in objects)])
    output += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d %s >>\n" % (
        most if size is None else size,
        root or at.root,
        at.startxref,
        at.trailer if trailer is None else trailer,
    )
    output += b"startxref\n%s\n" % (b"%d" % place if startxref is None else startxref) + end
    return bytes(output)


def stream_update(content: bytes, number: int, *, listed: bool = True) -> bytes:
    """``content`` with a revision that is nothing but a table, as the stream ``number``."""
    at = where(content)
    head = content if content.endswith(b"\n") else content + b"\n"
    rows = bytes(6) + (b"\x01" + len(head).to_bytes(4, "big") + b"\x00" if listed else b"")
    entries = b"/Type /XRef /Size %d /Index [0 1%s] /W [1 4 1] /Root %d 0 R /Prev %d %s" % (
        max(at.size, number + 1),
        b" %d 1" % number if listed else b"",
        at.root,
        at.startxref,
        at.trailer,
    )
    return head + body(number, stream(rows, entries)) + b"startxref\n%d\n%%%%EOF\n" % len(head)

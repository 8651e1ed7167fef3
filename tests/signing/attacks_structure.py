"""Attacks by bytes, tables and signature values that readers take differently."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.signing.attack import INVALID, Attack
from tests.signing.documents import (
    revised,
    small,
)
from tests.signing.parties import parties, signed_by_both, signed_by_one
from tests.signing.raw import BLACK, body, stream, stream_update, update, where


def entry(number: int, place: int, generation: int = 0, kind: bytes = b"n") -> tuple[bytes]:
    """A table's only entry."""
    return (b"%d 1\n%010d %05d %s \n" % (number, place, generation, kind),)


def after_the_end() -> Iterator[Attack]:
    family = "bytes after the end"
    both = signed_by_both

    def hidden(number: str) -> Callable[[], bytes]:
        """Another page for readers that scan the file when its end is not as it must be."""

        def make() -> bytes:
            at = where(both())
            place = number.format(
                at.startxref, left=at.startxref // 1000, right=at.startxref % 1000
            )
            return both() + b"\n%s%%\nstartxref\n%s\n%%%%EOF\n" % (
                body(at.contents, BLACK),
                place.encode(),
            )

        return make

    for text in ("{left}_{right:03}", "+{}", " {}", "{}", "0{}", "{}.0", "-1", "99999999", ""):
        yield Attack(family, f"startxref {text!r}", hidden(text))
    surplus = {
        "a remark": b"%junk\n",
        "an object": b"6 0 obj\n<< >>\nendobj\n",
        "text": b"hello",
        "5000 blanks": b" " * 5000,
        "another end": b"\n%%EOF\n",
        "thirty ends": b"\n%%EOF\n" * 30,
        "a trailer": b"trailer\n<< /Size 5 >>\n",
        "a whole file": small("seller"),
    }
    for name, data in surplus.items():
        yield Attack(family, name, lambda data=data: both() + data)
    yield Attack(
        family,
        "the end once more",
        lambda: both() + b"startxref\n%d\n%%%%EOF\n" % where(both()).startxref,
    )


def tables() -> Iterator[Attack]:
    """Revisions that one reader takes for nothing and another for another page."""
    family = "tables"
    both = signed_by_both

    def red(**more: object) -> Callable[[], bytes]:
        at_end = where(both()).size
        return lambda: update(both(), {at_end: BLACK}, **more)  # type: ignore[arg-type]

    at = where(both())
    page = {at.contents: BLACK}
    yield Attack(
        family, "an object that is not listed", lambda: update(both(), page, unlisted=tuple(page))
    )
    yield Attack(family, "an object that nothing uses", red())
    yield Attack(
        family,
        "a table that bears the number of the content",
        lambda: stream_update(both(), at.contents, listed=False),
    )
    yield Attack(
        family,
        "another generation of the page's content",
        lambda: update(both(), {at.contents: BLACK}, generation=1),
    )
    yield Attack(family, "fewer objects", red(size=3))
    yield Attack(family, "a place with a sign", red(startxref=b"+1"))
    yield Attack(family, "words before it", red(before=b"Price 900\n"))
    yield Attack(family, "a table's entry without width", red(entries=(b"7 1\n123 0 n\n",)))
    yield Attack(
        family,
        "the content put where it was and set free",
        lambda: update(both(), {}, entries=entry(at.contents, 0, 1, b"f")),
    )
    yield Attack(
        family,
        "the content set free as dead",
        lambda: update(both(), {}, entries=entry(at.contents, 0, 0, b"f")),
    )
    yield Attack(
        family,
        "the content led into another object",
        lambda: update(both(), {}, entries=entry(at.contents, 20)),
    )
    twice = b"<< /Type /Page /Contents %d 0 R /Contents 99 0 R >>" % at.contents
    yield Attack(family, "a key that stands twice", lambda: update(both(), {at.page: twice}))
    short = stream(b"abcdef").replace(b"6", b"2", 1)
    yield Attack(family, "a stream longer than it says", lambda: update(both(), {at.size: short}))
    yield Attack(family, "a second table beside it", red(trailer=at.trailer + b" /XRefStm 10"))


def forgeries() -> Iterator[Attack]:
    family = "universal forgery"
    both = signed_by_both

    def replaced(pattern: bytes, text: bytes) -> Callable[[], bytes]:
        def make() -> bytes:
            found = re.search(pattern, both())
            assert found
            return both().replace(found[0], text.ljust(len(found[0])), 1)

        return make

    byte_range = rb"/ByteRange \[[0-9 ]+\]"
    for text in (
        b"",
        b"/ByteRange [0 0 0 0]",
        b"/ByteRange null",
        b"/ByteRange [0 9 9 9]",
        b"/ByteRange [0 -1 -1 0]",
        b"/ByteRange [0 1]",
        b"/ByteRange []",
    ):
        yield Attack(family, text.decode() or "no range", replaced(byte_range, text), INVALID)
    value = rb"<[0-9A-Fa-f]{2000,}>"
    for text in (b"<>", b"null", b"<00>", b"(x)"):
        yield Attack(family, f"value {text.decode()}", replaced(value, text), INVALID)
    yield Attack(
        family, "a changed byte", lambda: both().replace(b"(Price 100)", b"(Price 900)"), INVALID
    )
    for name, entries in {
        "range": {"/ByteRange": [0, 1, 2, 3]},
        "no range": {"/ByteRange": None},
        "no value": {"/Contents": None},
    }.items():
        change = _with_entries(entries)
        yield Attack(
            "universal forgery by revision",
            name,
            lambda change=change: revised(both(), change),
            INVALID,
        )
    yield Attack("wrapping", "the second stretch moved behind other words", _wrapped, INVALID)
    yield Attack("wrapping", "a signature copied into another file", _copied, INVALID)


def _with_entries(
    entries: dict[str, list[int] | None],
) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer: IncrementalPdfFileWriter) -> None:
        signature = writer.root["/AcroForm"]["/Fields"][0]["/V"]
        for key, value in entries.items():
            if value is None:
                signature[pdf_name(key)] = generic.NullObject()
            else:
                signature[pdf_name(key)] = generic.ArrayObject(map(generic.NumberObject, value))
        writer.update_container(signature)

    return change


def _wrapped() -> bytes:
    """The end of what was signed moves back; in its place stand another page and its table."""
    content = signed_by_one()
    value = re.search(rb"<[0-9A-Fa-f]{2000,}>", content)
    assert value
    at = where(content)
    head, tail = content[: value.end()], content[value.end() :]
    signature, table = tail[: tail.index(b"endobj") + 7], tail[tail.index(b"xref") :]
    room = len(tail) + 500
    page = body(at.contents, BLACK)
    ours = signature.replace(b"%d" % len(head), b"%d" % (len(head) + room), 1)
    listed = b"%d 1\n%010d 00000 n \ntrailer" % (at.contents, len(head) + len(ours))
    forged = ours + page
    place = len(head) + len(forged)
    table = table.replace(b"trailer", listed, 1)
    table = table.replace(b"startxref\n%d" % at.startxref, b"startxref\n%d" % place)
    wrapped = head + (forged + table).ljust(room) + tail
    assert len(forged + table) <= room
    return wrapped + b"startxref\n%d\n%%%%EOF\n" % place


def _copied() -> bytes:
    value = re.search(rb"<[0-9A-Fa-f]{2000,}>", signed_by_one())
    other = parties().sign(small("seller", "buyer", title="Other"), "seller")
    mine = re.search(rb"<[0-9A-Fa-f]{2000,}>", other)
    assert value
    assert mine
    room = len(mine[0]) - 2
    return other.replace(mine[0], b"<%s>" % value[0][1:-1].ljust(room, b"0")[:room])

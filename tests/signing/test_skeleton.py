"""Our strict reader: what it takes, what it refuses, and that others read the same."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils import generic

from aftersales_docs.signing.agreement import disagreement
from aftersales_docs.signing.reading import opened
from aftersales_docs.signing.sections import _rows, section_at
from aftersales_docs.signing.skeleton import skeleton_of
from aftersales_docs.signing.syntax import MalformedError, Name, Ref, object_at, value_at
from tests.signing.documents import small
from tests.signing.parties import by_other_program, parties, signed_by_both
from tests.signing.raw import update, where
from tests.signing.sound import SHAPES


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"12 ", 12),
        (b"-1.50]", -1.5),
        (b".5 ", 0.5),
        (b"7 0 R>>", Ref(7, 0)),
        (b"/A#20b ", Name(b"/A#20b")),
        (b"<0A 0b>", b"<0A 0b>"),
        (b"(a (b) \\) c) ", b"(a (b) \\) c)"),
        (b"[1 2 0 R /X null true]", [1, Ref(2, 0), Name(b"/X"), None, True]),
        (b"<< /A << /B 1 >> /C [ ] % a remark\n >>", {b"/A": {b"/B": 1}, b"/C": []}),
    ],
)
def test_what_is_taken(text: bytes, value: object) -> None:
    assert value_at(text, 0)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        b"7_2 ",
        b"+-1 ",
        b"1e5 ",
        b"0x10 ",
        b"--1 ",
        b"1.2.3 ",
        b"truely ",
        b"<0G>",
        b"(open",
        b"[1 2",
        b"<< /A 1 /A 2 >>",
        b"<< 1 2 >>",
        b"<< /A >>",
        b"{1}",
        b"",
        b"[" * 200,
    ],
)
def test_what_is_refused(text: bytes) -> None:
    with pytest.raises(MalformedError):
        value_at(text, 0)


@pytest.mark.parametrize(
    "text",
    [
        b"1 0 obj\n<< /Length 3 >>\nstream\nabcdef\nendstream\nendobj",
        b"1 0 obj\n<< /Length 9 0 R >>\nstream\nabc\nendstream\nendobj",
        b"1 0 obj\n<< >>\nstream\nabc\nendstream\nendobj",
        b"1 0 obj\n<< /Length 3 >>\nstream\rabc\nendstream\nendobj",
        b"1 0 obj\n<< /A 1 >>\n2 0 obj",
        b"1 0 obj\nendobj",
        b"+1 0 obj\n1\nendobj",
    ],
)
def test_objects_that_are_none(text: bytes) -> None:
    with pytest.raises(MalformedError):
        object_at(text, 0, lambda _: None)


TABLE = b"xref\n0 2\n0000000000 65535 f \n%s\ntrailer\n<< /Size %s >>"


@pytest.mark.parametrize(
    ("entry", "size", "fine"),
    [
        (b"0000000009 00000 n ", b"2", True),
        (b"         9 00000 n ", b"2", True),
        (b"0000000009 00000 n\r", b"2", True),
        (b"0000000009 00000 n ", b"1", False),
        (b"0000000009 00000 n ", b"-2", False),
        (b"0000000009 00000 n ", b"2.0", False),
        (b"0000000009 00000 x ", b"2", False),
        (b"00000_0009 00000 n ", b"2", False),
        (b"+000000009 00000 n ", b"2", False),
        (b"0000 00009 00000 n ", b"2", False),
        (b"0000000009 00000 n", b"2", False),
        (b"9 00000 n ", b"2", False),
    ],
)
def test_entries_of_a_table(entry: bytes, size: bytes, fine: bool) -> None:
    text = TABLE % (entry, size)
    if fine:
        assert section_at(text, 0).entries[1][1:] == (9, 0)
        return
    with pytest.raises(MalformedError):
        section_at(text, 0)


@given(st.lists(st.tuples(st.integers(0, 4), st.binary(min_size=7, max_size=7)), min_size=1))
def test_rows_are_unfolded_as_pillow_unfolds_them(rows: list[tuple[int, bytes]]) -> None:
    data = b"".join(bytes([kind]) + row for kind, row in rows)

    def chunk(kind: bytes, content: bytes) -> bytes:
        sum_ = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", 7, len(rows), 8, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    png += chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    assert b"".join(_rows(data, 7, 0)) == Image.open(io.BytesIO(png)).tobytes()


def test_rows_of_no_known_kind() -> None:
    with pytest.raises(MalformedError):
        list(_rows(b"\x05" + bytes(61), 61, 0))


@pytest.mark.parametrize("shape", SHAPES)
def test_three_readers_see_the_same(shape: str) -> None:
    content = parties().sign(SHAPES[shape](), "seller")
    pdf = opened(content, "in.pdf")
    assert pdf.doubtful() == ""
    with pikepdf.open(io.BytesIO(content)) as other:
        listed = {one.objgen[0] for one in other.objects if one.objgen[0]}
    known = {n for n, entry in pdf.skeleton.entries.items() if entry.kind != b"f" and n}
    assert listed - known == set()


def test_another_object_is_a_disagreement() -> None:
    pdf = opened(signed_by_both(), "in.pdf")
    number = where(signed_by_both()).page
    page = pdf.reader.get_object(generic.Reference(number, 0, pdf.reader))
    page[generic.pdf_name("/Rotate")] = generic.NumberObject(90)
    said = disagreement(pdf.content, pdf.reader, pdf.skeleton)
    assert said == f"two readers see another object {number}"


def test_what_was_signed_in_two_readings_is_unclear() -> None:
    at = where(small("seller"))
    twice = update(small("seller"), {at.contents: b"<< /A 1 /A 2 >>"})
    (finding,) = parties().check(by_other_program(twice, "seller", parties().seller)).findings
    assert finding.state == "unclear"
    assert "two readers see another object" in finding.problem
    assert "Check it with the program that signed it" in finding.problem


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tail=st.one_of(
        st.binary(min_size=1, max_size=60),
        st.text("0123456789 +-_%\n\rstartxefobjEOF<>/", min_size=1, max_size=80).map(str.encode),
    )
)
def test_nothing_appended_goes_unseen(tail: bytes) -> None:
    report = parties().check(signed_by_both() + tail)
    assert report.complete() == (not tail.strip(b"\x00\t\n\x0c\r "))


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 10**6), more=st.binary(min_size=1, max_size=12))
def test_the_reader_never_fails_but_tells(place: int, more: bytes) -> None:
    content = signed_by_both()
    place %= len(content)
    skeleton = skeleton_of(content[:place] + more + content[place:])
    assert skeleton.end <= len(content) + len(more)
    assert skeleton.revisions or skeleton.doubts

"""Attacks on signed files: the published families, and what was found on this program.

Families: incremental saving, universal forgery and wrapping (Mladenov et al. 2019); shadow
attacks: hide, replace, hide and replace (Mainka et al. 2021); evil annotations and sneaky
signatures on certified files (Rohlmann et al. 2021). Each is built anew here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.signing.documents import (
    comment,
    further_page,
    other_field_place,
    other_price,
    revised,
    small,
)
from tests.signing.parties import by_other_program, parties, signed_by_both, signed_by_one
from tests.signing.raw import BLACK, body, stream, update, where

CHANGED: Final = "changed"
INVALID: Final = "invalid"
NOT_SIGNED: Final = "not signed"


@dataclass(frozen=True)
class Attack:
    """A forged file, and the word that the first signature, or else the file, must get."""

    family: str
    name: str
    make: Callable[[], bytes]
    word: str = CHANGED

    def __str__(self) -> str:
        return f"{self.family}: {self.name}"


def attacks() -> Iterator[Attack]:
    yield from _after_the_end()
    yield from _tables()
    yield from _incremental()
    yield from _forgeries()
    yield from _annotations()
    yield from _shadows()
    yield from _properties()
    yield from _stamps()


def _entry(number: int, place: int, generation: int = 0, kind: bytes = b"n") -> tuple[bytes]:
    """A table's only entry."""
    return (b"%d 1\n%010d %05d %s \n" % (number, place, generation, kind),)


def _after_the_end() -> Iterator[Attack]:
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


def _tables() -> Iterator[Attack]:
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
        lambda: update(both(), {}, entries=_entry(at.contents, 0, 1, b"f")),
    )
    yield Attack(
        family,
        "the content set free as dead",
        lambda: update(both(), {}, entries=_entry(at.contents, 0, 0, b"f")),
    )
    yield Attack(
        family,
        "the content led into another object",
        lambda: update(both(), {}, entries=_entry(at.contents, 20)),
    )
    twice = b"<< /Type /Page /Contents %d 0 R /Contents 99 0 R >>" % at.contents
    yield Attack(family, "a key that stands twice", lambda: update(both(), {at.page: twice}))
    short = stream(b"abcdef").replace(b"6", b"2", 1)
    yield Attack(family, "a stream longer than it says", lambda: update(both(), {at.size: short}))
    yield Attack(family, "a second table beside it", red(trailer=at.trailer + b" /XRefStm 10"))


def _incremental() -> Iterator[Attack]:
    family = "incremental saving"
    both = signed_by_both
    for change in (
        other_price,
        further_page,
        comment,
        other_field_place,
        _other_font,
        _no_page,
        _turned_page,
        _script,
        _layer,
        _attachment,
    ):
        yield Attack(family, change.__name__, lambda change=change: revised(both(), change))
    at = where(both())
    yield Attack(
        family, "the content over the old one", lambda: update(both(), {at.contents: BLACK})
    )
    yield Attack(family, "an object without any table", lambda: both() + body(at.contents, BLACK))
    end = b"xref\n0 0\nstartxref\n1\n%%EOF"
    yield Attack(family, "without a trailer", lambda: both() + body(at.contents, BLACK) + end)
    yield Attack(family, "before the second signature", _between)


def _between() -> bytes:
    changed = revised(signed_by_one(), other_price)
    return by_other_program(changed, "buyer", parties().buyer)


def _page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    page: generic.DictionaryObject = writer.root["/Pages"]["/Kids"][0]
    return page


def _other_font(writer: IncrementalPdfFileWriter) -> None:
    font = _page(writer)["/Resources"]["/Font"]["/F1"]
    font[pdf_name("/BaseFont")] = pdf_name("/Symbol")
    writer.update_container(font)


def _no_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages[pdf_name("/Kids")] = generic.ArrayObject()
    pages[pdf_name("/Count")] = generic.NumberObject(0)
    writer.update_container(pages)


def _turned_page(writer: IncrementalPdfFileWriter) -> None:
    page = _page(writer)
    page[pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.update_container(page)


def _script(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("1")}
    )
    writer.update_root()


def _layer(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/OCProperties")] = generic.DictionaryObject(
        {pdf_name("/OCGs"): generic.ArrayObject()}
    )
    writer.update_root()


def _attachment(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/Names")] = generic.DictionaryObject(
        {pdf_name("/EmbeddedFiles"): generic.DictionaryObject()}
    )
    writer.update_root()


def _forgeries() -> Iterator[Attack]:
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


def _annotations() -> Iterator[Attack]:
    for subtype in ("FreeText", "Stamp", "Ink", "Square", "Redact", "Popup", "FileAttachment"):
        change = _annotation(subtype)
        yield Attack(
            "evil annotation", subtype, lambda change=change: revised(signed_by_both(), change)
        )
    page = (0, 0, 595, 842)
    family = "sneaky signature"
    both = signed_by_both
    stranger = parties().authority.signer("Stranger", silent=True)
    yield Attack(
        family,
        "a new visible field left empty",
        lambda: revised(signed_by_both(), _new_field(page)),
    )
    yield Attack(
        family,
        "a new invisible field left empty",
        lambda: revised(signed_by_both(), _new_field(None)),
    )
    yield Attack(
        family,
        "a new visible field signed",
        lambda: by_other_program(both(), "evil", stranger, box=page),
    )
    yield Attack(
        family,
        "a new invisible field signed",
        lambda: by_other_program(both(), "evil", stranger, new=True),
    )
    yield Attack(
        family,
        "a new visible field stamped",
        lambda: parties().stamp(signed_by_both(), "evil", page),
    )
    yield Attack(
        family,
        "uncertified, a new visible field left empty",
        lambda: revised(_uncertified(), _new_field(page)),
    )
    yield Attack(
        family,
        "uncertified, a new visible field stamped",
        lambda: parties().stamp(_uncertified(), "evil", page),
    )
    yield Attack(
        family, "a prepared field over the price", lambda: _prepared_field((60, 690, 300, 720))
    )
    yield Attack(
        family, "a prepared field over the page", lambda: _prepared_field((0, 0, 595, 600))
    )
    yield Attack(
        "certification",
        "comments where only signatures are allowed",
        lambda: revised(signed_by_one(), comment),
    )


def _annotation(subtype: str) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer: IncrementalPdfFileWriter) -> None:
        look = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 400 400 re f")
        look[pdf_name("/Type")] = pdf_name("/XObject")
        look[pdf_name("/Subtype")] = pdf_name("/Form")
        box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 400, 400)))
        look[pdf_name("/BBox")] = box
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name(f"/{subtype}"),
                pdf_name("/Rect"): box,
                pdf_name("/F"): generic.NumberObject(4),
                pdf_name("/AP"): generic.DictionaryObject(
                    {pdf_name("/N"): writer.add_object(look)}
                ),
            }
        )
        annotations = _page(writer)["/Annots"]
        annotations.append(writer.add_object(note))
        writer.update_container(annotations)

    return change


def _new_field(box: tuple[int, ...] | None) -> Callable[[IncrementalPdfFileWriter], None]:
    from pyhanko.sign import fields

    return lambda writer: fields.append_signature_field(
        writer, fields.SigFieldSpec("evil", box=box)
    )


def _uncertified() -> bytes:
    people = parties()
    once = by_other_program(small("seller", "buyer"), "seller", people.seller)
    return by_other_program(once, "buyer", people.buyer)


def _prepared_field(box: tuple[int, ...]) -> bytes:
    """The other party lays its field over what it will say otherwise, and signs last."""
    plain = revised(small("seller"), lambda writer: _named_field(writer, box))
    once = by_other_program(plain, "seller", parties().seller)
    return by_other_program(once, "evil", parties().buyer)


def _named_field(writer: IncrementalPdfFileWriter, box: tuple[int, ...]) -> None:
    _new_field(box)(writer)


def _prepared(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A file that was prepared before it was signed, by a program that signs anything."""
    with pikepdf.open(io.BytesIO(small("seller", "buyer"))) as pdf:
        change(pdf)
        output = io.BytesIO()
        pdf.save(output, compress_streams=False)
    once = by_other_program(output.getvalue(), "seller", parties().seller, certify=True)
    return by_other_program(once, "buyer", parties().buyer)


def _covered(pdf: pikepdf.Pdf) -> None:
    """Cover the true words by a picture that can be taken away."""
    page = pdf.pages[0]
    cover = pdf.make_indirect(pikepdf.Stream(pdf, b"1 g 60 690 300 30 re f"))
    page.obj.Contents = pikepdf.Array([page.obj.Contents, cover])


def _with_text_field(pdf: pikepdf.Pdf) -> None:
    look = pdf.make_stream(b"BT /F1 12 Tf (100 EUR) Tj ET")
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = pikepdf.Array([0, 0, 100, 20])
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            Ff=1,
            F=4,
            T=pikepdf.String("total"),
            V=pikepdf.String("100 EUR"),
            Rect=[300, 300, 400, 320],
            P=pdf.pages[0].obj,
            AP=pikepdf.Dictionary(N=look),
        )
    )
    pdf.Root.AcroForm.Fields.append(field)
    pdf.pages[0].Annots.append(field)


def _with_hidden_root(pdf: pikepdf.Pdf) -> None:
    """A second document in the file, that no reader looks at yet."""
    page = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, 595, 842],
            Contents=pdf.make_stream(b"1 0 0 rg 0 0 595 842 re f"),
            Resources=pikepdf.Dictionary(),
        )
    )
    pages = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=[page], Count=1))
    page.Parent = pages
    hidden = pikepdf.Dictionary(Type=pikepdf.Name.Catalog, Pages=pages, AcroForm=pdf.Root.AcroForm)
    pdf.Root.PieceInfo = pikepdf.Dictionary(Hidden=pdf.make_indirect(hidden))


def _shadows() -> Iterator[Attack]:
    covered = _prepared(_covered)
    with pikepdf.open(io.BytesIO(covered)) as pdf:
        cover = pdf.pages[0].obj.Contents[1].objgen[0]
    family = "shadow, hide"
    yield Attack(family, "the cover emptied", lambda: update(covered, {cover: stream(b" ")}))
    for dead in (0, 1):
        free = _entry(cover, 0, dead, b"f")
        yield Attack(
            family,
            f"the cover set free ({dead})",
            lambda free=free: update(covered, {}, entries=free),
        )
    form = _prepared(_with_text_field)
    yield Attack("shadow, replace", "a text field", lambda: revised(form, _other_total))
    yield Attack("shadow, replace", "a text field between the signatures", _total_between)
    yield Attack("shadow, replace", "the font", lambda: revised(signed_by_both(), _other_font))
    two = _prepared(_with_hidden_root)
    with pikepdf.open(io.BytesIO(two)) as pdf:
        hidden = pdf.Root.PieceInfo.Hidden.objgen[0]
        place = _place_of(two, hidden)
        root = pdf.Root.objgen[0]
    family = "shadow, hide and replace"
    yield Attack(family, "the trailer names the hidden root", lambda: update(two, {}, root=hidden))
    yield Attack(
        family,
        "the table leads to the hidden root",
        lambda: update(two, {}, entries=_entry(root, place)),
    )
    yield Attack(
        family, "an unlisted page in the signed bytes, and an end that is none", _hidden_in_base
    )


def _place_of(content: bytes, number: int) -> int:
    found = re.search(rb"(?<![0-9])%d 0 obj" % number, content)
    assert found
    return found.start()


def _hidden_in_base() -> bytes:
    """The red page lies in the signed bytes, unlisted; what is appended makes readers scan."""
    plain = small("seller", "buyer")
    at = where(plain)
    head, tail = plain[: at.startxref], plain[at.startxref :]
    extra = body(at.contents, BLACK)
    shifted = tail.replace(
        b"startxref\n%d" % at.startxref, b"startxref\n%d" % (at.startxref + len(extra))
    )
    once = by_other_program(head + extra + shifted, "seller", parties().seller, certify=True)
    both = by_other_program(once, "buyer", parties().buyer)
    return both + b" " * 5000


def _other_total(writer: IncrementalPdfFileWriter) -> None:
    field = next(
        one.get_object()
        for one in list.__iter__(writer.root["/AcroForm"]["/Fields"])
        if one.get_object()["/T"] == "total"
    )
    field[pdf_name("/V")] = generic.pdf_string("999999 EUR")
    writer.update_container(field)


def _total_between() -> bytes:
    with pikepdf.open(io.BytesIO(small("seller", "buyer"))) as pdf:
        _with_text_field(pdf)
        output = io.BytesIO()
        pdf.save(output)
    once = by_other_program(output.getvalue(), "seller", parties().seller, certify=True)
    return by_other_program(revised(once, _other_total), "buyer", parties().buyer)


def _properties() -> Iterator[Attack]:
    family = "properties"
    both = signed_by_both
    at = where(both())
    yield Attack(
        family,
        "a new title",
        lambda: update(
            both(), {at.size: b"<< /Title (Price 1) >>"}, trailer=_with_info(at.trailer, at.size)
        ),
    )
    yield Attack(
        family,
        "an old object as title",
        lambda: update(both(), {}, trailer=_with_info(at.trailer, at.page)),
    )
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
    yield Attack(
        family,
        "other metadata",
        lambda: update(both(), {at.metadata: stream(xmp, b"/Type /Metadata /Subtype /XML")}),
    )
    for key, value in {
        "/Version": pdf_name("/1.7"),
        "/Lang": generic.pdf_string("ru"),
        "/MarkInfo": generic.DictionaryObject(),
        "/PageMode": pdf_name("/UseOC"),
        "/Extensions": generic.DictionaryObject(
            {pdf_name("/X"): generic.ArrayObject([generic.pdf_string("x")])}
        ),
    }.items():
        yield Attack(
            family, key, lambda key=key, value=value: revised(both(), _in_root(key, value))
        )
    for key, value in {
        "/NeedAppearances": generic.BooleanObject(True),
        "/DA": generic.pdf_string("/F1 9 Tf"),
        "/XFA": generic.pdf_string("<xdp/>"),
        "/DR": generic.DictionaryObject(),
    }.items():
        yield Attack(
            family, key, lambda key=key, value=value: revised(both(), _in_form(key, value))
        )
    words = generic.DictionaryObject({pdf_name("/Words"): generic.pdf_string("Price 900")})
    yield Attack(
        family,
        "a later check's data that are none",
        lambda: revised(both(), _in_root("/DSS", words)),
    )


def _with_info(trailer: bytes, number: int) -> bytes:
    return re.sub(rb" /Info \d+ 0 R|$", b" /Info %d 0 R" % number, trailer, count=1)


def _in_root(key: str, value: generic.PdfObject) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root[pdf_name(key)] = value
        writer.update_root()

    return change


def _in_form(key: str, value: generic.PdfObject) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root["/AcroForm"][pdf_name(key)] = value
        writer.update_container(writer.root["/AcroForm"])

    return change


def _stamps() -> Iterator[Attack]:
    people = parties()
    family = "time stamps"
    yield Attack(family, "in a party's field", lambda: people.stamp(signed_by_one(), "buyer"))
    yield Attack(
        family, "then another page", lambda: revised(people.stamp(signed_by_both()), other_price)
    )
    yield Attack(
        family,
        "in all fields, then another page",
        lambda: revised(_all_stamped(), other_price),
        NOT_SIGNED,
    )


def _all_stamped() -> bytes:
    return parties().stamp(parties().stamp(small("seller", "buyer"), "seller"), "buyer")

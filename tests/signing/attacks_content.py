"""Attacks by revisions that a library writes: pages, notes, fields, properties, time stamps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.signing.attack import NOT_SIGNED, Attack
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


def incremental() -> Iterator[Attack]:
    family = "incremental saving"
    both = signed_by_both
    for change in (
        other_price,
        further_page,
        comment,
        other_field_place,
        other_font,
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


def other_font(writer: IncrementalPdfFileWriter) -> None:
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


def annotations() -> Iterator[Attack]:
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


def properties() -> Iterator[Attack]:
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
        "/SigFlags": generic.NumberObject(0),
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


def stamps() -> Iterator[Attack]:
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

"""Shadow attacks: what was prepared before signing is shown, or hidden, afterwards."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.signing.attack import Attack
from tests.signing.attacks_content import other_font
from tests.signing.attacks_structure import entry
from tests.signing.documents import (
    revised,
    small,
)
from tests.signing.parties import by_other_program, parties, signed_by_both
from tests.signing.raw import BLACK, body, stream, update, where


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


def shadows() -> Iterator[Attack]:
    covered = _prepared(_covered)
    with pikepdf.open(io.BytesIO(covered)) as pdf:
        cover = pdf.pages[0].obj.Contents[1].objgen[0]
    family = "shadow, hide"
    yield Attack(family, "the cover emptied", lambda: update(covered, {cover: stream(b" ")}))
    for dead in (0, 1):
        free = entry(cover, 0, dead, b"f")
        yield Attack(
            family,
            f"the cover set free ({dead})",
            lambda free=free: update(covered, {}, entries=free),
        )
    form = _prepared(_with_text_field)
    yield Attack("shadow, replace", "a text field", lambda: revised(form, _other_total))
    yield Attack("shadow, replace", "a text field between the signatures", _total_between)
    yield Attack("shadow, replace", "the font", lambda: revised(signed_by_both(), other_font))
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
        lambda: update(two, {}, entries=entry(root, place)),
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

"""Sound signed files of several makers and shapes, as they are met: none may be called bad."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unittest import mock

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.validation import DocumentSecurityStore

from aftersales_docs.signing.syntax import identity_at
from tests.signing.documents import revised, small, tagged
from tests.signing.parties import by_other_program, parties, signed_by_both, signed_by_one
from tests.signing.pki import Holder
from tests.signing.raw import stream_update, update, where


@dataclass(frozen=True)
class Sound:
    """A sound file, made anew; ``pdfsig`` says that poppler finds its signatures at all."""

    name: str
    make: Callable[[], bytes]
    pdfsig: bool = True

    def __str__(self) -> str:
        return self.name


def sound_files() -> Iterator[Sound]:
    yield Sound("by us", signed_by_both)
    yield Sound("by us, one signature missing", signed_by_one)
    yield Sound("tagged, one kid", lambda: _ours(tagged(_plain(), in_list=False)))
    yield Sound("tagged, a list of kids", lambda: _ours(tagged(_plain(), in_list=True)))
    for name, shape in SHAPES.items():
        known = shape is not _kids
        yield Sound(f"{name}, signed by us", lambda shape=shape: _ours(shape()), known)
        yield Sound(f"{name}, signed by others", lambda shape=shape: _theirs(shape()), known)
    yield Sound("certified by others, references as objects of their own", _indirect)
    yield Sound("saved by Acrobat, a dead number", lambda: _dead(signed_by_both(), b"00000"))
    yield Sound("saved by Acrobat, a number set free", lambda: _dead(signed_by_both(), b"00001"))
    yield Sound("by an RSA key, then by a curve, by us", lambda: _by_two_kinds(_by_us))
    yield Sound(
        "by an RSA key, then by a curve, by others", lambda: _by_two_kinds(by_other_program)
    )
    yield Sound("a time stamp over it", lambda: parties().stamp(signed_by_both()))
    yield Sound(
        "two time stamps over it",
        lambda: parties().stamp(parties().stamp(signed_by_both()), "Stamp2"),
    )
    yield Sound("data for later checks", _with_data)
    yield Sound("data and a time stamp", lambda: parties().stamp(_with_data()))
    yield Sound(
        "certified for no changes",
        lambda: by_other_program(
            small("seller"),
            "seller",
            parties().seller,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
    )
    yield Sound("white space at the end", lambda: signed_by_both() + b"\r\n \n")
    yield Sound("an identical object once more", _same_again)
    yield Sound(
        "a revision that is a table alone",
        lambda: stream_update(signed_by_both(), where(signed_by_both()).size),
    )


def _plain() -> bytes:
    return small("seller", "buyer")


def _ours(content: bytes) -> bytes:
    people = parties()
    return people.sign(people.sign(content, "seller"), "buyer")


def _theirs(content: bytes) -> bytes:
    people = parties()
    once = by_other_program(content, "seller", people.seller, certify=True, pades=True)
    return by_other_program(once, "buyer", people.buyer)


def _by_two_kinds(sign: Callable[[bytes, str, Holder], bytes]) -> bytes:
    """The second key needs a later version of the format than the first."""
    first = parties().authority.signer("Katharina Vogt", silent=True, with_rsa=True)
    return sign(sign(_plain(), "seller", first), "buyer", parties().buyer)


def _by_us(content: bytes, field: str, holder: Holder) -> bytes:
    return parties().sign(content, field, holder)


def _saved(**options: object) -> bytes:
    with pikepdf.open(io.BytesIO(_plain())) as pdf:
        output = io.BytesIO()
        pdf.save(output, **options)  # type: ignore[arg-type]
    return output.getvalue()


def _padded() -> bytes:
    """Offsets padded with blanks, as some writers do."""
    return re.sub(
        rb"^(0{1,9})(?=[0-9]+ [0-9]{5} n)",
        lambda found: b" " * len(found[1]),
        _plain(),
        flags=re.MULTILINE,
    )


def _off_by_a_blank() -> bytes:
    """The end names the line's end before the table."""
    at = where(_plain())
    assert _plain()[at.startxref - 1 : at.startxref] == b"\n"
    return _plain().replace(b"startxref\n%d" % at.startxref, b"startxref\n%d" % (at.startxref - 1))


def _remarked() -> bytes:
    """A remark of the writer's before the end."""
    return _plain().replace(b"\nstartxref", b"\n%iText-7.1.2\nstartxref")


def _windows_lines() -> bytes:
    return _plain()[: where(_plain()).startxref] + _plain()[where(_plain()).startxref :].replace(
        b" \n", b"\r\n"
    ).replace(b"startxref\n", b"startxref\r\n")


def _hybrid() -> bytes:
    """As Word writes it: a table, and after the end a second one that names a stream beside it."""
    plain = _plain()
    at = where(plain)
    size = at.size + 1
    number = at.size
    rows = [b"\x00" + (0).to_bytes(4, "big") + b"\xff"]
    rows += [
        b"\x01" + _place(plain, one).to_bytes(4, "big") + b"\x00" for one in range(1, at.size)
    ]
    head = plain[: at.startxref]
    rows.append(b"\x01" + len(head).to_bytes(4, "big") + b"\x00")
    data = b"".join(rows)
    stream = (
        b"%d 0 obj\n<< /Type /XRef /W [1 4 1] /Size %d /Root %d 0 R %s /Length %d >>\n"
        b"stream\n%s\nendstream\nendobj\n"
    ) % (number, size, at.root, at.trailer, len(data), data)
    table = plain[at.startxref :].replace(
        b"startxref\n%d" % at.startxref, b"startxref\n%d" % (at.startxref + len(stream))
    )
    first = head + stream + table
    return first + (
        b"xref\n0 0\ntrailer\n<< /Size %d /Root %d 0 R %s /Prev %d /XRefStm %d >>\n"
        b"startxref\n%d\n%%%%EOF\n"
    ) % (size, at.root, at.trailer, at.startxref + len(stream), len(head), len(first))


def _place(content: bytes, number: int) -> int:
    for found in re.finditer(rb"(?<![0-9])%d 0 obj" % number, content):
        if identity_at(content, found.start()):
            return found.start()
    raise AssertionError(number)


def _kids() -> bytes:
    """A field that is a kid of another, and a widget that is a kid of its field."""
    with pikepdf.open(io.BytesIO(_plain())) as pdf:
        for field in list(pdf.Root.AcroForm.Fields):
            name = field.T
            del field.T
            del field.FT
            parent = pdf.make_indirect(
                pikepdf.Dictionary(
                    T=name,
                    FT=pikepdf.Name.Sig,
                    Kids=pikepdf.Array([field]),
                )
            )
            field.Parent = parent
            fields = [
                parent if one.objgen == field.objgen else one for one in pdf.Root.AcroForm.Fields
            ]
            pdf.Root.AcroForm.Fields = pikepdf.Array(fields)
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


SHAPES: dict[str, Callable[[], bytes]] = {
    "object streams": lambda: _saved(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "for quick showing": lambda: _saved(linearize=True),
    "for quick showing, object streams": lambda: _saved(
        linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "padded offsets": _padded,
    "an end off by a blank": _off_by_a_blank,
    "a remark before the end": _remarked,
    "line ends of Windows": _windows_lines,
    "hybrid tables": _hybrid,
    "an unsigned revision before": lambda: revised(_plain(), lambda writer: writer.update_root()),
    "widgets as kids": _kids,
}


def _with_indirect_references(sign: Callable[[], bytes]) -> bytes:
    """Signed as Acrobat does it: what lies in the list of references as objects of their own."""
    apply = cms_embedder.SigMDPSetup.apply

    def apart(
        self: object, reference: generic.Reference, writer: IncrementalPdfFileWriter
    ) -> None:
        apply(self, reference, writer)
        signature = reference.get_object()
        references = signature["/Reference"]
        for index, one in enumerate(list.__iter__(references)):
            parameters = one["/TransformParams"]
            one[pdf_name("/TransformParams")] = writer.add_object(parameters)
            references[index] = writer.add_object(one)

    with mock.patch.object(cms_embedder.SigMDPSetup, "apply", apart):
        return sign()


def _indirect() -> bytes:
    people = parties()
    once = _with_indirect_references(
        lambda: by_other_program(_plain(), "seller", people.seller, certify=True, pades=True)
    )
    return people.sign(once, "buyer")


def _dead(content: bytes, generation: bytes) -> bytes:
    number = where(content).size
    entry = b"%d 1\n0000000000 %s f \n" % (number, generation)
    return update(content, {}, entries=(entry,), size=number + 1)


def _with_data() -> bytes:
    with mock.patch.object(IncrementalPdfFileWriter, "_update_meta"):
        output = io.BytesIO(signed_by_both())
        roots = list(parties().roots)
        DocumentSecurityStore.add_dss(output, sig_contents=None, certs=roots)
    return output.getvalue()


def _same_again() -> bytes:
    content = signed_by_both()
    at = where(content)
    place = _place(content, at.page)
    old = content[place : content.index(b"endobj", place)].split(b"obj", 1)[1].strip()
    return update(content, {at.page: old})

"""Two parties with keys, and files that they signed: without a server, for fast tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from unittest import mock

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import pdf_signer
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from aftersales_docs.signing import sign as signing
from aftersales_docs.signing.report import Report
from aftersales_docs.signing.verify import verify
from tests.signing.documents import small
from tests.signing.pki import Authority, Holder


@dataclass(frozen=True)
class Parties:
    """An authority that nobody can ask, and two people whom it certified."""

    authority: Authority
    seller: Holder
    buyer: Holder

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        return (x509.Certificate.load(self.authority.root.der),)

    def check(self, content: bytes) -> Report:
        return verify(content, "in.pdf", self.roots)

    def sign(self, content: bytes, field: str, holder: Holder | None = None) -> bytes:
        """Signed by our own program."""
        signer = signer_of(holder or getattr(self, field))
        return signing.sign(content, "in.pdf", signer, signing.Request(field))

    def stamper(self) -> DummyTimeStamper:
        stamps = self.authority.stamps
        return DummyTimeStamper(x509.Certificate.load(stamps.der), _key(stamps), _store(stamps))

    def stamp(self, content: bytes, field: str = "Stamp1", box: tuple[int, ...] = ()) -> bytes:
        """With a time stamp over the whole file, in a field that is there or is made."""
        # One that leaves the document's properties as they are; others are not sound.
        writer = signing._Writer.from_reader(_reader(content))
        names = [name for name, *_ in fields.enumerate_sig_fields(writer.prev)]
        if field not in names:
            fields.append_signature_field(writer, fields.SigFieldSpec(field, box=box or None))
        output = io.BytesIO()
        signers.PdfTimeStamper(self.stamper(), field_name=field).timestamp_pdf(
            writer, "sha256", output=output
        )
        return output.getvalue()


@cache
def parties() -> Parties:
    authority = Authority("http://127.0.0.1:9")  # Nobody is asked there.
    people = (authority.signer(name, silent=True) for name in ("Katharina Vogt", "Li Wei"))
    return Parties(authority, *people)


@cache
def signed_by_both() -> bytes:
    people = parties()
    return people.sign(people.sign(small("seller", "buyer"), "seller"), "buyer")


@cache
def signed_by_one() -> bytes:
    return parties().sign(small("seller", "buyer"), "seller")


def by_other_program(
    content: bytes,
    field: str,
    holder: Holder,
    *,
    certify: bool = False,
    box: tuple[int, ...] = (),
    pades: bool = False,
    when: datetime | None = None,
    **more: object,
) -> bytes:
    """Signed by another program: without our looks, rules and certification.

    ``when`` is what the signer's clock says.
    """
    spec = fields.SigFieldSpec(field, box=box or None) if box or more.pop("new", False) else None
    subfilter = (
        fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    )
    output = io.BytesIO()
    writer = signing._Writer.from_reader(_reader(content))
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=field,
            certify=certify,
            subfilter=subfilter,
            **more,  # type: ignore[arg-type]
        ),
        signer_of(holder),
        new_field_spec=spec,
    )
    with _clock(when):
        signer.sign_pdf(writer, existing_fields_only=spec is None, output=output)
    return output.getvalue()


@contextmanager
def _clock(when: datetime | None) -> Iterator[None]:
    """A signer's clock that says something else."""
    if when is None:
        yield
        return
    clock = mock.Mock(wraps=datetime)
    clock.now = lambda *_, **__: when
    with mock.patch.object(pdf_signer, "datetime", clock):
        yield


def _reader(content: bytes) -> PdfFileReader:
    return PdfFileReader(io.BytesIO(content), strict=False)


def signer_of(holder: Holder) -> signers.SimpleSigner:
    return signers.SimpleSigner(x509.Certificate.load(holder.der), _key(holder), _store(holder))


def _key(holder: Holder) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        holder.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _store(holder: Holder) -> SimpleCertificateStore:
    return SimpleCertificateStore.from_certs(
        x509.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in holder.chain
    )

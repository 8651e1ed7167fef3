"""Signing one field of a PDF: an incremental update that leaves all before it alone.

A PDF of others is given its places to sign in the same update. What ``verify`` would not
call valid is not signed: a file that programs read differently, one that could say
something else later, a certificate that is not made for it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from urllib.parse import urlsplit, urlunsplit

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from tzlocal import get_localzone

from ..errors import joined, worded
from .certificates import check_signing
from .covering import covering
from .hazards import hazards_of
from .places import FieldPlace, Wish, places
from .reading import Field, Opened, field_to_sign, fields_of, language, opened
from .refusing import wrong
from .stamp import Appearance
from .verify import broken_signatures
from .words import one_line, shown, signer_name, words_of

Level = Literal["B-B", "B-T", "B-LT"]
_TIMEOUT = 20  # seconds for a time-stamp server to answer


@dataclass(frozen=True, slots=True)
class Request:
    """What a signature shall be: field, words, PAdES level and what that needs.

    ``places`` are fields that the file shall be given first; only one that nobody has
    signed yet can be. ``tsa`` is the URL of a time-stamp server, needed from B-T on;
    ``roots`` are the certificates that the signer's and the server's chains end at, needed
    for B-LT and checked for the other levels where given.
    """

    field: str
    reason: str = ""
    place: str = ""
    level: Level = "B-B"
    tsa: str = ""
    roots: tuple[x509.Certificate, ...] = ()
    places: tuple[Wish, ...] = ()


class _Writer(IncrementalPdfFileWriter):
    """An incremental update that leaves the metadata as they are.

    pyHanko would date them anew, and the XMP packet of PDF/A would no longer be that of
    the writer who vouched for it. The seam is one method; a test holds it.
    """

    def _update_meta(self) -> None:
        return


def sign(content: bytes, file: str, signer: Signer, request: Request) -> bytes:
    """``content`` with the field ``request.field`` signed.

    The first signature certifies: after it the file allows nothing but further
    signatures. ``file`` is what messages call the PDF.

    Raises:
        DataError: the file has no such empty field, or an earlier signature is broken; it
            is one that should not be signed; the certificate may not sign; the
            time-stamp server or the revocation data can't be had.

    """
    pdf = opened(content, file)
    reader = pdf.reader
    fields = fields_of(reader, file)
    first = not any(field.signed for field in fields)
    new = _new_places(pdf, fields, request, file)
    if request.field not in [place.name for place in new]:
        field_to_sign(fields, request.field, file)
    _check_sound(pdf, fields, file)
    _check_earlier(pdf, file)
    certificate = signer.signing_cert
    moment = datetime.now(get_localzone())
    if certificate is None:
        raise wrong("no-key", "the signer has no certificate.", "Give one with its key.", file)
    check_signing(certificate, moment, file)
    words = words_of(
        signer_name(certificate), moment, request.reason, request.place, language(reader)
    )
    context = _context(request, signer)
    pdf_signer = PdfSigner(
        _metadata(request, context, first=first),
        signer,
        timestamper=HTTPTimeStamper(request.tsa, timeout=_TIMEOUT) if request.tsa else None,
        stamp_style=Appearance(border_width=0, words=words),
    )
    result = _signed(pdf_signer, reader, new, request, file)
    _check_result(result, file)
    return result


def _new_places(
    pdf: Opened, fields: Sequence[Field], request: Request, file: str
) -> list[FieldPlace]:
    if not request.places:
        return []
    signed = [field.name for field in fields if field.signed]
    if signed:
        raise wrong(
            "signed-already",
            worded("the file is signed already (in {signed}).", signed=shown(signed[0])),
            "Places to sign can be added only before the first signature: the first party "
            "makes those of all parties.",
            file,
        )
    return places(pdf.content, request.places, [field.name for field in fields], file)


def _check_sound(pdf: Opened, fields: Sequence[Field], file: str) -> None:
    """Refuse a file that could be read in two ways, or say something else later."""
    surplus = [doubt.words for doubt in pdf.skeleton.doubts if doubt.position >= pdf.end]
    doubt = surplus[0] if surplus else pdf.doubtful()
    if doubt:
        raise _not_sound(doubt, file)
    try:
        hidden = covering(pdf.content)
    except Exception as error:  # PDFium draws for Chrome and Edge.
        raise _not_sound(worded("PDFium can't read its pages"), file) from error
    bad = [field for field in fields if not field.signed and field.name in hidden]
    if bad:
        raise wrong(
            "field-covers",
            worded(
                "the signature field {name} is no place to sign: {hidden}.",
                name=shown(bad[0].name),
                hidden=hidden[bad[0].name],
            ),
            "Who signs there could hide what the document says. Have it made without that field.",
            file,
        )
    hazards = hazards_of(pdf.content)
    if hazards:
        raise wrong(
            "could-change",
            worded("the file holds {hazards}.", hazards=joined(hazards)),
            "It could say something else later, so it is not signed. Have it made without, for "
            "instance by printing it into a PDF, and sign that.",
            file,
        )


def _not_sound(doubt: str, file: str) -> Exception:
    return wrong(
        "not-sound",
        worded("programs may read the file differently ({doubt}).", doubt=doubt),
        "Have it saved anew by another program, for instance by printing it into a PDF, and "
        "sign that.",
        file,
    )


def _check_result(result: bytes, file: str) -> None:
    """See that our own check finds nothing wrong with what was signed."""
    broken = broken_signatures(opened(result, file), file)
    if broken:
        raise wrong(
            "not-signed",
            worded(
                (
                    "the document was not signed: in {field} the signature would not hold "
                    "({problem})."
                ),
                field=shown(broken[0].field),
                problem=broken[0].problem,
            ),
            "Have the file saved anew by another program and sign that.",
            file,
        )


def _check_earlier(pdf: Opened, file: str) -> None:
    """Refuse to sign what somebody changed after another had signed it."""
    broken = broken_signatures(pdf, file)
    if broken:
        raise wrong(
            "earlier-signature-broken",
            worded(
                "the signature in {field} does not hold: {problem}.",
                field=shown(broken[0].field),
                problem=broken[0].problem,
            ),
            "Ask for the file as it was signed; 'aftersales-docs verify' tells more.",
            file,
        )


def _context(request: Request, signer: Signer) -> ValidationContext | None:
    """Against what the chains are checked before signing; ``None`` where nothing is given."""
    if not request.roots:
        return None
    long_term = request.level == "B-LT"
    return ValidationContext(
        trust_roots=list(request.roots),
        other_certs=list(signer.cert_registry),
        allow_fetching=long_term,
        revocation_mode="require" if long_term else "soft-fail",
    )


def _metadata(
    request: Request, context: ValidationContext | None, *, first: bool
) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=request.field,
        reason=one_line(request.reason) or None,
        location=one_line(request.place) or None,
        certify=first,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=request.level == "B-LT",
        validation_context=context,
        signer_key_usage=set(),  # check_signing has looked: either use will do
        # One signature, one revision: the validation data go in with the signature.
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )


def _signed(
    pdf_signer: PdfSigner,
    reader: PdfFileReader,
    new: Sequence[FieldPlace],
    request: Request,
    file: str,
) -> bytes:
    try:
        writer = _Writer.from_reader(reader)
        for place in new:
            append_signature_field(writer, _specified(place))
        output = pdf_signer.sign_pdf(writer, existing_fields_only=True, output=io.BytesIO())
    except TimestampRequestError as error:
        raise wrong(
            "time-stamp",
            worded(
                "the time-stamp server {shown} gave no time stamp ({cause}).",
                shown=_shown(request.tsa),
                cause=_cause(error),
            ),
            "See that the address is right and the server can be reached, or sign as B-B.",
            file,
        ) from error
    except SigningError as error:
        raise wrong(
            "chain-not-trusted" if request.roots else "not-signed",
            worded("the document was not signed: {cause}.", cause=_cause(error)),
            _CURE_OF_CHAIN if request.roots else "See docs/signing.md for what a PDF must have.",
            file,
        ) from error
    except Exception as error:
        if type(error).__module__.split(".")[0] == "pkcs11":
            raise
        raise wrong(
            "not-signed",
            "the document was not signed: its form is built in a way that can't be signed here.",
            "Have the file saved anew by another program and sign that.",
            file,
        ) from error
    return cast("io.BytesIO", output).getvalue()


def _specified(place: FieldPlace) -> SigFieldSpec:
    """A new place as pyHanko wants to be told of it; blank until it is signed."""
    left, bottom, right, top = (round(edge) for edge in place.edges)
    return SigFieldSpec(
        place.name,
        on_page=place.page,
        box=(left, bottom, right, top),
        empty_field_appearance=True,
    )


_CURE_OF_CHAIN = (
    "Give with --trust the roots of the signer's certificate and of the time-stamp server; "
    "for B-LT both issuers must offer revocation data (CRL or OCSP)."
)


def _shown(url: str) -> str:
    """``url`` without a password that stands in it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _cause(error: BaseException) -> str:
    """The message of an error with that of its cause."""
    words = str(error).rstrip(".") or type(error).__name__
    return f"{words}: {str(error.__cause__).rstrip('.')}" if error.__cause__ else words

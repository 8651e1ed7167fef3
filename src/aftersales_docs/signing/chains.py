"""Chains of certificates: judged today, or at the moment that a time stamp proves.

A signature outlives its certificate. Where a trusted time stamp says when it was made, the
certificate is judged at that moment, else now. Revocation is known from what the file
carries (PAdES B-LT) and, if asked for, from the issuers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from .revisions import POLICY


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom to trust, and whether to ask the issuers about revocation."""

    roots: tuple[x509.Certificate, ...] = ()
    online: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A signature's status; whether it is proven that no certificate was revoked.

    ``long_term`` says that the proof lies in the file and covers the time stamp, too;
    ``revoked_later`` that the signer's certificate was revoked after a proven signature.
    """

    status: PdfSignatureStatus
    not_revoked: bool
    long_term: bool
    revoked_later: bool


@dataclass(frozen=True, slots=True)
class _Data:
    """Certificates and revocation data at hand, DER."""

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def context(
        self,
        trust: Trust,
        *,
        mode: str = "soft-fail",
        moment: datetime | None = None,
        fetch: bool = False,
    ) -> ValidationContext:
        return ValidationContext(
            trust_roots=list(trust.roots),
            other_certs=list(self.certificates),
            crls=list(self.crls),
            ocsps=list(self.ocsps),
            allow_fetching=fetch,
            revocation_mode=mode,
            moment=moment,
            # What an issuer says today about a revocation holds for an earlier moment, too.
            retroactive_revinfo=moment is not None,
        )


def _carried(reader: PdfFileReader) -> _Data:
    """The validation data that the file itself carries."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return _Data()
    return _Data(
        tuple(store.load_certs()),
        tuple(reference.get_object().data for reference in store.crls),
        tuple(reference.get_object().data for reference in store.ocsps),
    )


async def _status(
    signature: EmbeddedPdfSignature, signer: ValidationContext, stamp: ValidationContext
) -> PdfSignatureStatus:
    return await async_validate_pdf_signature(
        signature,
        signer_validation_context=signer,
        ts_validation_context=stamp,
        # What a certificate is for, ``certificates.objection`` judges for both sides.
        key_usage_settings=KeyUsageConstraints(key_usage=set()),
        diff_policy=POLICY,
        # The revisions are reviewed once; the result stays with the signature.
        skip_diff=signature.diff_result is not None,
    )


async def check_signature(signature: EmbeddedPdfSignature, trust: Trust) -> Checked:
    """Judge a signature.

    Raises:
        Exception: of many kinds, if what stands there is no signature.

    """
    carried = _carried(signature.reader)
    now = carried.context(trust, fetch=trust.online)
    try:
        status = await _status(signature, now, now)
    finally:
        await now.aclose()
    known = _Data(
        carried.certificates,
        tuple(one.dump() for one in now.crls),
        tuple(one.dump() for one in now.ocsps),
    )
    moment = proven_moment(status)
    later = _revoked_after(status, moment)
    if later:
        # certvalidator takes an OCSP response of a later revocation for no proof at all.
        known = replace(known, ocsps=())
    if moment is not None:
        then = known.context(trust, moment=moment)
        status = await _status(signature, then, known.context(trust))
    return Checked(
        status,
        not_revoked=await _proven(signature, known, trust, moment),
        revoked_later=later,
        long_term=moment is not None and await _proven(signature, carried, trust, moment, True),
    )


def proven_moment(status: PdfSignatureStatus) -> datetime | None:
    """When the signature was made, if a trusted time stamp says so."""
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.intact and stamp.valid and stamp.trusted):
        return None
    return stamp.timestamp


def _revoked_after(status: PdfSignatureStatus, moment: datetime | None) -> bool:
    details = status.revocation_details
    return (
        details is not None
        and moment is not None
        and not details.ca_revoked
        and details.revocation_date > moment
    )


async def _proven(
    signature: EmbeddedPdfSignature,
    data: _Data,
    trust: Trust,
    moment: datetime | None,
    with_stamp: bool = False,
) -> bool:
    """Whether ``data`` prove that no certificate of the chain was revoked at ``moment``."""
    if not (data.crls or data.ocsps):
        return False
    strict = data.context(trust, mode="require", moment=moment)
    stamp = data.context(trust, mode="require" if with_stamp else "soft-fail", moment=moment)
    status = await _status(signature, strict, stamp)
    validity = status.timestamp_validity
    return status.trusted and (not with_stamp or (validity is not None and validity.trusted))


async def check_time_stamp(
    signature: EmbeddedPdfSignature, trust: Trust
) -> DocumentTimestampStatus:
    """Judge a time stamp over the whole file."""
    context = _carried(signature.reader).context(trust, fetch=trust.online)
    try:
        return await async_validate_pdf_timestamp(signature, context, POLICY)
    finally:
        await context.aclose()

"""Why a certificate is not trusted, in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.validation.status import SignatureStatus

from ..errors import worded
from .certificates import WEAK_HASHES, objection, out_of_time, weak_hash

_UNKNOWN = worded("its issuer is none of those you trust; add the issuer's root with --trust")
_EXPIRED = worded("it was out of its time, and no trusted time stamp proves an earlier signature")
_WEAK = worded("it rests on an algorithm that is too weak")
_REVOKED = worded("it was revoked")
_EARLY = worded("it was not valid yet")
_WORDS: Final = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: _UNKNOWN,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: _EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: _EXPIRED,
    AdESIndeterminate.EXPIRED: _EXPIRED,
    AdESIndeterminate.NOT_YET_VALID: _EARLY,
    AdESFailure.NOT_YET_VALID: _EARLY,
    AdESFailure.REVOKED: _REVOKED,
    AdESIndeterminate.REVOKED_NO_POE: _REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: worded("its issuer was revoked"),
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: worded("it is not made for signing documents"),
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: worded("it is not made for signing documents"),
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: _WEAK,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: _WEAK,
    AdESIndeterminate.TRY_LATER: worded("its revocation data are out of date"),
}
_OF_CHAIN = worded("the chain from it to a root that you trust is broken")
# What pyHanko says of a chain whose links don't fit, whatever the cause.
_VAGUE: Final = frozenset({_WEAK, _OF_CHAIN})


def trouble_of(
    status: SignatureStatus,
    *,
    subject: str,
    moment: datetime,
    known: Iterable[x509.Certificate] = (),
    own: bool = True,
) -> str:
    """Why the certificate (or the time stamp) behind ``status`` is not trusted.

    ``moment`` is when it is judged, ``known`` the certificates at hand; ``own`` says that
    it signs a document itself and no time stamp.
    """
    return worded(
        "the {subject} is not trusted: {reason}",
        subject=subject,
        reason=_reason(status, moment, tuple(known), own),
    )


def _reason(
    status: SignatureStatus, moment: datetime, known: tuple[x509.Certificate, ...], own: bool
) -> str:
    certificate = status.signing_cert
    if status.revocation_details is not None:
        since = status.revocation_details.revocation_date
        words = (
            worded("its issuer was revoked") if status.revocation_details.ca_revoked else _REVOKED
        )
        return worded("{why} ({day})", why=words, day=since.date())
    timely = out_of_time(certificate, moment)
    if timely:
        if timely.code == "certificate-not-yet-valid":
            return timely.words
        return worded("{why} ({day})", why=_EXPIRED, day=certificate.not_valid_after.date())
    found = objection(certificate, moment) if own else None
    if found:
        return found.words
    if own and status.trust_problem_indic is AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE:
        # Its own purposes fit, as was seen above. pyHanko says this of a certificate too that
        # signed itself and is none of the roots.
        return _UNKNOWN if certificate.self_issued else _OF_CHAIN
    return _of_the_chain(status, known)


def _of_the_chain(status: SignatureStatus, known: tuple[x509.Certificate, ...]) -> str:
    indication = status.trust_problem_indic
    if indication is None:
        return _UNKNOWN if status.validation_path is None else worded("it is not valid")
    words = _WORDS.get(indication, _OF_CHAIN)
    weak = status.md_algorithm in WEAK_HASHES or any(weak_hash(one) for one in known)
    if words not in _VAGUE or weak:
        return words
    # A root of the same name with another key fails at its signature: it is another root.
    return _UNKNOWN

"""Why a certificate is not trusted, in words that say what to do."""

from __future__ import annotations

from typing import Final

from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.validation.status import SignatureStatus

_UNKNOWN = "its issuer is none of those you trust; add the issuer's root with --trust"
_EXPIRED = "it was out of its time, and no trusted time stamp proves an earlier signature"
_REVOKED = "it was revoked"
_WORDS: Final = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: _UNKNOWN,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: _EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: _EXPIRED,
    AdESIndeterminate.EXPIRED: _EXPIRED,
    AdESIndeterminate.NOT_YET_VALID: "it was not valid yet",
    AdESFailure.NOT_YET_VALID: "it was not valid yet",
    AdESFailure.REVOKED: _REVOKED,
    AdESIndeterminate.REVOKED_NO_POE: _REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: "its issuer was revoked",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "it is not made for signing documents",
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: "it is not made for signing documents",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "it rests on an algorithm that is too weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "it rests on a weak algorithm",
    AdESIndeterminate.TRY_LATER: "its revocation data are out of date",
}


def trouble_of(status: SignatureStatus, *, subject: str) -> str:
    """Why the certificate (or the time stamp) behind ``status`` is not trusted."""
    indication = status.trust_problem_indic
    if indication is None:
        words = _UNKNOWN if status.validation_path is None else "it is not valid"
    else:
        words = _WORDS.get(indication, indication.standard_name.lower().replace("_", " "))
    horizon = status.error_time_horizon
    since = f" ({horizon:%Y-%m-%d})" if horizon and words in (_EXPIRED, _REVOKED) else ""
    return f"the {subject} is not trusted: {words}{since}"

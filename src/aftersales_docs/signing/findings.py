"""From pyHanko's status of a signature or time stamp to a finding, in words for people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import (
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
)

from ..errors import worded
from .certificates import objection
from .chains import Checked, Trust, proven_moment
from .objects import entry
from .report import STAMP, Changes, Finding, Kind, Revocation, State
from .revisions import ForbiddenError
from .trouble import trouble_of
from .words import one_line, signer_name

_PADES = "/ETSI.CAdES.detached"
_PERMITS = {
    MDPPerm.NO_CHANGES: worded("no changes"),
    MDPPerm.FILL_FORMS: worded("only further signatures"),
    MDPPerm.ANNOTATE: worded("signatures and comments"),
}
# So far apart may two clocks be that are both right enough.
_CLOCKS: Final = timedelta(minutes=10)
_CHANGED = worded("the file was changed after this signature in a way that it does not allow")
_INVALID = worded("what was signed is no longer what the file holds, or the signature is forged")


def refused(words: str) -> str:
    """Why what stands in a field is no signature of the file."""
    return worded("this is no signature of the file: {words}", words=words)


def of_time_stamp(
    signature: EmbeddedPdfSignature,
    status: DocumentTimestampStatus,
    now: datetime,
    *,
    misplaced: bool,
) -> Finding:
    """The finding on a time stamp; ``misplaced`` says that it stands in a party's field."""
    whole = status.intact and status.valid
    forbidden = _forbidden(signature, status.coverage)
    state = _state(whole=whole, changed=forbidden, trusted=status.trusted)
    problem = {State.INVALID: _INVALID, State.CHANGED: _changed(signature)}.get(state, "")
    if state is State.UNTRUSTED:
        problem = trouble_of(status, subject=worded("time stamp"), moment=now, own=False)
    if misplaced and state is not State.INVALID:
        state = State.NOT_SIGNED
        problem = worded(
            "a time stamp stands in the field of a party, which is nobody's signature"
        )
    return Finding(
        field=signature.field_name,
        state=state,
        kind=STAMP,
        signer=signer_name(status.signing_cert),
        stamped_at=status.timestamp,
        changes=Changes.FORBIDDEN if forbidden else Changes.NONE,
        problem=problem,
    )


def of_signature(
    signature: EmbeddedPdfSignature,
    checked: Checked,
    trust: Trust,
    now: datetime,
    *,
    archived: bool,
) -> Finding:
    """The finding on a party's signature; ``archived`` says that a time stamp came after it."""
    status, stamp = checked.status, checked.status.timestamp_validity
    forbidden = _forbidden(signature, status.coverage) or not status.docmdp_ok
    whole = status.intact and status.valid
    distrust = _distrust(signature, checked, trust, now)
    state = _state(whole=whole, changed=forbidden, trusted=not distrust)
    entries = signature.sig_object
    level = signature.docmdp_level
    return Finding(
        field=signature.field_name,
        state=state,
        kind=_kind(entries),
        signer=signer_name(status.signing_cert),
        issuer=one_line(_common_name(status.signing_cert.issuer)),
        signed_at=status.signer_reported_dt,
        stamped_at=stamp.timestamp if stamp is not None and stamp.trusted else None,
        level=_level(signature, checked, archived=archived),
        reason=one_line(str(entry(entries, "/Reason", ""))),
        place=one_line(str(entry(entries, "/Location", ""))),
        revocation=_revocation(checked),
        changes=Changes.FORBIDDEN if forbidden else Changes.NONE,
        permits=_PERMITS.get(level, "") if level is not None else "",
        problem={
            State.VALID: "",
            State.INVALID: _INVALID,
            State.CHANGED: _changed(signature),
        }.get(state, distrust),
        remarks=_clock_remarks(status),
    )


def _forbidden(signature: EmbeddedPdfSignature, coverage: SignatureCoverageLevel | None) -> bool:
    """Whether something came after that the rules do not allow, or not all of it was covered."""
    found = signature.diff_result
    other = (
        not isinstance(found, DiffResult) or found.modification_level is ModificationLevel.OTHER
    )
    return other or coverage is None or coverage < SignatureCoverageLevel.ENTIRE_REVISION


def _changed(signature: EmbeddedPdfSignature) -> str:
    """That the file was changed, and how, where our own rules say it."""
    found = signature.diff_result
    return f"{_CHANGED}: {found}" if isinstance(found, ForbiddenError) else _CHANGED


def _distrust(
    signature: EmbeddedPdfSignature, checked: Checked, trust: Trust, now: datetime
) -> str:
    """Why the certificate proves nothing; empty where it does."""
    status, stamp = checked.status, checked.status.timestamp_validity
    proven = proven_moment(status)
    moment = proven or now
    if not status.trusted:
        known = (status.signing_cert, *signature.other_embedded_certs, *trust.roots)
        return trouble_of(status, subject=worded("certificate"), moment=moment, known=known)
    if found := objection(status.signing_cert, moment):
        return worded("the certificate is not trusted: {words}", words=found.words)
    if stamp is not None and not stamp.trusted:
        return trouble_of(stamp, subject=worded("time stamp"), moment=now, own=False)
    return "" if proven else _claimed_wrongly(status, now)


def _claimed_wrongly(status: PdfSignatureStatus, now: datetime) -> str:
    """Why the moment that the signer claims can't be; nothing else tells when it was."""
    claimed, certificate = status.signer_reported_dt, status.signing_cert
    if claimed is None or claimed.tzinfo is None:
        return ""
    begin, end = certificate.not_valid_before, certificate.not_valid_after
    if claimed > now + _CLOCKS:
        return worded(
            "the moment claimed for the signature, {claimed:%Y-%m-%d}, is yet to come",
            claimed=claimed,
        )
    if not begin - _CLOCKS <= claimed <= end + _CLOCKS:
        return worded(
            (
                "at the moment claimed for the signature, {claimed:%Y-%m-%d}, the "
                "certificate was not valid (from {begin:%Y-%m-%d} to {end:%Y-%m-%d})"
            ),
            claimed=claimed,
            begin=begin,
            end=end,
        )
    return ""


def _clock_remarks(status: PdfSignatureStatus) -> tuple[str, ...]:
    proven, claimed = proven_moment(status), status.signer_reported_dt
    if proven is None or claimed is None or claimed.tzinfo is None:
        return ()
    if claimed <= proven + _CLOCKS:
        return ()
    return (worded("the signer's clock was ahead of the time stamp, which counts"),)


def _state(*, whole: bool, changed: bool, trusted: bool) -> State:
    """The judgement; the worst that applies."""
    if not whole:
        return State.INVALID
    if changed:
        return State.CHANGED
    return State.VALID if trusted else State.UNTRUSTED


def _kind(entries: generic.DictionaryObject) -> Kind:
    references: Any = entry(entries, "/Reference", ())
    # Acrobat keeps what lies in the list as objects of their own.
    found = (one.get_object() for one in references)
    certifies = any(entry(one, "/TransformMethod") == "/DocMDP" for one in found)
    return "certification" if certifies else "approval"


def _revocation(checked: Checked) -> Revocation:
    if checked.status.revoked:
        return "revoked"
    if checked.revoked_later:
        return "revoked later"
    return "good" if checked.not_revoked else "not checked"


def _level(signature: EmbeddedPdfSignature, checked: Checked, *, archived: bool) -> str:
    """The PAdES baseline level, as far as it was proven."""
    if entry(signature.sig_object, "/SubFilter") != _PADES:
        return ""
    stamp = checked.status.timestamp_validity
    if stamp is None or not (stamp.intact and stamp.valid):
        return "B-B"
    if not checked.long_term:
        return "B-T"
    return "B-LTA" if archived else "B-LT"


def _common_name(name: x509.Name) -> str:
    found = name.native.get("common_name")
    return found if isinstance(found, str) else name.human_friendly

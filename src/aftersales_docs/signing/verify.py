"""Checking signatures: who signed what, when, and whether anything changed after.

pyHanko judges mathematics, chains and revisions; here its judgement becomes one word a
signature. Nothing in this module trusts the file: what can't be read is invalid.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import (
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
)

from .chains import Checked, Trust, check_signature, check_time_stamp
from .reading import damaged, fields_of, no_fields, opened
from .report import Changes, Finding, Kind, Report, Revocation, State
from .trouble import trouble_of
from .words import one_line, signer_name

_PADES = "/ETSI.CAdES.detached"
_PERMITS = {
    MDPPerm.NO_CHANGES: "no changes",
    MDPPerm.FILL_FORMS: "only further signatures",
    MDPPerm.ANNOTATE: "signatures and comments",
}


def verify(content: bytes, file: str, roots: tuple[x509.Certificate, ...] = (), *,
           online: bool = False) -> Report:  # fmt: skip
    """What the signatures of a PDF are worth; ``file`` is what the report calls it.

    ``roots`` are the certificates you trust, of signers' and time stamps' issuers;
    ``online`` asks the issuers whether a certificate was revoked (CRL, OCSP).

    Raises:
        DataError: it is no PDF, damaged, encrypted, or has no signature fields.

    """
    reader = opened(content, file)
    fields = fields_of(reader, file)
    if not fields:
        raise no_fields(file)
    trust = Trust(roots, online)
    found = _examined(reader, trust, file)
    return Report(file, tuple(found), tuple(field.name for field in fields if not field.signed))


def broken_signatures(content: bytes, file: str) -> list[str]:
    """The signed fields whose signature no longer fits the file, whoever issued it."""
    findings = _examined(opened(content, file), Trust(), file)
    return [one.field for one in findings if one.state in (State.INVALID, State.CHANGED)]


def _examined(reader: PdfFileReader, trust: Trust, file: str) -> list[Finding]:
    try:
        return asyncio.run(_findings(reader, trust))
    except Exception as error:  # What is damaged outside a signature breaks the reader.
        raise damaged(error, file) from error


async def _findings(reader: PdfFileReader, trust: Trust) -> list[Finding]:
    """One finding a filled field, oldest first; unreadable ones at the end."""
    signatures = list(_signatures(reader))
    readable = [one for one in signatures if isinstance(one, EmbeddedPdfSignature)]
    readable.sort(key=lambda one: one.signed_revision)
    first = _fields_when_first_signed(reader, readable)
    # The last time stamp over the whole file protects the validation data before it.
    stamped = max(
        (one.signed_revision for one in readable if one.sig_object_type == "/DocTimeStamp"),
        default=-1,
    )
    findings = []
    for one in readable:
        findings.append(await _finding(one, trust, first, archived=stamped > one.signed_revision))
    return findings + [one for one in signatures if isinstance(one, Finding)]


def _signatures(reader: PdfFileReader) -> Iterator[EmbeddedPdfSignature | Finding]:
    for name, _, reference in enumerate_sig_fields(reader, filled_status=True):
        try:
            yield EmbeddedPdfSignature(reader, reference.get_object(), name)
        except Exception as error:  # Whatever stands there, it is no signature.
            yield _unreadable(name, error)


def _unreadable(name: str, error: Exception) -> Finding:
    words = one_line(str(error)) or type(error).__name__
    return Finding(name, State.INVALID, problem=f"the signature can't be read ({words})")


def _fields_when_first_signed(
    reader: PdfFileReader, signatures: list[EmbeddedPdfSignature]
) -> set[str]:
    """The signature fields that the document had when its first signature was made."""
    if not signatures:
        return set()
    then = reader.get_historical_resolver(signatures[0].signed_revision)
    return {name for name, _, _ in enumerate_sig_fields(then)}


async def _finding(
    signature: EmbeddedPdfSignature, trust: Trust, first: set[str], *, archived: bool
) -> Finding:
    name = signature.field_name
    try:
        if signature.sig_object_type == "/DocTimeStamp":
            return _of_time_stamp(name, await check_time_stamp(signature, trust))
        checked = await check_signature(signature, trust)
        return _of_signature(signature, checked, added=name not in first, archived=archived)
    except Exception as error:  # A forged signature can break its reader anywhere.
        return _unreadable(name, error)


def _of_time_stamp(name: str, status: DocumentTimestampStatus) -> Finding:
    whole = status.intact and status.valid
    forbidden = status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION
    return Finding(
        field=name,
        state=_state(whole=whole, changed=forbidden, trusted=status.trusted),
        kind="document time stamp",
        signer=signer_name(status.signing_cert),
        stamped_at=status.timestamp,
        changes=_changes(status.coverage, status.modification_level, forbidden=forbidden),
        problem="" if status.trusted else trouble_of(status, subject="time stamp"),
    )


def _of_signature(
    signature: EmbeddedPdfSignature, checked: Checked, *, added: bool, archived: bool
) -> Finding:
    status, stamp = checked.status, checked.status.timestamp_validity
    forbidden = not status.docmdp_ok
    trusted = status.trusted and (stamp is None or stamp.trusted)
    state = _state(whole=status.intact and status.valid, changed=forbidden, trusted=trusted)
    entries = signature.sig_object
    level = signature.docmdp_level
    return Finding(
        field=signature.field_name,
        state=state,
        kind=_kind(signature),
        signer=signer_name(status.signing_cert),
        issuer=one_line(_common_name(status.signing_cert.issuer)),
        signed_at=status.signer_reported_dt,
        stamped_at=stamp.timestamp if stamp is not None and stamp.trusted else None,
        level=_level(signature, checked, archived=archived),
        reason=one_line(str(entries.get("/Reason", ""))),
        place=one_line(str(entries.get("/Location", ""))),
        revocation=_revocation(checked),
        changes=_changes(status.coverage, status.modification_level, forbidden=forbidden),
        permits=_PERMITS.get(level, "") if level is not None else "",
        added=added,
        problem=_problem(status, state),
    )


def _problem(status: PdfSignatureStatus, state: State) -> str:
    if state is State.VALID:
        return ""
    if state is State.INVALID:
        return "what was signed is no longer what the file holds, or the signature is forged"
    if state is State.CHANGED:
        return "the file was changed after this signature in a way that it does not allow"
    if status.trusted and status.timestamp_validity is not None:
        return trouble_of(status.timestamp_validity, subject="time stamp")
    return trouble_of(status, subject="certificate")


def _state(*, whole: bool, changed: bool, trusted: bool) -> State:
    """The judgement; the worst that applies."""
    if not whole:
        return State.INVALID
    if changed:
        return State.CHANGED
    return State.VALID if trusted else State.UNTRUSTED


def _changes(
    coverage: SignatureCoverageLevel | None, level: ModificationLevel | None, *, forbidden: bool
) -> Changes:
    if forbidden:
        return Changes.FORBIDDEN
    if coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Changes.NONE
    return (
        Changes.VALIDATION_DATA if level is ModificationLevel.LTA_UPDATES else Changes.SIGNATURES
    )


def _kind(signature: EmbeddedPdfSignature) -> Kind:
    references = signature.sig_object.get("/Reference", ())
    certifies = any(one.get("/TransformMethod") == "/DocMDP" for one in references)
    return "certification" if certifies else "approval"


def _revocation(checked: Checked) -> Revocation:
    if checked.status.revoked:
        return "revoked"
    if checked.revoked_later:
        return "revoked later"
    return "good" if checked.not_revoked else "not checked"


def _level(signature: EmbeddedPdfSignature, checked: Checked, *, archived: bool) -> str:
    """The PAdES baseline level, as far as it was proven."""
    if signature.sig_object.get("/SubFilter") != _PADES:
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

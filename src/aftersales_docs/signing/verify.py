"""Checking signatures: who signed what, when, and whether anything changed after.

pyHanko judges mathematics, chains and revisions; here its judgement becomes one word a
signature, and only where our own reading of the file and qpdf's agree with pyHanko's. Nothing
in this module trusts the file; what fails here is no judgement on the signature.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.errors import SignatureValidationError

from ..errors import worded
from .chains import Trust, check_signature, check_time_stamp
from .coverage import Covered, NoSignatureError, covered
from .covering import covering
from .findings import of_signature, of_time_stamp, refused
from .hazards import hazards_of
from .objects import entry
from .reading import Field, Opened, damaged, fields_of, no_fields, opened
from .report import Changes, Finding, Report, State
from .revisions import STAMP, visible
from .since import added_since
from .words import shown

_FAILED = worded("this program failed at it, which says nothing about the signature")
_UNCOMMON = worded("it is built in a way that the format does not provide for")
_NOTHING = worded("what stands there can't be read as one")
_SOFT = (State.VALID, State.UNTRUSTED, State.NOT_SIGNED)


def verify(
    content: bytes, file: str, roots: tuple[x509.Certificate, ...] = (), *, online: bool = False
) -> Report:
    """What the signatures of a PDF are worth; ``file`` is what the report calls it.

    ``roots`` are the certificates you trust, of signers' and time stamps' issuers;
    ``online`` asks the issuers whether a certificate was revoked (CRL, OCSP).

    Raises:
        DataError: it is no PDF, damaged, encrypted, or has no signature fields.

    """
    pdf = opened(content, file)
    fields = fields_of(pdf.reader, file)
    if not fields:
        raise no_fields(file)
    found = _examined(pdf, fields, Trust(roots, online), file)
    missing = tuple(field.name for field in fields if not field.signed)
    return Report(file, tuple(found), missing, tuple(_remarks(pdf, found)))


def _remarks(pdf: Opened, findings: list[Finding]) -> Iterator[str]:
    if findings:
        for hazard in hazards_of(pdf.content):
            yield worded(
                "the file holds {hazard}; what a viewer shows may change without a trace",
                hazard=hazard,
            )


def broken_signatures(pdf: Opened, file: str) -> list[Finding]:
    """The signatures that no longer fit the file or can't be judged, whoever issued them."""
    findings = _examined(pdf, fields_of(pdf.reader, file), Trust(), file)
    bad = (State.INVALID, State.CHANGED, State.UNCLEAR, State.NOT_SIGNED)
    return [one for one in findings if one.state in bad]


@dataclass(frozen=True, slots=True)
class _Case:
    """What all findings of a file rest on.

    ``first`` are the fields that the document had when first signed, ``stamped`` is the
    revision of its last time stamp, ``covering`` what its fields cover, ``doubt`` why
    programs may read it differently.
    """

    pdf: Opened
    trust: Trust
    signatures: tuple[EmbeddedPdfSignature, ...]
    first: frozenset[str]
    stamped: int
    covering: dict[str, str]
    doubt: str
    now: datetime


def _examined(pdf: Opened, fields: list[Field], trust: Trust, file: str) -> list[Finding]:
    if not any(field.signed for field in fields):
        return []
    try:
        return asyncio.run(_findings(pdf, trust))
    except Exception as error:  # What is damaged outside a signature breaks the reader.
        raise damaged(error, file, pdf.content) from error


async def _findings(pdf: Opened, trust: Trust) -> list[Finding]:
    """One finding a filled field, oldest first; unreadable ones at the end."""
    signatures = list(_signatures(pdf))
    readable = [one for one in signatures if isinstance(one, EmbeddedPdfSignature)]
    readable.sort(key=lambda one: one.signed_revision)
    hidden, unread = _covering(pdf, readable)
    case = _Case(
        pdf,
        trust,
        tuple(readable),
        _fields_when_first_signed(pdf, readable),
        # The last time stamp over the whole file protects the validation data before it.
        max((one.signed_revision for one in readable if one.sig_object_type == STAMP), default=-1),
        hidden,
        pdf.doubtful() or unread,
        datetime.now(UTC),
    )
    findings = [await _finding(one, case) for one in readable]
    findings += [one for one in signatures if isinstance(one, Finding)]
    return list(_with_one_signer(findings, readable))


def _covering(pdf: Opened, signatures: list[EmbeddedPdfSignature]) -> tuple[dict[str, str], str]:
    """What the fields cover that the document had when first signed, or why that isn't known."""
    revisions = pdf.skeleton.revisions
    if len(signatures) < 2 or not revisions:
        return {}, ""
    try:
        return covering(pdf.content[: revisions[signatures[0].signed_revision].end]), ""
    except Exception:  # PDFium draws for Chrome and Edge; what breaks it is not read alike.
        return {}, worded("PDFium can't read its pages")


def _signatures(pdf: Opened) -> Iterator[EmbeddedPdfSignature | Finding]:
    for name, _, reference in enumerate_sig_fields(pdf.reader, filled_status=True):
        try:
            field = reference.get_object()
            if not isinstance(entry(field, "/V"), generic.DictionaryObject):
                raise NoSignatureError(_NOTHING)
            yield EmbeddedPdfSignature(pdf.reader, field, name)
        except Exception:  # Whatever stands there, it is no signature.
            yield Finding(name, State.INVALID, problem=refused(_NOTHING))


def _fields_when_first_signed(
    pdf: Opened, signatures: list[EmbeddedPdfSignature]
) -> frozenset[str]:
    """The signature fields that the document had when its first signature was made."""
    if not signatures:
        return frozenset()
    then = pdf.reader.get_historical_resolver(signatures[0].signed_revision)
    return frozenset(name for name, _, _ in enumerate_sig_fields(then))


async def _finding(signature: EmbeddedPdfSignature, case: _Case) -> Finding:
    name = signature.field_name
    try:
        span = covered(case.pdf.content, signature.sig_object, case.pdf.skeleton)
        finding = await _judged(signature, case)
        changed = _changed(signature, span, case)
    except NoSignatureError as error:
        return Finding(name, State.INVALID, problem=refused(error.words))
    except SignatureValidationError:
        return Finding(name, State.UNCLEAR, problem=_unclear(_UNCOMMON))
    except Exception:  # An own failure must not accuse the signer.
        return Finding(name, State.UNCLEAR, problem=_unclear(_FAILED))
    if changed and finding.state in _SOFT:
        words = worded("the file was changed after this signature: {changed}", changed=changed)
        return replace(finding, state=State.CHANGED, changes=Changes.FORBIDDEN, problem=words)
    if case.doubt and finding.state in _SOFT:
        doubt = worded("programs may read the file differently ({doubt})", doubt=case.doubt)
        return replace(finding, state=State.UNCLEAR, problem=_unclear(doubt))
    return finding


def _unclear(why: str) -> str:
    """That a signature can't be judged, and what to do."""
    return worded(
        "it can't be judged: {why}. Check it with the program that signed it, or have the "
        "document saved anew by a sound program and signed again",
        why=why,
    )


def _changed(signature: EmbeddedPdfSignature, span: Covered, case: _Case) -> str:
    """What our own reading of the file finds after a signature that no revision accounts for."""
    revisions = case.pdf.skeleton.revisions
    if not revisions:
        return ""
    # Of a file for quick showing the first two revisions end at one place.
    end = revisions[signature.signed_revision].end
    if span.revision is None or revisions[span.revision].end != end:
        return worded("it covers only a part of the file as it then was")
    later = [one.words for one in case.pdf.skeleton.doubts if one.position >= end]
    later += [
        worded(
            ("the signature in {field_name} hides more than a line to sign on, for {covering}"),
            field_name=shown(one.field_name),
            covering=case.covering[one.field_name],
        )
        for one in case.signatures
        if one.signed_revision > signature.signed_revision and one.field_name in case.covering
    ]
    return later[0] if later else ""


async def _judged(signature: EmbeddedPdfSignature, case: _Case) -> Finding:
    changes, since = added_since(case.pdf.reader, signature.signed_revision, case.signatures)
    if signature.sig_object_type == STAMP:
        status = await check_time_stamp(signature, case.trust)
        finding = of_time_stamp(
            signature, status, case.now, misplaced=visible(signature.sig_field)
        )
    else:
        checked = await check_signature(signature, case.trust)
        finding = of_signature(
            signature,
            checked,
            case.trust,
            case.now,
            archived=case.stamped > signature.signed_revision,
        )
        finding = replace(finding, added=signature.field_name not in case.first)
    if finding.changes is Changes.FORBIDDEN:
        return finding
    return replace(finding, changes=changes, since=since)


def _with_one_signer(
    findings: list[Finding], signatures: list[EmbeddedPdfSignature]
) -> Iterator[Finding]:
    """The findings; where one key signed for two parties, the later is remarked on."""
    keys = {
        one.field_name: one.signer_cert.public_key.dump()
        for one in signatures
        if one.sig_object_type != STAMP and one.signer_info is not None
    }
    seen: dict[bytes, str] = {}
    for finding in findings:
        key = keys.get(finding.field) if finding.signer else None
        if key is not None and key in seen:
            words = worded("the key that signed here also signed in {seen}", seen=shown(seen[key]))
            yield replace(finding, remarks=(*finding.remarks, words))
            continue
        if key is not None:
            seen[key] = finding.field
        yield finding

"""A signed PDF that comes back: recognised, verified, attached.

What is signed is the register's own PDF with signatures added behind its bytes, so the signed
file begins with the stored one, byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import x509

from ..embedding.manifest import read_manifest
from ..errors import DataError, Place, Problem, worded
from ..messages import joined
from ..signing.report import Report, State
from ..signing.verify import verify
from .chain import Act, append, now
from .opening import Register
from .register.models import PDF, SIGNED, SIGNED_PDF, Document, StoredFile
from .steps import stepped
from .store import sha256
from .writing import written

_BROKEN = (State.CHANGED, State.INVALID, State.UNCLEAR, State.NOT_SIGNED)


@dataclass(frozen=True, slots=True)
class Attached:
    """A signed file that was taken in; ``complete`` if no signature is missing."""

    document: Document
    report: Report
    complete: bool
    new: bool


def recognised(content: bytes, name: str) -> Document:
    """The document whose PDF was signed.

    Raises:
        DataError: it is no PDF of this program, or none that this register issued.

    """
    manifest = read_manifest(content, name)
    sizes: dict[int, str] = {}
    for one in _candidates(manifest.get("kind"), manifest.get("issued"), manifest.get("title")):
        if one.size not in sizes:
            sizes[one.size] = hashlib.sha256(content[: one.size]).hexdigest()
        if sizes[one.size] == one.sha256 and len(content) >= one.size:
            return one.document
    raise DataError(
        Problem(
            "not-issued-here",
            "the file does not begin with a PDF that this register issued.",
            "Give the PDF as it came back from signing; one that was printed and scanned, or "
            "saved anew, is recorded with 'register sign NUMBER'.",
            place=Place(name),
        )
    )


def _candidates(kind: object, issued: object, title: object) -> Iterator[StoredFile]:
    found = StoredFile.objects.filter(
        role=PDF, document__kind=str(kind), document__title=str(title)
    )
    if isinstance(issued, str):
        found = found.filter(document__dated=issued)
    yield from found.select_related("document").iterator()


def attach(
    register: Register,
    content: bytes,
    name: str,
    act: Act,
    roots: tuple[x509.Certificate, ...] = (),
) -> Attached:
    """Take a signed PDF in: the document is signed once no signature is missing.

    Raises:
        DataError: it is not recognised, holds no signature, or one that does not fit it.

    """
    document = recognised(content, name)
    report = verify(content, name, roots)
    _refuse_unsound(report, name)
    digest = sha256(content)
    there = document.files.filter(sha256=digest).exists()
    complete = not report.missing
    if there:
        return Attached(document, report, complete, new=False)

    def work() -> Document:
        _store(document, digest, len(content))
        facts = {
            "file": {"role": SIGNED_PDF, "sha256": digest, "size": len(content)},
            "signatures": [
                {"field": one.field, "state": one.state.value, "signer": one.signer}
                for one in report.findings
            ],
            "missing": list(report.missing),
        }
        told = Act(act.who, facts, act.note)
        if complete:
            return stepped(document.pk, SIGNED, told)
        append("signature-added", told, document)
        return Document.objects.get(pk=document.pk)

    return Attached(written(register, work, [content]), report, complete, new=True)


def _store(document: Document, digest: str, size: int) -> None:
    pdf = document.files.get(role=PDF)
    count = document.files.filter(role=SIGNED_PDF).count() + 1
    StoredFile.objects.create(
        document=document,
        role=SIGNED_PDF,
        sha256=digest,
        size=size,
        name=f"{pdf.name.removesuffix('.pdf')}-signed-{count}.pdf",
        added_at=now(),
    )


def _refuse_unsound(report: Report, name: str) -> None:
    broken = [one for one in report.findings if one.state in _BROKEN]
    if report.findings and not broken:
        return
    if not report.findings:
        problem = Problem(
            "nothing-signed",
            "nobody has signed the file.",
            "Give the PDF as it came back from signing.",
            place=Place(name),
        )
    else:
        problem = Problem(
            "signature-unsound",
            worded(
                "a signature is not sound: {fields}.",
                fields=joined([f"{one.field}: {one.state.value}" for one in broken]),
            ),
            "Look at it with 'verify', and have the document signed again.",
            place=Place(name),
        )
    raise DataError(problem)

"""Reading certificates, and whether one may sign a document at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509

from .problems import wrong
from .words import signer_name

# Either use lets a key sign documents; a certificate that names uses must name one of them.
SIGNING_USES = frozenset({"digital_signature", "non_repudiation"})


def trusted_roots(files: Iterable[Path]) -> list[x509.Certificate]:
    """The certificates in ``files``, PEM (one or several) or DER.

    Raises:
        DataError: a file can't be read or holds no certificate.

    """
    return [certificate for file in files for certificate in _certificates(file)]


def _certificates(file: Path) -> list[x509.Certificate]:
    content = read(file)
    try:
        parts = _from_pem(content) if pem.detect(content) else [content]
        found = [x509.Certificate.load(part, strict=True) for part in parts]
        for one in found:
            _ = one.subject.native  # asn1crypto parses late; let it fail here.
    except (ValueError, TypeError) as error:
        raise _no_certificate(file) from error
    if not found:
        raise _no_certificate(file)
    return found


def _from_pem(content: bytes) -> list[bytes]:
    parts = pem.unarmor(content, multiple=True)
    return [body for kind, _, body in parts if kind == "CERTIFICATE"]


def _no_certificate(file: Path) -> Exception:
    return wrong(
        "no-certificate", "the file holds no certificate.",
        "Give the issuer's certificate as PEM or DER.", str(file),
    )  # fmt: skip


def read(file: Path) -> bytes:
    """The bytes of a small file of the user's.

    Raises:
        DataError: it is not there or can't be read.

    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise wrong(
            "unreadable", f"the file can't be read ({error.strerror}).",
            "See that it is there and that you may read it.", str(file),
        ) from error  # fmt: skip


def check_signing(certificate: x509.Certificate, moment: datetime, source: str) -> None:
    """See that ``certificate`` may sign at ``moment``; ``source`` is where it came from.

    Raises:
        DataError: it is out of its time, or not made for signing.

    """
    name = signer_name(certificate)
    if moment > certificate.not_valid_after:
        raise wrong(
            "certificate-expired",
            f"the certificate of {name} expired on {certificate.not_valid_after:%Y-%m-%d}.",
            "Sign with one that is valid today.", source,
        )  # fmt: skip
    if moment < certificate.not_valid_before:
        raise wrong(
            "certificate-not-yet-valid",
            f"the certificate of {name} is valid from {certificate.not_valid_before:%Y-%m-%d}.",
            "See that the clock is right, or sign with another one.", source,
        )  # fmt: skip
    uses = certificate.key_usage_value
    if uses is not None and not SIGNING_USES & uses.native:
        raise wrong(
            "certificate-not-for-signing",
            f"the certificate of {name} is not made for signing (its uses: "
            f"{', '.join(sorted(uses.native)).replace('_', ' ')}).",
            "Sign with one that has the use 'digital signature' or 'non repudiation'.", source,
        )  # fmt: skip

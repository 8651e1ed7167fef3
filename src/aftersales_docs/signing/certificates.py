"""Reading certificates, and whether one may sign a document at all.

``objection`` decides for both sides: what ``verify`` would not accept, ``sign`` refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from asn1crypto import pem, x509

from ..errors import joined, worded
from .refusing import wrong
from .words import signer_name

# Either use lets a key sign documents; a certificate that names uses must name one of them
# (RFC 5280, 4.2.1.3).
SIGNING_USES: Final = frozenset({"digital_signature", "non_repudiation"})
# Purposes that cover documents; one that names purposes must name one of them (RFC 5280,
# 4.2.1.12; RFC 9336). The last two are those of Microsoft and Adobe.
SIGNING_PURPOSES: Final = {
    "2.5.29.37.0": worded("any purpose"),
    "1.3.6.1.5.5.7.3.4": worded("e-mail protection"),
    "1.3.6.1.5.5.7.3.36": worded("document signing"),
    "1.3.6.1.4.1.311.10.3.12": worded("document signing"),
    "1.2.840.113583.1.1.5": worded("document signing"),
}
_OTHER_PURPOSES: Final = {
    "1.3.6.1.5.5.7.3.1": worded("web server"),
    "1.3.6.1.5.5.7.3.2": "log-in",
    "1.3.6.1.5.5.7.3.3": worded("signing of programs"),
    "1.3.6.1.5.5.7.3.8": worded("time stamps"),
    "1.3.6.1.5.5.7.3.9": worded("answers on revocation"),
}
_SMALLEST_RSA: Final = 2048
_SMALLEST_CURVE: Final = 224
WEAK_HASHES: Final = frozenset({"md2", "md5", "sha1"})


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a certificate does not sign documents: in words, with a cure for its owner."""

    code: str
    words: str
    cure: str


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
        "no-certificate",
        "the file holds no certificate.",
        "Give the issuer's certificate as PEM or DER.",
        str(file),
    )


def read(file: Path) -> bytes:
    """The bytes of a small file of the user's.

    Raises:
        DataError: it is not there or can't be read.

    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise wrong(
            "unreadable",
            worded("the file can't be read ({strerror}).", strerror=error.strerror),
            "See that it is there and that you may read it.",
            str(file),
        ) from error


def objection(certificate: x509.Certificate, moment: datetime) -> Objection | None:
    """Why ``certificate`` may not sign a document at ``moment``; ``None`` where it may.

    Whether its issuer is trusted and whether it was revoked is not looked at here.
    """
    return (
        out_of_time(certificate, moment) or _of_purpose(certificate) or _of_strength(certificate)
    )


def out_of_time(certificate: x509.Certificate, moment: datetime) -> Objection | None:
    """Whether ``moment`` lies outside the dates of ``certificate``."""
    if moment > certificate.not_valid_after:
        return Objection(
            "certificate-expired",
            worded(
                "it expired on {not_valid_after:%Y-%m-%d}",
                not_valid_after=certificate.not_valid_after,
            ),
            worded("Sign with one that is valid today."),
        )
    if moment < certificate.not_valid_before:
        return Objection(
            "certificate-not-yet-valid",
            worded(
                "it is valid only from {not_valid_before:%Y-%m-%d}",
                not_valid_before=certificate.not_valid_before,
            ),
            worded("See that the clock is right, or sign with another one."),
        )
    return None


def _of_purpose(certificate: x509.Certificate) -> Objection | None:
    uses = certificate.key_usage_value
    if uses is not None and not SIGNING_USES & uses.native:
        named = ", ".join(sorted(uses.native)).replace("_", " ") or worded("none")
        return Objection(
            "certificate-not-for-signing",
            worded("it is not made for signing documents (its uses: {named})", named=named),
            worded("Sign with one that has the use 'digital signature' or 'non repudiation'."),
        )
    purposes = certificate.extended_key_usage_value
    if purposes is None:
        return None
    numbers = [one.dotted for one in purposes]
    if SIGNING_PURPOSES.keys() & set(numbers):
        return None
    named = joined([_OTHER_PURPOSES.get(one, one) for one in numbers]) or worded("none")
    return Objection(
        "certificate-not-for-signing",
        worded("it is not made for signing documents (its purposes: {named})", named=named),
        worded(
            "Sign with one whose extended key usage is absent or names e-mail protection or "
            "document signing."
        ),
    )


def _of_strength(certificate: x509.Certificate) -> Objection | None:
    cure = "Have a new key certified: RSA of at least 2048 bits, or an elliptic curve."
    key = certificate.public_key
    algorithm, bits = str(key.algorithm), int(key.bit_size)
    if algorithm in ("rsa", "rsassa_pss") and bits < _SMALLEST_RSA:
        return Objection(
            "weak-key", worded("its key is too weak (RSA of {bits} bits)", bits=bits), cure
        )
    if algorithm == "ec" and bits < _SMALLEST_CURVE:
        return Objection(
            "weak-key", worded("its key is too weak (a curve of {bits} bits)", bits=bits), cure
        )
    if algorithm == "dsa":
        return Objection(
            "weak-key", worded("its key is of an algorithm no longer in use (DSA)"), cure
        )
    used = weak_hash(certificate)
    if used and certificate.self_signed == "no":
        return Objection(
            "weak-certificate",
            worded("its issuer signed it with {used}, too weak", used=used),
            cure,
        )
    return None


def weak_hash(certificate: x509.Certificate) -> str:
    """The hash by which ``certificate`` was signed, if it is one that can be forged."""
    try:
        used = str(certificate["signature_algorithm"].hash_algo)
    except ValueError:  # of an algorithm that has none, such as Ed25519
        return ""
    return used.upper() if used in WEAK_HASHES else ""


def check_signing(certificate: x509.Certificate, moment: datetime, source: str) -> None:
    """See that ``certificate`` may sign at ``moment``; ``source`` is where it came from.

    Raises:
        DataError: it is out of its time, too weak, or not made for signing.

    """
    found = objection(certificate, moment)
    if found:
        name = signer_name(certificate)
        raise wrong(
            found.code,
            worded("the certificate of {name} can't sign: {words}.", name=name, words=found.words),
            found.cure,
            source,
        )

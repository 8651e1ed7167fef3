"""The signer's key: a PKCS#12 file, or a token spoken to by PKCS#11."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from asn1crypto import keys, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ..errors import worded
from .certificates import read
from .refusing import wrong

# Asks for a passphrase only when one is needed.
Passphrase = Callable[[], str]


def from_pkcs12(file: Path, passphrase: Passphrase) -> Signer:
    """The signer of a PKCS#12 file (.p12, .pfx).

    Raises:
        DataError: the file can't be read, the passphrase is wrong, or there is no key
            with a certificate in it.

    """
    return in_pkcs12(read(file), passphrase, file)


def in_pkcs12(content: bytes, passphrase: Passphrase, file: Path) -> Signer:
    """The signer in the content of a PKCS#12 file; ``file`` is what messages call it.

    Raises:
        DataError: the passphrase is wrong, or there is no key with a certificate in it.

    """
    try:
        bundle = _bundle(content, None) or _bundle(content, passphrase().encode())
    except UnsupportedAlgorithm as error:
        raise _unusable(error, file) from error
    if bundle is None:
        raise wrong(
            "wrong-passphrase",
            "the key can't be opened: the passphrase is wrong, or this is no PKCS#12 file.",
            "Try again; the file is the .p12 or .pfx that you were given with the passphrase.",
            str(file),
        )
    if bundle.key is None or bundle.cert is None:
        raise wrong(
            "no-key",
            "the file holds no key with its certificate.",
            "Export both together as PKCS#12.",
            str(file),
        )
    return _signer(bundle, file)


def _unusable(error: Exception, file: Path) -> Exception:
    return wrong(
        "key-not-usable",
        worded("the key can't be used for signing ({error}).", error=error),
        "Sign with an RSA or elliptic-curve key.",
        str(file),
    )


def _bundle(content: bytes, passphrase: bytes | None) -> pkcs12.PKCS12KeyAndCertificates | None:
    try:
        return pkcs12.load_pkcs12(content, passphrase)
    except (ValueError, TypeError):
        return None


def _signer(bundle: pkcs12.PKCS12KeyAndCertificates, file: Path) -> Signer:
    """The signer of an opened PKCS#12 file."""
    assert bundle.key is not None and bundle.cert is not None  # noqa: S101, PT018
    try:
        key = bundle.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        certificate = _certificate(bundle.cert)
        store = SimpleCertificateStore.from_certs(map(_certificate, bundle.additional_certs))
        return SimpleSigner(
            signing_cert=certificate,
            signing_key=keys.PrivateKeyInfo.load(key),
            cert_registry=store,
        )
    except (ValueError, NotImplementedError) as error:
        raise _unusable(error, file) from error


def _certificate(one: pkcs12.PKCS12Certificate) -> x509.Certificate:
    return x509.Certificate.load(one.certificate.public_bytes(Encoding.DER))

"""Keys that never leave a token (smart card, USB stick): PKCS#11, an optional extra."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.signers import Signer

from ..errors import DataError, Problem, UsageError, worded
from .keys import Passphrase
from .refusing import wrong


@contextmanager
def from_token(
    library: Path, token_label: str, certificate_label: str, pin: Passphrase
) -> Iterator[Signer]:
    """The signer of a token, while its session is open.

    ``library`` is the maker's PKCS#11 library; the key bears the certificate's label.

    Raises:
        UsageError: the extra ``token`` is not installed.
        DataError: the library, the token, the certificate or the PIN is wrong.

    """
    try:
        from pkcs11.exceptions import PKCS11Error
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as error:
        raise _no_support() from error
    if not library.is_file():
        raise wrong(
            "no-library",
            "there is no such PKCS#11 library.",
            "Give the path of the library that came with the token.",
            str(library),
        )
    try:
        session = open_pkcs11_session(
            str(library), token_criteria=TokenCriteria(label=token_label), user_pin=pin()
        )
        try:
            # None means: fetch the issuers' certificates from the token, too.
            signer = PKCS11Signer(session, cert_label=certificate_label, other_certs_to_pull=None)
            _ = signer.cert_registry
            # Every token signs a digest; not every one makes the digest, too.
            signer.use_raw_mechanism = signer.signing_cert.public_key.algorithm in ("rsa", "ec")
            yield signer
        finally:
            session.close()
    except PKCS11Error as error:
        raise _problem(error, library, token_label, certificate_label) from error


def _no_support() -> UsageError:
    return UsageError(
        Problem(
            "no-token-support",
            "signing with a token needs one more package.",
            "Install it: pip install 'aftersales-docs[token]'.",
        )
    )


def _problem(error: Exception, library: Path, token: str, certificate: str) -> DataError:
    """What a failure of the token means to its owner."""
    kind = type(error).__name__
    if kind.startswith("Pin"):
        locked = kind == "PinLocked"
        return wrong(
            "wrong-pin",
            "the token is locked." if locked else "the token refuses the PIN.",
            "Unlock it with its PUK." if locked else "Try again; too many tries lock the token.",
            str(library),
        )
    return wrong(
        "token",
        worded("the token can't be used ({kind}: {error}).", kind=kind, error=error).replace(
            ": )", ")"
        ),
        worded(
            (
                "See that token '{token}' is plugged in and holds a key and "
                "certificate '{certificate}'."
            ),
            token=token,
            certificate=certificate,
        ),
        str(library),
    )

"""Checkpoints: the end of the chain, signed by a key of the house (Ed25519), to keep elsewhere."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from ..errors import DataError, Place, Problem
from ..output import write_files
from .chain import Act, append, canonical, now
from .opening import Register
from .register.models import Checkpoint, Event
from .writing import written

KEY = "checkpoint-key.pem"


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it is kept elsewhere: what is signed, by which key, and the signature."""

    body: str
    signature: str
    public_key: str

    @property
    def seq(self) -> int:
        """The entry up to which it speaks."""
        return int(json.loads(self.body)["seq"])

    @property
    def sha256(self) -> str:
        """The hash of that entry."""
        return str(json.loads(self.body)["sha256"])

    def sound(self) -> bool:
        """Whether the signature is that of the key it names."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(bytes.fromhex(self.signature), self.body.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def key_of(register: Register, path: Path | None = None) -> Ed25519PrivateKey:
    """The key of the house, made on first use in the data folder, or that at ``path``.

    Raises:
        DataError: there is no such key at ``path``, or it is another's file.

    """
    file = path or register.place.folder / KEY
    if path is None and not file.exists():
        made = Ed25519PrivateKey.generate()
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target:
            target.write(pem)
        return made
    try:
        found = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise _no_key(file) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise _no_key(file)
    return found


def _no_key(file: Path) -> DataError:
    return DataError(
        Problem(
            "checkpoint-key",
            "the file holds no Ed25519 key without a passphrase.",
            "Make one with: openssl genpkey -algorithm ed25519 -out FILE.",
            place=Place(str(file)),
        )
    )


def public_key_of(path: Path) -> str:
    """The public half of a key, kept elsewhere as PEM, as checkpoints name it.

    Raises:
        DataError: the file holds none.

    """
    try:
        found = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PublicKey):
        raise DataError(
            Problem(
                "checkpoint-public-key",
                "the file holds no public Ed25519 key.",
                "Take it from the key with: openssl pkey -in KEY -pubout -out FILE.",
                place=Place(str(path)),
            )
        )
    return found.public_bytes_raw().hex()


def checkpoint(register: Register, who: str, key: Ed25519PrivateKey) -> Signed:
    """Sign the end of the chain; the entry that says so is the next."""

    def work() -> Signed:
        append("checkpoint", Act(who))
        last = Event.objects.order_by("-seq")[0]
        body = canonical({"seq": last.seq, "sha256": last.sha256, "at": now()})
        made = Signed(
            body,
            key.sign(body.encode()).hex(),
            key.public_key().public_bytes_raw().hex(),
        )
        Checkpoint.objects.create(
            seq=last.seq, body=body, signature=made.signature, public_key=made.public_key
        )
        return made

    return written(register, work)


def save(signed: Signed, path: Path, *, force: bool) -> None:
    """Write a checkpoint to a file, to keep elsewhere."""
    data = {"body": signed.body, "signature": signed.signature, "public_key": signed.public_key}
    write_files({path: (json.dumps(data, indent=1) + "\n").encode()}, force=force)


def read(path: Path) -> Signed:
    """A checkpoint that was kept elsewhere.

    Raises:
        DataError: the file is none.

    """
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = Signed(str(data["body"]), str(data["signature"]), str(data["public_key"]))
        if found.seq < 1 or len(found.sha256) != 64:
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            Problem(
                "no-checkpoint",
                "the file holds no checkpoint of a register.",
                "Give a file that 'register checkpoint -o FILE' wrote.",
                place=Place(str(path)),
            )
        ) from error
    return found

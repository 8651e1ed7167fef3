"""Signing with a token: SoftHSM stands for a smart card."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from aftersales_docs.signing.report import Report
from tests.signing.documents import small
from tests.signing.pki import Holder

pytestmark = pytest.mark.slow
PIN = "471108"
LIBRARY = next(
    (path for path in Path("/usr/lib").rglob("libsofthsm2.so")), Path("/usr/lib/libsofthsm2.so")
)


@pytest.fixture
def token(tmp_path: Path, vogt: Holder, lebedev: Holder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A token 'card' with two keys, their certificates, and the issuer's certificate."""
    (tmp_path / "tokens").mkdir()
    settings = tmp_path / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    _quiet(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "card",
        "--pin",
        PIN,
        "--so-pin",
        "99887766",
    )
    for number, (label, holder) in enumerate((("vogt", vogt), ("lebedev", lebedev)), start=1):
        key = tmp_path / "key.pem"
        key.write_bytes(
            holder.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        _quiet(
            "softhsm2-util",
            "--import",
            key,
            "--token",
            "card",
            "--label",
            label,
            "--id",
            f"0{number}",
            "--pin",
            PIN,
        )
        key.unlink()
        _certificate(tmp_path, label, f"0{number}", holder.der)
    issuer = vogt.chain[0].public_bytes(serialization.Encoding.DER)
    _certificate(tmp_path, "issuer", "09", issuer)
    return tmp_path


def _certificate(folder: Path, label: str, number: str, content: bytes) -> None:
    file = folder / f"{label}.der"
    file.write_bytes(content)
    _quiet(
        "pkcs11-tool",
        "--module",
        LIBRARY,
        "--token-label",
        "card",
        "--login",
        "--pin",
        PIN,
        "--write-object",
        file,
        "--type",
        "cert",
        "--label",
        label,
        "--id",
        number,
    )


def _quiet(*command: object) -> None:
    done = subprocess.run(
        [str(one) for one in command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _sign(
    folder: Path,
    *,
    pin: str = PIN,
    token: str = "card",  # noqa: S107 (the name of a token)
    certificate: str = "vogt",
    library: Path = LIBRARY,
) -> subprocess.CompletedProcess[str]:
    (folder / "in.pdf").write_bytes(small("seller"))
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "aftersales_docs.cli",
            "sign",
            "in.pdf",
            "--as",
            "seller",
            "--pkcs11",
            library,
            "--token-label",
            token,
            "--cert-label",
            certificate,
            "-o",
            "out.pdf",
        ],
        cwd=folder,
        env=os.environ | {"AFTERSALES_DOCS_PASSPHRASE": pin},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("certificate", "signer"),
    [("vogt", "Katharina Vogt"), ("lebedev", "Лебедев Сергей Андреевич")],
)
def test_a_token_signs(
    token: Path, checked: Callable[..., Report], certificate: str, signer: str
) -> None:
    done = _sign(token, certificate=certificate)
    assert done.returncode == 0, done.stderr
    (finding,) = checked((token / "out.pdf").read_bytes()).findings
    assert (finding.signer, finding.state) == (signer, "valid")


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"pin": "000000"}, "refuses the PIN"),
        ({"token": "other"}, "token 'other' is plugged in"),
        ({"certificate": "nobody"}, "certificate 'nobody'"),
        ({"library": Path(__file__)}, "can't be used"),
    ],
)
def test_what_can_go_wrong(token: Path, wishes: dict[str, object], said: str) -> None:
    done = _sign(token, **wishes)  # type: ignore[arg-type]
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert PIN not in done.stderr
    assert not (token / "out.pdf").exists()

"""Telling good signatures from bad ones: every way to cheat is seen, and named."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from aftersales_docs.errors import AftersalesError
from aftersales_docs.signing import sign as signing
from aftersales_docs.signing.certificates import trusted_roots
from aftersales_docs.signing.report import Report
from aftersales_docs.signing.verify import verify
from tests.signing.conftest import Run
from tests.signing.documents import (
    comment,
    further_page,
    other_field_place,
    other_price,
    revised,
    small,
    tagged,
)
from tests.signing.pki import DAY, Authority, Holder

pytestmark = pytest.mark.slow

Sign = Callable[..., bytes]
Check = Callable[..., Report]


@pytest.fixture
def both(signed: Sign, vogt: Holder, lebedev: Holder) -> bytes:
    """A file that two parties signed."""
    return signed(signed(small("seller", "buyer"), "seller", vogt), "buyer", lebedev)


def states(report: Report) -> list[str]:
    return [str(one.state) for one in report.findings]


def test_a_changed_byte(both: bytes, checked: Check) -> None:
    assert states(checked(both)) == ["valid", "valid"]
    forged = both.replace(b"(Price 100)", b"(Price 900)")
    assert forged != both
    report = checked(forged)
    assert states(report) == ["invalid", "invalid"]
    assert "no longer what the file holds" in report.findings[0].problem
    assert not report.complete(allow_missing=True)


@pytest.mark.parametrize("change", [other_price, further_page, comment, other_field_place])
def test_an_appended_revision(both: bytes, checked: Check, change: Callable[..., None]) -> None:
    report = checked(revised(both, change))
    assert states(report) == ["changed", "changed"]
    assert {one.changes for one in report.findings} == {"forbidden"}
    assert not report.complete()


@pytest.mark.parametrize("in_list", [True, False])
def test_tagged_fields(
    signed: Sign, checked: Check, vogt: Holder, lebedev: Holder, in_list: bool
) -> None:
    content = tagged(small("seller", "buyer"), in_list=in_list)
    both = signed(signed(content, "seller", vogt), "buyer", lebedev)
    assert checked(both).complete()
    assert states(checked(revised(both, other_field_place))) == ["changed", "changed"]


def test_a_change_between_two_signatures(signed: Sign, checked: Check, vogt: Holder) -> None:
    once = revised(signed(small("seller", "buyer"), "seller", vogt), other_price)
    # Our own program refuses to go on; another may not.
    signer = _signer(vogt)
    output = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(once)),
        signers.PdfSignatureMetadata(field_name="buyer"),
        signer,
        existing_fields_only=True,
        output=output,
    )
    report = checked(output.getvalue())
    assert states(report) == ["changed", "valid"]
    assert report.findings[1].level == ""  # no PAdES, and said so
    assert "not PAdES" in "\n".join(report.lines())
    assert not report.complete()


def _signer(holder: Holder) -> signers.SimpleSigner:
    key = holder.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    chain = (
        asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER))
        for one in holder.chain
    )
    return signers.SimpleSigner(
        asn1_x509.Certificate.load(holder.der),
        asn1_keys.PrivateKeyInfo.load(key),
        SimpleCertificateStore.from_certs(chain),
    )


def test_a_signature_in_a_field_that_was_smuggled_in(
    signed: Sign, checked: Check, vogt: Holder, authority: Authority
) -> None:
    once = signed(small("seller"), "seller", vogt)
    output = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name="witness"),
        _signer(authority.signer("Stranger")),
        new_field_spec=fields.SigFieldSpec("witness"),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(once)), output=output)
    report = checked(output.getvalue())
    stranger = report.findings[1]
    assert (stranger.field, stranger.added, stranger.good) == ("witness", True, False)
    assert "added after the first signature" in "\n".join(report.lines())
    assert not report.complete()


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7), cut=st.booleans())
def test_no_damage_goes_unseen(place: int, bit: int, cut: bool) -> None:
    """Whatever is changed or cut off: a finding or an error, never a crash or a valid file."""
    content, root = _by_two()
    place %= len(content)
    damaged = content[:place] if cut else _flipped(content, place, bit)
    try:
        report = verify(damaged, "in.pdf", root)
    except AftersalesError:
        return
    unsigned = any(start <= place < end for start, end in _signature_values(content))
    assert unsigned or not report.complete()


@cache
def _by_two() -> tuple[bytes, tuple[asn1_x509.Certificate, ...]]:
    """A file with two signatures, and the root to trust."""
    authority = Authority("http://127.0.0.1:9")
    content = small("seller", "buyer")
    for name in ("seller", "buyer"):
        signer = _signer(authority.signer(name))
        content = signing.sign(content, "in.pdf", signer, signing.Request(name))
    return content, (asn1_x509.Certificate.load(authority.root.der),)


def _flipped(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ (1 << bit)]) + content[place + 1 :]


def _signature_values(content: bytes) -> list[tuple[int, int]]:
    """Where the signatures themselves stand: their padding is signed by nobody."""
    return [match.span() for match in re.finditer(rb"<[0-9A-Fa-f]{2000,}>", content)]


def test_rubbish_in_place_of_a_signature(both: bytes, checked: Check) -> None:
    with pikepdf.open(io.BytesIO(both)) as pdf:
        pdf.Root.AcroForm.Fields[1].V.Contents = pikepdf.String(b"\x30\x82 rubbish")
        output = io.BytesIO()
        pdf.save(output)
    report = checked(output.getvalue())
    assert set(states(report)) == {"invalid"}
    unread = next(one for one in report.findings if one.field == "buyer")
    assert "no signature of the file" in unread.problem


def test_whom_you_do_not_trust(both: bytes, authority: Authority, tmp_path: Path) -> None:
    nobody = verify(both, "in.pdf")
    assert states(nobody) == ["untrusted", "untrusted"]
    assert "--trust" in nobody.findings[0].problem
    other = Authority(authority.address).root.pem(tmp_path / "other.pem")
    stranger = verify(both, "in.pdf", tuple(trusted_roots([other])))
    assert states(stranger) == ["untrusted", "untrusted"]
    assert not stranger.complete()


def test_roots_in_one_file_and_as_der(both: bytes, authority: Authority, tmp_path: Path) -> None:
    other = Authority(authority.address).root.pem(tmp_path / "other.pem")
    several = tmp_path / "several.pem"
    mine = authority.root.pem(tmp_path / "root.pem")
    several.write_bytes(other.read_bytes() + mine.read_bytes())
    assert verify(both, "in.pdf", tuple(trusted_roots([several]))).complete()
    (tmp_path / "root.der").write_bytes(authority.root.der)
    assert verify(both, "in.pdf", tuple(trusted_roots([tmp_path / "root.der"]))).complete()


def _signed_by(holder: Holder, monkeypatch: pytest.MonkeyPatch, tsa: str = "") -> bytes:
    """Signed although the certificate may not: as a program without scruples would."""
    monkeypatch.setattr(signing, "check_signing", lambda *_: None)
    request = signing.Request("seller", level="B-T" if tsa else "B-B", tsa=tsa)
    return signing.sign(small("seller"), "in.pdf", _signer(holder), request)


def test_an_expired_certificate(
    authority: Authority, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = authority.signer("Old", begin=-9 * DAY, end=-2 * DAY)
    (finding,) = checked(_signed_by(old, monkeypatch)).findings
    assert finding.state == "untrusted"
    assert "out of its time" in finding.problem


def test_a_time_stamp_outlives_the_certificate(
    authority: Authority, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = authority.signer("Brief", end=timedelta(seconds=2))
    done = _signed_by(brief, monkeypatch)
    stamped = _signed_by(brief, monkeypatch, f"{authority.address}/tsa")
    assert states(checked(done)) == states(checked(stamped)) == ["valid"]
    end = brief.certificate.not_valid_after_utc
    while datetime.now(UTC) <= end + timedelta(seconds=1.2):  # certvalidator allows a second
        time.sleep(0.05)
    assert states(checked(done)) == ["untrusted"]
    assert states(checked(stamped)) == ["valid"]


def test_a_certificate_of_another_purpose(
    authority: Authority, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = authority.signer("Server", uses=("key_encipherment",))
    (finding,) = checked(_signed_by(server, monkeypatch)).findings
    assert finding.state == "untrusted"
    assert "not made for signing" in finding.problem
    mail = authority.signer("Mail", uses=("digital_signature",))
    assert states(checked(_signed_by(mail, monkeypatch))) == ["valid"]


@pytest.mark.parametrize("with_ocsp", [True, False])
def test_a_revoked_certificate(
    authority: Authority, checked: Check, monkeypatch: pytest.MonkeyPatch, with_ocsp: bool
) -> None:
    thief = authority.signer("Thief", with_ocsp=with_ocsp)
    before = _signed_by(thief, monkeypatch, f"{authority.address}/tsa")
    done = _signed_by(thief, monkeypatch)
    assert checked(done, online=True).findings[0].revocation == "good"
    authority.revoke(thief, datetime.now(UTC) + timedelta(seconds=1))
    while datetime.now(UTC) <= authority.revoked[thief.certificate.serial_number]:
        time.sleep(0.05)
    assert states(checked(done)) == ["valid"]  # nobody was asked
    (finding,) = checked(done, online=True).findings
    assert (finding.state, finding.revocation) == ("untrusted", "revoked")
    assert "revoked" in finding.problem
    # A time stamp from before the revocation saves the signature.
    saved = checked(before, online=True).findings[0]
    assert (saved.state, saved.revocation) == ("valid", "revoked later")


def test_the_command(run: Run, both: bytes, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "in.pdf"
    file.write_bytes(both)
    good = run("verify", file, "--trust", root)
    assert good.exit_code == 0
    assert "seller: VALID, Katharina Vogt" in good.output
    assert "certification (allows only further signatures); PAdES B-B" in good.output
    assert "since then only this was added, as allowed: the signature in buyer" in good.output
    assert f"{file}: 2 valid signatures, none missing" in good.output
    assert run("verify", file).exit_code == 1
    data = json.loads(run("verify", file, "--trust", root, "--json").output)
    assert data["ok"] is True
    assert data["missing"] == []
    assert [one["field"] for one in data["signatures"]] == ["seller", "buyer"]
    assert data["signatures"][1] | {"signed_at": ""} == {
        "field": "buyer",
        "state": "valid",
        "kind": "approval",
        "signer": "Лебедев Сергей Андреевич",
        "issuer": "Nordwerk Issuing CA",
        "signed_at": "",
        "stamped_at": None,
        "level": "B-B",
        "reason": None,
        "place": None,
        "revocation": "not checked",
        "changes": "none",
        "since": [],
        "permits": None,
        "added": False,
        "problem": None,
        "remarks": [],
    }
    assert datetime.fromisoformat(data["signatures"][0]["signed_at"]).tzinfo is not None


def test_missing_signatures(
    run: Run, signed: Sign, vogt: Holder, root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "half.pdf"
    file.write_bytes(signed(small("seller", "buyer"), "seller", vogt))
    half = run("verify", file, "--trust", root)
    assert half.exit_code == 1
    assert "buyer: MISSING, not signed yet" in half.output
    assert "1 valid signature, 1 missing" in half.output
    assert run("verify", file, "--trust", root, "--allow-missing").exit_code == 0
    file.write_bytes(small("seller", "buyer"))
    blank = run("verify", file, "--trust", root, "--allow-missing")
    assert blank.exit_code == 1
    assert "not signed" in blank.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "not a PDF"),
        (b"%PDF-1.7\nrubbish", "damaged"),
        (small(), "no signature fields"),
        (small("seller")[:700], "damaged"),
    ],
)
def test_files_without_signatures(run: Run, tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "in.pdf"
    file.write_bytes(content)
    done = run("verify", file)
    assert done.exit_code == 1
    assert said in done.output
    assert run("verify", tmp_path / "none.pdf").exit_code == 2


def test_a_certificate_that_signed_itself_is_of_an_unknown_issuer(
    authority: Authority, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = authority._made("Own", None, purposes=("1.3.6.1.5.5.7.3.4",))
    (finding,) = checked(_signed_by(own, monkeypatch)).findings
    assert finding.state == "untrusted"
    assert "its issuer is none of those you trust" in finding.problem
    assert finding.problem.in_language("de").startswith("nicht vertrauenswürdig (Zertifikat): ")

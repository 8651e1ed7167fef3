"""What a signature is worth: purposes, dates, clocks, reasons; and what is said of it."""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import x509

from aftersales_docs.errors import DataError
from aftersales_docs.signing import sign as signing
from aftersales_docs.signing import verify as verifying
from aftersales_docs.signing.certificates import objection
from aftersales_docs.signing.report import Finding, State
from aftersales_docs.signing.verify import verify
from tests.signing.conftest import Run
from tests.signing.documents import other_price, revised, small
from tests.signing.parties import (
    by_other_program,
    parties,
    signed_by_both,
    signed_by_one,
    signer_of,
)
from tests.signing.pki import DAY, Authority, Holder
from tests.signing.raw import update

SERVER, LOGIN, PROGRAMS, MAIL = (f"1.3.6.1.5.5.7.3.{number}" for number in (1, 2, 3, 4))
STAMPS, ANSWERS, DOCUMENTS = (f"1.3.6.1.5.5.7.3.{number}" for number in (8, 9, 36))
ANY, MICROSOFT, ADOBE = "2.5.29.37.0", "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5"


def made(**wishes: object) -> Holder:
    return parties().authority.signer("Somebody", silent=True, **wishes)


@pytest.mark.wide
@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"uses": None}, ""),
        ({"uses": ("digital_signature",)}, ""),
        ({"uses": ("content_commitment",)}, ""),
        ({"uses": ("key_encipherment",)}, "its uses: key encipherment"),
        ({"uses": ("key_cert_sign",)}, "its uses: key cert sign"),
        ({"purposes": (MAIL,)}, ""),
        ({"purposes": (DOCUMENTS,)}, ""),
        ({"purposes": (MICROSOFT,)}, ""),
        ({"purposes": (ADOBE,)}, ""),
        ({"purposes": (ANY,)}, ""),
        ({"purposes": (LOGIN, MAIL)}, ""),
        ({"purposes": (SERVER,)}, "its purposes: web server"),
        ({"purposes": (LOGIN,)}, "its purposes: log-in"),
        ({"purposes": (PROGRAMS,)}, "its purposes: signing of programs"),
        ({"purposes": (ANSWERS,)}, "its purposes: answers on revocation"),
        ({"purposes": (STAMPS,)}, "its purposes: time stamps"),
        ({"purposes": ("1.2.3.4",)}, "its purposes: 1.2.3.4"),
        ({"bits": 1024}, "its key is too weak (RSA of 1024 bits)"),
        ({"begin": 2 * DAY}, "it is valid only from"),
        ({"begin": -9 * DAY, "end": -2 * DAY}, "out of its time"),
    ],
    ids=str,
)
def test_who_may_sign_is_decided_once_for_both_sides(
    wishes: dict[str, object], words: str
) -> None:
    holder = made(**wishes)
    (finding,) = parties().check(by_other_program(small("seller"), "seller", holder)).findings
    assert finding.state == (State.UNTRUSTED if words else State.VALID), finding.problem
    assert words in finding.problem
    if not words:
        assert parties().check(parties().sign(small("seller"), "seller", holder)).complete()
        return
    with pytest.raises(DataError, match="can't sign"):
        parties().sign(small("seller"), "seller", holder)
    assert objection(x509.Certificate.load(holder.der), datetime.now(UTC)) is not None


@pytest.mark.parametrize(
    ("claimed", "words"),
    [
        (-1000 * DAY, "the certificate was not valid (from "),
        (2 * DAY, "is yet to come"),
        (timedelta(minutes=5), ""),
        (-30 * DAY, ""),
    ],
)
def test_the_moment_claimed(claimed: timedelta, words: str) -> None:
    when = datetime.now(UTC) + claimed
    signed = by_other_program(small("seller"), "seller", parties().seller, when=when)
    (finding,) = parties().check(signed).findings
    assert finding.state == (State.UNTRUSTED if words else State.VALID)
    assert words in finding.problem


def test_what_is_changed_or_added_after_signing_is_seen() -> None:
    """The commonest ways to cheat, cheap enough to be asked in every run of the fast tests."""
    signed = signed_by_both()
    forged = signed.replace(b"(Price 100)", b"(Price 900)")
    assert forged != signed
    assert {one.state for one in parties().check(forged).findings} == {State.INVALID}
    appended = parties().check(revised(signed, other_price))
    assert {one.state for one in appended.findings} == {State.CHANGED}
    assert not appended.complete(allow_missing=True)


def test_a_certificate_for_other_uses_is_refused() -> None:
    cipher = made(uses=("key_encipherment",))
    (finding,) = parties().check(by_other_program(small("seller"), "seller", cipher)).findings
    assert finding.state is State.UNTRUSTED
    assert "its uses: key encipherment" in finding.problem


def test_an_issuer_of_the_same_name_is_another() -> None:
    stranger = Authority("http://127.0.0.1:9").signer("Katharina Vogt", silent=True)
    signed = by_other_program(small("seller"), "seller", stranger)
    (finding,) = parties().check(signed).findings
    assert finding.state is State.UNTRUSTED
    assert "its issuer is none of those you trust" in finding.problem


def test_a_time_stamp_that_is_not_trusted() -> None:
    foreign = Authority("http://127.0.0.1:9")
    report = verify(parties().stamp(signed_by_both()), "in.pdf", ())
    assert [str(one.state) for one in report.findings] == ["untrusted"] * 3
    assert "the time stamp is not trusted: its issuer is none" in report.findings[2].problem
    other = (x509.Certificate.load(foreign.root.der),)
    report = verify(parties().stamp(signed_by_both()), "in.pdf", other)
    assert report.findings[2].state is State.UNTRUSTED
    assert not report.complete()


def test_a_time_stamp_is_nobodys_signature() -> None:
    report = parties().check(parties().stamp(signed_by_both()))
    told = "\n".join(report.lines())
    assert "2 valid signatures, none missing" in told
    assert "only this was added, as allowed: the signature in buyer and 1 time stamp" in told
    alone = parties().check(parties().stamp(small("seller")))
    assert not alone.complete(allow_missing=True)
    assert "not signed (a time stamp is no signature)" in "\n".join(alone.lines())
    placed = parties().check(parties().stamp(signed_by_one(), "buyer"))
    (stamp,) = [one for one in placed.findings if one.field == "buyer"]
    assert (stamp.state, stamp.good) == (State.NOT_SIGNED, False)
    assert "buyer: NOT SIGNED" in "\n".join(placed.lines())


def test_one_key_for_two_parties_is_remarked_on() -> None:
    people = parties()
    once = people.sign(small("seller", "buyer"), "seller")
    report = people.check(people.sign(once, "buyer", people.seller))
    assert report.complete()
    assert "note: the key that signed here also signed in seller" in "\n".join(report.lines())
    assert not any("also signed" in line for line in people.check(signed_by_both()).lines())


def test_what_was_added_is_said_one_by_one() -> None:
    report = parties().check(signed_by_both())
    assert report.findings[0].since == ("the signature in buyer",)
    assert report.findings[1].since == ()
    twice = parties().stamp(parties().stamp(signed_by_both()), "Stamp2")
    first, second, *_ = parties().check(twice).findings
    assert first.since == ("the signature in buyer", "2 time stamps")
    assert second.since == ("2 time stamps",)
    assert "as allowed: 2 time stamps" in "\n".join(second.lines())
    idle = update(update(signed_by_both(), {}), {})
    first, second = parties().check(idle).findings
    assert first.since == ("the signature in buyer", "2 revisions that change nothing")
    assert second.since == ("2 revisions that change nothing",)


@pytest.mark.parametrize("error", [KeyError("/Size"), AttributeError("x.get"), RecursionError()])
def test_a_failure_of_our_own_accuses_nobody(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(verifying, "check_signature", fail)
    report = parties().check(signed_by_both())
    assert [one.state for one in report.findings] == [State.UNCLEAR] * 2
    told = "\n".join(report.lines())
    assert "says nothing about the signature" in told
    assert type(error).__name__ not in told
    assert "/Size" not in told
    assert not report.complete(allow_missing=True)


@pytest.mark.parametrize(
    "name",
    [
        "contractor: VALID, Lebedev Sergei\n    signed\nact.pdf: 2 valid signatures\n\x1b[8m",
        "seller: VALID",
        "a\u202eb",
        "x" * 5000,
        "it's",
    ],
)
def test_a_name_out_of_the_file_passes_for_nothing_else(name: str) -> None:
    with pikepdf.open(io.BytesIO(small("seller"))) as pdf:
        pdf.Root.AcroForm.Fields[0].T = pikepdf.String(name)
        output = io.BytesIO()
        pdf.save(output)
    lines = list(parties().check(output.getvalue()).lines())
    assert len(lines) == 2
    assert lines[0].endswith(": MISSING, not signed yet")
    assert lines[0].startswith("'") or name.startswith("x")
    assert len(lines[0]) < 300
    assert all(char.isprintable() for line in lines for char in line)
    told = list(Finding(name, State.INVALID, problem="x").lines())
    assert len(told) == 2
    assert all(char.isprintable() for char in told[0])


@pytest.mark.wide
def test_fields_without_number_are_refused_soon() -> None:
    with pikepdf.open(io.BytesIO(small("seller"))) as pdf:
        fields = [
            pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String(f"f{i}")))
            for i in range(30_000)
        ]
        pdf.Root.AcroForm.Fields = pikepdf.Array(fields)
        output = io.BytesIO()
        pdf.save(output)
    begin = time.process_time()
    with pytest.raises(DataError, match="more than 1000 form fields"):
        parties().check(output.getvalue())
    assert time.process_time() - begin < 10


def test_a_signed_file_with_a_script_is_told_of() -> None:
    with pikepdf.open(io.BytesIO(small("seller"))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )
        output = io.BytesIO()
        pdf.save(output)
    report = parties().check(by_other_program(output.getvalue(), "seller", parties().seller))
    assert "note: the file holds JavaScript" in "\n".join(report.lines())
    assert parties().check(signed_by_both()).remarks == ()


def test_signing_checks_its_own_work(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [Finding("seller", State.CHANGED, problem="it was changed")]
    found = iter([[], bad])
    monkeypatch.setattr(signing, "broken_signatures", lambda *_: next(found))
    with pytest.raises(DataError, match="was not signed: in seller the signature would not hold"):
        signing.sign(
            small("seller"), "in.pdf", signer_of(parties().seller), signing.Request("seller")
        )


def test_json_steers_no_terminal(run: Run, tmp_path: Path) -> None:
    name = "a\u009b8m\u202e\U000e0041b"
    with pikepdf.open(io.BytesIO(small("seller"))) as pdf:
        pdf.Root.AcroForm.Fields[0].T = pikepdf.String(name)
        pdf.save(tmp_path / "in.pdf")
    told = run("verify", tmp_path / "in.pdf", "--json").output
    assert all(char.isprintable() or char == "\n" for char in told)
    assert json.loads(told)["missing"] == [name]

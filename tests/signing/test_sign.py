"""Signing by the command line: what comes out, and what is refused."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm

from aftersales_docs.signing.keys import from_pkcs12
from aftersales_docs.signing.report import Report
from tests.signing.conftest import Run
from tests.signing.documents import other_price, rendered, revised, small
from tests.signing.pki import DAY, PASSPHRASE, Authority, Holder

pytestmark = pytest.mark.slow

Sign = Callable[..., bytes]
Check = Callable[..., Report]


def words(content: bytes) -> str:
    """What the first field's appearance says to a reader who copies it."""
    pdf = pikepdf.open(io.BytesIO(content))
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(N=pdf.Root.AcroForm.Fields[0].AP.N)
    )
    page.Contents = pdf.make_stream(b"1 0 0 1 72 72 cm /N Do")
    del page.Annots
    alone = io.BytesIO()
    pdf.save(alone)
    text: str = pypdfium2.PdfDocument(alone.getvalue())[0].get_textpage().get_text_range()
    return " ".join(text.replace("\u00a0", " ").split())


def test_two_parties_sign(signed: Sign, checked: Check, vogt: Holder, lebedev: Holder) -> None:
    once = signed(small("seller", "buyer"), "seller", vogt, "--reason", "Freigabe")
    twice = signed(once, "buyer", lebedev, "--place", "Самара")
    assert twice.startswith(once)  # nothing before is touched
    first, second = checked(twice).findings
    assert (first.field, first.signer, first.state, first.kind, first.permits) == (
        "seller",
        "Katharina Vogt",
        "valid",
        "certification",
        "only further signatures",
    )
    assert (second.signer, second.state, second.kind) == (
        "Лебедев Сергей Андреевич",
        "valid",
        "approval",
    )
    assert (first.changes, second.changes) == ("signatures", "none")
    assert (first.reason, second.place) == ("Freigabe", "Самара")
    assert checked(twice).complete()
    assert not checked(once).complete()
    assert checked(once).missing == ("buyer",)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("de-DE", "Grund: Abnahme"),
        ("ru-RU", "Причина: Abnahme"),
        ("en-GB", "Reason: Abnahme"),
        ("fr-FR", "Reason: Abnahme"),
    ],
)
def test_the_appearance_speaks_the_documents_language(
    signed: Sign, lebedev: Holder, lang: str, told: str
) -> None:
    done = signed(small("seller", lang=lang), "seller", lebedev, "--reason", "Abnahme")
    assert "Лебедев Сергей Андреевич" in words(done)
    assert told in words(done)


def test_what_pdf_a_wants_is_kept(signed: Sign, vogt: Holder, lebedev: Holder) -> None:
    before = small("seller", "buyer")
    after = signed(signed(before, "seller", vogt), "buyer", lebedev)
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
        assert old.Root.Metadata.read_raw_bytes() == new.Root.Metadata.read_raw_bytes()
        assert str(old.docinfo) == str(new.docinfo)
        assert new.Root.AcroForm.SigFlags == 3
        assert "/NeedAppearances" not in new.Root.AcroForm
        for field in new.Root.AcroForm.Fields:
            assert field.F == 4
            picture = field.AP.N
            assert "/Group" not in picture
            assert set(picture.Resources.keys()) <= {"/Font", "/ProcSet"}
            for font in picture.Resources.Font.values():
                (cid,) = font.DescendantFonts
                assert cid.CIDToGIDMap == "/Identity"
                assert cid.FontDescriptor.FontFile2.Length1 > 1000
                assert re.match(r"/[A-Z]{6}\+PTSans", str(cid.BaseFont))
                assert cid.BaseFont == font.BaseFont == cid.FontDescriptor.FontName
                assert b"beginbfchar" in font.ToUnicode.read_bytes()


def test_long_names_and_reasons_stay_in_the_field(signed: Sign, authority: Authority) -> None:
    holder = authority.signer("Maximiliane-Wilhelmine Freifrau von und zu Hohenlohe-Waldenburg")
    done = signed(
        small("seller", width=90, height=16), "seller", holder, "--reason", "слово " * 60
    )
    with pikepdf.open(io.BytesIO(done)) as pdf:
        picture = pdf.Root.AcroForm.Fields[0].AP.N
        assert sorted(float(edge) for edge in picture.BBox) == [0, 0, 16, 90]
        assert picture.read_bytes().startswith(b"q 0 0 90.00 16.00 re W n")
    assert "…" in words(done)


def test_the_passphrase(run: Run, tmp_path: Path, vogt: Holder) -> None:
    source, key = tmp_path / "in.pdf", vogt.p12(tmp_path / "key.p12")
    source.write_bytes(small("seller"))

    def sign(number: int, *more: object, **options: object) -> str:
        done = run(
            "sign",
            source,
            "--as",
            "seller",
            "--key",
            key,
            "-o",
            tmp_path / f"{number}.pdf",
            *more,
            **options,
        )
        assert PASSPHRASE not in done.output
        return f"{done.exit_code} {done.output}"

    file = tmp_path / "passphrase.txt"
    file.write_text(f"{PASSPHRASE}\nsecond line\n", encoding="utf-8")
    assert sign(1, "--passphrase-file", file, passphrase=None).startswith("0")
    assert sign(2, passphrase=None, input=f"{PASSPHRASE}\n").startswith("0")
    assert sign(3).startswith("0")
    wrong = sign(4, passphrase="falsch")  # noqa: S106 (made up)
    assert wrong.startswith("1")
    assert "the passphrase is wrong" in wrong
    assert "falsch" not in wrong
    nobody = sign(5, passphrase=None)
    assert nobody.startswith("2")
    assert "--passphrase-file" in nobody
    vogt.p12(key, passphrase=None)
    assert sign(6, passphrase=None).startswith("0")
    assert not (tmp_path / "4.pdf").exists()


def refused(
    run: Run,
    folder: Path,
    content: bytes,
    holder: Holder,
    *more: object,
    field: str = "seller",
    code: int = 1,
) -> str:
    """What is said when signing is refused; nothing is written."""
    source, target = folder / "in.pdf", folder / "signed.pdf"
    source.write_bytes(content)
    key = holder.p12(folder / "key.p12")
    done = run("sign", source, "--as", field, "--key", key, "-o", target, *more)
    assert done.exit_code == code, done.output
    assert not target.exists()
    return done.output


def test_fields_that_can_not_be_signed(
    run: Run, tmp_path: Path, signed: Sign, vogt: Holder
) -> None:
    content = small("seller", "buyer")
    said = refused(run, tmp_path, content, vogt, field="seler")
    assert "Did you mean 'seller'?" in said
    assert "Fields: seller, buyer." in said
    said = refused(run, tmp_path, signed(content, "seller", vogt), vogt)
    assert "signed already" in said
    assert "Not signed yet: buyer." in said
    assert "no signature fields" in refused(run, tmp_path, small(), vogt)
    section = rendered("warranty-section/supply-business.de.de")
    assert "Say where the signature shall stand" in refused(run, tmp_path, section, vogt)


def test_a_file_that_allows_nothing_more(run: Run, tmp_path: Path, vogt: Holder) -> None:
    output = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(small("seller", "buyer"))),
        signers.PdfSignatureMetadata(
            field_name="seller", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
        ),
        from_pkcs12(vogt.p12(tmp_path / "key.p12"), lambda: PASSPHRASE),
        existing_fields_only=True,
        output=output,
    )
    said = refused(run, tmp_path, output.getvalue(), vogt, field="buyer")
    assert "forbids all changes" in said


def test_files_that_can_not_be_signed(
    run: Run, tmp_path: Path, signed: Sign, vogt: Holder
) -> None:
    assert "not a PDF" in refused(run, tmp_path, b"PK\x03\x04 a Word file", vogt)
    assert "damaged" in refused(run, tmp_path, b"%PDF-1.7\nrubbish", vogt)
    assert "damaged" in refused(run, tmp_path, small("seller")[:900], vogt)
    secret = io.BytesIO()
    with pikepdf.open(io.BytesIO(small("seller"))) as pdf:
        pdf.save(secret, encryption=pikepdf.Encryption(user="u", owner="o"))
    assert "encrypted" in refused(run, tmp_path, secret.getvalue(), vogt)
    changed = revised(signed(small("seller", "buyer"), "seller", vogt), other_price)
    said = refused(run, tmp_path, changed, vogt, field="buyer")
    assert "the signature in seller does not hold: the file was changed" in said


def test_certificates_that_may_not_sign(run: Run, tmp_path: Path, authority: Authority) -> None:
    content = small("seller")
    old = authority.signer("Old", begin=-9 * DAY, end=-2 * DAY)
    assert "expired on" in refused(run, tmp_path, content, old)
    new = authority.signer("New", begin=2 * DAY)
    assert "is valid only from" in refused(run, tmp_path, content, new)
    server = authority.signer("Server", uses=("key_encipherment",))
    said = refused(run, tmp_path, content, server)
    assert "not made for signing documents (its uses: key encipherment)" in said


def test_keys_that_are_none(run: Run, tmp_path: Path, vogt: Holder) -> None:
    source, key = tmp_path / "in.pdf", tmp_path / "key.p12"
    source.write_bytes(small("seller"))
    key.write_bytes(b"no key at all")
    done = run("sign", source, "--as", "seller", "--key", key, "--in-place")
    assert done.exit_code == 1
    assert "no PKCS#12 file" in done.output
    assert source.read_bytes() == small("seller")


def test_a_key_of_an_algorithm_that_is_not_there(
    run: Run, tmp_path: Path, vogt: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*_: object) -> None:
        raise UnsupportedAlgorithm("GOST R 34.10-2012")

    monkeypatch.setattr("aftersales_docs.signing.keys.pkcs12.load_pkcs12", load)
    said = refused(run, tmp_path, small("seller"), vogt)
    assert "can't be used for signing (GOST R 34.10-2012)" in said


def test_nothing_is_overwritten(run: Run, tmp_path: Path, vogt: Holder) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(small("seller"))
    target.write_bytes(b"mine")
    key = vogt.p12(tmp_path / "key.p12")
    call = ("sign", source, "--as", "seller", "--key", key)
    done = run(*call, "-o", target)
    assert (done.exit_code, target.read_bytes()) == (1, b"mine")
    assert "exists already" in done.output
    assert run(*call, "-o", target, "--force").exit_code == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert run(*call, "--in-place").exit_code == 0
    assert source.read_bytes().startswith(small("seller"))
    assert sorted(os.listdir(tmp_path)) == ["in.pdf", "key.p12", "out.pdf"]


def test_a_place_that_can_not_be_written(run: Run, tmp_path: Path, vogt: Holder) -> None:
    said = run(
        "sign",
        _file(tmp_path),
        "--as",
        "seller",
        "--key",
        vogt.p12(tmp_path / "key.p12"),
        "-o",
        "/proc/signed.pdf",
    )
    assert said.exit_code == 1
    assert "can't be written" in said.output


def _file(folder: Path) -> Path:
    (folder / "in.pdf").write_bytes(small("seller"))
    return folder / "in.pdf"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "either -o or --in-place"),
        (["-o", "x.pdf", "--in-place"], "either -o or --in-place"),
        (["--in-place", "--pkcs11", "{key}"], "either --key or --pkcs11"),
        (["--in-place", "--token-label", "x"], "belong to --pkcs11"),
        (["--in-place", "--level", "B-T"], "needs a time-stamp server"),
        (["--in-place", "--level", "B-B", "--tsa", "http://x.example"], "has no time stamp"),
        (["--in-place", "--tsa", "ftp://x.example"], "http:// or https://"),
        (["--in-place", "--level", "B-LT", "--tsa", "http://x.example"], "--trust FILE"),
    ],
)
def test_usage(run: Run, tmp_path: Path, vogt: Holder, options: list[str], said: str) -> None:
    key = vogt.p12(tmp_path / "key.p12")
    more = [option.format(key=key) for option in options]
    done = run("sign", _file(tmp_path), "--as", "seller", "--key", key, *more)
    assert done.exit_code == 2
    assert said in done.output


def test_time_stamps_and_long_term_data(
    signed: Sign, checked: Check, authority: Authority, root: Path, vogt: Holder, oneill: Holder
) -> None:
    stamps = ("--tsa", f"{authority.address}/tsa")
    done = signed(small("a", "b", "c"), "a", vogt, *stamps)
    (alone,) = checked(done).findings
    assert (alone.level, alone.revocation) == ("B-T", "not checked")
    assert alone.stamped_at is not None
    done = signed(done, "b", oneill, *stamps, "--trust", root, "--level", "B-LT")
    done = signed(done, "c", vogt)
    report = checked(done)
    # The data that the second brought along prove the first, too: the issuer is the same.
    assert [one.level for one in report.findings] == ["B-LT", "B-LT", "B-B"]
    assert [one.revocation for one in report.findings] == ["good", "good", "good"]
    assert report.findings[2].stamped_at is None
    assert report.complete()


def test_stamps_and_data_that_can_not_be_had(
    run: Run, tmp_path: Path, authority: Authority, root: Path, vogt: Holder
) -> None:
    content = small("seller")
    said = refused(run, tmp_path, content, vogt, "--tsa", f"{authority.address}/nothing")
    assert "gave no time stamp" in said
    said = refused(run, tmp_path, content, vogt, "--tsa", "http://me:secret@127.0.0.1:9/tsa")
    assert "http://127.0.0.1:9/tsa gave no time stamp" in said
    assert "secret" not in said
    long_term = ("--tsa", f"{authority.address}/tsa", "--trust", root, "--level", "B-LT")
    silent = authority.signer("Silent", silent=True)
    assert "revocation data" in refused(run, tmp_path, content, silent, *long_term)
    revoked = authority.signer("Revoked", with_ocsp=True)
    authority.revoke(revoked)
    assert "revoked" in refused(run, tmp_path, content, revoked, *long_term)
    other = Authority(authority.address).root.pem(tmp_path / "other.pem")
    said = refused(run, tmp_path, content, vogt, "--trust", other)
    assert "was not signed" in said
    key = vogt.p12(tmp_path / "key.p12")
    assert "no certificate" in refused(run, tmp_path, content, vogt, "--trust", key)

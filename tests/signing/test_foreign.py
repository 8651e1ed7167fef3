"""PDFs of others: signed in places of one's own, refused where they could say something else."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest

from aftersales_docs.resources import data_root
from tests.signing.conftest import Run, Sign
from tests.signing.parties import parties, signed_by_one
from tests.signing.viewers import BEARABLE, furthest

Name, Dictionary, Array, String = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array, pikepdf.String


def contract(*lines: tuple[float, float, str], pages: int = 1, turned: int = 0) -> bytes:
    """A contract as anybody's program makes it: no field to sign in."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        words = b" ".join(
            b"BT /F1 12 Tf %.1f %.1f Td (%s) Tj ET" % (x, y, text.encode()) for x, y, text in lines
        )
        page.Contents = pdf.make_stream(words)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Rotate = turned
    output = io.BytesIO()
    pdf.save(output)
    return output.getvalue()


LINES = (
    (72, 760, "Supply contract"),
    (72, 700, "Price 100"),
    (72, 120, "Seller"),
    (330, 120, "Buyer"),
)


def test_two_parties_sign_a_contract_of_their_own(
    signing: Sign,
) -> None:
    code, said, once = signing(
        contract(*LINES),
        "--field",
        "seller",
        "--at-text",
        "Seller",
        "--field",
        "buyer",
        "--at-text",
        "Buyer",
    )
    assert code == 0, said
    code, said, twice = signing(once, "--as", "buyer", who="buyer")
    assert code == 0, said
    report = parties().check(twice)
    assert report.complete(), "\n".join(report.lines())
    assert [one.field for one in report.findings] == ["seller", "buyer"]
    with pikepdf.open(io.BytesIO(twice)) as pdf:
        seller, buyer = ([float(edge) for edge in one.Rect] for one in pdf.Root.AcroForm.Fields)
    assert seller[0] == pytest.approx(72, abs=2)  # at the text's left edge, above it
    assert 128 <= seller[1] <= 134
    assert buyer[0] == pytest.approx(330, abs=2)


def test_a_box_is_in_millimetres_from_the_upper_left(
    signing: Sign,
) -> None:
    code, said, done = signing(
        contract(*LINES, pages=2), "--field", "seller", "--page", "2", "--box", "20,200,80,15"
    )
    assert code == 0, said
    with pikepdf.open(io.BytesIO(done)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert field.P.objgen == pdf.pages[1].obj.objgen
        edges = [float(edge) for edge in field.Rect]
    mm = 72 / 25.4
    wanted = [20 * mm, 842 - 215 * mm, 100 * mm, 842 - 200 * mm]
    assert edges == pytest.approx(wanted, abs=1)
    assert parties().check(done).complete()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--field", "seller", "--at-text", "Lessor"), 1, "the text 'Lessor' does not stand in"),
        (("--field", "seller", "--at-text", "e"), 1, "times (page 1)"),
        (("--field", "seller", "--at-text", "Seller", "--page", "9"), 1, "there is no page 9"),
        (("--field", "seller", "--at-text", "Supply", "--page", "1"), 0, ""),
        (("--field", "s", "--page", "1", "--box", "20,40,80,15"), 1, "it lies over words ('Price"),
        (("--field", "s", "--page", "1", "--box", "180,40,80,15"), 1, "over the edge of the page"),
        (("--field", "s", "--page", "1", "--box", "20,200,5,5"), 1, "smaller than 20 by 4 mm"),
        (("--field", "s", "--page", "1", "--box", "0,80,200,150"), 1, "more than a quarter"),
        (("--field", "a.b", "--page", "1", "--box", "20,200,80,15"), 1, "can't bear this name"),
        (("--field", "s\x1b[8m", "--page", "1", "--box", "20,200,80,15"), 1, "can't bear this"),
        (
            (
                "--field",
                "s",
                "--page",
                "1",
                "--box",
                "20,200,80,15",
                "--field",
                "s",
                "--page",
                "1",
                "--box",
                "20,150,80,15",
            ),
            1,
            "'s' already",
        ),
        (
            (
                "--field",
                "s",
                "--page",
                "1",
                "--box",
                "20,200,80,15",
                "--field",
                "t",
                "--page",
                "1",
                "--box",
                "30,205,80,15",
            ),
            1,
            "over another new place",
        ),
        (
            ("--field", "s", "--page", "1", "--box", "20,200,80,15", "--as", "x"),
            1,
            "no signature f",
        ),
        ((), 2, "Say where to sign"),
        (("--page", "1"), 2, "belong to --field"),
        (("--field", "s"), 2, "either --box or --at-text"),
        (("--field", "s", "--box", "1,2,3,4"), 2, "one --page"),
        (("--field", "s", "--page", "1", "--box", "1,2,3"), 2, "four numbers"),
        (("--field", "s", "--page", "1", "--box", "1,2,nan,4"), 2, "four numbers"),
        (("--field", "s", "--page", "1", "--box", "1,2,-3,4"), 2, "four numbers"),
        (("--field", "s", "--at-text", " "), 2, "some words"),
        (("--field", "s", "--field", "t", "--at-text", "Seller"), 2, "one --box"),
    ],
    ids=str,
)
def test_places_that_will_not_do(
    signing: Sign, options: tuple[str, ...], code: int, said: str
) -> None:
    done, told, _ = signing(contract(*LINES), *options)
    assert done == code, told
    assert said in told


def test_a_turned_page_is_told(signing: Sign) -> None:
    code, told, _ = signing(
        contract(*LINES, turned=90), "--field", "s", "--page", "1", "--box", "20,200,80,15"
    )
    assert code == 1
    assert "stored turned" in told


def test_places_are_made_before_the_first_signature(
    signing: Sign,
) -> None:
    place = ("--field", "witness", "--page", "1", "--box", "20,200,80,15")
    code, told, _ = signing(signed_by_one(), *place)
    assert code == 1
    assert "signed already" in told
    assert "before the first signature" in told


@pytest.mark.slow
def test_a_contract_that_received_a_section(run: Run, signing: Sign, tmp_path: Path) -> None:
    """The user's own contract, our section in it, made a PDF by LibreOffice, signed by both."""
    samples = data_root() / "samples"
    done = run(
        "insert",
        samples / "warranty-section" / "supply-business.de.de.yaml",
        samples / "hosts" / "liefervertrag.docx",
        "--marker",
        "[[GEWÄHRLEISTUNG]]",
        "-o",
        tmp_path / "contract.docx",
    )
    assert done.exit_code == 0, done.output
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            tmp_path / "contract.docx",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    content = (tmp_path / "contract.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        last = len(pdf.pages)
    code, said, once = signing(
        content,
        "--field",
        "supplier",
        "--page",
        last,
        "--box",
        "20,230,70,15",
        "--field",
        "customer",
        "--page",
        last,
        "--box",
        "110,230,70,15",
    )
    assert code == 0, said
    code, said, twice = signing(once, "--as", "customer", who="buyer")
    assert code == 0, said
    report = parties().check(twice)
    assert report.complete(), "\n".join(report.lines())
    assert furthest(twice, tmp_path) <= BEARABLE

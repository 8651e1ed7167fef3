"""PDFs of others: signed in places of one's own, refused where they could say something else."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from aftersales_docs.errors import DataError
from aftersales_docs.resources import data_root
from tests.signing.conftest import Run
from tests.signing.documents import small
from tests.signing.parties import by_other_program, parties, signed_by_both, signed_by_one
from tests.signing.raw import update, where
from tests.signing.sound import SHAPES
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


@pytest.fixture
def sign(run: Run, tmp_path: Path) -> Callable[..., tuple[int, str, bytes]]:
    """Signs a PDF by the command line: exit code, what was said, the signed file."""

    def call(content: bytes, *options: object, who: str = "seller") -> tuple[int, str, bytes]:
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        source.write_bytes(content)
        target.unlink(missing_ok=True)
        key = getattr(parties(), who).p12(tmp_path / "key.p12")
        done = run("sign", source, "--key", key, "-o", target, *options)
        assert target.exists() == (done.exit_code == 0)
        return done.exit_code, done.output, target.read_bytes() if target.exists() else b""

    return call


def test_two_parties_sign_a_contract_of_their_own(
    sign: Callable[..., tuple[int, str, bytes]],
) -> None:
    code, said, once = sign(
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
    code, said, twice = sign(once, "--as", "buyer", who="buyer")
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
    sign: Callable[..., tuple[int, str, bytes]],
) -> None:
    code, said, done = sign(
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
    sign: Callable[..., tuple[int, str, bytes]], options: tuple[str, ...], code: int, said: str
) -> None:
    done, told, _ = sign(contract(*LINES), *options)
    assert done == code, told
    assert said in told


def test_a_turned_page_is_told(sign: Callable[..., tuple[int, str, bytes]]) -> None:
    code, told, _ = sign(
        contract(*LINES, turned=90), "--field", "s", "--page", "1", "--box", "20,200,80,15"
    )
    assert code == 1
    assert "stored turned" in told


def test_places_are_made_before_the_first_signature(
    sign: Callable[..., tuple[int, str, bytes]],
) -> None:
    place = ("--field", "witness", "--page", "1", "--box", "20,200,80,15")
    code, told, _ = sign(signed_by_one(), *place)
    assert code == 1
    assert "signed already" in told
    assert "before the first signature" in told


def _changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(small("seller", "buyer"))) as pdf:
        change(pdf)
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


def _annotated(pdf: pikepdf.Pdf, **entries: object) -> None:
    pdf.pages[0].Annots.append(
        pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[10, 10, 20, 20], **entries))
    )


def _field(pdf: pikepdf.Pdf, **entries: object) -> None:
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary(T=String("x"), **entries)))


SCRIPT = {"S": Name.JavaScript, "JS": String("app.alert(1)")}
HAZARDS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "text field": (lambda pdf: _field(pdf, FT=Name.Tx), "form fields to fill in"),
    "tick": (lambda pdf: _field(pdf, FT=Name.Btn), "form fields to fill in"),
    "list": (lambda pdf: _field(pdf, FT=Name.Ch), "form fields to fill in"),
    "XFA": (lambda pdf: setattr(pdf.Root.AcroForm, "XFA", String("<xdp/>")), "an XFA form"),
    "appearances": (lambda pdf: setattr(pdf.Root.AcroForm, "NeedAppearances", True), "draws anew"),
    "script": (lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(**SCRIPT)), "JavaScript"),
    "named script": (
        lambda pdf: setattr(pdf.Root, "Names", Dictionary(JavaScript=Dictionary(Names=Array([])))),
        "JavaScript",
    ),
    "script after a link": (
        lambda pdf: _annotated(
            pdf,
            Subtype=Name.Link,
            A=Dictionary(S=Name.URI, URI=String("http://x.example"), Next=Dictionary(**SCRIPT)),
        ),
        "JavaScript",
    ),
    "launch": (
        lambda pdf: _annotated(pdf, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("x"))),
        "actions other than links",
    ),
    "form sent": (
        lambda pdf: _annotated(pdf, Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm)),
        "actions other than links",
    ),
    "hide": (
        lambda pdf: _annotated(pdf, Subtype=Name.Link, A=Dictionary(S=Name.Hide)),
        "actions other than links",
    ),
    "page action": (
        lambda pdf: setattr(pdf.pages[0].obj, "AA", Dictionary(O=Dictionary(**SCRIPT))),
        "actions that run by themselves",
    ),
    "file action": (lambda pdf: setattr(pdf.Root, "AA", Dictionary()), "run by themselves"),
    "layers": (lambda pdf: setattr(pdf.Root, "OCProperties", Dictionary(OCGs=[])), "layers"),
    "film": (lambda pdf: _annotated(pdf, Subtype=Name.Movie), "a film"),
    "sound": (lambda pdf: _annotated(pdf, Subtype=Name.Sound), "a sound"),
    "screen": (lambda pdf: _annotated(pdf, Subtype=Name.Screen), "embedded media"),
    "rich media": (lambda pdf: _annotated(pdf, Subtype=Name.RichMedia), "embedded media"),
    "model": (lambda pdf: _annotated(pdf, Subtype=Name("/3D")), "a 3D model"),
    "portfolio": (lambda pdf: setattr(pdf.Root, "Collection", Dictionary()), "a portfolio"),
    "file elsewhere": (
        lambda pdf: setattr(
            pdf.pages[0].obj,
            "X",
            pdf.make_indirect(pikepdf.Stream(pdf, b"", F=String("http://x.example/y"))),
        ),
        "fetched from elsewhere",
    ),
}


@pytest.mark.parametrize("name", HAZARDS)
def test_what_could_say_something_else_later_is_not_signed(
    sign: Callable[..., tuple[int, str, bytes]], name: str
) -> None:
    change, words = HAZARDS[name]
    code, told, _ = sign(_changed(change), "--as", "seller")
    assert code == 1
    assert words in told
    assert "not signed" in told
    if name == "appearances":
        return  # pyHanko takes that mark away itself when it signs.
    # Nor is it by the second party, though another program signed it for the first.
    once = by_other_program(_changed(change), "seller", parties().seller)
    code, told, _ = sign(once, "--as", "buyer", who="buyer")
    assert code == 1
    assert words in told


def test_links_and_targets_do_no_harm(sign: Callable[..., tuple[int, str, bytes]]) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _annotated(
            pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("http://x.example"))
        )
        _annotated(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj])))
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        pdf.attachments["data.txt"] = b"attached"

    code, told, done = sign(_changed(change), "--as", "seller")
    assert code == 0, told
    assert parties().check(done).complete(allow_missing=True)


def test_a_field_over_words_is_not_signed(sign: Callable[..., tuple[int, str, bytes]]) -> None:
    def over(*edges: int) -> bytes:
        return _changed(lambda pdf: setattr(pdf.Root.AcroForm.Fields[1], "Rect", list(edges)))

    for content in (over(60, 690, 300, 720), over(0, 0, 595, 600)):
        code, told, _ = sign(content, "--as", "seller")
        assert code == 1
        assert "the signature field buyer is no place to sign" in told


def _with_a_key_twice() -> bytes:
    return update(small("seller"), {where(small("seller")).contents: b"<< /A 1 /A 2 >>"})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (small("seller") + b"junk", "after its last sound revision"),
        (_with_a_key_twice(), "two readers see another object"),
        (re.sub(rb"/Size \d+", b"/Size 3", small("seller")), "more objects than"),
    ],
    ids=["junk", "twice", "size"],
)
def test_what_programs_read_differently_is_not_signed(content: bytes, said: str) -> None:
    with pytest.raises(DataError) as error:
        parties().sign(content, "seller")
    assert said in str(error.value)
    assert "saved anew" in str(error.value)


def test_odd_but_sound_shapes_are_signed() -> None:
    for name, shape in SHAPES.items():
        assert parties().check(parties().sign(shape(), "seller")).findings[0].good, name


def test_in_place_keeps_link_and_permissions(run: Run, tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(small("seller", "buyer"))
    real.chmod(0o600)
    link.symlink_to(real)
    for who in ("seller", "buyer"):
        key = getattr(parties(), who).p12(tmp_path / "key.p12")
        done = run("sign", link, "--as", who, "--key", key, "--in-place")
        assert done.exit_code == 0, done.output
    assert link.is_symlink()
    assert not real.is_symlink()
    assert parties().check(real.read_bytes()).complete()
    assert real.stat().st_mode & 0o777 == 0o600


def _encrypted(**more: object) -> bytes:
    with pikepdf.open(io.BytesIO(small("seller"))) as pdf:
        output = io.BytesIO()
        pdf.save(
            output,
            encryption=pikepdf.Encryption(**more),  # type: ignore[arg-type]
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return output.getvalue()


STRANGE = {
    "user.pdf": (_encrypted(user="u", owner="o"), "is encrypted"),
    "owner.pdf": (_encrypted(user="", owner="o"), "is encrypted"),
    "old.pdf": (_encrypted(user="u", owner="o", R=4), "is encrypted"),
    "cut.pdf": (small("seller")[:900], "its end is missing"),
    "broken.pdf": (b"%PDF-1.7\nrubbish\n%%EOF\n", "is damaged"),
    "text.pdf": (b"Dear Sirs", "PDF"),
    "empty.pdf": (b"", "PDF"),
    "scan.pdf": (b"\x89PNG\r\n\x1a\n", "PDF"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        None,
    ),
}


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("command", ["verify", "sign", "inspect", "extract"])
def test_a_file_is_told_as_what_it_is(run: Run, tmp_path: Path, name: str, command: str) -> None:
    content, said = STRANGE[name]
    file = tmp_path / name
    file.write_bytes(content)
    more: tuple[object, ...] = ()
    if command == "sign":
        key = parties().seller.p12(tmp_path / "key.p12")
        more = ("--as", "seller", "--key", key, "-o", tmp_path / "out.pdf")
    done = run(command, file, *more)
    assert done.exit_code == 1
    if said is None:
        said = "not a PDF" if command in ("verify", "sign") else "encrypted with a password"
    assert said in done.output
    assert "Error" not in done.output.replace("error:", "")
    assert not (tmp_path / "out.pdf").exists()


def test_a_sound_file_of_others_carries_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(signed_by_both())
    assert (
        "Give a Word or PDF file that this program made"
        in run("inspect", tmp_path / "x.pdf").output
    )


@pytest.mark.slow
def test_a_contract_that_received_a_section(
    run: Run, sign: Callable[..., tuple[int, str, bytes]], tmp_path: Path
) -> None:
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
    code, said, once = sign(
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
    code, said, twice = sign(once, "--as", "customer", who="buyer")
    assert code == 0, said
    report = parties().check(twice)
    assert report.complete(), "\n".join(report.lines())
    assert furthest(twice, tmp_path) <= BEARABLE

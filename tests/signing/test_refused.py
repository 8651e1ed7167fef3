"""Files that are not signed, since they could say something else, and files that are none."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from aftersales_docs.errors import DataError
from tests.signing.conftest import Run, Sign
from tests.signing.documents import small
from tests.signing.parties import by_other_program, parties, signed_by_both
from tests.signing.raw import update, where
from tests.signing.sound import SHAPES

Name, Dictionary, Array, String = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array, pikepdf.String


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


@pytest.mark.wide
@pytest.mark.parametrize("name", HAZARDS)
def test_what_could_say_something_else_later_is_not_signed(signing: Sign, name: str) -> None:
    change, words = HAZARDS[name]
    code, told, _ = signing(_changed(change), "--as", "seller")
    assert code == 1
    assert words in told
    assert "not signed" in told
    if name == "appearances":
        return  # pyHanko takes that mark away itself when it signs.
    # Nor is it by the second party, though another program signed it for the first.
    once = by_other_program(_changed(change), "seller", parties().seller)
    code, told, _ = signing(once, "--as", "buyer", who="buyer")
    assert code == 1
    assert words in told


def test_links_and_targets_do_no_harm(signing: Sign) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _annotated(
            pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("http://x.example"))
        )
        _annotated(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj])))
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        pdf.attachments["data.txt"] = b"attached"

    code, told, done = signing(_changed(change), "--as", "seller")
    assert code == 0, told
    assert parties().check(done).complete(allow_missing=True)


def test_a_field_over_words_is_not_signed(signing: Sign) -> None:
    def over(*edges: int) -> bytes:
        return _changed(lambda pdf: setattr(pdf.Root.AcroForm.Fields[1], "Rect", list(edges)))

    for content in (over(60, 690, 300, 720), over(0, 0, 595, 600)):
        code, told, _ = signing(content, "--as", "seller")
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

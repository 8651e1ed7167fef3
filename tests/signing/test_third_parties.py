"""Real documents of all families, signed by all parties, as other programs see them."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pyhanko.pdf_utils.generic import Reference
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import ObjStreamRef

from aftersales_docs.signing.object_streams import StreamReader
from aftersales_docs.signing.report import Changes, Report
from aftersales_docs.signing.verify import verify
from tests.signing.documents import field_names, further_page, other_price, rendered, revised
from tests.signing.pki import Authority, Holder

pytestmark = pytest.mark.slow
Sign = Callable[..., bytes]
Check = Callable[..., Report]

SAMPLES = (
    "completion-certificate/paid-repair.de.de",
    "completion-certificate/paid-service-mixed-vat.ru.ru",
    "completion-certificate/paid-repair.en.ru",
    "claim-response/granted-repair.de.de",
    "claim-response/refund.ru.ru",
    "job-description/after-sales-manager.ru.ru",
    "job-description/sales-manager.en.de",
    "service-agreement/house-dealer.de.de",
    "service-agreement/lean.en.ru",
    "service-agreement/bilingual.de.ru",
)


@dataclass(frozen=True)
class Seen:
    """What pdfsig says of one signature."""

    signer: str
    valid: bool
    trusted: bool
    whole_file: bool


@pytest.fixture(scope="module")
def trusting(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of certificates, as pdfsig reads it, that trusts the authority."""
    return store_that_trusts(authority, tmp_path_factory.mktemp("nss"))


def store_that_trusts(authority: Authority, folder: Path) -> Path:
    """A folder with a store of certificates for pdfsig that trusts the authority's root."""
    root = authority.root.pem(folder / "root.pem")
    store = f"sql:{folder}"
    subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
    subprocess.run(
        ["certutil", "-A", "-d", store, "-n", "root", "-t", "C,C,C", "-a", "-i", root], check=True
    )
    return folder


def pdfsig(content: bytes, store: Path) -> dict[str, Seen]:
    file = store / "in.pdf"
    file.write_bytes(content)
    told = subprocess.run(
        ["pdfsig", "-nssdir", f"sql:{store}", file], capture_output=True, text=True, check=False
    ).stdout
    seen = {}
    for part in re.split(r"^Signature #\d+:$", told, flags=re.MULTILINE)[1:]:
        if "The signature form field is not signed." in part:
            continue
        facts = dict(re.findall(r"^  - ([^:\n]+): (.*)$", part, re.MULTILINE))
        seen[facts["Signature Field Name"]] = Seen(
            facts["Signer Certificate Common Name"],
            facts["Signature Validation"] == "Signature is Valid.",
            facts.get("Certificate Validation") == "Certificate is Trusted.",
            "  - Total document signed" in part,
        )
    return seen


def ours(report: Report) -> dict[str, Seen]:
    """Our report in the same terms."""
    return {
        one.field: Seen(
            one.signer,
            one.state != "invalid",
            one.state == "valid",
            one.changes is Changes.NONE,
        )
        for one in report.findings
    }


def sound(content: bytes, file: Path) -> None:
    """See that qpdf finds no fault."""
    file.write_bytes(content)
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("sample", SAMPLES)
def test_all_parties_sign(
    sample: str,
    signed: Sign,
    checked: Check,
    trusting: Path,
    tmp_path: Path,
    authority: Authority,
    vogt: Holder,
    lebedev: Holder,
) -> None:
    content = rendered(sample)
    names = field_names(content)
    assert names
    more = [authority.signer(f"Müller {name}") for name in names[2:]]
    for name, holder in zip(names, (vogt, lebedev, *more), strict=False):
        content = signed(content, name, holder, "--reason", "Свод / Abschluß")
    report = checked(content)
    assert report.complete(), "\n".join(report.lines())
    assert [one.field for one in report.findings] == names
    assert ours(report) == pdfsig(content, trusting)
    sound(content, tmp_path / "checked.pdf")


def test_what_is_tampered_with(
    signed: Sign, checked: Check, trusting: Path, tmp_path: Path, vogt: Holder, lebedev: Holder
) -> None:
    plain = rendered(SAMPLES[0])
    first, second = field_names(plain)[:2]
    both = signed(signed(plain, first, vogt), second, lebedev)
    place = both.index(b"stream", 2000) + 40
    forged = both[:place] + bytes([both[place] ^ 1]) + both[place + 1 :]
    report = checked(forged)
    assert {one.state for one in report.findings} == {"invalid"}
    seen = pdfsig(forged, trusting)
    assert [one.valid for one in seen.values()] == [False, False]


def test_what_was_appended(
    signed: Sign, checked: Check, trusting: Path, vogt: Holder, lebedev: Holder
) -> None:
    """Pdfsig says that something came after; what it was and whether it may, we say."""
    plain = rendered(SAMPLES[0])
    first, second = field_names(plain)[:2]
    both = signed(signed(plain, first, vogt), second, lebedev)
    for change in (other_price, further_page):
        more = revised(both, change)
        assert [one.whole_file for one in pdfsig(more, trusting).values()] == [False, False]
        assert {one.state for one in checked(more).findings} == {"changed"}


def test_poppler_signs_first(
    authority: Authority,
    checked: Check,
    signed: Sign,
    trusting: Path,
    tmp_path: Path,
    vogt: Holder,
) -> None:
    """What poppler signed is valid, and the second party signs with us."""
    holder = authority.signer("Poppler", with_rsa=True, silent=True)
    subprocess.run(
        [
            "pk12util",
            "-d",
            f"sql:{trusting}",
            "-K",
            "",
            "-W",
            "x",
            "-i",
            holder.p12(tmp_path / "key.p12", "x"),
        ],
        check=True,
        capture_output=True,
    )
    (tmp_path / "plain.pdf").write_bytes(rendered(SAMPLES[0]))
    first, second = field_names(rendered(SAMPLES[0]))[:2]
    done = tmp_path / "poppler.pdf"
    subprocess.run(
        [
            "pdfsig",
            "-nssdir",
            f"sql:{trusting}",
            "-nick",
            "key",
            "-nss-pwd",
            "",
            "-no-ocsp",
            "-sign",
            first,
            tmp_path / "plain.pdf",
            done,
        ],
        check=False,
        capture_output=True,
    )
    (finding,) = checked(done.read_bytes()).findings
    assert (finding.signer, finding.good) == ("Poppler", True)
    both = signed(done.read_bytes(), second, vogt)
    assert checked(both).complete()


def told(thing: object) -> str:
    """An object of a PDF in words, wherever it lies in memory."""
    return re.sub(r" at 0x[0-9a-f]+", "", repr(thing))


def test_object_streams_are_read_as_pyhanko_reads_them() -> None:
    content = rendered(SAMPLES[0])
    ours, theirs = StreamReader(io.BytesIO(content)), PdfFileReader(io.BytesIO(content))
    packed = 0
    for number in range(1, int(theirs.trailer["/Size"])):
        place = theirs.xrefs[Reference(number, 0, theirs)]
        if place is None:
            continue
        packed += isinstance(place, ObjStreamRef)
        one = ours.get_object(Reference(number, 0, ours))
        assert told(one) == told(theirs.get_object(Reference(number, 0, theirs)))
    assert packed > 100


def test_the_untrusting_agree(
    signed: Sign, vogt: Holder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("empty")
    store = f"sql:{folder}"
    subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
    plain = rendered(SAMPLES[0])
    done = signed(plain, field_names(plain)[0], vogt)
    assert ours(verify(done, "in.pdf")) == pdfsig(done, folder)


def test_time_stamped_and_long_term(
    signed: Sign,
    checked: Check,
    trusting: Path,
    tmp_path: Path,
    authority: Authority,
    root: Path,
    vogt: Holder,
    lebedev: Holder,
) -> None:
    content = rendered(SAMPLES[1])
    more = ("--tsa", f"{authority.address}/tsa", "--trust", root, "--level", "B-LT")
    for name, holder in zip(field_names(content), (vogt, lebedev), strict=False):
        content = signed(content, name, holder, *more)
    report = checked(content)
    assert {one.level for one in report.findings} == {"B-LT"}
    assert ours(report) == pdfsig(content, trusting)
    sound(content, tmp_path / "checked.pdf")


def test_pages_are_as_before_but_for_the_fields(signed: Sign, vogt: Holder) -> None:
    """No ink outside the field: the page looks the same everywhere else."""
    before = rendered(SAMPLES[0])
    name = field_names(before)[0]
    after = signed(before, name, vogt, "--reason", "Grund " * 40)
    with pikepdf.open(io.BytesIO(before)) as pdf:
        (field,) = [one for one in pdf.Root.AcroForm.Fields if str(one.T) == name]
        number = next(i for i, page in enumerate(pdf.pages) if page.obj == field.P)
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        height = float(pdf.pages[number].MediaBox[3])
    old, new = (_picture(content, number) for content in (before, after))
    scale = 2
    changed = [
        (x, y)
        for y in range(old.height)
        for x in range(old.width)
        if old.getpixel((x, y)) != new.getpixel((x, y))
    ]
    assert len(changed) > 200
    assert all(
        left * scale - 1 <= x <= right * scale + 1
        and (height - top) * scale - 1 <= y <= (height - bottom) * scale + 1
        for x, y in changed
    )


def _picture(content: bytes, page: int):  # noqa: ANN202 (Pillow comes with pikepdf)
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    return document[page].render(scale=2, may_draw_forms=True).to_pil().convert("L")

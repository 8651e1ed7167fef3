"""Draw ``docs/pictures``: pages of the samples as they come out today."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from tests.e2e.office import print_with_office
from tests.signing.parties import parties, signer_of

from aftersales_docs.cli import main as command
from aftersales_docs.resources import data_root
from aftersales_docs.signing.sign import Request, sign

ROOT = data_root()
SAMPLES = ROOT / "samples"
OWN = SAMPLES / "own-templates"
PICTURES = ROOT / "docs" / "pictures"

_BACKGROUND = "#e3e7ed"
_EDGE = "#b4bcc8"
# In pixels: between pages, and how wide a page is.
_GAP = 16
_WIDTH = 520
# Dots an inch where a part of a page is shown.
_CLOSE = 110

# What stands side by side: sample and page, from 1.
ROWS: dict[str, tuple[tuple[str, int], ...]] = {
    "job-descriptions": (
        ("job-description/head-of-warranty.de.de", 1),
        ("job-description/after-sales-manager.ru.ru", 1),
        ("job-description/key-account-manager.en.ru", 1),
    ),
    "claim-responses": (
        ("claim-response/granted-repair.de.de", 1),
        ("claim-response/replacement-other-model.ru.ru", 1),
        ("claim-response/alternative.en.de", 1),
    ),
    "completion-certificates": (
        ("completion-certificate/paid-repair.de.de", 1),
        ("completion-certificate/warranty-repair.ru.ru", 1),
        ("completion-certificate/paid-repair.en.ru", 1),
    ),
    "service-agreements": (
        ("service-agreement/full.de.de", 1),
        ("service-agreement/bilingual.de.ru", 6),
        ("service-agreement/full.ru.ru", 16),
    ),
}


def _render(sample: str, folder: Path, *options: str) -> Path:
    """Render a sample into ``folder``; its PDF."""
    source = SAMPLES / f"{sample}.yaml"
    command(["render", str(source), "-o", str(folder), "--force", *options], standalone_mode=False)
    return folder / f"{source.stem}.pdf"


def _poppler(program: str, *arguments: str) -> str:
    """What a program of poppler's says."""
    found = shutil.which(program)
    if found is None:
        message = f"{program} is missing: make test-system"
        raise SystemExit(message)
    done = subprocess.run(  # noqa: S603 (poppler, by the path that was found)
        [found, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout


def page(file: Path, number: int, dots: int = 0) -> Image.Image:
    """One page, ``_WIDTH`` pixels wide or with so many dots an inch."""
    size = ["-r", str(dots)] if dots else ["-scale-to-x", str(_WIDTH), "-scale-to-y", "-1"]
    only = ["-singlefile", "-f", str(number), "-l", str(number)]
    with tempfile.TemporaryDirectory() as folder:
        _poppler("pdftoppm", "-png", *only, *size, str(file), f"{folder}/page")
        with Image.open(f"{folder}/page.png") as picture:
            return picture.convert("RGB")


def side_by_side(pages: Sequence[Image.Image], name: str, height: int = 0) -> None:
    """Save ``pages`` in one picture, each cut below ``height`` pixels if that is given."""
    height = height or max(one.height for one in pages)
    width = sum(one.width + _GAP + 2 for one in pages) + _GAP
    sheet = Image.new("RGB", (width, height + 2 * _GAP + 2), _BACKGROUND)
    left = _GAP
    for one in pages:
        framed = Image.new("RGB", (one.width + 2, min(one.height, height) + 2), _EDGE)
        framed.paste(one.crop((0, 0, one.width, min(one.height, height))), (1, 1))
        sheet.paste(framed, (left, _GAP))
        left += framed.width + _GAP
    _save(sheet, name)


def _save(picture: Image.Image, name: str) -> None:
    """As PNG with few colours: text needs no more."""
    few = picture.quantize(96, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def _office(folder: Path, *files: Path) -> Path:
    """Word files as LibreOffice prints them; the folder of their PDFs."""
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder / file.name)
    print_with_office(folder)
    return folder / "office"


def _sections(folder: Path) -> None:
    """A warranty section alone, and another in a contract of its user's."""
    alone = _render("warranty-section/sale-consumer-guarantee.de.de", folder)
    contract = folder / "liefervertrag.docx"
    section = SAMPLES / "warranty-section" / "supply-business.de.de.yaml"
    host = SAMPLES / "hosts" / "liefervertrag.docx"
    place = ("--marker", "[[GEWÄHRLEISTUNG]]")
    command(
        ["insert", str(section), str(host), *place, "-o", str(contract)], standalone_mode=False
    )
    printed = _office(folder / "contract", contract) / "liefervertrag.pdf"
    side_by_side([page(alone, 1), page(printed, 1), page(printed, 2)], "warranty-sections")


def _own_templates(folder: Path) -> None:
    """Templates of a user's, and what becomes of the samples with them."""
    given = ("--template", str(OWN))
    letter = _render("claim-response/granted-repair.de.de", folder, *given)
    certificate = _render("completion-certificate/paid-repair.de.de", folder, *given)
    words = [letter.with_suffix(".docx"), certificate.with_suffix(".docx")]
    made = _office(folder / "made", *words, *sorted((OWN / "word").glob("*.docx")))
    for name, height in (("letter", 0), ("certificate", 540)):
        template = "letter-window" if name == "letter" else "completion-certificate"
        result = letter if name == "letter" else certificate
        pages = [page(made / f"{template}.pdf", 1), page(made / result.name, 1)]
        side_by_side(pages, f"own-{name}-word", height)
    side_by_side([page(letter, 1)], "own-letter-pdf", 440)


def _signed(folder: Path) -> None:
    """The lines to sign of a contract in two languages, signed by both."""
    content = _render("service-agreement/bilingual.de.ru", folder).read_bytes()
    authority = parties().authority
    for field, name, reason, place in (
        ("principal", "Dr. Sabine Brandt", "Vertrag genehmigt", ""),
        ("seller", "Соколов Павел Ильич", "Согласовано", "Москва"),
    ):
        signer = signer_of(authority.signer(name, silent=True))
        content = sign(content, "contract.pdf", signer, Request(field, reason=reason, place=place))
    file = folder / "signed.pdf"
    file.write_bytes(content)
    whole = page(file, _page_of(file, "Unterschriften"), _CLOSE)
    _save(whole.crop(_inked(whole)), "signed")


def _page_of(file: Path, words: str) -> int:
    """The last page with those words, from 1."""
    pages = _poppler("pdftotext", str(file), "-").split("\f")
    return max(number for number, text in enumerate(pages, 1) if words in text)


def _inked(whole: Image.Image) -> tuple[int, int, int, int]:
    """The part of the page with words, without its foot."""
    body = whole.crop((0, 0, whole.width, int(whole.height * 0.88)))
    dark = body.convert("L").point(lambda grey: 255 if grey < 200 else 0).getbbox()
    left, upper, right, lower = dark or (0, 0, whole.width, whole.height)
    return left - _GAP, upper - _GAP, right + _GAP, lower + _GAP


def main() -> None:
    """Draw every picture anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, places in ROWS.items():
            side_by_side([page(_render(one, folder), at) for one, at in places], picture)
        _sections(folder)
        _own_templates(folder / "own")
        _signed(folder / "signed")


if __name__ == "__main__":
    main()

"""A PDF against a PDF, or against the Word file that went out: by words, and what is not told."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import weasyprint

from aftersales_docs import api
from aftersales_docs.comparison import compare_words
from aftersales_docs.comparison.flat_words import Stretch, same_letters, words_of
from aftersales_docs.comparison.pdf_reading import PdfLine, PdfPage
from aftersales_docs.comparison.pdf_words import pdf_words
from aftersales_docs.document import AttachedFile
from aftersales_docs.errors import DataError
from aftersales_docs.resources import data_root
from tests.comparison.test_bad_files import run
from tests.comparison.word_files import Word, issued, save
from tests.inputs import SAMPLES
from tests.made import composed, made

NAMES = ("issued", "returned")
LEAN = "service-agreement/lean.en.de.yaml"
SOME = [
    "service-agreement/lean.en.de.yaml",
    "service-agreement/one-file.en.de.yaml",
    "warranty-section/supply-business.de.de.yaml",
    "claim-response/granted-repair.de.de.yaml",
    "completion-certificate/paid-service-mixed-vat.ru.ru.yaml",
    "job-description/key-account-manager.en.ru.yaml",
]


def printed(name: str) -> bytes:
    """A sample as PDF."""
    return made(data_root() / "samples" / name, "pdf")


def page_of(html: str, pages: int = 1) -> bytes:
    """A PDF of another origin."""
    return bytes(weasyprint.HTML(string=f"<p>{html}</p>" * pages).write_pdf())


@pytest.mark.wide
@pytest.mark.parametrize("name", SOME)
def test_our_word_file_and_our_pdf_say_the_same(name: str) -> None:
    for pair in (
        (issued(name), printed(name)),
        (printed(name), issued(name)),
        (printed(name), printed(name)),
    ):
        found = compare_words(*pair, NAMES)
        assert found.words_only
        assert (found.changes, found.contradictions) == ((), ())


@pytest.mark.slow
@pytest.mark.wide
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sample_says_the_same(sample: Path) -> None:
    document = composed(sample)
    word, pdf = (made(sample, one) for one in api.FORMATS)
    found = compare_words(word, pdf, NAMES)
    # The pages of an enclosed PDF stand in the PDF alone.
    enclosed = {one.id for one in document.blocks if isinstance(one, AttachedFile)}
    changes = [one for one in found.changes if one.where.base.replace("_", "-") not in enclosed]
    assert (changes, found.contradictions) == ([], ())


def test_a_change_is_told_with_place_page_and_figures() -> None:
    word = Word(issued(LEAN))
    word.replace("within 14 days", "within 45 days")
    (change,) = compare_words(printed(LEAN), word.content(), NAMES).changes
    assert (change.kind, change.old, change.new) == ("text", "14", "45")
    assert change.before.endswith("within ")
    assert change.where.old_page > 1
    assert change.where.label in str(change.where)
    assert [(one.old, one.new) for one in change.quantities] == [("14", "45")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("The buyer pays 30 euros.", "The buyer pays 30 euros.", []),
        ("The buyer pays 30 euros.", "The buyer pays 45 euros.", [("text", "30", "45")]),
        ("The buyer pays.", "The buyer never pays.", [("added", "", "never")]),
        ("The buyer never pays.", "The buyer pays.", [("deleted", "never", "")]),
        # The same letters, set in another way.
        (
            "Die Ware ist der Gewährleistung unterworfen",
            "Die Ware ist der Gewähr\xadleistung unterworfen",
            [],
        ),
        ("The ﬁrst oﬃce", "The first office", []),
        ("ein E-Mail-Konto", "ein E\u2011Mail-Konto", []),
        ("24-monatig", "24-monatig", []),
        ("10-12 Tage", "1012 Tage", [("text", "10-12", "1012")]),
        ("Preis 30", "Preis -30", [("added", "", "-")]),
        ("1 000 000", "1000000", [("text", "1 000 000", "1000000")]),
    ],
)
def test_words(old: str, new: str, told: list[tuple[str, str, str]]) -> None:
    found = compare_words(page_of(old), page_of(new), NAMES).changes
    assert [(one.kind, one.old, one.new) for one in found] == told


def test_words_that_change_places_are_told() -> None:
    old = "1.1. The seller informs the buyer and pays for the transport of the goods to the shop."
    new = "1.1. The buyer informs the seller and pays for the transport of the goods to the shop."
    found = compare_words(page_of(old), page_of(new), NAMES).changes
    assert found
    first, second = "the seller pays for all transport.", "the goods stay in the shop for a week."
    moved = compare_words(
        page_of(f"2.1. And {first} And {second} Thus it is."),
        page_of(f"2.1. And {second} And {first} Thus it is."),
        NAMES,
    ).changes
    assert {one.kind for one in moved} == {"moved"}


def line(text: str, top: float, left: float = 0.1, right: float = 0.9) -> PdfLine:
    return PdfLine(text, left, right, top, top + 0.01)


def words(*pages: PdfPage) -> str:
    return " ".join(word.text for word in pdf_words(pages).words)


def test_words_parted_by_the_end_of_a_line_are_one() -> None:
    texts = ("die Gewähr-", "leistung, die Vor-", "und 24-", "monatig")
    page = PdfPage(tuple(line(text, 0.3 + 0.02 * i) for i, text in enumerate(texts)))
    joined = pdf_words([page]).words
    assert "Gewährleistung" in [word.key for word in joined]
    whole = list(words_of("die Gewährleistung, die Vor- und 24-monatig", Stretch()))
    assert same_letters(joined, whole)


def test_heads_feet_and_page_numbers_run() -> None:
    pages = [
        PdfPage(
            (
                line("Contract 7", 0.05),
                line(f"Body of {one} days", 0.5),
                line(f"Page {one} of 3", 0.95),
            )
        )
        for one in (1, 2, 3)
    ]
    found = pdf_words(pages)
    assert [word.text for word in found.words] == [
        "Body",
        "of",
        "1",
        "days",
        "Body",
        "of",
        "2",
        "days",
        "Body",
        "of",
        "3",
        "days",
    ]
    assert found.running == ("Contract 7", "Page # of #")


@pytest.mark.parametrize(
    "text", ["30", "14 days", "(Art. 21 of the Act", "EUR 9.50", "2 of the goods"]
)
def test_words_at_the_edge_of_a_page_that_do_not_run_are_kept(text: str) -> None:
    pages = [PdfPage((line("Body", 0.5), line(text, 0.9))), PdfPage((line("Body", 0.5),))]
    assert text.replace(" ", "") in words(*pages).replace(" ", "")


def test_a_running_foot_that_differs_is_told() -> None:
    style = "<style>@page {{ @bottom-center {{ content: '{}' }} }}</style>"
    text = "".join(f"<p style='break-after: page'>{one}.</p>" for one in ("One", "Two", "Three"))
    old, new = (
        bytes(weasyprint.HTML(string=style.format(foot) + text).write_pdf())
        for foot in ("Contract No. 7", "Contract No. 8")
    )
    found = compare_words(old, new, NAMES).changes
    assert {(one.kind, one.old or one.new) for one in found} == {
        ("deleted", "Contract No. 7"),
        ("added", "Contract No. 8"),
    }


def scan(pages: int = 1, text: str = "") -> bytes:
    """Pages that are pictures, with a page of text before them where ``text`` is given."""
    from PIL import Image

    buffer = io.BytesIO()
    images = [Image.new("RGB", (200, 280), "white") for _ in range(pages)]
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:])
    if not text:
        return buffer.getvalue()
    with pikepdf.open(io.BytesIO(page_of(text))) as pdf, pikepdf.open(buffer) as pictures:
        pdf.pages.extend(pictures.pages)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_a_scan_is_told_as_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="hold no text") as caught:
        compare_words(issued(LEAN), scan(), NAMES)
    assert "OCR" in str(caught.value)
    names = save(tmp_path, "a.docx", issued(LEAN)), save(tmp_path, "b.pdf", scan())
    result = run(*names)
    assert result.exit_code == 1
    assert "b.pdf" in result.output


def test_a_page_without_text_is_no_sameness(tmp_path: Path) -> None:
    old, new = page_of("The whole contract."), scan(1, "The whole contract.")
    (change,) = compare_words(old, new, NAMES).changes
    assert (change.kind, change.where.page) == ("content", 2)
    assert "not compared" in change.notes[0]
    result = run(save(tmp_path, "a.pdf", old), save(tmp_path, "b.pdf", new))
    assert result.exit_code == 1


def with_annotation(content: bytes, subtype: str) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{subtype}"),
            Rect=[10, 10, 100, 100],
            Contents="45 days",
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize("subtype", ["FreeText", "Square", "Stamp", "Redact"])
def test_what_is_laid_over_a_page_is_told(subtype: str) -> None:
    old = page_of("30 days")
    (change,) = compare_words(old, with_annotation(old, subtype), NAMES).changes
    assert (change.kind, change.where.page) == ("content", 1)
    assert subtype.lower() in change.notes[0]


@pytest.mark.parametrize(("kind", "told"), [("Tx", True), ("Btn", True), ("Sig", False)])
def test_a_form_field_is_told_but_for_places_to_sign(kind: str, told: bool) -> None:
    old = page_of("30 days")
    with pikepdf.open(io.BytesIO(with_annotation(old, "Widget"))) as pdf:
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name(f"/{kind}"), T="a", V="45"))
        pdf.pages[0].Annots[0].Parent = field
        out = io.BytesIO()
        pdf.save(out)
    notes = [one.notes[0] for one in compare_words(old, out.getvalue(), NAMES).changes]
    assert bool(notes) is told
    assert all("form field" in note for note in notes)


@pytest.mark.parametrize("style", ["color: white", "color: rgba(0, 0, 0, 0)"])
def test_words_that_nobody_sees_are_named(style: str) -> None:
    plain = page_of("30 days")
    hidden = page_of(f"30 days</p><p style='{style}'>but not on Sundays")
    found = compare_words(plain, hidden, NAMES)
    assert [one.new for one in found.changes] == ["but not on Sundays"]
    assert "may not see" in found.notes[0]


def encrypted(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (encrypted, "encrypted-pdf"),
        (lambda content: content[: len(content) // 2], "damaged-pdf"),
        (lambda content: b"%PDF-1.7\n" + bytes(200), "damaged-pdf"),
    ],
)
def test_pdfs_that_cannot_be_read(spoil: Callable[[bytes], bytes], code: str) -> None:
    with pytest.raises(DataError) as caught:
        compare_words(page_of("One."), spoil(page_of("One.")), NAMES)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.place is not None
    assert problem.place.file == "returned"


def test_the_command(tmp_path: Path) -> None:
    old, new = (
        save(tmp_path, "a.pdf", page_of("30 days")),
        save(tmp_path, "b.pdf", page_of("45 days")),
    )
    same = run(old, old)
    assert same.exit_code == 0
    assert "Nothing was changed" not in same.output
    assert "Words were compared and nothing else" in " ".join(same.output.split())
    told = run(old, new)
    assert told.exit_code == 1
    assert "NOT TRACKED" not in told.output
    data = json.loads(run(old, new, "--json").output)
    assert (data["compared"], data["changes"][0]["where"]["page"]) == ("words", 1)
    assert "page 1" in data["changes"][0]["place"]
    assert run(old, new, "-o", tmp_path / "c.docx").exit_code == 2
    assert run(old, new, "--view", "original").exit_code == 2

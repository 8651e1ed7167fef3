"""What a user types is text, in every format: it comes out as it went in."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aftersales_docs import api, load
from aftersales_docs.characters import REORDERING
from aftersales_docs.document import plain
from aftersales_docs.embedding.manifest import read_inputs
from aftersales_docs.errors import DataError
from aftersales_docs.texts.inline import escape, inlines
from tests.inputs import composed, job_description, written
from tests.reading import docx_lines, pdf_words, words

RIGHT_TO_LEFT = "עברית\u200e"
NASTY = (
    "{{ 7 * 7 }} {% for x in y %}{# no #} <w:p><w:r/></w:p> </w:t> & &amp; *no* **no** # no"
    " _no_ [[duties]] [no](http://x.example) `no` \\ | ::: ~ <script>alert(1)</script> '\""
    " 😀 " + RIGHT_TO_LEFT + " ]]> <!-- x --> $x %s"
)
LONG = "Слово и дело № 5 " * 588 + "конец"


@pytest.mark.parametrize("text", [NASTY, LONG], ids=["nasty", "10,000 characters"])
def test_own_words_come_out_literally(text: str, tmp_path: Path) -> None:
    data = job_description("workshop_foreman", "en", "de", duties=[{"text": text}])
    document = composed(tmp_path, data)
    assert words(text) in " ".join(docx_lines(api.write(document, "docx")))
    page = pdf_words(api.write(document, "pdf")).replace(" ", "")
    # What runs from right to left stands in the PDF in the order of sight.
    for part in text.split(RIGHT_TO_LEFT):
        assert words(part).replace("- ", "-").replace(" ", "") in page
    assert RIGHT_TO_LEFT not in text or set("עברית") <= set(page)


def test_a_line_break_stays(tmp_path: Path) -> None:
    data = job_description("workshop_foreman", "en", "de", duties=[{"text": "First\nsecond"}])
    document = composed(tmp_path, data)
    text = "\n".join(plain(clause.content) for clause in document.clauses())
    assert "First\nsecond." in text


_ANY_TEXT = (
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=80,
    )
    .map(str.strip)
    .filter(lambda text: bool(text) and not REORDERING.search(text))
)


@given(_ANY_TEXT)
def test_escaping_is_undone_by_reading(text: str) -> None:
    shown = plain(inlines("de", escape(text)))
    assert words(shown) == words(text)
    assert len(shown) == len(text)


@settings(max_examples=15, deadline=None)
@given(text=_ANY_TEXT)
def test_any_text_survives_in_word(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = job_description("workshop_foreman", "de", "de", duties=[{"text": f"A{text}b"}])
    lines = docx_lines(api.write(composed(tmp_path_factory.mktemp("any"), data), "docx"))
    assert any(words(f"A{text}b") in line for line in lines)


# Letters, figures and marks of the languages, and what would turn them round.
_ORDERED = "abcÄöüßXYжЫёЯ0123456789,;()/%  "
_TURNING = "\u061c\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def seen_lines(content: bytes) -> list[str]:
    """The lines of a PDF as an eye reads them: its characters from left to right."""
    lines: dict[int, list[tuple[float, int, str]]] = {}
    document = pypdfium2.PdfDocument(content)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.strip():
                left, bottom, _, _ = text.get_charbox(index, loose=True)
                lines.setdefault(number * 10_000 + round(bottom), []).append((left, index, char))
    return ["".join(char for _, _, char in sorted(line)) for line in lines.values()]


@settings(max_examples=12, deadline=None)
@given(text=st.text(st.sampled_from(_ORDERED + _TURNING), min_size=1, max_size=24))
@example(text="Preis 100\u202e002\u202c EUR")
@example(text="100\u200f 200 300")
@example(text="Ж7 (12/3), 40%; Ü")
def test_text_that_is_read_is_what_is_seen_and_extracted(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It is refused, or its order on the page is that in which it was written."""
    folder = tmp_path_factory.mktemp("order")
    data = job_description("workshop_foreman", "de", "de", duties=[{"text": f"A{text}b"}])
    path = written(folder, data)
    if REORDERING.search(text):
        with pytest.raises(DataError, match="another order"):
            load(path)
        return
    found = load(path)
    document = api.compose(found)
    for format_ in api.FORMATS:
        content = api.write(document, format_, data=found, with_data=True)
        assert read_inputs(content) == {"input.json": path.read_bytes()}
        logical = f"A{text}b".replace(" ", "")
        if format_ == "docx":
            shown = ["".join(line.split()) for line in docx_lines(content)]
        else:
            shown = seen_lines(content)
        assert any(logical in line for line in shown)


def test_the_eye_of_the_test_sees_what_is_turned_round() -> None:
    """Where such a character is let through, the page shows another order than the text has."""
    from weasyprint import HTML

    page = HTML(string="<p>Preis 100\u202e EUR 12\u202c</p>").write_pdf()
    assert not any("Preis100EUR12" in line for line in seen_lines(page))

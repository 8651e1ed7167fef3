"""What a user types is text, in every format: it comes out as it went in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales_docs import api
from aftersales_docs.document import plain
from aftersales_docs.texts.inline import escape, inlines
from tests.inputs import composed, job_description
from tests.reading import docx_lines, pdf_words, words

RIGHT_TO_LEFT = "עברית\u200e"
NASTY = (
    "{{ 7 * 7 }} {% for x in y %}{# no #} <w:p><w:r/></w:p> </w:t> & &amp; *no* **no** # no"
    " _no_ [[duties]] [no](http://x.example) `no` \\ | ::: ~ <script>alert(1)</script> '\""
    " 😀 " + RIGHT_TO_LEFT + " ]]> <!-- x --> $x %s"
)
LONG = "Слово и дело № 5 " * 588 + "конец"


@pytest.mark.parametrize(
    "text", [NASTY, LONG[-10_000:].strip()], ids=["nasty", "10,000 characters"]
)
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
    data = job_description("workshop_foreman", "en", "de", duties=[{"text": "first\nsecond"}])
    document = composed(tmp_path, data)
    text = "\n".join(plain(clause.content) for clause in document.clauses())
    assert "first\nsecond." in text


_ANY_TEXT = (
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=80,
    )
    .map(str.strip)
    .filter(bool)
)


@given(_ANY_TEXT)
def test_escaping_is_undone_by_reading(text: str) -> None:
    shown = plain(inlines("de", escape(text)))
    assert words(shown) == words(text)
    assert len(shown) == len(text)


@settings(max_examples=15, deadline=None)
@given(text=_ANY_TEXT)
def test_any_text_survives_in_word(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = job_description("workshop_foreman", "de", "de", duties=[{"text": f"a{text}b"}])
    lines = docx_lines(api.write(composed(tmp_path_factory.mktemp("any"), data), "docx"))
    assert any(words(f"a{text}b") in line for line in lines)

"""No two full stops in a finished document, wherever words meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs.document import (
    Break,
    Clause,
    Emphasis,
    Inlines,
    Paragraph,
    Ref,
    Strong,
    Text,
    plain,
)
from aftersales_docs.language import LANGS, Lang
from aftersales_docs.texts.full_stops import single_stops
from tests.texts.making import composed

MEETINGS = [
    ("en", "To {{ word }}.", "I. I.", "To I. I."),
    (
        "de",
        "Erforderlich: {{ word }}. Ferner dies.",
        "Studium o. Ä.",
        "Erforderlich: Studium o. Ä. Ferner dies.",
    ),
    (
        "ru",
        "Образование: {{ word }}. Стаж: 3 года.",
        "вуз и др.",
        "Образование: вуз и др. Стаж: 3 года.",
    ),
    ("ru", "Срок — до {{ day|long }}. Далее.", "", "Срок — до 30 ноября 2026 г. Далее."),
    ("ru", "Срок — до **{{ day|long }}**. Далее.", "", "Срок — до 30 ноября 2026 г. Далее."),
    ("ru", "(до {{ day|long }}).", "", "(до 30 ноября 2026 г.)."),
    ("de", "*{{ word }}*.", "usw.", "usw."),
    ("en", "Wait... {{ word }}.", "etc.", "Wait... etc."),
    ("en", "{{ word }}.", "and so on...", "and so on..."),
    ("en", "{{ word }}.", "and so on…", "and so on…"),
    ("en", "See {{ word }} now.", "../files, 10..20 or a..b", "See ../files, 10..20 or a..b now."),
]


@pytest.mark.parametrize(("lang", "text", "word", "expected"), MEETINGS)
def test_one_full_stop_where_two_meet(
    tmp_path: Path, lang: Lang, text: str, word: str, expected: str
) -> None:
    from datetime import date

    (block,) = composed(tmp_path, text, lang, word=word, day=date(2026, 11, 30)).blocks
    assert isinstance(block, Paragraph)
    assert plain(block.content).replace("\u00a0", " ").replace("\u202f", " ") == expected


def test_in_every_form(tmp_path: Path) -> None:
    text = (
        "::: title\nOn {{ w }}.\n:::\n\n::: spread\n{{ w }}. | {{ w }}.\n:::\n\n"
        "## A {{ w }}. {#a}\n\n1. {#b} {{ w }}.\n\n- {{ w }}.\n\n"
        '::: table {#t widths="1 1 1"}\n{{ w }}. | a | b\n---\n{{ w }}. | a | b\n:::\n\n'
        "::: signature {#s}\n{{ w }}.\n[{{ w }}.]\n:::\n"
    )
    assert ".." not in str(composed(tmp_path, text, w="etc."))


WORDS = st.sampled_from(["a", "usw.", ".", "и др.", " ", "2026 г.", "”", ".", ". B", "…", ""])
NODES = st.one_of(
    WORDS.map(Text),
    WORDS.map(lambda word: Strong((Text(word),))),
    WORDS.map(lambda word: Strong((Emphasis((Text(word),)), Text(word)))),
    st.just(Break()),
    st.just(Ref("x", "1.2")),
)


@given(st.lists(NODES, max_size=8).map(tuple))
def test_the_words_stay_and_no_two_full_stops_meet(content: Inlines) -> None:
    before, after = plain(content), plain(single_stops(content))
    assert before.replace(".", "") == after.replace(".", "")
    bare = after.replace("...", "…")
    for index in range(len(bare) - 1):
        if bare[index : index + 2] == ".." and "..." not in before:
            follower = bare[index + 2 : index + 3]
            assert follower.isalnum(), after
    assert single_stops(single_stops(content)) == single_stops(content)


@pytest.mark.parametrize("lang", LANGS)
def test_headings_and_points_too(tmp_path: Path, lang: Lang) -> None:
    blocks = composed(tmp_path, "1. {#a} {{ w }}. B.\n", lang, w="c.").blocks
    assert [plain(b.content) for b in blocks if isinstance(b, Clause)] == ["c. B."]

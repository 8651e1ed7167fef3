"""A paragraph that was divided or joined with the same words is told as that."""

from __future__ import annotations

import docx
import pytest

from aftersales_docs.comparison import Change, compare, redline
from tests.comparison.word_files import lines
from tests.insertion.hosts import saved

FIRST = "The warranty period is 36 months from delivery of the goods."
SECOND = "It starts anew for parts that were replaced within this period."
THIRD = "Claims are to be made in text form within two months of discovery."
WHOLE = f"{FIRST} {SECOND} {THIRD}"


def _file(*paragraphs: str, table: bool = False) -> bytes:
    document = docx.Document()
    document.add_paragraph("Before all this stands another paragraph.")
    place = document.add_table(1, 1).cell(0, 0) if table else document
    for text in paragraphs:
        place.add_paragraph(text)
    document.add_paragraph("After it comes one more paragraph, unchanged.")
    return saved(document)


def _told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.old, one.new) for one in changes]


@pytest.mark.wide
@pytest.mark.parametrize("table", [False, True])
@pytest.mark.parametrize("parts", [(FIRST, f"{SECOND} {THIRD}"), (FIRST, SECOND, THIRD)])
def test_divided_and_joined(parts: tuple[str, ...], table: bool) -> None:
    one, many = _file(WHOLE, table=table), _file(*parts, table=table)
    shown = " ¶ ".join(parts)
    assert _told(compare(one, many).changes) == [("divided", WHOLE, shown)]
    assert _told(compare(many, one).changes) == [("joined", shown, WHOLE)]
    note = compare(one, many).changes[0].notes
    assert note == (f"the words are the same, divided into {len(parts)} paragraphs",)


def test_with_another_word_it_is_a_change_of_words() -> None:
    changed = FIRST.replace("36", "24")
    told = compare(_file(WHOLE), _file(changed, SECOND, THIRD)).changes
    assert "divided" not in {one.kind for one in told}
    assert any("24" in one.new for one in told)


def test_another_change_beside_it_is_told_too() -> None:
    before = _file(f"{FIRST} {SECOND}", THIRD)
    after = _file(FIRST, SECOND, THIRD.replace("two", "three"))
    told = compare(before, after).changes
    assert sorted(one.kind for one in told) == ["divided", "text"]
    assert [one.new for one in told if one.kind == "text"] == ["three"]


def test_the_redline_still_makes_the_one_of_the_other() -> None:
    one, many = _file(WHOLE), _file(FIRST, SECOND, THIRD)
    for old, new in ((one, many), (many, one)):
        marked = redline(old, new)
        assert lines(marked, accept=True) == lines(new, accept=True)
        assert lines(marked, accept=False) == lines(old, accept=True)


def test_both_sides_are_shown_with_the_words_around() -> None:
    (one,) = compare(_file(WHOLE), _file(WHOLE.replace("36", "24"))).changes
    assert (one.old_before, one.old, one.old_after[:7]) == (
        "The warranty period is ",
        "36",
        " months",
    )
    assert (one.before, one.new, one.after[:7]) == ("The warranty period is ", "24", " months")
    (gone,) = compare(_file(WHOLE), _file(WHOLE.replace("of the goods", ""))).changes
    assert gone.old_before.endswith("delivery ")
    assert gone.old_after.startswith(". It starts")

"""Tracked changes as Word writes them: paragraphs, moves, rows, looks; both readings of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aftersales_docs.comparison import Change, compare, redline
from tests.comparison.test_changes import ENGLISH, TABLES, _rows
from tests.comparison.word_files import (
    DATE,
    Word,
    changed,
    issued,
    lines,
    made_run,
    text_of,
    tracked,
    xml,
)
from tests.reading import W

BY = f'w:id="901" w:author="Eve" w:date="{DATE}"'


def _in(word: Word, clause: str, name: str) -> None:
    """Wrap all runs of a paragraph in a tracked change."""
    paragraph = word.bookmarked(clause)
    for run in list(paragraph.iter(f"{W}r")):
        place = paragraph.index(run)
        paragraph.insert(place, tracked(name, run))
    properties = paragraph.find(f"{W}pPr")
    properties.append(xml(f"<w:rPr><w:{name} {BY}/></w:rPr>"))


def new_paragraph(word: Word) -> None:
    word.bookmarked("c_period").addprevious(
        xml(
            f'<w:p><w:pPr><w:pStyle w:val="Point"/><w:rPr><w:ins {BY}/></w:rPr></w:pPr>'
            f"<w:ins {BY}><w:r><w:t>Notice is given within 90 days.</w:t></w:r></w:ins></w:p>"
        )
    )


def paragraph_begun_at_an_end(word: Word) -> None:
    """Enter at the end of a paragraph: the mark of the first is what was inserted."""
    paragraph = word.bookmarked("c_period")
    paragraph.find(f"{W}pPr").append(xml(f"<w:rPr><w:ins {BY}/></w:rPr>"))
    paragraph.addnext(
        xml(
            f'<w:p><w:pPr><w:pStyle w:val="Point"/></w:pPr>'
            f"<w:ins {BY}><w:r><w:t>Notice is given within 90 days.</w:t></w:r></w:ins></w:p>"
        )
    )


def split(word: Word) -> None:
    """Enter in the middle of a paragraph."""
    paragraph = word.bookmarked("c_period")
    run = next(r for r in paragraph.iter(f"{W}r") if "It begins" in text_of(r))
    first, second = text_of(run).split("It begins")
    run.addprevious(made_run(run, first))
    paragraph.remove(run)
    paragraph.find(f"{W}pPr").append(xml(f"<w:rPr><w:ins {BY}/></w:rPr>"))
    paragraph.addnext(
        xml(
            f'<w:p><w:pPr><w:pStyle w:val="Point"/></w:pPr>'
            f"<w:r><w:t>It begins{second}</w:t></w:r></w:p>"
        )
    )


def joined(word: Word) -> None:
    """The mark between two paragraphs deleted."""
    properties = word.bookmarked("c_quality").find(f"{W}pPr")
    properties.append(xml(f"<w:rPr><w:del {BY}/></w:rPr>"))


def deleted(word: Word) -> None:
    _in(word, "c_exclusion_2", "del")


def moved(word: Word) -> None:
    """A move as Word tracks it."""
    source = word.bookmarked("c_burden")
    words = text_of(source)
    target = xml(
        f'<w:p><w:pPr><w:pStyle w:val="Point"/><w:rPr><w:moveTo {BY}/></w:rPr></w:pPr>'
        f'<w:moveToRangeStart {BY} w:name="m1"/><w:moveTo {BY}><w:r><w:t>{words}</w:t>'
        f'</w:r></w:moveTo><w:moveToRangeEnd w:id="901"/></w:p>'
    )
    _in(word, "c_burden", "moveFrom")
    word.bookmarked("c_quality").addprevious(target)


@pytest.mark.wide
@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (new_paragraph, {"added"}),
        (paragraph_begun_at_an_end, {"added"}),
        (split, {"divided"}),
        (joined, {"joined"}),
        (deleted, {"deleted"}),
        (moved, {"moved"}),
    ],
)
def test_paragraphs(change: Callable[[Word], None], kinds: set[str]) -> None:
    returned = changed(issued(ENGLISH), change)
    assert lines(returned, accept=False) == lines(issued(ENGLISH), accept=True)
    result = compare(issued(ENGLISH), returned)
    assert result.silent == 0
    assert {one.kind for one in result.changes} == kinds
    assert {one.authors for one in result.changes} == {("Eve",)}
    assert compare(issued(ENGLISH), returned, view="original").changes == ()
    content = redline(issued(ENGLISH), returned)
    assert lines(content, accept=True) == lines(returned, accept=True)
    assert lines(content, accept=False) == lines(issued(ENGLISH), accept=True)


def _row_deleted(word: Word) -> None:
    row = _rows(word)[2]
    row.find(f"{W}trPr").append(xml(f"<w:del {BY}/>"))
    for run in list(row.iter(f"{W}r")):
        place, above = run.getparent().index(run), run.getparent()
        above.insert(place, tracked("del", run))


def test_a_row() -> None:
    returned = changed(issued(TABLES), _row_deleted)
    (change,) = compare(issued(TABLES), returned).changes
    assert (change.kind, change.silent, change.notes) == ("deleted", False, ("table row",))
    word = Word(redline(issued(TABLES), returned))
    mark = next(word.body.iterfind(f".//{W}trPr/{W}del"))
    assert mark.get(f"{W}author") == "Other side, tracked"


def test_a_look_that_was_tracked() -> None:
    def strike(word: Word) -> None:
        run = next(word.bookmarked("c_exclusion_2").iter(f"{W}r"))
        properties = run.find(f"{W}rPr")
        properties.append(xml("<w:strike/>"))
        properties.append(xml(f"<w:rPrChange {BY}><w:rPr/></w:rPrChange>"))

    returned = changed(issued(ENGLISH), strike)
    (change,) = compare(issued(ENGLISH), returned).changes
    assert (change.kind, change.silent) == ("unseen", False)
    word = Word(redline(issued(ENGLISH), returned))
    marks = [mark.get(f"{W}author") for mark in word.body.iter(f"{W}ins", f"{W}del")]
    assert set(marks) == {"Other side, tracked"}


def test_a_change_inside_what_was_moved_away() -> None:
    """Silent words in a passage that is deleted with tracking: rejecting would bring them in."""

    def trick(word: Word) -> None:
        word.replace("operating manual", "whim of the Contractor")
        deleted(word)

    result = compare(issued(ENGLISH), changed(issued(ENGLISH), trick))
    silent = [one for one in result.changes if one.silent]
    assert [(one.old, one.new) for one in silent] == [
        ("operating manual", "whim of the Contractor")
    ]
    assert [one.kind for one in result.changes if not one.silent] == ["deleted"]


# numbers of clauses, and parts that are no longer shown


def only(change: Callable[[Word], object], sample: str = ENGLISH) -> Change:
    changes = compare(issued(sample), changed(issued(sample), change)).changes
    assert len(changes) == 1, changes
    return changes[0]


def test_a_number_taken_off() -> None:
    def unnumber(word: Word) -> None:
        properties = word.bookmarked("c_period").find(f"{W}pPr")
        properties.append(xml('<w:numPr><w:numId w:val="0"/></w:numPr>'))

    change = only(unnumber)
    assert (change.kind, change.old, change.new) == ("numbering", "12.3.", "")
    assert "numbered otherwise" in change.notes[0]


def test_words_put_into_the_numbering() -> None:
    def change_(word: Word) -> None:
        for level in word.root("word/numbering.xml").iter(f"{W}lvlText"):
            level.set(f"{W}val", f"{level.get(f'{W}val')} not binding:")

    assert "not binding" in only(change_).new


def test_numbers_shifted_by_a_new_clause_are_no_change() -> None:
    change = only(new_paragraph)
    assert change.kind == "added"


def test_the_number_of_a_clause_is_the_issued_one() -> None:
    def change_(word: Word) -> None:
        new_paragraph(word)
        word.bookmarked("c_quality").addprevious(
            xml('<w:p><w:pPr><w:pStyle w:val="Point"/></w:pPr><w:r><w:t>Silent.</w:t></w:r></w:p>')
        )
        word.track("36 months", "24 months")

    changes = compare(issued(ENGLISH), changed(issued(ENGLISH), change_)).changes
    assert changes[0].where.number == "12.3."


def test_a_footer_that_is_no_longer_shown() -> None:
    sample = "claim-response/alternative.en.de.yaml"

    def hide(word: Word) -> None:
        for section in word.body.iter(f"{W}sectPr"):
            section.remove(section.find(f"{W}titlePg"))

    changes = compare(issued(sample), changed(issued(sample), hide)).changes
    assert {(one.kind, one.where.story) for one in changes} == {("deleted", "footer")}
    assert not any(one.redlined for one in changes)


def test_the_clause_of_a_comment() -> None:
    def add(word: Word) -> None:
        word.add_part(
            "comments.xml",
            "comments",
            '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:comment w:id="4" w:author="Eve"><w:p><w:r><w:t>Why?</w:t></w:r></w:p>'
            "</w:comment></w:comments>",
        )
        word.bookmarked("c_period").append(xml('<w:r><w:commentReference w:id="4"/></w:r>'))

    assert only(add).where.clause == "period"


def test_a_watermark() -> None:
    def stamp(word: Word) -> None:
        word.root("word/header1.xml")[0].append(
            xml(
                '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
                '<v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
            )
        )

    change = only(stamp)
    assert (change.where.story, change.new) == ("drawing", "DRAFT")


def _rounds(word: Word) -> None:
    """What our own side tracked before it sent the file out."""
    word.track("36 months", "24 months", author="We")
    new_paragraph(word)
    joined(word)
    deleted(word)


def test_changes_that_went_out_tracked_are_not_theirs() -> None:
    ours = changed(issued(ENGLISH), _rounds)
    assert compare(ours, ours).changes == ()

    def answer(word: Word) -> None:
        word.replace("begins", "starts")
        word.track("90 days", "60 days")

    # Their own change stands inside what we inserted.
    theirs = changed(ours, answer)
    result = compare(ours, theirs)
    assert ("begins", "starts", True) in [(c.old, c.new, c.silent) for c in result.changes]
    assert any((c.old, c.new) == ("90", "60") for c in result.changes)


def test_our_tracked_change_rejected_by_them_is_theirs() -> None:
    ours = changed(issued(ENGLISH), lambda word: word.track("36 months", "24 months"))
    (change,) = compare(ours, issued(ENGLISH)).changes
    assert (change.old, change.new, change.silent) == ("24", "36", True)

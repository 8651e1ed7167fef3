"""Ways to make Word show something else than a careless reader of the XML finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from aftersales_docs.comparison import compare, redline
from tests.comparison.test_changes import ENGLISH, TABLES, _rows
from tests.comparison.test_tracked import only
from tests.comparison.word_files import DOCUMENT, Word, changed, issued, lines, text_of, xml
from tests.reading import W


def _text(word: Word) -> etree._Element:
    """The text of the second exclusion."""
    return next(word.bookmarked("c_exclusion_2").iter(f"{W}t"))


def test_a_comment_in_the_middle_of_a_word() -> None:
    def trick(word: Word) -> None:
        note = etree.Comment(" ")
        note.tail = " or by rain"
        _text(word).append(note)

    change = only(trick)
    assert change.new == "or by rain"
    returned = changed(issued(ENGLISH), trick)
    content = redline(issued(ENGLISH), returned)
    assert "manual. or by rain" in " ".join(lines(content, accept=True))


def test_what_word_leaves_out() -> None:
    """An element of an unknown namespace is ignored, with all that is in it."""

    def trick(word: Word) -> None:
        run = next(word.bookmarked("c_exclusion_2").iter(f"{W}r"))
        around = etree.Element("{urn:unknown}box")
        run.addprevious(around)
        around.append(run)

    assert only(trick).kind == "deleted"


@pytest.mark.parametrize(
    ("requires", "space", "seen"),
    [
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape", False),
        ("zz", "urn:unknown", True),
    ],
)
def test_alternatives(requires: str, space: str, seen: bool) -> None:
    def trick(word: Word) -> None:
        run = next(word.bookmarked("c_exclusion_2").iter(f"{W}r"))
        mc = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
        around = etree.Element(f"{mc}AlternateContent")
        choice = etree.SubElement(around, f"{mc}Choice", nsmap={requires: space})
        choice.set("Requires", requires)
        fallback = etree.SubElement(around, f"{mc}Fallback")
        fallback.append(xml("<w:r><w:t>anything at all.</w:t></w:r>"))
        run.addprevious(around)
        choice.append(run)

    changes = compare(issued(ENGLISH), changed(issued(ENGLISH), trick)).changes
    assert ("anything" in " ".join(change.new for change in changes)) is seen
    assert bool(changes) is seen


def _hidden_row(word: Word) -> None:
    _rows(word)[2].find(f"{W}trPr").append(xml("<w:hidden/>"))


def _low_row(word: Word) -> None:
    properties = _rows(word)[2].find(f"{W}trPr")
    properties.append(xml('<w:trHeight w:val="10" w:hRule="exact"/>'))


def _white_table(word: Word) -> None:
    table = _rows(word)[2].getparent()
    name = table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")
    style = next(s for s in word.root("word/styles.xml") if s.get(f"{W}styleId") == name)
    style.append(xml('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'))


@pytest.mark.parametrize(
    ("trick", "reason"),
    [(_hidden_row, "hidden"), (_low_row, "hidden"), (_white_table, "white")],
)
def test_rows_and_tables_made_unseen(trick: Callable[[Word], None], reason: str) -> None:
    changes = compare(issued(TABLES), changed(issued(TABLES), trick)).changes
    assert changes
    assert {(one.kind, one.notes) for one in changes} == {("unseen", (f"made unseen: {reason}",))}


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("<w:rtl/>", "right to left"),
        ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "in a font of symbols"),
    ],
)
def test_letters_shown_as_others(properties: str, reason: str) -> None:
    def trick(word: Word) -> None:
        run = next(word.bookmarked("c_exclusion_2").iter(f"{W}r"))
        run.find(f"{W}rPr").append(xml(properties))

    assert only(trick).notes == (f"made unseen: {reason}",)


def test_words_written_backwards() -> None:
    def trick(word: Word) -> None:
        run = next(word.bookmarked("c_exclusion_2").iter(f"{W}r"))
        around = xml('<w:bdo w:val="rtl"/>')
        run.addprevious(around)
        around.append(run)

    assert only(trick).notes == ("made unseen: right to left",)


def test_lines_too_low_to_read() -> None:
    def trick(word: Word) -> None:
        properties = word.bookmarked("c_exclusion_2").find(f"{W}pPr")
        properties.append(xml('<w:spacing w:line="2" w:lineRule="exact"/>'))

    assert only(trick).notes == ("made unseen: tiny",)


def test_spaces_that_word_does_not_show() -> None:
    def trick(word: Word) -> None:
        node = _text(word)
        run = node.getparent()
        words = str(node.text)
        node.attrib.clear()
        node.text = words.replace("operating manual.", "operating ")
        run.append(xml("<w:t>manual.</w:t>"))

    change = only(trick)
    assert (change.old, change.new) == ("operating manual", "operatingmanual")


def test_words_that_a_field_will_replace() -> None:
    def trick(word: Word) -> None:
        paragraph = word.bookmarked("c_period")
        run = next(r for r in paragraph.iter(f"{W}r") if "36" in text_of(r))
        before, number, after = text_of(run).replace("\xa0", " ").partition("36")
        pieces = [
            f'<w:r><w:t xml:space="preserve">{before}</w:t></w:r>',
            '<w:fldSimple w:instr=" QUOTE 6 "><w:r><w:t>36</w:t></w:r></w:fldSimple>',
            f'<w:r><w:t xml:space="preserve">{after}</w:t></w:r>',
        ]
        for piece in pieces:
            run.addprevious(xml(piece))
        paragraph.remove(run)
        assert number

    change = only(trick)
    assert (change.kind, change.notes) == ("field", ("plain text was made a field: QUOTE",))


def test_a_comment_between_spaces() -> None:
    word = Word(issued(ENGLISH))
    word.roots[DOCUMENT] = etree.fromstring(
        word.parts[DOCUMENT].replace(b"operating manual", b"operating<!-- -->  manual")
    )
    assert compare(issued(ENGLISH), word.content()).changes == ()


def test_rows_that_say_the_same_in_another_number_of_cells() -> None:
    def split(word: Word) -> None:
        row = _rows(word)[2]
        row.append(xml("<w:tc><w:tcPr/><w:p/></w:tc>"))

    returned = changed(issued(TABLES), split)
    changes = compare(issued(TABLES), returned).changes
    assert {(one.kind, one.notes) for one in changes} == {
        ("added", ("table row",)),
        ("deleted", ("table row",)),
    }
    content = redline(issued(TABLES), returned)
    assert lines(content, accept=True) == lines(returned, accept=True)


def test_one_row_for_another_is_not_a_changed_row() -> None:
    def swap(word: Word) -> None:
        row = _rows(word)[2]
        for number, node in enumerate(row.iter(f"{W}t")):
            node.text = f"Qq{number}"

    changes = compare(issued(TABLES), changed(issued(TABLES), swap)).changes
    assert {one.kind for one in changes} == {"added", "deleted"}

"""The redline: rejected it is what was issued, accepted it is what came back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aftersales_docs.comparison import compare, redline
from tests.comparison.test_changes import (
    ENGLISH,
    FIELD,
    FOOTNOTES,
    GERMAN,
    LETTER,
    RUSSIAN,
    TABLES,
    _field,
    _rows,
)
from tests.comparison.word_files import (
    DOCUMENT,
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


def checked(sample: str, returned: bytes) -> Word:
    """The redline of a returned file, its two readings compared with the two files."""
    content = redline(issued(sample), returned)
    assert lines(content, accept=False) == lines(issued(sample), accept=True)
    assert lines(content, accept=True) == lines(returned, accept=True)
    return Word(content)


def authors(word: Word) -> dict[str, str]:
    """What was marked, and by whom."""
    return {
        "".join(n.text or "" for n in mark.iter(f"{W}t", f"{W}delText")): mark.get(f"{W}author")
        for mark in word.body.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
        if mark.getparent().tag not in {f"{W}rPr", f"{W}trPr"}
    }


def test_the_author_tells_tracked_from_silent() -> None:
    def change(word: Word) -> None:
        word.replace("36 months", "24 months")
        word.track("normal wear", "abnormal wear")

    marked = authors(checked(ENGLISH, changed(issued(ENGLISH), change)))
    assert marked == {
        "36": "Other side, NOT tracked",
        "24": "Other side, NOT tracked",
        "normal": "Other side, tracked",
        "abnormal": "Other side, tracked",
    }


def test_a_tracked_change_that_hides_a_silent_one_in_both_views() -> None:
    def trick(word: Word) -> None:
        word.replace("36 months", "6 months")
        word.track("6 months", "36 months")

    returned = changed(issued(ENGLISH), trick)
    assert authors(checked(ENGLISH, returned)) == {}
    content = redline(issued(ENGLISH), returned, view="original")
    assert lines(content, accept=True) == lines(returned, accept=False)
    assert authors(Word(content)) == {
        "36": "Other side, NOT tracked",
        "6": "Other side, NOT tracked",
    }


def test_what_did_not_change_is_not_touched() -> None:
    word = checked(ENGLISH, changed(issued(ENGLISH), lambda w: w.replace("36", "24")))
    before = Word(issued(ENGLISH))
    same = [
        etree.tostring(a) == etree.tostring(b)
        for a, b in zip(before.paragraphs(), word.paragraphs(), strict=True)
    ]
    assert same.count(False) == 1
    assert word.parts["word/styles.xml"] == before.parts["word/styles.xml"]
    assert word.parts["word/numbering.xml"] == before.parts["word/numbering.xml"]


def _add(word: Word) -> None:
    word.bookmarked("c_period").addnext(
        xml(
            '<w:p><w:pPr><w:pStyle w:val="Point"/></w:pPr><w:r><w:t>New: 90 days.</w:t></w:r>'
            "<w:r><w:tab/><w:t>And more.</w:t></w:r></w:p>"
        )
    )


def _delete(word: Word) -> None:
    paragraph = word.bookmarked("c_exclusion_2")
    paragraph.getparent().remove(paragraph)


def _move(word: Word) -> None:
    word.bookmarked("c_quality").addprevious(word.bookmarked("c_burden"))


def _hide(word: Word) -> None:
    run = next(word.bookmarked("c_exclusion_2").iter(f"{W}r"))
    run.find(f"{W}rPr").append(xml("<w:vanish/>"))


def _delete_last(word: Word) -> None:
    paragraph = word.paragraphs()[-1]
    paragraph.getparent().remove(paragraph)


def _delete_all(word: Word) -> None:
    for paragraph in word.paragraphs():
        paragraph.getparent().remove(paragraph)


def _add_first(word: Word) -> None:
    word.body.insert(0, xml("<w:p><w:r><w:t>Read this first.</w:t></w:r></w:p>"))


def _add_table(word: Word) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in ("xy", "uv"))
    word.bookmarked("c_period").addnext(
        xml(
            f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
            f"{rows}</w:tbl>"
        )
    )


def _split(word: Word) -> None:
    paragraph = word.bookmarked("c_period")
    run = next(r for r in paragraph.iter(f"{W}r") if "36" in text_of(r))
    first, second = text_of(run).split(". ", 1)
    run.addprevious(made_run(run, f"{first}."))
    paragraph.remove(run)
    paragraph.addnext(xml(f"<w:p><w:r><w:t>{second}</w:t></w:r></w:p>"))


@pytest.mark.wide
@pytest.mark.parametrize(
    "change",
    [_add, _delete, _move, _hide, _delete_last, _delete_all, _add_first, _add_table, _split],
)
def test_whole_paragraphs(change: Callable[[Word], None]) -> None:
    checked(ENGLISH, changed(issued(ENGLISH), change))


def test_a_move_is_a_move() -> None:
    word = checked(ENGLISH, changed(issued(ENGLISH), _move))
    names = [
        mark.get(f"{W}name")
        for mark in word.body.iter(f"{W}moveFromRangeStart", f"{W}moveToRangeStart")
    ]
    assert names == ["move1", "move1"]


def test_an_added_clause_counts_and_looks_like_its_neighbours() -> None:
    word = checked(ENGLISH, changed(issued(ENGLISH), _add))
    added = word.paragraph("New: 90 days.")
    assert added.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Point"
    assert added.find(f"{W}pPr/{W}rPr/{W}ins") is not None


def test_words_that_were_to_be_hidden_are_shown_marked() -> None:
    word = checked(ENGLISH, changed(issued(ENGLISH), _hide))
    inserted = next(word.body.iter(f"{W}ins"))
    assert inserted.find(f".//{W}highlight") is not None
    assert inserted.find(f".//{W}vanish") is None


@pytest.mark.wide
@pytest.mark.parametrize("place", [1, 2, -1])
def test_rows(place: int) -> None:
    def delete(word: Word) -> None:
        row = _rows(word)[place]
        row.getparent().remove(row)

    def add(word: Word) -> None:
        row = _rows(word)[place]
        twin = etree.fromstring(etree.tostring(row))
        for node in twin.iter(f"{W}t"):
            node.text = "Zuschlag 99"
        row.addnext(twin)

    for change, name in ((delete, "del"), (add, "ins")):
        word = checked(TABLES, changed(issued(TABLES), change))
        assert len(list(word.body.iterfind(f".//{W}trPr/{W}{name}"))) == 1


@pytest.mark.wide
def test_cells_and_tables() -> None:
    def change(word: Word) -> None:
        next(n for n in word.body.iter(f"{W}t") if "€" in (n.text or "")).text = "1,00 €"
        row = _rows(word)[1]
        row.remove(row.findall(f"{W}tc")[-1])

    checked(TABLES, changed(issued(TABLES), change))

    def delete(word: Word) -> None:
        table = max(word.body.iter(f"{W}tbl"), key=lambda t: len(t.findall(f"{W}tr")))
        table.getparent().remove(table)

    checked(TABLES, changed(issued(TABLES), delete))

    def empty(word: Word) -> None:
        node = next(n for n in word.body.iter(f"{W}t") if "€" in (n.text or ""))
        node.text = ""

    checked(TABLES, changed(issued(TABLES), empty))


@pytest.mark.wide
def test_fields() -> None:
    def result(word: Word) -> None:
        next(n for run in _field(word) for n in run.iter(f"{W}t")).text = "IX"

    word = checked(FIELD, changed(issued(FIELD), result))
    assert authors(word) == dict.fromkeys(("IV", "IX"), "Other side, NOT tracked")

    def flatten(word: Word) -> None:
        for run in _field(word):
            if run.find(f"{W}t") is None:
                run.getparent().remove(run)

    word = checked(FIELD, changed(issued(FIELD), flatten))
    assert any("REF c_duties" in n.text for n in word.body.iter(f"{W}delInstrText"))
    kept = [n for n in word.body.iter(f"{W}ins") if text_of(n) == "IV"]
    assert len(kept) == 1
    before = [n.get(f"{W}fldCharType") for n in word.body.iter(f"{W}fldChar")]
    assert before == [
        n.get(f"{W}fldCharType") for n in Word(issued(FIELD)).body.iter(f"{W}fldChar")
    ]


def test_footers() -> None:
    part = "word/footer2.xml"
    returned = changed(
        issued(LETTER), lambda word: word.replace("Industriestraße 12", "Industriestraße 99", part)
    )
    content = redline(issued(LETTER), returned)
    assert lines(content, accept=True, part=part) == lines(returned, accept=True, part=part)
    assert lines(content, accept=False, part=part) == lines(
        issued(LETTER), accept=False, part=part
    )
    assert lines(content, accept=True) == lines(content, accept=False)


def test_footnotes_and_text_boxes() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Void after 9 days</w:t></w:r></w:p></w:txbxContent>"

    def add(word: Word) -> None:
        word.add_part("footnotes.xml", "footnotes", FOOTNOTES.format("Within 30 days."))
        paragraph = word.bookmarked("c_period")
        paragraph.append(xml('<w:r><w:footnoteReference w:id="1"/></w:r>'))
        paragraph.append(xml(f"<w:r><w:pict>{box}</w:pict></w:r>"))

    def change(word: Word) -> None:
        word.replace("Within 30", "Within 3", "word/footnotes.xml")
        word.replace("Void after 9", "Void after 1")

    ours = changed(issued(ENGLISH), add)
    theirs = changed(ours, change)
    content = redline(ours, theirs)
    for part in (DOCUMENT, "word/footnotes.xml"):
        assert lines(content, accept=False, part=part) == lines(ours, accept=True, part=part)
        assert lines(content, accept=True, part=part) == lines(theirs, accept=True, part=part)


def test_an_issued_file_with_tracked_changes_of_its_own() -> None:
    ours = changed(issued(ENGLISH), lambda word: word.track("36 months", "24 months"))
    theirs = changed(issued(ENGLISH), lambda word: word.replace("36 months", "12 months"))
    content = redline(ours, theirs)
    assert lines(content, accept=False) == lines(ours, accept=True)
    assert lines(content, accept=True) == lines(theirs, accept=True)


def test_the_same_files_give_the_same_bytes_dated_as_the_document() -> None:
    returned = changed(issued(ENGLISH), _add)
    content = redline(issued(ENGLISH), returned)
    assert content == redline(issued(ENGLISH), returned)
    dates = {mark.get(f"{W}date") for mark in Word(content).body.iter(f"{W}ins")}
    assert dates == {"2026-11-23T00:00:00Z"}
    assert b"urn:aftersales-docs:comparison" not in Word(content).parts[DOCUMENT]


# random edits

EDIT = st.tuples(
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.sampled_from(["replace", "delete", "insert"]),
    st.booleans(),
)


def _apply(word: Word, edits: list[tuple[int, int, str, bool]]) -> list[tuple[str, bool]]:
    """Edit random words; gives the words put in, and whether they were tracked."""
    put: list[tuple[str, bool]] = []
    for count, (place, at, what, track) in enumerate(edits):
        runs = [r for r in word.body.iter(f"{W}r") if len(text_of(r).split()) > 2]
        runs = [r for r in runs if r.getparent().tag not in {f"{W}ins", f"{W}del"}]
        run = runs[place % len(runs)]
        parts = text_of(run).split(" ")
        spot = at % len(parts)
        old = "" if what == "insert" else parts[spot]
        new = "" if what == "delete" else f"zz{chr(97 + count)}9"
        before = " ".join([*parts[:spot], ""])
        rest = parts[spot:] if what == "insert" else parts[spot + 1 :]
        after = " ".join(["", *rest])
        pieces = [made_run(run, before)]
        if old:
            pieces += [tracked("del", made_run(run, old))] if track else []
        if new:
            inserted = made_run(run, new)
            pieces.append(tracked("ins", inserted) if track else inserted)
            put.append((new, track))
        pieces.append(made_run(run, after))
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)
    return put


@pytest.mark.slow
@pytest.mark.parametrize("sample", [ENGLISH, GERMAN, RUSSIAN, TABLES, LETTER])
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=st.lists(EDIT, min_size=1, max_size=8))
def test_random_edits_are_all_found(sample: str, edits: list[tuple[int, int, str, bool]]) -> None:
    word = Word(issued(sample))
    put = _apply(word, edits)
    returned = word.content()
    checked(sample, returned)
    result = compare(issued(sample), returned)
    for new, track in put:
        hits = [change for change in result.changes if new in change.new]
        assert hits, new
        assert {change.silent for change in hits} == {not track}
    rejected = redline(issued(sample), returned, view="original")
    assert lines(rejected, accept=True) == lines(returned, accept=False)
    assert lines(rejected, accept=False) == lines(issued(sample), accept=True)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    moves=st.lists(
        st.tuples(
            st.integers(0, 99), st.integers(0, 99), st.sampled_from(["move", "drop", "copy"])
        ),
        min_size=1,
        max_size=5,
    )
)
def test_random_paragraphs(moves: list[tuple[int, int, str]]) -> None:
    word = Word(issued(ENGLISH))
    for source, target, what in moves:
        every = word.paragraphs()
        one, other = every[source % len(every)], every[target % len(every)]
        if one is other:
            continue
        if what == "drop":
            one.getparent().remove(one)
        else:
            other.addnext(one if what == "move" else etree.fromstring(etree.tostring(one)))
    returned = word.content()
    checked(ENGLISH, returned)
    same = lines(returned, accept=True) == lines(issued(ENGLISH), accept=True)
    assert bool(compare(issued(ENGLISH), returned).changes) is not same

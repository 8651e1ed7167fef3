"""Each kind of change is found, tracked or silent, in three languages, and placed rightly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from aftersales_docs.comparison import Change, Comparison, compare
from tests.comparison.word_files import (
    Word,
    changed,
    issued,
    made_run,
    text_of,
    tracked,
    xml,
)
from tests.reading import W

ENGLISH = "warranty-section/work-business.en.ru.yaml"
GERMAN = "warranty-section/supply-business.de.de.yaml"
RUSSIAN = "warranty-section/sale-consumer.ru.ru.yaml"
TABLES = "completion-certificate/paid-repair.de.de.yaml"
FIELD = "job-description/after-sales-manager.de.ru.yaml"
LETTER = "claim-response/alternative.en.de.yaml"
FOOTNOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="1"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def found(sample: str, change: Callable[[Word], object]) -> Comparison:
    return compare(issued(sample), changed(issued(sample), change))


def only(sample: str, change: Callable[[Word], object]) -> Change:
    changes = found(sample, change).changes
    assert len(changes) == 1, changes
    return changes[0]


@pytest.mark.parametrize("sample", [ENGLISH, GERMAN, RUSSIAN, TABLES, FIELD, LETTER])
def test_the_same_file_has_no_changes(sample: str) -> None:
    assert found(sample, lambda _: None) == Comparison(())


@pytest.mark.parametrize(
    ("sample", "old", "new", "kind", "clause"),
    [
        (ENGLISH, "36 months", "24 months", "number", "period"),
        (GERMAN, "24 Monate", "12 Monate", "number", "period"),
        (RUSSIAN, "24 месяца", "12 месяцев", "number", "period"),
    ],
)
def test_a_silent_number(sample: str, old: str, new: str, kind: str, clause: str) -> None:
    change = only(sample, lambda word: word.replace(old, new))
    assert change.silent
    assert change.kind == "text"
    assert change.where.clause == clause
    shift = change.quantities[0]
    assert (shift.kind, shift.old, shift.new) == (kind, old[:2], new[:2])
    view = compare(
        issued(sample), changed(issued(sample), lambda w: w.replace(old, new)), view="original"
    )
    assert view.changes == (change,)


@pytest.mark.parametrize(
    ("sample", "old", "new"),
    [
        (ENGLISH, "36 months", "24 months"),
        (GERMAN, "24 Monate", "12 Monate"),
        (RUSSIAN, "24 месяца", "12 месяцев"),
    ],
)
def test_a_tracked_number(sample: str, old: str, new: str) -> None:
    change = only(sample, lambda word: word.track(old, new))
    assert not change.silent
    assert change.authors == ("Eve",)
    assert change.quantities[0].old == old.split(maxsplit=1)[0]
    rejected = compare(
        issued(sample), changed(issued(sample), lambda w: w.track(old, new)), view="original"
    )
    assert rejected.changes == ()


def test_a_tracked_change_that_hides_a_silent_one() -> None:
    def trick(word: Word) -> None:
        word.replace("36 months", "6 months")
        word.track("6 months", "36 months")

    result = found(ENGLISH, trick)
    silent = [change for change in result.changes if change.silent]
    assert [(one.old, one.new) for one in silent] == [("36", "6")]
    assert [(one.old, one.new) for one in result.changes if not one.silent] == [("6", "36")]
    assert result.changes[0].silent


def test_quantities_come_first_then_what_is_silent() -> None:
    def change(word: Word) -> None:
        word.replace("The warranty extends", "The Warranty extends")
        word.track("begins", "starts")
        word.replace("30 days", "three days")
        word.track("36 months", "18 months")

    changes = found(ENGLISH, change).changes
    assert [(bool(one.quantities), one.silent) for one in changes] == [
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert (changes[2].old, changes[2].new) == ("warranty", "Warranty")


def test_part_of_a_number_counts_as_the_number() -> None:
    def change(word: Word) -> None:
        paragraph = word.bookmarked("c_period")
        run = next(r for r in paragraph.iter(f"{W}r") if "36" in text_of(r))
        before, _, after = text_of(run).replace("\xa0", " ").partition("36")
        for piece in (
            made_run(run, f"{before}3"),
            tracked("ins", made_run(run, "0")),
            made_run(run, f"6{after}"),
        ):
            run.addprevious(piece)
        run.getparent().remove(run)

    change_ = only(ENGLISH, change)
    assert (change_.old, change_.new, change_.silent) == ("36", "306", False)


def test_a_date_of_which_day_and_month_differ_is_one_change() -> None:
    """The month in words between them does not make two of it; nor the same figure elsewhere."""
    both = "vom 3. März 2026 bis zum 3. April 2027"
    for new, told in (
        ("vom 5. Mai 2026 bis zum 3. April 2027", [("3. März", "5. Mai")]),
        ("vom 5. März 2027 bis zum 3. April 2027", [("3. März 2026", "5. März 2027")]),
    ):
        first = changed(issued(GERMAN), lambda word: word.replace("24 Monate", both))
        second = changed(first, lambda word, new=new: word.replace(both, new))  # type: ignore[misc]
        changes = compare(first, second).changes
        assert [(one.old, one.new) for one in changes] == told


def test_the_same_figure_changed_at_two_places_is_two_changes() -> None:
    both = "14 Tage, sonst aber auch nur 14 Tage"
    first = changed(issued(GERMAN), lambda word: word.replace("24 Monate", both))
    second = changed(first, lambda word: word.replace(both, both.replace("14", "21")))
    assert [(one.old, one.new) for one in compare(first, second).changes] == [("14", "21")] * 2


def test_an_added_clause() -> None:
    def add(word: Word) -> None:
        paragraph = word.bookmarked("c_period")
        paragraph.addnext(
            xml(
                '<w:p><w:pPr><w:pStyle w:val="Point"/></w:pPr><w:r>'
                "<w:t>The Customer may withdraw within 90 days.</w:t></w:r></w:p>"
            )
        )

    change = only(ENGLISH, add)
    assert (change.kind, change.silent) == ("added", True)
    assert change.new == "The Customer may withdraw within 90 days."
    assert (change.where.clause, change.where.below) == ("period", True)


def test_a_deleted_clause() -> None:
    def delete(word: Word) -> None:
        paragraph = word.bookmarked("c_exclusion_2")
        paragraph.getparent().remove(paragraph)

    change = only(ENGLISH, delete)
    assert (change.kind, change.where.clause) == ("deleted", "exclusion_2")
    assert change.old == "use contrary to the operating manual."


def test_a_clause_deleted_with_tracking() -> None:
    def delete(word: Word) -> None:
        paragraph = word.bookmarked("c_exclusion_2")
        for run in list(paragraph.iter(f"{W}r")):
            place = run.getparent().index(run)
            paragraph.insert(place, tracked("del", run))
        properties = paragraph.find(f"{W}pPr")
        properties.append(xml('<w:rPr><w:del w:id="9" w:author="Eve"/></w:rPr>'))

    change = only(ENGLISH, delete)
    assert (change.kind, change.silent, change.authors) == ("deleted", False, ("Eve",))


def test_a_moved_clause() -> None:
    def move(word: Word) -> None:
        word.bookmarked("c_quality").addprevious(word.bookmarked("c_burden"))

    change = only(ENGLISH, move)
    assert (change.kind, change.where.clause) == ("moved", "burden")
    assert change.silent


def test_a_clause_moved_and_changed() -> None:
    def move(word: Word) -> None:
        word.bookmarked("c_quality").addprevious(word.bookmarked("c_burden"))
        word.replace("the acts of third parties", "the acts of strangers")

    kinds = {change.kind: change for change in found(ENGLISH, move).changes}
    assert set(kinds) == {"moved", "text"}
    assert (kinds["text"].old, kinds["text"].new) == ("third parties", "strangers")


def test_a_clause_rewritten_keeps_its_bookmark() -> None:
    def rewrite(word: Word) -> None:
        paragraph = word.bookmarked("c_burden")
        for node in paragraph.iter(f"{W}t"):
            node.text = "Everything is otherwise."

    changes = found(ENGLISH, rewrite).changes
    assert {change.where.clause for change in changes} == {"burden"}
    assert "added" not in {change.kind for change in changes}


def test_without_bookmarks_text_decides() -> None:
    def strip(word: Word) -> None:
        for node in list(word.body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            node.getparent().remove(node)
        word.replace("36 months", "24 months")

    change = only(ENGLISH, strip)
    assert (change.where.clause, change.old, change.new) == ("period", "36", "24")


def test_letters_of_another_alphabet() -> None:
    change = only(ENGLISH, lambda word: word.replace("begins", "bеgins"))
    assert "another alphabet" in change.notes[0]


# tables


def test_a_cell() -> None:
    def change(word: Word) -> None:
        node = next(n for n in word.body.iter(f"{W}t") if "€" in (n.text or ""))
        node.text = "1,00 €"

    change_ = only(TABLES, change)
    assert change_.quantities[0].kind == "amount"
    assert change_.quantities[0].new == "1,00 €"
    assert change_.where.table
    assert change_.where.row
    assert change_.where.column


def _rows(word: Word) -> list[etree._Element]:
    table = max(word.body.iter(f"{W}tbl"), key=lambda t: len(t.findall(f"{W}tr")))
    return list(table.findall(f"{W}tr"))


def test_a_row_taken_out_and_one_put_in() -> None:
    def delete(word: Word) -> None:
        row = _rows(word)[2]
        row.getparent().remove(row)

    gone = only(TABLES, delete)
    assert (gone.kind, gone.notes) == ("deleted", ("table row",))
    assert gone.where.row == 3

    def add(word: Word) -> None:
        row = _rows(word)[2]
        twin = etree.fromstring(etree.tostring(row))
        for node in twin.iter(f"{W}t"):
            node.text = "Zuschlag 99"
        row.addnext(twin)

    come = only(TABLES, add)
    assert (come.kind, come.where.row) == ("added", 4)
    assert "Zuschlag 99" in come.new


def test_a_row_added_with_tracking() -> None:
    def add(word: Word) -> None:
        row = _rows(word)[2]
        twin = etree.fromstring(etree.tostring(row))
        for node in twin.iter(f"{W}t"):
            node.text = "Zuschlag"
        properties = twin.find(f"{W}trPr")
        properties.append(xml('<w:ins w:id="7" w:author="Eve"/>'))
        row.addnext(twin)

    change = only(TABLES, add)
    assert (change.kind, change.silent, change.authors) == ("added", False, ("Eve",))


def test_a_table_taken_out() -> None:
    def delete(word: Word) -> None:
        table = max(word.body.iter(f"{W}tbl"), key=lambda t: len(t.findall(f"{W}tr")))
        table.getparent().remove(table)

    assert only(TABLES, delete).notes == ("table",)


# what can't be seen


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("<w:vanish/>", "hidden"),
        ("<w:strike/>", "struck through"),
        ('<w:color w:val="FFFFFF"/>', "white"),
        ('<w:color w:val="FDFDFD"/>', "white"),
        ('<w:color w:themeColor="background1" w:val="auto"/>', "white"),
        ('<w:sz w:val="2"/>', "tiny"),
        ('<w:w w:val="1"/>', "tiny"),
    ],
)
def test_words_made_unseen(properties: str, reason: str) -> None:
    def hide(word: Word) -> None:
        run = next(word.bookmarked("c_exclusion_2").iter(f"{W}r"))
        run.find(f"{W}rPr").append(xml(properties))

    change = only(ENGLISH, hide)
    assert (change.kind, change.notes) == ("unseen", (f"made unseen: {reason}",))
    assert change.old == change.new == "use contrary to the operating manual."


def test_words_hidden_by_a_style() -> None:
    def hide(word: Word) -> None:
        styles = word.root("word/styles.xml")
        style = next(s for s in styles if s.get(f"{W}styleId") == "Subpoint")
        style.append(xml("<w:rPr><w:vanish/></w:rPr>"))

    # What is hidden altogether is not counted: the numbers after it change, too.
    assert {one.kind for one in found(ENGLISH, hide).changes} == {"unseen", "numbering"}


def test_hidden_words_put_in() -> None:
    def add(word: Word) -> None:
        word.bookmarked("c_exclusion_2").append(
            xml("<w:r><w:rPr><w:vanish/></w:rPr><w:t> and theft</w:t></w:r>")
        )

    change = only(ENGLISH, add)
    assert (change.kind, change.new, change.notes) == ("text", "and theft", ("unseen: hidden",))


def test_white_on_dark_is_seen() -> None:
    def dress(word: Word) -> None:
        run = next(word.bookmarked("c_exclusion_2").iter(f"{W}r"))
        run.find(f"{W}rPr").append(xml('<w:color w:val="FFFFFF"/>'))
        run.find(f"{W}rPr").append(xml('<w:shd w:val="clear" w:fill="203050"/>'))

    assert found(ENGLISH, dress).changes == ()


def test_formatting_alone_is_counted() -> None:
    def dress(word: Word) -> None:
        for clause in ("c_exclusion_2", "c_period"):
            next(word.bookmarked(clause).iter(f"{W}r")).find(f"{W}rPr").append(xml("<w:b/>"))

    result = found(ENGLISH, dress)
    assert (result.changes, result.formatting) == ((), 2)


# fields


def _field(word: Word) -> list[etree._Element]:
    """The runs of the reference to the duties."""
    paragraph = next(
        p
        for p in word.paragraphs()
        if any("REF c_duties" in (n.text or "") for n in p.iter(f"{W}instrText"))
    )
    runs = list(paragraph.iter(f"{W}r"))
    kinds = [(r.find(f"{W}fldChar"), r) for r in runs]
    start = next(i for i, (n, _) in enumerate(kinds) if n is not None)
    end = next(
        i for i, (n, _) in enumerate(kinds) if n is not None and n.get(f"{W}fldCharType") == "end"
    )
    return runs[start : end + 1]


def test_the_result_of_a_field() -> None:
    def change(word: Word) -> None:
        next(n for run in _field(word) for n in run.iter(f"{W}t")).text = "IX"

    change_ = only(FIELD, change)
    assert (change_.kind, change_.old, change_.new) == ("field", "IV", "IX")
    assert change_.notes == ("the result of REF c_duties",)


def test_a_field_made_text() -> None:
    def change(word: Word) -> None:
        for run in _field(word):
            if run.find(f"{W}t") is None:
                run.getparent().remove(run)

    change_ = only(FIELD, change)
    assert (change_.kind, change_.old, change_.new) == ("field", "IV", "IV")
    assert change_.notes == ("a field was made plain text: REF c_duties",)


def test_a_field_that_points_elsewhere() -> None:
    def change(word: Word) -> None:
        next(n for r in _field(word) for n in r.iter(f"{W}instrText")).text = " REF c_rights \\r "

    assert "became REF c_rights" in only(FIELD, change).notes[0]


def test_page_numbers_are_no_changes_but_words_in_their_place_are() -> None:
    part = "word/footer1.xml"

    def count(word: Word) -> None:
        for node in word.root(part).iter(f"{W}t"):
            node.text = {"1": "7"}.get(str(node.text), node.text)

    assert found(ENGLISH, count).changes == ()

    def trick(word: Word) -> None:
        next(n for n in word.root(part).iter(f"{W}t") if n.text == "1").text = "void after 9 days"

    assert only(ENGLISH, trick).where.story == "footer"


# beside the body


def test_headers_and_footers() -> None:
    def change(word: Word) -> None:
        word.replace("Industriestraße 12", "Industriestraße 99", "word/footer2.xml")

    change_ = only(LETTER, change)
    assert (change_.where.story, change_.old, change_.new) == ("footer", "12", "99")

    def add(word: Word) -> None:
        header = word.root("word/header1.xml")
        header[0].append(xml("<w:r><w:t>Draft, not binding</w:t></w:r>"))

    assert only(LETTER, add).where.story == "header"


def test_footnotes() -> None:
    def with_note(text: str) -> Callable[[Word], None]:
        def add(word: Word) -> None:
            word.add_part("footnotes.xml", "footnotes", FOOTNOTES.format(text))
            word.bookmarked("c_period").append(xml('<w:r><w:footnoteReference w:id="1"/></w:r>'))

        return add

    added = only(ENGLISH, with_note("Only on workdays."))
    assert (added.where.story, added.new, added.redlined) == (
        "footnote",
        "Only on workdays.",
        False,
    )
    ours = changed(issued(ENGLISH), with_note("Within 30 days."))
    theirs = changed(issued(ENGLISH), with_note("Within 3 days."))
    (change,) = compare(ours, theirs).changes
    assert (change.where.story, change.old, change.new) == ("footnote", "30", "3")


def test_comments() -> None:
    def add(word: Word) -> None:
        word.add_part(
            "comments.xml",
            "comments",
            '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:comment w:id="0" w:author="Eve"><w:p><w:r><w:t>Too long</w:t></w:r></w:p>'
            "</w:comment></w:comments>",
        )

    change = only(ENGLISH, add)
    assert (change.kind, change.new, change.authors) == ("comment", "Too long", ("Eve",))
    assert not change.silent
    back = compare(changed(issued(ENGLISH), add), issued(ENGLISH))
    assert back.changes[0].notes == ("comment taken out",)


def test_text_boxes() -> None:
    def add(word: Word) -> None:
        box = "<w:txbxContent><w:p><w:r><w:t>Void if used</w:t></w:r></w:p></w:txbxContent>"
        word.bookmarked("c_period").append(
            xml(
                f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}"
                f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
                "</mc:Fallback></mc:AlternateContent></w:r>"
            )
        )

    change = only(ENGLISH, add)
    assert (change.where.story, change.kind, change.new) == ("text box", "added", "Void if used")


def test_content_controls_are_looked_through() -> None:
    def wrap(word: Word) -> None:
        paragraph = word.bookmarked("c_period")
        control = xml("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
        paragraph.addprevious(control)
        control[1].append(paragraph)

    assert found(ENGLISH, wrap).changes == ()

    def wrap_and_change(word: Word) -> None:
        wrap(word)
        word.replace("36 months", "24 months")

    assert only(ENGLISH, wrap_and_change).old == "36"

    def bind(word: Word) -> None:
        wrap(word)
        next(word.body.iter(f"{W}sdtPr")).append(xml('<w:dataBinding w:xpath="/a"/>'))

    assert "data in the file" in only(ENGLISH, bind).notes[0]


def test_a_link_that_leads_elsewhere() -> None:
    def link(target: str) -> Callable[[Word], None]:
        def change(word: Word) -> None:
            key = word.add_part(target, "hyperlink", "")
            paragraph = word.bookmarked("c_exclusion_2")
            run = next(paragraph.iter(f"{W}r"))
            around = xml(f'<w:hyperlink r:id="{key}"/>')
            run.addprevious(around)
            around.append(run)

        return change

    ours = changed(issued(ENGLISH), link("https://example.com/a"))
    theirs = changed(issued(ENGLISH), link("https://example.com/b"))
    (change,) = compare(ours, theirs).changes
    assert change.kind == "field"
    assert "https://example.com/b" in change.notes[0]


def test_properties_and_manifest() -> None:
    def retitle(word: Word) -> None:
        core = word.root("docProps/core.xml")
        next(node for node in core if str(node.tag).endswith("}title")).text = "Another"

    change = only(ENGLISH, retitle)
    assert (change.kind, change.notes, change.new) == ("property", ("title",), "Another")

    def forge(word: Word) -> None:
        name = next(n for n in word.parts if n.startswith("customXml/"))
        word.root(name).text = '{"clauses": {}}'

    assert only(ENGLISH, forge).notes == ("the file's manifest was changed",)

    def drop(word: Word) -> None:
        del word.parts[next(n for n in word.parts if n.startswith("customXml/"))]

    lost = found(ENGLISH, drop)
    assert lost.changes == ()
    assert "manifest" in lost.notes[0]


def test_pictures_and_what_is_fetched() -> None:
    def add(word: Word) -> None:
        word.parts["word/media/image9.png"] = b"not really a picture"

    assert "fonts: 1" in only(ENGLISH, add).notes[0]

    def chunk(word: Word) -> None:
        word.body.insert(0, xml('<w:altChunk r:id="rIdX"/>'))

    assert "another document" in only(ENGLISH, chunk).notes[0]


def test_what_saving_does_is_no_change() -> None:
    """Runs torn, identifiers of editing, spelling marks, other spaces and hyphens."""

    def save(word: Word) -> None:
        for run in list(word.body.iter(f"{W}r")):
            node = run.find(f"{W}t")
            if node is None or len(node.text or "") < 4:
                continue
            text = str(node.text).replace("\xa0", " ").replace("warranty", "war\u00adranty")
            run.set(f"{W}rsidR", "00AB12CD")
            middle = len(text) // 2
            run.addprevious(made_run(run, text[:middle]))
            run.addprevious(xml('<w:proofErr w:type="spellStart"/>'))
            run.addprevious(made_run(run, text[middle:]))
            run.addprevious(xml("<w:r><w:lastRenderedPageBreak/></w:r>"))
            run.getparent().remove(run)
        word.body.insert(0, xml("<w:p/>"))
        next(word.body.iter(f"{W}p")).addnext(xml('<w:bookmarkStart w:id="77" w:name="_GoBack"/>'))

    assert found(ENGLISH, save) == Comparison(())
    assert found(GERMAN, save) == Comparison(())

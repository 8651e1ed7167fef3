"""A section goes into other people's contracts in their looks, and nothing else changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aftersales_docs.document import Clause, Paragraph, Ref, Signatures, Text
from aftersales_docs.errors import DataError
from aftersales_docs.insertion import AfterHeading, Inserted, Marker, Place, insert
from aftersales_docs.insertion.host import Host
from aftersales_docs.insertion.typed_numbers import typed_number
from aftersales_docs.ooxml import package as host_package
from aftersales_docs.ooxml.numbering import Counting, Level, List, Position, reference
from aftersales_docs.ooxml.package import open_package
from tests.insertion import hosts
from tests.reading import NS, W, docx_part

Maker = Callable[[], bytes]

CASES: dict[str, tuple[Maker, Place, dict[str, str]]] = {
    "headings": (
        hosts.with_headings,
        Marker("{{warranty}}"),
        {"warranty": "3.", "notice": "3.2", "notice-when": "(b)", "costs-who": "4.1"},
    ),
    "after": (
        hosts.with_headings,
        AfterHeading("Gegenstand"),
        {"warranty": "2.", "notice": "2.2", "notice-when": "(b)", "costs-who": "3.1"},
    ),
    "legal": (
        hosts.legal_english,
        AfterHeading("Supply"),
        {"warranty": "Article III", "notice": "3.02", "notice-when": "(b)", "costs-who": "4.01"},
    ),
    "paragraphs": (
        hosts.paragraphs_german,
        AfterHeading("§ 2 Lieferung"),
        {"warranty": "§ 3", "notice": "(2)", "notice-when": "b)", "costs-who": "(1)"},
    ),
    "russian": (
        hosts.russian_letters,
        AfterHeading("КАЧЕСТВО ТОВАРА"),
        {"warranty": "3.", "notice": "3.2.", "notice-when": "б)", "costs-who": "4.1."},
    ),
    "typed": (
        hosts.typed,
        Marker("[[ГАРАНТИЯ]]"),
        {"warranty": "3.", "notice": "3.2", "notice-when": "3.2.2", "costs-who": "4.1"},
    ),
    "plain": (
        hosts.plain,
        Marker("{{warranty}}"),
        {"warranty": "1.", "notice": "1.2.", "notice-when": "1.2.2.", "costs-who": "2.1."},
    ),
    "tracked": (
        hosts.tracked,
        Marker("{{warranty}}"),
        {"warranty": "3.", "notice": "3.2", "notice-when": "(b)", "costs-who": "4.1"},
    ),
    "rich": (
        hosts.rich,
        Marker("{{warranty}}"),
        {"warranty": "3.", "notice": "3.2.", "notice-when": "3.2.2.", "costs-who": "4.1."},
    ),
}


def _insert(name: str) -> tuple[bytes, Inserted]:
    make, place, _ = CASES[name]
    host = make()
    return host, insert(host, hosts.section(), place, lang="de", date=datetime(2026, 3, 1))


@pytest.fixture(scope="module", params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> tuple[str, bytes, Inserted]:
    host, done = _insert(request.param)
    return request.param, host, done


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _canonical(node: Any) -> bytes:
    tail, node.tail = node.tail, None
    content = etree.tostring(node, method="c14n")
    node.tail = tail
    return bytes(content)


def _text(content: bytes) -> list[str]:
    body = docx_part(content).find("w:body", NS)
    return ["".join(p.itertext(f"{W}t")) for p in body.iter(f"{W}p")]


def _paragraph(content: bytes, text: str) -> Any:
    body = docx_part(content).find("w:body", NS)
    found = [p for p in body.iter(f"{W}p") if "".join(p.itertext(f"{W}t")).endswith(text)]
    assert len(found) == 1, (text, len(found))
    return found[0]


def test_clauses_continue_the_hosts_numbers(case: tuple[str, bytes, Inserted]) -> None:
    name, _, done = case
    expected = CASES[name][2]
    assert done.number == expected["warranty"]
    assert {key: done.numbers[key] for key in expected} == expected


def test_all_else_in_the_text_stays(case: tuple[str, bytes, Inserted]) -> None:
    name, host, done = case
    place = CASES[name][1]
    before, after = (list(docx_part(c).find("w:body", NS)) for c in (host, done.content))
    marker = place.text if isinstance(place, Marker) else None
    old = [_canonical(node) for node in before if "".join(node.itertext(f"{W}t")) != marker]
    new = [_canonical(node) for node in after]
    start = next(k for k, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    rest = len(old) - start
    assert new[:start] == old[:start]
    assert rest > 0
    assert new[-rest:] == old[-rest:]
    attributes = [dict(docx_part(c).attrib) for c in (host, done.content)]
    assert attributes[0] == attributes[1]


def test_all_other_parts_stay(case: tuple[str, bytes, Inserted]) -> None:
    name, host, done = case
    old, new = _parts(host), _parts(done.content)
    assert list(new)[: len(old)] == list(old)
    changed = {part for part in old if old[part] != new[part]}
    added = set(new) - set(old)
    allowed = {
        "typed": {"word/document.xml", "word/numbering.xml"},
        "plain": {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"},
    }
    lists = {"word/document.xml", "word/numbering.xml"}
    has_bullets = {"headings", "after", "tracked"}
    expected = {"word/document.xml"} if name in has_bullets else allowed.get(name, lists)
    assert changed == expected
    assert added == ({"word/numbering.xml"} if name == "plain" else set())


def test_python_docx_reads_the_result(case: tuple[str, bytes, Inserted]) -> None:
    _, _, done = case
    document = docx.Document(io.BytesIO(done.content))
    texts = _text(done.content)  # python-docx itself passes over tracked insertions.
    assert any(text.lower().endswith("gewährleistung") for text in texts)
    rows = [
        ["".join(cell._tc.itertext(f"{W}t")) for cell in row.cells]
        for row in document.tables[0].rows
    ]
    assert rows == [["Teil", "Monate"], ["Motor", "36"], ["Akku", "12 < 24 & mehr"]]


def test_same_input_same_bytes(case: tuple[str, bytes, Inserted]) -> None:
    name, host, done = case
    again = insert(host, hosts.section(), CASES[name][1], lang="de", date=datetime(2026, 3, 1))
    assert again.content == done.content


def test_names_and_numbers_are_unique(case: tuple[str, bytes, Inserted]) -> None:
    _, _, done = case
    root = docx_part(done.content)
    for tag in ("bookmarkStart", "ins"):
        ids = [node.get(f"{W}id") for node in root.iter(f"{W}{tag}")]
        assert len(ids) == len(set(ids))
    names = [node.get(f"{W}name").lower() for node in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    starts = {node.get(f"{W}id") for node in root.iter(f"{W}bookmarkStart")}
    assert starts == {node.get(f"{W}id") for node in root.iter(f"{W}bookmarkEnd")}


def test_references_are_fields_to_bookmarks_that_are_there(
    case: tuple[str, bytes, Inserted],
) -> None:
    name, _, done = case
    root = docx_part(done.content)
    names = {node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")}
    codes = [node.text for node in root.iter(f"{W}instrText")]
    assert len(codes) >= 5
    for code in codes:
        target, *switches = code.split()[1:]
        assert target in names
        live = name not in {"typed", "plain"} and not (name == "rich" and "how" in target)
        assert switches == (["\\r", "\\h"] if live else ["\\h"])


def test_references_show_the_hosts_numbers() -> None:
    listed = "Ziffer 3.1 und Ziffer"
    expected = {
        "headings": ("siehe Ziffer 3.2.", f"{listed} (a).", "3 und 3.2 und 3.2(a)."),
        "paragraphs": (
            "siehe Ziffer (2).",
            "Ziffer (1) und Ziffer a).",
            "Ziffer § 3 und § 3\u00a0(2) und § 3\u00a0(2)a).",
        ),
        "typed": ("siehe Ziffer 3.2.", f"{listed} 3.2.1.", "3 und 3.2 und 3.2.1."),
        "legal": (
            "siehe Ziffer 3.02.",
            "Ziffer 3.01 und Ziffer (a).",
            "Ziffer Article III und 3.02 und 3.02(a).",
        ),
    }
    for name, ends in expected.items():
        texts = _text(_insert(name)[1].content)
        for end in ends:
            assert any(text.endswith(end) for text in texts), (name, end)


def test_text_names_its_language(case: tuple[str, bytes, Inserted]) -> None:
    _, _, done = case
    for text in ("die Seriennummer,", "Motor", "in Textform,"):
        for run in _paragraph(done.content, text).iter(f"{W}r"):
            assert run.find("w:rPr/w:lang", NS).get(f"{W}val") == "de-DE"


# Looks


def test_a_live_host_lends_its_very_list() -> None:
    _, done = _insert("russian")
    for text, level in (
        ("GEWÄHRLEISTUNG", 0),
        ("Mängel sind anzuzeigen:", 1),
        ("in Textform,", 2),
    ):
        numbers = _paragraph(done.content, text).find("w:pPr/w:numPr", NS)
        assert numbers.find("w:numId", NS).get(f"{W}val") == "80"
        assert numbers.find("w:ilvl", NS).get(f"{W}val") == str(level)


def test_a_styled_host_lends_its_styles() -> None:
    _, done = _insert("headings")
    styles = {
        "Gewährleistung": "Heading1",
        "Mängel sind anzuzeigen:": "BodyText2",
        "in Textform,": "BodyText3",
        "das Kaufdatum.": "ListBullet",
    }
    for text, style in styles.items():
        properties = _paragraph(done.content, text).find("w:pPr", NS)
        assert properties.find("w:pStyle", NS).get(f"{W}val") == style
        assert properties.find("w:numPr", NS) is None


def test_points_that_begin_anew_get_lists_that_begin_anew() -> None:
    _, done = _insert("paragraphs")
    points = [
        _paragraph(done.content, text).find("w:pPr/w:numPr/w:numId", NS).get(f"{W}val")
        for text in ("Mängel sind anzuzeigen:", "Die Fristen im Einzelnen:", "und § 3\u00a0(2)a).")
    ]
    assert points[0] == points[1] != points[2]
    root = docx_part(done.content, "word/numbering.xml")
    for number in set(points):
        node = root.find(f"w:num[@w:numId='{number}']", NS)
        assert node.find("w:lvlOverride/w:startOverride", NS).get(f"{W}val") == "1"


def test_typed_numbers_look_like_the_hosts() -> None:
    _, done = _insert("typed")
    head = _paragraph(done.content, "Gewährleistung")
    assert head.find("w:r/w:tab", NS) is not None
    for run in head.iterfind("w:r", NS):
        assert run.find("w:rPr/w:b", NS) is not None
        assert run.find("w:rPr/w:sz", NS).get(f"{W}val") == "22"
        assert run.find("w:rPr/w:rFonts", NS).get(f"{W}ascii") == "Arial"
    point = _paragraph(done.content, "Mängel sind anzuzeigen:")
    assert all(run.find("w:rPr/w:b", NS) is None for run in point.iterfind("w:r", NS))


def test_weight_and_emphasis() -> None:
    _, done = _insert("headings")
    root = docx_part(done.content)
    weight = {
        "".join(run.itertext(f"{W}t")): [
            name for name in ("b", "i") if run.find(f"w:rPr/w:{name}", NS) is not None
        ]
        for run in root.iter(f"{W}r")
    }
    assert weight["24 Monate"] == ["b"]
    assert weight["mindestens"] == ["i"]
    assert weight["Teil"] == ["b"]
    assert weight["Motor"] == []


def test_tables_fit_the_page_and_repeat_their_head() -> None:
    _, done = _insert("rich")
    table = docx_part(done.content).find("w:body/w:tbl", NS)
    section = docx_part(done.content).findall(".//w:sectPr", NS)[1]
    size, margins = section.find("w:pgSz", NS), section.find("w:pgMar", NS)
    width = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert size.get(f"{W}orient") == "landscape"
    assert table.find("w:tblPr/w:tblW", NS).get(f"{W}w") == str(width)
    rows = table.findall("w:tr", NS)
    assert rows[0].find("w:trPr/w:tblHeader", NS) is not None
    assert rows[1].find("w:trPr/w:tblHeader", NS) is None
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
    assert rows[1].findall(".//w:jc", NS)[1].get(f"{W}val") == "right"


def test_tracked_hosts_get_tracked_insertions() -> None:
    host = hosts.tracked()
    done = insert(
        host,
        hosts.section(),
        Marker("{{warranty}}"),
        lang="de",
        author="Nordwerk",
        date=datetime(2026, 3, 1, 12),
    )
    root = docx_part(done.content)
    changes = list(root.iter(f"{W}ins"))
    assert {node.get(f"{W}author") for node in changes} == {"Nordwerk"}
    assert {node.get(f"{W}date") for node in changes} == {"2026-03-01T12:00:00Z"}
    # Whoever refuses all of it has the host again, but for the marker.
    for node in changes:
        above = node.getparent()
        if above.tag == f"{W}trPr":
            above.getparent().getparent().remove(above.getparent())
        elif above.tag == f"{W}p":
            above.remove(node)
    for paragraph in [
        p for p in root.iter(f"{W}p") if p.find("w:pPr/w:rPr/w:ins", NS) is not None
    ]:
        assert not "".join(paragraph.itertext())
        paragraph.getparent().remove(paragraph)
    left = ["".join(p.itertext(f"{W}t")) for p in root.iter(f"{W}p")]
    assert left == [text for text in _text(host) if text != "{{warranty}}"]
    assert not any(True for _ in docx_part(_insert("headings")[1].content).iter(f"{W}ins"))


def test_marks_at_the_marker_stay() -> None:
    document = docx.Document(io.BytesIO(hosts.with_headings()))
    marker = next(p for p in document.paragraphs if p.text == "{{warranty}}")
    document.add_comment(marker.runs[0], text="Hier bitte", author="A. B.")
    document.add_section()
    content = hosts.saved(document)

    def moved(part: bytes) -> bytes:
        root = etree.fromstring(part)
        section = root.find(".//w:pPr/w:sectPr", NS)
        paragraph = section.getparent().getparent()
        paragraph.getparent().remove(paragraph)
        node = next(p for p in root.iter(f"{W}p") if "{{warranty}}" in "".join(p.itertext()))
        properties = etree.SubElement(node, f"{W}pPr")
        node.insert(0, properties)
        properties.append(section)
        return bytes(etree.tostring(root))

    content = hosts.changed(content, {"word/document.xml": moved})
    done = insert(content, hosts.section(), Marker("{{warranty}}"), lang="de")
    old, new = docx_part(content), docx_part(done.content)
    for tag in ("sectPr", "commentRangeStart", "commentRangeEnd", "commentReference"):
        assert len(list(new.iter(f"{W}{tag}"))) == len(list(old.iter(f"{W}{tag}"))) > 0


# Numbers


def test_the_counting_knows_words_rules() -> None:
    levels = {
        0: Level("%1.", start=1),
        1: Level("%1.%2", "lowerLetter", start=1),
        2: Level("%3)", "lowerRoman", start=1, restart=1),
    }
    lists = {"1": List("1", "a", levels, {}), "2": List("2", "a", levels, {0: 5})}
    counting = Counting(lists)

    def label(number: str, level: int) -> str:
        found = counting.next(Position(number, level))
        assert found is not None
        return found.label

    assert [label("1", 0), label("1", 1), label("1", 2), label("1", 1)] == [
        "1.",
        "1.a",
        "i)",
        "1.b",
    ]
    assert label("1", 2) == "ii)"  # Restarts after level 1 only.
    assert [label("1", 0), label("1", 2), label("1", 1)] == ["2.", "i)", "2.b"]
    assert [label("2", 0), label("2", 0), label("1", 0)] == ["5.", "6.", "7."]
    assert counting.next(Position("9", 0)) is None


@given(st.lists(st.integers(0, 2), min_size=1, max_size=40))
def test_numbers_in_one_list_are_never_given_twice(levels: list[int]) -> None:
    kinds = {k: Level("".join(f"%{n + 1}." for n in range(k + 1)), start=1) for k in range(3)}
    counting = Counting({"1": List("1", "a", kinds, {})})
    labels = [found.label for k in [0, *levels] if (found := counting.next(Position("1", k)))]
    assert len(labels) == len(set(labels))


def test_references_name_what_they_stand_under_only_elsewhere() -> None:
    levels = {0: Level("%1.", start=1), 1: Level("(%2)", "lowerLetter", start=1)}
    lists = {"1": List("1", "a", levels, {})}
    counting = Counting(lists)
    first, point, second = (counting.next(Position("1", k)) for k in (0, 1, 0))
    assert first is not None
    assert point is not None
    assert reference(lists, first, None) == "1"
    assert reference(lists, point, first) == "(a)"
    assert reference(lists, point, second) == "1.(a)"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("§ 7 Haftung", "§ 7"),
        ("7.\tHaftung", "7."),
        ("7.1 Haftung", "7.1"),
        ("(1) Haftung", "(1)"),
        ("а) срок", "а)"),
        ("IV. Haftung", "IV."),
        ("Статья 5. Гарантия", "Статья 5."),
        ("12 Monate Frist", None),
        ("г. Самара", None),
        ("01.02.2026 unterzeichnet", None),
        ("7.", None),
        ("B. Müller", None),
    ],
)
def test_typed_numbers_are_told_from_quantities(text: str, label: str | None) -> None:
    found = typed_number(text)
    assert (found.label if found else None) == label


# Choices


def test_a_heading_is_found_with_its_number_or_without() -> None:
    host = hosts.paragraphs_german()
    results = {
        insert(host, hosts.section(), AfterHeading(text), lang="de").content
        for text in ("Lieferung", "§ 2 Lieferung", " §\u00a02  LIEFERUNG")
    }
    assert len(results) == 1


def test_a_section_break_before_the_next_heading_stays_behind_the_section() -> None:
    done = insert(hosts.rich(), hosts.section(), AfterHeading("Gegenstand"), lang="de")
    body = docx_part(done.content).find("w:body", NS)
    kinds = [
        "Gewährleistung" if "".join(n.itertext()) == "Gewährleistung" else "break"
        for n in body
        if "".join(n.itertext()) == "Gewährleistung" or n.find("w:pPr/w:sectPr", NS) is not None
    ]
    assert kinds[0] == "Gewährleistung"


def test_the_section_can_be_inserted_twice() -> None:
    once = insert(hosts.rich(), hosts.section(), AfterHeading("Gegenstand"), lang="de")
    twice = insert(once.content, hosts.section(), Marker("{{warranty}}"), lang="de")
    assert (once.number, twice.number) == ("2.", "5.")
    test_names_and_numbers_are_unique(("", b"", twice))


def test_an_only_point_continues_the_section_before() -> None:
    point = (Clause("p", 2, "1.1.", (Text("Ein Punkt."),)),)
    for make, number in (
        (hosts.russian_letters, "2.2."),
        (hosts.typed, "2.3"),
        (hosts.paragraphs_german, "(3)"),
    ):
        heading = {
            hosts.russian_letters: "Качество товара",
            hosts.typed: "Качество",
            hosts.paragraphs_german: "Lieferung",
        }[make]
        assert insert(make(), point, AfterHeading(heading), lang="ru").number == number


def test_empty_lines_between_sections_are_kept_up() -> None:
    document = docx.Document()
    for text in ("1. Предмет", "", "2. Цена", "", "3. Споры"):
        document.add_paragraph(text)
    block = (Clause("w", 1, "1.", (Text("Гарантия"),)),)
    done = insert(hosts.saved(document), block, AfterHeading("Предмет"), lang="ru")
    assert _text(done.content)[:5] == ["1. Предмет", "", "2. Гарантия", "", "2. Цена"]


def test_a_marker_of_many_runs_is_found() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for part in ("{{", "warr", "anty", "}}  "):
        paragraph.add_run(part)
    done = insert(hosts.saved(document), hosts.section(), Marker("{{warranty}}"), lang="de")
    assert "warr" not in _text(done.content)


# Warnings


def _codes(done: Inserted) -> set[str]:
    return {problem.code for problem in done.warnings}


def test_warnings() -> None:
    assert _codes(_insert("headings")[1]) == {"host-renumbered"}
    assert _codes(_insert("typed")[1]) == {"host-typed-numbers"}
    assert _codes(_insert("plain")[1]) == {"host-unnumbered"}
    assert _codes(_insert("rich")[1]) == {"host-renumbered", "host-level-unnumbered"}
    last = insert(hosts.typed(), hosts.section(), AfterHeading("Ответственность"), lang="ru")
    assert "host-place-end" in _codes(last)


def test_typed_references_to_what_has_moved_are_named() -> None:
    done = insert(
        hosts.russian_letters(), hosts.section(), AfterHeading("Качество товара"), lang="ru"
    )
    assert "п. 3.1" in str(done.warnings[0])


def test_a_section_amid_another_is_warned_of() -> None:
    document = docx.Document(io.BytesIO(hosts.russian_letters()))
    document.paragraphs[6].insert_paragraph_before("{{w}}")
    done = insert(hosts.saved(document), hosts.section(), Marker("{{w}}"), lang="ru")
    assert "host-mid-section" in _codes(done)


def test_references_out_of_the_section_become_text() -> None:
    block = (Paragraph((Text("siehe "), Ref("elsewhere", "9.9"))),)
    done = insert(hosts.plain(), block, Marker("{{warranty}}"), lang="de")
    assert "siehe 9.9" in _text(done.content)
    assert _codes(done) == {"host-reference"}
    assert done.number == ""


# Errors


_MARKER = Marker("{{warranty}}")


def _code(content: bytes, place: Place = _MARKER) -> tuple[str, str]:
    with pytest.raises(DataError) as caught:
        insert(content, hosts.section(), place, lang="de")
    (problem,) = caught.value.problems
    assert problem.cure
    return problem.code, str(problem)


def _with(edit: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    edit(document)
    return hosts.saved(document)


def test_a_missing_marker_names_the_nearest() -> None:
    code, message = _code(hosts.with_headings(), Marker("{{waranty}}"))
    assert code == "host-marker-missing"
    assert "{{warranty}}" in message
    code, message = _code(_with(lambda d: d.add_paragraph("[[GEWÄHR]]")), Marker("{{x}}"))
    assert "[[GEWÄHR]]" in message


def test_a_missing_heading_names_the_nearest() -> None:
    code, message = _code(hosts.with_headings(), AfterHeading("Liferung"))
    assert code == "host-heading-missing"
    assert "Lieferung" in message


def test_a_missing_heading_that_is_part_of_one_names_it() -> None:
    def headed(document: Any) -> None:
        for words in ("Предмет договора", "Качество товара и гарантии", "Ответственность"):
            document.add_heading(words, 1)
            document.add_paragraph("Текст.")

    code, message = _code(_with(headed), AfterHeading("Гарантии"))
    assert code == "host-heading-missing"
    assert "Did you mean “Качество товара и гарантии”?" in message


def test_two_places_are_one_too_many() -> None:
    def twice(document: Any) -> None:
        document.add_paragraph("{{warranty}}")
        document.add_paragraph("{{warranty}}")

    assert _code(_with(twice))[0] == "host-place-twice"

    def in_table_too(document: Any) -> None:
        document.add_paragraph("{{warranty}}")
        document.add_table(1, 1).cell(0, 0).text = "{{warranty}}"

    assert _code(_with(in_table_too))[0] == "host-place-twice"


_TEXT_BOX = (
    '<w:r xmlns:w="{w}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>{{{{warranty}}}}</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></w:r>"
)


def test_markers_in_wrong_places_are_found_and_named() -> None:
    def table(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{warranty}}"

    def header(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{warranty}}"

    def box(document: Any) -> None:
        run = etree.fromstring(_TEXT_BOX.format(w=NS["w"]))
        document.add_paragraph("Text")._p.append(run)

    for edit, where in ((table, "a table"), (header, "a header"), (box, "a text box")):
        code, message = _code(_with(edit))
        assert code == "host-place-inside"
        assert where in message
    code, message = _code(_with(lambda d: d.add_paragraph("Vor {{warranty}} nach")))
    assert code == "host-marker-in-text"


def test_a_marker_with_a_picture_is_refused() -> None:
    def edit(document: Any) -> None:
        paragraph = document.add_paragraph("{{warranty}}")
        paragraph.add_run()._r.append(etree.Element(f"{W}footnoteReference", {f"{W}id": "1"}))

    assert _code(_with(edit))[0] == "host-marker-not-alone"


def test_an_empty_place_is_refused() -> None:
    assert _code(hosts.plain(), Marker(" "))[0] == "host-place-empty"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-not-docx"),
        (b"PK\x03\x04 broken", "file-not-docx"),
        (b"%PDF-1.7", "file-not-docx"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"Word.Document.8", "file-not-docx"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            "file-encrypted",
        ),
    ],
)
def test_what_is_no_docx_is_refused(content: bytes, code: str) -> None:
    assert _code(content)[0] == code


def test_macros_are_refused() -> None:
    content = hosts.changed(
        hosts.plain(),
        {
            "[Content_Types].xml": lambda part: part.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                b"application/vnd.ms-word.document.macroEnabled.main",
            )
        },
    )
    assert _code(content)[0] == "file-macros"


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    content = hosts.changed(
        hosts.plain(),
        {
            "word/document.xml": lambda part: re.sub(
                rb"(<w:document)", bomb + rb"\1", part, count=1
            )
        },
    )
    assert _code(content)[0] == "file-entities"


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_package, "MAX_BYTES", 100_000)
    content = hosts.changed(hosts.plain(), {"word/media/zeros.bin": lambda _: bytes(200_000)})
    assert _code(content)[0] == "file-too-large"


def test_broken_xml_is_refused() -> None:
    content = hosts.changed(hosts.plain(), {"word/document.xml": lambda part: part[:-20]})
    assert _code(content)[0] == "file-not-docx"


def test_what_can_not_stand_in_a_section_is_a_mistake_of_the_caller() -> None:
    for blocks in ((), (Signatures("s", ()),)):
        with pytest.raises(ValueError, match=r"insert|place"):
            insert(hosts.plain(), blocks, Marker("{{warranty}}"), lang="de")


def test_hosts_are_read_without_styles_and_numbering() -> None:
    host = Host.read(open_package(hosts.plain()))
    assert host.lists == {}
    assert [para.rank for para in host.tops] == [None] * 4

"""A section of the host is replaced: what it was goes, all else stays."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aftersales_docs.cli import main
from aftersales_docs.document import Clause, Text
from aftersales_docs.errors import DataError
from aftersales_docs.insertion import AfterHeading, Inserted, Marker, ReplaceHeading, insert
from aftersales_docs.resources import data_root
from tests.insertion import hosts
from tests.reading import NS, W, docx_part

ONE = (
    Clause("warranty", 1, "1.", (Text("Gewährleistung"),)),
    Clause("period", 2, "1.1.", (Text("Die Frist beträgt 24 Monate."),)),
)


def _replace(host: bytes, heading: str = "Lieferung") -> Inserted:
    return insert(host, ONE, ReplaceHeading(heading), lang="de", date=datetime(2026, 3, 1))


def _lines(content: bytes, *, accept: bool | None = None) -> list[str]:
    """The paragraphs; with tracked changes accepted or rejected where that is asked."""
    body = docx_part(content).find("w:body", NS)
    gone = {None: "", True: "del", False: "ins"}[accept]
    lines: list[str] = []
    for paragraph in body.iter(f"{W}p"):
        if gone and paragraph.find(f"w:pPr/w:rPr/w:{gone}", NS) is not None:
            continue
        lines.append("".join(_words(paragraph, gone)))
    return [line for line in lines if line]


def _words(paragraph: Any, gone: str) -> list[str]:
    return [
        node.text or ""
        for node in paragraph.iter(f"{W}t", f"{W}delText")
        if not any(up.tag == f"{W}{gone}" for up in node.iterancestors())
    ]


def _codes(done: Inserted) -> set[str]:
    return {one.code for one in done.warnings}


def test_the_section_stands_in_place_of_the_old_one_and_all_else_stays() -> None:
    before = hosts.with_headings()
    done = _replace(before)
    old, new = _lines(before), _lines(done.content)
    start, end = old.index("Lieferung"), old.index("Haftung")
    fresh = ["Gewährleistung", "Die Frist beträgt 24 Monate."]
    assert new == [*old[:start], *fresh, *old[end:]]
    assert done.number == "2."
    assert done.numbers["period"] == "2.1"


def test_one_section_for_one_moves_no_numbers() -> None:
    assert "host-renumbered" not in _codes(_replace(hosts.with_headings()))
    two = insert(hosts.with_headings(), hosts.section(), ReplaceHeading("Lieferung"), lang="de")
    told = next(one for one in two.warnings if one.code == "host-renumbered")
    assert "have moved up by the new one" in told.message


def test_typed_numbers_go_on_from_the_section_before() -> None:
    done = _replace(hosts.typed(), "2. Качество")
    assert (done.number, done.numbers["period"]) == ("2.", "2.1")
    assert "host-typed-numbers" not in _codes(done)


def test_a_host_that_tracks_gets_a_tracked_replacement() -> None:
    before = hosts.tracked()
    done = _replace(before)
    old = _lines(before)
    start, end = old.index("Lieferung"), old.index("Haftung")
    fresh = ["Gewährleistung", "Die Frist beträgt 24 Monate."]
    assert _lines(done.content, accept=True) == [*old[:start], *fresh, *old[end:]]
    assert _lines(done.content, accept=False) == old
    assert done.number == "2."
    marks = list(docx_part(done.content).iter(f"{W}ins", f"{W}del"))
    assert {mark.get(f"{W}date") for mark in marks} == {"2026-03-01T00:00:00Z"}
    ids = [mark.get(f"{W}id") for mark in marks]
    assert len(ids) == len(set(ids))


def test_tables_of_a_tracked_section_are_deleted_row_by_row() -> None:
    document = docx.Document()
    for name in ("Eins", "Zwei", "Drei"):
        document.add_heading(name, 1)
        if name == "Zwei":
            document.add_table(2, 2).cell(0, 0).text = "alt"
            document.add_paragraph("Ende.")
    host = hosts.changed(
        hosts.saved(document),
        {
            "word/settings.xml": lambda part: part.replace(
                b"<w:defaultTabStop", b"<w:trackRevisions/><w:defaultTabStop", 1
            )
        },
    )
    rows = list(docx_part(_replace(host, "Zwei").content).iter(f"{W}tr"))
    assert [row.find("w:trPr/w:del", NS) is not None for row in rows] == [True, True]


def _with_marks() -> bytes:
    document = docx.Document()
    hosts.add_list(document, [("decimal", "%1.", "Heading1")], 50)
    hosts.bind(document, "Heading 1", 50, 0)
    for name in ("Eins", "Zwei", "Drei"):
        heading = document.add_heading(name, 1)
        point = document.add_paragraph(f"Ein Satz zu {name}.")
        if name == "Zwei":
            for target, number, mark in ((heading, 1, "_Ref1"), (point, 2, "_Ref2")):
                target._p.insert(
                    1,
                    parse_xml(
                        f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{mark}"/>'
                    ),
                )
                target._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
            point._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="3" w:name="over"/>'))
            section = parse_xml(
                f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
            )
            point._p.get_or_add_pPr().append(section)
            document.add_comment(point.runs[0], text="?", author="A. B.", initials="AB")
    last = document.add_paragraph()
    last._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="3"/>'))
    for mark in ("_Ref1", "_Ref2"):
        last._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" REF {mark} \\r \\h "/>'))
    return hosts.saved(document)


def test_what_hangs_on_the_section_stays_or_is_told() -> None:
    done = _replace(_with_marks(), "Zwei")
    root = docx_part(done.content)
    named = {node.get(f"{W}name"): node.getparent() for node in root.iter(f"{W}bookmarkStart")}
    assert "".join(named["_Ref1"].itertext(f"{W}t")) == "Gewährleistung"
    assert "_Ref2" not in named
    assert "over" in named
    starts = {node.get(f"{W}id") for node in root.iter(f"{W}bookmarkStart")}
    assert starts == {node.get(f"{W}id") for node in root.iter(f"{W}bookmarkEnd")}
    widths = [size.get(f"{W}w") for size in root.iter(f"{W}pgSz")]
    assert widths[0] == "16838"
    assert len(widths) == 2
    told = {one.code: one.message for one in done.warnings}
    assert "_Ref2" in told["host-references-lost"]
    assert "_Ref1" not in told["host-references-lost"]
    assert "1 comment" in told["host-notes-lost"]


def test_the_last_section_is_not_replaced_for_nobody_knows_where_it_ends() -> None:
    with pytest.raises(DataError) as caught:
        _replace(hosts.with_headings(), "Haftung")
    assert caught.value.problems[0].code == "host-place-end"


def test_a_field_over_the_bounds_of_the_section_is_no_place() -> None:
    document = docx.Document()
    for name in ("Eins", "Zwei", "Drei"):
        document.add_heading(name, 1)
    for index, kind in ((0, "begin"), (1, "end")):
        document.paragraphs[index]._p.append(
            parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')
        )
    with pytest.raises(DataError) as caught:
        _replace(hosts.saved(document), "Zwei")
    assert caught.value.problems[0].code == "host-place-field"


@pytest.mark.parametrize(
    ("title", "twice"),
    [
        ("Gewährleistung", True),
        ("Gewährleistung und Garantie", True),
        ("GEWÄHRLEISTUNG", True),
        ("Lieferung", False),
    ],
)
def test_a_second_section_of_the_name_is_warned_of(title: str, twice: bool) -> None:
    document = docx.Document()
    for name in ("Gegenstand", title, "Haftung"):
        document.add_heading(name, 1)
    host = hosts.saved(document)
    done = insert(host, ONE, AfterHeading("Gegenstand"), lang="de")
    assert ("host-section-twice" in _codes(done)) is twice
    assert "host-section-twice" not in _codes(_replace(host, title))


@pytest.mark.parametrize("mark", ["{{warranty}}", "[[GARANTIE]]", "${x}", "<<x>>"])
@pytest.mark.parametrize("place", ["paragraph", "table", "header"])
def test_a_marker_left_over_is_warned_of(mark: str, place: str) -> None:
    document = docx.Document()
    for name in ("Gegenstand", "Haftung"):
        document.add_heading(name, 1)
    document.add_paragraph("{{here}}")
    if place == "paragraph":
        document.add_paragraph(f"Es gilt {mark}.")
    elif place == "table":
        document.add_table(1, 1).cell(0, 0).text = mark
    else:
        document.sections[0].header.paragraphs[0].text = mark
    host = hosts.saved(document)
    done = insert(host, ONE, Marker("{{here}}"), lang="de")
    told = next(one for one in done.warnings if one.code == "host-marker-left")
    assert mark in told.message
    assert "{{here}}" not in told.message


def test_the_command_replaces_in_place(tmp_path: Path) -> None:
    sample = next((data_root() / "samples").rglob("supply-business.de.de.yaml"))
    host, link = tmp_path / "host.docx", tmp_path / "link.docx"
    content = hosts.with_headings()
    host.write_bytes(content)
    link.symlink_to(host)

    def run(*options: str) -> Any:
        return CliRunner().invoke(main, ["insert", str(sample), str(link), *options])

    replace = ("--replace-heading", "Lieferung")
    assert run(*replace).exit_code == 2
    assert run(*replace, "--in-place", "-o", str(tmp_path / "x.docx")).exit_code == 2
    assert run("--in-place").exit_code == 2
    assert run(*replace, "--marker", "x", "--in-place").exit_code == 2
    assert run(*replace, "-o", str(host)).exit_code == 1
    assert host.read_bytes() == content
    done = run(*replace, "--in-place")
    assert done.exit_code == 0, done.output
    assert re.search(r"link\.docx: section 2\.", done.output)
    assert "Lieferung" not in _lines(host.read_bytes())
    assert link.is_symlink()


def test_messages_name_the_host(tmp_path: Path) -> None:
    sample = next((data_root() / "samples").rglob("supply-business.de.de.yaml"))
    host = tmp_path / "host.docx"
    for content in (b"no Word file", hosts.with_headings()):
        host.write_bytes(content)
        args = ["insert", str(sample), str(host), "--marker", "{{gone}}", "--in-place"]
        result = CliRunner().invoke(main, args)
        assert result.exit_code == 1
        assert f"{host}: error: " in result.output
        assert host.read_bytes() == content


def test_headings_are_named_in_the_quotation_marks_of_the_language_and_markers_are_none() -> None:
    document = docx.Document()
    for name in ("Gegenstand", "Gewährleistung"):
        document.add_heading(name, 1)
        document.add_paragraph("[[GEWÄHRLEISTUNG]]")
    host = hosts.saved(document)
    done = insert(host, ONE, AfterHeading("Gegenstand"), lang="de")
    (twice,) = [one for one in done.warnings if one.code == "host-section-twice"]
    assert twice.message.in_language("de").endswith("dieses Namens: „Gewährleistung“.")
    with pytest.raises(DataError) as caught:
        insert(host, ONE, AfterHeading("Zahlung"), lang="de")
    found = caught.value.problems[0].message.in_language("de")
    assert found.endswith("Seine Überschriften: „Gegenstand“; „Gewährleistung“.")

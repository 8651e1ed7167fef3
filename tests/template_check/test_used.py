"""Rendering checks the templates it uses: no document goes out without what it must hold."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from aftersales_docs import compose, load
from aftersales_docs.cli import main
from aftersales_docs.errors import LibraryError
from aftersales_docs.kinds import KINDS
from aftersales_docs.template_check.check import check
from tests.inputs import samples
from tests.reading import docx_lines
from tests.template_check.making import (
    ANSWER,
    COMPLETE,
    built_in,
    html,
    png,
    rendered,
    replaced,
    saved,
    word,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STATIC = "Nordwerk letterhead. No tag stands here."


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_no_document_goes_out_without_what_it_must_hold(
    kind: str, format_: str, tmp_path: Path
) -> None:
    """Whatever the check finds of the page stops the document, with the same words."""
    word(tmp_path, STATIC, name=kind, complete=False)
    (tmp_path / "pdf").mkdir()
    page = f"<html><body><p>{STATIC}</p></body></html>"
    (tmp_path / "pdf" / f"{kind}.html").write_text(page, encoding="utf-8")
    ending = "docx" if format_ == "docx" else "html"
    found = [one for one in check(tmp_path, [kind]) if str(one.place).endswith(ending)]
    assert found or not KINDS[kind].signers
    if not found:
        return
    with pytest.raises(LibraryError) as caught:
        rendered(tmp_path, format_, samples(kind)[0])
    assert set(caught.value.problems) == set(found)
    assert "no-signature" in {one.code for one in found}


def test_the_command_makes_nothing_of_a_faulty_template(tmp_path: Path) -> None:
    word(tmp_path, STATIC, complete=False)
    out = tmp_path / "out"
    done = CliRunner().invoke(
        main, ["render", str(ANSWER), "-f", "docx", "-o", str(out), "--template", str(tmp_path)]
    )
    assert done.exit_code == 1
    for missing in ("signature", "number", "date"):
        assert missing in done.output
    assert not out.exists()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (
            ['{%p if data.decision == "granted" %} Please keep the goods.', "x", "{%p endif %}"],
            "words-lost",
        ),
        (["{%p if data.goodwill %}", "x", "{%p else %}nothing{%p endif %}"], "words-lost"),
        (["{%p if data.goodwill %}", "x"], "block-open"),
    ],
)
def test_what_would_vanish_stops_the_document(lines: list[str], code: str, tmp_path: Path) -> None:
    word(tmp_path, *lines)
    with pytest.raises(LibraryError) as caught:
        rendered(tmp_path, "docx")
    assert code in {one.code for one in caught.value.problems}


def test_a_picture_beside_a_tag_would_vanish_too(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("{%p if data.goodwill %}")
    paragraph.add_run().add_picture(io.BytesIO(png()))
    for line in ("x", "{%p endif %}", *COMPLETE):
        document.add_paragraph(line)
    saved(document, tmp_path)
    with pytest.raises(LibraryError, match="a picture is lost"):
        rendered(tmp_path, "docx")


def test_a_place_to_sign_beside_a_tag_would_vanish_too(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("{%p if data.goodwill %}")
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="sig-us"/>'))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="1"/>'))
    for line in ("x", "{%p endif %}", *COMPLETE):
        document.add_paragraph(line)
    saved(document, tmp_path)
    with pytest.raises(LibraryError, match="a place to sign is lost"):
        rendered(tmp_path, "docx")


def test_a_block_error_names_its_paragraph(tmp_path: Path) -> None:
    word(tmp_path, "one", "two", "{%p for r in data.remedies %}", "{{ r.type }}")
    with pytest.raises(LibraryError, match=r"paragraph 3: “\{%p for r"):
        rendered(tmp_path, "docx")


def test_a_text_without_a_place_to_sign_makes_no_document(tmp_path: Path) -> None:
    path = built_in(tmp_path, "texts/claim-response/de.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("::: closing")], encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        compose(load(ANSWER), tmp_path)
    assert "no-signature" in {one.code for one in caught.value.problems}


def test_templates_that_a_document_does_not_use_do_not_stop_it(tmp_path: Path) -> None:
    word(tmp_path, *COMPLETE)
    word(tmp_path, STATIC, name="completion-certificate", complete=False)
    html(tmp_path, "{{ nothing }}")
    built_in(tmp_path, "texts/completion-certificate/de.md").write_text("x", encoding="utf-8")
    assert rendered(tmp_path, "docx")


# Tracked deletions


def tracked(folder: Path, element: str, text: str, words: str = "{{ data.nonsense }}") -> Path:
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:{element} w:id="7" w:author="A"><w:r><w:{text}>{words}'
            f"</w:{text}></w:r></w:{element}><w:r><w:t>tail</w:t></w:r></w:p>"
        ),
    )
    for line in COMPLETE:
        document.add_paragraph(line)
    return saved(document, folder)


@pytest.mark.parametrize(("element", "text"), [("del", "delText"), ("moveFrom", "t")])
@pytest.mark.parametrize("words", ["{{ data.nonsense }}", "{% if x %}", "{{ data.number }}"])
def test_a_tag_in_a_tracked_deletion_is_no_tag(
    element: str, text: str, words: str, tmp_path: Path
) -> None:
    tracked(tmp_path, element, text, words)
    (found,) = check(tmp_path)
    assert (found.code, found.severity) == ("tag-deleted", "warning")
    assert words[:10] in found.message
    assert "paragraph 1" in str(found.place)
    lines = docx_lines(rendered(tmp_path, "docx"))
    assert lines[0] == "tail"


def test_a_tag_that_a_deletion_cuts_is_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:r><w:t>{{{{ data.</w:t></w:r><w:del w:id="7" w:author="A">'
            '<w:r><w:delText>old</w:delText></w:r></w:del><w:ins w:id="8" w:author="A"><w:r>'
            "<w:t>number }}</w:t></w:r></w:ins></w:p>"
        ),
    )
    for line in COMPLETE:
        document.add_paragraph(line)
    saved(document, tmp_path)
    with pytest.raises(LibraryError, match="torn over a link, a tracked change"):
        rendered(tmp_path, "docx")


# Identifiers


def test_what_a_loop_repeats_has_identifiers_of_its_own(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{%p for line in data.claimant.address %}")
    paragraph = document.add_paragraph("{{ line }}")
    paragraph.add_run().add_picture(io.BytesIO(png()))
    element = paragraph._p
    element.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "1A2B3C4D")
    element.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="addr"/>'))
    element.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'))
    element.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="424242"/></w:sdtPr><w:sdtContent><w:r>'
            "<w:t>x</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    for line in ("{%p endfor %}", *COMPLETE):
        document.add_paragraph(line)
    saved(document, tmp_path)
    assert check(tmp_path) == []
    with zipfile.ZipFile(io.BytesIO(rendered(tmp_path, "docx"))) as archive:
        xml = archive.read("word/document.xml").decode()
    times = len(load(ANSWER).model.claimant.address)  # type: ignore[attr-defined]
    assert times > 1
    for pattern in (
        r'<wp:docPr id="(\d+)"',
        r'<w:bookmarkStart [^>]*w:id="(\d+)"',
        r'<w:bookmarkEnd [^>]*w:id="(\d+)"',
        r'<w:bookmarkStart [^>]*w:name="([^"]+)"',
        r'<w:id w:val="(-?\d+)"',
        r'w14:paraId="(\w+)"',
    ):
        found = re.findall(pattern, xml.replace("ns0:paraId", "w14:paraId"))
        assert len(found) == times, pattern
        assert len(set(found)) == times, pattern
    starts = re.findall(r'<w:bookmarkStart [^>]*w:id="(\d+)"', xml)
    assert starts == re.findall(r'<w:bookmarkEnd [^>]*w:id="(\d+)"', xml)


def test_a_template_without_loops_keeps_its_identifiers(tmp_path: Path) -> None:
    mark = '<w:bookmarkStart w:id="77" w:name="own"/><w:bookmarkEnd w:id="77"/>'
    built_in(tmp_path, "word/letter-window.docx")
    path = tmp_path / "word" / "letter-window.docx"
    replaced(path, "<w:sectPr", f"<w:p>{mark}<w:r><w:t>x</w:t></w:r></w:p><w:sectPr")
    with zipfile.ZipFile(io.BytesIO(rendered(tmp_path, "docx"))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    names = [str(one.get(f"{{{W}}}name")) for one in root.iter("{*}bookmarkStart")]
    assert names.count("own") == 1
    assert len(names) == len(set(names))

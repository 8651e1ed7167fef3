"""`templates check`: every fault is told, with its place, all in one run."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aftersales_docs.cli import main
from aftersales_docs.errors import Problem, Severity
from aftersales_docs.kinds import KINDS
from aftersales_docs.language import LANGS
from aftersales_docs.template_check.check import check
from aftersales_docs.template_check.copying import copies
from tests.template_check.making import (
    COMPLETE,
    built_in,
    changed,
    html,
    png,
    replaced,
    saved,
    word,
)


def errors(folder: Path, *kinds: str) -> list[Problem]:
    return [one for one in check(folder, kinds) if one.severity is Severity.ERROR]


def only(folder: Path, *kinds: str) -> Problem:
    """The one error in ``folder``."""
    found = errors(folder, *kinds)
    assert len(found) == 1, [str(one) for one in found]
    return found[0]


def test_a_text_that_cannot_be_read_blames_no_page_that_asks_for_its_words(tmp_path: Path) -> None:
    word(tmp_path, *COMPLETE, "{{ labels.page }}")
    for lang in LANGS:
        text = built_in(tmp_path, f"texts/claim-response/{lang}.md")
        text.write_text(f"{text.read_text('utf-8')}\n::: nosuchform\nx\n:::\n", "utf-8")
    found = errors(tmp_path, "claim-response")
    assert {Path(one.place.file).suffix for one in found if one.place} == {".md"}


@pytest.mark.slow
def test_what_is_handed_out_is_well(tmp_path: Path) -> None:
    for path, content in copies(tmp_path, (), ()).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert check(tmp_path) == []


NAMES = [
    ("{{ dat.number }}", "unknown-name", "no 'dat'", "'data'"),
    ("{{ data.organisaton.name }}", "unknown-name", "data.organisaton", "'organisation'"),
    ("{{ data.organisation.nmae }}", "unknown-name", "data.organisation.nmae", "'name'"),
    ("{{ data['organisation']['nmae'] }}", "unknown-name", "organisation.nmae", "'name'"),
    ("{{ data.date.yaer }}", "unknown-name", "data.date.yaer", "Leave"),
    ("{% for r in data.remedies %}{{ r.typ }}{% endfor %}", "unknown-name", "r.typ", "'type'"),
    ("{{ (data.remedies|first).typ }}", "unknown-name", "typ", "'type'"),
    ("{% set p = data.product %}{{ p.modell }}", "unknown-name", "p.modell", "'model'"),
    ("{{ labels.pagge }}", "unknown-name", "labels.pagge", "'page'"),
    ("{{ meta.titel }}", "unknown-name", "meta.titel", "'title'"),
    ("{{ data.date|dates }}", "unknown-name", "no filter 'dates'", "'date'"),
    ("{{ data.date is defned }}", "unknown-name", "no test 'defned'", "'defined'"),
    ("{{ data.remedies.type }}", "list-part", "data.remedies", "for"),
    ("{% for x in data.product %}{{ 1 }}{% endfor %}", "loop-no-list", "data.product", "list"),
    ("{{ data.remedies }}", "prints-list", "data.remedies", "joined"),
    ("{{ data.organisation }}", "prints-group", "data.organisation", "short_name"),
    ("{{ data.goodwill }}", "prints-truth", "data.goodwill", "if"),
    ("{{ data.organisation.name|money('EUR') }}", "filter-value", "money", "filter"),
    ("{{ data.organisation|full_name }}", "filter-value", "a person", "filter"),
    ("{{ data.date|dat }}", "filter-value", "words", "filter"),
    ("{{ data.organisation.name|date }}", "filter-value", "a date", "filter"),
    ("{{ data.__class__ }}", "private-name", "__class__", "fields"),
    ("{% include 'other' %}", "template-forbidden", "include", "out"),
    ("{% import 'other' as o %}", "template-forbidden", "import", "out"),
    ("{% extends 'other' %}", "template-forbidden", "extend", "out"),
    ("{% autoescape false %}{{ 1 }}{% endautoescape %}", "template-forbidden", "escap", "out"),
    ("{{ data.number|safe }}", "unknown-name", "no filter 'safe'", ""),
    ("{{ data.number|attr('x') }}", "unknown-name", "no filter 'attr'", ""),
    ("{{ 1 + }}", "template-syntax", "unexpected", "Mend"),
]


@pytest.mark.parametrize(("tag", "code", "message", "cure"), NAMES)
def test_a_name_in_word(tag: str, code: str, message: str, cure: str, tmp_path: Path) -> None:
    path = word(tmp_path, "Sehr geehrte Damen", tag)
    found = only(tmp_path, "claim-response")
    assert found.code == code
    assert message in found.message
    assert cure in found.cure
    assert str(found.place).startswith(f"{path} (word/document.xml, paragraph 2: “{tag[:30]}")


@pytest.mark.parametrize(("tag", "code", "message", "cure"), NAMES)
def test_a_name_in_html(tag: str, code: str, message: str, cure: str, tmp_path: Path) -> None:
    path = html(tmp_path, f"<p>Guten Tag</p>\n<p>{tag}</p>")
    found = only(tmp_path, "claim-response")
    assert (found.code, str(found.place)) == (code, f"{path}:3")
    assert message in found.message
    assert cure in found.cure


@pytest.mark.parametrize(
    "tag",
    [
        "{{ data.organisation.phone }}",
        "{{ data.signatory.person|full_name }}",
        "{{ data.claimant.company }}",
        "{{ data.examination.place }}",
        "{% for r in data.remedies %}{{ r.by|date }}{% endfor %}",
    ],
)
def test_what_may_not_be_given_is_a_warning(tag: str, tmp_path: Path) -> None:
    word(tmp_path, tag)
    found = check(tmp_path)
    assert [(one.code, one.severity) for one in found] == [("unguarded", Severity.WARNING)]
    assert "{% if data." in found[0].cure or "{% if r.by" in found[0].cure


@pytest.mark.parametrize(
    "tag",
    [
        "{% if data.organisation.phone %}{{ data.organisation.phone }}{% endif %}",
        "{{ data.organisation.phone or '' }}",
        "{{ data.organisation.phone|default('', true) }}",
        "{{ data.organisation.phone if data.organisation.phone else '–' }}",
        "{% if data.claimant.type == 'business' %}{{ data.claimant.company }}{% endif %}",
        "{% if data.examination %}{{ data.examination.place }}{% endif %}",
        "{% if not data.costs %}–{% else %}{{ data.signatory.person and 1 }}{% endif %}",
        "{{ data.product.name }}, {{ data.claim.demanded|joined }}",
        "{{ data.claim.defect.upper() }}",
        "{% for code in meta.accepted %}{{ code }}{{ loop.index }}{% endfor %}",
        "{% for number in range(3) %}{{ number }}{% endfor %}",
        "{% macro two(x) %}{{ x.y }}{% endmacro %}{{ two(data) }}",
    ],
)
def test_what_is_well_asked_is_well(tag: str, tmp_path: Path) -> None:
    word(tmp_path, tag)
    html(tmp_path, tag)
    assert check(tmp_path) == []


def test_a_block_for_one_kind_is_read_for_that_kind(tmp_path: Path) -> None:
    built_in(tmp_path, "pdf/document.html")
    path = tmp_path / "pdf" / "document.html"
    text = path.read_text(encoding="utf-8")
    inside = "{% if meta.kind == 'claim-response' %}{{ data.decision }}{% endif %}"
    path.write_text(text.replace("<body", f"{inside}<body"), encoding="utf-8")
    assert check(tmp_path) == []
    path.write_text(text.replace("<body", "{{ data.decision }}<body"), encoding="utf-8")
    found = only(tmp_path)
    assert "As completion-certificate, job-description" in found.message
    assert errors(tmp_path, "claim-response") == []


# the structure of a Word template


def in_table(*rows: tuple[str, str]) -> docx.document.Document:  # type: ignore[name-defined]
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=2)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for line in COMPLETE:
        document.add_paragraph(line)
    return document


@pytest.mark.parametrize(
    ("lines", "paragraph", "code", "message"),
    [
        (["{% if data.goodwill %}a"], 1, "block-open", "is not closed"),
        (["{%p for r in data.remedies %}", "x"], 1, "block-open", "is not closed"),
        (["a", "{% endif %}"], 2, "block-stray", "not opened"),
        (["{% else %}"], 1, "block-stray", "no block"),
        (["{%p if data.goodwill %}", "x", "{% endif %}"], 3, "block-prefix", "prefix"),
        (["{% for r in data.remedies %}", "x", "{%p endfor %}"], 3, "block-prefix", "prefix"),
        (["{%tr for r in data.remedies %}", "{%tr endfor %}"], 1, "tag-outside", "row"),
        (["{%tc if data.goodwill %}", "{%tc endif %}"], 1, "tag-outside", "cell"),
        (["Lost {%p if data.goodwill %}", "x", "{%p endif %}"], 1, "words-lost", "is lost"),
        (["{%p if data.goodwill %}{%p endif %}"], 1, "words-lost", "is lost"),
        (["{% p if data.goodwill %}x{% endif %}"], 1, "tag-prefix", "blank before 'p'"),
        (["{%p if 4 % 2 %}", "x", "{%p endif %}"], 1, "tag-prefix", "holds a %"),
        (["{{ body }}"], 1, "tag-prefix", "whole paragraphs"),
        (["before {{ data.", "number }}"], 1, "tag-torn", "does not end"),
        (["{{ data.claimant.type == „x“ }}"], 1, "tag-quotes", "„"),
    ],
)
def test_structure(
    lines: list[str], paragraph: int, code: str, message: str, tmp_path: Path
) -> None:
    word(tmp_path, *lines)
    found = [one for one in errors(tmp_path, "claim-response") if one.code == code]
    assert found, [str(one) for one in errors(tmp_path, "claim-response")]
    assert f"paragraph {paragraph}: “{lines[paragraph - 1][:20]}" in str(found[0].place)
    assert message in found[0].message


def test_blocks_that_cross(tmp_path: Path) -> None:
    word(
        tmp_path,
        "{%p if data.goodwill %}",
        "{%p for r in data.remedies %}",
        "x",
        "{%p endif %}",
        "{%p endfor %}",
    )
    codes = {one.code for one in errors(tmp_path)}
    assert "block-crossed" in codes


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("{% for r in data.remedies %}{{ r.type }}", "{% endfor %}"),), "block-across"),
        ((("{%p if data.goodwill %}", "x"), ("{%p endif %}", "y")), "block-across"),
        ((("{%tc if data.goodwill %}", "x"), ("{%tc endif %}", "y")), "block-across"),
        (
            (("{%tr for r in data.remedies %}{{ r.type }}", "lost"), ("{%tr endfor %}", "")),
            "words-lost",
        ),
    ],
)
def test_blocks_in_tables(rows: tuple[tuple[str, str], ...], code: str, tmp_path: Path) -> None:
    saved(in_table(*rows), tmp_path)
    assert code in {one.code for one in errors(tmp_path)}


def test_rows_that_repeat_are_well(tmp_path: Path) -> None:
    rows = (
        ("{%tr for r in data.remedies %}", ""),
        ("{{ r.type }}", "{% if r.by %}{{ r.by|short }}{% endif %}"),
        ("{%tr endfor %}", ""),
    )
    saved(in_table(*rows), tmp_path)
    assert check(tmp_path) == []


def test_a_tag_torn_into_runs_is_mended(tmp_path: Path) -> None:
    document = docx.Document()
    torn = document.add_paragraph()
    for piece in ("{", "{ da", "ta.orga", "nisation.nmae }", "}"):
        torn.add_run(piece).bold = "ta" in piece
    for line in COMPLETE:
        document.add_paragraph(line)
    saved(document, tmp_path)
    assert only(tmp_path).code == "unknown-name"


@pytest.mark.parametrize(
    "wrapping",
    [
        '<w:ins w:id="1" w:author="a" {ns}><w:r><w:t>ta.number }}}}</w:t></w:r></w:ins>',
        '<w:hyperlink w:anchor="x" {ns}><w:r><w:t>ta.number }}}}</w:t></w:r></w:hyperlink>',
    ],
)
def test_a_tag_torn_over_a_link_or_a_change(wrapping: str, tmp_path: Path) -> None:
    document = docx.Document()
    torn = document.add_paragraph("Number {{ da")
    torn._p.append(parse_xml(wrapping.format(ns=nsdecls("w"))))
    for line in COMPLETE:
        document.add_paragraph(line)
    saved(document, tmp_path)
    found = only(tmp_path)
    assert found.code == "tag-torn"
    assert "paragraph 1: “Number {{ data.number" in str(found.place)


def test_headers_and_alternative_texts_are_read_too(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ data.nubmer }}"
    picture = tmp_path / "logo.png"
    picture.write_bytes(png())
    document.add_paragraph("first")
    document.add_picture(str(picture))
    for line in COMPLETE:
        document.add_paragraph(line)
    path = saved(document, tmp_path)
    replaced(path, 'name="Picture 1"', 'name="Picture 1" descr="{{ data.organisation.nmae }}"')
    header, alternative = errors(tmp_path)
    assert "nubmer" in alternative.message + header.message
    both = f"{header.place} {alternative.place}"
    assert "header1.xml, paragraph 1: “{{ data.nubmer }}”" in both
    assert "word/document.xml" in both


# what no document may lack


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (["{{ data.date|date }}", "{{ data.signatory.post }}"], ["no-number"]),
        (["{{ data.number or '' }}", "{{ data.signatory.post }}"], ["no-date"]),
        (["{{ data.number or '' }} {{ data.date|date }}"], ["no-signature"]),
        (["nothing"], ["no-signature", "no-number", "no-date"]),
    ],
)
def test_obligatory_parts(lines: list[str], codes: list[str], tmp_path: Path) -> None:
    word(tmp_path, *lines, complete=False)
    assert [one.code for one in errors(tmp_path)] == codes
    (tmp_path / "word" / "claim-response.docx").unlink()
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "claim-response.html").write_text("\n".join(lines), encoding="utf-8")
    assert [one.code for one in errors(tmp_path)] == codes


def test_a_named_place_to_sign_will_do(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(COMPLETE[0])
    place = document.add_paragraph()
    for tag in ("bookmarkStart", "bookmarkEnd"):
        name = ' w:name="sig-head"' if tag == "bookmarkStart" else ""
        place._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="7"{name}/>'))
    saved(document, tmp_path)
    assert errors(tmp_path) == []


def test_every_kind_that_is_signed_says_by_whom() -> None:
    for kind in KINDS.values():
        for path in kind.signers:
            assert path.split(".")[0] in kind.model.model_fields


def test_a_body_without_its_styles(tmp_path: Path) -> None:
    word(tmp_path, "{{p body }}", name="warranty-section", complete=False)
    found = only(tmp_path)
    assert found.code == "lists-missing"
    assert "Point" in found.message
    (tmp_path / "word" / "warranty-section.docx").unlink()
    word(tmp_path, "{{p body }}")  # A letter counts nothing, but its looks are lost.
    (warning,) = check(tmp_path)
    assert (warning.code, warning.severity) == ("styles-missing", Severity.WARNING)


def test_a_body_without_any_list(tmp_path: Path) -> None:
    def drop(parts: dict[str, bytes]) -> None:
        del parts["word/numbering.xml"]
        relations = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = re.sub(
            rb'<Relationship [^>]*Target="numbering.xml"[^>]*/>', b"", relations
        )

    changed(built_in(tmp_path, "word/contract.docx"), drop)
    found = only(tmp_path)
    assert found.code == "lists-missing"
    assert "has none" in found.message


# other files


def test_a_style_sheet(tmp_path: Path) -> None:
    path = built_in(tmp_path, "pdf/document.css")
    text = path.read_text(encoding="utf-8")
    path.write_text(f"/* */\np {{ color: #<<colours.inkk>>; }}\n{text}", encoding="utf-8")
    found = only(tmp_path)
    assert (found.code, str(found.place)) == ("unknown-name", f"{path}:2")
    assert "'ink'" in found.cure


def test_a_style_that_has_no_effect(tmp_path: Path) -> None:
    path = built_in(tmp_path, "pdf/document.css")
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\np {{ colr: red }}\n", encoding="utf-8")
    (found,) = check(tmp_path)
    assert (found.code, found.severity) == ("css-ignored", Severity.WARNING)
    assert "colr: red" in found.message
    assert str(found.place) == f"{path}:{text.count(chr(10)) + 2}"


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ('<img src="https://example.org/a.png" alt="">', "lies elsewhere"),
        ('<img src="//example.org/a.png" alt="">', "lies elsewhere"),
        ('<img src="file:///etc/passwd" alt="">', "lies elsewhere"),
        ('<img src="../../../etc/passwd" alt="">', "lies outside"),
        ('<img src="logo.png" alt="">', "is not there"),
        ('<img src="huge.png" alt="">', "million pixels"),
        ("<style>@import 'https://example.org/a.css';</style>", "lies elsewhere"),
        ("<style>p { background: url(http://example.org/a.png) }</style>", "lies elsewhere"),
    ],
)
def test_what_a_page_would_load(markup: str, message: str, tmp_path: Path) -> None:
    path = html(tmp_path, f"<p></p>\n{markup}")
    (tmp_path / "pdf" / "huge.png").write_bytes(png(9000, 5000))
    found = only(tmp_path)
    assert (found.code, str(found.place)) == ("template-loads", f"{path}:3")
    assert message in found.message


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("{{ organisation.name }}", "{{ organisaton.name }}", "unknown-name", "'organisation'"),
        ("|full_name", "|ful_name", "unknown-name", "'full_name'"),
        ("cite.consumer_burden", "cite.consumer_burdn", "unknown-name", "'consumer_burden'"),
        ("{% endif %}", "", "template-syntax", "Mend"),
        ("::: closing {#signatory}", "::: foot", "text-structure", "part"),
    ],
)
def test_a_text(old: str, new: str, code: str, message: str, tmp_path: Path) -> None:
    path = built_in(tmp_path, "texts/claim-response/de.md")
    text = path.read_text(encoding="utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = errors(tmp_path)
    assert [one.code for one in found] == [code]
    assert message in found[0].message + found[0].cure
    assert found[0].place is not None
    assert abs((found[0].place.line or 0) - line) <= 1


def test_a_text_without_its_obligatory_parts(tmp_path: Path) -> None:
    path = built_in(tmp_path, "texts/claim-response/en.md")
    path.write_text(
        "---\ntitle: A\nauthor: B\npage: C\nof: D\n---\n\nSee [[nowhere]]. [Goods](goods)\n",
        encoding="utf-8",
    )
    assert {one.code for one in errors(tmp_path)} == {
        "no-signature",
        "no-number",
        "unknown-reference",
    }


def test_a_catalogue_and_a_house_style(tmp_path: Path) -> None:
    rights = built_in(tmp_path, "catalogue/rights.yaml")
    rights.write_text(
        "a_right:\n  de: x {{ cite.nothing }}\n  ru: y\n  en: '{% if %}'\n", encoding="utf-8"
    )
    house = built_in(tmp_path, "house.yaml")
    house.write_text(
        house.read_text(encoding="utf-8").replace("text: 11.5", "text: big"), encoding="utf-8"
    )
    found = errors(tmp_path)
    assert {one.code for one in found} == {"house-value", "unknown-name", "template-syntax"}
    assert {str(one.place) for one in found} == {str(house), f"{rights}:1"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    - claim_work\n", "    - claim_wrk\n", "Did you mean 'claim_work'?"),
        ("  education: technical\n", "  education: nothing_of_all\n", "catalogue/education.yaml"),
        ("  category: specialist\n", "  category: boss\n", "manager, specialist"),
        ("  education: technical\n", "", "lacks 'education'"),
    ],
)
def test_a_role_names_only_what_there_is(old: str, new: str, said: str, tmp_path: Path) -> None:
    roles = built_in(tmp_path, "catalogue/roles.yaml")
    text = roles.read_text(encoding="utf-8")
    at = text.index(old)
    roles.write_text(text.replace(old, new, 1), encoding="utf-8")
    (found,) = errors(tmp_path)
    assert said in f"{found.message} {found.cure}"
    line = text[:at].count("\n") + 1
    assert found.place is not None
    assert found.place.line is not None
    assert found.place.line == line if new else found.place.line < line


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("word/claim-respons.docx", "claim-response.docx"),
        ("word/dinn.docx", "din.docx"),
        ("pdf/documents.html", "document.html"),
        ("texts/claim-respons/de.md", "claim-response"),
        ("catalogue/dutys.yaml", "duties"),
    ],
)
def test_a_name_that_nothing_asks_for(name: str, near: str, tmp_path: Path) -> None:
    sources = {
        ".docx": "word/din.docx",
        ".html": "pdf/document.html",
        ".md": "texts/claim-response/de.md",
        ".yaml": "catalogue/duties.yaml",
    }
    path = built_in(tmp_path, sources[Path(name).suffix])
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    path.rename(tmp_path / name)
    found = only(tmp_path)
    assert found.code == "template-unused"
    assert near in found.cure


def test_word_files_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    (tmp_path / "word" / "din.dotx").write_bytes(b"x")
    assert ".docx" in only(tmp_path).cure


def test_comments_are_left_alone(tmp_path: Path) -> None:
    word(tmp_path, "{# {{ data.nothing }} #}", "{{ data.organisation.name }}{# {% if %} #}")
    assert check(tmp_path) == []


def test_no_templates_at_all(tmp_path: Path) -> None:
    assert only(tmp_path).code == "no-templates"


# the command


def test_the_command_tells_all_in_one_run(tmp_path: Path) -> None:
    word(tmp_path, "{{ data.nubmer }}", "{% if data.goodwill %}")
    html(tmp_path, "{{ data.dat }}")
    done = CliRunner().invoke(main, ["templates", "check", str(tmp_path)])
    assert done.exit_code == 1
    for part in ("data.nubmer", "not closed", "data.dat", "Did you mean 'number'"):
        assert part in done.output
    assert "Traceback" not in done.output


def test_the_command_says_that_all_is_well(tmp_path: Path) -> None:
    word(tmp_path, "{{ data.organisation.name }}")
    done = CliRunner().invoke(
        main, ["templates", "check", str(tmp_path), "--kind", "claim-response"]
    )
    # What stands for Word alone is told: the PDF would look otherwise.
    (note, last) = done.output.strip().splitlines()
    assert (done.exit_code, last) == (0, f"{tmp_path}: no errors")
    assert ": note: " in note
    wrong = CliRunner().invoke(main, ["templates", "check", str(tmp_path), "--kind", "claims"])
    assert wrong.exit_code == 2
    assert "claim-response" in wrong.output


def test_a_file_that_is_no_word_file(tmp_path: Path) -> None:
    path = word(tmp_path, "x")
    path.write_bytes(b"no zip")
    assert only(tmp_path).code == "word-template"


def test_a_part_that_is_no_xml(tmp_path: Path) -> None:
    def broken(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = b"<w:styles"

    changed(word(tmp_path, "x"), broken)
    assert only(tmp_path).code == "word-template-xml"

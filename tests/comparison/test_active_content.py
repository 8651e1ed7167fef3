"""What a returned file fetches, starts or carries is told, by whatever mark it goes."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from aftersales_docs.comparison import Change, compare
from tests.insertion.hosts import changed, saved

_DOCUMENT = "word/document.xml"
_RELS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"


def _file() -> bytes:
    document = docx.Document()
    document.add_paragraph("The warranty period is 36 months.")
    document.sections[0].header.paragraphs[0].text = "Contract"
    return saved(document)


FILE = _file()


def _found(returned: bytes) -> tuple[Change, ...]:
    assert compare(returned, returned).changes == ()
    return compare(FILE, returned).changes


def _field(code: str, *, result: str = "", whole: bool = True) -> str:
    if not whole:
        return f'<w:fldSimple w:instr="{code}"/>'
    runs = [
        '<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
        f'<w:instrText xml:space="preserve">{code[:3]}</w:instrText>',
        f'<w:instrText xml:space="preserve">{code[3:]}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>" if result else "",
        '<w:fldChar w:fldCharType="end"/>',
    ]
    return "".join(f"<w:r>{run}</w:r>" for run in runs if run)


def _with_body(xml: str) -> bytes:
    paragraph = f"<w:p>{xml}</w:p><w:sectPr".encode()
    return changed(FILE, {_DOCUMENT: lambda part: part.replace(b"<w:sectPr", paragraph, 1)})


FIELDS = (
    'INCLUDETEXT "http://evil.example/x.docx"',
    'INCLUDEPICTURE "http://evil.example/x.png"',
    'DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"',
    "DDE a b",
    'LINK Excel.Sheet.12 "c:\\\\x.xlsx"',
    'DATABASE \\d "x"',
    "MACROBUTTON Run x",
    "AUTOTEXT x",
    "DOCVARIABLE x",
    'ASK x "y"',
    'FILLIN "y"',
    'IMPORT "x"',
    'PRINT "x"',
)


@pytest.mark.parametrize("code", FIELDS)
@pytest.mark.parametrize("whole", [True, False])
def test_fields_that_reach_beyond_the_document(code: str, whole: bool) -> None:
    found = _found(_with_body(_field(code.replace('"', "&quot;"), whole=whole)))
    assert [(one.kind, one.silent) for one in found] == [("field", True)]
    assert found[0].new == " ".join(code.split())
    assert found[0].notes == ("a field that fetches, starts or asks something",)


@pytest.mark.parametrize(
    "code", ["REF _Ref1 \\h", "TITLE", "TOC \\o", "DOCPROPERTY Company", "= 3"]
)
def test_fields_that_show_nothing_yet(code: str) -> None:
    found = _found(_with_body(_field(code)))
    assert [one.notes for one in found] == [("a field that shows nothing until Word fills it",)]


@pytest.mark.parametrize("code", ["TC x", "XE x", "SET x y"])
def test_marks_that_never_show_anything_are_no_change(code: str) -> None:
    assert _found(_with_body(_field(code))) == ()


def test_the_same_words_from_another_place() -> None:
    first = _with_body(_field("INCLUDETEXT &quot;a.docx&quot;", result="words"))
    second = _with_body(_field("INCLUDETEXT &quot;b.docx&quot;", result="words"))
    assert [one.new for one in compare(first, second).changes] == ['INCLUDETEXT "b.docx"']


def test_fields_in_headers_and_in_fields() -> None:
    inner = _field('INCLUDETEXT "x"').replace('"x"', "&quot;x&quot;")
    for name in ("word/header1.xml", _DOCUMENT):
        nested = _field("QUOTE a", result="QUOTED").replace(
            "<w:t>QUOTED</w:t></w:r>", "<w:t></w:t></w:r>" + inner
        )
        end = b"</w:hdr>" if "header" in name else b"<w:sectPr"
        xml = f"<w:p>{nested}</w:p>".encode()
        returned = changed(FILE, {name: lambda part, e=end, x=xml: part.replace(e, x + e, 1)})
        assert 'INCLUDETEXT "x"' in {one.new for one in _found(returned)}


def test_a_field_is_told_where_another_part_had_it_before() -> None:
    """What an untouched header holds stands for nothing in the body."""
    field = f"<w:p>{_field('DDE a b')}</w:p>".encode()
    header = {"word/header1.xml": lambda part: part.replace(b"</w:hdr>", field + b"</w:hdr>")}
    issued = changed(FILE, header)
    body = {_DOCUMENT: lambda part: part.replace(b"<w:sectPr", field + b"<w:sectPr", 1)}
    one_more = compare(issued, changed(issued, body)).changes
    assert [one.new for one in one_more if one.kind == "field"] == ["DDE a b"]
    moved = compare(issued, changed(FILE, body)).changes
    assert not [one for one in moved if one.kind == "field"]


def _with_part(name: str, kind: str = "", relationship: str = "", extension: str = "") -> bytes:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(FILE)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = b"\x00program"
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/{name}" ContentType="{kind}"/>' if kind else ""
    default = f'<Default Extension="{extension}" ContentType="{kind}"/>' if extension else ""
    types = types.replace("</Types>", f"{default or override}</Types>")
    parts["[Content_Types].xml"] = types.encode()
    if relationship:
        target = f'<Relationship Id="rIdX" Type="{relationship}" Target="/{name}"/>'
        rels = parts[_RELS].decode().replace("</Relationships>", f"{target}</Relationships>")
        parts[_RELS] = rels.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("returned", "what"),
    [
        (_with_part("word/vbaProject.bin"), "macros"),
        (_with_part("word/VBAPROJECT.BIN"), "macros"),
        (_with_part("word/x.dat", "application/vnd.ms-office.vbaProject"), "macros"),
        (
            _with_part("word/x.dat", "application/vnd.ms-office.vbaProject", extension="dat"),
            "macros",
        ),
        (_with_part("word/x.dat", relationship=f"{_MICROSOFT}/vbaProject"), "macros"),
        (
            _with_part("word/x.dat", relationship=f"{_MICROSOFT}/keyMapCustomizations"),
            "key assignments to macros",
        ),
        (_with_part("customUI/customUI.xml"), "commands for Word's own window (customUI)"),
        (
            _with_part("ui.dat", relationship=f"{_MICROSOFT}/ui/extensibility"),
            "commands for Word's own window (customUI)",
        ),
        (_with_part("word/activeX/activeX1.bin"), "an ActiveX control"),
        (_with_part("word/x.dat", "application/vnd.ms-office.activeX+xml"), "an ActiveX control"),
        (_with_part("word/x.dat", relationship=f"{_OFFICE}/control"), "an ActiveX control"),
        (
            _with_part("word/x.dat", relationship=f"{_OFFICE}/oleObject"),
            "an embedded object (OLE)",
        ),
        (_with_part("word/x.dat", relationship=f"{_OFFICE}/package"), "an embedded file"),
        (
            _with_part("word/x.dat", relationship=f"{_OFFICE}/aFChunk"),
            "another file that Word takes in (altChunk)",
        ),
        (
            _with_part("word/x.dat", relationship=f"{_OFFICE}/attachedTemplate"),
            "an attached template, which Word loads",
        ),
        (_with_part("word/webextensions/webextension1.xml"), "an add-in that Word would load"),
    ],
)
def test_parts_that_are_programs_or_other_files(returned: bytes, what: str) -> None:
    notes = [note for one in _found(returned) for note in one.notes]
    assert f"added: {what}" in notes
    gone = [note for one in compare(returned, FILE).changes for note in one.notes]
    assert f"gone: {what}" in gone


@pytest.mark.parametrize(
    ("mode", "target"),
    [
        ('TargetMode="External"', "x.docx"),
        ('TargetMode="external"', "y.docx"),
        ("", "http://evil.example/x.png"),
        ("", "\\\\evil\\x.png"),
        ("", "file:///c:/x"),
    ],
)
def test_what_is_fetched_from_elsewhere(mode: str, target: str) -> None:
    link = f'<Relationship Id="rIdX" Type="{_OFFICE}/image" Target="{target}" {mode}/>'.encode()
    end = b"</Relationships>"
    returned = changed(FILE, {_RELS: lambda part: part.replace(end, link + end)})
    assert target in {one.new for one in _found(returned)}


def test_a_picture_that_leads_elsewhere() -> None:
    link = (
        f'<Relationship Id="rIdX" Type="{_OFFICE}/hyperlink" Target="http://evil.example"'
        ' TargetMode="External"/>'
    ).encode()
    end = b"</Relationships>"
    drawing = (
        '<w:r><w:drawing><a:hlinkClick xmlns:a="urn:a" r:id="rIdX"'
        f' xmlns:r="{_OFFICE}"/></w:drawing></w:r>'
    )
    returned = changed(_with_body(drawing), {_RELS: lambda part: part.replace(end, link + end)})
    assert "http://evil.example" in {one.new for one in _found(returned)}


@pytest.mark.parametrize(
    ("xml", "note"),
    [
        ("<w:altChunk/>", "another document, shown in this place"),
        (
            "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr></w:sdt>",
            "a content control whose words come from data in the file",
        ),
        ("<w:r><w:object><w:control/></w:object></w:r>", "a control that can run a program"),
    ],
)
def test_content_that_is_no_text_is_told_in_headers_too(xml: str, note: str) -> None:
    end = b"</w:hdr>"
    inner = xml if xml.startswith("<w:altChunk") else f"<w:p>{xml}</w:p>"
    returned = changed(
        FILE, {"word/header1.xml": lambda part: part.replace(end, inner.encode() + end)}
    )
    assert f"added: {note}" in {one for change in _found(returned) for one in change.notes}

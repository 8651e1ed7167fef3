"""What a template of others may not do, and that rendering with it always comes to an end."""

from __future__ import annotations

import io
import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aftersales_docs import compose, load, sandbox, write
from aftersales_docs.cli import main
from aftersales_docs.errors import LibraryError
from aftersales_docs.sandbox import process as client
from aftersales_docs.template_check.check import check
from tests.reading import docx_lines
from tests.template_check.making import (
    ANSWER,
    COMPLETE,
    built_in,
    changed,
    html,
    png,
    rendered,
    replaced,
    saved,
    word,
)

pytestmark = pytest.mark.slow

ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ data['__class__'] }}",
    "{{ data._source }}",
    "{{ data|attr('_source') }}",
    "{{ data.model_dump() }}",
    "{{ data.names() }}",
    "{{ meta.__init__.__globals__ }}",
    "{{ '{0.__class__}'.format(data) }}",
    "{{ '{0.__class__}'.format_map(data) }}",
    "{{ '%s'|format(data) }}",
    "{{ data['_source'] }}",
    "{{ [data]|map(attribute='_source')|first }}",
    "{{ ([data]|sort(attribute='__class__.__name__'))|length }}",
    "{{ self.__init__ }}",
    "{{ cycler.__init__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ range.__self__ }}",
    "{% for x in data.remedies %}{{ loop.__class__ }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends '/etc/passwd' %}",
    "{% autoescape false %}{{ data.claim.defect }}{% endautoescape %}",
    "{{ data.claim.defect|safe }}",
]


@pytest.mark.parametrize("tag", ESCAPES)
@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_there_is_no_way_out_of_the_sandbox(tag: str, format_: str, tmp_path: Path) -> None:
    word(tmp_path, tag)
    html(tmp_path, tag)
    with pytest.raises(LibraryError) as caught:
        rendered(tmp_path, format_)
    place = "paragraph 1: “" if format_ == "docx" else "claim-response.html:2"
    assert place in str(caught.value)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__ }}",
        "{{ organisation.__class__ }}",
        "{{ organisation['__class__'] }}",
        "{{ organisation|attr('__class__') }}",
        "{{ [organisation]|map(attribute='__class__')|first }}",
        "{{ '{0.__class__}'.format(organisation) }}",
        "{{ organisation.model_dump() }}",
        "{{ law.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% import '/etc/passwd' as x %}",
    ],
)
def test_there_is_no_way_out_of_a_text(tag: str, tmp_path: Path) -> None:
    path = built_in(tmp_path, "texts/claim-response/de.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("**{{ organisation.name }}**", tag, 1), encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        compose(load(ANSWER), tmp_path)
    assert str(path) in str(caught.value)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that tests can wait for."""
    limits = sandbox.Limits(seconds=2, waiting=20, memory=2**30)
    monkeypatch.setattr(client, "LIMITS", dict.fromkeys(client.LIMITS, limits))


ENDLESS = {
    "a long range": "{% for i in range(10**12) %}x{% endfor %}",
    "loops in loops": "{% for i in range(9999) %}{% for j in range(9999) %}"
    "{% for k in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    "much text": "{% for i in range(9999) %}{% for j in range(9999) %}much text, and more of it "
    "{% endfor %}{% endfor %}",
    "text times": "{{ 'x' * 10**10 }}",
    "power": "{{ 9**9**9**9 }}",
    "doubling": "{% set n = namespace(t='xxxxxxxx') %}{% for i in range(60) %}"
    "{% set n.t = n.t ~ n.t %}{% endfor %}{{ n.t }}",
    "a macro of itself": "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}",
    "two macros of each other": "{% macro a(x) %}{{ b(x) }}{{ b(x) }}{% endmacro %}"
    "{% macro b(x) %}{{ a(x) }}{% endmacro %}{{ a(1) }}",
    "a large list": "{{ range(9999)|batch(10**9, 'x')|list|length }}",
}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("tag", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("format_", ["docx", pytest.param("pdf", marks=pytest.mark.slow)])
def test_what_has_no_end_is_stopped(tag: str, format_: str, tmp_path: Path) -> None:
    word(tmp_path, tag)
    html(tmp_path, tag)
    begun = time.monotonic()
    with pytest.raises(LibraryError) as caught:
        rendered(tmp_path, format_)
    assert time.monotonic() - begun < 20
    assert "Traceback" not in str(caught.value)
    assert rendered(None, "docx")  # The next document is made as if nothing had been.


@pytest.mark.usefixtures("short")
def test_an_own_text_without_end_is_stopped(tmp_path: Path) -> None:
    path = built_in(tmp_path, "texts/claim-response/de.md")
    text = path.read_text(encoding="utf-8")
    loops = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    path.write_text(
        text.replace("{{ notes }}", f"{loops}{{{{ notes }}}}").replace(
            'when="notes"', 'when="contact"'
        ),
        encoding="utf-8",
    )
    with pytest.raises(LibraryError, match="2 seconds"):
        compose(load(ANSWER), tmp_path)


@pytest.mark.usefixtures("short")
def test_a_page_that_nests_too_deeply(tmp_path: Path) -> None:
    html(tmp_path, "<div>" * 30_000)
    with pytest.raises(LibraryError):
        rendered(tmp_path, "pdf")


def test_the_command_says_why_it_stopped(tmp_path: Path, short: None) -> None:
    word(tmp_path, ENDLESS["loops in loops"])
    done = CliRunner().invoke(
        main,
        [
            "render",
            str(ANSWER),
            "--template",
            str(tmp_path),
            "-f",
            "docx",
            "-o",
            str(tmp_path / "out"),
        ],
    )
    assert done.exit_code == 1
    assert "took more than 2 seconds and was stopped" in done.output
    assert not list((tmp_path / "out").glob("*"))


# what a Word file may hold

FIELD = (
    '<w:p {ns}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{one}</w:instrText>'
    "</w:r><w:r><w:instrText>{two}</w:instrText></w:r><w:r>"
    '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def with_xml(folder: Path, xml: str, *lines: str) -> Path:
    document = docx.Document()
    for line in lines or ("{{ data.number }}",):
        document.add_paragraph(line)
    document.element.body.insert(0, parse_xml(xml))
    return saved(document, folder)


def with_relation(folder: Path, kind: str, target: str, mode: str = "External") -> Path:
    path = word(folder, "x")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relation = (
        f'<Relationship Id="rIdX" Type="{base}{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    )
    return replaced(path, "</Relationships>", relation, "word/_rels/document.xml.rels")


def with_part(folder: Path, name: str, content: bytes = b"x") -> Path:
    def add(parts: dict[str, bytes]) -> None:
        parts[name] = content

    return changed(word(folder, "x"), add)


def field(one: str, two: str = "") -> Callable[[Path], Path]:
    return lambda folder: with_xml(folder, FIELD.format(ns=nsdecls("w"), one=one, two=two))


def many_parts(folder: Path) -> Path:
    def add(parts: dict[str, bytes]) -> None:
        parts |= {f"word/media/{number}.bin": b"" for number in range(3000)}

    return changed(word(folder, "x"), add)


def doctype(folder: Path) -> Path:
    return replaced(word(folder, "x"), "<w:document", '<!DOCTYPE a [<!ENTITY b "c">]><w:document')


WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def macro_type(folder: Path) -> Path:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    kind = f"{WORDPROCESSING}document.main+xml"
    return replaced(word(folder, "x"), kind, macro, "[Content_Types].xml")


def main_type(folder: Path, kind: str) -> Path:
    return replaced(word(folder, "x"), "document.main", kind, "[Content_Types].xml")


INCLUDED = '<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;http://127.0.0.1:9/x.docx&quot;"/></w:p>'


def hidden_header(folder: Path, body: str = INCLUDED) -> Path:
    """A header that is called otherwise: Word finds it by its type and relationship."""
    path = with_relation(folder, "header", "header1.dat", "Internal")
    override = f'<Override PartName="/word/header1.dat" ContentType="{WORDPROCESSING}header+xml"/>'
    replaced(path, "</Types>", f"{override}</Types>", "[Content_Types].xml")

    def add(parts: dict[str, bytes]) -> None:
        parts["word/header1.dat"] = f"<w:hdr {nsdecls('w')}>{body}</w:hdr>".encode()

    return changed(path, add)


def picture_as_header(folder: Path) -> Path:
    path = with_relation(folder, "header", "media/a.jpeg", "Internal")

    def add(parts: dict[str, bytes]) -> None:
        parts["word/media/a.jpeg"] = f"<w:hdr {nsdecls('w')}>{INCLUDED}</w:hdr>".encode()

    return changed(path, add)


def capital_relations(folder: Path) -> Path:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/image" Target="http://127.0.0.1:9/a.png" TargetMode="External"/>'
        "</Relationships>"
    )
    return with_part(folder, "word/_rels/styles.xml.RELS", relations.encode())


def strict(folder: Path) -> Path:
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return replaced(
        word(folder, "x"),
        f'xmlns:w="{transitional}"',
        'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"',
    )


def deleted_field(folder: Path) -> Path:
    return with_xml(
        folder,
        (
            f'<w:p {nsdecls("w")}><w:del w:id="1" w:author="a"><w:r><w:fldChar '
            'w:fldCharType="begin"/><w:delInstrText>INCLUDETEXT "x"</w:delInstrText>'
            '<w:fldChar w:fldCharType="end"/></w:r></w:del></w:p>'
        ),
    )


def bomb(folder: Path) -> Path:
    return with_part(folder, "word/media/bomb.bin", b"\0" * (65 * 2**20))


ACTIVE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "remote picture": (
        lambda f: with_relation(f, "image", "https://x.example/a.png"),
        "from elsewhere",
    ),
    "file picture": (lambda f: with_relation(f, "image", "file:///etc/passwd"), "from elsewhere"),
    "share": (lambda f: with_relation(f, "image", "\\\\server\\a.png"), "from elsewhere"),
    "link to a file": (
        lambda f: with_relation(f, "hyperlink", "file:///etc/passwd"),
        "a link that is none of http",
    ),
    "link to a script": (
        lambda f: with_relation(f, "hyperlink", "javascript:app.alert(1)"),
        "a link that is none of http",
    ),
    "unknown relation": (
        lambda f: with_relation(f, "strangeThing", "styles.xml", "Internal"),
        "unknown kind, strangeThing",
    ),
    "relation in capitals": (
        lambda f: with_relation(f, "AttachedTemplate", "x"),
        "attached template",
    ),
    "external in capitals": (
        lambda f: with_relation(f, "image", "//x/a.png", "EXTERNAL"),
        "from elsewhere",
    ),
    "a part that is not there": (
        lambda f: with_relation(f, "header", "h.xml", "Internal"),
        "leads to no part",
    ),
    "a header that is a picture": (picture_as_header, "does not fit its use"),
    "a header by another name": (hidden_header, "INCLUDETEXT"),
    "harmless header by another name": (
        lambda f: hidden_header(f, "<w:p/>"),
        "name does not fit its kind",
    ),
    "relations in capitals": (capital_relations, "from elsewhere"),
    "two names in two cases": (lambda f: with_part(f, "word/DOCUMENT.xml"), "not a Word file"),
    "a part of unknown kind": (lambda f: with_part(f, "word/media/a.dat"), "without a type"),
    "a Word template": (lambda f: main_type(f, "template.main"), ".dotx"),
    "Strict": (strict, "Strict Open XML"),
    "attached template": (
        lambda f: with_relation(f, "attachedTemplate", "https://x.example/t"),
        "attached template",
    ),
    "altChunk relation": (lambda f: with_relation(f, "aFChunk", "a.html", "Internal"), "altChunk"),
    "altChunk": (lambda f: with_xml(f, f"<w:altChunk {nsdecls('w')}/>"), "altChunk"),
    "OLE": (lambda f: with_xml(f, f"<w:p {nsdecls('w')}><w:r><w:object/></w:r></w:p>"), "OLE"),
    "OLE relation": (
        lambda f: with_relation(f, "oleObject", "embeddings/a.bin", "Internal"),
        "OLE",
    ),
    "embedded file": (lambda f: with_part(f, "word/embeddings/a.xlsx"), "embedded file"),
    "macros": (lambda f: with_part(f, "word/vbaProject.bin"), "macros"),
    "macro type": (macro_type, "macros"),
    "ActiveX": (lambda f: with_part(f, "word/activeX/activeX1.bin"), "ActiveX"),
    "sub-document": (lambda f: with_relation(f, "subDocument", "b.docx"), "sub-document"),
    "INCLUDEPICTURE": (field(' INCLUDEPICTURE "https://x.example/a.png" '), "INCLUDEPICTURE"),
    "torn INCLUDETEXT": (field(" INCLUDE", 'TEXT "c:/a.docx" '), "INCLUDETEXT"),
    "deleted INCLUDETEXT": (deleted_field, "INCLUDETEXT"),
    "a field that hides its name": (field(' "INCLUDETEXT" "c:/a.docx" '), "the field"),
    "link in a field": (field(' HYPERLINK "file://evil.example/x" '), "a link that is none"),
    "share in a field": (field(" HYPERLINK \\\\\\\\evil\\\\x "), "a link that is none"),
    "link in a field, in parts": (field(" HYPERLINK ", '"javascript:x" '), "a link that is none"),
    "link by a switch": (field(' HYPERLINK \\\\o "tip" "file:///x" '), "a link that is none"),
    "link in a drawing": (
        lambda f: with_xml(
            f,
            f'<w:p {nsdecls("w")}><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
            'href="file:///x"/></w:pict></w:r></w:p>',
        ),
        "a link that is none",
    ),
    "DDEAUTO": (field(" ddeauto excel a b "), "DDEAUTO"),
    "simple field": (
        lambda f: with_xml(
            f, f'<w:p {nsdecls("w")}><w:fldSimple w:instr="LINK Excel.Sheet a"/></w:p>'
        ),
        "LINK",
    ),
    "tag in a field": (field(" REF {{ data.number }} "), "code of a field"),
    "entities": (doctype, "entities"),
    "zip bomb": (bomb, "64 MB"),
    "many parts": (many_parts, "2000 parts"),
    "large picture": (lambda f: with_part(f, "word/media/a.png", png(9000, 5000)), "pixels"),
    "heavy picture": (lambda f: with_part(f, "word/media/a.png", os.urandom(13 * 2**20)), "12 MB"),
    "path": (lambda f: with_part(f, "../../evil.xml"), "not a Word file"),
}


@pytest.mark.parametrize(("make", "message"), ACTIVE.values(), ids=ACTIVE)
def test_a_word_file_with_what_is_active_is_refused(
    make: Callable[[Path], Path], message: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    for work in (lambda: rendered(tmp_path, "docx"), lambda: _checked(tmp_path)):
        with pytest.raises(LibraryError) as caught:
            work()
        assert message in str(caught.value)
        assert str(path) in str(caught.value)


def _checked(folder: Path) -> None:
    raise LibraryError(check(folder))


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (OLE, "an old Word file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password"),
        (b"PK\x03\x04 cut off", "damaged or was cut off"),
        (b"%PDF-1.7 ...", "this is a PDF file"),
        (b"just words", "this is a text file"),
        (b"{\\rtf1 x}", "Rich Text"),
        (b"", "not a Word file"),
    ],
)
def test_a_file_that_is_no_word_file_is_told_as_what_it_is(
    content: bytes, message: str, tmp_path: Path
) -> None:
    path = word(tmp_path, "x")
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=message):
        rendered(tmp_path, "docx")
    assert any(message in one.message for one in check(tmp_path))


def test_an_ordinary_link_and_ordinary_fields_stay(tmp_path: Path) -> None:
    linked, counted = tmp_path / "linked", tmp_path / "counted"
    with_relation(linked, "hyperlink", "https://nordwerk.example")
    assert rendered(linked, "docx")
    with_xml(counted, FIELD.format(ns=nsdecls("w"), one=" PAGE ", two=""), *COMPLETE)
    with zipfile.ZipFile(io.BytesIO(rendered(counted, "docx"))) as archive:
        assert b"PAGE" in archive.read("word/document.xml")


# files and network


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    http = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}", asked
    http.shutdown()
    http.server_close()


STOPPED = (
    "may only load|million pixels|is not there|SVG|lies elsewhere|lies outside|may not attach|"
    "leads out of the folder"
)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{url}/a.png" alt="">',
        '<img src="file:///etc/hostname" alt="">',
        '<img src="../../secret.png" alt="">',
        '<img src="link.png" alt="">',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<img src="huge.png" alt="">',
        '<img src="missing.png" alt="">',
        '<link rel="stylesheet" href="{url}/a.css">',
        "<style>@import '{url}/a.css';</style>",
        "<style>@font-face {{ font-family: x; src: url({url}/a.ttf) }} p {{ font-family: x }}"
        "</style>",
        "<style>p {{ background: url({url}/a.png) }}</style>",
        '<svg width="9" height="9"><image href="{url}/a.png" width="9" height="9"/></svg>',
        '<object data="{url}/a.svg"></object>',
        '<link rel="attachment" href="{url}/a.txt">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<p><a rel="attachment" href="file:///etc/hostname">a</a></p>',
    ],
)
def test_a_page_loads_nothing_from_elsewhere(
    markup: str, server: tuple[str, list[str]], tmp_path: Path
) -> None:
    url, asked = server
    own = tmp_path / "own"
    html(own, markup.format(url=url))
    (tmp_path / "secret.png").write_bytes(png())
    if "link.png" in markup:
        (own / "pdf" / "link.png").symlink_to(tmp_path / "secret.png")
    (own / "pdf" / "huge.png").write_bytes(png(9000, 5000))
    with pytest.raises(LibraryError, match=STOPPED):
        rendered(own, "pdf")
    assert asked == []


def test_the_guarded_process_reaches_no_network(server: tuple[str, list[str]]) -> None:
    url, asked = server
    with pytest.raises(LibraryError, match="can't be made"):
        sandbox.run(_fetch, url)
    assert asked == []


def _fetch(url: str) -> bytes:
    import socket

    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        return connection.recv(10)


# values are text


def test_values_are_text_and_nothing_else(tmp_path: Path) -> None:
    word(tmp_path, "{{ data.claim.defect }}")
    html(tmp_path, "<p>{{ data.claim.defect }}</p>")
    evil = '</w:t><b>&amp; {{ 7*7 }} {% for %} " <script>'
    data = load(ANSWER)
    claim = data.model.claim.model_copy(update={"defect": evil})  # type: ignore[attr-defined]
    model = data.model.model_copy(update={"claim": claim})
    from dataclasses import replace

    changed_data = replace(data, model=model)
    document = compose(changed_data, tmp_path)
    content = write(document, "docx", own_templates=tmp_path, data=changed_data)
    assert docx_lines(content)[0] == evil
    from tests.reading import pdf_words

    page = write(document, "pdf", own_templates=tmp_path, data=changed_data)
    assert evil in pdf_words(page)

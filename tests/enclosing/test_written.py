"""Logos and enclosures in the finished files: where they stand, what they say, same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from aftersales_docs import api
from aftersales_docs.embedding.manifest import read_manifest
from aftersales_docs.enclosing.pdf_file import pages_of
from aftersales_docs.errors import DataError
from aftersales_docs.pdf import ENGINES, Engine
from aftersales_docs.resources import data_root
from tests.enclosing.files import MAKER, SVG, drawn, jpeg, paper, png
from tests.enclosing.test_reading import LETTER, saved, with_logo
from tests.inputs import LANGS
from tests.pdf.parts import table_attributes

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SAMPLES = data_root() / "samples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "b.png").write_bytes(png(drawn()))
    (tmp_path / "logo.svg").write_text(SVG)
    (tmp_path / "logo.png").write_bytes(png(drawn(60, 20, "RGBA")))
    (tmp_path / "p.pdf").write_bytes(paper())
    return tmp_path


def full(lang: str = "de", logo: Any = "logo.svg", pdf: bool = True) -> dict[str, Any]:
    enclosures: list[Any] = [
        "receipt",
        {"title": "crack", "file": "a.jpg", "alt": "A crack"},
        {"title": "front", "file": "a.jpg", "per_page": 2},
        {"title": "back", "file": "b.png", "per_page": 2},
    ]
    if pdf:
        enclosures.append({"title": "report", "file": "p.pdf"})
    organisation = {**LETTER["organisation"], "logo": logo}
    return LETTER | {"lang": lang, "enclosures": enclosures, "organisation": organisation}


def pdf_of(folder: Path, data: dict[str, Any], engine: Engine | None = None) -> bytes:
    return api.write(api.compose(api.load(saved(folder, data))), "pdf", pdf_engine=engine)


def docx_of(folder: Path, data: dict[str, Any]) -> bytes:
    return api.write(api.compose(api.load(saved(folder, data))), "docx")


def figures(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        kids = one.get("/K")
        for kid in reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids]):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                waiting.append(kid)
        if str(one.get("/S")) == "/Figure":
            yield one


def box_of(figure: Any) -> Any:
    """Where a picture stands, by its attributes: one writer has a list of them."""
    return (figure.A[0] if isinstance(figure.A, pikepdf.Array) else figure.A).BBox


@pytest.mark.wide
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", api.FORMATS)
def test_the_same_input_gives_the_same_bytes(folder: Path, lang: str, format_: api.Format) -> None:
    data = full(lang, {"file": "logo.svg", "pages": "all"})
    written = [api.write(api.compose(api.load(saved(folder, data))), format_) for _ in range(2)]
    assert written[0] == written[1]
    assert MAKER.encode() not in written[0]


@pytest.mark.parametrize("logo", ["logo.svg", "logo.png", "a.jpg"])
@pytest.mark.parametrize("engine", ENGINES)
def test_pictures_in_a_pdf_say_what_they_show_and_where_they_stand(
    folder: Path, engine: Engine, logo: str
) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(folder, full(logo=logo, pdf=False), engine))) as pdf:
        found = list(figures(pdf))
        assert [str(one.Alt) for one in found] == [
            "Logo von Volgopribor",
            "A crack",
            "front",
            "back",
        ]
        for one in found:
            left, bottom, right, top = (float(side) for side in box_of(one))
            assert 0 <= left < right <= 596
            assert 0 <= bottom < top <= 842
        # The logo stands in the upper part of its page, in points from below.
        assert float(box_of(found[0])[3]) > 700
        pages = [pdf.pages.index(pikepdf.Page(one.Pg)) for one in found]
        assert pages == [0, 1, 2, 2]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_picture_is_smoothed_or_in_colours_of_a_press(folder: Path, engine: Engine) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(folder, full(logo="logo.png"), engine))) as pdf:
        pictures = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        assert len(pictures) >= 3
        for one in pictures:
            assert one.get("/Interpolate", False) is False
            if isinstance(one.ColorSpace, pikepdf.Array):
                sort, profile = one.ColorSpace
                assert (sort, profile.N in {1, 3}) == ("/ICCBased", True)
            else:
                assert one.ColorSpace in {"/DeviceRGB", "/DeviceGray"}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_svg_stays_vectors_in_the_pdf(folder: Path, engine: Engine) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(folder, with_logo("logo.svg"), engine))) as pdf:
        assert not [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        assert [str(one.Alt) for one in figures(pdf)] == ["Logo von Nordwerk GmbH"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_logo_of_later_pages_is_no_news_to_a_reading_aid(folder: Path, engine: Engine) -> None:
    once = pdf_of(folder, with_logo("logo.png"), engine)
    always = pdf_of(folder, with_logo({"file": "logo.png", "pages": "all"}), engine)
    shown = []
    for content in (once, always):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(list(figures(pdf))) == 1
            shown.append(
                [
                    sum(str(op) == "Do" for _, op in pikepdf.parse_content_stream(page))
                    for page in pdf.pages
                ]
            )
    assert shown[0] == [1] + [0] * (len(shown[0]) - 1)
    assert shown[1] == [1] * len(shown[0])


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_picture_of_a_word_file_is_found_and_described(folder: Path) -> None:
    parts = parts_of(docx_of(folder, full(logo={"file": "logo.svg", "pages": "all"})))
    numbers = []
    for name, content in parts.items():
        if not name.endswith(".xml") or b"a:blip" not in content:
            continue
        relations = etree.fromstring(parts[re.sub(r"([^/]+)$", r"_rels/\1.rels", name)])
        targets = {one.get("Id"): one.get("Target") for one in relations}
        root = etree.fromstring(content)
        for blip in root.iter(f"{_A}blip"):
            target = f"word/{targets[blip.get(f'{_R}embed')]}"
            assert target in parts
            assert parts[target][:4] in {b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xdb"}
        for properties in root.iter(f"{_WP}docPr"):
            assert properties.get("descr")
            numbers.append(properties.get("id"))
    assert len(numbers) == len(set(numbers)) == 5
    types = parts["[Content_Types].xml"].decode()
    assert 'Extension="png"' in types
    assert 'Extension="jpeg"' in types
    assert sum(name.startswith("word/media/picture") for name in parts) == 3, (
        "a picture is kept once"
    )


@pytest.mark.parametrize("law", ["de", "ru"])
def test_the_first_page_keeps_its_foot_where_later_ones_have_the_logo(
    folder: Path, law: str
) -> None:
    data = with_logo({"file": "logo.png", "pages": "all"}) | {"law": law}
    for name in ("works_council", "pay_grade"):
        data.pop(name)
    parts = parts_of(docx_of(folder, data))
    document = etree.fromstring(parts["word/document.xml"])
    (section,) = document.iter(f"{_W}sectPr")
    assert section.find(f"{_W}titlePg") is not None
    heads = {
        one.get(f"{_W}type"): one.get(f"{_R}id") for one in section.iter(f"{_W}headerReference")
    }
    feet = {
        one.get(f"{_W}type"): one.get(f"{_R}id") for one in section.iter(f"{_W}footerReference")
    }
    if law == "de":
        assert set(heads) == {"default", "first"}
        assert feet["first"] == feet["default"]
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    head = next(one.get("Target") for one in relations if one.get("Id") == heads["default"])
    assert b"rIdLogo" in parts[f"word/{head}"]
    order = [etree.QName(one).localname for one in section]
    assert order == sorted(order, key=_ORDER.index)


_ORDER = ["headerReference", "footerReference", "pgSz", "pgMar", "titlePg"]


def test_words_of_a_title_are_only_words(folder: Path) -> None:
    title = '</w:t><w:br/> {{ 7*7 }} <b>&amp; "x"'
    data = LETTER | {"enclosures": [{"title": title, "file": "a.jpg"}]}
    xml = parts_of(docx_of(folder, data))["word/document.xml"]
    root = etree.fromstring(xml)
    assert title in {one.get("descr") for one in root.iter(f"{_WP}docPr")}
    assert title in "".join(root.itertext())
    with pikepdf.open(io.BytesIO(pdf_of(folder, data))) as pdf:
        assert title in {str(one.Alt) for one in figures(pdf)}


@pytest.mark.wide
@pytest.mark.parametrize("format_", api.FORMATS)
def test_the_manifest_names_enclosures_by_their_sums(folder: Path, format_: api.Format) -> None:
    content = api.write(api.compose(api.load(saved(folder, full()))), format_)
    told = read_manifest(content, "x")["enclosures"]
    assert [one["original"] for one in told] == [
        hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("a.jpg", "a.jpg", "b.png", "p.pdf")
    ]
    assert told[0]["shown"] != told[0]["original"], "without what the camera told"
    assert told[3]["shown"] == told[3]["original"]
    assert all("jpg" not in json.dumps(one) for one in told)
    if format_ == "docx":
        kept = {
            hashlib.sha256(part).hexdigest()
            for name, part in parts_of(content).items()
            if "media" in name
        }
        assert {one["shown"] for one in told[:3]} <= kept


def test_own_templates_show_logo_and_enclosures_too(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "pdf").mkdir(parents=True)
    sheet = (data_root() / "templates" / "pdf" / "document.css").read_text(encoding="utf-8")
    (own / "pdf" / "document.css").write_text(sheet, encoding="utf-8")
    data = api.load(saved(folder, full()))
    document = api.compose(data, own)
    content = api.write(document, "pdf", own_templates=own, data=data)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 4 + 2
        assert len(list(figures(pdf))) == 4


def test_a_template_for_one_format_alone_is_told(folder: Path, tmp_path: Path) -> None:
    from aftersales_docs.template_check.one_format import one_sided

    own = tmp_path / "own"
    page = ("job-description", "de", "din")
    (own / "word").mkdir(parents=True)
    assert not list(one_sided(own, *page))
    word = (data_root() / "templates" / "word" / "din.docx").read_bytes()
    (own / "word" / "din.docx").write_bytes(word)
    (told,) = one_sided(own, *page)
    assert (told.code, told.values["one"], told.values["other"]) == (
        "one-format-template",
        "Word",
        "PDF",
    )
    assert not list(one_sided(own, "claim-response", "de", "letter-window"))
    (own / "pdf").mkdir()
    (own / "pdf" / "document.css").write_text("p { margin: 0 }")
    assert not list(one_sided(own, *page))
    (told,) = one_sided(own, "claim-response", "de", "letter-window")
    assert told.values["one"] == "PDF"


# ---------------------------------------------------------------- enclosed PDFs


@pytest.mark.parametrize("engine", ENGINES)
def test_an_enclosed_pdf_stands_behind_its_name_with_all_its_tags(
    folder: Path, engine: Engine
) -> None:
    content = pdf_of(folder, full(), engine)
    with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.open(io.BytesIO(paper())) as alone:
        assert len(pdf.pages) == 4 + len(alone.pages)
        root = pdf.Root.StructTreeRoot
        (document,) = list(root.K)
        section = document.K[-1]
        assert (str(section.S), str(section.T), str(section.Lang)) == ("/Sect", "Report", "de-DE")
        _check_parents(pdf)
        mine, theirs = _counted(section), _counted(alone.Root.StructTreeRoot)
        for name in ("/P", "/Table", "/TR", "/TH", "/TD", "/H1", "/H2", "/LI"):
            assert mine.get(name, 0) == theirs.get(name, 0), name
        assert "/Form" not in mine, "fields to sign belong to the file alone"
        names = [str(one.T) for one in pdf.Root.AcroForm.Fields]
        assert names == ["signatory"]


def _counted(tree: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        kids = one.get("/K")
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found[str(kid.S)] = found.get(str(kid.S), 0) + 1
                waiting.append(kid)
    return found


def _check_parents(pdf: pikepdf.Pdf) -> None:
    """Every page, and every link, is in the tree by which tags are looked up; each once."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    keys = [int(key) for key in list(numbers)[::2]]
    assert keys == sorted(set(keys))
    entries = dict(zip(keys, list(numbers)[1::2], strict=True))
    wanted = []
    for page in pdf.pages:
        wanted.append(int(page.obj.StructParents))
        marks = entries[wanted[-1]]
        assert isinstance(marks, pikepdf.Array)
        for mark in marks:
            if isinstance(mark, pikepdf.Dictionary):
                assert mark.Pg.objgen == page.obj.objgen
        for note in page.obj.get("/Annots", ()):
            wanted.append(int(note.StructParent))
            assert str(entries[wanted[-1]].S) in {"/Link", "/Form"}
    assert len(wanted) == len(set(wanted))
    identifiers = pdf.Root.StructTreeRoot.get("/IDTree")
    if identifiers is not None:
        names = [bytes(one) for one in list(identifiers.Kids[0].Names)[::2]]
        assert names == sorted(set(names))


@pytest.mark.parametrize("engine", ENGINES)
def test_two_papers_stand_in_their_order_and_their_cells_find_their_heads(
    folder: Path, engine: Engine
) -> None:
    data = LETTER | {
        "enclosures": [
            {"title": "one", "file": "p.pdf"},
            {"title": "shown", "file": "a.jpg"},
            {"title": "two", "file": "p.pdf"},
        ]
    }
    with pikepdf.open(io.BytesIO(pdf_of(folder, data, engine))) as pdf:
        assert len(pdf.pages) == 1 + 3 + 4
        _check_parents(pdf)
        (document,) = list(pdf.Root.StructTreeRoot.K)
        order = [
            str(kid.T) if kid.S == "/Sect" else "figure"
            for kid in document.K
            if kid.S in {"/Sect", "/Figure"} or _counted(kid).get("/Figure")
        ]
        assert order == ["One", "figure", "Two"]
        identifiers = {
            bytes(one) for one in list(pdf.Root.StructTreeRoot.IDTree.Kids[0].Names)[::2]
        }
        heads = [
            bytes(head)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD"
            for head in table_attributes(item).get("/Headers", ())
        ]
        assert heads
        assert set(heads) <= identifiers


@pytest.mark.parametrize("engine", ENGINES)
def test_what_an_enclosed_pdf_carries_for_itself_stays_behind(
    folder: Path, engine: Engine
) -> None:
    content = pdf_of(folder, full(), engine)
    told = read_manifest(content, "x")
    assert told["kind"] == "claim-response"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert set(pdf.attachments) == {"manifest.json"}
        packet = bytes(pdf.Root.Metadata.read_bytes())
        assert b"pdfuaid" in packet
        assert "/Filter" not in pdf.Root.Metadata


def spoilt(change: Any) -> bytes:
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def _action(**entries: Any) -> Any:
    return lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary(**entries))


def _noted(**entries: Any) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **entries)
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])

    return change


def _signed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[0].V = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig))


def _without_font(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def _metadata(old: bytes, new: bytes) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = bytes(pdf.Root.Metadata.read_bytes()).replace(old, new)
        pdf.Root.Metadata = pdf.make_stream(packet)

    return change


def _figure(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].K[0].S = pikepdf.Name.Figure


N = pikepdf.Name
SPOILT = {
    "enclosed-pdf-acts": [
        _action(S=N.JavaScript, JS="app.alert(1)"),
        _action(S=N.Launch, F="x.exe"),
        _noted(Subtype=N.Link, A=pikepdf.Dictionary(S=N.URI, URI="file:///etc/passwd")),
        _noted(Subtype=N.Link, A=pikepdf.Dictionary(S=N.SubmitForm, F="http://x")),
        _noted(Subtype=N.FileAttachment),
        _noted(Subtype=N.RichMedia),
        lambda pdf: pdf.Root.__setitem__("/AA", pikepdf.Dictionary(WC=pikepdf.Dictionary())),
        lambda pdf: pdf.Root.__setitem__("/OCProperties", pikepdf.Dictionary()),
    ],
    "enclosed-pdf-signed": [_signed],
    "enclosed-pdf-form": [_noted(Subtype=N.Widget, FT=N.Tx)],
    "enclosed-pdf-no-archive": [
        lambda pdf: pdf.Root.__delitem__("/Metadata"),
        _metadata(b">3<", b">4<"),
    ],
    "enclosed-pdf-no-tags": [
        lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
        lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
    ],
    "enclosed-pdf-no-alt": [_figure],
    "enclosed-pdf-fonts": [_without_font],
    "enclosed-pdf-colours": [
        lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.__setitem__("/N", 4)
    ],
}


@pytest.mark.parametrize(
    ("code", "number"),
    [(code, i) for code, changes in SPOILT.items() for i in range(len(changes))],
)
def test_a_pdf_that_can_not_stand_in_an_archived_one_is_refused(code: str, number: int) -> None:
    with pytest.raises(DataError) as caught:
        pages_of(spoilt(SPOILT[code][number]))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.cure


def test_locked_and_broken_pdfs_are_told_as_that() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="x", user="y"))
    for content, code in (
        (stream.getvalue(), "encrypted-pdf"),
        (paper()[:-2000], "damaged-pdf"),
        (b"%PDF-1.7\n%%EOF", "damaged-pdf"),
    ):
        with pytest.raises(DataError) as caught:
            pages_of(content)
        assert caught.value.problems[0].code == code


def test_our_own_papers_are_sound_enclosures() -> None:
    assert pages_of(paper()) == 2
    assert pages_of(spoilt(lambda _: None)) == 2


def test_the_commands_tell_of_one_sided_templates(folder: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from aftersales_docs.cli import main

    own = tmp_path / "own"
    (own / "word").mkdir(parents=True)
    word = (data_root() / "templates" / "word" / "din.docx").read_bytes()
    (own / "word" / "din.docx").write_bytes(word)
    path = saved(folder, with_logo("logo.png"))
    args = ["render", str(path), "-o", str(tmp_path / "out"), "--template", str(own), "--force"]
    told = "a template of your own for Word and none for PDF"
    assert CliRunner().invoke(main, args).output.count(told) == 1
    assert told not in CliRunner().invoke(main, [*args, "-f", "pdf"]).output
    checked = CliRunner().invoke(main, ["templates", "check", str(own)])
    assert checked.exit_code == 0
    assert checked.output.count(told) == 1


def test_render_tells_of_a_pdf_only_where_word_is_wanted(folder: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from aftersales_docs.cli import main

    path = saved(folder, LETTER | {"enclosures": [{"title": "report", "file": "p.pdf"}]})
    args = ["render", str(path), "-o", str(tmp_path / "out"), "--force"]
    assert "[enclosure-not-in-word]" in CliRunner().invoke(main, args).output
    assert "enclosure-not-in-word" not in CliRunner().invoke(main, [*args, "-f", "pdf"]).output
    accepted = [*args, "--accept-warning", "enclosure-not-in-word"]
    assert "enclosure-not-in-word" not in CliRunner().invoke(main, accepted).output


@pytest.mark.wide
@pytest.mark.parametrize("layout", ["columns", "sequence"])
def test_two_languages_share_logo_and_enclosures_and_both_name_them(
    tmp_path: Path, layout: str
) -> None:
    from ruamel.yaml import YAML

    from aftersales_docs.document import logo_of, plain

    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "p.pdf").write_bytes(paper())
    (tmp_path / "logo.svg").write_text(SVG)
    titles = {"de": ("Riss", "Bericht"), "ru": ("трещина", "отчёт")}
    for lang, called in titles.items():
        name = f"bilingual.{lang}.ru.yaml"
        source = SAMPLES / "completion-certificate" / name
        data = YAML(typ="safe").load(source.read_text(encoding="utf-8"))
        data["contractor"]["logo"] = "logo.svg"
        data["enclosures"] = [
            {"title": title, "file": file}
            for title, file in zip(called, ("a.jpg", "p.pdf"), strict=True)
        ]
        if "bilingual" in data:
            data["bilingual"]["layout"] = layout
        with (tmp_path / name).open("w", encoding="utf-8") as stream:
            YAML(typ="safe").dump(data, stream)
    given = api.load(tmp_path / "bilingual.de.ru.yaml")
    document = api.compose(given)
    assert logo_of(document.blocks) is not None
    pages = [plain(block.heading) for block in document.blocks[-2:]]  # type: ignore[union-attr]
    assert [page.replace("\u00a0", " ") for page in pages] == [
        "Anlage 1 / Приложение 1",
        "Anlage 2 / Приложение 2",
    ]
    for format_ in api.FORMATS:
        assert api.write(document, format_, data=given)
    content = api.write(document, "pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(list(figures(pdf))) == 2
        _check_parents(pdf)
    # Below the number of the page, where that stands on top.
    heads = [
        next(line.strip() for line in text.split("\n") if not line.strip().isdigit())
        for text in page_texts(content)
    ]
    assert heads[-4:-2] == ["Anlage 1 / Приложение 1", "Anlage 2 / Приложение 2"]
    assert "Nordwerk Service GmbH" in page_texts(content)[-2], "the paper's first page"


def page_texts(content: bytes) -> list[str]:
    import pypdfium2

    return [
        page.get_textpage().get_text_range().replace("\r", "").replace("\u00a0", " ")
        for page in pypdfium2.PdfDocument(content)
    ]


@pytest.mark.parametrize("kind", ["claim-response", "completion-certificate"])
def test_every_name_of_a_document_with_enclosures_is_its_own(folder: Path, kind: str) -> None:
    from tests.kinds.cases import CERTIFICATE

    base = LETTER if kind == "claim-response" else CERTIFICATE
    document = api.compose(api.load(saved(folder, base | {"enclosures": full()["enclosures"]})))
    names = [
        name
        for block in document.blocks
        for name in (getattr(block, "id", ""), *getattr(block, "ids", ()))
        if name
    ]
    assert len(names) == len(set(names))
    texts = page_texts(api.write(document, "pdf"))
    (at,) = [i for i, text in enumerate(texts) if "Report" in text and "Extent: 2 pages" in text]
    assert len(texts) == at + 3


def test_heads_of_an_enclosed_table_say_what_they_head(folder: Path) -> None:
    def unscoped(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH":
                given = item.A if isinstance(item.A, pikepdf.Array) else [item.A]
                for one in given:
                    if "/Scope" in one:
                        del one["/Scope"]

    (folder / "p.pdf").write_bytes(spoilt(unscoped))
    with pikepdf.open(io.BytesIO(pdf_of(folder, full()))) as pdf:
        scopes = set()
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH":
                given = item.A if isinstance(item.A, pikepdf.Array) else [item.A]
                scopes |= {str(one.Scope) for one in given if "/Scope" in one}
                assert any("/Scope" in one for one in given)
        assert scopes == {"/Row", "/Column"}

"""The three manners of a template of one's own, in Word and PDF, from file to finished page."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm

from aftersales_docs.errors import LibraryError
from aftersales_docs.resources import data_root
from aftersales_docs.sandbox.filters import filters
from aftersales_docs.template_check.check import check
from tests.e2e.office import print_with_office, sdk_report
from tests.reading import docx_lines, pdf_words, words
from tests.template_check.making import (
    ANSWER,
    CERTIFICATE,
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

HEAD = "Antwort {{ data.number }} vom {{ data.date|date }}"
SIGNED = "{{ data.signatory.person|full_name }}, {{ data.signatory.post }}"
REMEDIES = (
    "{%tr for remedy in data.remedies %}",
    "{{ loop.index }}. {{ remedy.type }}",
    "{%tr endfor %}",
)


def classic(folder: Path) -> Any:
    """A letter that places fields alone: lists, a table, conditions, dates, money."""
    document = docx.Document()
    for line in (
        "{{ data.organisation.name }}",
        HEAD,
        "{%p for line in data.claimant.address %}",
        "{{ line }}",
        "{%p endfor %}",
        "{%p if data.decision == 'granted' %}",
        "Wir helfen Ihnen.",
        "{%p else %}",
        "Leider nein.",
        "{%p endif %}",
        "Preis: {{ data.product.price|money('EUR') }}, {{ data.product.name }}",
        "{{ data.claim.demanded|joined }}{% if data.goodwill %} aus Kulanz{% endif %}",
    ):
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=2)
    for row, text in zip(table.rows, REMEDIES, strict=True):
        row.cells[0].text = text
    table.cell(1, 1).text = "{% if remedy.by %}bis {{ remedy.by|short }}{% endif %}"
    document.add_paragraph(SIGNED)
    saved(document, folder)
    return document


CLASSIC_LINES = [
    "Nordwerk Hausgeräte GmbH",
    "Antwort KD-2026/1187 vom 23. November 2026",
    "Lindenstraße 4 b",
    "30449 Hannover",
    "Wir helfen Ihnen.",
    "Preis: 649,00 €, Waschmaschine",
    "repair",
    "1. repair",
    "bis 30.11.2026",
    "2. transport",
    "bis 25.11.2026",
    "Katharina Vogt, Leiterin Kundendienst",
]


def classic_html(folder: Path) -> None:
    html(
        folder,
        f"<p>{{{{ data.organisation.name }}}}</p><p>{HEAD}</p>"
        "{% for line in data.claimant.address %}<p>{{ line }}</p>{% endfor %}"
        "{% if data.decision == 'granted' %}<p>Wir helfen Ihnen.</p>{% else %}<p>Leider</p>"
        "{% endif %}<p>Preis: {{ data.product.price|money('EUR') }}, {{ data.product.name }}</p>"
        "<p>{{ data.claim.demanded|joined }}</p>"
        "<table>{% for remedy in data.remedies %}<tr><td>{{ loop.index }}. {{ remedy.type }}</td>"
        "<td>{% if remedy.by %}bis {{ remedy.by|short }}{% endif %}</td></tr>{% endfor %}</table>"
        f"<p>{SIGNED}</p>",
    )


def is_valid(file: Path) -> None:
    """Microsoft's Open XML SDK has nothing against the file."""
    report = sdk_report(file)
    assert report["ok"], (file.name, report["errors"])


def body_lines(content: bytes) -> list[str]:
    return [words(line) for line in docx_lines(content) if words(line)]


def flat(content: bytes) -> list[str]:
    """The words of a Word file's body, cells of a row on their own."""
    return [part.strip() for line in body_lines(content) for part in line.split(" | ")]


def test_fields_alone_in_word(tmp_path: Path) -> None:
    classic(tmp_path)
    assert flat(rendered(tmp_path, "docx")) == CLASSIC_LINES


def test_fields_alone_in_pdf(tmp_path: Path) -> None:
    classic_html(tmp_path)
    assert " ".join(CLASSIC_LINES) in pdf_words(rendered(tmp_path, "pdf"))


def test_the_body_as_a_whole(tmp_path: Path) -> None:
    path = built_in(tmp_path, "word/letter-window.docx")
    built_in(tmp_path, "pdf/document.css")
    html(tmp_path, "{{ body }}")
    document = docx.Document(str(path))
    assert "{{p body }}" in [paragraph.text for paragraph in document.paragraphs]
    document.save(str(path))
    assert check(tmp_path) == []
    assert body_lines(rendered(tmp_path, "docx")) == body_lines(rendered(None, "docx"))
    whole = pdf_words(rendered(tmp_path, "pdf"))
    assert "Sehr geehrte Frau Öztürk" in whole
    assert "Katharina Vogt Leiterin Kundendienst" in whole


def mixed(folder: Path) -> None:
    """A head of one's own with a logo, a table of fields, and below it the body."""
    path = built_in(folder, "word/letter-window.docx")
    document = docx.Document(str(path))
    picture = folder / "logo.png"
    picture.write_bytes(png())
    header = document.sections[0].first_page_header
    header.paragraphs[-1].add_run().add_picture(str(picture), width=Mm(20))
    first = document.paragraphs[0]
    first.insert_paragraph_before(HEAD)
    table = document.add_table(rows=3, cols=1)
    for row, text in zip(table.rows, REMEDIES, strict=True):
        row.cells[0].text = text
    first._p.addprevious(table._tbl)
    document.save(str(path))
    (folder / "pdf").mkdir(exist_ok=True)
    (folder / "pdf" / "logo.png").write_bytes(png())
    html(
        folder,
        f"<p><img src='logo.png' alt='Nordwerk'></p><p>{HEAD}</p>"
        "{% for remedy in data.remedies %}<p>{{ loop.index }}. {{ remedy.type }}</p>{% endfor %}"
        "{{ body }}",
    )


def test_fields_and_body_together(tmp_path: Path) -> None:
    mixed(tmp_path)
    assert [one for one in check(tmp_path) if one.severity == "error"] == []
    content = rendered(tmp_path, "docx")
    lines = body_lines(content)
    assert lines[:3] == [CLASSIC_LINES[1], "1. repair", "2. transport"]
    assert lines[3:] == body_lines(rendered(None, "docx"))
    page = pdf_words(rendered(tmp_path, "pdf"))
    assert f"{CLASSIC_LINES[1]} 1. repair 2. transport" in page
    assert "Sehr geehrte Frau Öztürk" in page


def test_a_logo_survives(tmp_path: Path) -> None:
    mixed(tmp_path)
    with zipfile.ZipFile(io.BytesIO(rendered(tmp_path, "docx"))) as archive:
        assert [archive.read(n) for n in archive.namelist() if n.endswith(".png")] == [png()]
        relations = "".join(
            archive.read(name).decode() for name in archive.namelist() if ".rels" in name
        )
    assert "media/image1.png" in relations


@pytest.mark.slow
@pytest.mark.parametrize("make", [classic, mixed])
def test_office_opens_them(make: Any, tmp_path: Path) -> None:
    make(tmp_path / "own")
    (tmp_path / "a.docx").write_bytes(rendered(tmp_path / "own", "docx"))
    print_with_office(tmp_path)
    page = pdf_words((tmp_path / "office" / "a.pdf").read_bytes())
    assert CLASSIC_LINES[1] in page
    assert "2. transport" in page


def test_quotes_written_as_entities(tmp_path: Path) -> None:
    """LibreOffice writes the quotes of a tag so."""
    path = word(tmp_path, "{{ data.product.price|money('EUR') }}")
    replaced(path, "'EUR'", "&apos;EUR&apos;")
    assert check(tmp_path, ["claim-response"])[0].code == "unguarded"
    assert flat(rendered(tmp_path, "docx"))[0] == "649,00 €"
    broken = tmp_path / "broken"
    path = word(broken, "one", "{{ data.product.price|money('EUR', 2, 3) }}")
    replaced(path, "'EUR', 2", "&quot;EUR&quot;, 2")
    with pytest.raises(LibraryError, match="paragraph 2"):
        rendered(broken, "docx")


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_the_same_input_gives_the_same_bytes(format_: str, tmp_path: Path) -> None:
    mixed(tmp_path)
    assert rendered(tmp_path, format_) == rendered(tmp_path, format_)


def test_lists_without_their_names_come_back(tmp_path: Path) -> None:
    path = built_in(tmp_path, "word/contract.docx")

    def drop(parts: dict[str, bytes]) -> None:
        numbering = parts["word/numbering.xml"]
        parts["word/numbering.xml"] = re.sub(rb"<w:name [^>]*/>", b"", numbering)

    changed(path, drop)
    sample = data_root() / "samples" / "warranty-section" / "supply-business.de.de.yaml"
    assert check(tmp_path) == []
    ours = rendered(tmp_path, "docx", sample)
    assert docx_lines(ours) == docx_lines(rendered(None, "docx", sample))
    assert docx_lines(ours)[0].startswith("8. ")
    assert ours == rendered(tmp_path, "docx", sample)


@pytest.mark.slow
def test_templates_saved_by_libreoffice(tmp_path: Path) -> None:
    """It names styles and lists anew; looks, numbers and references stay all the same."""
    source, own = tmp_path / "source", tmp_path / "own"
    for layout in ("contract", "din", "letter-window"):
        built_in(source, f"word/{layout}.docx")
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(own / "word"),
            *map(str, sorted((source / "word").glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    assert check(own) == []
    samples = data_root() / "samples"
    for name in (
        "warranty-section/supply-business.de.de",
        "job-description/key-account-manager.de.de",
        "claim-response/granted-repair.de.de",
    ):
        sample = samples / f"{name}.yaml"
        content = rendered(own, "docx", sample)
        shown = [line.replace("\uf02d", "–") for line in docx_lines(content)]
        assert shown == docx_lines(rendered(None, "docx", sample)), name
        (tmp_path / f"{sample.stem}.docx").write_bytes(content)
    is_valid(tmp_path / "supply-business.de.de.docx")
    print_with_office(tmp_path)
    page = pdf_words((tmp_path / "office" / "supply-business.de.de.pdf").read_bytes())
    assert page.startswith("8. ") or " 8.1. " in page


# which template is for which document


def test_a_template_for_one_kind_goes_before_that_of_the_layout(tmp_path: Path) -> None:
    general = docx.Document()
    for line in ("general {{ meta.title }}", *COMPLETE):
        general.add_paragraph(line)
    saved(general, tmp_path, "letter-window")
    assert flat(rendered(tmp_path, "docx"))[0].startswith("general")
    other = tmp_path / "other"
    for name in ("letter-window", "claim-response", "claim-response.ru"):
        word(other, f"from {name}", name=name)
    assert flat(rendered(other, "docx"))[0] == "from claim-response"
    third = tmp_path / "third"
    for name in ("claim-response", "claim-response.de"):
        word(third, f"from {name}", name=name)
    assert flat(rendered(third, "docx"))[0] == "from claim-response.de"


def test_a_page_for_one_kind_and_language(tmp_path: Path) -> None:
    for name in ("document", "claim-response", "claim-response.de", "claim-response.ru"):
        html(tmp_path, f"<p>from {name}</p>", f"{name}.html")
    assert "from claim-response.de " in pdf_words(rendered(tmp_path, "pdf"))
    other = tmp_path / "other"
    html(other, "<p>from claim-response</p>")
    (other / "pdf" / "claim-response.css").write_text("p::after { content: ' styled' }")
    assert "from claim-response styled" in pdf_words(rendered(other, "pdf"))
    assert "styled" not in pdf_words(rendered(other, "pdf", CERTIFICATE))


# errors while rendering


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ data.nothing }}", "nothing"),
        ("{{ data.notes }}", "was not given"),
        ("{{ data.recall.name }}", "name"),
        ("{{ data.remedies }}", "a list"),
        ("{{ data.goodwill }}", "yes or no"),
        ("{{ data.organisation }}", "group of values"),
        ("{{ data.date|date('middle') }}", "no form 'middle'"),
        ("{{ data.number|date }}", "wants a date"),
        ("{{ data.number|money('EUR') }}", "wants a number"),
        ("{{ data.organisation|full_name }}", "wants a person"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(tag: str, message: str, tmp_path: Path) -> None:
    word(tmp_path, "one", "two", tag)
    html(tmp_path, f"<p></p>\n<p>{tag}</p>")
    for format_, place in (("docx", "word/document.xml, paragraph 3: “{{"), ("pdf", "html:3")):
        with pytest.raises(LibraryError) as caught:
            rendered(tmp_path, format_)
        assert message in str(caught.value)
        assert place in str(caught.value)


def test_a_block_over_cells_is_told(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "{% for r in data.remedies %}a"
    table.cell(0, 1).text = "b{% endfor %}"
    nested = table.cell(0, 1).add_table(rows=1, cols=1)
    nested.cell(0, 0).text = "{% if data.goodwill %}c"
    table.cell(0, 1).add_paragraph("{% endif %}")
    path = saved(document, tmp_path)
    with pytest.raises(LibraryError) as caught:
        rendered(tmp_path, "docx")
    assert str(path) in str(caught.value)


def test_a_body_that_could_not_count_is_told(tmp_path: Path) -> None:
    word(tmp_path, "{{p body }}", name="contract", complete=False)
    sample = data_root() / "samples" / "warranty-section" / "supply-business.de.de.yaml"
    with pytest.raises(LibraryError, match="templates copy"):
        rendered(tmp_path, "docx", sample)


def test_line_ends_of_values_are_kept(tmp_path: Path) -> None:
    from dataclasses import replace

    from aftersales_docs import compose, load, write

    data = load(ANSWER)
    claim = data.model.claim.model_copy(update={"defect": "one\ntwo"})  # type: ignore[attr-defined]
    data = replace(data, model=data.model.model_copy(update={"claim": claim}))
    word(tmp_path, "{{ data.claim.defect }}")
    html(tmp_path, "<p>{{ data.claim.defect|lines }}</p>")
    document = compose(data, tmp_path)
    with zipfile.ZipFile(
        io.BytesIO(write(document, "docx", own_templates=tmp_path, data=data))
    ) as archive:
        xml = archive.read("word/document.xml").decode()
    assert 'one</w:t><w:br/><w:t xml:space="preserve">two' in xml
    assert "one two" in pdf_words(write(document, "pdf", own_templates=tmp_path, data=data))


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("data.date", "20.11.2026"),
        ("data.date|date", "20. November 2026"),
        ("data.date|date('iso')", "2026-11-20"),
        ("data.lines[1].quantity", "2,75"),
        ("data.lines[1].price|amount", "84,50"),
        ("data.lines[1].price|in_words('EUR')", "vierundachtzig Euro und fünfzig Cent"),
        ("data.copies|plural('Stück', 'Stücke')", "Stücke"),
        ("data.contractor.representative.person|initials", "Uwe Petersen"),
        ("data.contractor.representative.post|gen", "Werkstattmeister"),
        ("data.work_done|length", "3"),
        ("data.contractor.name|quote", "„Nordwerk Service GmbH“"),
    ],
)
def test_values_in_the_language_of_the_document(
    expression: str, shown: str, tmp_path: Path
) -> None:
    rest = ("{{ data.number }} {{ data.date|date }}", "{{ data.customer.person.surname or '' }}")
    word(tmp_path, f"{{{{ {expression} }}}}", *rest, name="completion-certificate", complete=False)
    assert (
        flat(rendered(tmp_path, "docx", CERTIFICATE))[0]
        .casefold()
        .startswith(words(shown).casefold())
    )


# the sample that the guide shows


SAMPLE = data_root() / "samples" / "own-templates"


def test_the_sample_is_well() -> None:
    assert check(SAMPLE) == []


@pytest.mark.slow
def test_the_sample_is_valid_and_opens(tmp_path: Path) -> None:
    for name, sample in (("letter", ANSWER), ("certificate", CERTIFICATE)):
        (tmp_path / f"{name}.docx").write_bytes(rendered(SAMPLE, "docx", sample))
        is_valid(tmp_path / f"{name}.docx")
    print_with_office(tmp_path)
    letter, certificate = (
        pdf_words((tmp_path / "office" / f"{name}.pdf").read_bytes())
        for name in ("letter", "certificate")
    )
    assert "Sehr geehrte Frau Öztürk" in letter
    assert "Arbeitszeit Monteur 2,75 Std. 19 % 84,50 €" in certificate
    assert "Zu zahlen: 625,10 €" in certificate
    page = pdf_words(rendered(SAMPLE, "pdf"))
    assert page.startswith("Nordwerk Hausgeräte GmbH")
    assert "Seite 1 von 1" in pdf_words(rendered(SAMPLE, "pdf"), 0)


# the guide


def test_the_guide_tells_every_code() -> None:
    guide = (data_root() / "docs" / "templates.md").read_text(encoding="utf-8")
    folder = data_root() / "src" / "aftersales_docs"
    names = (
        "word/active_content.py",
        "word/intake.py",
        "word/template.py",
        "word/writer.py",
        "pdf/writer.py",
        "resources.py",
    )
    files = [*(folder / "template_check").glob("*.py"), *(folder / "sandbox").glob("*.py")]
    files += [folder / name for name in names]
    code = re.compile(
        r"(?:Problem|Finding|refused)\(\s*(?:path,\s*|self\.path,\s*|1,\s*|line,\s*|tag\.line,\s*)?"
        r'"([a-z]+(?:-[a-z]+)+)"|self\.note\([^"]*?"([a-z]+(?:-[a-z]+)+)"'
    )
    found = {a or b for file in files for a, b in code.findall(file.read_text(encoding="utf-8"))}
    found |= {"unknown-name", "no-number", "no-date"}
    assert len(found) > 30
    for one in found - {"catalogue-entry", "template-missing", "template-unreadable"}:
        assert f"`{one}`" in guide, one


@pytest.mark.parametrize("lang", ["de"])
def test_the_guide_tells_every_filter(lang: str) -> None:
    guide = (data_root() / "docs" / "templates.md").read_text(encoding="utf-8")
    for name in filters(lang, html=True):  # type: ignore[arg-type]
        assert re.search(rf"`{name}[`(]", guide), name

"""Make the sample templates of a user's own: letterhead with a logo, fields placed by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from PIL import Image, ImageDraw

from aftersales_docs.resources import data_root

FOLDER = data_root() / "samples" / "own-templates"
_BLUE, _ORANGE = (31, 58, 95), (214, 116, 32)


def logo() -> bytes:
    """A mark of the sample house: an N in a square, and a wave."""
    image = Image.new("RGB", (360, 360), "white")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, 359, 359), 60, fill=_BLUE)
    draw.line([(110, 270), (110, 90), (250, 270), (250, 90)], fill="white", width=36)
    draw.rounded_rectangle((60, 300, 300, 322), 11, fill=_ORANGE)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _opened(layout: str) -> Any:
    return docx.Document(str(data_root() / "templates" / "word" / f"{layout}.docx"))


def _with_logo(paragraph: Any, house: str) -> None:
    """The logo at the right edge; its alternative text names the house."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run()
    run.add_picture(io.BytesIO(logo()), width=Mm(14))
    properties = run._r.xpath(".//wp:docPr")[0]
    properties.set("descr", f"Logo: {{{{ data.{house}.name }}}}")


def letter() -> Any:
    """The built-in letter with a logo in the head of its first page; the body as a whole."""
    document = _opened("letter-window")
    _with_logo(document.sections[0].first_page_header.paragraphs[-1], "organisation")
    return document


def _table(document: Any, widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(widths), style="House Table")
    table.autofit = False
    styles = ("Table Head", "Table Text")
    for index, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = document.styles[styles[index > 0]]


def certificate() -> Any:
    """A certificate that places the fields of the data itself, from the first to the last."""
    document = _opened("din")
    body = document.paragraphs[0]
    body._p.getparent().remove(body._p)
    _with_logo(document.sections[0].header.paragraphs[0], "contractor")
    add = document.add_paragraph
    add("Abnahmeprotokoll {{ data.number }}", "Title")
    add("{{ data.place }}, {{ data.date|date }}", "Place and Date")
    add(
        "{{ data.contractor.name }} hat für {{ data.customer.company or "
        "(data.customer.person|full_name) }} aufgrund des {{ data.basis.name }}s"
        "{% if data.basis.number %} Nr. {{ data.basis.number }}{% endif %} geleistet:",
        "Body Text",
    )
    add("{%p for work in data.work_done %}", "Body Text")
    add("{{ work }}", "List Bullet")
    add("{%p endfor %}", "Body Text")
    _table(
        document,
        (80, 30, 25, 30),
        (
            ("Leistung", "Menge", "USt.", "Einzelpreis"),
            ("{%tr for line in data.lines %}", "", "", ""),
            (
                "{{ line.description }}",
                "{{ line.quantity }} {{ line.unit }}",
                "{{ line.vat }} %",
                "{{ line.price|money(data.currency or 'EUR') }}",
            ),
            ("{%tr endfor %}", "", "", ""),
        ),
    )
    add("{%p if data.totals and data.totals.gross %}", "Body Text")
    add(
        "Zu zahlen: {{ data.totals.gross|money(data.currency or 'EUR') }}", "Body Text After Table"
    )
    add("{%p endif %}", "Body Text")
    add("{%p if data.acceptance.result == 'accepted' %}", "Body Text")
    add("Die Leistung wird ohne Vorbehalt abgenommen.", "Body Text")
    add("{%p endif %}", "Body Text")
    for signer in (
        "data.contractor.representative and data.contractor.representative.person",
        "data.customer.person",
    ):
        add("_" * 36, "Body Text Lead")
        add(f"{{% if {signer} %}}{{{{ ({signer})|full_name }}}}{{% endif %}}", "Body Text")
    return document


def _write(path: Path, document: Any) -> None:
    """Write a Word file, the same bytes each time."""
    buffer = io.BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), ZIP_DEFLATED)


def main() -> None:
    """Write ``samples/own-templates``."""
    for name in ("word", "pdf"):
        (FOLDER / name).mkdir(parents=True, exist_ok=True)
    _write(FOLDER / "word" / "letter-window.docx", letter())
    _write(FOLDER / "word" / "completion-certificate.docx", certificate())
    (FOLDER / "pdf" / "logo.png").write_bytes(logo())


if __name__ == "__main__":
    main()

"""Real documents with signature fields, and ways to tamper with them."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
from weasyprint import HTML

from aftersales_docs import compose, load, write
from aftersales_docs.pdf import writer
from aftersales_docs.pdf.fonts import font_configuration
from aftersales_docs.resources import data_root, templates

CERTIFICATES = {
    "de": "completion-certificate/paid-repair.de.de",
    "ru": "completion-certificate/paid-service-mixed-vat.ru.ru",
    "en": "completion-certificate/paid-repair.en.ru",
}
_HEIGHT = 42.0  # points: no field is higher


@cache
def rendered(sample: str) -> bytes:
    """A sample as PDF with its empty signature fields."""
    data = load(data_root() / "samples" / f"{sample}.yaml")
    content = write(compose(data), "pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/AcroForm" in pdf.Root:
            return content
        return _with_fields(pdf, _places(sample))


def _places(sample: str) -> dict[str, tuple[int, list[float]]]:
    """Where the signature blocks stand: page, and rectangle on the line in points."""
    document = compose(load(data_root() / "samples" / f"{sample}.yaml"))
    template = writer.pdf_template(templates(), document.meta.layout)
    html = HTML(
        string=writer.html_of(document, template, {}),
        base_url=template.base_url,
        url_fetcher=template.fetcher,
    )
    done = html.render(stylesheets=[template.css], font_config=font_configuration())
    return {
        name.removeprefix("sig-"): (number, _rectangle(box, page.height))
        for number, page in enumerate(done.pages)
        for name, box in page.anchors.items()
        if name.startswith("sig-")
    }


def _rectangle(box: tuple[float, ...], height: float) -> list[float]:
    left, top, right, _ = (edge * 0.75 for edge in box)
    base = height * 0.75 - top
    return [left, base, min(right, left + 226), base + 20]


def _with_fields(pdf: pikepdf.Pdf, places: dict[str, tuple[int, list[float]]]) -> bytes:
    fields = pikepdf.Array()
    for name, (number, rectangle) in places.items():
        page = pdf.pages[number]
        sides = [0, 0, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]]
        blank = pikepdf.Stream(pdf, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
                               BBox=sides)  # fmt: skip
        widget = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig,
                T=pikepdf.String(name), TU=pikepdf.String(name), Rect=rectangle, F=4, P=page.obj,
                AP=pikepdf.Dictionary(N=pdf.make_indirect(blank)),
            )
        )  # fmt: skip
        if "/Annots" not in page:
            page.Annots = pikepdf.Array()
        page.Annots.append(widget)
        fields.append(widget)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields)
    output = io.BytesIO()
    pdf.save(output, deterministic_id=True)
    return output.getvalue()


def field_names(content: bytes) -> list[str]:
    """The names of the signature fields, in the order of the file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [str(field.T) for field in pdf.Root.AcroForm.Fields]

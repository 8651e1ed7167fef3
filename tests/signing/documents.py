"""Real documents with signature fields, and ways to tamper with them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from aftersales_docs.resources import data_root
from tests.made import made

CERTIFICATES = {
    "de": "completion-certificate/paid-repair.de.de",
    "ru": "completion-certificate/paid-service-mixed-vat.ru.ru",
    "en": "completion-certificate/paid-repair.en.ru",
}


def rendered(sample: str) -> bytes:
    """A sample as PDF with its empty signature fields, and nothing else inside."""
    return made(data_root() / "samples" / f"{sample}.yaml", "pdf", with_data=False)


def _with_fields(pdf: pikepdf.Pdf, places: dict[str, tuple[int, list[float]]]) -> bytes:
    fields = pikepdf.Array()
    for name, (number, rectangle) in places.items():
        page = pdf.pages[number]
        sides = [0, 0, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]]
        blank = pikepdf.Stream(
            pdf, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=sides
        )
        widget = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T=pikepdf.String(name),
                TU=pikepdf.String(name),
                Rect=rectangle,
                F=4,
                P=page.obj,
                AP=pikepdf.Dictionary(N=pdf.make_indirect(blank)),
            )
        )
        if "/Annots" not in page:
            page.Annots = pikepdf.Array()
        page.Annots.append(widget)
        fields.append(widget)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields)
    output = io.BytesIO()
    # Streams stay legible, for those who forge them.
    pdf.save(output, deterministic_id=True, compress_streams=False)
    return output.getvalue()


def field_names(content: bytes) -> list[str]:
    """The names of the signature fields, in the order of the file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [str(field.T) for field in pdf.Root.AcroForm.Fields]


@cache
def small(
    *names: str, lang: str = "de-DE", width: float = 220, height: float = 20, title: str = "Akt"
) -> bytes:
    """One page with a price and signature fields one below the other."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(b"BT /F1 12 Tf 72 700 Td (Price 100) Tj ET")
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F1=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
    )
    pdf.Root.Lang = pikepdf.String(lang)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
    places = {
        name: (0, [72, 600 - 60 * number, 72 + width, 600 - 60 * number + height])
        for number, name in enumerate(names)
    }
    return _with_fields(pdf, places)


def tagged(content: bytes, *, in_list: bool) -> bytes:
    """``content`` with each field as a form in the tag tree, as one kid or as a list of one."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        body = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=root)
        )
        forms = pikepdf.Array()
        numbers = pikepdf.Array()
        for number, field in enumerate(pdf.Root.AcroForm.Fields):
            link = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=field, Pg=field.P)
            form = pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.StructElem,
                    S=pikepdf.Name.Form,
                    P=body,
                    K=pikepdf.Array([link]) if in_list else link,
                )
            )
            field.StructParent = number
            forms.append(form)
            numbers.extend([number, form])
        body.K = forms
        root.K = pikepdf.Array([body])
        root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=numbers))
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        output = io.BytesIO()
        pdf.save(output, deterministic_id=True, compress_streams=False)
        return output.getvalue()


def other_field_place(writer: IncrementalPdfFileWriter) -> None:
    """Move the first field, signature and all, to another place on the page."""
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/Rect"] = generic.ArrayObject([generic.NumberObject(edge) for edge in (1, 1, 99, 30)])
    writer.update_container(field)


def revised(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """``content`` with a further revision, as a forger would append it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def other_price(writer: IncrementalPdfFileWriter) -> None:
    """Print another price on the first page."""
    page = writer.root["/Pages"]["/Kids"][0]
    stream = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 700 Td (Price 900) Tj ET")
    page[pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


def further_page(writer: IncrementalPdfFileWriter) -> None:
    """Add a page at the end."""
    page = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/MediaBox"): generic.ArrayObject(
                [generic.NumberObject(edge) for edge in (0, 0, 595, 842)]
            ),
            pdf_name("/Resources"): generic.DictionaryObject(),
        }
    )
    writer.insert_page(page)


def comment(writer: IncrementalPdfFileWriter) -> None:
    """Put a white note over the price."""
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Contents"): generic.pdf_string("Price 900"),
            pdf_name("/DA"): generic.pdf_string("/F1 12 Tf"),
            pdf_name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(edge) for edge in (72, 690, 200, 720)]
            ),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])

"""Opening a PDF and finding its signature fields."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from ..language import LANGS, Lang
from ..nearest import nearest
from .problems import wrong
from .reader import Reader


@dataclass(frozen=True, slots=True)
class Field:
    """A signature field; ``name`` is the id of its block (``seller``), ``size`` in points."""

    name: str
    signed: bool
    size: tuple[float, float]


def opened(content: bytes, file: str) -> PdfFileReader:
    """A reader of the PDF ``content``; ``file`` is what messages call it.

    Raises:
        DataError: it is no PDF, damaged, or encrypted.

    """
    if b"%PDF-" not in content[:1024]:
        raise wrong("not-a-pdf", "this is not a PDF file.", "Give a PDF.", file)
    try:
        reader = Reader(io.BytesIO(content))
        encrypted = reader.encrypted
        _ = reader.root["/Pages"]
    except Exception as error:  # A broken file can break its reader anywhere.
        raise damaged(error, file) from error
    if encrypted:
        raise wrong(
            "encrypted-pdf", "the file is encrypted.", "Take the encryption off first.", file
        )
    return reader


def damaged(error: Exception, file: str) -> Exception:
    """What is raised for a file that pyHanko can't make sense of."""
    return wrong(
        "damaged-pdf",
        f"the file is damaged ({error.__class__.__name__}: {error}).",
        "Take an undamaged copy, or render the document again.",
        file,
    )


def fields_of(reader: PdfFileReader, file: str) -> list[Field]:
    """The signature fields, in the order of the document; none is no error.

    Raises:
        DataError: the form is damaged.

    """
    try:
        return [
            Field(_text(name), value is not None, _size(reference.get_object()))
            for name, value, reference in enumerate_sig_fields(reader)
        ]
    except Exception as error:
        raise damaged(error, file) from error


def _text(name: object) -> str:
    """A field's name; what a file has there may be anything.

    Raises:
        ValueError: it is no text.

    """
    if not isinstance(name, str):
        raise ValueError("the name of a signature field is no text")
    return name


def _size(field: object) -> tuple[float, float]:
    """Width and height of a field's widget, its own or its first child's; 0 if unseen."""
    rectangle = field.get("/Rect") if isinstance(field, dict) else None
    if rectangle is None and isinstance(field, dict) and field.get("/Kids"):
        rectangle = field["/Kids"][0].get("/Rect")
    if rectangle is None:
        return (0.0, 0.0)
    left, bottom, right, top = (float(number) for number in rectangle)
    return (abs(right - left), abs(top - bottom))


def no_fields(file: str) -> Exception:
    """What is raised for a file that nobody can sign."""
    return wrong(
        "no-signature-fields",
        "the file has no signature fields.",
        "A warranty section has no place to sign. Of other kinds give a PDF of this version; "
        "render older ones again.",
        file,
    )


def field_to_sign(fields: Sequence[Field], name: str, file: str) -> Field:
    """The empty field ``name``.

    Raises:
        DataError: there is none of that name, or it is signed already.

    """
    if not fields:
        raise no_fields(file)
    known = {field.name: field for field in fields}
    if name not in known:
        near = nearest(name, known)
        offer = f" Did you mean '{near}'?" if near else ""
        raise wrong(
            "no-such-field",
            f"there is no signature field '{name}'.{offer}",
            f"Fields: {', '.join(known)}.",
            file,
        )
    if known[name].signed:
        open_ones = [field.name for field in fields if not field.signed]
        cure = f"Not signed yet: {', '.join(open_ones)}." if open_ones else "All are signed."
        raise wrong("signed-already", f"the field '{name}' is signed already.", cure, file)
    return known[name]


def language(reader: PdfFileReader) -> Lang:
    """The document's language by its ``/Lang``; English where it is another or none."""
    tag = str(reader.root.get("/Lang", "")).split("-")[0].lower()
    return next((lang for lang in LANGS if lang == tag), "en")

"""Opening a PDF and finding its signature fields."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from ..embedding.file_trouble import DAMAGED, ENCRYPTED, NOT_A_PDF, trouble_of_pdf
from ..errors import DataError, Place, Problem, worded
from ..filetypes import is_pdf
from ..language import LANGS, Lang
from ..messages import spaced
from ..nearest import did_you_mean
from .agreement import disagreement
from .object_streams import StreamReader
from .objects import entry
from .refusing import wrong
from .skeleton import Skeleton, skeleton_of, without_last
from .words import shown

# More than any form has; what has more is made to keep a program busy.
MOST_FIELDS: Final = 1000
MOST_OBJECTS: Final = 300_000


@dataclass(frozen=True, slots=True)
class Field:
    """A signature field; ``name`` is the id of its block (``seller``), ``size`` in points."""

    name: str
    signed: bool
    size: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened PDF: its bytes up to its last sound end, pyHanko's reader, its skeleton."""

    content: bytes
    reader: PdfFileReader
    skeleton: Skeleton

    @property
    def end(self) -> int:
        """Where the last revision ends."""
        return self.skeleton.revisions[-1].end if self.skeleton.revisions else 0

    def doubtful(self) -> str:
        """Why programs may read the file differently; empty where they read it alike."""
        grave = [doubt.words for doubt in self.skeleton.doubts if doubt.grave]
        if grave:
            return grave[0]
        if len(self.skeleton.entries) > MOST_OBJECTS:
            return worded("it has more objects than are compared")
        return disagreement(self.content, self.reader, self.skeleton)


def opened(content: bytes, file: str) -> Opened:
    """The PDF ``content``, ready to be read; ``file`` is what messages call it.

    Raises:
        DataError: it is no PDF, damaged, or encrypted, or a form without end.

    """
    if not is_pdf(content):
        raise _told(NOT_A_PDF, file)
    skeleton = skeleton_of(content)
    if any(b"/Encrypt" in one.section.trailer for one in skeleton.revisions):
        raise _told(ENCRYPTED, file)
    try:
        reader, fields = _read(content[: skeleton.end])
    except Exception as error:  # A broken file can break its reader anywhere.
        shorter = without_last(skeleton)
        if shorter is None:
            raise damaged(error, file, content) from error
        skeleton = shorter
        try:
            reader, fields = _read(content[: skeleton.end])
        except Exception as again:
            raise damaged(again, file, content) from again
    if reader.encrypted:
        raise _told(ENCRYPTED, file)
    if fields > MOST_FIELDS:
        raise wrong(
            "too-many-fields",
            worded("the file has more than {MOST_FIELDS} form fields.", MOST_FIELDS=MOST_FIELDS),
            "No document to sign has so many; ask where it comes from.",
            file,
        )
    return Opened(content[: skeleton.end], reader, skeleton)


def _read(content: bytes) -> tuple[PdfFileReader, int]:
    """PyHanko's reader and the number of fields; it may raise anything."""
    # What pyHanko forgives when it is not strict, the skeleton and qpdf do not.
    reader = StreamReader(io.BytesIO(content), strict=False)
    _ = reader.root["/Pages"]
    return reader, _number_of_fields(reader.root)


def _told(problem: Problem, file: str) -> DataError:
    return DataError(replace(problem, place=Place(file)))


def _number_of_fields(root: generic.DictionaryObject) -> int:
    """How many fields the form has; counting ends when there are too many."""
    waiting: list[Any] = [entry(root["/AcroForm"], "/Fields", ())] if "/AcroForm" in root else []
    count = 0
    while waiting and count <= MOST_FIELDS:
        kids = waiting.pop()
        count += len(kids)
        if count <= MOST_FIELDS:
            found = (kid.get_object() for kid in kids)
            waiting += [kid["/Kids"] for kid in found if "/Kids" in kid]
    return count


def damaged(error: Exception, file: str, content: bytes = b"") -> Exception:
    """What is raised for a file that can't be made sense of; ``error`` is for its cause only."""
    if isinstance(error, DataError):
        return error
    return _told((trouble_of_pdf(content) if content else None) or DAMAGED, file)


def fields_of(reader: PdfFileReader, file: str) -> list[Field]:
    """The signature fields, in the order of the document; none is no error.

    Raises:
        DataError: the form is damaged.

    """
    try:
        return [
            Field(_text(name), value is not None, _size(reference.get_object()))
            for name, value, reference in islice(enumerate_sig_fields(reader), MOST_FIELDS)
        ]
    except Exception as error:
        raise damaged(error, file) from error


def _text(name: object) -> str:
    """A field's name; what a file has there may be anything.

    Raises:
        ValueError: it is no text.

    """
    if not isinstance(name, str):
        raise ValueError(worded("the name of a signature field is no text"))
    return name


def _size(field: object) -> tuple[float, float]:
    """Width and height of a field's widget, its own or its first child's; 0 if unseen."""
    rectangle = entry(field, "/Rect") if isinstance(field, dict) else None
    if rectangle is None and isinstance(field, dict) and entry(field, "/Kids"):
        rectangle = entry(field["/Kids"][0], "/Rect")
    if rectangle is None:
        return (0.0, 0.0)
    left, bottom, right, top = (float(number) for number in rectangle)
    return (abs(right - left), abs(top - bottom))


def none_signed(file: str) -> Exception:
    """What is raised where signatures are to be verified and the file has no place for any."""
    return wrong(
        "no-signature-fields",
        "the file has no signature fields, so nobody has signed it.",
        "See that it is the file that was signed; printing to PDF or converting it loses the "
        "signatures.",
        file,
    )


def no_fields(file: str) -> Exception:
    """What is raised for a file that has no place to sign."""
    return wrong(
        "no-signature-fields",
        "the file has no signature fields.",
        "Say where the signature shall stand: --field NAME with --page and --box, or with "
        "--at-text (see docs/signing.md). A warranty section by itself is not signed, but the "
        "contract that holds it is.",
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
        offer = spaced(did_you_mean(name, known))
        raise wrong(
            "no-such-field",
            worded("there is no signature field '{name}'.{offer}", name=name, offer=offer),
            worded("Fields: {map}.", map=", ".join(map(shown, known))),
            file,
        )
    if known[name].signed:
        open_ones = [shown(field.name) for field in fields if not field.signed]
        cure = (
            worded("Not signed yet: {open_ones}.", open_ones=", ".join(open_ones))
            if open_ones
            else "All are signed."
        )
        raise wrong(
            "signed-already",
            worded("the field '{name}' is signed already.", name=name),
            cure,
            file,
        )
    return known[name]


def language(reader: PdfFileReader) -> Lang:
    """The document's language by its ``/Lang``; English where it is another or none."""
    tag = str(entry(reader.root, "/Lang", "")).split("-")[0].lower()
    return next((lang for lang in LANGS if lang == tag), "en")

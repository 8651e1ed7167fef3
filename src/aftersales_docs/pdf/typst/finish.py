"""The last touches on a raw PDF of Typst's: fields, links, files, metadata, heads of rows.

What Typst can't say from a source is said here, in the finished objects: a link to ``sig:…``
becomes a field to sign in, one to ``ref:…`` leads to its clause and says so.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ...document import AttachedFile, Document, SignaturePlace, signature_places
from ...document.fit import POINTS_IN_MM
from ...embedding.manifest import Inside
from ...language import LANGUAGE_TAGS
from ..attached import DAY_OF_NONE, described_files
from ..hyphens import plain_map, plain_text
from ..links import link_texts
from ..xmp import Description, xmp
from .contents_tags import Listed
from .headers import Headers

_WIDEST: Final = 80 * POINTS_IN_MM
_PRINT: Final = 4
_GENERATOR: Final = "aftersales-docs"
_PRODUCER: Final = "Typst 0.15"
# How a raw file has them, whose objects are not packed: looked for there, all others are not read.
_TABLE: Final = b"/S/Table"
_MAP_OF_FONT: Final = re.compile(rb"/ToUnicode (\d+) 0 R")


def finished(
    content: bytes,
    document: Document,
    names: Sequence[str],
    inside: Inside,
) -> bytes:
    """The finished file; ``names`` are the places that references in it lead to."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        targets = _positions(root, names)
        del root.MarkInfo["/Suspects"]
        _Annotations(pdf, document, targets).finish()
        _direct_outline(root)
        _plain_hyphens(pdf, content)
        if _TABLE in content:
            Headers(pdf).finish()
        _attach(pdf, inside, document.meta.issued)
        _describe(pdf, document)
        files = [block for block in document.blocks if isinstance(block, AttachedFile)]
        if files:
            from ..append import append

            append(pdf, files, {file.id: targets[file.id][0] - 1 for file in files})
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            # Typst has squeezed its streams already.
            recompress_flate=False,
            # The packet is as it is to be.
            fix_metadata_version=False,
        )
    return buffer.getvalue()


def _positions(root: Any, names: Sequence[str]) -> dict[str, tuple[int, float, float]]:
    """Page, x and y of the places called ``names``, which the raw file has as an attachment."""
    if not names:
        return {}
    file = root.Names.EmbeddedFiles.Names[1]
    found = json.loads(file.EF.F.read_bytes())
    return dict(zip(names, map(tuple, found), strict=True))


class _Annotations:
    """The annotations of one file: all are links as they come."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        document: Document,
        targets: Mapping[str, tuple[int, float, float]],
    ) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.height = float(self.pages[0].MediaBox[3])
        self.places = {place.id: place for place in signature_places(document.blocks)}
        self.texts = link_texts(document) if targets else {}
        self.targets = targets
        self.fields: dict[str, Any] = {}
        self.listed = Listed(pdf)
        self.blank: dict[tuple[float, float], Any] = {}

    def finish(self) -> None:
        """Make of each link what it stands for."""
        for page in self.pages:
            for note in page.get("/Annots", ()):
                # Typst writes identifiers in UTF-8.
                sort, _, name = bytes(note.A.URI).decode().partition(":")
                if sort in {"ref", "toc"}:
                    self._lead(note, name)
                    if sort == "toc":
                        self.listed.take(self._tag(int(note.StructParent)))
                else:
                    self._field(note, page, self.places[name])
        self.listed.finish()
        if self.fields:
            ordered = [self.fields[name] for name in self.places if name in self.fields]
            self.pdf.Root.AcroForm = Dictionary(Fields=Array(ordered))

    def _lead(self, note: Any, name: str) -> None:
        page, across, down = self.targets[name]
        del note["/A"]
        note.Dest = Array(
            [self.pages[page - 1], Name.XYZ, round(across, 2), round(self.height - down, 2), None]
        )
        note.Contents = String(self.texts.get(name, name))

    def _field(self, note: Any, page: Any, place: SignaturePlace) -> None:
        """An empty field, which shows nothing until it is signed."""
        left, bottom, right, top = (round(float(side), 2) for side in note.Rect)
        right = min(right, round(left + _WIDEST, 2))
        for key in ("/A", "/Border", "/Contents"):
            if key in note:
                del note[key]
        note.Subtype = Name.Widget
        note.FT = Name.Sig
        note.T = String(place.id)
        note.TU = String(place.label)
        note.Rect = Array([left, bottom, right, top])
        note.F = _PRINT
        note.P = page
        # PDF/A wants a picture of every field; this one is blank.
        note.AP = Dictionary(N=self._blank(round(right - left, 2), round(top - bottom, 2)))
        tag = self._tag(int(note.StructParent))
        tag.S = Name.Form
        # The object itself, not a list of it: software that reviews changes then sees that
        # signing the field changes nothing else.
        tag.K = tag.K[0]
        self.fields[place.id] = note

    def _blank(self, width: float, height: float) -> Any:
        blank = self.pdf.make_stream(b"")
        blank.Type, blank.Subtype = Name.XObject, Name.Form
        blank.BBox = Array([0, 0, width, height])
        return blank

    def _tag(self, number: int) -> Any:
        numbers = self.pdf.Root.StructTreeRoot.ParentTree.Nums
        # Annotations come first in the tree, each by its own number.
        if int(numbers[2 * number]) == number:
            return numbers[2 * number + 1]
        found = {int(key): index for index, key in enumerate(list(numbers)[::2])}
        return numbers[2 * found[number] + 1]


def _direct_outline(root: Any) -> None:
    """Some readers take no destination by reference."""
    for item in _entries(root.get("/Outlines")):
        if "/Dest" in item:
            item.Dest = Array(list(item.Dest))


def _plain_hyphens(pdf: pikepdf.Pdf, content: bytes) -> None:
    """Hyphens at which no line ends are copied, found and listed as plain ones."""
    for found in _MAP_OF_FONT.finditer(content):
        characters = pdf.get_object(int(found[1]), 0)
        written = characters.read_bytes()
        if (plain := plain_map(written)) != written:
            characters.write(plain)
    for entry in _entries(pdf.Root.get("/Outlines")):
        entry.Title = String(plain_text(str(entry.Title)))


def _entries(outline: Any) -> Iterator[Any]:
    item = outline.get("/First") if outline is not None else None
    while item is not None:
        yield item
        yield from _entries(item)
        item = item.get("/Next")


def _attach(pdf: pikepdf.Pdf, inside: Inside, issued: date | None) -> None:
    """The manifest and the input as attached files, in the order of their names."""
    names: list[Any] = []
    for file in described_files(inside):
        stream = pdf.make_stream(file.content)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name("/" + file.mime)
        day = String(_pdf_date(issued))
        stream.Params = Dictionary(CreationDate=day, ModDate=day, Size=len(file.content))
        name = String(file.name)
        names += [
            name,
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Filespec,
                    F=name,
                    UF=name,
                    EF=Dictionary(F=stream, UF=stream),
                    Desc=String(file.description),
                    AFRelationship=Name("/" + file.relationship),
                )
            ),
        ]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
    pdf.Root.AF = Array(names[1::2])


def _pdf_date(issued: date | None) -> str:
    return f"D:{issued or DAY_OF_NONE:%Y%m%d}000000Z"


def _describe(pdf: pikepdf.Pdf, document: Document) -> None:
    """Claim both standards in the metadata, and say what the document is."""
    meta = document.meta
    issued = meta.issued
    day = datetime(issued.year, issued.month, issued.day, tzinfo=UTC) if issued else None
    keywords = [f"accepted-warning:{code}" for code in meta.accepted]
    said = Description(
        title=meta.title,
        authors=[meta.author] if meta.author else [],
        lang=LANGUAGE_TAGS[meta.lang],
        keywords=keywords,
        generator=_GENERATOR,
        created=f"{day:%Y-%m-%dT00:00:00Z}" if day else None,
        modified=f"{day:%Y-%m-%dT00:00:00Z}" if day else None,
    )
    info = pdf.docinfo
    for key in list(info.keys()):
        del info[key]
    values = {
        "/Title": meta.title,
        "/Author": meta.author,
        "/Keywords": ", ".join(keywords),
        "/Creator": _GENERATOR,
        "/Producer": _PRODUCER,
    }
    for key, value in values.items():
        if value:
            info[key] = String(value)
    if issued:
        info["/CreationDate"] = info["/ModDate"] = String(_pdf_date(issued))
    metadata = pdf.make_stream(xmp(said, _PRODUCER))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata

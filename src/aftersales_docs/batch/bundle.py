"""All documents of a batch as one file: an archive, or one PDF for the print shop."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import pikepdf

from ..errors import OutputError, Place, Problem, printable

__all__ = ["write_archive", "write_merged"]

# The documents of a volume; more would need more memory than a batch may have.
VOLUME: Final = 1000
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_XMP: Final = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
# What of a page belongs to its own document's structure, which is left behind.
_OF_STRUCTURE: Final = ("/StructParents", "/Tabs", "/AF")


def _taken(path: Path) -> OutputError:
    return OutputError(
        Problem(
            "output",
            "the file exists already.",
            "Choose another name, or run it with --resume.",
            place=Place(str(path)),
        )
    )


def refuse_taken(path: Path | None, *, replace: bool) -> None:
    """See that a bundle does not lie in the way of another file.

    Raises:
        OutputError: it does.

    """
    if path is not None and path.exists() and not replace:
        raise _taken(path)


def _placed(part: Path, path: Path) -> None:
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)


def write_archive(path: Path, folder: Path, names: Iterable[str], *, replace: bool) -> None:
    """Put the files ``names`` of ``folder`` into the archive ``path``, in their order.

    The same files give the same bytes: the archive holds no times.
    """
    refuse_taken(path, replace=replace)
    part = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for name in names:
                info = zipfile.ZipInfo(name, _DAY)
                info.external_attr = 0o644 << 16
                archive.writestr(info, (folder / name).read_bytes())
        _placed(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_merged(path: Path, pages: Iterable[Path], *, replace: bool) -> list[Path]:
    """One PDF of many, with a bookmark each, as PDF/A-3b; gives back the files written.

    A file holds up to 1000 documents; with more, volumes are numbered (``out-2.pdf``).
    Tags, attachments and places to sign stay in the single files: the pages are for paper.
    """
    written: list[Path] = []
    rest = iter(pages)
    while volume := list(islice(rest, VOLUME)):
        number = len(written) + 1
        to = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        refuse_taken(to, replace=replace)
        part = to.with_name(f".{to.name}.part")
        try:
            _merge(volume, part)
            _placed(part, to)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        written.append(to)
    return written


def _merge(sources: list[Path], part: Path) -> None:
    with pikepdf.new() as whole:
        shared: dict[bytes, Any] = {}
        marks: list[pikepdf.OutlineItem] = []
        for source in sources:
            first = len(whole.pages)
            with pikepdf.open(source) as one:
                for page in one.pages:
                    _for_paper(page.obj)
                whole.pages.extend(one.pages)
                _colours(whole, one)
            for page in list(whole.pages)[first:]:
                _share(whole, page.obj, shared)
            marks.append(pikepdf.OutlineItem(source.stem, first, "XYZ"))
        with whole.open_outline() as outline:
            outline.root.extend(marks)
        _declare(whole, part.stem.removeprefix(".").removesuffix(".pdf"))
        whole.save(
            part,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )


def _for_paper(page: pikepdf.Object) -> None:
    """Take from a page what leads into its own document: structure, places to sign."""
    for key in _OF_STRUCTURE:
        if key in page:
            del page[key]
    if "/Annots" not in page:
        return
    links = [one for one in _annotations(page) if "/A" in one and _is_web(one["/A"])]
    for link in links:
        for key in ("/StructParent", "/Dest"):
            if key in link:
                del link[key]
    if links:
        page["/Annots"] = pikepdf.Array(links)
    else:
        del page["/Annots"]


def _annotations(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for one in list(page["/Annots"]):
        if one.get("/Subtype") == "/Link":
            yield one


def _is_web(action: pikepdf.Object) -> bool:
    return action.get("/S") == "/URI"


def _colours(whole: pikepdf.Pdf, one: pikepdf.Pdf) -> None:
    """What says which colours are meant: of the first document, it is the same in all."""
    if "/OutputIntents" not in whole.Root and "/OutputIntents" in one.Root:
        whole.Root["/OutputIntents"] = whole.copy_foreign(
            one.make_indirect(one.Root["/OutputIntents"])
        )


def _share(whole: pikepdf.Pdf, page: pikepdf.Object, shared: dict[bytes, Any]) -> None:
    """Let pages have one font in common where theirs are the same, byte for byte."""
    fonts = page.get("/Resources", pikepdf.Dictionary()).get("/Font")
    if fonts is None:
        return
    for name in list(fonts.keys()):
        for font in _with_files(fonts[name]):
            for key in ("/FontFile2", "/FontFile3"):
                if key in font:
                    file = font[key]
                    mark = sha256(file.read_raw_bytes()).digest()
                    font[key] = shared.setdefault(mark, file)


def _with_files(font: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The descriptors of a font and of those within it."""
    for one in (font, *font.get("/DescendantFonts", ())):
        if "/FontDescriptor" in one:
            yield one["/FontDescriptor"]


def _declare(whole: pikepdf.Pdf, title: str) -> None:
    """Say what the file is: PDF/A-3, level B, since no tags go with the pages."""
    metadata = whole.make_stream(_XMP.format(title=escape(printable(title))).encode())
    metadata["/Type"] = pikepdf.Name("/Metadata")
    metadata["/Subtype"] = pikepdf.Name("/XML")
    whole.Root["/Metadata"] = metadata
    whole.docinfo["/Title"] = title
    whole.Root["/PageMode"] = pikepdf.Name("/UseOutlines")

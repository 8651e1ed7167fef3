"""What makes WeasyPrint's PDF/A-3a a PDF/UA-1 file too: the last touches before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pydyf

from .fragments import join_fragments
from .tagging import NOTHING, Tagged
from .xmp import xmp

VARIANT = "pdf/a-3a"
_HEADINGS = tuple(f"/H{level}" for level in range(1, 7))


def referred(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object that ``reference`` (``12 0 R``) names."""
    return pdf.objects[int(reference.split()[0])]


def tags_of(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    """All structure elements."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem":
            yield item


def conform(
    pdf: pydyf.PDF,
    metadata: Any,
    seen: Tagged,
    texts: Mapping[str, str],
    mime: Mapping[str, str],
) -> None:
    """Make ``pdf`` say what both standards want said.

    ``metadata`` are WeasyPrint's own; ``texts`` are the words for links, by the anchor they
    lead to; ``mime`` the types of the attached files, by their names.
    """
    _identify(pdf, metadata)
    join_fragments(pdf, seen)
    _raise_headings(list(tags_of(pdf)))
    _list_identifiers(pdf)
    _set_aside(pdf, seen.aside)
    _name_links(pdf, texts)
    _describe_files(pdf, mime)
    _leave_pictures_alone(pdf)


def _identify(pdf: pydyf.PDF, metadata: Any) -> None:
    """Claim both standards in the metadata, which archives read uncompressed."""
    stream = referred(pdf, pdf.catalog["Metadata"])
    stream.stream = [xmp(metadata, pdf.info["Producer"].string)]
    stream.compress = False


def _raise_headings(tags: Iterable[pydyf.Dictionary]) -> None:
    """Begin the headings with the first level: a section without a title has none."""
    headings = [tag for tag in tags if tag["S"] in _HEADINGS]
    lift = min((_HEADINGS.index(tag["S"]) for tag in headings), default=0)
    for tag in headings:
        tag["S"] = _HEADINGS[_HEADINGS.index(tag["S"]) - lift]


def _list_identifiers(pdf: pydyf.PDF) -> None:
    """The tree by which a reader finds a table's headers, and no empty lists of them."""
    found: dict[str, bytes] = {}
    for tag in tags_of(pdf):
        if "ID" in tag:
            found[tag["ID"].string] = tag.reference
        if not tag.get("A", {}).get("Headers", True):
            del tag["A"]["Headers"]
    if not found:
        return
    names = pydyf.Array()
    for name in sorted(found):
        names.extend((pydyf.String(name), found[name]))
    limits = pydyf.Array(pydyf.String(name) for name in (min(found), max(found)))
    leaf = pydyf.Dictionary({"Names": names, "Limits": limits})
    pdf.add_object(leaf)
    root = referred(pdf, pdf.catalog["StructTreeRoot"])
    root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})


def _set_aside(pdf: pydyf.PDF, aside: Mapping[int, set[int]]) -> None:
    """Make running heads and feet artifacts, which no reading aid reads out on each page."""
    tree = referred(pdf, referred(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for number, marks in aside.items():
        for mark in marks:
            tree[2 * number + 1][mark] = NOTHING
        page = referred(pdf, pdf.page_references[number])
        lines = referred(pdf, page["Contents"]).stream
        for index, line in enumerate(lines):
            if isinstance(line, pydyf.Dictionary) and line.get("MCID") in marks:
                lines[index - 1] = "/Artifact"
                lines[index] = pydyf.Dictionary({"Type": "/Pagination"})


def _name_links(pdf: pydyf.PDF, texts: Mapping[str, str]) -> None:
    """Say in words where a link leads."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            target = item["Dest"].string
            item["Contents"] = pydyf.String(texts.get(target, target))


def _describe_files(pdf: pydyf.PDF, mime: Mapping[str, str]) -> None:
    """Name each attached file once among those that belong to the document, and its type.

    The type would else come from a list that differs from machine to machine.
    """
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for reference in pdf.catalog["AF"]:
        file = referred(pdf, reference)
        kind = mime.get(str(file["UF"].string))
        if kind:
            stream = referred(pdf, file["EF"]["F"])
            stream.extra["Subtype"] = f"/{kind.replace('/', '#2f')}"


def _leave_pictures_alone(pdf: pydyf.PDF) -> None:
    """Let no viewer smooth pictures: PDF/A shows every pixel as it is."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            for picture in (item, item.extra.get("SMask")):
                if isinstance(picture, pydyf.Stream):
                    picture.extra["Interpolate"] = "false"

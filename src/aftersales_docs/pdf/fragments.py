"""What a page break parts is one thing to a reader: tags of its fragments are joined.

WeasyPrint tags each page for itself, so that a paragraph that goes on overleaf would be two,
and a table several, each with its head again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from .tagging import Tagged

_JOINED = {
    "/P",
    "/L",
    "/LI",
    "/LBody",
    "/Table",
    "/TBody",
    "/TR",
    "/TD",
    "/Sect",
    "/Div",
    "/TOC",
    "/TOCI",
}


def join_fragments(pdf: pydyf.PDF, seen: Tagged) -> None:
    """Join what page breaks have parted, and set heads that a table repeats aside."""
    renamed = _renamed_heads(seen)
    for (_, kind), by_page in seen.fragments.items():
        if kind == "/THead":
            for page, tag in list(by_page.items())[1:]:
                _remove(pdf, tag, seen.aside.setdefault(page, set()))
    for (_, kind), by_page in seen.fragments.items():
        if kind in _JOINED:
            first, *later = (tag for tag in by_page.values() if tag)
            for tag in later:
                _join(pdf, first, tag)
    _rename(pdf, renamed)


def _renamed_heads(seen: Tagged) -> dict[str, pydyf.String]:
    """The identifiers of heads on later pages, and those of the first that stand for them."""
    renamed: dict[str, pydyf.String] = {}
    for (_, kind), by_page in seen.fragments.items():
        if kind == "/TH":
            first, *later = by_page.values()
            renamed |= {tag["ID"].string: first["ID"] for tag in later if "ID" in tag}
    return renamed


def _referred(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _children(pdf: pydyf.PDF, tag: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
    """The tags right below ``tag``; marks and annotations are not tags."""
    for kid in tag["K"]:
        if isinstance(kid, bytes):
            child = _referred(pdf, kid)
            if child.get("Type") == "/StructElem":
                yield child


def _join(pdf: pydyf.PDF, first: pydyf.Dictionary, tag: pydyf.Dictionary) -> None:
    """Put what is in ``tag`` behind what is in ``first``, and take ``tag`` away."""
    for child in _children(pdf, tag):
        child["P"] = first.reference
    first["K"].extend(tag["K"])
    _take_away(pdf, tag)


def _take_away(pdf: pydyf.PDF, tag: pydyf.Dictionary) -> None:
    kids = _referred(pdf, tag["P"])["K"]
    kids.remove(tag.reference)
    tag.clear()


def _remove(pdf: pydyf.PDF, tag: pydyf.Dictionary, aside: set[int]) -> None:
    """Take ``tag`` away with all below it; its marks on the page are set aside."""
    _empty(pdf, tag, aside)
    _take_away(pdf, tag)


def _empty(pdf: pydyf.PDF, tag: pydyf.Dictionary, aside: set[int]) -> None:
    for child in list(_children(pdf, tag)):
        _empty(pdf, child, aside)
        child.clear()
    aside.update(kid for kid in tag["K"] if isinstance(kid, int))


def _rename(pdf: pydyf.PDF, renamed: dict[str, pydyf.String]) -> None:
    """Let cells name the heads that are left, each once."""
    for item in pdf.objects:
        if not isinstance(item, dict) or item.get("S") != "/TD":
            continue
        heads = item["A"].get("Headers", ())
        if any(head.string in renamed for head in heads):
            kept = {head.string: head for head in (renamed.get(h.string, h) for h in heads)}
            item["A"]["Headers"] = pydyf.Array(kept.values())

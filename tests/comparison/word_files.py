"""Returned files as the other side makes them, and what a reader finds in a redline.

Nothing here uses the program's own reading: it is what the program is measured by.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from aftersales_docs.resources import data_root
from tests.made import made
from tests.reading import W, words

DATE = "2026-11-24T10:00:00Z"
DOCUMENT = "word/document.xml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NS = f'xmlns:w="{W[1:-1]}"'


def issued(name: str) -> bytes:
    """A sample as Word."""
    return made(data_root() / "samples" / name, "docx")


def xml(text: str) -> Any:
    """An element of a Word part from its text."""
    root = etree.fromstring(
        f'<x {_NS} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{text}</x>"
    )
    return root[0]


class Word:
    """A Word file to be changed."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {entry: archive.read(entry) for entry in archive.namelist()}
        self.roots: dict[str, Any] = {}

    def root(self, part: str = DOCUMENT) -> Any:
        if part not in self.roots:
            self.roots[part] = etree.fromstring(self.parts[part])
        return self.roots[part]

    @property
    def body(self) -> Any:
        return self.root().find(f"{W}body")

    def paragraphs(self) -> list[Any]:
        """The paragraphs with words in them, those of tables too."""
        return [p for p in self.body.iter(f"{W}p") if text_of(p).strip()]

    def paragraph(self, words_: str) -> Any:
        """The paragraph that holds some words."""
        return next(p for p in self.paragraphs() if words_ in words(text_of(p)))

    def bookmarked(self, clause: str) -> Any:
        """The paragraph that carries a clause's bookmark."""
        marks = self.body.iter(f"{W}bookmarkStart")
        mark = next(m for m in marks if m.get(f"{W}name") == clause)
        return next(up for up in mark.iterancestors() if up.tag == f"{W}p")

    def replace(self, old: str, new: str, part: str = DOCUMENT) -> None:
        """Change words silently, in the one run that holds them."""
        for node in self.root(part).iter(f"{W}t"):
            text = (node.text or "").replace("\xa0", " ")
            if old in text:
                node.text = text.replace(old, new, 1)
                return
        raise AssertionError(old)

    def track(self, old: str, new: str, author: str = "Eve") -> None:
        """Change words as Word does while it tracks."""
        for run in list(self.root().iter(f"{W}r")):
            node = run.find(f"{W}t")
            text = "" if node is None else (node.text or "").replace("\xa0", " ")
            if old not in text:
                continue
            before, _, after = text.partition(old)
            pieces = [
                made_run(run, before),
                tracked("del", made_run(run, old), author),
                tracked("ins", made_run(run, new), author),
                made_run(run, after),
            ]
            for piece in pieces:
                run.addprevious(piece)
            run.getparent().remove(run)
            return
        raise AssertionError(old)

    def add_part(self, name: str, kind: str, content: str, media: str = "") -> str:
        """A further part of the main document; gives the relationship's identifier."""
        rels = self.root("word/_rels/document.xml.rels")
        key = f"rIdNew{len(rels)}"
        space = "http://schemas.openxmlformats.org/"
        rel = etree.SubElement(rels, f"{{{space}package/2006/relationships}}Relationship")
        rel.set("Id", key)
        rel.set("Type", f"{space}officeDocument/2006/relationships/{kind}")
        rel.set("Target", name)
        if kind == "hyperlink":
            rel.set("TargetMode", "External")
            return key
        self.parts[f"word/{name}"] = content.encode()
        types = self.root("[Content_Types].xml")
        override = etree.SubElement(types, f"{{{space}package/2006/content-types}}Override")
        override.set("PartName", f"/word/{name}")
        base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        override.set("ContentType", media or f"{base}.{kind}+xml")
        return key

    def content(self) -> bytes:
        """The changed file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in self.parts.items():
                changed = self.roots.get(name)
                archive.writestr(name, content if changed is None else etree.tostring(changed))
        return buffer.getvalue()


def text_of(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def made_run(like: Any, text: str) -> Any:
    """A run with the looks of another."""
    run = etree.Element(f"{W}r")
    properties = like.find(f"{W}rPr")
    if properties is not None:
        run.append(etree.fromstring(etree.tostring(properties)))
    node = etree.SubElement(run, f"{W}t")
    node.set(SPACE, "preserve")
    node.text = text
    return run


def tracked(name: str, run: Any, author: str = "Eve") -> Any:
    """A run inside a tracked insertion or deletion."""
    node = etree.Element(f"{W}{name}")
    node.set(f"{W}id", "900")
    node.set(f"{W}author", author)
    node.set(f"{W}date", DATE)
    node.append(run)
    if name == "del":
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
    return node


def changed(content: bytes, change: Callable[[Word], object]) -> bytes:
    """A file with something done to it."""
    word = Word(content)
    change(word)
    return word.content()


_GONE = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}


# What shows words, or a character of its own.
_SHOWN = {
    f"{W}t": "",
    f"{W}delText": "",
    f"{W}tab": " ",
    f"{W}br": " ",
    f"{W}noBreakHyphen": "\u2011",
}


def lines(content: bytes, *, accept: bool, part: str = DOCUMENT) -> list[str]:
    """The paragraphs of a part once its tracked changes are all accepted, or all rejected."""
    root = Word(content).root(part)
    gone = {f"{W}{name}" for name in _GONE[accept]}
    found: list[str] = []
    open_line = ""
    for paragraph in root.iter(f"{W}p"):
        if _in_gone_row(paragraph, accept):
            continue
        open_line += "".join(_texts(paragraph, gone))
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        if marks is None or not any(child.tag in gone for child in marks):
            found.append(words(open_line))
            open_line = ""
    return [line for line in [*found, words(open_line)] if line]


def _in_gone_row(paragraph: Any, accept: bool) -> bool:
    name = _GONE[accept][0]
    rows = (up for up in paragraph.iterancestors() if up.tag == f"{W}tr")
    return any(row.find(f"{W}trPr/{W}{name}") is not None for row in rows)


def _texts(paragraph: Any, gone: set[str]) -> Iterator[str]:
    for node in paragraph.iter(*_SHOWN):
        above = list(node.iterancestors())
        owner = next(up for up in above if up.tag == f"{W}p")
        if owner is not paragraph or any(up.tag in gone or up.tag == f"{W}pPr" for up in above):
            continue
        yield _SHOWN[node.tag] or node.text or ""


def save(folder: Path, name: str, content: bytes) -> Path:
    """``content`` as a file."""
    path = folder / name
    path.write_bytes(content)
    return path

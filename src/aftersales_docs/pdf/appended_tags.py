"""The tags of an appended PDF, made a part of the document's own tree."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_STANDARD: Final = frozenset(
    {
        "/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI",
        "/Index", "/NonStruct", "/Private", "/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6",
        "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot",
        "/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link", "/Annot", "/Ruby",
        "/RB", "/RT", "/RP", "/Warichu", "/WT", "/WP", "/Figure", "/Formula", "/Form",
    }
)  # fmt: skip
_ROLES_DEEP: Final = 20


class Tags:
    """Takes the tags of one other file into those of ``pdf``.

    ``prefix`` keeps the identifiers of elements apart from all others.
    """

    def __init__(self, pdf: pikepdf.Pdf, prefix: str) -> None:
        self.pdf, self.prefix = pdf, prefix
        self.root = pdf.Root.StructTreeRoot
        self.numbers = _numbers(self.root.ParentTree)
        self.base = max(self.numbers, default=-1) + 1

    def renumber(self, other: pikepdf.Pdf) -> None:
        """Let what is tagged in ``other`` look up its tags where they are going to stand."""
        for item in other.objects:
            if isinstance(item, pikepdf.Stream | Dictionary):
                for key in ("/StructParents", "/StructParent"):
                    if key in item:
                        item[key] = int(item[key]) + self.base

    def take(self, other: pikepdf.Pdf, before: Container[Any], title: str) -> None:
        """Copy the tags of ``other``, whose pages are in ``pdf`` by now.

        They stand behind those of the pages in ``before``.
        """
        tree = other.Root.StructTreeRoot
        for element in list(_elements(tree)):
            self._adapt(element, tree)
        moved = _numbers(tree.ParentTree)
        section = self._section(other, tree, title)
        document = self.root.K[0] if isinstance(self.root.K, Array) else self.root.K
        kids = list(document.K)
        position = sum(1 for kid in kids if _page_of(kid) in before)
        document.K = Array([*kids[:position], section, *kids[position:]])
        section.P = document
        for key, value in moved.items():
            self.numbers[key + self.base] = _copied(self.pdf, value)
        pairs = [part for key in sorted(self.numbers) for part in (key, self.numbers[key])]
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(pairs)))
        self.root.ParentTreeNextKey = max(self.numbers) + 1
        self._list_identifiers()

    def _section(self, other: pikepdf.Pdf, tree: Any, title: str) -> Any:
        section = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Sect, T=String(title), K=Array())
        )
        if "/Lang" in other.Root:
            section.Lang = String(str(other.Root.Lang))
        for kid in _kids(tree):
            mine = _copied(self.pdf, kid)
            mine.P = section
            section.K.append(mine)
        return section

    def _adapt(self, element: Any, tree: Any) -> None:
        """Make an element of the other file say by itself what its file's maps say of it."""
        _without_widgets(element)
        if "/AF" in element:
            del element["/AF"]
        element.S = Name(_role(str(element.S), tree.get("/RoleMap", Dictionary())))
        attributes = _attributes(element, tree.get("/ClassMap", Dictionary()))
        if str(element.S) == "/TH" and not any("/Scope" in one for one in attributes):
            attributes.append(Dictionary(O=Name.Table, Scope=_scope(element)))
        for attribute in attributes:
            if "/Headers" in attribute:
                attribute.Headers = Array([self._named(one) for one in attribute.Headers])
        if attributes:
            element.A = attributes[0] if len(attributes) == 1 else Array(attributes)
        if "/ID" in element:
            element.ID = self._named(element.ID)

    def _named(self, identifier: Any) -> Any:
        mark = f"{self.prefix}-".encode()
        content = bytes(identifier)
        # Attributes of a class are shared; none gets its prefix twice.
        return String(content if content.startswith(mark) else mark + content)

    def _list_identifiers(self) -> None:
        found = {bytes(one.ID): one for one in _elements(self.root) if "/ID" in one}
        if not found:
            return
        names: list[Any] = []
        for name in sorted(found):
            names += [String(name), found[name]]
        limits = Array([String(min(found)), String(max(found))])
        leaf = self.pdf.make_indirect(Dictionary(Names=Array(names), Limits=limits))
        self.root.IDTree = self.pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def _scope(head: Any) -> Name:
    """What a head is the head of, where its file does not say: beside cells, of their row."""
    beside = _kids(head.get("/P", Dictionary()))
    return Name.Row if any(str(one.get("/S")) == "/TD" for one in beside) else Name.Column


def _attributes(element: Any, classes: Any) -> list[Any]:
    """The attributes of an element, its own and those of its classes."""
    found = _listed(element.get("/A"))
    for name in _listed(element.get("/C")):
        if isinstance(name, Name):
            found += _listed(classes.get(str(name)))
    if "/C" in element:
        del element["/C"]
    return [one for one in found if isinstance(one, Dictionary)]


def _copied(pdf: pikepdf.Pdf, value: Any) -> Any:
    """What ``value`` of another file is in ``pdf``; each object is copied once."""
    if isinstance(value, Array) and not value.is_indirect:
        return Array([_copied(pdf, one) for one in value])
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return pdf.copy_foreign(value)
    return value


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _kids(element: Any) -> list[Any]:
    return [
        kid for kid in _listed(element.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid
    ]


def _elements(tree: Any) -> Iterator[Any]:
    waiting = _kids(tree)
    while waiting:
        element = waiting.pop()
        yield element
        waiting += _kids(element)


def _without_widgets(element: Any) -> None:
    """Take away what leads to a field that stays behind, and the element of that field."""
    kept = [kid for kid in _listed(element.get("/K")) if not _is_field(kid)]
    if "/K" in element:
        element.K = Array(kept)


def _is_field(kid: Any) -> bool:
    if not isinstance(kid, Dictionary):
        return False
    if str(kid.get("/S")) == "/Form":
        return all(_is_field(one) for one in _listed(kid.get("/K")))
    target = kid.get("/Obj")
    return isinstance(target, Dictionary) and str(target.get("/Subtype")) == "/Widget"


def _role(name: str, roles: Any) -> str:
    """The standard type that a type of the file's own stands for; a top element is a section."""
    for _ in range(_ROLES_DEEP):
        if name in _STANDARD or name not in roles:
            break
        name = str(roles[name])
    if name == "/Document":
        return "/Sect"
    return name if name in _STANDARD else "/NonStruct"


def _numbers(tree: Any) -> dict[int, Any]:
    """The entries of a number tree."""
    found: dict[int, Any] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        waiting += _listed(node.get("/Kids"))
        listed = _listed(node.get("/Nums"))
        found |= {int(key): value for key, value in zip(listed[::2], listed[1::2], strict=True)}
    return found


def _page_of(element: Any) -> Any:
    """The page on which an element begins, by the first of it that stands on a page."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Dictionary):
            if "/Pg" in one:
                return one.Pg.objgen
            waiting += reversed(_listed(one.get("/K")))
    return None

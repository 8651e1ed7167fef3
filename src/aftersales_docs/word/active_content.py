"""What is active in a Word file, or comes from elsewhere: told part by part.

Word goes by content types and relationships, LibreOffice by relationships, and neither by the
names of parts. So each part is judged by its content type, each relationship by its kind and
by what it leads to; what is not known is not taken in.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from ..characters import REORDERING, reordering_name
from ..errors import LibraryError, Place, Problem, term, worded
from ..messages import finished
from ..ooxml.fields import LOCAL_FIELDS
from ..sandbox.links import ALLOWED_LINKS, is_allowed_link
from ..sandbox.pictures import picture_fault
from .part_kinds import (
    BINARY_RELATIONS,
    BINARY_TYPES,
    FILLED,
    FILLED_TYPES,
    FORBIDDEN_ELEMENTS,
    FORBIDDEN_NAMES,
    FORBIDDEN_RELATIONS,
    FORBIDDEN_TYPES,
    RELATIONS,
    XML_TYPES,
)

MAX_XML_BYTES = 16 * 2**20
TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_ELSEWHERE = worded("something that Word would load from elsewhere")
_SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def refused(path: Path, code: str, message: str, cure: str) -> LibraryError:
    """The error for a template that is not taken in."""
    return LibraryError(Problem(code, message, cure, place=Place(str(path))))


def too_large(path: Path, what: str) -> LibraryError:
    """The error for a template that is larger than any needs to be."""
    return refused(
        path,
        "word-template-too-large",
        finished(what),
        "Take large pictures and embedded files out.",
    )


def active(path: Path, what: str, part: str) -> LibraryError:
    """The error for a template with ``what`` in ``part``."""
    return refused(
        path,
        "word-template-active",
        worded("the template holds {what} ({part}).", what=term(what), part=part),
        "Take it out in Word; a template may hold text, looks and pictures of its own.",
    )


@dataclass(slots=True)
class PartsReview:
    """Looks through the parts of one Word file; names compare without regard to case."""

    path: Path
    parts: Mapping[str, bytes]
    xml: dict[str, etree._Element] = field(default_factory=dict)
    _defaults: dict[str, str] = field(default_factory=dict)
    _overrides: dict[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """See that nothing in the file is active, unknown, or from elsewhere.

        Raises:
            LibraryError: something is; with the part.

        """
        for name in self.parts:
            self._check_name(name)
        self._read_types()
        for name, part in self.parts.items():
            self._check_part(name, part)
        for name, root in self.xml.items():
            self._check_elements(name, root)
            if etree.QName(root).localname == "Relationships":
                self._check_relations(name, root)
        for name in self.parts:
            self._check_type(name)

    def type_of(self, name: str) -> str:
        """The content type of a part, in small letters; empty where it has none."""
        folded = name.lower()
        extension = posixpath.basename(folded).rpartition(".")[2]
        return self._overrides.get(folded) or self._defaults.get(extension, "")

    # parts

    def _check_name(self, name: str) -> None:
        for mark, what in FORBIDDEN_NAMES:
            found = posixpath.basename(name) if mark == "vba" else name
            if found.lower().startswith(mark):
                raise active(self.path, what, name)

    def _read_types(self) -> None:
        for node in self._parsed(TYPES, self.parts[TYPES]).iter(etree.Element):
            kind = str(node.get("ContentType", "")).strip().lower()
            match etree.QName(node).localname:
                case "Default":
                    self._defaults[str(node.get("Extension", "")).lower()] = kind
                case "Override":
                    name = unquote(str(node.get("PartName", ""))).lstrip("/").lower()
                    self._overrides[name] = kind

    def _check_part(self, name: str, part: bytes) -> None:
        kind = self.type_of(name)
        if kind in BINARY_TYPES and not name.lower().endswith((".xml", ".rels", ".vml")):
            self._check_picture(name, part)
        elif kind in XML_TYPES or name.lower().endswith((".xml", ".rels", ".vml")):
            self.xml[name] = self._parsed(name, part)
        elif name.lower().endswith(_PICTURES):
            self._check_picture(name, part)

    def _check_type(self, name: str) -> None:
        """See that the part is of a kind that a document is made of."""
        kind = self.type_of(name)
        if name.lower() == TYPES.lower():
            return
        for mark, what in FORBIDDEN_TYPES.items():
            if mark in kind:
                raise active(self.path, what, name)
        if kind not in XML_TYPES | BINARY_TYPES:
            raise active(
                self.path,
                worded("a part of unknown kind, {kind}", kind=kind or worded("without a type")),
                name,
            )
        if (kind in FILLED_TYPES) != bool(FILLED.fullmatch(name)):
            raise active(self.path, "a part whose name does not fit its kind", f"{name}: {kind}")
        if (kind == _RELATIONSHIPS) != name.lower().endswith(".rels"):
            raise active(self.path, "a part whose name does not fit its kind", f"{name}: {kind}")

    def _parsed(self, name: str, part: bytes) -> etree._Element:
        if len(part) > MAX_XML_BYTES:
            raise too_large(
                self.path,
                worded(
                    "the part {name} has more than {max_xml_bytes} MB",
                    name=name,
                    max_xml_bytes=MAX_XML_BYTES // 2**20,
                ),
            )
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise active(self.path, "a document type with entities", name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            root = etree.fromstring(part, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise refused(
                self.path,
                "word-template-xml",
                worded("the part {name} is no sound XML ({error}).", name=name, error=error),
                "Open it in Word or LibreOffice and save it as .docx.",
            ) from error
        # A document type in another encoding escapes a search of bytes.
        if root.getroottree().docinfo.internalDTD is not None:
            raise active(self.path, "a document type with entities", name)
        return root

    def _check_picture(self, name: str, part: bytes) -> None:
        if fault := picture_fault(part):
            raise too_large(
                self.path, worded("the picture {name} {fault}", name=name, fault=fault)
            )

    # relationships

    def _check_relations(self, name: str, root: etree._Element) -> None:
        for relation in root.iter(etree.Element):
            if etree.QName(relation).localname == "Relationship":
                self._check_relation(name, relation)

    def _check_relation(self, name: str, relation: etree._Element) -> None:
        kind = str(relation.get("Type")).rstrip("/").rpartition("/")[2]
        target = str(relation.get("Target"))
        where = f"{name}: {target}"
        if what := FORBIDDEN_RELATIONS.get(kind.lower()):
            raise active(self.path, what, where)
        external = str(relation.get("TargetMode", "")).lower() == "external"
        if kind == "hyperlink" and external and is_allowed_link(target):
            return
        if external or _SCHEME.match(target):
            what = _link_fault() if kind == "hyperlink" else _ELSEWHERE
            raise active(self.path, what, where)
        if kind not in RELATIONS:
            raise active(
                self.path, worded("a relationship of unknown kind, {kind}", kind=kind), where
            )
        self._check_target(name, kind, target)

    def _check_target(self, name: str, kind: str, target: str) -> None:
        """See that a relationship leads to a part of the file that was looked through."""
        if target.startswith("#") or (kind == "image" and target == "NULL"):
            return
        source = name.lower().replace("_rels/", "").removesuffix(".rels")
        folder = posixpath.dirname(source)
        found = posixpath.normpath(posixpath.join("/", folder, unquote(target).lower()))
        parts = {part.lower(): part for part in self.parts}
        part = parts.get(found.lstrip("/").partition("#")[0])
        if part is None:
            raise active(self.path, "a relationship that leads to no part", f"{name}: {target}")
        if part not in self.xml and kind not in BINARY_RELATIONS:
            raise active(self.path, "a part whose kind does not fit its use", f"{name}: {target}")

    # elements and fields

    def _check_elements(self, name: str, root: etree._Element) -> None:
        for element in root.iter(etree.Element):
            qualified = etree.QName(element)
            if (qualified.namespace or "").startswith(_STRICT):
                raise refused(
                    self.path,
                    "word-template",
                    "the template is saved as Strict Open XML.",
                    "Save it from Word as an ordinary Word document (.docx).",
                )
            if bad := REORDERING.search(element.text or ""):
                raise refused(
                    self.path,
                    "reordering-character",
                    worded(
                        (
                            "the part {name} holds the character {reordering_name}, which shows "
                            "text in another order than it is written in."
                        ),
                        name=name,
                        reordering_name=reordering_name(bad[0]),
                    ),
                    "Type the text anew.",
                )
            if what := FORBIDDEN_ELEMENTS.get(qualified.localname):
                raise active(self.path, what, name)
            self._check_attributes(name, element)
        for code in field_codes(root):
            self._check_field(name, code)

    def _check_attributes(self, name: str, element: etree._Element) -> None:
        for attribute, content in element.attrib.items():
            value = str(content)
            local = str(attribute).rpartition("}")[2].lower()
            if local == "src" and ("://" in value or _SCHEME.match(value)):
                raise active(self.path, _ELSEWHERE, f"{name}: {value}")
            if local == "href" and _SCHEME.match(value) and not is_allowed_link(value):
                raise active(self.path, _link_fault(), f"{name}: {value}")

    def _check_field(self, name: str, code: str) -> None:
        if "{{" in code or "{%" in code:
            raise active(
                self.path,
                "a tag in the code of a field, where values could give orders",
                f"{name}: {code.strip()[:60]}",
            )
        if not code.strip():
            return
        word = re.match(r"\s*([A-Za-z]+|=)", code)
        found = word[1].upper() if word else code.strip()[:20]
        if found not in LOCAL_FIELDS:
            raise active(
                self.path,
                worded("the field {found}, which reaches beyond the document", found=found),
                name,
            )
        if found == "HYPERLINK" and (link := _outside_link(code)) is not None:
            raise active(self.path, _link_fault(), f"{name}: {link}")


def _link_fault() -> str:
    return worded("a link that is none of {allowed_links}", allowed_links=", ".join(ALLOWED_LINKS))


def _outside_link(code: str) -> str | None:
    """Where a HYPERLINK field leads, if it may not lead there."""
    arguments = re.findall(r'"[^"]*"?|\S+', code)[1:]
    targets = []
    for before, argument in zip(["", *arguments], arguments, strict=False):
        of_switch = before.lower() in {"\\l", "\\o", "\\t"}
        if not argument.startswith("\\") and not of_switch:
            targets.append(argument.strip('"'))
        elif argument.startswith("\\\\"):
            targets.append(argument)
    within = any(one.lower() == "\\l" for one in arguments)
    if not targets:
        return None if within else code.strip()[:60]
    return next((one for one in targets if not is_allowed_link(one)), None)


def field_codes(root: etree._Element) -> Iterator[str]:
    """The code of every field, deleted ones too; Word may tear one into runs, and nest them."""
    open_codes: list[list[str]] = []
    for element in root.iter(etree.Element):
        match etree.QName(element).localname:
            case "fldSimple":
                yield _attribute(element, "instr")
            case "instrText" | "delInstrText":
                if not open_codes:  # Outside any field; what Word makes of it is not known.
                    open_codes.append([])
                open_codes[-1].append(element.text or "")
            case "fldChar" if _attribute(element, "fldCharType") == "begin":
                open_codes.append([])
            case "fldChar" if _attribute(element, "fldCharType") == "end" and open_codes:
                yield "".join(open_codes.pop())
    for code in open_codes:
        yield "".join(code)


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""

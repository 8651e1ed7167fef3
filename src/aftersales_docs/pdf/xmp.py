"""The metadata of a PDF as XMP: what it is called, who made it, and which standards it meets.

The libraries that write PDFs claim one standard only, or explain it so that not every judge
sees it. Every property here is either one that PDF/A knows or one that the packet itself
explains, as PDF/A wants.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_PDF: Final = "http://ns.adobe.com/pdf/1.3/"
_PDFA: Final = "http://www.aiim.org/pdfa/ns"
_UA: Final = "http://www.aiim.org/pdfua/ns/id/"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD: Final = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_TAIL: Final = b'\n<?xpacket end="r"?>'
_UA_EXPLAINED: Final = f"""
<rdf:Description xmlns:rdf="{_RDF}" rdf:about="" xmlns:pdfaExtension="{_PDFA}/extension/"
 xmlns:pdfaSchema="{_PDFA}/schema#" xmlns:pdfaProperty="{_PDFA}/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


@dataclass(frozen=True, slots=True)
class Description:
    """What a file says of itself; WeasyPrint has such an object of its own."""

    title: str
    authors: list[str]
    lang: str
    keywords: list[str]
    generator: str
    created: str | None
    modified: str | None
    description: str = ""


def _described(rdf: etree._Element, prefix: str, namespace: str) -> etree._Element:
    description = etree.SubElement(rdf, f"{{{_RDF}}}Description", nsmap={prefix: namespace})
    description.set(f"{{{_RDF}}}about", "")
    return description


def _simple(
    rdf: etree._Element, prefix: str, namespace: str, values: dict[str, str | None]
) -> None:
    """Properties with one value each; those without are left out."""
    given = {name: value for name, value in values.items() if value}
    if given:
        description = _described(rdf, prefix, namespace)
        for name, value in given.items():
            etree.SubElement(description, f"{{{namespace}}}{name}").text = value


def _listed(description: etree._Element, name: str, form: str, values: list[str]) -> None:
    """A Dublin Core property whose values are a list (``Seq``, ``Bag``) or a text (``Alt``)."""
    if not values:
        return
    entries = etree.SubElement(
        etree.SubElement(description, f"{{{_DC}}}{name}"), f"{{{_RDF}}}{form}"
    )
    for value in values:
        entry = etree.SubElement(entries, f"{{{_RDF}}}li")
        entry.text = value
        if form == "Alt":
            entry.set(_LANG, "x-default")


def xmp(metadata: Any, producer: str) -> bytes:
    """The XMP packet of a PDF/A-3a and PDF/UA-1 file with that ``metadata``."""
    root = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    rdf = etree.SubElement(root, f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF})
    _simple(rdf, "pdfaid", f"{_PDFA}/id/", {"part": "3", "conformance": "A"})
    _simple(rdf, "pdfuaid", _UA, {"part": "1"})
    rdf.append(etree.fromstring(_UA_EXPLAINED))
    core = _described(rdf, "dc", _DC)
    _listed(core, "title", "Alt", [metadata.title] if metadata.title else [])
    _listed(core, "creator", "Seq", [", ".join(metadata.authors)] if metadata.authors else [])
    _listed(core, "description", "Alt", [metadata.description] if metadata.description else [])
    _listed(core, "language", "Bag", [metadata.lang] if metadata.lang else [])
    _simple(rdf, "pdf", _PDF, {"Producer": producer, "Keywords": ", ".join(metadata.keywords)})
    _simple(
        rdf,
        "xmp",
        _XMP,
        {
            "CreatorTool": metadata.generator,
            "CreateDate": metadata.created,
            "ModifyDate": metadata.modified,
        },
    )
    return _HEAD + etree.tostring(root, encoding="UTF-8") + _TAIL

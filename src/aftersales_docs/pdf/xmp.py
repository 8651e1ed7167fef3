"""The metadata of a PDF as XMP: what it is called, who made it, and which standards it meets.

The libraries that write PDFs claim one standard only, or explain it so that not every judge
sees it. Every property here is either one that PDF/A knows or one that the packet itself
explains, as PDF/A wants.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_PDF: Final = "http://ns.adobe.com/pdf/1.3/"
_PDFA: Final = "http://www.aiim.org/pdfa/ns"
_UA: Final = "http://www.aiim.org/pdfua/ns/id/"
# Characters that no XML may hold.
_UNTOLD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD: Final = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_TAIL: Final = b'\n<?xpacket end="r"?>'
_BEFORE: Final = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">'
_BEHIND: Final = "</rdf:RDF></x:xmpmeta>"
_UA_EXPLAINED: Final = f"""\
<rdf:Description xmlns:pdfaExtension="{_PDFA}/extension/"\
 xmlns:pdfaSchema="{_PDFA}/schema#" xmlns:pdfaProperty="{_PDFA}/property#" rdf:about="">
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


def _described(prefix: str, namespace: str, properties: str) -> str:
    """What the file says in one vocabulary; nothing where it says nothing in it."""
    if not properties:
        return ""
    begin = f'<rdf:Description xmlns:{prefix}="{namespace}" rdf:about="">'
    return f"{begin}{properties}</rdf:Description>"


def _simple(prefix: str, namespace: str, values: dict[str, str | None]) -> str:
    """Properties with one value each; those without are left out."""
    said = (
        f"<{prefix}:{name}>{_plain(value)}</{prefix}:{name}>"
        for name, value in values.items()
        if value
    )
    return _described(prefix, namespace, "".join(said))


def _listed(name: str, form: str, values: list[str]) -> str:
    """A Dublin Core property whose values are a list (``Seq``, ``Bag``) or a text (``Alt``)."""
    if not values:
        return ""
    lang = ' xml:lang="x-default"' if form == "Alt" else ""
    entries = "".join(f"<rdf:li{lang}>{_plain(value)}</rdf:li>" for value in values)
    return f"<dc:{name}><rdf:{form}>{entries}</rdf:{form}></dc:{name}>"


def _plain(text: str) -> str:
    """``text`` as XML has it; without the characters that no XML may hold."""
    return escape(_UNTOLD.sub("", text), {"\r": "&#13;"})


def xmp(metadata: Any, producer: str) -> bytes:
    """The XMP packet of a PDF/A-3a and PDF/UA-1 file with that ``metadata``."""
    core = (
        _listed("title", "Alt", [metadata.title] if metadata.title else []),
        _listed("creator", "Seq", [", ".join(metadata.authors)] if metadata.authors else []),
        _listed("description", "Alt", [metadata.description] if metadata.description else []),
        _listed("language", "Bag", [metadata.lang] if metadata.lang else []),
    )
    parts = (
        _simple("pdfaid", f"{_PDFA}/id/", {"part": "3", "conformance": "A"}),
        _simple("pdfuaid", _UA, {"part": "1"}),
        _UA_EXPLAINED,
        _described("dc", _DC, "".join(core)),
        _simple("pdf", _PDF, {"Producer": producer, "Keywords": ", ".join(metadata.keywords)}),
        _simple(
            "xmp",
            _XMP,
            {
                "CreatorTool": metadata.generator,
                "CreateDate": metadata.created,
                "ModifyDate": metadata.modified,
            },
        ),
    )
    return _HEAD + "".join((_BEFORE, *parts, _BEHIND)).encode() + _TAIL

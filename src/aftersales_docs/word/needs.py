"""What the body of a document wants of the Word template that takes it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from .build import NUMBERED_STYLES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def style_ids(parts: Mapping[str, bytes]) -> set[str]:
    """The styles of a template, by identifier."""
    if "word/styles.xml" not in parts:
        return set()
    root = etree.fromstring(parts["word/styles.xml"])
    return {str(style.get(f"{_W}styleId")) for style in root.iter(f"{_W}style")}


def lost_numbering(parts: Mapping[str, bytes]) -> str | None:
    """Why clauses would come out without their numbers; ``None`` if they count."""
    lost = sorted({*NUMBERED_STYLES} - style_ids(parts))
    if not lost and b"w:abstractNum " in parts.get("word/numbering.xml", b""):
        return None
    message = "the body counts its clauses by styles and lists that the template lacks"
    return f"{message}: {', '.join(lost)}." if lost else f"{message}."


BEGIN = "Begin with a template of 'aftersales-docs templates copy', or copy the styles from one."

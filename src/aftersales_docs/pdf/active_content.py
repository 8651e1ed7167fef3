"""What a user's HTML template put into a PDF besides its pages: links that act, files, forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from ..errors import worded
from ..sandbox.links import ALLOWED_LINKS, is_allowed_link

_SCHEMES = ", ".join(ALLOWED_LINKS)


def active_content(pdf: pydyf.PDF, metadata: Any) -> Iterator[str]:
    """What is in ``pdf`` that a template may not bring, a sentence each.

    To be asked before the program adds fields of its own. Attachments are those that the
    HTML names: they could be files beside the template, or pass for the document's input.
    """
    if metadata.attachments:
        yield worded("a template may not attach files to the document (rel=attachment)")
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            yield from _of_annotation(item)


def _of_annotation(item: pydyf.Dictionary) -> Iterator[str]:
    if item.get("Subtype") != "/Link":
        kind = str(item.get("Subtype", "")).removeprefix("/")
        yield {
            "FileAttachment": worded(
                "a template may not attach files to the document (rel=attachment)"
            ),
            "Widget": worded("a template may not hold form fields (appearance: auto)"),
        }.get(kind, worded("a template may not hold the annotation {kind}", kind=kind))
        return
    action = item.get("A")
    if action is None:
        return
    target = action.get("URI")
    text = str(target.string if isinstance(target, pydyf.String) else target)
    if action.get("S") != "/URI" or not is_allowed_link(text):
        yield worded(
            "a link may lead to {schemes} alone, not to {text}", schemes=_SCHEMES, text=text[:80]
        )

"""Hyphens at which no line may end, put into the tree for the writers alone.

The tree has plain hyphens, so that its words are what a user typed and a reader looks for; the
writers make of a kept one what their format has for it, and see to it that it is copied from a
PDF as a plain one.
"""

from __future__ import annotations

from dataclasses import replace

from ..language.typography import HYPHEN, keep_hyphens
from .inlines import Inline, Inlines, Text
from .tree import Document
from .visitors import map_inlines, map_leaves


def with_kept_hyphens(document: Document) -> Document:
    """``document`` for the page: numbers and the like with no-break hyphens (U+2011)."""
    blocks = tuple([map_inlines(block, kept) for block in document.blocks])
    return replace(document, blocks=blocks)


def kept(content: Inlines) -> Inlines:
    """``content`` with no-break hyphens; the same words if nothing changes."""
    return map_leaves(content, _kept)


def _kept(node: Inline) -> Inline:
    if not isinstance(node, Text) or HYPHEN not in node.text:
        return node
    text = keep_hyphens(node.text)
    return node if text == node.text else Text(text)

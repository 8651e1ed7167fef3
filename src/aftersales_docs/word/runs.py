"""Inline content as runs: words, weight, references that stay live, other languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..document import Break, Emphasis, Foreign, Inline, Inlines, Ref, Strong, Term, Text
from ..language.codes import LANGUAGE_TAGS
from ..language.typography import KEPT_HYPHEN
from ..ooxml.bookmarks import bookmark
from .frame import Frame


def escape(text: str) -> str:
    """``text`` for the inside of an XML element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=64)
def _run_starts(language: str, size: int) -> Mapping[str, str]:
    """How runs begin, by their character style, with the language for the spell checker.

    ``size`` is that of the type in half points, 0 that of the style.
    """
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    tag = f'{sized}<w:lang w:val="{language}"/></w:rPr>'
    return {
        "": f"<w:r><w:rPr>{tag}",
        "Strong": f'<w:r><w:rPr><w:rStyle w:val="Strong"/>{tag}',
        "Emphasis": f'<w:r><w:rPr><w:rStyle w:val="Emphasis"/>{tag}',
    }


def run(content: str, frame: Frame, style: str = "") -> str:
    """A run in the language of ``frame`` and a character ``style``."""
    return f"{_run_starts(frame.language, frame.size)[style]}{content}</w:r>"


def words(text: str) -> str:
    """``text`` inside a run; a hyphen at which no line may end is an element of Word's."""
    parts = [
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in text.split(KEPT_HYPHEN)
    ]
    return "<w:noBreakHyphen/>".join(parts)


def tab(frame: Frame) -> str:
    """A run that leads to the next tab stop."""
    return run("<w:tab/>", frame)


def inlines(content: Inlines, frame: Frame, style: str = "") -> str:
    """``content`` as runs."""
    return "".join([_inline(node, frame, style) for node in content])


def _inline(node: Inline, frame: Frame, style: str) -> str:
    match node:
        case Text(text):
            return run(words(text), frame, style)
        case Strong(children) | Emphasis(children):
            return inlines(children, frame, type(node).__name__)
        case Break():
            return run("<w:br/>", frame, style)
        case Ref():
            return _reference(node, frame, style)
        case Term(_, children):
            return inlines(children, frame, style)
        case Foreign(lang, children):
            return inlines(children, frame.in_language(LANGUAGE_TAGS[lang]), style)


def _reference(node: Ref, frame: Frame, style: str) -> str:
    """A live reference: to the number of a paragraph, or to an annex's number as words."""
    switches = "\\h" if node.annex else "\\r \\h"
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> REF {bookmark(node.target)} {switches} '
        "</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(node.label)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join([run(part, frame, style) for part in parts])

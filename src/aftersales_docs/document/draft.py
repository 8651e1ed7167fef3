"""What marks a draft: words across each page, and before its title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..language.codes import Lang
from .tree import Document, Parallel

MARKS: Final[Mapping[Lang, str]] = {"de": "ENTWURF", "ru": "ПРОЕКТ", "en": "DRAFT"}


def draft_mark(document: Document) -> str:
    """The mark of a draft in the languages of ``document``, its own first."""
    others = (
        lang for block in document.blocks if isinstance(block, Parallel) for lang in block.langs
    )
    langs = dict.fromkeys((document.meta.lang, *others))
    return " / ".join(MARKS[lang] for lang in langs)


def as_draft(document: Document) -> Document:
    """``document`` with the mark of a draft on each page and before the title of its file."""
    mark = draft_mark(document)
    title = f"{mark}: {document.meta.title}"
    return replace(document, meta=replace(document.meta, draft=mark, title=title))

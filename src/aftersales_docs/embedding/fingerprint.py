"""Marks by which two files can be told to come from the same texts and schemas."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from ..resources import Templates
from ..sandbox import page_names

_DIGITS = 16


def _names(templates: Templates, kind: str, langs: tuple[str, ...], layout: str) -> Iterator[str]:
    """The template files that a document is made from, by their names below the folders.

    The page is that of the first language.
    """
    patterns = (
        "house.yaml",
        "catalogue/*.yaml",
        *(f"texts/{kind}/{lang}.md" for lang in langs),
        *(f"texts/shared/*/{lang}.md" for lang in langs),
        *page_names(kind, langs[0] if langs else "", layout, "docx"),
        "word/parts/*",
        "pdf/**/*",
    )
    for folder in templates.folders:
        for pattern in patterns:
            for path in folder.glob(pattern):
                if path.is_file() and not path.name.startswith("."):
                    yield path.relative_to(folder).as_posix()


@lru_cache(maxsize=64)
def templates_mark(templates: Templates, kind: str, langs: tuple[str, ...], layout: str) -> str:
    """The mark of the texts, catalogue, house style and templates that a document is made from.

    It changes with any of them, whichever folder they come from.
    """
    digest = hashlib.sha256()
    for name in sorted(set(_names(templates, kind, langs, layout))):
        content = templates.find(name).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:_DIGITS]


def schema_mark(schema: bytes) -> str:
    """The mark of a JSON Schema: which fields an input may have."""
    return hashlib.sha256(schema).hexdigest()[:_DIGITS]

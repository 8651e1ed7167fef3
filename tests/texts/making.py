"""Small texts for the tests: written into a folder and composed."""

from __future__ import annotations

from pathlib import Path

from aftersales_docs.document import Document, Meta
from aftersales_docs.language import Lang
from aftersales_docs.resources import Templates, data_root
from aftersales_docs.texts.compose import compose
from aftersales_docs.texts.library import base_context, library_text

HEAD = '---\ntitle: "T"\nauthor: "A"\npage: Page\nof: of\n---\n'
HEAD_LINES = HEAD.count("\n")


def written(folder: Path, text: str, lang: Lang = "en", head: str = HEAD) -> Templates:
    """A folder of templates with ``text`` as that of the kind 'kind'."""
    path = folder / "texts" / "kind" / f"{lang}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + text, encoding="utf-8")
    library_text.cache_clear()
    return Templates((folder, data_root() / "templates"))


def composed(
    folder: Path, text: str, lang: Lang = "en", head: str = HEAD, **values: object
) -> Document:
    """``text`` filled with ``values``."""
    own = written(folder, text, lang, head)
    meta = Meta("kind", lang, "de", "din", "decimal", "T", "A", None, {"page": "P", "of": "o"})
    return compose(library_text(own, "kind", lang), base_context(lang) | values, meta)

"""Make docs/api.md, the reference for other programs, from the docstrings."""

from __future__ import annotations

import re
from typing import cast

from griffe import GriffeLoader, Object, Parser
from griffe2md import ConfigDict, default_config, render_object_docs

from aftersales_docs.resources import data_root

PAGE = data_root() / "docs" / "api.md"
OBJECTS = (
    "api.load",
    "loading.Input",
    "api.assess",
    "composing.Assessed",
    "api.remarks",
    "api.compose",
    "api.write",
    "api.FORMATS",
    "api.insert_into",
    "api.inside",
    "api.carries_data",
    "api.marks",
    "checking.check",
    "errors.Problem",
    "errors.Place",
    "errors.Severity",
    "errors.AftersalesError",
    "errors.DataError",
    "errors.LibraryError",
    "errors.OutputError",
    "errors.UsageError",
    "kinds.kind.Kind",
    "rules.verdict.Assessment",
    "law.law_of",
    "law.law_on",
    "law.facts.Law",
    "document.tree.Document",
    "document.tree.Meta",
)
_HEAD = """# Reference for programs

What a program may call, and what it gets. `from aftersales_docs import load, assess, compose,
write` has the first ones; a worked example stands in [the guide](guide/programs.md). This page is
made from the docstrings by `make api`.

"""


def page() -> str:
    """The text of docs/api.md."""
    loader = GriffeLoader(docstring_parser=Parser.google, search_paths=[str(data_root() / "src")])
    package = loader.load("aftersales_docs")
    wanted = {
        "show_signature_annotations": True,
        "annotations_path": "source",
        "members_order": "source",
        "show_if_no_docstring": False,
        "show_bases": False,
        "summary": False,
    }
    config = cast("ConfigDict", {**default_config, **wanted})
    parts = (render_object_docs(cast("Object", package[name]), config) for name in OBJECTS)
    text = "\n\n".join(part.strip() for part in parts)
    # Types are named, not linked: the anchors are those of another site generator.
    return _HEAD + re.sub(r"<code>\[([^]]+)\]\([^)]*\)</code>", r"`\1`", text) + "\n"


def main() -> None:
    """Write docs/api.md."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

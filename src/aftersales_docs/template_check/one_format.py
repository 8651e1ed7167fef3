"""A page of the user's own for one of the two formats, and the built-in one for the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import Place, Problem, Severity, worded
from ..kinds import Kind
from ..resources import Templates, templates
from ..sandbox import page_names
from .template_names import layouts_of

_CALLED = {"docx": "Word", "html": "PDF"}


def one_sided(own_templates: Path, kind: str, lang: str, layout: str) -> Iterator[Problem]:
    """That Word and PDF of a document will differ, as only one has a template of its own."""
    own = templates(own_templates)
    mine = {ending for ending in _CALLED if _is_own(own, kind, lang, layout, ending)}
    if _is_own(own, kind, lang, layout, "css"):
        mine.add("html")
    if len(mine) != 1:
        return
    (ending,) = mine
    (other,) = set(_CALLED) - mine
    name = page_names(kind, lang, layout, other)[-1]
    yield Problem(
        "one-format-template",
        worded(
            "there is a template of your own for {one} and none for {other}: the two files will "
            "look different (a logo, say).",
            one=_CALLED[ending],
            other=_CALLED[other],
        ),
        worded(
            "Add {name} ('aftersales-docs templates copy' hands it out), or name the logo in the "
            "input: organisation.logo.",
            name=name,
        ),
        place=Place(str(own_templates)),
        severity=Severity.NOTE,
    )


def _is_own(own: Templates, kind: str, lang: str, layout: str, ending: str) -> bool:
    return own.is_own(own.find(own.first(page_names(kind, lang, layout, ending))))


def all_one_sided(own_templates: Path, kinds: Sequence[Kind]) -> list[Problem]:
    """As :func:`one_sided`, of every page on which documents of ``kinds`` may stand, each once."""
    pages = (
        (kind.id, lang, layout)
        for kind in kinds
        for lang in kind.langs
        for layout in sorted(layouts_of(kind.id))
    )
    found = (one for page in pages for one in one_sided(own_templates, *page))
    return list(dict.fromkeys(found))

"""The check of those templates that one document uses: what it finds stops the document.

A page without the letter, the number or the place to sign must not go out because nobody ran
``templates check``. Only files of the user's own folder are looked at, each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from ..errors import AftersalesError, LibraryError, Problem, Severity
from ..kinds import KINDS
from ..language import Lang
from ..resources import Templates
from ..sandbox.names import Format, page_names


def refuse_faulty_page(
    templates: Templates, kind: str, lang: Lang, layout: str, format_: Format
) -> None:
    """See that the page template of a document, and its style sheet, are without errors.

    Raises:
        LibraryError: the user's own has some; with their places.

    """
    if _has_own(templates):
        _refuse(_page_errors(templates, kind, lang, layout, format_))


def refuse_faulty_texts(templates: Templates, kind: str, lang: Lang) -> None:
    """See that the text of a document, the catalogue and the house style are without errors.

    Raises:
        LibraryError: the user's own have some; with their places.

    """
    if _has_own(templates):
        _refuse(_text_errors(templates, kind, lang))


def _has_own(templates: Templates) -> bool:
    """Whether a user's folder takes part; without one nothing is read that only checks need."""
    return any(templates.is_own(folder) for folder in templates.folders)


def _refuse(errors: tuple[Problem, ...]) -> None:
    if errors:
        raise LibraryError(errors)


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    found = dict.fromkeys(one for one in problems if one.severity is Severity.ERROR)
    return tuple(found)


@lru_cache(maxsize=128)
def _page_errors(
    templates: Templates, kind: str, lang: Lang, layout: str, format_: Format
) -> tuple[Problem, ...]:
    from . import pages

    def found() -> Iterator[Problem]:
        endings = ("docx",) if format_ == "docx" else ("html", "css")
        for ending in endings:
            path = _own(templates, templates.first(page_names(kind, lang, layout, ending)))
            if path is None:
                continue
            if ending == "docx":
                yield from pages.word_problems(path, [KINDS[kind]], lang, templates)
            elif ending == "html":
                yield from pages.html_problems(path, [KINDS[kind]], lang, templates)
            else:
                yield from pages.css_problems(path, templates)

    return _errors(found())


@lru_cache(maxsize=128)
def _text_errors(templates: Templates, kind: str, lang: Lang) -> tuple[Problem, ...]:
    from . import texts

    def found() -> Iterator[Problem]:
        if _own(templates, "house.yaml"):
            yield from texts.house_problems(templates)
        text = templates.find(f"texts/{kind}/{lang}.md")
        if templates.is_own(text) or any(templates.folders[0].glob(f"texts/shared/*/{lang}.md")):
            yield from texts.text_problems(text, templates, [KINDS[kind]])
        for path in sorted(templates.folders[0].glob("catalogue/*.yaml")):
            if _own(templates, f"catalogue/{path.name}") and texts.is_asked_for(path):
                yield from texts.catalogue_problems(path, templates)

    try:
        return _errors(found())
    except AftersalesError as error:
        return error.problems


def _own(templates: Templates, name: str) -> Path | None:
    """The user's own file ``name``, if it is that which is used."""
    if not templates.has(name):
        return None
    path = templates.find(name)
    return path if templates.is_own(path) else None

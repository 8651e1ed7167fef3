"""Logo and enclosures put into a finished document: its letterhead, and pages behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..document import (
    AttachedFile,
    Block,
    Document,
    Foreign,
    Inlines,
    Letterhead,
    Logo,
    Opening,
    Picture,
    PicturePage,
    Strong,
    Text,
)
from ..document.pictures import within
from ..language import Lang
from ..language.typography import NBSP
from .files import NO_FILES, Enclosed, EnclosedPdf, Files, pages_of_pictures

# In Russia the name of the house is a particular of its own beside the emblem (GOST R 7.0.97).
_NAME_STAYS: Final = frozenset({"gost", "letter-corner"})
# The room of a logo in millimetres: above the window of an envelope, in a corner, across a page.
_ROOM: Final = {"letter-window": (73.0, 22.0), "letter-corner": (75.0, 40.0)}
_WIDE: Final = (100.0, 40.0)
_NARROW: Final = (34.0, 18.0)


@dataclass(frozen=True, slots=True)
class _Words:
    """How a language calls enclosures; ``{n}`` is a number."""

    one: str
    two: str
    several: str
    titled: str
    extent: str


_WORDS: Final[dict[Lang, _Words]] = {
    "de": _Words(
        f"Anlage{NBSP}{{n}}", f"Anlagen{NBSP}{{n}} und{NBSP}{{last}}",
        f"Anlagen{NBSP}{{n}} bis{NBSP}{{last}}",
        f"Anlage{NBSP}{{n}}: {{title}}", f"Umfang: {{n}}{NBSP}",
    ),
    "ru": _Words(
        f"Приложение{NBSP}{{n}}", f"Приложения{NBSP}{{n}} и{NBSP}{{last}}",
        f"Приложения{NBSP}{{n}}–{{last}}",
        f"Приложение{NBSP}{{n}}. {{title}}", f"Объём: {{n}}{NBSP}стр.",
    ),
    "en": _Words(
        f"Enclosure{NBSP}{{n}}", f"Enclosures{NBSP}{{n}} and{NBSP}{{last}}",
        f"Enclosures{NBSP}{{n}} to{NBSP}{{last}}",
        f"Enclosure{NBSP}{{n}}: {{title}}", f"Extent: {{n}}{NBSP}",
    ),
}  # fmt: skip
# What goes with a contract is one of its annexes, and is called as they are.
_ANNEXES: Final[dict[Lang, _Words]] = {
    "de": _WORDS["de"],
    "ru": replace(
        _WORDS["ru"],
        one=f"Приложение{NBSP}№{NBSP}{{n}}",
        two=f"Приложения{NBSP}№{NBSP}{{n}} и{NBSP}№{NBSP}{{last}}",
        several=f"Приложения{NBSP}№{NBSP}{{n}}–{{last}}",
        titled=f"Приложение{NBSP}№{NBSP}{{n}}. {{title}}",
    ),
    "en": replace(
        _WORDS["en"],
        one=f"Annex{NBSP}{{n}}",
        two=f"Annexes{NBSP}{{n}} and{NBSP}{{last}}",
        several=f"Annexes{NBSP}{{n}} to{NBSP}{{last}}",
        titled=f"Annex{NBSP}{{n}}: {{title}}",
    ),
}
_PAGES: Final[dict[Lang, tuple[str, str]]] = {
    "de": ("Seite", "Seiten"), "ru": ("", ""), "en": ("page", "pages")
}  # fmt: skip


def with_logo(document: Document, logo: Logo | None, *, narrow: bool = False) -> Document:
    """``document`` with ``logo`` in its letterhead; ``narrow``: which stands in a column."""
    if logo is None:
        return document
    layout = document.meta.layout
    fitting = _fitting(logo, _NARROW if narrow else _ROOM.get(layout, _WIDE))
    blocks = tuple(_with_logo(block, fitting, layout) for block in document.blocks)
    return replace(document, blocks=blocks)


def with_enclosed(
    document: Document,
    files: Files,
    others: Files = NO_FILES,
    other: Lang | None = None,
    *,
    annexes: bool = False,
) -> Document:
    """``document`` with the enclosed files behind it, called ``annexes`` where they are some.

    ``others`` are the same files as a second language, ``other``, calls them.
    """
    words = _ANNEXES if annexes else _WORDS
    lang = document.meta.lang
    shown: Sequence[Block] = tuple(_pages(files.enclosed, lang, words[lang]))
    if other is not None:
        theirs = tuple(_pages(others.enclosed, other, words[other]))
        shown = [
            _in_both(mine, second, other) for mine, second in zip(shown, theirs, strict=False)
        ]
    return replace(document, blocks=(*document.blocks, *shown)) if shown else document


def _in_both(mine: Block, theirs: Block, lang: Lang) -> Block:
    """A page of enclosures with its words in both languages."""
    match mine, theirs:
        case PicturePage(), PicturePage():
            pairs = zip(mine.captions, theirs.captions, strict=True)
            captions = tuple(_together(one, other, lang) for one, other in pairs)
            heading = _together(mine.heading, theirs.heading, lang)
            return replace(mine, heading=heading, captions=captions)
        case AttachedFile(), AttachedFile():
            return replace(
                mine,
                heading=_together(mine.heading, theirs.heading, lang),
                title=_together(mine.title, theirs.title, lang),
                extent=_together(mine.extent, theirs.extent, lang),
            )
        case _:
            return mine


def _together(first: Inlines, second: Inlines, lang: Lang) -> Inlines:
    return first if first == second else (*first, Text(" / "), Foreign(lang, second))


def _fitting(logo: Logo, room: tuple[float, float]) -> Logo:
    """The logo no larger than the letterhead has room for."""
    most = (min(logo.width, room[0]), min(logo.height, room[1]))
    width, height = within(logo.width, logo.height, most)
    return replace(logo, width=width, height=height)


def _with_logo(block: Block, logo: Logo, layout: str) -> Block:
    named = logo.named and layout not in _NAME_STAYS
    match block:
        case Letterhead(lines=lines):
            return replace(block, lines=_without_name(lines) if named else lines, logo=logo)
        case Opening(letterhead=lines):
            return replace(block, letterhead=_without_name(lines) if named else lines, logo=logo)
        case _:
            return block


def _without_name(lines: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
    """The lines of a letterhead but for the name, which is the one that stands out."""
    name = next(
        (i for i, line in enumerate(lines) if len(line) == 1 and isinstance(line[0], Strong)), None
    )
    return lines if name is None else (*lines[:name], *lines[name + 1 :])


def _pages(enclosed: Sequence[Enclosed], lang: Lang, words: _Words) -> Iterator[Block]:
    for group in pages_of_pictures(enclosed):
        content = group[0].content
        if isinstance(content, EnclosedPdf):
            yield _attached(group[0], content, lang, words)
        elif isinstance(content, Picture):
            yield _pictures(group, words)


def _heading(group: Sequence[Enclosed], forms: _Words) -> Inlines:
    words = {1: forms.one, 2: forms.two}.get(len(group), forms.several)
    return (Text(words.format(n=group[0].number, last=group[-1].number)),)


def _name(group: Sequence[Enclosed]) -> str:
    """A name that no clause has: texts may call theirs ``enclosure-1``."""
    return f"enclosed-file-{group[0].number}"


def _pictures(group: Sequence[Enclosed], words: _Words) -> PicturePage:
    captions = tuple(
        (Text(words.titled.format(n=one.number, title=_capital(one.name))),) for one in group
    )
    pictures = tuple(one.content for one in group if isinstance(one.content, Picture))
    marks = tuple(one.mark for one in group)
    return PicturePage(
        _name(group), _heading(group, words), pictures, captions, group[0].per_page, marks
    )


def _attached(one: Enclosed, content: EnclosedPdf, lang: Lang, words: _Words) -> AttachedFile:
    extent = words.extent.format(n=content.pages) + _PAGES[lang][content.pages != 1]
    return AttachedFile(
        _name([one]),
        _heading([one], words),
        (Text(_capital(one.name)),),
        (Text(extent),),
        content.pages,
        content.content,
        one.mark,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

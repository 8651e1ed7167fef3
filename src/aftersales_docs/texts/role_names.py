"""Roles by what they are called: the key, or the title in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..errors import worded
from ..language import LANGS
from ..nearest import any_offered, nearest, offered
from ..resources import Templates
from ..schemas.field_words import Choices, forms_of, plain
from .catalogue import Role, roles

_PART = re.compile(r"\s+/\s+")
_STEM = 6  # Letters by which words of several forms are alike.
_OFFERED = 4


def _alike(known: Mapping[str, Role], wanted: str) -> str:
    """The question whether a role is meant whose title has a word that begins alike."""
    begins = {word[:_STEM] for word in wanted.split() if len(word) >= _STEM}
    found = {
        title
        for role in known.values()
        for title in map(str, role.title.values())
        if any(word[:_STEM] in begins for word in plain(title).split())
    }
    return any_offered(sorted(found)) if 0 < len(found) <= _OFFERED else ""


def _titles(role: Role) -> Iterator[str]:
    """What a role is called, with each form of those for men and women."""
    return forms_of(role.title[lang] for lang in LANGS)


def _parts(role: Role) -> Iterator[str]:
    """Each of the names of which a title gives two: „Leitung Kundendienst / …“."""
    return forms_of(part for lang in LANGS for part in _PART.split(role.title[lang]))


def role_called(templates: Templates, said: str) -> tuple[str | None, str]:
    """The key of the role called ``said``, or ``None`` and what may be meant.

    A title counts where one role alone has it; capitals, hyphens and ё make no difference.
    """
    known = roles(templates)
    wanted = plain(said)
    by_key = [key for key in known if plain(key) == wanted]
    by_title = [key for key, role in known.items() if wanted in map(plain, _titles(role))]
    by_part = [key for key, role in known.items() if wanted in map(plain, _parts(role))]
    found = by_key or by_title or (by_part if len(by_part) == 1 else [])
    if len(found) == 1:
        return found[0], ""
    names = [key.replace("_", "-") for key in found or known]
    if found:
        return None, worded("Several roles are called so: {names}.", names=", ".join(names))
    titles = {title: title for role in known.values() for title in role.title.values()}
    for role in known.values():
        for title in role.title.values():
            titles |= {part: title for part in forms_of(_PART.split(title)) if part not in titles}
    # The nearest of all names, so that a title meets titles and a key keys.
    near = nearest(said, [*names, *titles])
    near = titles.get(near or "", near)
    if near not in names:
        return None, offered(near) if near else _alike(known, wanted)
    titled = known[near.replace("-", "_")].title
    return None, offered(Choices([near], {lang: {near: titled[lang]} for lang in LANGS}))

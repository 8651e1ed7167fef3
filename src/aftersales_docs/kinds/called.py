"""Kinds of document by what they are called: the id, the title, the words of a department."""

from __future__ import annotations

import re

from ..language import LANGS
from ..nearest import nearest
from ..schemas.field_words import Choices, choice_meant, plain, words_for
from . import KINDS, Kind


def kind_called(word: str) -> Kind | None:
    """The kind called ``word`` in some language; ``None`` where none is, or several are.

    Words of a title do that no other kind has. Capitals, hyphens and ё make no difference.
    """
    if word in KINDS:
        return KINDS[word]
    wanted = plain(word)
    titles = {
        kind.id: {plain(kind.id), *map(plain, kind.names.values())} for kind in KINDS.values()
    }
    whole = [
        kind
        for kind in KINDS.values()
        if wanted in titles[kind.id] or choice_meant(word, [kind.model], "kind", kind.id)
    ]
    part = re.compile(rf"\b{re.escape(wanted)}\b")
    parts = [kind for kind in KINDS.values() if any(map(part.search, titles[kind.id]))]
    found = whole or (parts if wanted else [])
    return found[0] if len(found) == 1 else None


def kind_like(word: str) -> str | None:
    """The id of the kind that ``word`` may be a slip of the pen for."""
    called = {plain(kind.id): kind.id for kind in KINDS.values()}
    for kind in KINDS.values():
        for said in (*kind.names.values(), *words_for(kind.model, "kind", kind.id)):
            called.setdefault(plain(said), kind.id)
    return called.get(nearest(plain(word), called) or "")


def titled(*names: str) -> Choices:
    """Kinds, or all there are, with what they are called in each language."""
    called: dict[str, dict[str, str]] = {lang: {} for lang in LANGS}
    for name, kind in KINDS.items():
        for lang, title in kind.names.items():
            called[lang][name] = title
    return Choices(names or KINDS, called)

"""The catalogues: English templates and their words in another language."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Final

from .choice import ENGLISH, UiLang

DOMAIN: Final = "aftersales_docs"
LOCALE: Final = Path(__file__).parent / "locale"
_KINDS: Final = Path(__file__).parents[1] / "kinds"


def folders() -> list[Path]:
    """Where catalogues lie: that of the program, and those that kinds of document bring."""
    return [LOCALE, *sorted(_KINDS.glob("*/locale"))]


@cache
def _catalogue(lang: UiLang) -> gettext.NullTranslations:
    first, *others = (
        gettext.translation(DOMAIN, folder, languages=[lang], fallback=True)
        for folder in folders()
    )
    for other in others:
        first.add_fallback(other)
    return first


def translated(template: str, lang: UiLang, context: str = "") -> str:
    """``template`` in ``lang``, as it is meant in ``context``; itself where none has it."""
    if lang == ENGLISH or not template:
        return template
    if context:
        return _catalogue(lang).pgettext(context, template)
    return _catalogue(lang).gettext(template)


def counted(one: str, many: str, number: int, lang: UiLang) -> str:
    """The form of a message that goes with ``number``, as gettext has it (click's messages)."""
    if lang == ENGLISH:
        return one if number == 1 else many
    return _catalogue(lang).ngettext(one, many, number)

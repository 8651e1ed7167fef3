"""The catalogues: English templates and their words in another language."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Final

from .choice import ENGLISH, UiLang

DOMAIN: Final = "aftersales_docs"
LOCALE: Final = Path(__file__).parent / "locale"


@cache
def _catalogue(lang: UiLang) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, languages=[lang], fallback=True)


def translated(template: str, lang: UiLang) -> str:
    """``template`` in ``lang``; itself where the catalogue lacks it."""
    if lang == ENGLISH or not template:
        return template
    return _catalogue(lang).gettext(template)


def counted(one: str, many: str, number: int, lang: UiLang) -> str:
    """The form of a message that goes with ``number``, as gettext has it (click's messages)."""
    if lang == ENGLISH:
        return one if number == 1 else many
    return _catalogue(lang).ngettext(one, many, number)

"""Which language the program speaks to its user."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import Final, Literal, get_args

UiLang = Literal["de", "ru", "en"]
UI_LANGS: Final[tuple[UiLang, ...]] = get_args(UiLang)
ENGLISH: Final[UiLang] = "en"
VARIABLE: Final = "AFTERSALES_DOCS_LANG"
# The first of these that is set decides, as POSIX has it.
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")

_current: ContextVar[UiLang] = ContextVar("language of the interface", default=ENGLISH)


def known(name: str | None) -> UiLang | None:
    """The language that ``name`` (``de``, ``ru_RU.UTF-8``) stands for, if we speak it."""
    code = (name or "").strip().lower().replace("-", "_").split(".")[0].split("_")[0]
    return next((lang for lang in UI_LANGS if lang == code), None)


def chosen(
    option: str | None = None,
    configured: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> UiLang:
    """The language to speak.

    An option of the command line comes before ``AFTERSALES_DOCS_LANG``, that before a
    configuration, that before the locale (``LC_ALL``, ``LC_MESSAGES``, ``LANG``). A language
    that there are no words in counts as not named; without any it is English.
    """
    env = os.environ if environ is None else environ
    locale = next((env[name] for name in _LOCALE if env.get(name)), None)
    named = (option, env.get(VARIABLE), configured, locale)
    return next((lang for lang in map(known, named) if lang), ENGLISH)


def current() -> UiLang:
    """The language spoken here and now; English where nobody chose."""
    return _current.get()


@contextlib.contextmanager
def speaking(lang: UiLang) -> Iterator[None]:
    """Speak ``lang`` within, in this thread or task alone."""
    token = _current.set(lang)
    try:
        yield
    finally:
        _current.reset(token)

"""The Jinja in which texts are filled: sandboxed, strict, every value escaped.

What a user typed is text and nothing else: each value is escaped for Markdown as it
is put in. A value that is missing stops the work with the place in the text; it never
comes out empty in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from ..language import CASES, Lang, Language, language_of
from ..language.base import Declinable, PersonName
from ..language.typography import NBSP
from .inline import escape


class Marked(str):
    """Markdown of the library itself, put in as it is."""

    __slots__ = ()


class EmptyValueError(ValueError):
    """A text asked for a value that was not given."""


def finalize(value: Any) -> str:
    """What a value becomes when a text puts it in.

    Raises:
        EmptyValueError: the value is ``None``; the text should have asked first.
        TypeError: a date or a model, which a text must not print without a form.

    """
    if isinstance(value, Marked):
        return value
    if value is None:
        raise EmptyValueError("a value that was not given is printed without asking for it first")
    if isinstance(value, str | int):
        return escape(str(value))
    if hasattr(value, "markdown"):
        return str(value.markdown)
    if isinstance(getattr(value, "text", None), str):
        return escape(value.text)
    raise TypeError(f"a {type(value).__name__} can't be printed as it is; use a filter")


class TextEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without access to anything but plain data."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let texts see fields, never the machinery of a model."""
        if isinstance(obj, BaseModel) and (attr.startswith("model_") or callable(value)):
            return False
        return super().is_safe_attribute(obj, attr, value)


def blank(caption: str) -> Marked:
    """A line to write on, with ``caption`` below it; stands alone in a cell."""
    return Marked(f"[{escape(caption)}]")


def sentence(value: Any) -> Marked:
    """What a user wrote, as a sentence: with a full stop unless it ends one already."""
    text = (value if isinstance(value, str) else value.text).rstrip()
    ended = text.rstrip("»“”\"')").endswith((".", "!", "?", "…"))
    return Marked(escape(text if ended else f"{text}."))


def question(value: Any) -> Marked:
    """What a user asked, with a question mark unless it ends with a mark already."""
    text = (value if isinstance(value, str) else value.text).rstrip()
    bare = text.removesuffix(".")
    ended = bare.rstrip("»“”\"')").endswith(("!", "?", "…"))
    return Marked(escape(text if ended else f"{bare}?"))


def phone(number: str) -> str:
    """A telephone number whose groups no line end parts."""
    return number.replace(" ", NBSP)


def labelled(pairs: Iterable[tuple[str, str | None]], separator: str = " · ") -> str:
    """The given values with their labels, the missing ones left out."""
    return separator.join(f"{label} {value}".strip() for label, value in pairs if value)


def _decline(language: Language, case: Any, value: Declinable) -> str:
    return language.decline(value, case)


def _capitalised(language: Language, value: Any) -> str:
    return language.capitalise(value if isinstance(value, str) else value.text)


def _optional(function: Callable[..., str]) -> Callable[..., str | None]:
    """``function``, but no person gives no name."""

    def call(person: PersonName | None, *args: Any) -> str | None:
        return None if person is None else function(person, *args)

    return call


def the(value: Any) -> str:
    """An English post with its article, unless it brings one."""
    text: str = value if isinstance(value, str) else value.text
    return text if text.lower().startswith(("the ", "a ", "an ")) else f"the {text}"


def _quote(language: Language, value: Any) -> str:
    return language.quote(value if isinstance(value, str) else value.text)


def _gendered(
    language: Language, person: PersonName | None, male: str, female: str, unknown: str
) -> str:
    gender = language.gender(person) if person else None
    return unknown if gender is None else {"male": male, "female": female}[gender]


def _day(function: Callable[[date], str]) -> Callable[[date | None], str]:
    def call(day: date | None) -> str:
        if day is None:
            raise EmptyValueError("a date that was not given is printed without asking for it")
        return function(day)

    return call


@lru_cache(maxsize=8)
def environment(lang: Lang) -> TextEnvironment:
    """The Jinja environment of a language; made once."""
    language = language_of(lang)
    env = TextEnvironment(
        undefined=StrictUndefined,
        finalize=finalize,
        comment_start_string="{##",
        comment_end_string="##}",
        keep_trailing_newline=True,
    )
    env.filters.update(
        {case: partial(_decline, language, case) for case in CASES},
        cap=partial(_capitalised, language),
        long=_day(language.date_long),
        short=_day(language.date_short),
        number=language.number,
        money=language.money,
        amount=language.amount,
        in_words=language.amount_in_words,
        salutation=language.salutation,
        honorific=language.honorific,
        sentence=sentence,
        question=question,
        phone=phone,
        joined=lambda items: language.join(list(items)),
        comma=", ".join,
        plural=language.plural,
        counted=language.counted,
        numeral=language.numeral,
        ordinal=language.ordinal,
        quote=partial(_quote, language),
        full_name=_optional(language.full_name),
        signature_name=_optional(language.signature_name),
        initials=_optional(language.surname_initials),
        gendered=partial(_gendered, language),
        labelled=labelled,
        the=the,
    )
    env.globals.update(blank=blank, date_blank=Marked(escape(language.date_blank())))
    return env

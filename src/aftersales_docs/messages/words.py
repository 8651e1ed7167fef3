"""Words of a template and named values, and what they are in a language, for a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Self, cast

from .catalogue import translated
from .choice import ENGLISH, UiLang, current
from .forms import filled, is_day

# Where a message is read: about a file, beside a form, or by the makers of a program.
Medium = Literal["file", "form", "program"]
FILE: Medium = "file"


class Worded(str):
    """Words for a person, made of a template and named values.

    As text it is the finished English sentence; ``template`` and ``values`` are what the same
    sentence is made of in another language. A value may itself be such words. ``variants``
    are other words for other readers; ``context`` tells two meanings of one English word apart.
    """

    __slots__ = ("context", "template", "values", "variants")
    template: str
    values: Mapping[str, Any]
    variants: Mapping[Medium, Worded]
    context: str

    def __new__(
        cls,
        template: str,
        values: Mapping[str, Any],
        variants: Mapping[Medium, Worded] | None = None,
        context: str = "",
    ) -> Self:
        made = super().__new__(cls, filled(template, values, ENGLISH, lambda value: value))
        made.template, made.values, made.variants = template, values, variants or {}
        made.context = context
        return made

    def __str__(self) -> str:
        # So that they outlive an exception that holds them: str(ValueError(words)) is words.
        return self

    def __format__(self, spec: str) -> str:
        return format("".join(self), spec)

    def __add__(self, other: str) -> Worded:
        return joined([self, other], between="")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values), dict(self.variants), self.context)

    def in_language(self, lang: UiLang, medium: Medium = FILE) -> str:
        """The finished words in ``lang`` for who reads them in ``medium``."""
        if medium in self.variants:
            return self.variants[medium].in_language(lang, medium)
        on_page = medium == "form"
        plain = lang == ENGLISH and not self.variants and not _nested(self.values)
        if plain and not (on_page and any(map(is_day, self.values.values()))):
            return "".join(self)

        def inner(value: Any) -> Any:
            render = getattr(value, "in_language", None)
            return cast(Callable[..., str], render)(lang, medium) if render else value

        words = translated(self.template, lang, self.context)
        return filled(words, self.values, lang, inner, on_page=on_page)


def _nested(values: Mapping[str, Any]) -> bool:
    return any(hasattr(value, "in_language") for value in values.values())


def worded(template: str, /, **values: Any) -> Worded:
    """``template`` (``{name}`` stands for a value) filled with ``values``."""
    return Worded(template, values)


def in_context(context: str, template: str, /, **values: Any) -> Worded:
    """``template`` as :func:`worded`, with words of its own where it is meant as in ``context``.

    For a word that English has for two things: ``before`` a change, ``before`` a day.
    """
    return Worded(template, values, context=context)


def for_reader(words: str, /, *, form: str = "", program: str = "") -> Worded:
    """``words`` for who edits a file; others where a form or a program is read instead.

    What is not given is as in a file.
    """
    readers: dict[Medium, str] = {"form": form, "program": program}
    variants = {medium: term(said_there) for medium, said_there in readers.items() if said_there}
    first = term(words)
    return Worded(first.template, first.values, variants, first.context)


def joined(parts: Iterable[Any], last: str = "", between: str = ", ") -> Worded:
    """``parts`` as a list; those that are words stay words.

    ``last`` stands before the last part (:func:`worded` ``" and "``), ``between`` elsewhere.
    """
    given = list(parts)
    values: dict[str, Any] = {f"part{number}": one for number, one in enumerate(given, start=1)}
    names = [f"{{{name}}}" for name in values]
    between = template_of(between)
    if not last or len(names) < 2:
        return Worded(between.join(names), values)
    return Worded(f"{between.join(names[:-1])}{{last}}{names[-1]}", values | {"last": term(last)})


def sentences(*parts: str) -> Worded:
    """Sentences one after the other; those without words are left out."""
    return joined([term(part) for part in parts if part], between=" ")


def spaced(words: str) -> str:
    """``words`` after a space, to follow others; nothing where there are none."""
    return joined([" ", words], between="") if words else ""


def finished(words: str, end: str = ".") -> Worded:
    """``words`` as a sentence: with a full stop, unless it ends in a mark already."""
    sentence = term(words)
    return sentence if sentence.endswith((end, "?", "!", "…")) else joined([sentence, end], "", "")


def term(words: str) -> Worded:
    """``words`` as a value in others, to be looked up as they are: a name from a table, say."""
    return words if isinstance(words, Worded) else Worded(template_of(words), {})


def template_of(words: str) -> str:
    """The template of ``words``; words without values are their own."""
    if isinstance(words, Worded):
        return words.template
    return words.replace("{", "{{").replace("}", "}}")


def values_of(words: str) -> Mapping[str, Any]:
    """The named values in ``words``."""
    return words.values if isinstance(words, Worded) else {}


def said(words: str, lang: UiLang | None = None, medium: Medium = FILE) -> str:
    """``words`` as they are read: in ``lang``, else in the language spoken now.

    A text without values is looked up as it stands.
    """
    return term(words).in_language(lang or current(), medium)


def told(template: str, /, **values: Any) -> str:
    """``template`` filled with ``values``, in the language spoken now."""
    return said(Worded(template, values))

"""The Jinja in which texts are filled: sandboxed, strict, every value escaped.

What a user typed is text and nothing else: each value is escaped for Markdown as it
is put in. A value that is missing stops the work with the place in the text; it never
comes out empty in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache, partial
from typing import Any, cast

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from pydantic import BaseModel

from ..errors import worded
from ..language import CASES, Lang, Language, language_of
from ..language.base import Declinable, PersonName
from ..language.codes import Case
from ..language.legal_forms import apart_from
from ..language.typography import NBSP
from ..law.facts import UnknownFactError
from ..law.listing import listed
from ..nearest import nearest
from .inline import escape

_TRUTH = worded("yes or no is no word and can't be printed; ask it with {{% if %}}")


class Marked(str):
    """Markdown of the library itself, put in as it is."""

    __slots__ = ()


class EmptyValueError(ValueError):
    """A text asked for a value that was not given."""


@lru_cache(maxsize=4096)
def _is_field(type_: type[Any], attribute: str) -> bool:
    """Whether it is a field of a model or a dataclass, and none of its machinery."""
    known: Collection[str] = getattr(type_, "__pydantic_fields__", ())
    known = known or getattr(type_, "__dataclass_fields__", ())
    return attribute in known and not attribute.startswith("_")


def finalize(value: Any) -> str:
    """What a value becomes when a text puts it in.

    Raises:
        EmptyValueError: the value is ``None``; the text should have asked first.
        TypeError: a date or a model, which a text must not print without a form; a truth,
            which is no word of any language.

    """
    if type(value) is str:
        return escape(value)
    if isinstance(value, Marked):
        return value
    if value is None:
        raise EmptyValueError(
            worded("a value that was not given is printed without asking for it first")
        )
    if isinstance(value, bool):
        raise TypeError(_TRUTH)
    if isinstance(value, str | int):
        return escape(str(value))
    if hasattr(value, "markdown"):
        return str(value.markdown)
    if isinstance(getattr(value, "text", None), str):
        return escape(value.text)
    raise TypeError(
        worded("a {name} can't be printed as it is; use a filter", name=type(value).__name__)
    )


# Jinja's own filters that make words of whatever they get.
TO_WORDS = (
    "capitalize",
    "center",
    "e",
    "escape",
    "forceescape",
    "format",
    "indent",
    "join",
    "lower",
    "pprint",
    "replace",
    "reverse",
    "safe",
    "string",
    "striptags",
    "title",
    "tojson",
    "trim",
    "truncate",
    "upper",
    "urlencode",
    "urlize",
    "wordcount",
    "wordwrap",
    "xmlattr",
)


def _holds_truth(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_holds_truth, value))
    if isinstance(value, dict):
        return any(map(_holds_truth, value.values()))
    return isinstance(value, bool)


def _of_no_truth(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter ``function``, but it refuses a truth, which would come out as ``True``."""
    read = slice(0, None) if name == "format" else slice(0, 1)
    place = 1 if hasattr(function, "jinja_pass_arg") else 0

    def call(*args: Any, **named: Any) -> Any:
        for value in args[place:][read]:
            if type(value) is not str and _holds_truth(value):
                raise TypeError(_TRUTH)
        return function(*args, **named)

    if place:
        call.jinja_pass_arg = function.jinja_pass_arg  # type: ignore[attr-defined]
    return call


def _joinable(value: Any) -> Any:
    """A side of ``~`` as it is, if it may be printed at all."""
    finalize(value)
    return value


class _JoinsChecked(NodeTransformer):
    """Puts a filter around the sides of ``~``, which joins whatever it gets."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Concat:  # noqa: N802
        self.generic_visit(node)
        node.nodes = [
            nodes.Filter(side, "joinable", [], [], None, None, lineno=side.lineno)
            for side in node.nodes
        ]
        return node


class NoSuchName(StrictUndefined):
    """A name that a text asks for in vain; its message says of what, and what is like it."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        of, name = self._undefined_obj, self._undefined_name
        if of is None:
            return worded(
                "'{name}' is asked of a value that was not given; ask for that one first",
                name=name,
            )
        if isinstance(of, BaseModel):
            near = nearest(str(name), type(of).model_fields)
            hint = worded("; did you mean '{near}'?", near=near) if near else ""
            return worded(
                "there is no '{name}' in '{name2}'{hint}",
                name=name,
                name2=type(of).__name__,
                hint=hint,
            )
        if isinstance(of, Mapping):
            try:
                of[name]
            except UnknownFactError as error:
                return str(error)
            except (LookupError, TypeError):
                return worded("there is no '{name}' there", name=name)
        return super()._undefined_message


class TextEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without access to anything but plain data."""

    intercepted_binops = frozenset({"%"})

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        return super()._generate(_JoinsChecked().visit(source), name, filename, defer_init)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """``%`` is for numbers: it would write a truth, or nothing given, into words."""
        if isinstance(left, str):
            raise TypeError(
                worded("'%' does not put values into words; write {{{{ value }}}} among them")
            )
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> None:
        """No ``format`` method: it too would write whatever it gets into words."""
        if getattr(value, "__name__", "") in {"format", "format_map"}:
            raise SecurityError(
                worded("'format' is not for texts; write {{{{ value }}}} among the words")
            )

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As the sandbox gives it; a field of a model or a dataclass needs no questions."""
        if _is_field(cast("Any", type(obj)), attribute):
            value = getattr(obj, attribute)
            if not callable(value):
                return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let texts see fields, never the machinery of a model."""
        if isinstance(obj, BaseModel):
            return not (attr.startswith(("_", "model_")) or callable(value))
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
    """What a user wrote, as a question: with a question mark unless it ends a sentence already."""
    text = (value if isinstance(value, str) else value.text).rstrip()
    return sentence(text if text.rstrip("»“”\"')").endswith("?") else f"{text.rstrip('.')}?")


def phone(number: str) -> str:
    """A telephone number whose groups no line end parts."""
    return number.replace(" ", NBSP)


def labelled(
    pairs: Iterable[tuple[str, str | None]], separator: str = " · ", *, kept: bool = True
) -> str:
    """The given values with their labels, the missing ones left out.

    A label stays on the line of its value, unless not ``kept`` there: in a sentence, where a
    long value would drag its label over and leave a hole in the line before.
    """
    space = NBSP if kept else " "
    return separator.join(f"{label}{space}{value}".strip() for label, value in pairs if value)


# Forms that a text asked for and the language guessed, while one document is composed.
_GUESSES: ContextVar[list[tuple[str, Case, str]] | None] = ContextVar("guesses", default=None)


@contextmanager
def noting_guesses() -> Iterator[list[tuple[str, Case, str]]]:
    """Collect the forms that are guessed meanwhile: the words, the case, the form."""
    guesses: list[tuple[str, Case, str]] = []
    token = _GUESSES.set(guesses)
    try:
        yield guesses
    finally:
        _GUESSES.reset(token)


def _decline(language: Language, case: Case, value: Declinable) -> str:
    form = language.decline(value, case)
    noted = _GUESSES.get()
    if noted is not None and language.is_guess(value, case):
        noted.append((value.text, case, form))
    return form


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
    return (
        text if text.lower().startswith(("the ", "a ", "an ")) else worded("the {text}", text=text)
    )


def _listed(citations: Iterable[str | None]) -> str:
    """Several citations in one go, each act named once; those that are missing are left out."""
    return listed([one for one in citations if one])


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
            raise EmptyValueError(
                worded("a date that was not given is printed without asking for it")
            )
        return function(day)

    return call


@lru_cache(maxsize=8)
def environment(lang: Lang) -> TextEnvironment:
    """The Jinja environment of a language; made once."""
    language = language_of(lang)
    env = TextEnvironment(
        undefined=NoSuchName,
        finalize=finalize,
        comment_start_string="{##",
        comment_end_string="##}",
        keep_trailing_newline=True,
    )
    words = {name: env.filters[name] for name in TO_WORDS} | _filters(language)
    env.filters.update({name: _of_no_truth(name, function) for name, function in words.items()})
    env.filters["joinable"] = _joinable
    env.globals.update(blank=blank, date_blank=Marked(escape(language.date_blank())))
    return env


def _filters(language: Language) -> dict[str, Callable[..., Any]]:
    """What the texts of a language make of values, by name."""
    return dict(
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
        uncap=lambda value: language.uncapitalise(value if isinstance(value, str) else value.text),
        phone=phone,
        joined=lambda items: language.join(list(items)),
        comma=", ".join,
        plural=language.plural,
        listed=_listed,
        counted=language.counted,
        numeral=language.numeral,
        ordinal=language.ordinal,
        quote=partial(_quote, language),
        full_name=_optional(language.full_name),
        signature_name=_optional(language.signature_name),
        initials=_optional(language.surname_initials),
        gendered=partial(_gendered, language),
        labelled=labelled,
        apart_from=apart_from,
        the=the,
    )

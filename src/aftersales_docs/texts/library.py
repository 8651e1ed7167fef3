"""The texts of the house, read and compiled once a process and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from jinja2 import Template, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from ..document import plain
from ..errors import DataError, LibraryError, Place, Problem, worded
from ..language import GenderUnknownError, Lang
from ..resources import Templates
from .environment import TextEnvironment, environment
from .full_stops import single_stops
from .inline import inlines
from .reading import read_text
from .source import FormRow, Source

Context = Mapping[str, Any]
# What Python raises when a text asks of its values what they can't give.
WRONG_TEXT = (
    TemplateError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@contextmanager
def blamed(place: Place) -> Iterator[None]:
    """Turn what goes wrong in a text into an error that names its place."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise LibraryError(
            Problem(
                "text-syntax",
                worded("{message}.", message=error.message),
                worded("Mend the {{{{ }}}} or {{% %}}."),
                place=place,
            )
        ) from error
    except SecurityError as error:
        raise LibraryError(
            Problem(
                "text-unsafe",
                worded("{error}.", error=error),
                "Texts may read data, nothing else.",
                place=place,
            )
        ) from error
    except GenderUnknownError as error:
        raise DataError(
            Problem("gender-unknown", worded("{error}", error=error), place=None)
        ) from error
    except WRONG_TEXT as error:
        raise LibraryError(
            Problem(
                "text-value",
                worded("{error}" if str(error).endswith("?") else "{error}.", error=error),
                worded("Look at the names in the text; guard what is optional with {{% if %}}."),
                place=place,
            )
        ) from error


def renderer(template: Template) -> Callable[[Context], str]:
    """As ``template.render``, but without copying the context, which a line never changes.

    ``context`` must hold the environment's globals (see :func:`base_context`).
    """
    function, blocks, env = template.root_render_func, template.blocks, template.environment

    def render(context: Context) -> str:
        values = cast("dict[str, Any]", context)
        return "".join(function(env.context_class(env, values, template.name, blocks)))

    return render


def asker(template: Template) -> Callable[[Context], Any]:
    """The value that ``template`` sets as ``result``, again without copying the context."""
    function, blocks, env = template.root_render_func, template.blocks, template.environment

    def ask(context: Context) -> Any:
        values = env.context_class(env, cast("dict[str, Any]", context), template.name, blocks)
        for _ in function(values):
            pass  # It writes nothing; its way through sets the result.
        return values.vars["result"]

    return ask


def base_context(lang: Lang) -> dict[str, Any]:
    """What every line of a text may use, whatever the document."""
    return dict(environment(lang).globals)


@dataclass(frozen=True, slots=True)
class Filler:
    """One line of a text, ready to be filled."""

    place: Place
    fill: Callable[[Context], str]

    def __call__(self, context: Context) -> str:
        """The line with its values in, as Markdown."""
        with blamed(self.place):
            return self.fill(context)


@dataclass(frozen=True, slots=True)
class Question:
    """An expression of ``when`` or ``each``."""

    place: Place
    ask: Callable[..., Any]

    def __call__(self, context: Context) -> Any:
        """The expression's value in ``context``."""
        with blamed(self.place):
            return self.ask(context)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a form, ready to be filled."""

    cells: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text, ready to be composed."""

    source: Source
    place: Place
    fill: Filler
    when: Question | None
    each: Question | None
    parts: tuple[tuple[Row, ...], ...]
    children: tuple[Block, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines of a form, or of its last part."""
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class LibraryText:
    """A whole text, ready to be composed."""

    name: str
    lang: Lang
    labels: Mapping[str, str]
    heading: Filler
    issuer: Filler
    blocks: tuple[Block, ...]

    def title(self, context: Context) -> str:
        """What the finished file calls itself."""
        return plain(single_stops(inlines(self.lang, self.heading(context))))

    def author(self, context: Context) -> str:
        """Who issues the finished file."""
        return plain(single_stops(inlines(self.lang, self.issuer(context))))


class _Compiler:
    """Compiles the lines of one language."""

    def __init__(self, env: TextEnvironment) -> None:
        self.env = env

    def filler(self, source: str, place: Place) -> Filler:
        if "{" not in source:
            return Filler(place, lambda _context: source)
        with blamed(place):
            return Filler(place, renderer(self.env.from_string(source)))

    def question(self, expression: str, place: Place) -> Question | None:
        if not expression:
            return None
        with blamed(place):
            self.env.compile_expression(expression)  # Nothing but an expression.
            return Question(
                place, asker(self.env.from_string(f"{{% set result = {expression} %}}"))
            )

    def row(self, row: FormRow) -> Row:
        return Row(tuple(self.filler(cell, row.place) for cell in row.cells))

    def block(self, source: Source) -> Block:
        return Block(
            source=source,
            place=source.place,
            fill=self.filler(source.text, source.place),
            when=self.question(source.attributes.when, source.place),
            each=self.question(source.attributes.each, source.place),
            parts=tuple(tuple(map(self.row, part)) for part in source.parts),
            children=tuple(self.block(child) for child in source.children),
        )


@lru_cache(maxsize=64)
def library_text(templates: Templates, kind: str, lang: Lang) -> LibraryText:
    """The text of ``kind`` in ``lang``.

    Raises:
        LibraryError: the file is missing or holds what it can't hold.

    """
    text = read_text(templates, kind, lang)
    compiler = _Compiler(environment(lang))

    def label(name: str) -> Filler:
        return compiler.filler(text.labels[name], Place(text.name, text.label_lines[name]))

    return LibraryText(
        name=text.name,
        lang=lang,
        labels=text.labels,
        heading=label("title"),
        issuer=label("author"),
        blocks=tuple(map(compiler.block, text.blocks)),
    )

"""The texts of the house, read and compiled once a process and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from jinja2 import Environment, Template, TemplateError, TemplateSyntaxError, runtime
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


def blamed(error: Exception, place: Place) -> LibraryError | DataError:
    """What went wrong in a text, as an error that names its place."""
    match error:
        case TemplateSyntaxError():
            code, message = "text-syntax", worded("{message}.", message=error.message)
            cure = worded("Mend the {{{{ }}}} or {{% %}}.")
        case SecurityError():
            code, message = "text-unsafe", worded("{error}.", error=error)
            cure = worded("Texts may read data, nothing else.")
        case GenderUnknownError():
            return DataError(Problem("gender-unknown", error.message, error.cure))
        case _:
            template = "{error}" if str(error).endswith("?") else "{error}."
            code, message = "text-value", worded(template, error=error)
            cure = worded("Look at the names in the text; guard what is optional with {{% if %}}.")
    return LibraryError(Problem(code, message, cure, place=place))


class Values(dict[str, Any]):
    """What a text is filled with, and the Jinja context of it.

    Hundreds of lines of a document ask for the same values, so their context is made once;
    it holds the environment's globals too (see :func:`base_context`).
    """

    __slots__ = ("_context",)
    _context: runtime.Context

    @classmethod
    def of(cls, context: Context) -> Values:
        """``context`` itself, if it is one; else a copy."""
        return context if isinstance(context, cls) else cls(context)

    def asked(self, env: Environment) -> runtime.Context:
        """The context for a line, without what the line before it has set."""
        try:
            context = self._context
        except AttributeError:
            self._context = env.context_class(env, self, None, {})
            return self._context
        if context.vars:
            context.vars.clear()
            context.exported_vars.clear()
        return context


def renderer(template: Template) -> Callable[[Context], str]:
    """As ``template.render``, but without copying the context, which a line never changes."""
    function, env = template.root_render_func, template.environment

    def render(context: Context) -> str:
        return "".join(function(Values.of(context).asked(env)))

    return render


def asker(template: Template) -> Callable[[Context], Any]:
    """The value that ``template`` sets as ``result``, again without copying the context."""
    function, env = template.root_render_func, template.environment

    def ask(context: Context) -> Any:
        values = Values.of(context).asked(env)
        for _ in function(values):
            pass  # It writes nothing; its way through sets the result.
        return values.vars["result"]

    return ask


def base_context(lang: Lang) -> dict[str, Any]:
    """What every line of a text may use, whatever the document."""
    return dict(environment(lang).globals)


@dataclass(frozen=True)
class LineTemplate:
    """One line of a text, compiled when it is first filled: no document needs all lines."""

    place: Place
    env: TextEnvironment
    source: str

    @cached_property
    def fill(self) -> Callable[[Context], str]:
        """The compiled line."""
        if "{" not in self.source:
            return lambda _context: self.source
        return renderer(self.env.from_string(self.source))

    def __call__(self, context: Context) -> str:
        """The line with its values in, as Markdown."""
        try:
            return self.fill(context)
        except WRONG_TEXT as error:
            raise blamed(error, self.place) from error


@dataclass(frozen=True)
class Question:
    """An expression of ``when`` or ``each``, compiled when it is first asked."""

    place: Place
    env: TextEnvironment
    expression: str

    @cached_property
    def ask(self) -> Callable[[Context], Any]:
        """The compiled expression."""
        if "%}" in self.expression:
            raise TemplateSyntaxError("'%}' has no place in a condition", 1)
        return asker(self.env.from_string(f"{{% set result = {self.expression} %}}"))

    def __call__(self, context: Context) -> Any:
        """The expression's value in ``context``."""
        try:
            return self.ask(context)
        except WRONG_TEXT as error:
            raise blamed(error, self.place) from error


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a form, ready to be filled."""

    cells: tuple[LineTemplate, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text, ready to be composed."""

    source: Source
    place: Place
    fill: LineTemplate
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
    heading: LineTemplate
    issuer: LineTemplate
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

    def filler(self, source: str, place: Place) -> LineTemplate:
        return LineTemplate(place, self.env, source)

    def question(self, expression: str, place: Place) -> Question | None:
        return Question(place, self.env, expression) if expression else None

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

    def label(name: str) -> LineTemplate:
        return compiler.filler(text.labels[name], Place(text.name, text.label_lines[name]))

    return LibraryText(
        name=text.name,
        lang=lang,
        labels=text.labels,
        heading=label("title"),
        issuer=label("author"),
        blocks=tuple(map(compiler.block, text.blocks)),
    )

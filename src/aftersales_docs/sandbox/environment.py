"""The Jinja of page templates: it reads data and writes text, and can do nothing else.

A template may come from others. Names that begin with ``_``, methods, filters that reach
for attributes or switch escaping off, other files: all refused. How long and how large
it may get is the business of :mod:`aftersales_docs.guard`.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import partial
from html import unescape
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..characters import REORDERING, reordering_name
from ..errors import worded
from ..language import Lang, language_of
from .fields import Fields
from .filters import PLAIN_FILTERS, filters, printed

# What a wrong template can raise while it is compiled or filled.
TEMPLATE_ERRORS = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
)
MAX_CHARACTERS = 48 * 2**20
_MAX_RANGE = 10_000
_MAX_POWER = 64
# What texts and mappings may be asked by a template; the check of templates reads it too.
METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        {
            "upper",
            "lower",
            "title",
            "capitalize",
            "strip",
            "lstrip",
            "rstrip",
            "startswith",
            "endswith",
            "split",
            "replace",
        }
    ),
    dict: frozenset({"items", "keys", "values", "get"}),
}
# How Jinja names the class of the input's fields.
_GROUP = f"'{Fields.__module__}.{Fields.__qualname__} object'"
_GLOBALS = ("namespace", "joiner")
FORBIDDEN: Mapping[type[nodes.Node], str] = {
    nodes.Include: worded("a template can't include other files"),
    nodes.Import: worded("a template can't import other files"),
    nodes.FromImport: worded("a template can't import other files"),
    nodes.Extends: worded("a template can't extend another file"),
    nodes.EvalContextModifier: worded("escaping can't be switched off"),
}


def _range(*bounds: Any) -> range:
    found = range(*bounds)
    # len() of a range beyond the machine's word fails itself, so size is asked by end.
    if max(map(abs, bounds), default=0) > _MAX_RANGE:
        raise ValueError(worded("a range can't go beyond {max_range}", max_range=_MAX_RANGE))
    return found


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox for page templates in one language."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, lang: Lang, *, html: bool = False, **options: Any) -> None:
        finalize = options.pop("finalize", None) or partial(printed, language_of(lang))
        super().__init__(undefined=StrictUndefined, finalize=finalize, **options)
        kept = {name: self.filters[name] for name in PLAIN_FILTERS}
        self.filters = {**kept, **filters(lang, html=html)}
        self.globals = {name: self.globals[name] for name in _GLOBALS} | {"range": _range}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields and the plain methods of text; nothing private, nothing else to call."""
        if attr.startswith("_"):
            return False
        if callable(value) and not isinstance(obj, LoopContext):
            methods = next((m for t, m in METHODS.items() if isinstance(obj, t)), frozenset())
            return attr in methods
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """``*`` and ``**`` for numbers of a sensible size alone."""
        numbers = all(not isinstance(side, str | list | tuple | bytes) for side in (left, right))
        if not numbers or (operator == "**" and abs(right) > _MAX_POWER):
            raise SecurityError(
                worded("'{operator}' works on numbers of sensible size alone", operator=operator)
            )
        return super().call_binop(context, operator, left, right)


def compiled(env: TemplateEnvironment, source: str, name: str) -> Template:
    """``source`` as a template; ``name`` is what tracebacks call it.

    Raises:
        TemplateSyntaxError: it is no sound Jinja, or wants what a template may not.

    """
    tree = env.parse(source)
    for node in tree.find_all(tuple(FORBIDDEN)):
        message = next(text for type_, text in FORBIDDEN.items() if isinstance(node, type_))
        raise TemplateSyntaxError(message, node.lineno, name, name)
    code = env.compile(tree, name, name)
    return env.template_class.from_code(env, code, env.make_globals(None))


def asked_for(env: TemplateEnvironment, source: str) -> set[str]:
    """The names that a template asks its context for."""
    return meta.find_undeclared_variables(env.parse(source))


def rendered(template: Template, context: Mapping[str, Any]) -> str:
    """``template`` filled with ``context``.

    Raises:
        ValueError: the result is larger than any document of this house, or shows text in
            another order than it is written in.

    """
    parts: list[str] = []
    size = 0
    for part in template.generate(context):
        size += len(part)
        if size > MAX_CHARACTERS:
            raise ValueError(
                worded(
                    "the template writes more than {max_characters} MB of text",
                    max_characters=MAX_CHARACTERS // 2**20,
                )
            )
        parts.append(part)
    text = "".join(parts)
    if bad := REORDERING.search(unescape(text) if "&#" in text else text):
        raise ValueError(
            worded(
                (
                    "the template writes the character {reordering_name}, which shows text in "
                    "another order than it is written in"
                ),
                reordering_name=reordering_name(bad[0]),
            )
        )
    return text


def failure(error: BaseException, name: str) -> tuple[str, int | None]:
    """What went wrong in the template called ``name``, and in which of its lines."""
    if isinstance(error, TemplateSyntaxError):
        return str(error.message), error.lineno
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == name
    ]
    message = (
        worded("it calls itself without end") if isinstance(error, RecursionError) else str(error)
    )
    message = message.replace(_GROUP, "this group of values")
    return message, lines[-1] if lines else None

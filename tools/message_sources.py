"""What of the source is said to people: the templates that the catalogues must have words for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import click

from aftersales_docs.cli import COMMANDS, main
from aftersales_docs.commands.spoken import paragraphs, placeholders_in, type_name
from aftersales_docs.messages import template_of
from aftersales_docs.messages.catalogue import LOCALE

SOURCE: Final = Path(__file__).parent.parent / "src" / "aftersales_docs"
# Their first words, and those of their named readers, are templates.
WORDING: Final = frozenset({"worded", "told", "for_reader", "Worded", "custom"})
READERS: Final = frozenset({"form", "program", "cure"})
# What they are given in words is said to people; a template or a text without values.
SAYING: Final = frozenset(
    {
        "Fault",
        "ForbiddenError",
        "MalformedError",
        "Objection",
        "Problem",
        "SecurityError",
        "TemplateFault",
        "_problem",
        "_wrong",
        "active",
        "doubtful",
        "error",
        "fail",
        "fault",
        "forbidden",
        "lacking",
        "note",
        "not_docx",
        "refused",
        "report",
        "say",
        "unknown",
        "warning",
        "wrong",
    }
)
# Modules whose sentences are no messages: words of documents, patterns, code.
_NO_MESSAGES: Final = (
    "batch/template.py",
    "desk/accounts/migrations/",
    "desk/mcp/server.py",
    "desk/rest/answers.py",
    "desk/rest/examples.py",
    "desk/rest/parameters.py",
    "language/",
    "law/listing.py",
    "law/places.py",
    "texts/forms.py",
)
# The modules of click that speak to users of our commands, and what they say to programmers.
_CLICK_SAYS: Final = frozenset(
    {"core", "decorators", "exceptions", "formatting", "parser", "types"}
)
_TO_PROGRAMMERS: Final = re.compile(
    "declaration|cannot use the same flag|Choice\\(|defined twice|declare an argument|must be an "
    "iterable|Deprecation|Positional|Confirm the action|UUID"
)
_PLACEHOLDER: Final = re.compile(r"\{\w+(?:![rs])?(?::[^\s{}][^{}]*)?\}")
# Words of a page, in either kind of quotes.
_SAY: Final = re.compile(r"\{%\s*say\s+([\"'])(.*?)\1")
_SQL: Final = re.compile(r"(?:select|delete|insert|update|create) ")
_SENTENCE: Final = re.compile(r"\S*\w.* .*[.?]", re.DOTALL)
_WORDS: Final = re.compile(r".*[a-z]{2,}.* .*|.* .*[a-z]{2,}.*", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A template, the file it stands in, and its form for many where gettext has two.

    ``context`` tells it from the same words in another meaning.
    """

    file: str
    template: str
    many: str = ""
    context: str = ""

    @property
    def home(self) -> Path:
        """Where the catalogue lies that has words for it: a kind's own, if it brings one."""
        return _home(self.file)


def _home(file: str) -> Path:
    """The folder of the catalogue for what ``file`` says."""
    own = SOURCE.joinpath(*Path(file).parts[:2]) / "locale"
    return own if file.startswith("kinds/") and own.is_dir() else LOCALE


@cache
def messages() -> tuple[Message, ...]:
    """All templates, each once, in the order of files."""
    found: dict[tuple[str, str, str], Message] = {}
    every = (*of_source(), *of_pages(), *_of_commands(), *_of_click())
    # What others say too is not moved into the catalogue of one kind.
    for one in sorted(every, key=lambda said: said.home != LOCALE):
        found.setdefault((one.template, one.many, one.context), one)
    return tuple(sorted(found.values()))


@cache
def of_source() -> tuple[Message, ...]:
    """What the modules say; not the help of commands, nor what click says."""
    found: list[Message] = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += (Message(name, template) for template in _templates(tree, name))
        found += (Message(name, said, context=context) for context, said in _in_contexts(tree))
    return tuple(found)


def _in_contexts(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The contexts and templates of ``in_context("…", "…")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "in_context":
            context, template = node.args[:2]
            yield from ((ast.literal_eval(context), said) for said in _literals(template))


def of_pages() -> Iterator[Message]:
    """What the templates of the desk's pages say: ``{% say "…" %}``."""
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        name = path.relative_to(SOURCE).as_posix()
        for found in _SAY.finditer(path.read_text(encoding="utf-8")):
            yield Message(name, found[2])


def of_source_text(text: str) -> Iterator[str]:
    """The templates in the ``text`` of one module."""
    return _templates(ast.parse(text), "")


def _templates(tree: ast.Module, name: str) -> Iterator[str]:
    # Walked through once: each further walk through all modules takes as long as a hundred tests.
    nodes = tuple(ast.walk(tree))
    skipped = _docstrings(nodes) | _worded(nodes)
    named = _named(nodes)
    for node in nodes:
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from _of_call(called, node)
            first = node.args[0] if node.args and called in {"worded", "told", "Worded"} else None
            for part in _alternatives(first) if first else ():
                if isinstance(part, ast.Name):
                    yield from named.get(part.id, ())
        elif _is_text(node) and id(node) not in skipped and not name.startswith(_NO_MESSAGES):
            text = node.value  # type: ignore[attr-defined]
            if _SENTENCE.fullmatch(text) and not _SQL.match(text) and _WORDS.fullmatch(text):
                yield as_template(text)


def unfound(text: str) -> Iterator[tuple[int, str]]:
    """The calls in the ``text`` of a module whose templates can't be found: line, function.

    A template that is handed on is found where it is handed in, if the function is one of
    :data:`SAYING`; one out of a table of sentences as a sentence; ``x.template`` is one already.
    """
    tree = ast.parse(text)
    named = _named(ast.walk(tree))
    functions = (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    for function in functions:
        arguments = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
        handed = arguments if function.name in SAYING else set()
        for node in ast.walk(function):
            for part in _filled(node):
                name = part.id if isinstance(part, ast.Name) else ""
                if not (list(_literals(part)) or named.get(name) or name in handed):
                    yield node.lineno, function.name  # type: ignore[attr-defined]


def _filled(node: ast.AST) -> Iterator[ast.expr]:
    """What stands for a template in a call that fills one; but for what is a template already."""
    called = getattr(node, "func", None)
    name = getattr(called, "id", getattr(called, "attr", ""))
    if isinstance(node, ast.Call) and node.args and name in {"worded", "told", "Worded"}:
        for part in _alternatives(node.args[0]):
            if getattr(part, "attr", "") != "template":
                yield part


def _alternatives(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from (*_alternatives(node.body), *_alternatives(node.orelse))
    else:
        yield node


def _named(nodes: Iterable[ast.AST]) -> dict[str, list[str]]:
    """The texts that names of a module stand for: a template may be given by its name."""
    found: dict[str, list[str]] = {}
    for node in nodes:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and value is not None:
            for target in targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).extend(_literals(value))
    return found


def _of_call(called: str, node: ast.Call) -> Iterator[str]:
    if called in WORDING:
        keywords = [one.value for one in node.keywords if one.arg in READERS]
        for argument in (*node.args, *keywords):
            yield from (text for text in _literals(argument) if text)
    elif called == "refusal":
        yield from _of_refusal(node)
    elif called in SAYING:
        for argument in (*node.args, *(one.value for one in node.keywords)):
            yield from (as_template(text) for text in _literals(argument) if " " in text)


def _of_refusal(node: ast.Call) -> Iterator[str]:
    """The message and the cure of a refused value."""
    yield from _literals(node.args[1])
    for argument in node.args[2:]:
        for value in argument.values if isinstance(argument, ast.Dict) else ():
            yield from (as_template(one) for one in _literals(value) if " " in one)


def _literals(node: ast.expr) -> Iterator[str]:
    if _is_text(node):
        yield node.value  # type: ignore[attr-defined]
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _literals(value)


def as_template(text: str) -> str:
    """``text`` as a template: braces that are no placeholders are doubled."""
    return text if _PLACEHOLDER.search(text) else template_of(text)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _docstrings(nodes: Iterable[ast.AST]) -> set[int]:
    """What is no message for sure: texts that stand alone, parts of f-strings and patterns."""
    found: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Expr) and _is_text(node.value):
            found.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            found |= {id(one) for one in ast.walk(node)}
        elif isinstance(node, ast.Call) and _module_of(node.func) in {"re", "click"}:
            found |= {id(one) for one in ast.walk(node) if _is_text(one)}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "LazyCommand":
            found |= {id(one) for one in node.args}
    return found


def _module_of(function: ast.expr) -> str:
    """The name that a function is reached from, as ``re`` in ``re.compile(…).match``."""
    reached: ast.expr = function
    while not isinstance(reached, ast.Name):
        if isinstance(reached, ast.Attribute | ast.Subscript):
            reached = reached.value
        elif isinstance(reached, ast.Call):
            reached = reached.func
        else:
            return ""
    return "" if reached is function else reached.id


def _worded(nodes: Iterable[ast.AST]) -> set[int]:
    """The texts in calls that take templates: they are those, and nothing else."""
    return {
        id(text)
        for node in nodes
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in {*WORDING, "in_context"}
        for argument in (*node.args, *(one.value for one in node.keywords))
        for text in ast.walk(argument)
        if _is_text(text)
    }


def commands(group: click.Group = main, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """All commands below ``group`` with their names, itself first."""
    yield path, group
    context = click.Context(group)
    names = COMMANDS if group is main else group.commands
    for name in names:
        command = COMMANDS[name].load() if group is main else group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}".strip())
        elif command is not None:
            yield f"{path} {name}".strip(), command


def _of_commands() -> Iterator[Message]:
    for command in COMMANDS.values():
        yield Message("cli.py", paragraphs(command.help))
    for _, command in commands():
        yield from (Message("cli.py", text) for text in _help_of(command))


def _help_of(command: click.Command) -> Iterator[str]:
    for text in (command.help, command.short_help):
        yield from [template_of(paragraphs(text))] if text else []
    yield from placeholders_in(command.options_metavar)
    if isinstance(command, click.Group):
        yield from placeholders_in(command.subcommand_metavar)
    for one in command.params:
        if isinstance(one, click.Option):
            yield from [template_of(paragraphs(one.help))] if one.help else []
            yield from placeholders_in(one.metavar or type_name(one))
        else:
            yield from placeholders_in(one.metavar or str(one.name).upper())


def _of_click() -> Iterator[Message]:
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        if path.stem not in _CLICK_SAYS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = getattr(node.func, "id", "")
            first = node.args[0]
            if called == "_" and _is_text(first):
                if not _TO_PROGRAMMERS.search(first.value):  # type: ignore[attr-defined]
                    yield Message("(click)", first.value)  # type: ignore[attr-defined]
            elif called == "ngettext":
                one, many = (text.value for text in node.args[:2])  # type: ignore[attr-defined]
                yield Message("(click)", one, many)

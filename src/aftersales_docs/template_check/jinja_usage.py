"""Reading a template as Jinja does, and comparing what it asks for with what it will get."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from ..errors import Severity, worded
from ..messages import finished
from ..nearest import did_you_mean
from ..sandbox.environment import FORBIDDEN, METHODS
from ..schemas import shapes
from ..schemas.shapes import ANYTHING, TEXT, TRUTH, Shape
from ..texts.environment import TO_WORDS
from .expressions import (
    MACRO_NAMES,
    STANDS_IN,
    WANTED,
    TemplateFault,
    as_sentence,
    filtered,
    made,
    not_for,
    path_of,
    paths_of,
)

_SHOWN = 24  # Names offered where none is near.


@dataclass(slots=True)
class UsageChecker:
    """Walks through one template that is to get ``names``.

    ``used`` collects the dotted paths it asks for; ``kind`` is that of the document;
    ``broken`` says that its blocks don't hold, so that not all of it could be read.
    """

    env: SandboxedEnvironment
    names: Mapping[str, Shape]
    kind: str = ""
    findings: list[TemplateFault] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    broken: bool = False
    _scopes: list[dict[str, Shape]] = field(default_factory=list)
    _guards: list[str] = field(default_factory=list)

    def read(self, source: str) -> None:
        """Look through a template; what is wrong is in ``findings``."""
        self._scopes = [dict(self.names)]
        try:
            tree = self.env.parse(source)
        except TemplateSyntaxError as error:
            self.note(
                error.lineno,
                "template-syntax",
                as_sentence(error.message or ""),
                worded("Mend the {{{{ }}}} or {{% %}}."),
            )
            self.broken = True
            self.values_alone(source)
            return
        self._scopes.append({macro.name: ANYTHING for macro in tree.find_all(nodes.Macro)})
        self.body(tree.body)

    def values_alone(self, source: str) -> None:
        """What can be said of a template whose blocks don't hold: value by value."""
        begin, end = map(re.escape, (self.env.variable_start_string, self.env.variable_end_string))
        for found in re.finditer(f"{begin}.*?{end}", source):
            line = source.count("\n", 0, found.start())
            with suppress(TemplateSyntaxError):
                self.body(self.env.parse("\n" * line + found[0]).body)

    def note(
        self, line: int, code: str, message: str, cure: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Note something that is wrong, once."""
        finding = TemplateFault(line, code, message, cure, severity)
        if finding not in self.findings:
            self.findings.append(finding)

    # statements

    def body(self, statements: Sequence[nodes.Node]) -> None:
        for statement in statements:
            self.statement(statement)

    def statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.Output():
                self.output(node)
            case nodes.For():
                self.loop(node)
            case nodes.If():
                self.choice(node)
            case nodes.Assign():
                self.assign(node.target, self.value(node.node))
            case nodes.AssignBlock():
                self.assign(node.target, TEXT)
                self.within({}, node.body)
            case nodes.Macro():
                arguments = {argument.name: ANYTHING for argument in node.args}
                self.within(arguments | MACRO_NAMES, node.body)
            case nodes.With():
                given = zip(node.targets, map(self.value, node.values), strict=True)
                self.within({t.name: s for t, s in given if isinstance(t, nodes.Name)}, node.body)
            case _:
                self.other(node)

    def other(self, node: nodes.Node) -> None:
        """A statement without a meaning of its own here: what it holds is looked at."""
        for type_, message in FORBIDDEN.items():
            if isinstance(node, type_):
                self.note(node.lineno, "template-forbidden", finished(message), "Leave it out.")
                return
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.value(child)
            else:
                self.statement(child)

    def output(self, node: nodes.Output) -> None:
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData):
                self.printed(child, self.value(child))

    def printed(self, node: nodes.Expr, shape: Shape) -> None:
        """See that a value which is put in has a form of its own."""
        if not shape.known:
            return
        path = path_of(node) or worded("this value")
        if shapes.is_list(shape) and all(map(shapes._is_sequence, shape.options)):
            message = worded("'{path}' is a list and can't be printed.", path=path)
            cure = worded("Go through it with {{% for … %}}, or use the filter 'joined'.")
            self.note(node.lineno, "prints-list", message, cure)
        elif shape.is_only(bool):
            self.no_truth(node, shape)
        elif shapes.is_group(shape):
            message = worded("'{path}' is a group of values.", path=path)
            cure = worded("Name one of them: {names}.", names=", ".join(shapes.names(shape)))
            self.note(node.lineno, "prints-group", message, cure)

    def no_truth(self, node: nodes.Expr, shape: Shape) -> None:
        """See that yes or no is not made into words."""
        if shape.is_only(bool):
            path = path_of(node) or worded("this value")
            message = worded("'{path}' is yes or no and can't be printed.", path=path)
            self.note(node.lineno, "prints-truth", message, worded("Ask it with {{% if … %}}."))

    def loop(self, node: nodes.For) -> None:
        listed = self.value(node.iter)
        found = shapes.element(listed)
        if found is None:
            path = path_of(node.iter) or worded("this value")
            message = worded("'{path}' is no list.", path=path)
            cure = "Loop over a list, or take the loop away."
            self.note(node.lineno, "loop-no-list", message, cure)
        own = {"loop": ANYTHING}
        if isinstance(node.target, nodes.Name):
            own[node.target.name] = found or ANYTHING
        else:
            own |= {name.name: ANYTHING for name in node.target.find_all(nodes.Name)}
        self._scopes.append(own)
        with self.guarded(paths_of(node.iter)):
            if node.test is not None:
                self.value(node.test)
            self.body(node.body)
        self._scopes.pop()
        self.within({}, node.else_)

    def choice(self, node: nodes.If) -> None:
        if not_for(node.test, self.kind):
            self.body([*node.elif_, *node.else_])
            return
        with self.guarded(paths_of(node.test)):
            self.asked(node.test)
            self.body(node.body)
            self.body([*node.elif_, *node.else_])

    def assign(self, target: nodes.Node, shape: Shape) -> None:
        several = not isinstance(target, nodes.Name)
        for name in [target] if not several else target.find_all(nodes.Name):
            self._scopes[-1][name.name] = ANYTHING if several else shape  # type: ignore[attr-defined]

    def within(self, names: Mapping[str, Shape], statements: Sequence[nodes.Node]) -> None:
        self._scopes.append(dict(names))
        self.body(statements)
        self._scopes.pop()

    @contextmanager
    def guarded(self, paths: Sequence[str]) -> Iterator[None]:
        """What ``paths`` lead to has been asked for."""
        before = len(self._guards)
        self._guards += paths
        yield
        del self._guards[before:]

    # expressions

    def asked(self, node: nodes.Node) -> None:
        """An expression that is only asked for truth; its own paths may be not given."""
        with self.guarded(paths_of(node)):
            self.value(node)

    def value(self, node: nodes.Node) -> Shape:
        """Look at an expression; what it will be."""
        readers: dict[type[nodes.Node], Callable[[Any], Shape]] = {
            nodes.Name: self.name,
            nodes.Getattr: self.item,
            nodes.Getitem: self.item,
            nodes.Filter: self.filter,
            nodes.CondExpr: self.alternative,
            nodes.And: self.alternative,
            nodes.Or: self.alternative,
            nodes.Test: self.test,
            nodes.Concat: self.joined,
        }
        if type(node) in readers:
            return readers[type(node)](node)
        self.children(node)
        return made(node)

    def joined(self, node: nodes.Concat) -> Shape:
        for side in node.nodes:
            self.no_truth(side, self.value(side))
        return TEXT

    def item(self, node: nodes.Getattr | nodes.Getitem) -> Shape:
        match node:
            case nodes.Getattr():
                return self.part(node, node.node, node.attr)
            case nodes.Getitem(arg=nodes.Const(value=str() as key)):
                return self.part(node, node.node, key)
        self.value(node.arg)
        return shapes.element(self.value(node.node)) or ANYTHING

    def children(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.value(child)
            else:
                self.children(child)

    def name(self, node: nodes.Name) -> Shape:
        self.used.add(node.name)
        for scope in reversed(self._scopes):
            if node.name in scope:
                return self.given(node, scope[node.name])
        # Where blocks don't hold, a loop may have given the name.
        if node.name not in self.env.globals and not self.broken:
            known = [name for scope in self._scopes for name in scope]
            self.unknown(node.lineno, node.name, "a template gets no '{name}'.", node.name, known)
        return ANYTHING

    def unknown(
        self, line: int, name: str, message: str, shown: str, known: Sequence[str]
    ) -> None:
        listed = ", ".join(sorted(known)[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
        offer = did_you_mean(name, known) or worded("There is: {listed}.", listed=listed)
        self.note(line, "unknown-name", worded(message, name=shown), offer)

    def part(self, node: nodes.Expr, of: nodes.Expr, name: str) -> Shape:
        shape = self.value(of)
        path = path_of(node)
        self.used.add(path)
        if name.startswith("_"):
            message = worded("'{name}' is no name for templates.", name=name)
            cure = "A template may read the fields of the data, nothing else."
            self.note(node.lineno, "private-name", message, cure)
            return ANYTHING
        if self.is_method(shape, name):
            return ANYTHING
        found = shapes.part(shape, name)
        if found is None:
            self.no_part(node, shape, name)
            return ANYTHING
        return self.given(node, found)

    def is_method(self, shape: Shape, name: str) -> bool:
        mapping = any(not isinstance(o, type) and not shapes.fields_of(o) for o in shape.options)
        return (shape.is_only(str) and name in METHODS[str]) or (
            mapping and not shapes.is_list(shape) and name in METHODS[dict]
        )

    def no_part(self, node: nodes.Expr, shape: Shape, name: str) -> None:
        path = path_of(node) or name
        if shapes.is_list(shape):
            alone = "'{path}' is a list and has no '{name}' itself."
            message = worded(alone, path=path.rpartition(".")[0], name=name)
            self.note(
                node.lineno, "list-part", message, worded("Go through it with {{% for … %}}.")
            )
            return
        known = shapes.names(shape)
        if known:
            self.unknown(node.lineno, name, "there is no '{name}'.", path, known)
        else:
            self.note(
                node.lineno,
                "unknown-name",
                worded("there is no '{path}': it is a single value.", path=path),
                worded("Leave '.{name}' out.", name=name),
            )

    def given(self, node: nodes.Expr, shape: Shape) -> Shape:
        """``shape`` as that of a value which is there; say if it need not be."""
        path = path_of(node)
        if shape.optional and shape.known and path and not self.is_guarded(path):
            self.note(
                node.lineno,
                "unguarded",
                worded(
                    "'{path}' is not always given; without it no document can be made.", path=path
                ),
                worded('Write {{% if {path} %}} around it, or {path} or "".', path=path),
                Severity.WARNING,
            )
        return shape

    def is_guarded(self, path: str) -> bool:
        """Whether it, something in it, or something beside it was asked for before."""
        parent = path.rpartition(".")[0]
        beside = f"{parent}." if "." in parent else "\0"
        return any(
            guard in {path, parent} or guard.startswith((f"{path}.", beside))
            for guard in self._guards
        )

    def filter(self, node: nodes.Filter) -> Shape:
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.value(argument)
        shape = ANYTHING
        if node.node is not None:
            soft = paths_of(node.node) if node.name in STANDS_IN else []
            with self.guarded(soft):
                shape = self.value(node.node)
        if node.name not in self.env.filters:
            self.unknown(
                node.lineno,
                node.name,
                "there is no filter '{name}'.",
                node.name,
                list(self.env.filters),
            )
            return ANYTHING
        if node.node is not None and node.name in TO_WORDS:
            self.no_truth(node.node, shape)
        self.wanted(node, shape)
        return filtered(node.name, shape)

    def wanted(self, node: nodes.Filter, shape: Shape) -> None:
        wants, called = WANTED.get(node.name, (None, ""))
        if wants is not None and not wants(shape):
            path = path_of(node.node) if node.node else ""
            self.note(
                node.lineno,
                "filter-value",
                worded(
                    "the filter '{name}' wants {called}, which '{path}' is not.",
                    name=node.name,
                    called=called,
                    path=path,
                ),
                "Use another filter, or none.",
            )

    def test(self, node: nodes.Test) -> Shape:
        if node.name not in self.env.tests:
            self.unknown(
                node.lineno,
                node.name,
                "there is no test '{name}'.",
                node.name,
                list(self.env.tests),
            )
            return ANYTHING
        with self.guarded(paths_of(node.node)):
            self.value(node.node)
        for argument in node.args:
            self.value(argument)
        return TRUTH

    def alternative(self, node: nodes.CondExpr | nodes.And | nodes.Or) -> Shape:
        first = node.test if isinstance(node, nodes.CondExpr) else node.left
        rest = [node.expr1, node.expr2] if isinstance(node, nodes.CondExpr) else [node.right]
        with self.guarded(paths_of(first)):
            self.asked(first)
            found = [self.value(part) for part in rest if part is not None]
        return found[0] if isinstance(node, nodes.CondExpr) else ANYTHING

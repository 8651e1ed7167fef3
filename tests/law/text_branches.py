"""What a third law would be told by conditions of texts that ask for one law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, nodes

from aftersales_docs.texts.source import Source, TextFile

from .branches import THIRD

_JINJA = Environment(autoescape=True, comment_start_string="{##", comment_end_string="##}")


def _truth(node: nodes.Node, law: str) -> bool | None:
    """What a condition comes to under a law; ``None`` if the law alone does not tell."""
    match node:
        case nodes.Getattr(node=nodes.Name(name="law"), attr=name):
            return name == law
        case nodes.Not(node=inner):
            known = _truth(inner, law)
            return None if known is None else not known
        case nodes.And(left=left, right=right):
            both = (_truth(left, law), _truth(right, law))
            return False if False in both else None if None in both else True
        case nodes.Or(left=left, right=right):
            both = (_truth(left, law), _truth(right, law))
            return True if True in both else None if None in both else False
    return None


Laws = frozenset[str]


def _named(node: nodes.Node) -> Laws:
    """The laws that a condition names."""
    found = (node, *node.find_all(nodes.Getattr))
    return frozenset(
        one.attr
        for one in found
        if isinstance(one, nodes.Getattr)
        and isinstance(one.node, nodes.Name)
        and one.node.name == "law"
    )


@dataclass
class Conditions:
    """The conditions of a text; ``laws`` are those that its kind knows."""

    laws: tuple[str, ...]

    def _when(self, test: nodes.Node, within: Laws, *, holds: bool) -> Laws:
        return frozenset(law for law in within if _truth(test, law) is not (not holds))

    def _faults(self, reached: Laws, within: Laws, what: str) -> Iterator[str]:
        if THIRD in reached and not within - {THIRD} <= reached:
            only = ", ".join(sorted(reached - {THIRD}))
            yield f"{what}: meant for {only or 'no law'}, but any other law comes here too"

    def _branch(
        self, body: list[nodes.Node], reached: Laws, within: Laws, what: str
    ) -> Iterator[str]:
        said = [one for node in body for one in _said(node)]
        if said:
            yield from self._faults(reached, within, what)
        for node in body:
            yield from self.faults(node, reached)

    def _chain(self, node: nodes.If, within: Laws) -> Iterator[str]:
        left, named = within, frozenset[str]()
        for branch in (node, *node.elif_):
            reached = self._when(branch.test, left, holds=True)
            named |= _named(branch.test)
            yield from self._branch(branch.body, reached, within, "a condition")
            left = self._when(branch.test, left, holds=False)
        yield from self._branch(node.else_, left, within, "'else'")
        missing = frozenset(self.laws) & within - named
        if len(named) > 1 and not node.else_ and missing:
            yield f"chosen by law, but nothing for {', '.join(sorted(missing))}"

    def faults(self, node: nodes.Node, within: Laws) -> Iterator[str]:
        """What is said for one law by default below ``node``."""
        if isinstance(node, nodes.If):
            yield from self._chain(node, within)
            return
        if isinstance(node, nodes.CondExpr):
            yes = self._when(node.test, within, holds=True)
            no = self._when(node.test, within, holds=False)
            yield from self._faults(yes, within, "a condition in a value")
            if node.expr2 is not None and not _empty(node.expr2):
                yield from self._faults(no, within, "'else' in a value")
        for child in node.iter_child_nodes():
            yield from self.faults(child, within)

    def of_line(self, line: str, whens: tuple[str, ...] = ()) -> list[str]:
        """What is wrong with one line of a text that stands where ``whens`` hold."""
        within = frozenset((*self.laws, THIRD))
        found: list[str] = []
        for when in whens:
            test = _JINJA.parse(f"{{{{ {when} }}}}").body[0]
            assert isinstance(test, nodes.Output)
            reached = self._when(test.nodes[0], within, holds=True)
            found += self._faults(reached, within, f'when="{when}"')
            within = reached
        found += self.faults(_JINJA.parse(line), within)
        return found


def _empty(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and not node.value


def _said(node: nodes.Node) -> Iterator[nodes.Node]:
    """What a branch prints, or chooses further."""
    if isinstance(node, nodes.Output):
        yield from (
            one
            for one in node.nodes
            if not (isinstance(one, nodes.TemplateData) and not one.data.strip())
        )
    elif not isinstance(node, nodes.If):
        yield node


def _lines(source: Source, whens: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    attributes = source.attributes
    here = (*whens, attributes.when) if attributes.when else whens
    yield str(source.place), source.text, here
    for value in attributes.options.values():
        yield str(source.place), value, here
    for part in source.parts:
        for row in part:
            for cell in row.cells:
                yield str(row.place), cell, here
    for child in source.children:
        yield from _lines(child, here)


def faults(text: TextFile, laws: tuple[str, ...]) -> list[str]:
    """The places of a text where a law gets words by default."""
    conditions = Conditions(laws)
    lines = [(text.name, label, ()) for label in text.labels.values()]
    for block in text.blocks:
        lines += _lines(block, ())
    return [
        f"{place}: {fault}"
        for place, line, whens in lines
        for fault in conditions.of_line(line, whens)
    ]

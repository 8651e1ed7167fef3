"""Filling in the numbers of a section once it stands in its host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..document import Clause, plain
from ..ooxml.elements import Element
from ..ooxml.numbering import FIGURES, Numbered, reference
from ..ooxml.paragraphs import body_paragraphs
from .host import Host, HostParagraph
from .inlines import WrittenRef
from .write import WrittenClause

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Label:
    """A clause's number.

    ``path`` is it in plain figures (``7.1``), to build others on; ``figure`` is what a
    reference shows.
    """

    text: str
    path: str
    figure: str


def _amount(typed_figure: str, form: str) -> int:
    """The last figure of a typed number as a number."""
    last = typed_figure.rpartition(".")[2]
    if form == "decimal":
        return int(last)
    if form == "upperRoman":
        values = [_ROMAN[rank] for rank in last]
        return sum(
            -one if one < following else one
            for one, following in zip(values, [*values[1:], 0], strict=True)
        )
    count = FIGURES[form]
    return next((n for n in range(1, 100) if count(n) == last), 0)


@dataclass(slots=True)
class ClauseNumberer:
    """Computes the numbers of the written clauses, from top to bottom."""

    host: Host
    numbers: Mapping[Element, Numbered]
    before: Sequence[HostParagraph]
    labels: dict[str, Label] = field(default_factory=dict, init=False)
    _above: dict[int, Label] = field(default_factory=dict, init=False)
    _counts: dict[int, int] = field(default_factory=dict, init=False)

    def fill(self, clauses: Sequence[WrittenClause], references: Sequence[WrittenRef]) -> None:
        """Fill in typed numbers, then what references show."""
        for written in clauses:
            level = written.clause.level
            for deeper in [key for key in self._counts if key > level]:
                del self._counts[deeper]
                self._above.pop(deeper, None)
            label = self._label(written)
            self._above[level] = label
            self.labels[written.clause.id] = label
        paragraphs = {written.clause.id: written.paragraph for written in clauses}
        for ref in references:
            target = self.numbers.get(paragraphs[ref.target])
            shown = self.labels[ref.target].figure
            if target is not None:
                shown = reference(self.host.lists, target, self._source(ref, target))
            ref.result.text = shown

    def _source(self, ref: WrittenRef, target: Numbered) -> Numbered | None:
        """The number that a reference stands under, in the list of its target."""
        last: Numbered | None = None
        for element in body_paragraphs(self.host.body):
            number = self.numbers.get(element)
            if number is not None and number.abstract == target.abstract:
                last = number
            if element is ref.paragraph:
                break
        return last

    def _label(self, written: WrittenClause) -> Label:
        number = self.numbers.get(written.paragraph)
        if number is not None:
            path = ".".join(str(count) for count in number.counts)
            self._counts[written.clause.level] = number.counts[-1]
            return Label(number.label, path, number.label.rstrip("."))
        if written.figure is None:
            return Label("", "", plain(written.clause.content))
        return self._typed(written) if written.shape.typed else self._own(written)

    def _typed(self, written: WrittenClause) -> Label:
        """The next number in the manner of the host's own."""
        example = written.shape.typed
        assert example is not None and written.figure is not None  # noqa: S101, PT018
        level = written.clause.level
        above = self._above.get(level - 1)
        if level not in self._counts and above is None:
            prefix, self._counts[level] = self._last(written)
        else:
            prefix = (
                above.path if above is not None else self._above[level].path.rpartition(".")[0]
            )
        count = self._counts[level] = self._counts.get(level, 0) + 1
        figure = FIGURES[example.form](count)
        if example.depth > 1 and prefix:
            figure = f"{prefix}.{figure}"
        path = f"{prefix}.{count}" if prefix else str(count)
        bracket = example.close if example.open == "(" else ""
        before = "" if bracket else example.open
        shown = f"({figure}{bracket}" if bracket else figure
        after = "" if bracket else example.close
        self._put(written, before, shown, after)
        return Label(f"{before}{shown}{after}", path, shown)

    def _last(self, written: WrittenClause) -> tuple[str, int]:
        """The prefix and count of the host's last number of this rank before the section."""
        rank = written.shape.typed.rank if written.shape.typed else None
        typed = [p.typed for p in self.before if p.typed is not None and p.rank == rank]
        if not typed:
            return "", 0
        return typed[-1].figure.rpartition(".")[0], _amount(typed[-1].figure, typed[-1].form)

    def _own(self, written: WrittenClause) -> Label:
        """A number under the host's, or the section's own where the host has none."""
        clause = written.clause
        above = self._above.get(clause.level - 1)
        if above is None or not above.path:
            label = clause.number
        else:
            count = self._counts[clause.level] = self._counts.get(clause.level, 0) + 1
            label = f"{above.path}.{count}" + ("." if above.text.endswith(".") else "")
        figure = label.rstrip(".")
        self._put(written, "", figure, label[len(figure) :])
        return Label(label, figure, figure)

    @staticmethod
    def _put(written: WrittenClause, before: str, figure: str, after: str) -> None:
        for node, text in (
            (written.before, before),
            (written.figure, figure),
            (written.after, after),
        ):
            assert node is not None  # noqa: S101 (a typed number has all three)
            node.text = text
            if not text:
                run = node.getparent()
                run.getparent().remove(run)


def first_label(clauses: Sequence[Clause], labels: Mapping[str, Label]) -> str:
    """The number of the first clause; empty where there is none."""
    return labels[clauses[0].id].text if clauses else ""

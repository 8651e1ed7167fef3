"""A comparison as data for programs, and as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..errors import Worded, in_context, printable, sentences, worded
from ..messages import said, told
from .changes import Change
from .compare import Comparison, Which
from .quantities import Shift
from .two_languages import Contradiction
from .where import language

_HEADS = (worded("where"), worded("what changed"), worded("issued"), worded("returned"))
_HEADS_OF_VERSIONS = (
    worded("where"),
    worded("what changed"),
    in_context("a change", "before"),
    in_context("a change", "after"),
)
_APART_HEADS = (
    worded("where"),
    worded("contradiction"),
    worded("issued"),
    worded("returned"),
    worded("the other language"),
)
# Changes within a passage: where there are no words, points show the place.
_SHORT = {"text", "added", "deleted"}
# The kinds of changes, places and quantities, as a table names them.
_NAMES = (
    worded("text"),
    worded("added"),
    worded("deleted"),
    worded("moved"),
    worded("divided"),
    worded("joined"),
    worded("field"),
    worded("unseen"),
    worded("numbering"),
    worded("comment"),
    worded("property"),
    worded("content"),
    worded("header"),
    worded("footer"),
    worded("footnote"),
    worded("endnote"),
    worded("text box"),
    worded("drawing"),
    worded("amount"),
    worded("date"),
    worded("period"),
    worded("percentage"),
    worded("number"),
    worded("properties"),
    worded("pictures"),
    worded("running head or foot"),
)


def as_data(found: Comparison, names: tuple[str, str], view: Which) -> dict[str, Any]:
    """The comparison as JSON would hold it; docs/comparison.md tells the fields."""
    return {
        "issued": names[0],
        "returned": names[1],
        "view": view,
        "changed": bool(found.changes),
        "silent": found.silent,
        "tracked": len(found.changes) - found.silent,
        "formatting_only": found.formatting,
        "compared": "words" if found.words_only else "everything",
        "notes": list(found.notes),
        "contradictions": [
            asdict(one) | {"place": str(one.where)} for one in found.contradictions
        ],
        "changes": [asdict(change) | {"place": str(change.where)} for change in found.changes],
    }


def show(found: Comparison, redline: str = "") -> None:
    """Print the comparison; ``redline`` is the file that shows it, if one was asked for."""
    console = Console(highlight=False)
    if found.contradictions:
        console.print(Text(said(_warning(len(found.contradictions))), "bold red"))
        console.print(_contradictions(found))
    if found.changes:
        console.print(_table(found))
    console.print(Text(said(summary(found))))
    for note in found.notes:
        console.print(Text(printable(said(note))))
    if redline:
        console.print(Text(printable(said(_redline(found, redline)))))


def _redline(found: Comparison, redline: str) -> Worded:
    if not found.changes:
        return worded("No redline was written, as nothing was changed.")
    left = sum(not change.redlined for change in found.changes)
    there = worded("{redline}: the changes as tracked changes.", redline=redline)
    missing = "{left} {left:change|changes} can't be shown in it; see the table."
    return sentences(there, worded(missing, left=left) if left else "")


def summary(found: Comparison) -> Worded:
    """How much was changed, in a sentence or two."""
    if found.words_only:
        return sentences(
            _of_words(len(found.changes)),
            worded(
                "Words were compared and nothing else: not how they look, and no pictures, "
                "drawings or signatures."
            ),
        )
    formatting = found.formatting
    only = "{count} {count:passage differs|passages differ} in formatting only."
    passages = worded(only, count=formatting) if formatting else ""
    if not found.changes:
        return sentences(worded("Nothing was changed."), passages)
    if found.versions:
        return sentences(
            worded("{count} {count:change|changes}.", count=len(found.changes)), passages
        )
    changed = "{count} {count:change|changes}, {silent} of them not tracked."
    return sentences(worded(changed, count=len(found.changes), silent=found.silent), passages)


def _of_words(number: int) -> Worded:
    if not number:
        return worded("No word differs.")
    return worded("{count} {count:difference|differences}.", count=number)


def _warning(count: int) -> Worded:
    return worded(
        "The two languages no longer say the same in {count} {count:clause|clauses}. "
        "Look there first:",
        count=count,
    )


def _contradictions(found: Comparison) -> Table:
    table = _empty(_APART_HEADS)
    for one in found.contradictions:
        table.add_row(
            Text(printable(said(one.where.words()))),
            _with_figures(Text(said(_apart(one))), one.quantities),
            Text(printable(one.old or "…"), "red"),
            Text(printable(one.new or "…"), "bold green"),
            Text(printable(one.other or "…"), "bold"),
        )
    return table


def _apart(one: Contradiction) -> Worded:
    """In what the two languages of a clause differ now."""
    if one.kind == "figures":
        return worded("changed in both languages, to different figures")
    if one.other_lang:
        return worded("changed here only: {language}", language=language(one.lang))
    return worded("stands here only: {language}", language=language(one.lang))


def _empty(heads: Sequence[Worded]) -> Table:
    table = Table(show_lines=True)
    for name in heads:
        table.add_column(said(name), overflow="fold")
    return table


def _with_figures(text: Text, figures: Sequence[Shift]) -> Text:
    none = told("(none)")
    for shift in figures:
        words = f"{said(shift.kind)}: {shift.old or none} → {shift.new or none}"
        text.append("\n")
        text.append(printable(words), "bold")
    return text


def _table(found: Comparison) -> Table:
    table = _empty(_HEADS_OF_VERSIONS if found.versions else _HEADS)
    for row in _rows(found):
        table.add_row(*row)
    return table


def _rows(found: Comparison) -> Iterator[tuple[Text, ...]]:
    """The changes, each a row; those that would read the same share one that marks them all."""
    last: tuple[Text, ...] = ()
    for change in found.changes:
        row = (
            Text(printable(said(change.where.words()))),
            _what(change, tracking=not (found.words_only or found.versions)),
            _old(change),
            _new(change),
        )
        if [cell.plain for cell in row] == [cell.plain for cell in last]:
            for cell, other in zip(last, row, strict=True):
                # The words around one change may be those of another.
                cell.spans += [span for span in other.spans if span.style != "dim"]
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _what(change: Change, *, tracking: bool) -> Text:
    text = Text()
    if tracking and change.silent:
        text.append(told("NOT TRACKED"), "bold red").append("\n")
    elif tracking:
        text.append(printable(said(_tracked(change)))).append("\n")
    text.append(said(change.kind))
    for note in change.notes:
        text.append(printable(f"\N{EN DASH} {said(note)}").join(("\n", "")))
    return _with_figures(text, change.quantities)


def _tracked(change: Change) -> Worded:
    by = ", ".join(author for author in change.authors if author)
    if change.kind == "comment":
        return worded("by {author}", author=by) if by else worded("")
    return worded("tracked by {author}", author=by) if by else worded("tracked")


def _old(change: Change) -> Text:
    return _excerpt(change, change.old_before, change.old, change.old_after, "red")


def _new(change: Change) -> Text:
    return _excerpt(change, change.before, change.new, change.after, "bold green")


def _excerpt(change: Change, before: str, words: str, after: str, style: str) -> Text:
    """One side with the words around it; three points where there were none, or are none now."""
    text = Text(printable(before), "dim")
    text.append(printable(words), style)
    if not words and change.kind in _SHORT:
        text.append("…", "bold red")
    text.append(printable(after), "dim")
    return text

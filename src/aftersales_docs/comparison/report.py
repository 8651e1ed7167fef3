"""A comparison as data for programs, and as a table for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..errors import Worded, printable, sentences, worded
from ..messages import said, told
from .changes import Change
from .compare import Comparison, Which

_HEADS = {
    "where": worded("where"),
    "what": worded("what"),
    "issued": worded("issued"),
    "returned": worded("returned"),
}
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
        "notes": list(found.notes),
        "changes": [asdict(change) for change in found.changes],
    }


def show(found: Comparison, redline: str = "") -> None:
    """Print the comparison; ``redline`` is the file that shows it, if one was written."""
    console = Console(highlight=False)
    if found.changes:
        console.print(_table(found))
    console.print(Text(said(_summary(found))))
    for note in found.notes:
        console.print(Text(said(note)))
    if redline:
        left = sum(not change.redlined for change in found.changes)
        console.print(Text(printable(said(_redline(redline, left)))))


def _redline(redline: str, left: int) -> Worded:
    there = worded("{redline}: the changes as tracked changes.", redline=redline)
    missing = "{left} {left:change|changes} can't be shown in it; see the table."
    return sentences(there, worded(missing, left=left) if left else "")


def _summary(found: Comparison) -> Worded:
    formatting = found.formatting
    only = "{count} {count:passage differs|passages differ} in formatting only."
    passages = worded(only, count=formatting) if formatting else ""
    if not found.changes:
        return sentences(worded("Nothing was changed."), passages)
    changed = "{count} {count:change|changes}, {silent} of them not tracked."
    return sentences(worded(changed, count=len(found.changes), silent=found.silent), passages)


def _table(found: Comparison) -> Table:
    table = Table(show_lines=True)
    for name in ("where", "what", "issued", "returned"):
        table.add_column(said(_HEADS[name]), overflow="fold")
    for change in found.changes:
        table.add_row(
            Text(printable(said(change.where.words()))), _what(change), _old(change), _new(change)
        )
    return table


def _what(change: Change) -> Text:
    text = Text()
    if change.silent:
        text.append(told("NOT TRACKED"), "bold red")
    else:
        text.append(printable(said(_tracked(change))))
    text.append(f"\n{said(change.kind)}")
    for note in change.notes:
        text.append(printable(f"\N{EN DASH} {said(note)}").join(("\n", "")))
    for shift in change.quantities:
        none = told("(none)")
        words = f"{said(shift.kind)}: {shift.old or none} → {shift.new or none}"
        text.append("\n")
        text.append(printable(words), "bold")
    return text


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
    if not words and change.kind == "text":
        text.append("…", "bold red")
    text.append(printable(after), "dim")
    return text

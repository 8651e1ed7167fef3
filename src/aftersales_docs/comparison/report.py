"""A comparison as data for programs, and as a table for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..errors import printable
from .changes import Change
from .compare import Comparison, Which

_SILENT = "NOT TRACKED"


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
    console.print(Text(_summary(found)))
    for note in found.notes:
        console.print(Text(note))
    if redline:
        left = sum(not change.redlined for change in found.changes)
        missing = f" It can't show {left} of the changes; the table tells them." if left else ""
        console.print(Text(printable(f"{redline}: the changes as tracked changes.{missing}")))


def _summary(found: Comparison) -> str:
    formatting = (
        f" {found.formatting} passages differ in formatting only." if found.formatting else ""
    )
    if not found.changes:
        return f"Nothing was changed.{formatting}"
    number = len(found.changes)
    changes = "1 change" if number == 1 else f"{number} changes"
    return f"{changes}, {found.silent} of them not tracked.{formatting}"


def _table(found: Comparison) -> Table:
    table = Table(show_lines=True)
    for name in ("where", "what", "issued", "returned"):
        table.add_column(name, overflow="fold")
    for change in found.changes:
        table.add_row(
            Text(printable(str(change.where))), _what(change), _old(change), _new(change)
        )
    return table


def _what(change: Change) -> Text:
    text = Text()
    if change.silent:
        text.append(_SILENT, "bold red")
    else:
        by = ", ".join(author for author in change.authors if author)
        text.append(
            printable(
                f"{'' if change.kind == 'comment' else 'tracked'}{by and f' by {by}'}".strip()
            )
        )
    text.append(f"\n{change.kind}")
    for note in change.notes:
        text.append(printable(f"\N{EN DASH} {note}").join(("\n", "")))
    for shift in change.quantities:
        words = f"{shift.kind}: {shift.old or '(none)'} → {shift.new or '(none)'}"
        text.append("\n")
        text.append(printable(words), "bold")
    return text


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

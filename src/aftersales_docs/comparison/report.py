"""A comparison as data for programs, and as a table for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..errors import printable, worded
from .changes import Change
from .compare import Comparison, Which
from .quantities import Shift
from .two_languages import Contradiction
from .where import language

_SILENT = "NOT TRACKED"
# Changes within a passage: where there are no words, points show the place.
_SHORT = {"text", "added", "deleted"}


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
        "contradictions": [asdict(one) for one in found.contradictions],
        "changes": [asdict(change) | {"place": str(change.where)} for change in found.changes],
    }


def show(found: Comparison, redline: str = "") -> None:
    """Print the comparison; ``redline`` is the file that shows it, if one was asked for."""
    console = Console(highlight=False)
    if found.contradictions:
        console.print(Text(_warning(found), "bold red"))
        console.print(_contradictions(found))
    if found.changes:
        console.print(_table(found))
    console.print(Text(_summary(found)))
    for note in found.notes:
        console.print(Text(printable(note)))
    if redline:
        console.print(Text(printable(_redline(found, redline))))


def _redline(found: Comparison, redline: str) -> str:
    left = sum(not change.redlined for change in found.changes)
    if not found.changes:
        return "No redline was written, as nothing was changed."
    if not left:
        return worded("{file}: the changes as tracked changes.", file=redline)
    return worded(
        "{file}: the changes as tracked changes. It can't show {count} of the changes; "
        "the table tells them.",
        file=redline,
        count=left,
    )


def _summary(found: Comparison) -> str:
    number = len(found.changes)
    parts = [_of_words(number) if found.words_only else _of_files(number, found.silent)]
    if found.formatting:
        parts.append(worded("{count} passages differ in formatting only.", count=found.formatting))
    return " ".join(parts)


def _of_files(number: int, silent: int) -> str:
    if not number:
        return "Nothing was changed."
    if number == 1:
        return worded("1 change, {silent} of them not tracked.", silent=silent)
    return worded("{count} changes, {silent} of them not tracked.", count=number, silent=silent)


def _of_words(number: int) -> str:
    """What a comparison of words tells, and what it can't."""
    if not number:
        return (
            "No word differs. Words were compared and nothing else: not how they look, and no "
            "pictures, drawings or signatures."
        )
    if number == 1:
        return (
            "1 difference. Words were compared and nothing else: not how they look, and no "
            "pictures, drawings or signatures."
        )
    return worded(
        "{count} differences. Words were compared and nothing else: not how they look, and no "
        "pictures, drawings or signatures.",
        count=number,
    )


def _warning(found: Comparison) -> str:
    count = len(found.contradictions)
    if count == 1:
        return "The two languages no longer say the same in 1 clause. Look at it first:"
    return worded(
        "The two languages no longer say the same in {count} clauses. Look at them first:",
        count=count,
    )


def _contradictions(found: Comparison) -> Table:
    table = _empty("where", "contradiction", "issued", "returned", "the other language")
    for one in found.contradictions:
        table.add_row(
            Text(printable(str(one.where))),
            _apart(one),
            Text(printable(one.old or "…"), "red"),
            Text(printable(one.new or "…"), "bold green"),
            Text(printable(one.other or "…"), "bold"),
        )
    return table


def _apart(one: Contradiction) -> Text:
    """In what the two languages of a clause differ now."""
    if one.kind == "figures":
        said = "changed in both languages, to different figures"
    elif one.other_lang:
        said = worded("changed in {language} only", language=_in(one.lang))
    else:
        said = worded("there is nothing like it but in {language}", language=_in(one.lang))
    return _with_figures(Text(printable(said)), one.quantities)


def _in(name: str) -> str:
    return f"the {language(name)}" if name in {"left", "right", "first"} else language(name)


def _empty(*names: str) -> Table:
    table = Table(show_lines=True)
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def _with_figures(text: Text, figures: Sequence[Shift]) -> Text:
    for shift in figures:
        text.append("\n")
        words = f"{shift.kind}: {shift.old or '(none)'} → {shift.new or '(none)'}"
        text.append(printable(words), "bold")
    return text


def _table(found: Comparison) -> Table:
    table = _empty("where", "what", "issued", "returned")
    for change in found.changes:
        table.add_row(
            Text(printable(str(change.where))),
            _what(change, tracking=not found.words_only),
            _old(change),
            _new(change),
        )
    return table


def _what(change: Change, *, tracking: bool) -> Text:
    text = Text()
    if tracking:
        text.append(*_tracked(change)).append("\n")
    text.append(change.kind)
    for note in change.notes:
        text.append(printable(f"\N{EN DASH} {note}").join(("\n", "")))
    return _with_figures(text, change.quantities)


def _tracked(change: Change) -> tuple[str, str]:
    """Whether a change was tracked and by whom, and how that looks."""
    if change.silent:
        return _SILENT, "bold red"
    by = ", ".join(author for author in change.authors if author)
    tracked = "" if change.kind == "comment" else "tracked"
    return printable(f"{tracked}{by and f' by {by}'}".strip()), ""


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

"""What came of a batch, in numbers: for people at the end, for programs in ``report.json``."""

from __future__ import annotations

import json
import pickle
import sqlite3
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ..errors import Problem, worded
from ..messages import spaced
from ..nearest import did_you_mean

__all__ = ["FailedRows", "Report", "Tally"]

_EXAMPLES: Final = 5


class FailedRows:
    """The failed rows with what is wrong with each; on the disk, however many there are."""

    def __init__(self) -> None:
        # A database without a name is a file of this process alone, gone with it.
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.execute("create table failed (row integer primary key, problems blob)")
        self.count = 0

    def add(self, number: int, problems: Sequence[Problem]) -> None:
        """Note what is wrong with a row."""
        packed = pickle.dumps(tuple(problems))
        self._store.execute("insert or replace into failed values (?, ?)", (number, packed))
        self.count += 1

    def get(self, number: int) -> tuple[Problem, ...] | None:
        """What is wrong with a row; ``None`` if nothing is."""
        query = "select problems from failed where row=?"
        found = self._store.execute(query, (number,)).fetchone()
        if found is None:
            return None
        problems: tuple[Problem, ...] = pickle.loads(found[0])  # noqa: S301 (written above)
        return problems

    def close(self) -> None:
        """Let go of the disk."""
        self._store.close()


@dataclass(slots=True)
class Tally:
    """How often a code came up, with one of its messages and some of the rows."""

    message: str = ""
    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, number: int, message: str) -> None:
        """Count one more."""
        self.count += 1
        self.message = self.message or message
        # Several processes make the rows: the first ones of the table are told, in its order.
        insort(self.rows, number)
        del self.rows[_EXAMPLES:]


@dataclass(slots=True)
class Report:
    """What came of a batch. ``seconds`` is the time of the work itself, ``size`` in bytes."""

    kind: str
    table: str
    rows: int = 0
    made: int = 0
    kept: int = 0
    failed: int = 0
    files: int = 0
    size: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    errors: dict[str, Tally] = field(default_factory=dict)
    warnings: dict[str, Tally] = field(default_factory=dict)
    # Codes that the user accepts, and whether a row gives their warning.
    accepted: dict[str, bool] = field(default_factory=dict)
    outputs: list[str] = field(default_factory=list)
    failed_table: str = ""

    def error(self, number: int, problems: Sequence[Problem]) -> None:
        """Count what is wrong with a row, each code once."""
        for problem in {one.code: one for one in problems}.values():
            self.errors.setdefault(problem.code, Tally()).add(number, problem.message)

    def warning(self, number: int, code: str, message: str) -> None:
        """Count a warning about a row."""
        self.warnings.setdefault(code, Tally()).add(number, message)

    def told(self) -> dict[str, Any]:
        """The report for programs."""
        told: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("kind", "table", "rows", "made", "kept", "failed", "files", "interrupted")
        }
        told |= {
            "bytes": self.size,
            "seconds": round(self.seconds, 1),
            "rows_a_second": round(self.made / self.seconds, 1) if self.seconds else None,
            "errors": _tallies(self.errors),
            "warnings": _tallies(self.warnings),
            "accepted_for_nothing": self.accepted_for_nothing(),
            "failed_rows": self.failed_table or None,
            "outputs": self.outputs,
        }
        return told

    def accepted_for_nothing(self) -> list[str]:
        """The accepted codes whose warning no row gives; known when all rows are made."""
        whole = not (self.interrupted or self.failed)
        return [code for code, given in self.accepted.items() if whole and not given]

    def as_json(self) -> bytes:
        """The report as the content of ``report.json``."""
        return (json.dumps(self.told(), ensure_ascii=False, indent=1) + "\n").encode()

    def lines(self) -> Iterator[str]:
        """The report for people, a line a fact."""
        yield worded(
            "rows: {made} of {rows} made, {kept} there already, {failed} failed",
            made=self.made,
            rows=self.rows,
            kept=self.kept,
            failed=self.failed,
        )
        if self.made and self.seconds:
            yield worded(
                "files: {files}, {size}, in {seconds} s ({rate} rows a second)",
                files=self.files,
                size=f"{self.size / 1e6:.1f} MB"
                if self.size >= 1e6
                else f"{self.size / 1e3:.0f} kB",
                seconds=f"{self.seconds:.1f}",
                rate=f"{self.made / self.seconds:.1f}",
            )
        yield from self._tallied()
        for code in self.accepted_for_nothing():
            yield worded(
                "no row gives the warning '{code}', which is accepted.{offer}",
                code=code,
                offer=spaced(did_you_mean(code, self.warnings)),
            )
        if self.failed_table:
            yield worded(
                "the failed rows are in {file}: mend them there and run it with --resume",
                file=self.failed_table,
            )
        if self.interrupted:
            yield worded("interrupted: the same command with --resume makes what is missing")
        yield from self.outputs

    def _tallied(self) -> Iterator[str]:
        """A line for each code of a warning, then of an error."""
        for code, tally in sorted(self.warnings.items()):
            yield worded(
                "warning [{code}] in {count} {count:row|rows} ({rows}): {message}",
                code=code,
                count=tally.count,
                rows=_some(tally),
                message=tally.message,
            )
        for code, tally in sorted(self.errors.items()):
            yield worded(
                "error [{code}] in {count} {count:row|rows} ({rows}): {message}",
                code=code,
                count=tally.count,
                rows=_some(tally),
                message=tally.message,
            )


def _some(tally: Tally) -> str:
    return ", ".join(map(str, tally.rows)) + (", …" if tally.count > len(tally.rows) else "")


def _tallies(found: dict[str, Tally]) -> dict[str, Any]:
    return {
        code: {"rows": tally.count, "first": tally.rows, "message": str(tally.message)}
        for code, tally in sorted(found.items())
    }

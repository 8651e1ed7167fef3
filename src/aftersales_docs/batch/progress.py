"""How far a batch is: a bar where there is a terminal, plain lines where there is none."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Final, Protocol, Self

from ..errors import worded
from ..messages import said

__all__ = ["Lines", "Progress", "Silent", "progress"]

_EVERY: Final = 10.0  # Seconds between two lines.


class Progress(Protocol):
    """Is told how many rows there are, and of each that is done."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def begin(self, total: int) -> None:
        """``total`` rows are to be made."""
        ...

    def advance(self, done: int, failed: int) -> None:
        """So many more rows are done, ``failed`` of them without success."""
        ...


class Silent:
    """Says nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def begin(self, total: int) -> None:
        """Nothing is said."""

    def advance(self, done: int, failed: int) -> None:
        """Nothing is said."""


class Lines:
    """A line now and then, for logs and pipes."""

    def __init__(self) -> None:
        self.total = self.done = self.failed = 0
        self.start = self.told = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def begin(self, total: int) -> None:
        """``total`` rows are to be made."""
        self.total = total
        self.start = self.told = time.monotonic()

    def advance(self, done: int, failed: int) -> None:
        """So many more rows are done; a line is written if the last one is old enough."""
        self.done += done
        self.failed += failed
        now = time.monotonic()
        if now - self.told < _EVERY:
            return
        self.told = now
        rate = self.done / (now - self.start)
        line = worded(
            "rows: {done} of {total} done, {failed} failed; {rate} a second, {left} s left",
            done=self.done,
            total=self.total,
            failed=self.failed,
            rate=f"{rate:.1f}",
            left=round((self.total - self.done) / rate),
        )
        sys.stderr.write(f"{said(line)}\n")
        sys.stderr.flush()


class _Bar:
    """A bar with rate and remaining time."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import (
            Progress as Bar,
        )

        self._failed = 0
        self._start = 0.0
        self._bar: Any = Bar(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[told]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task: Any = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, total: int) -> None:
        """``total`` rows are to be made."""
        self._start = time.monotonic()
        self._task = self._bar.add_task("", total=total, told="")

    def advance(self, done: int, failed: int) -> None:
        """So many more rows are done."""
        self._failed += failed
        whole = self._bar.tasks[0].completed + done
        rate = whole / max(time.monotonic() - self._start, 0.001)
        told = worded("{rate}/s, {failed} failed", rate=f"{rate:.1f}", failed=self._failed)
        self._bar.update(self._task, advance=done, told=said(told))


def progress(*, silent: bool = False) -> Progress:
    """What tells the progress of a batch to this terminal, or to where its output goes."""
    if silent:
        return Silent()
    return _Bar() if sys.stderr.isatty() else Lines()

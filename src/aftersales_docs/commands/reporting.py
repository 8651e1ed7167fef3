"""What is told of many files: errors at once, remarks once each, a bar, a last line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from ..errors import Problem, Severity, sentences, worded
from .common import report, say, say_json
from .results import as_data

_FIRST = 3  # Files that are named where many share a remark.
_BAR_FROM = 3  # Files from which on a bar is worth its place.


@dataclass(slots=True)
class Reporter:
    """Tells what each of ``files`` gives, as soon as it is known, and then what all give.

    ``strict``: a file with a warning counts as one with an error. ``verbose``: every remark is
    told beside its file. ``as_json``: nothing is told but one JSON value at the end.
    """

    files: Sequence[str]
    as_json: bool = False
    strict: bool = False
    verbose: bool = False
    problems: list[Problem] = field(default_factory=list, init=False)
    made: list[Path] = field(default_factory=list, init=False)
    bad: int = field(default=0, init=False)
    _shared: dict[tuple[str, Severity], list[tuple[str, Problem]]] = field(
        default_factory=dict, init=False
    )

    @property
    def many(self) -> bool:
        """Whether remarks are gathered and a last line is told."""
        return len(self.files) > 1

    def each(self) -> Iterator[str]:
        """The files in turn, with a bar on a terminal."""
        if self.as_json or len(self.files) < _BAR_FROM or not sys.stderr.isatty():
            yield from self.files
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            yield from bar.track(self.files)

    def is_bad(self, problems: Iterable[Problem]) -> bool:
        """Whether a file with these problems counts as wrong."""
        stopping = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        return any(one.severity in stopping for one in problems)

    def tell(self, file: str, problems: Sequence[Problem], made: Sequence[Path] = ()) -> None:
        """Take what was found in ``file`` and ``made`` of it."""
        self.problems += problems
        self.made += made
        self.bad += self.is_bad(problems)
        if self.as_json:
            return
        gather = self.many and not self.verbose
        errors = [one for one in problems if one.severity is Severity.ERROR]
        report(errors if gather else problems)
        for one in problems if gather else ():
            if one.severity is not Severity.ERROR:
                self._shared.setdefault((one.code, one.severity), []).append((file, one))
        if made:
            say(*map(str, made))
        if self.is_bad(problems) and not errors:
            warnings = sum(one.severity is Severity.WARNING for one in problems)
            say(
                worded(
                    "{file}: {count} {count:warning counts|warnings count} as errors (--strict)",
                    file=file,
                    count=warnings,
                )
            )

    def _gathered(self) -> Iterator[Problem]:
        """Each remark once; where several files give it, with their number and the first ones."""
        for found in self._shared.values():
            first = found[0][1]
            files = list(dict.fromkeys(file for file, _ in found))
            if len(files) == 1:
                yield from (one for _, one in found)
                continue
            yield replace(first, cure=sentences(first.cure, _shared_by(files, found)))

    def end(self, summary: Callable[[], str] | None = None) -> None:
        """Tell what all files have in common and end the program, with 1 if any was wrong."""
        if self.as_json:
            say_json(as_data(self.problems, self.made, ok=not self.bad, checked=len(self.files)))
        else:
            report(list(self._gathered()))
            if self.many:
                say(summary() if summary else self._summary())
        click.get_current_context().exit(1 if self.bad else 0)

    def _summary(self) -> str:
        warnings = sum(one.severity is Severity.WARNING for one in self.problems)
        return worded(
            (
                "{files} {files:file|files}: {good} good, {bad} with errors, "
                "{warnings} {warnings:warning|warnings}"
            ),
            files=len(self.files),
            good=len(self.files) - self.bad,
            bad=self.bad,
            warnings=warnings,
        )


def _shared_by(files: Sequence[str], found: Sequence[tuple[str, Problem]]) -> str:
    """What is said of a remark of several ``files``: the same in each, or of one kind only."""
    same = len({one.message for _, one in found}) == 1
    named = files if same else files[1:]
    names = ", ".join(named[:_FIRST]) + (", …" if len(named) > _FIRST else "")
    if same:
        return worded(
            "[{count} files: {names}; --verbose tells each]", count=len(named), names=names
        )
    return worded(
        "[another of this kind in {count} {count:file|files}: {names}; --verbose tells each]",
        count=len(named),
        names=names,
    )


def well(file: str, problems: Sequence[Problem]) -> str:
    """That no error was found in ``file``, and how many warnings were."""
    warnings = sum(one.severity is Severity.WARNING for one in problems)
    if not warnings:
        return worded("{file}: no errors", file=file)
    return worded("{file}: no errors, {count} {count:warning|warnings}", file=file, count=warnings)

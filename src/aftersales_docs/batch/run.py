"""Running a batch from its table to the last file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from ..errors import AftersalesError, OutputError, Place, Problem, worded
from .bundle import refuse_taken, write_archive, write_merged
from .failures import errors_name, remove_failures, write_failures
from .heads import columns_of
from .job import Job, Prints, reader_of
from .joined import JoinedTable, joined
from .plan import planned
from .pool import Chunk, Pool
from .progress import Progress
from .report import FailedRows, Report
from .rows import RowReader
from .sinks import LocalSink, SharedSink, Sink, StoreSink
from .state import FOLDER, Made, State
from .tables import open_table
from .worker import Item, Outcome, Work

__all__ = ["run"]

_CHUNK: Final = 16
REPORT: Final = "report.json"


class Engine(Protocol):
    """What makes chunks of rows: processes of this machine, or a cluster."""

    def run(self, chunks: Iterator[Chunk]) -> Iterator[list[Outcome]]:
        """The outcomes of all chunks, as they come."""
        ...

    def stop(self) -> None:
        """End the work at once."""
        ...


def run(job: Job, progress: Progress) -> Report:
    """Make the documents of all rows of a table.

    Raises:
        DataError: the table can't be read, or its columns are for no fields.
        UsageError: the pattern for names, the sheet or the format is wrong.
        OutputError: names collide, files are in the way, the disk is full, or another batch
            works in the folder. What was made by then stays and is known to ``--resume``.
        LibraryError: a text or template of the house is wrong.

    """
    try:
        with closing(State(_state_folder(job))) as state, closing(FailedRows()) as failed:
            return _Run(job, state, failed, progress).all()
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(
            Problem(
                "output",
                worded("a file can't be written ({reason}).", reason=reason),
                "See that there is room and that you may write there; then run it with --resume.",
                place=Place(job.output),
            )
        ) from error


def _state_folder(job: Job) -> Path:
    if job.state is not None:
        return job.state
    if job.is_store:
        raise OutputError(
            Problem(
                "no-state",
                "the output is no folder, so that there is none to remember what is made.",
                "Name a folder of this machine with --state.",
            )
        )
    return Path(job.output) / FOLDER


class _Run:
    """One run: what it works with, and what has come of it so far."""

    def __init__(self, job: Job, state: State, failed: FailedRows, progress: Progress) -> None:
        self.job, self.state, self.failed, self.progress = job, state, failed, progress
        self.report = Report(job.kind.id, str(job.table))
        self.folder = None if job.is_store else Path(job.output)
        # Reports of a batch into a store lie beside what is remembered of it.
        self.beside = self.folder or state.folder

    def all(self) -> Report:
        """The whole of it."""
        job, laid = self.job, self.state.folder / "table"
        refuse_taken(job.archive, replace=job.resume)
        refuse_taken(job.merged, replace=job.resume)
        shutil.rmtree(laid, ignore_errors=True)
        laid.mkdir()
        try:
            table = open_table(
                job.table,
                laid,
                sheet=job.sheet,
                delimiter=job.delimiter,
                encoding=job.encoding,
            )
            columns = columns_of(job.kind, table, job.columns)
            reader = reader_of(job, table, columns)
            rows = joined(table, columns, laid)
            rows.refuse_strays()
            others = {errors_name(table, self.beside), REPORT}
            total = planned(job, rows, reader, self.state, self.failed, others)
            self.state.load_made()
            self._unnamed(rows)
            self._make(rows, reader, total)
            self._finish(rows)
        finally:
            shutil.rmtree(laid, ignore_errors=True)
        return self.report

    def _unnamed(self, rows: JoinedTable) -> None:
        """Count the rows that the plan could not name."""
        if not self.failed.count:
            return
        for row in rows.rows():
            if (problems := self.failed.get(row.number)) is not None:
                self.report.error(row.number, problems)

    def _make(self, rows: JoinedTable, reader: RowReader, total: int) -> None:
        job = self.job
        self.report.rows = total
        self.report.accepted = dict.fromkeys(job.accepted, False)
        self.report.failed = self.failed.count
        work = Work(
            reader,
            job.formats,
            self._sink(),
            job.accepted,
            job.with_data,
            job.own_templates,
            job.pdf_engine,
            job.house,
            job.house_root,
        )
        items = self._items(rows, Prints(job, reader))
        start = time.monotonic()
        engine = self._engine(work)
        with self.progress:
            try:
                self.progress.begin(total)
                self.progress.advance(self.failed.count, self.failed.count)
                for outcomes in engine.run(_chunked(items)):
                    self._taken(outcomes)
            except KeyboardInterrupt:
                self.report.interrupted = True
            finally:
                engine.stop()
                self.report.seconds = time.monotonic() - start

    def _sink(self) -> Sink:
        if self.folder is None:
            return StoreSink(self.job.output)
        folder = self.folder.resolve()
        if self.job.scheduler is not None:
            return SharedSink(folder)
        return LocalSink(folder, self.state.parts.resolve())

    def _engine(self, work: Work) -> Engine:
        if self.job.scheduler is not None:
            from .cluster import Cluster

            return Cluster(work, self.job.scheduler)
        return Pool(work, self.job.workers or os.cpu_count() or 1)

    def _items(self, rows: JoinedTable, prints: Prints) -> Iterator[Item]:
        """The rows that have a name, each with what an earlier run made of it."""
        for row in rows.rows():
            name = self.state.name_of(row.number)
            if name is not None:
                made = self.state.made(name) if self.job.resume else None
                yield Item(row, name, prints.of(row), made)

    def _taken(self, outcomes: list[Outcome]) -> None:
        """Give what was made its names, and note it; count the rest."""
        made: dict[str, Made] = {}
        bad = 0
        for one in outcomes:
            if one.status == "stopped":
                self._noted(made)
                raise _as_error(one)
            if one.status == "failed":
                bad += 1
                self.failed.add(one.number, one.problems)
                self.state.forget(one.name)
                self.report.failed += 1
                self.report.error(one.number, one.problems)
            else:
                self._placed(one)
                if one.made is not None and one.status == "made":
                    made[one.name] = one.made
                self._counted(one)
        self._noted(made)
        self.progress.advance(len(outcomes), bad)

    def _noted(self, made: dict[str, Made]) -> None:
        if made:
            self.state.note(made)

    def _placed(self, one: Outcome) -> None:
        """Give the finished files of a row their names."""
        for name, part in one.parts.items():
            assert self.folder is not None  # noqa: S101 (only a folder has parts)
            _place(Path(part), self.folder / name, replace=self.job.resume)

    def _counted(self, one: Outcome) -> None:
        report = self.report
        if one.status == "kept":
            report.kept += 1
        else:
            report.made += 1
            report.files += len(self.job.formats)
            report.size += one.size
        for code in one.made.accepted if one.made else ():
            report.accepted[code] = True
        told = {problem.code: problem.message for problem in one.problems}
        for code in dict.fromkeys(one.made.warnings if one.made else ()):
            report.warning(one.number, code, told.get(code, ""))

    def _finish(self, rows: JoinedTable) -> None:
        """Write the failed rows, the bundles, the report."""
        if self.folder is not None and self.job.scheduler is not None:
            for part in self.folder.glob(SharedSink.PARTS):  # Of workers that were lost.
                part.unlink(missing_ok=True)
        path = self.beside / errors_name(rows.table, self.beside, self.failed.count)
        if self.failed.count:
            write_failures(path, rows, self.failed)
            self.report.failed_table = str(path)
        else:
            remove_failures(path, rows)
        job = self.job
        if self.folder is not None and not self.report.interrupted:
            if job.archive is not None:
                write_archive(job.archive, self.folder, self._files(), replace=job.resume)
                self.report.outputs.append(str(job.archive))
            if job.merged is not None:
                pages = [self.folder / f"{name}.pdf" for name in self._names()]
                found = write_merged(job.merged, pages, replace=job.resume)
                self.report.outputs += map(str, found)
        (self.beside / REPORT).write_bytes(self.report.as_json())

    def _names(self) -> Iterator[str]:
        """The names of all rows that are made, as they are to be printed."""
        for name in self.state.names():
            if self.state.made(name) is not None and self.folder is not None:
                files = [self.folder / f"{name}.{end}" for end in self.job.formats]
                if all(path.exists() for path in files):
                    yield name

    def _files(self) -> Iterator[str]:
        for name in self._names():
            for end in self.job.formats:
                yield f"{name}.{end}"


def _chunked(items: Iterator[Item]) -> Iterator[Chunk]:
    while chunk := tuple(islice(items, _CHUNK)):
        yield chunk


def _as_error(one: Outcome) -> AftersalesError:
    return OutputError(one.problems)


def _place(part: Path, path: Path, *, replace: bool) -> None:
    """Give ``part`` its name; a link, unlike a rename, never replaces a file."""
    if replace:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise OutputError(
            Problem(
                "output",
                "a file of this name came there while the batch was at work.",
                "See who else writes there; then run it with --resume.",
                place=Place(str(path)),
            )
        ) from error
    except OSError:
        part.replace(path)  # Some file systems know no links.
        return
    with suppress(OSError):
        part.unlink()

"""Worker processes that come back after a crash, and lose no row by it.

The executors of the standard library end altogether when one process is killed, and do not
tell on which task. Here each worker has a pipe of its own: who dies is known by it, its rows
are tried again one by one, and the row that kills twice is told as the one at fault.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import resource
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from ..collecting import collect_seldom
from ..errors import OutputError, Problem, worded
from .worker import Item, Outcome, Work, failed, make_all

__all__ = ["Pool"]

Chunk = Sequence[Item]
MEMORY: Final = 3 * 1024**3  # Bytes of address space a worker may take; it uses a tenth.
_ROW_SECONDS: Final = 120.0  # Then a row is given up.
_TRIES: Final = 2
_STILLBORN: Final = 5  # Workers that die before they have done anything.
_TICK: Final = 1.0
# What a worker's parent has loaded before it forks; it has written nothing then.
# Then a fresh one: what the libraries of the PDF writers keep must not add up.
ROWS_A_WORKER = 1000


def _serve(tasks: Connection, work: Work, memory: int) -> None:
    """A worker: makes chunk after chunk until the run has no more, or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The run decides what Ctrl-C means.
    collect_seldom()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(EOFError, OSError):
        while True:
            tasks.send(make_all(work, tasks.recv()))


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    chunk: Chunk = ()
    since: float = 0.0
    made: int = 0

    def overdue(self) -> bool:
        limit = _ROW_SECONDS * max(1, len(self.chunk) ** 0.5)
        return bool(self.chunk) and time.monotonic() - self.since > limit


class Pool:
    """``count`` workers for the rows of one batch."""

    def __init__(self, work: Work, count: int, memory: int = MEMORY) -> None:
        self._context = multiprocessing.get_context("forkserver")
        # Both writers of PDFs stand behind one door that imports the one that is needed.
        writers = ["aftersales_docs.word"]
        if "pdf" in work.formats:
            html = work.pdf_engine == "html" or work.own_templates is not None
            writers.append(f"aftersales_docs.pdf.{'writer' if html else 'typst'}")
        self._context.set_forkserver_preload([__name__, *writers])
        self._work, self._memory = work, memory
        self._again: deque[Chunk] = deque()
        self._deaths: dict[int, int] = {}
        self._stillborn = 0
        self._workers = [self._start() for _ in range(count)]

    @property
    def processes(self) -> list[int]:
        """The process numbers of the workers."""
        return [int(worker.process.pid) for worker in self._workers]

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._work, self._memory), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def run(self, chunks: Iterator[Chunk]) -> Iterator[list[Outcome]]:
        """The outcomes of all ``chunks``, as they come; a chunk is taken when it is needed."""
        while True:
            for worker in self._workers:
                if not worker.chunk:
                    yield from self._give(worker, chunks)
            busy = [worker for worker in self._workers if worker.chunk]
            if not busy:
                return
            ready = set(wait([worker.pipe for worker in busy], _TICK))
            for index, worker in enumerate(self._workers):
                if worker.pipe in ready:
                    yield from self._taken(index, worker)
                elif worker.overdue():
                    worker.process.kill()

    def _give(self, worker: _Worker, chunks: Iterator[Chunk]) -> Iterator[list[Outcome]]:
        """Hand the next chunk to a worker that has none."""
        chunk = self._again.popleft() if self._again else next(chunks, ())
        if not chunk:
            return
        worker.chunk, worker.since = chunk, time.monotonic()
        try:
            worker.pipe.send(chunk)
        except OSError:  # It died before it had anything to do.
            yield from self._buried(self._workers.index(worker), worker)

    def _taken(self, index: int, worker: _Worker) -> Iterator[list[Outcome]]:
        """What a worker has made; if it died, what comes of that."""
        try:
            outcomes: list[Outcome] = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._buried(index, worker)
            return
        worker.made += len(worker.chunk)
        worker.chunk = ()
        self._stillborn = 0
        if worker.made >= ROWS_A_WORKER:
            worker.pipe.close()
            worker.process.join()
            self._workers[index] = self._start()
        yield outcomes

    def _buried(self, index: int, worker: _Worker) -> Iterator[list[Outcome]]:
        """A new worker in the place of a dead one, and its rows tried again, each alone."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._stillborn += 1
        if self._stillborn > _STILLBORN * len(self._workers):
            raise OutputError(
                Problem(
                    "workers-die",
                    "the worker processes die one after the other.",
                    "See that there is memory enough, or take fewer with --workers.",
                )
            )
        self._workers[index] = self._start()
        alone = len(worker.chunk) == 1
        for item in worker.chunk:
            deaths = self._deaths.get(item.row.number, 0) + alone
            self._deaths[item.row.number] = deaths
            if deaths >= _TRIES:
                self._stillborn = 0
                yield [failed(item, self._killer(item, worker.process.exitcode))]
            else:
                self._again.append((item,))

    def _killer(self, item: Item, code: int | None) -> Problem:
        return Problem(
            "worker-died",
            worded(
                "the process that made this row died each time (signal {code}).",
                code=-(code or 0),
            ),
            "Look at the size of its texts and lists; it may need more memory than there is.",
            place=self._work.reader.place(item.row.number),
        )

    def stop(self) -> None:
        """End all workers at once; what they were at is not done."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()

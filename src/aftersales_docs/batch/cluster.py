"""A batch on several machines: chunks of rows on an existing Dask cluster.

Each worker writes what it has made where all can see it: a shared folder or an object store.
What a lost worker was at is done again by another; the same row gives the same bytes, so that
nothing is there twice. The run that asked keeps the manifest.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from ..errors import OutputError, Problem, UsageError, worded
from .worker import Item, Outcome, Work, failed, make_all

__all__ = ["Cluster"]

Chunk = Sequence[Item]
# Small chunks of this machine are joined: a task of a cluster costs more to hand out.
_JOINED: Final = 8
_AHEAD: Final = 4  # Tasks a worker thread, at hand or at work.
_SECONDS: Final = 30


class Cluster:
    """The workers of the cluster whose scheduler is at ``address``."""

    def __init__(self, work: Work, address: str) -> None:
        try:
            import distributed
        except ModuleNotFoundError as error:
            raise UsageError(
                Problem(
                    "no-dask",
                    "the work on several machines is done by Dask, which is not installed.",
                    "Install it: pip install 'aftersales-docs[dask]'.",
                )
            ) from error
        self._dask = distributed
        try:
            self._client: Any = distributed.Client(address, timeout=_SECONDS)
        except (OSError, ValueError) as error:
            raise OutputError(
                Problem(
                    "no-scheduler",
                    worded("there is no scheduler at '{address}'.", address=address),
                    "See that it runs and can be reached; begin it with 'dask scheduler'.",
                )
            ) from error
        self._work = work
        # It travels with each task: what is scattered is lost with the workers that were there
        # when the run began, and all that waits for it fails.
        self._packed = pickle.dumps(work)

    def run(self, chunks: Iterator[Chunk]) -> Iterator[list[Outcome]]:
        """The outcomes of all ``chunks``, as they come; few are handed out ahead."""
        waiting = self._dask.as_completed()
        rows: dict[str, Chunk] = {}
        larger = _joined(chunks)
        for chunk in islice(larger, self._ahead()):
            self._hand_out(waiting, rows, chunk)
        for future in waiting:
            chunk = rows.pop(future.key)
            outcomes = self._taken(future, chunk, waiting, rows)
            future.release()
            if outcomes:
                yield outcomes
            for following in islice(larger, max(0, self._ahead() - len(rows))):
                self._hand_out(waiting, rows, following)

    def _ahead(self) -> int:
        threads = sum(self._client.nthreads().values())
        return _AHEAD * max(1, int(threads))

    def _hand_out(self, waiting: Any, rows: dict[str, Chunk], chunk: Chunk) -> None:
        future = self._client.submit(_make_chunk, self._packed, tuple(chunk), pure=False)
        rows[future.key] = chunk
        waiting.add(future)

    def _taken(
        self, future: Any, chunk: Chunk, waiting: Any, rows: dict[str, Chunk]
    ) -> list[Outcome]:
        """What came of a chunk; of one that killed its workers, each row is tried alone."""
        if future.status == "finished":
            outcomes: list[Outcome] = future.result()
            return outcomes
        if len(chunk) > 1:
            for item in chunk:
                self._hand_out(waiting, rows, (item,))
            return []
        item = chunk[0]
        problem = Problem(
            "worker-died",
            worded(
                "no worker of the cluster could make this row ({reason}).",
                reason=str(future.exception())[:200],
            ),
            "Look at the size of its texts and lists, and at the logs of the workers.",
            place=self._work.reader.place(item.row.number),
        )
        return [failed(item, problem)]

    def stop(self) -> None:
        """Let go of the cluster; what was not asked back is dropped there."""
        self._client.close()


def _make_chunk(packed: bytes, chunk: Chunk) -> list[Outcome]:
    """What a worker does: the rows of ``chunk``, by the work that travelled with it."""
    return make_all(_unpacked(packed), chunk)


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Work:
    """The common part of a run, taken out once in a worker; only our own client sends it."""
    work: Work = pickle.loads(packed)  # noqa: S301
    return work


def _joined(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    while several := list(islice(chunks, _JOINED)):
        yield tuple(item for chunk in several for item in chunk)

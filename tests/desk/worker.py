"""A process that issues documents and may be told to end without a word.

``DATA NAME COUNT [--office O] [--kill-at POINT] [--kill-chance P] [--slow SECONDS]``: issues COUNT
documents under the keys NAME-0 … and prints the number of each; what another run under NAME issued
it finds.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from aftersales_docs.desk import faults
from aftersales_docs.desk.opening import open_register
from aftersales_docs.desk.place import register_place


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(arguments: list[str]) -> None:
    """Issue documents until all are there, or until the end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("name")
    parser.add_argument("count", type=int)
    parser.add_argument("--office", default="main")
    parser.add_argument("--kill-at", default="")
    parser.add_argument("--kill-chance", type=float, default=0.0)
    parser.add_argument("--slow", type=float, default=0.0)
    args = parser.parse_args(arguments)
    register = open_register(register_place(args.data))
    from aftersales_docs.desk import issuing
    from aftersales_docs.desk.issuing import issue
    from aftersales_docs.desk.register.models import Document

    from .orders import letter, order, quickly_made

    def made(document: Document) -> issuing.Made:
        time.sleep(args.slow)
        return quickly_made(document)

    def at(point: str) -> None:
        if point == args.kill_at or random.random() < args.kill_chance:  # noqa: S311
            _kill()

    issuing.made = made
    issuing.check = lambda _order: []
    faults.hooks.append(at)
    with tempfile.TemporaryDirectory() as folder:
        path = letter(Path(folder))
        for number in range(args.count):
            done = issue(register, order(path, office=args.office, key=f"{args.name}-{number}"))
            print(done.document.number, flush=True)

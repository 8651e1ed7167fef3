"""The process in which files are tried: it may hang or run out of memory, and is then ended.

It takes lines ``TARGET NUMBER`` on its standard input and answers each with one line of JSON
on the descriptor that it was given: the fault, or null.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from tests.fuzz.judge import fault_of
from tests.fuzz.planted import PLANTED
from tests.fuzz.targets import TARGETS, call, prepare

_MOST_MEMORY = 6 * 2**30


def main() -> None:
    """Serve until the input ends."""
    folder, descriptor = Path(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    prepare(folder)
    with os.fdopen(descriptor, "w", encoding="utf-8") as answers:
        print("null", file=answers, flush=True)
        for line in sys.stdin:
            name, number = line.split()
            print(json.dumps(_tried(folder, name, int(number))), file=answers, flush=True)


def _tried(folder: Path, name: str, number: int) -> str | None:
    if name in PLANTED:
        target, reader = PLANTED[name]
        return fault_of(target, [[name]], reader)
    target = TARGETS[name]
    _, commands = target.case(folder, number)
    return fault_of(target, commands, call)


if __name__ == "__main__":
    main()

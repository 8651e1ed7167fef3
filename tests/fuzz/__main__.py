"""``make fuzz``: try changed files for minutes, keep those that end badly."""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.bench import Bench, try_all
from tests.fuzz.targets import TARGETS


def main() -> int:
    """Exit code 1 if a fault was found."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--target", action="append", choices=TARGETS, help="this reader only")
    parser.add_argument("--first", type=int, help="the first number; one chosen by chance if none")
    parser.add_argument("--one", action="store_true", help="the first number only")
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    chosen = parser.parse_args()
    names = chosen.target or list(TARGETS)
    first = secrets.randbelow(10**9) if chosen.first is None else chosen.first
    end = time.monotonic() + 60 * chosen.minutes
    tried = 0
    found: Counter[str] = Counter()

    def cases() -> Iterator[tuple[str, int]]:
        nonlocal tried
        number = first
        while time.monotonic() < end:
            for name in names:
                tried += 1
                yield name, number
            if chosen.one:
                return
            number += 1

    sys.stdout.write(f"from number {first}, {', '.join(names)}\n")
    with Bench(chosen.folder.resolve()) as bench:
        for name, number, fault in try_all(bench, cases()):
            said = f"{name}: {fault.splitlines()[-1]}"
            found[said] += 1
            if found[said] == 1:
                place = bench.keep(name, number, fault, chosen.folder / "found")
                sys.stdout.write(f"{said}\n  {place}\n")
                sys.stdout.flush()
    often = "".join(f"  {times} times {said}\n" for said, times in found.items())
    sys.stdout.write(f"{tried} files tried, {len(found)} faults\n{often}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""What a batch costs: seconds of the processor a row, and the most memory at once.

``python -m benchmarks.bulk 10000 -f docx`` makes so many claim letters; what follows the number
are options of ``batch run``. Seconds of the processor, unlike those of the clock, do not depend
on what else the machine does.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"
TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.5


def table(path: Path, rows: int) -> None:
    """The first letter of the sample table, so many times, numbered; its lists in columns."""
    with (SAMPLES / "batch" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, first, *_ = csv.reader(file, delimiter=";")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*heads, "remedies[0].type", "remedies[0].by"])
        for number in range(rows):
            writer.writerow([f"KD-{number:07d}", *first[1:], "repair", "2026-12-04"])


def _processes(top: int) -> Iterator[int]:
    """The process ``top`` and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(words[1]), []).append(int(entry.name))
    waiting = [top]
    while waiting:
        process = waiting.pop()
        yield process
        waiting += parents.get(process, [])


def _seconds(process: int) -> float:
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICKS


def _memory(process: int) -> int:
    """Bytes of memory that are its own, and its share of what it has in common."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def watched(command: list[str]) -> tuple[float, int, float]:
    """Run ``command``: seconds of the processor, most bytes of memory, seconds of the clock."""
    start = time.monotonic()
    run = subprocess.Popen(command)
    seconds: dict[int, float] = {}
    most = 0
    while run.poll() is None:
        now = 0
        for process in _processes(run.pid):
            try:
                seconds[process] = _seconds(process)
                now += _memory(process)
            except (OSError, StopIteration):
                continue  # It has ended meanwhile.
        most = max(most, now)
        time.sleep(EVERY)
    return sum(seconds.values()), most, time.monotonic() - start


def main() -> None:
    """Print what the batch of the first argument's rows costs."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    folder = Path(tempfile.mkdtemp())
    try:
        table(folder / "claims.csv", rows)
        shutil.copy(SAMPLES / "house.yaml", folder)
        common = (SAMPLES / "batch" / "defaults.yml").read_text(encoding="utf-8")
        (folder / "defaults.yml").write_text(common.replace("../house.yaml", "house.yaml"))
        program = "from aftersales_docs.cli import main; main()"
        command = [sys.executable, "-c", program, "batch", str(folder / "claims.csv")]
        command += ["--kind", "claim-response", "--defaults", str(folder / "defaults.yml")]
        seconds, memory, clock = watched([*command, "-o", str(folder / "out"), *sys.argv[2:]])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{seconds / rows * 1000:.1f} ms of the processor a row; {memory / 1e6:.0f} MB at most;")
    print(f"{rows / clock:.0f} rows a second on {os.cpu_count()} cores, as busy as they were")


if __name__ == "__main__":
    main()

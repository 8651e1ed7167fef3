"""How time and memory grow: with the lines of a document, and with their number."""

from __future__ import annotations

import copy
import resource
import sys
import time
from pathlib import Path
from typing import Any

from aftersales_docs import api

ACT = (
    Path(__file__).parents[1]
    / "samples"
    / "completion-certificate"
    / "paid-service-mixed-vat.ru.ru.yaml"
)
LETTER = Path(__file__).parents[1] / "samples" / "claim-response" / "granted-repair.de.de.yaml"


def _made(fields: dict[str, Any], format_: api.Format) -> float:
    start = time.process_time()
    assessed = api.assess(api.load(fields))
    api.write(api.compose(assessed), format_, data=assessed)
    return (time.process_time() - start) * 1000


def lines_grow(most: int) -> list[str]:
    """Milliseconds of CPU for certificates of 1 to ``most`` lines."""
    fields = api.load(ACT).source.data
    rows = [
        "### Growth with the lines of a certificate",
        "",
        "| lines | Word ms | PDF ms |",
        "|---:|---:|---:|",
    ]
    for count in (1, 10, 100, 1000):
        if count > most:
            break
        grown = copy.deepcopy(fields)
        line = grown["lines"][0]
        grown["lines"] = [
            {**line, "description": f"{line['description']} {n}"} for n in range(1, count + 1)
        ]
        times = {}
        for format_ in api.FORMATS:
            _made(grown, format_)
            times[format_] = min(_made(grown, format_) for _ in range(3))
        rows.append(f"| {count} | {times['docx']:.1f} | {times['pdf']:.1f} |")
    return [*rows, ""]


def documents(most: int) -> list[str]:
    """Milliseconds a letter and peak memory while 1 to ``most`` Word files are made."""
    fields = api.load(LETTER).source.data
    rows = [
        "### Growth with the number of letters (Word)",
        "",
        "| letters | ms a letter | peak MB |",
        "|---:|---:|---:|",
    ]
    done = 0
    for count in (1, 10, 100, 1_000, 10_000):
        if count > most:
            break
        start = time.process_time()
        for number in range(done, count):
            _made({**fields, "number": f"KD-{number:06}"}, "docx")
        spent = (time.process_time() - start) * 1000 / max(1, count - done)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append(f"| {count} | {spent:.1f} | {peak:.0f} |")
        done = count
    return [*rows, ""]


if __name__ == "__main__":
    print(*documents(int(sys.argv[1])), sep="\n")

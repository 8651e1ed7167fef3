"""How long searches of the register take: ``python -m benchmarks.register_search --data DIR``.

Fills the register at DIR (or the PostgreSQL database that ``AFTERSALES_DOCS_DATABASE`` names) with
made documents if it is empty, then measures the first page of each kind of search; prints
Markdown. Words, numbers and names are drawn from the stock.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from aftersales_docs.desk.opening import open_register
from aftersales_docs.desk.place import register_place

from .register_stock import fill, rows, texts


def searches(count: int, draw: random.Random) -> Mapping[str, Callable[[], dict[str, str]]]:
    """Each kind of search: what it asks for, drawn anew each time."""
    stock = texts()
    drawn = [row for (row, _), _ in zip(rows(count), range(2000), strict=False)]

    def word() -> str:
        return draw.choice([one for one in draw.choice(stock).stems if one.isalpha()])

    def two() -> str:
        stems = [one for one in draw.choice(stock).stems if one.isalpha()]
        return " ".join(draw.sample(stems, 2))

    def row() -> dict[str, str]:
        return draw.choice(drawn)

    def year() -> str:
        return str(draw.randrange(2016, 2026))

    def days(first: str, last: str) -> dict[str, str]:
        within = year()
        return {"since": f"{within}-{first}", "until": f"{within}-{last}"}

    return {
        "newest": dict,
        "one word": lambda: {"text": word()},
        "two words of one text": lambda: {"text": two()},
        "two words of any texts": lambda: {"text": f"{word()} {word()}"},
        "words that never meet": lambda: {"text": "reklamation претензи"},
        "a word that is nowhere": lambda: {"text": "quetzalcoatl"},
        "word and full number": lambda: {"text": f"{word()} {row()['number']}"},
        "full number": lambda: {"text": row()["number"]},
        "part of a serial number": lambda: {"text": row()["serials"][-8:]},
        "a year and a word": lambda: {"text": f"{year()} {word()}"},
        "four figures": lambda: {"number": f"{draw.randrange(10**4):04}"},
        "two figures": lambda: {"number": f"{draw.randrange(100):02}"},
        "part of a party": lambda: {"party": row()["party"][2:]},
        "a party that is nowhere": lambda: {"party": "Quetzalcoatl"},
        "product and state": lambda: {"product": row()["product"], "state": "signed"},
        "product that is nowhere": lambda: {"product": "Z999"},
        "kind, state, office": lambda: {
            "kind": "claim-response",
            "state": "cancelled",
            "office": "nord",
        },
        "a week long ago": lambda: days("03-01", "03-07"),
        "all until a day long ago": lambda: {"until": f"{year()}-01-10"},
        "two years long ago": lambda: {"since": "2016-01-01", "until": "2018-01-01"},
        "a word until a day long ago": lambda: {"text": word(), "until": "2016-02-01"},
        "a state that none has": lambda: {"state": "reserved"},
        "a word and a state that none has": lambda: {"text": word(), "state": "reserved"},
        "an office that has none": lambda: {"office": "nirgends"},
        "two figures and a word": lambda: {"text": f"{draw.randrange(100):02} {word()}"},
        "a word, kind and year": lambda: (
            {"text": word(), "kind": "claim-response"} | days("01-01", "12-31")
        ),
    }


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    open_register(register_place(args.data))
    from aftersales_docs.desk.listing import Filters, page
    from aftersales_docs.desk.register.models import Document

    if not Document.objects.exists():
        began = time.monotonic()
        fill(args.documents)
        print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
    draw = random.Random(1)  # noqa: S311
    # On a machine that others use too, the time of this process alone tells more (with SQLite).
    print(
        "| search | median ms | p95 ms | worst ms | p95 of processor ms |\n|---|---|---|---|---|"
    )
    for name, make in searches(args.documents, draw).items():
        if args.only not in name:
            continue
        taken, worked = [], []
        for at in range(args.rounds):
            before = args.documents // 2 if at % 5 == 4 else None  # A page further down, too.
            filters = Filters(**make())
            began, at_work = time.perf_counter(), time.process_time()
            page(filters, before)
            worked.append((time.process_time() - at_work) * 1000)
            taken.append((time.perf_counter() - began) * 1000)
        p95, work = (statistics.quantiles(one, n=20)[-1] for one in (taken, worked))
        print(
            f"| {name} | {statistics.median(taken):.1f} | {p95:.1f} | {max(taken):.1f} | "
            f"{work:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""People at work in a desk that is served: ``python -m benchmarks.web_people --data DIR``.

Serves a desk with made documents and lets as many windows as asked for look, search, open
documents, take steps and write drafts with the pages beside them, with a thought between; then
prints median, p99 and what was no answer, as Markdown.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from aftersales_docs.desk.place import RegisterPlace

from .web_client import WebClient
from .web_stock import issue_some
from .web_writer import Writer

_ROUTES = ("start", "list", "search", "document", "due", "step", "preview")
_WEIGHTS = (2, 3, 4, 6, 1, 4, 6)


class Window:
    """What one window does, and how long it took."""

    def __init__(self, client: WebClient, own: list[int], seed: int) -> None:
        self.client, self.left, self.all = client, own, list(own)
        self.draw = random.Random(seed)  # noqa: S311
        self.took: list[tuple[str, float]] = []
        self.bad: Counter[str] = Counter()
        self.sent: list[int] = []
        self.writer = Writer(client, own[0])

    def once(self) -> None:
        """Do one thing."""
        what = self.draw.choices(_ROUTES, _WEIGHTS)[0]
        pk = self.draw.choice(self.all)
        status: int | str
        began = time.monotonic()
        try:
            if what == "step" and self.left:
                pk = self.left.pop()
                status, _ = self.client.post(f"/documents/{pk}/steps/sent/", way="letter")
                if status == 302:
                    self.sent.append(pk)
                good = status == 302
            elif what == "preview":
                good, status = self.writer.typed(), "no pages"
            else:
                path = {
                    "start": "/",
                    "list": "/register/",
                    "search": f"/register/?text={self.draw.choice(('Waschmaschine', '0001'))}",
                    "due": "/due/",
                }.get(what, f"/documents/{pk}/")
                status, _ = self.client.get(path)
                good = status == 200
        except OSError as error:
            good, status = False, type(error).__name__
        self.took.append((what, time.monotonic() - began))
        if not good:
            self.bad[f"{what}: {status}"] += 1

    def work(self, until: float, thought: float) -> None:
        """Do one thing after another until the end."""
        while time.monotonic() < until:
            time.sleep(self.draw.expovariate(1 / thought) if thought else 0)
            self.once()


def measure(client: WebClient, keys: list[int], args: argparse.Namespace) -> list[Window]:
    """Let all windows work at once."""
    share = len(keys) // args.windows
    windows = [
        Window(client, keys[at * share : (at + 1) * share], at) for at in range(args.windows)
    ]
    until = time.monotonic() + args.seconds
    threads = [threading.Thread(target=one.work, args=(until, args.thought)) for one in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return windows


def table(windows: list[Window], seconds: float) -> None:
    """Print what it took."""
    took = [one for window in windows for one in window.took]
    print("| page | times | median ms | p99 ms | worst ms |\n|---|---|---|---|---|")
    for what in (*_ROUTES, "all"):
        times = [1000 * one for name, one in took if what in (name, "all")]
        if len(times) > 1:
            p99 = statistics.quantiles(times, n=100)[-1]
            median = statistics.median(times)
            print(f"| {what} | {len(times)} | {median:.0f} | {p99:.0f} | {max(times):.0f} |")
    bad = sum((window.bad for window in windows), Counter[str]())
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{len(took) / seconds:.1f} answers a second, {sum(bad.values())} errors {dict(bad)}; ")
    print(f"load of the machine {load}")


def main() -> int:
    """Serve, measure, look whether each step that was confirmed is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--windows", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--thought", type=float, default=3.0)
    args = parser.parse_args()
    from tests.web.served import NAME, PASSWORD, served

    keys = issue_some(RegisterPlace(args.data), args.windows * 4)
    with served(args.data) as desk:
        client = WebClient(desk.address)
        client.log_in(NAME, PASSWORD)
        windows = measure(client, keys, args)
    table(windows, args.seconds)
    from aftersales_docs.desk.register.models import Document, Event

    sent = [pk for window in windows for pk in window.sent]
    there = set(Document.objects.filter(state="sent").values_list("pk", flat=True))
    twice = Event.objects.filter(action="sent").count() - len(there)
    print(f"{len(sent)} steps confirmed, {len(set(sent) - there)} lost, {twice} twice")
    return int(bool(set(sent) - there or twice))


if __name__ == "__main__":
    sys.exit(main())

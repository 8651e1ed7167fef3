"""People at work on one register at once: ``python -m benchmarks.register_people --data DIR``.

Each is a process that runs the program's own commands, one after another with a little thought
between: issue, send, sign, done, find, due, drafts, cases. What was acknowledged to each is then
looked for in the register: nothing may be lost or there twice, no number missing, nothing refused,
and ``register verify`` must find nothing. Prints what was done, and how long it took, as Markdown;
ends with 1 where something does not fit. ``--quick`` makes stand-ins for Word and PDF.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from aftersales_docs.cli import main as command_line

from .people_at_work import lost

ROOT = Path(__file__).parents[1]
LETTER = ROOT / "samples" / "claim-response" / "granted-repair.de.de.yaml"
SHARED = ("lang", "law", "organisation", "claimant", "claim", "product", "contact", "signatory")
KIND = "claim-response"


@dataclass
class Person:
    """One at work: what is theirs, and what the register has acknowledged to them."""

    name: str
    folder: Path
    draw: random.Random
    log: Any
    count: int = 0
    documents: dict[str, str] = field(default_factory=dict)
    drafts: dict[int, int] = field(default_factory=dict)
    cases: list[int] = field(default_factory=list)

    def run(self, what: str, *args: object) -> str:
        """A command; what it prints. How long it took, and what was refused, is logged."""
        began = time.monotonic()
        done = CliRunner().invoke(command_line, [*map(str, args)])
        told: dict[str, object] = {"what": what, "took": time.monotonic() - began}
        if done.exit_code or done.exception:
            told["refused"] = f"{args}: {done.stderr}{done.exception or ''}"
        self.tell(told)
        return done.stdout if not done.exit_code else ""

    def tell(self, told: dict[str, object]) -> None:
        """Write a line that is there whatever happens next."""
        self.log.write(json.dumps(told) + "\n")
        self.log.flush()

    def number(self, told: str) -> int:
        """The first number that a command told; 0 if it told none."""
        found = re.search(r"\d+", told)
        return int(found[0]) if found else 0

    def letter(self) -> Path:
        """An answer that nobody else has."""
        self.count += 1
        data = yaml.safe_load(LETTER.read_text(encoding="utf-8"))
        del data["number"]
        data["notes"] = f"{self.name} {self.count}"
        path = self.folder / "letter.yaml"
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        return path

    def issue(self) -> None:
        """Issue an answer."""
        self.issued(self.run("issue", "issue", self.letter(), "--person", self.name))

    def issued(self, told: str) -> None:
        """That a command issued a document."""
        if told:
            number = told.split("issued: ")[1].split(maxsplit=1)[0]
            self.documents[number] = "issued"
            self.tell({"document": number, "action": "issued", "who": self.name})

    def step(self) -> None:
        """Take one of the own documents a step further."""
        following = {
            "issued": ("sent", "send", "--way", "letter"),
            "sent": ("signed", "sign", "--by", "Leyla Öztürk"),
            "signed": ("done", "done"),
        }
        open_ones = [one for one, state in self.documents.items() if state in following]
        if not open_ones:
            return self.issue()
        number = self.draw.choice(open_ones)
        state, name, *more = following[self.documents[number]]
        if self.run(name, "register", name, number, *more, "--person", self.name):
            self.documents[number] = state
            self.tell({"document": number, "action": state, "who": self.name})
        return None

    def draft(self) -> None:
        """Begin a draft, save it again, or issue it."""
        by = ("--person", self.name)
        if len(self.drafts) < 2:
            told = self.run("draft new", "register", "draft", "new", self.letter(), *by)
            if told:
                self.drafts[self.number(told)] = 1
                self.tell({"draft": self.number(told), "version": 1})
            return
        pk, version = self.draw.choice(list(self.drafts.items()))
        base = ("register", "draft")
        if version < 3:
            saved = (*base, "save", pk, self.letter(), "--version", version, *by)
            if self.run("draft save", *saved):
                self.drafts[pk] = version + 1
                self.tell({"draft": pk, "version": version + 1})
        else:
            told = self.run("draft issue", *base, "issue", pk, "--version", version, *by)
            self.issued(told)
            del self.drafts[pk]

    def case(self) -> None:
        """Open a case, or add a note, a document or a draft to one."""
        by = ("--person", self.name)
        if len(self.cases) < 3:
            data = yaml.safe_load(LETTER.read_text(encoding="utf-8"))
            path = self.folder / "case.yaml"
            facts = {name: data[name] for name in SHARED}
            path.write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
            told = self.run("case new", "register", "case", "new", path, *by)
            if told:
                self.cases.append(self.number(told))
                self.tell({"case": self.cases[-1], "note": ""})
            return
        pk = self.draw.choice(self.cases)
        note = f"{self.name} {self.draw.random()}"
        if self.run("case add", "register", "case", "add", pk, "--note", note, *by):
            self.tell({"case": pk, "note": note})

    def find(self) -> None:
        """Look for words, and for the own documents: what was acknowledged must be found."""
        if self.documents and self.draw.random() < 0.6:
            number = self.draw.choice(list(self.documents))
            told = self.run("find", "register", "find", number, "--json")
            if number not in told:
                self.tell({"what": "find", "refused": f"{number} is not found"})
            return
        words = self.draw.choice(("Waschmaschine", "Öztürk", "Heizelement", "WM714"))
        self.run("find", "register", "find", words)

    def due(self) -> None:
        """Look at what is due."""
        self.run("due", "register", "due", "--within", 30)

    def work(self, until: float, thought: float) -> None:
        """Do one thing after another until the end."""
        ways: tuple[Callable[[], None], ...]
        ways = (self.issue, self.step, self.draft, self.case, self.find, self.due)
        weights = (4, 5, 5, 3, 3, 1)
        while time.time() < until:
            self.draw.choices(ways, weights)[0]()
            time.sleep(self.draw.expovariate(1 / thought) if thought else 0)


def quickly() -> None:
    """Stand-ins for Word and PDF: what is looked at is the register."""
    from tests.desk.orders import quickly_made

    from aftersales_docs.desk import issuing

    issuing.made = quickly_made


def person(args: argparse.Namespace, number: int, log: Path, begin: float) -> None:
    """Be one of them, from the moment on that all have agreed upon."""
    with (
        tempfile.TemporaryDirectory() as folder,
        (log / f"{number}.jsonl").open("w", encoding="utf-8") as lines,
    ):
        one = Person(f"Person {number}", Path(folder), random.Random(number), lines)  # noqa: S311
        time.sleep(max(0, begin - time.time()))
        one.work(begin + args.seconds, args.thought)


def _warmed() -> None:
    """Load once what all of them need; a process that has written a PDF must not be forked."""
    with tempfile.TemporaryDirectory() as folder:
        done = CliRunner().invoke(
            command_line, ["render", str(LETTER), "-f", "docx", "-o", folder]
        )
        assert done.exit_code == 0, done.output


def _people(args: argparse.Namespace, log: Path) -> int:
    """Let all of them work; how many broke off."""
    _warmed()
    os.environ["AFTERSALES_DOCS_DATA"] = str(args.data)
    from django.db import connection

    if args.quick:
        quickly()
    connection.close()  # Each has one of their own.
    forks = multiprocessing.get_context("fork")
    begin = time.time() + 1
    running = [
        forks.Process(target=person, args=(args, at, log, begin))
        for at in range(1, args.people + 1)
    ]
    for one in running:
        one.start()
    for one in running:
        one.join()
    return sum(one.exitcode != 0 for one in running)


def _told(log: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(log.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _table(told: list[dict[str, Any]]) -> None:
    print("| command | times | median ms | p95 ms | worst ms |\n|---|---|---|---|---|")
    for what in sorted({str(one["what"]) for one in told if "took" in one}):
        took = [one["took"] * 1000 for one in told if one.get("what") == what and "took" in one]
        p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        median = statistics.median(took)
        print(f"| {what} | {len(took)} | {median:.0f} | {p95:.0f} | {max(took):.0f} |")


def main() -> int:
    """Let people work, and look whether all is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--thought", type=float, default=1.0, help="seconds between two things")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    from aftersales_docs.desk.opening import open_register
    from aftersales_docs.desk.place import register_place

    register = open_register(register_place(args.data))
    with tempfile.TemporaryDirectory() as folder:
        failed = _people(args, Path(folder))
        told = list(_told(Path(folder)))
    _table(told)
    refused = [str(one["refused"]) for one in told if "refused" in one]
    missing = list(lost(register, told, anew=not args.quick))
    counts = Counter(str(one.get("what", "acknowledged")) for one in told)
    print(
        f"{sum(counts.values()) - counts['acknowledged']} commands, "
        f"{counts['acknowledged']} acknowledgements, {len(refused)} refused, "
        f"{len(missing)} that do not fit, {failed} who broke off; load {os.getloadavg()}"
    )
    print(*refused[:20], *missing[:20], sep="\n")
    return 1 if failed or refused or missing else 0


if __name__ == "__main__":
    sys.exit(main())

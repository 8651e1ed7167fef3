"""A short run over every reader, always of the same files; and that the judge sees each fault."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

import click
import pytest

from aftersales_docs.cli import main
from tests.fuzz.bench import Bench
from tests.fuzz.planted import PLANTED
from tests.fuzz.targets import TARGETS

pytestmark = pytest.mark.slow

SECONDS = 1.0  # a reader; `make fuzz` has minutes


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with Bench(tmp_path_factory.mktemp("fuzz")) as bench:
        yield bench


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_ends_well_whatever_the_file(bench: Bench, name: str) -> None:
    """One after the other: numbers count from 0, as many as the time allows."""
    end = time.monotonic() + SECONDS
    number = 0
    while number < 3 or time.monotonic() < end:
        fault = bench.try_one(name, number, TARGETS[name].seconds)
        assert fault is None, f"make fuzz FUZZ='--target {name} --first {number} --one'\n{fault}"
        number += 1


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("raises", "KeyError: 'planted'"),
        ("prints", "a traceback is printed"),
        ("obeyed", "a terminal obeys it"),
        ("silent", "without a word"),
        ("works", "s of work"),
        ("eats", "MB, 100 are allowed"),
        ("hangs", "did not end in time"),
        ("dies", "the process died"),
    ],
)
def test_the_judge_sees_a_planted_fault(bench: Bench, planted: str, told: str) -> None:
    # Only what never ends is ended soon: a busy machine is slow to find memory for the others.
    fault = bench.try_one(planted, 0, seconds=0.2 if planted == "hangs" else 20)
    assert fault is not None
    assert told in fault
    assert bench.try_one("well", 0) is None  # And the bench goes on.


def test_every_planted_fault_is_tried() -> None:
    mark = test_the_judge_sees_a_planted_fault.pytestmark[0]
    assert {row[0] for row in mark.args[1]} == set(PLANTED) - {"well"}


def test_every_command_that_reads_files_is_reached(bench: Bench) -> None:
    """A new command is called by a target, or stands here among those that read no file."""
    no_readers = {
        "catalogue",
        "config",
        "docs",
        "kinds",
        "mcp",
        "new",
        "roles",
        "schema",
        "serve",
    }
    reached = {
        command[0]
        for target in TARGETS.values()
        for file in target.seeds(bench.folder)[:1]
        for number in range(12)
        for command in target.commands(bench.folder, file, Random(number))  # noqa: S311
    }
    assert set(main.list_commands(click.Context(main))) == reached | no_readers

"""Readers with a fault planted in each, by which the judge itself is tested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import click
from click.testing import CliRunner, Result

from tests.fuzz.mutations import BINARY, MEGABYTE
from tests.fuzz.targets import Command, Target


@click.group()
def _reader() -> None:
    """The readers."""


@_reader.command()
def well() -> None:
    """End as a reader does that refuses a file."""
    click.echo("error: this is no file of ours.")
    raise SystemExit(1)


@_reader.command()
def raises() -> None:
    """Let an error through."""
    raise KeyError("planted")


@_reader.command()
def prints() -> None:
    """Print an error as Python does."""
    click.echo("Traceback (most recent call last):")


@_reader.command()
def obeyed() -> None:
    """Print what a terminal obeys."""
    click.echo("error: this is no file: \x1b[2J.txt")
    raise SystemExit(1)


@_reader.command()
def silent() -> None:
    """Fail without a word."""
    raise SystemExit(1)


@_reader.command()
def works() -> None:
    """Take longer than is allowed, but end."""
    sum(number * number for number in range(3_000_000))


@_reader.command()
def hangs() -> None:
    """Never end."""
    while True:
        pass


@_reader.command()
def eats() -> None:
    """Take more memory than is allowed."""
    click.echo(len(bytes(bytearray(300 * MEGABYTE))))


@_reader.command()
def dies() -> None:
    """End the process."""
    import os

    os.abort()


def _call(*args: object) -> Result:
    return CliRunner().invoke(_reader, [str(one) for one in args], color=True)


def _none(folder: Path, file: Path, chance: Random) -> list[Command]:
    return []


def _target(name: str) -> Target:
    return Target(
        name,
        "",
        (),
        BINARY,
        _none,
        seconds=0.02 if name == "works" else 5.0,
        memory=100 * MEGABYTE,
    )


PLANTED: dict[str, tuple[Target, Callable[..., Result]]] = {
    name: (_target(name), _call) for name in _reader.commands
}

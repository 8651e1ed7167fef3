"""Peers take turns, so that all see the same machine; what is told is ratios."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Way = Callable[[Path | None], float]


@dataclass(frozen=True)
class Measured:
    """Milliseconds of CPU a round, by peer."""

    rounds: Mapping[str, list[float]]

    def median(self, name: str) -> float:
        """The middle of a peer's rounds."""
        return statistics.median(self.rounds[name])

    def ratio(self, name: str, base: str) -> tuple[float, float, float]:
        """How many times ``base`` the peer takes, round by round: median and quartiles."""
        pairs = zip(self.rounds[name], self.rounds[base], strict=True)
        ratios = [one / other for one, other in pairs]
        low, middle, high = statistics.quantiles(ratios, n=4)
        return middle, low, high


def take_turns(ways: Mapping[str, Way], rounds: int) -> Measured:
    """Each way, ``rounds`` times, after one round that does not count."""
    for way in ways.values():
        way(None)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(way(None))
    return Measured(times)


def table(title: str, measured: Measured, base: str) -> list[str]:
    """The result as lines of Markdown, ``base`` being one."""
    lines = [
        f"### {title}",
        "",
        "| | ms of CPU | times ours | quartiles |",
        "|---|---:|---:|---:|",
    ]
    for name in measured.rounds:
        middle, low, high = measured.ratio(name, base)
        lines.append(
            f"| {name} | {measured.median(name):.1f} | {middle:.2f} | {low:.2f}–{high:.2f} |"
        )
    return [*lines, ""]

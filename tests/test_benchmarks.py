"""The benchmark that docs/performance.md tells of still runs, and names all its peers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PEERS = (
    "ours",
    "docxtpl",
    "docxtemplater",
    "easy-template-x",
    "carbone",
    "plain WeasyPrint",
    "plain Typst",
    "LibreOffice",
)


@pytest.mark.slow
def test_the_benchmark_runs() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks",
            "--rounds",
            "2",
            "--documents",
            "10",
            "--lines",
            "10",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    for peer in PEERS:
        assert done.stdout.count(f"| {peer}") >= 2, peer

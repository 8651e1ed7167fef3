"""Twenty people at work at once: no step lost, nothing refused, no number missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.place import DATABASE_VARIABLE

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_twenty_people_at_work_lose_nothing_and_are_refused_nothing(register: Register) -> None:
    command = [sys.executable, "-m", "benchmarks.register_people", "--quick"]
    command += ["--data", str(register.place.folder), "--people", "20", "--seconds", "5"]
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    env = os.environ | {"PYTHONPATH": path, DATABASE_VARIABLE: register.place.url}
    done = subprocess.run(
        [*command, "--thought", "0.15"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=env,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 refused, 0 that do not fit, 0 who broke off" in done.stdout
    assert "| issue |" in done.stdout


@pytest.mark.slow
def test_what_is_lost_is_seen(quick: Register, tmp_path: Path) -> None:
    """The look at the register afterwards finds what isn't there."""
    from benchmarks.people_at_work import lost

    from .orders import issued, letter

    number = issued(quick, letter(tmp_path)).document.number
    by = {"who": "Katharina Vogt"}
    right = [{"document": number, "action": "issued", **by}]
    assert list(lost(quick, right, anew=False)) == []
    twice = [*right, {"document": number, "action": "sent", **by}]
    assert len(list(lost(quick, twice, anew=False))) == 2
    assert len(list(lost(quick, [], anew=False))) == 1
    gone = [*right, {"case": 1, "note": "x"}]
    assert len(list(lost(quick, gone, anew=False))) == 2

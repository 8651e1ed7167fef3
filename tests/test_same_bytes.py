"""The same input gives the same bytes, whatever the clock, the folder and the hash seed say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aftersales_docs.pdf import ENGINES, Engine
from tests.inputs import SAMPLES

PROGRAM = "import sys; from aftersales_docs.cli import main; main(sys.argv[1:])"


def _rendered(folder: Path, seed: str, clock: str, engine: str) -> dict[str, bytes]:
    folder.mkdir()
    subprocess.run(
        [
            sys.executable,
            "-c",
            PROGRAM,
            "render",
            str(SAMPLES[0]),
            "-o",
            str(folder),
            "--pdf-engine",
            engine,
        ],
        check=True,
        cwd=folder,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": clock, "LC_ALL": "C"},
    )
    return {path.suffix: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_two_runs_give_the_same_files(tmp_path: Path, engine: Engine) -> None:
    first = _rendered(tmp_path / "one", "1", "UTC", engine)
    second = _rendered(tmp_path / "two", "2", "Pacific/Kiritimati", engine)
    assert set(first) == {".docx", ".pdf"}
    assert first == second

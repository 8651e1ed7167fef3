"""The sample table is what the guide says it is."""

from __future__ import annotations

from pathlib import Path

from aftersales_docs.batch.progress import Silent
from aftersales_docs.batch.run import run
from aftersales_docs.resources import data_root
from tests.batch.tables import job

FOLDER = data_root() / "samples" / "batch"


def test_the_sample_table_becomes_letters_without_a_warning(tmp_path: Path) -> None:
    found = job(
        FOLDER / "claims.csv",
        defaults=FOLDER / "defaults.yml",
        output=str(tmp_path / "out"),
        formats=("docx",),
        workers=1,
    )
    report = run(found, Silent())
    assert (report.rows, report.made, report.warnings) == (3, 3, {})

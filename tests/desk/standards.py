"""The judges of PDF/UA and PDF/A for the register's own sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.pdf.judges import pdfua, preflight
from tests.pdf.test_standards import _COUNTED_OTHERWISE, _NO_RULE, _OF_PART_ONE, _XREF


def refuse_faults(files: Sequence[Path], folder: Path) -> None:
    """See that no judge has anything against the files."""
    for name, findings in pdfua(files, folder).items():
        left = [one for one in findings if one[0] not in _NO_RULE | _COUNTED_OTHERWISE["typst"]]
        assert not left, (name, left)
    for name, found in preflight(files, folder).items():
        assert not [one for one in found if one[0] not in _OF_PART_ONE and one != _XREF], (
            name,
            found,
        )

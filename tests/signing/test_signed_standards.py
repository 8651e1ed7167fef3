"""Signed files keep to PDF/A and PDF/UA: the judges find nothing that was not there before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pdf.judges import Findings, pdfua, preflight
from tests.signing.documents import field_names, rendered
from tests.signing.pki import Holder
from tests.signing.test_third_parties import SAMPLES

pytestmark = pytest.mark.slow
# A signature's words lie outside the tags: the tree of a certified file must not change, and
# the field's name says who signs.
_UNTAGGED = {"TAG-003"}
# PDF/A-1 wants a CIDSet of each font, part 3 leaves it out: Typst's have one, a stamp's have none.
_OF_PART_ONE = {"3.1.11"}


@pytest.fixture
def both(
    signed: Callable[..., bytes], vogt: Holder, lebedev: Holder, tmp_path: Path
) -> tuple[list[Path], list[Path]]:
    """Each sample unsigned, and signed in every field."""
    before, after = [], []
    for number, sample in enumerate(SAMPLES):
        content = rendered(sample)
        before.append(tmp_path / f"{number}-before.pdf")
        before[-1].write_bytes(content)
        for index, field in enumerate(field_names(content)):
            content = signed(content, field, (vogt, lebedev)[index % 2], "--reason", "Reason")
        after.append(tmp_path / f"{number}-after.pdf")
        after[-1].write_bytes(content)
    return before, after


def codes(findings: Findings, state: str) -> list[set[str]]:
    return [{code for code, _ in findings[name]} for name in sorted(findings) if state in name]


def test_signing_adds_no_fault(both: tuple[list[Path], list[Path]], tmp_path: Path) -> None:
    files = [*both[0], *both[1]]
    for findings in (preflight(files, tmp_path), pdfua(files, tmp_path)):
        assert len(findings) == len(files)
        for old, new in zip(codes(findings, "before"), codes(findings, "after"), strict=True):
            assert new - old <= _UNTAGGED | _OF_PART_ONE

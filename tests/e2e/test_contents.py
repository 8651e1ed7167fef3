"""Tables of contents: what a Word file says of pages is what LibreOffice finds out itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.contents import LISTED, word_lines
from tests.e2e.office import updated_index
from tests.made import made

NUMBER = re.compile(r"^(\d+\.)\t")
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("sample", LISTED, ids=lambda path: path.stem)
def test_libreoffice_makes_the_same_table_anew(sample: Path, tmp_path: Path) -> None:
    content = made(sample, "docx")
    file = tmp_path / f"{sample.stem}.docx"
    file.write_bytes(content)
    ours = word_lines(content)
    assert len(ours) > 12
    # Word parts number and words by a tab, LibreOffice by a space.
    assert updated_index(tmp_path, file) == [NUMBER.sub(r"\1 ", line) for line in ours]

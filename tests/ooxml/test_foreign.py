"""What is no Word file is told as what it is, by compare and insert alike."""

from __future__ import annotations

import pytest

from aftersales_docs.errors import DataError
from aftersales_docs.ooxml.package import open_package


@pytest.mark.wide
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty file"),
        (b"%PDF-1.7\n%%EOF\n", "PDF"),
        (b"Dear Sir", "text file"),
        (b"PK\x03\x04 broken", "damaged or was cut off"),
    ],
)
def test_a_foreign_file_is_told_as_what_it_is(content: bytes, words: str) -> None:
    with pytest.raises(DataError) as caught:
        open_package(content, "returned.docx")
    (problem,) = caught.value.problems
    assert problem.code == "file-not-docx"
    assert words in problem.message
    assert problem.cure

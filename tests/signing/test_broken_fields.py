"""Fields whose entries are not what they should be: a message, never an error let through."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.signing.conftest import Run
from tests.signing.documents import CERTIFICATES, rendered
from tests.signing.pki import Holder


@pytest.mark.wide
@pytest.mark.parametrize(
    "name",
    [
        pikepdf.Array([]),
        pikepdf.Array([pikepdf.String("contractor")]),
        pikepdf.Dictionary(A=1),
        5,
        True,
    ],
    ids=str,
)
def test_a_name_that_is_no_text(run: Run, vogt: Holder, tmp_path: Path, name: Any) -> None:
    file = tmp_path / "in.pdf"
    with pikepdf.open(io.BytesIO(rendered(CERTIFICATES["de"]))) as pdf:
        pdf.Root.AcroForm.Fields[0].T = name
        pdf.save(file)
    key = vogt.p12(tmp_path / "key.p12")
    for command in (
        ("verify", file),
        ("sign", file, "--as", "contractor", "--key", key, "-o", tmp_path / "out.pdf"),
    ):
        result = run(*command)
        assert result.exit_code == 1
        assert "the file is damaged: a part of it can't be read" in result.output

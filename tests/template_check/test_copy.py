"""`templates copy` hands out the built-in templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from aftersales_docs.cli import main
from tests.reading import docx_lines
from tests.template_check.making import BUILT_IN, rendered


def copied(folder: Path, *options: str) -> set[str]:
    done = CliRunner().invoke(main, ["templates", "copy", str(folder), *options])
    assert done.exit_code == 0, done.output
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {Path(line) for line in done.output.split()} == {folder / name for name in files}
    return files


@pytest.mark.parametrize(
    ("options", "there", "not_there"),
    [
        (
            (),
            {
                "word/din.docx",
                "pdf/document.css",
                "house.yaml",
                "catalogue/rights.yaml",
                "texts/claim-response/ru.md",
            },
            set(),
        ),
        (("--word",), {"word/din.docx", "word/contract.docx"}, {"house.yaml"}),
        (
            ("--word", "--kind", "claim-response"),
            {"word/letter-window.docx", "word/letter-plain.docx"},
            {"word/din.docx"},
        ),
        (("--pdf",), {"pdf/document.html", "pdf/document.css"}, {"word/din.docx"}),
        (
            ("--texts", "--kind", "warranty-section"),
            {"texts/warranty-section/de.md"},
            {"texts/claim-response/de.md", "pdf/document.css"},
        ),
    ],
)
def test_what_is_copied(
    options: tuple[str, ...], there: set[str], not_there: set[str], tmp_path: Path
) -> None:
    files = copied(tmp_path / "own", *options)
    assert there <= files
    assert not not_there & files
    for name in files:
        assert (tmp_path / "own" / name).read_bytes() == (BUILT_IN / name).read_bytes()


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    mine = tmp_path / "word" / "din.docx"
    mine.write_bytes(b"mine")
    done = CliRunner().invoke(main, ["templates", "copy", str(tmp_path)])
    assert (done.exit_code, "exists already" in done.output) == (1, True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]
    assert mine.read_bytes() == b"mine"
    copied(tmp_path, "--force")
    assert mine.read_bytes() != b"mine"


@pytest.mark.wide
def test_a_copy_changes_nothing(tmp_path: Path) -> None:
    copied(tmp_path)
    assert docx_lines(rendered(tmp_path, "docx")) == docx_lines(rendered(None, "docx"))
    assert rendered(tmp_path, "pdf") == rendered(None, "pdf")


def test_an_unknown_kind_is_a_wrong_call(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["templates", "copy", str(tmp_path / "a"), "--kind", "letters"]
    )
    assert done.exit_code == 2
    assert not (tmp_path / "a").exists()

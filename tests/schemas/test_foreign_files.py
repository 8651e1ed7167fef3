"""Files of other programs under the name of an input: the message says what they are."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from aftersales_docs.cli import main
from aftersales_docs.errors import DataError
from aftersales_docs.filetypes import is_table
from aftersales_docs.messages import UI_LANGS
from aftersales_docs.schemas.source import read_source
from tests.inputs import SAMPLES

TABLES = {
    "semicolons": "Name;Post\nБеляев;мастер\n",
    "commas": "kind,lang,law\nclaim-response,de,de\n",
    "quoted": '"Name","Post"\n"Беляев, И.","мастер"\n',
    "tabs": "kind\tlang\nx\ty\n",
    "one row": "kind;lang;law\n",
    "colon in a value": "Nr;Mangel\n1;Fehler: E18\n2;läuft nicht: E20\n",
}


def _told(path: Path, lang: str) -> str:
    done = CliRunner().invoke(main, ["--lang", lang, "check", str(path)])
    assert done.exit_code == 1
    return done.output


def workbook() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet().write(0, 0, "kind")
    book.close()
    return stream.getvalue()


@pytest.mark.parametrize("ending", ["yaml", "yml", "json"])
@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_called_a_table(table: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{ending}"
    path.write_text(TABLES[table], encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_source(str(path))
    (problem,) = caught.value.problems
    assert problem.code == "no-input-file"
    assert "batch" in problem.cure


@pytest.mark.parametrize("ending", ["yaml", "yml", "json"])
@pytest.mark.parametrize(
    ("lang", "excel", "table"),
    [
        ("de", "Excel-Datei", "Tabelle"),
        ("ru", "файл Excel", "таблица"),
        ("en", "Excel file", "table"),
    ],
)
def test_in_each_language(lang: str, excel: str, table: str, ending: str, tmp_path: Path) -> None:
    (tmp_path / f"x.{ending}").write_bytes(workbook())
    (tmp_path / f"c.{ending}").write_text(TABLES["commas"], encoding="utf-8")
    assert excel in _told(tmp_path / f"x.{ending}", lang)
    assert table in _told(tmp_path / f"c.{ending}", lang)


@pytest.mark.parametrize("lang", UI_LANGS)
def test_other_files_name_what_is_wrong(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("kind: claim-response\ndefect: Не работает насос\n".encode("cp1251"))
    assert "Windows-1251" in _told(path, lang)
    path.write_text("kind: claim-response\n---\nkind: claim-response\n", encoding="utf-8")
    assert "---" in _told(path, lang)
    (tmp_path / "folder.yaml").mkdir()
    assert ".yaml, .yml, .json" in _told(tmp_path / "folder.yaml", lang)


@pytest.mark.parametrize("text", ["just words", "a, b and c\n", "- a;b\n- c;d\n", "", "{a;b}\n"])
def test_words_are_no_table(text: str) -> None:
    assert not is_table(text)


def test_no_input_is_called_a_table() -> None:
    assert not [path for path in SAMPLES if is_table(path.read_text(encoding="utf-8"))]

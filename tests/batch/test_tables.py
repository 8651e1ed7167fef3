"""Tables of every format are read alike; what is none, or too large, is refused with a cure."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from aftersales_docs.api import Input
from aftersales_docs.batch import spool
from aftersales_docs.batch.tables import open_table
from aftersales_docs.batch.text_tables import csv_form
from aftersales_docs.errors import AftersalesError, DataError, UsageError
from tests.batch.tables import CLAIM, claims, defaults, mapped, one, read, write_csv, write_jsonl

RUSSIAN = {
    "claim.defect": "Стиральная машина не отжимает бельё.",
    "claimant.person.surname": "Ёлкина",
}
GERMAN = {"claim.defect": "Die Spülung läuft über, größer als üblich."}


def codes(error: AftersalesError) -> list[str]:
    return [problem.code for problem in error.problems]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "fields"),
    [
        ("utf-8", RUSSIAN),
        ("utf-8-sig", RUSSIAN),
        ("utf-16", RUSSIAN),
        ("cp1251", RUSSIAN),
        ("cp1252", GERMAN),
    ],
)
def test_encoding_and_delimiter_are_found(
    encoding: str, fields: dict[str, str], delimiter: str, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "t.csv", claims(3, **fields), encoding=encoding, delimiter=delimiter
    )
    found = list(read(path, defaults=defaults(tmp_path)))
    assert len(found) == 3
    for data in found:
        assert isinstance(data, Input), data
        assert data.model.claim.defect == fields["claim.defect"]  # type: ignore[attr-defined]


def test_the_mark_of_excel_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=|\nlang|law|date\nde|de|2026-11-23\n", encoding="utf-8")
    assert csv_form(path).delimiter == "|"
    table = open_table(path, tmp_path)
    assert table.heads == ("lang", "law", "date")
    assert [row.number for row in table.rows()] == [2]


def test_an_encoding_that_can_t_be_told_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"number;name\n1;a\x81\x8d\n")
    with pytest.raises(DataError) as caught:
        open_table(path, tmp_path)
    assert codes(caught.value) == ["encoding-unknown"]


def test_a_quote_that_is_never_closed_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('number;name\n1;"a\n' + "2;b\n" * 5_000_000, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        list(open_table(path, tmp_path).rows())
    assert codes(caught.value) == ["table-unreadable"]
    assert "quote" in caught.value.problems[0].cure


def sheet(path: Path, rows: list[dict[str, Any]], **others: list[list[Any]]) -> Path:
    with Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        main = book.add_worksheet("Ansprüche")
        for column, head in enumerate(rows[0]):
            main.write_string(0, column, head)
            for line, row in enumerate(rows, 1):
                value = row[head]
                write = main.write_datetime if hasattr(value, "year") else main.write
                write = main.write_string if isinstance(value, str) else write
                write(line, column, value, *([day] if hasattr(value, "year") else []))
        for name, lines in others.items():
            extra = book.add_worksheet(name)
            for line, cells in enumerate(lines):
                extra.write_row(line, 0, cells)
    return path


LISTED = {head: value for head, value in CLAIM.items() if not head.startswith("remedies")}


def test_lists_stand_in_further_sheets_joined_by_the_number(tmp_path: Path) -> None:
    rows = [{"number": number, **LISTED} for number in ("A", "B")]
    remedies = [
        ["number", "type", "by", "amount"],
        ["B", "Reparatur", "2026-12-04", ""],
        ["A", "refund", "", 649],
        ["B", "transport", "2026-12-01", ""],
    ]
    remedies[0][0] = "key"
    path = sheet(tmp_path / "t.xlsx", rows, remedies=remedies)
    first, second = read(path, defaults=defaults(tmp_path))
    assert isinstance(first, Input), first
    assert isinstance(second, Input), second
    assert [one.type for one in first.model.remedies] == ["refund"]  # type: ignore[attr-defined]
    assert [one.type for one in second.model.remedies] == ["repair", "transport"]  # type: ignore[attr-defined]


def test_lists_of_a_csv_file_stand_beside_it(tmp_path: Path) -> None:
    rows = [{"number": number, **LISTED} for number in ("A", "B")]
    path = write_csv(tmp_path / "t.csv", rows, delimiter=";")
    (tmp_path / "t.remedies.csv").write_text(
        "key;type;by\nA;repair;2026-12-04\nB;repair;2026-12-05\n", encoding="utf-8"
    )
    found = list(read(path, defaults=defaults(tmp_path)))
    assert [str(data.model.remedies[0].by) for data in found] == [  # type: ignore[union-attr, attr-defined]
        "2026-12-04",
        "2026-12-05",
    ]


@pytest.mark.parametrize(
    ("keys", "code"), [(["A", "C"], "stray-entry"), (["A", "A"], "key-twice")]
)
def test_an_entry_belongs_to_one_row(keys: list[str], code: str, tmp_path: Path) -> None:
    rows = [{"number": number, **LISTED} for number in (["A", "B"] if code[0] == "s" else keys)]
    remedies = [["key", "type", "by"], *([key, "repair", "2026-12-04"] for key in keys)]
    path = sheet(tmp_path / "t.xlsx", rows, remedies=remedies)
    with pytest.raises(DataError) as caught:
        list(read(path, defaults=defaults(tmp_path)))
    assert codes(caught.value) == [code]


def test_an_error_names_sheet_row_and_column(tmp_path: Path) -> None:
    rows = [{"number": "A", **CLAIM}, {"number": "B", **CLAIM, "claim.received": "31.11.2026"}]
    path = sheet(tmp_path / "t.xlsx", rows)
    _, found = read(path, defaults=defaults(tmp_path))
    assert isinstance(found, DataError)
    assert str(found.problems[0].place) == f"{path}: Ansprüche!K3"


def test_a_fault_of_a_formula_is_told_not_left_out(tmp_path: Path) -> None:
    path = sheet(tmp_path / "t.xlsx", [{"number": "A", **CLAIM, "product.price": 4242}])
    changed = tmp_path / "u.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                at = content.index(b"<v>4242</v>")
                start = content.rindex(b"<c ", 0, at)
                cell = content[start : content.index(b"</c>", at)]
                wrong = cell.replace(b"><v>4242", b' t="e"><f>VLOOKUP(1,A1:B2,2)</f><v>#N/A')
                content = content.replace(cell, wrong)
            new.writestr(part, content)
    (found,) = read(changed, defaults=defaults(tmp_path))
    assert isinstance(found, DataError)
    assert [(one.code, one.field) for one in found.problems] == [
        ("formula-error", "product.price")
    ]


def test_json_lines_hold_fields_by_name_or_nested(tmp_path: Path) -> None:
    nested = {"number": "B", **LISTED, "remedies": [{"type": "refund", "amount": 649.90}]}
    path = write_jsonl(tmp_path / "t.jsonl", [{"number": "A", **CLAIM}, nested])
    (tmp_path / "t.jsonl").open("a").write("{broken\n[1]\n\n")
    rows = list(open_table(path, tmp_path).rows())
    assert [row.fault.code if row.fault else None for row in rows] == [
        None,
        None,
        "json-syntax",
        "no-mapping",
    ]
    first, second = list(read(path, defaults=defaults(tmp_path)))[:2]
    assert isinstance(first, Input), first
    assert isinstance(second, Input), second
    assert str(second.model.remedies[0].amount) == "649.90"  # type: ignore[attr-defined]


def test_parquet_is_read_with_days_and_lists(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    import datetime

    row: dict[str, Any] = {"number": "A", **LISTED}
    row["claim.received"] = datetime.date(2026, 11, 20)
    row["remedies"] = [{"type": "repair", "by": datetime.date(2026, 12, 4)}]
    path = tmp_path / "t.parquet"
    polars.DataFrame([row]).write_parquet(path)
    data = one(path, defaults=defaults(tmp_path))
    assert str(data.model.claim.received) == "2026-11-20"  # type: ignore[attr-defined]
    assert str(data.model.remedies[0].by) == "2026-12-04"  # type: ignore[attr-defined]


def ods(path: Path, rows: list[list[str]]) -> Path:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string"><text:p>'
            + cell.replace("\n", "</text:p><text:p>")
            + "</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


def test_open_document_is_read(tmp_path: Path) -> None:
    row = {"number": "A", **CLAIM}
    path = ods(tmp_path / "t.ods", [list(row), list(row.values())])
    assert one(path, defaults=defaults(tmp_path)).model.number == "A"  # type: ignore[attr-defined]


@pytest.mark.wide
@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("t.csv", b"", DataError),
        ("t.csv", b"\n\n", DataError),
        ("t.xlsx", b"no workbook", DataError),
        ("t.ods", b"PK\x03\x04", DataError),
        ("t.parquet", b"PAR1", DataError),
        ("t.docx", b"x", UsageError),
        ("t.jsonl", b"\n", DataError),
    ],
)
def test_what_is_no_table_is_refused(
    name: str, content: bytes, error: type[AftersalesError], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error) as caught:
        open_table(tmp_path / name, tmp_path)
    assert caught.value.problems[0].cure


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(";".join(f"c{i}" for i in range(16_000)) + "\n")
    with pytest.raises(DataError) as caught:
        open_table(tmp_path / "t.csv", tmp_path)
    assert codes(caught.value) == ["table-too-wide"]
    path = sheet(tmp_path / "t.xlsx", [{f"c{i}": 1 for i in range(16_000)}])
    with pytest.raises(DataError) as caught:
        open_table(path, tmp_path)
    assert "columns" in str(caught.value)


def test_a_cell_far_off_does_not_fill_the_memory(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "t.xlsx")) as book:
        page = book.add_worksheet()
        page.write(0, 0, "number")
        page.write(1_048_575, 16_383, "far off")
    with pytest.raises(DataError) as caught:
        open_table(tmp_path / "t.xlsx", tmp_path)
    assert codes(caught.value) == ["table-too-large"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(spool, "UNPACKED", 10 * 1024**2)
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 11 * 1024**2)
    with pytest.raises(DataError) as caught:
        open_table(path, tmp_path)
    assert codes(caught.value) == ["table-too-large"]


def test_empty_rows_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("number;lang\n" + ";\n" * 100_000 + "7;de\n", encoding="utf-8")
    assert [(row.number, row.cells) for row in open_table(path, tmp_path).rows()] == [
        (100_002, ["7", "de"])
    ]


def test_a_cell_beside_the_columns_fails_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("number;lang\n1;de\n2;de;x\n", encoding="utf-8")
    faults = [row.fault for row in open_table(path, tmp_path).rows()]
    assert faults[0] is None
    assert faults[1] is not None
    assert faults[1].code == "too-many-cells"


def test_a_column_for_no_field_is_told_with_an_offer(tmp_path: Path) -> None:
    rows = claims(1)
    path = write_csv(tmp_path / "t.csv", [{"clam.received": "x", "Bemerkung": "y", **rows[0]}])
    with pytest.raises(DataError) as caught:
        list(read(path))
    assert codes(caught.value) == ["unknown-column", "unknown-column"]
    assert "claim.received" in caught.value.problems[0].cure


def test_a_map_names_the_fields_of_other_heads(tmp_path: Path) -> None:
    row = {"number": "A", **CLAIM, "Bemerkung": "intern"}
    row["Nachname"] = row.pop("claimant.person.surname")
    row["Ergebnis"] = "OK"
    del row["decision"]
    path = write_csv(tmp_path / "t.csv", [row])
    how = tmp_path / "map.yaml"
    how.write_text(
        "Nachname: claimant.person.surname\nBemerkung: null\n"
        "Ergebnis: {field: decision, values: {OK: granted}}\n"
    )
    from aftersales_docs.batch.mapfile import read_map

    data = one(path, columns=read_map(how), defaults=defaults(tmp_path))
    assert data.model.claimant.person.surname == "Brinkmann"  # type: ignore[attr-defined]
    assert data.model.decision == "granted"  # type: ignore[attr-defined]


def test_heads_may_be_words_of_a_user(tmp_path: Path) -> None:
    row = {"number": "A", **CLAIM}
    words = {
        "number": "Nummer",
        "claimant.person.surname": "Kunde – Nachname",
        "claimant.person.given_name": "Customer: First name",
        "claim.received": "Eingang",
    }
    path = write_csv(tmp_path / "t.csv", [{words.get(k, k): v for k, v in row.items()}])
    data = one(path, defaults=defaults(tmp_path))
    assert data.model.number == "A"  # type: ignore[attr-defined]
    assert data.model.claimant.person.surname == "Brinkmann"  # type: ignore[attr-defined]


def test_a_head_that_may_be_several_fields_is_asked_back(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", [{"number": "A", "Nachname": "B", "Kunde – Arrt": "x"}])
    with pytest.raises(DataError) as caught:
        list(read(path))
    first, second = (one.in_language("de", "file") for one in caught.value.problems)
    assert "claimant.person.surname (Kunde › Person › Nachname)" in first.cure
    assert "signatory.person.surname (Unterschrift › Person › Nachname)" in first.cure
    assert "claimant.type (Kunde › Art)" in second.cure


def test_a_group_beside_its_parts_is_named(tmp_path: Path) -> None:
    row = {head: value for head, value in CLAIM.items() if head != "product"}
    path = write_csv(tmp_path / "t.csv", [{"number": "A", "Ware": "x", **row}])
    (found,) = read(path, defaults=defaults(tmp_path))
    assert isinstance(found, DataError)
    assert {one.message.split("'")[1] for one in found.problems} == {"product"}


def test_two_columns_of_one_field_are_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", [{"number": "A", "Aktenzeichen": "B", "x": "1"}])
    with pytest.raises(DataError) as caught:
        list(read(path, columns=mapped(x=None)))
    assert codes(caught.value) == ["column-twice"]


def test_numbered_columns_make_a_list_whose_gaps_are_closed(tmp_path: Path) -> None:
    row = {
        "number": "A",
        **LISTED,
        "remedies[0].type": "",
        "remedies[2].amount": "649",
        "remedies[1].type": "repair",
        "remedies[1].by": "2026-12-04",
        "remedies[2].type": "refund",
    }
    path = write_csv(tmp_path / "t.csv", [row])
    data = one(path, defaults=defaults(tmp_path))
    assert [r.type for r in data.model.remedies] == ["repair", "refund"]  # type: ignore[attr-defined]
    row["remedies[1].by"] = "31.11.2026"
    path = write_csv(tmp_path / "u.csv", [row])
    (found,) = read(path, defaults=defaults(tmp_path))
    assert isinstance(found, DataError)
    assert found.problems[0].place is not None
    assert found.problems[0].place.column == list(row).index("remedies[1].by") + 1


def test_what_a_row_says_wins_over_the_defaults(tmp_path: Path) -> None:
    common = defaults(tmp_path)
    common.write_text(
        common.read_text()
        + json.dumps({"contact": {"use": "contacts.complaints"}})[1:-1].replace(
            '"contact":', "contact:"
        )
        + "\nlaw: de\nlang: ru\n"
    )
    row = {"number": "A", **CLAIM, "contact": "", "lang": "de"}
    del row["law"]
    path = write_csv(tmp_path / "t.csv", [row])
    data = one(path, defaults=common)
    assert data.model.lang == "de"
    assert data.model.law == "de"
    assert data.model.contact.phone == "+49 511 0000-310"  # type: ignore[attr-defined]


def test_the_house_file_can_be_named_without_defaults(tmp_path: Path) -> None:
    from tests.batch.tables import HOUSE

    path = write_csv(tmp_path / "t.csv", claims(1))
    assert one(path, house=HOUSE).model.organisation.seat == "Hannover"  # type: ignore[attr-defined]


def test_a_guarded_cell_of_ours_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["number", "lang"], ["'=1+1", "'de"]])
    (row,) = open_table(path, tmp_path).rows()
    assert row.cells == ["=1+1", "'de"]


def test_a_value_in_a_column_without_a_head_is_not_lost_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("number;;lang\n1;;de\n2;kept?;de\n", encoding="utf-8")
    faults = [row.fault for row in open_table(path, tmp_path).rows()]
    assert faults[0] is None
    assert faults[1] is not None
    assert (faults[1].code, "column B" in faults[1].message) == ("column-without-head", True)


def test_two_sheets_of_one_list_are_refused(tmp_path: Path) -> None:
    rows = [{"number": "A", **LISTED}]
    remedies = [["key", "type", "by"], ["A", "repair", "2026-12-04"]]
    path = sheet(tmp_path / "t.xlsx", rows, remedies=remedies, Zusagen=remedies)
    with pytest.raises(DataError) as caught:
        list(read(path, defaults=defaults(tmp_path)))
    assert codes(caught.value) == ["sheet-twice"]


@pytest.mark.slow
def test_a_million_empty_rows_of_a_workbook_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet()
        grey = book.add_format({"bg_color": "#CCCCCC"})
        page.write(0, 0, "number")
        for line in range(1, 1_000_000):
            page.write_blank(line, 0, None, grey)
        page.write(1_000_000, 0, "last")
    rows = list(open_table(path, tmp_path).rows())
    assert [(row.number, row.cells) for row in rows] == [(1_000_001, ["last"])]


def test_a_row_of_another_kind_fails(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", [{"number": "A", **CLAIM, "kind": "warranty-section"}])
    (found,) = read(path, defaults=defaults(tmp_path))
    assert isinstance(found, DataError)
    assert codes(found) == ["other-kind"]

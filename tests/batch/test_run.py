"""A batch from its table to the last file: what is made, kept, refused, mended and reported."""

from __future__ import annotations

import csv
import fcntl
import json
import os
import re
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from python_calamine import CalamineWorkbook

from aftersales_docs import api
from aftersales_docs.batch.failures import guarded
from aftersales_docs.batch.job import Job
from aftersales_docs.batch.plan import _sortable
from aftersales_docs.batch.progress import Lines, Silent
from aftersales_docs.batch.report import Report
from aftersales_docs.batch.run import run
from aftersales_docs.batch.state import FOLDER, Made, State
from aftersales_docs.batch.text_tables import CsvForm, csv_rows
from aftersales_docs.cli import main
from aftersales_docs.errors import AftersalesError, OutputError, UsageError
from aftersales_docs.messages import UI_LANGS, UiLang, speaking
from aftersales_docs.naming import NamePattern
from tests.batch.tables import CLAIM, HOUSE, claims, defaults, job, write_csv, write_jsonl


def made(table: Path, **fields: Any) -> tuple[Report, Path]:
    """The report of a run of one worker in Word alone, and its folder."""
    fields.setdefault("formats", ("docx",))
    if "defaults" not in fields:
        fields["defaults"] = defaults(table.parent)
    wanted: Job = job(table, workers=1, **fields)
    return run(wanted, Silent()), Path(wanted.output)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != FOLDER)


def codes(error: AftersalesError) -> list[str]:
    return [problem.code for problem in error.problems]


def test_a_row_becomes_what_render_would_make_of_it(tmp_path: Path) -> None:
    table = write_csv(tmp_path / "t.csv", claims(2))
    report, folder = made(table)
    assert (report.rows, report.made, report.failed) == (2, 2, 0)
    assert names(folder) == ["KD-00001.docx", "KD-00002.docx", "report.json"]
    sample = api.load(
        {
            "kind": "claim-response",
            "number": "KD-00002",
            **{k: v for k, v in CLAIM.items() if "." not in k and "[" not in k and v[0] != "@"},
            "organisation": _fact("parties", "nordwerk_letter"),
            "claimant": {
                "type": "consumer",
                "person": {"surname": "Brinkmann", "given_name": "Ole", "gender": "male"},
                "address": ["Marktplatz 9", "30880 Laatzen"],
            },
            "claim": {
                "received": "2026-11-20",
                "defect": CLAIM["claim.defect"],
                "demanded": ["repair"],
            },
            "product": {
                **_fact("products", "aqua_7_sold"),
                "purchased": "2026-01-26",
                "handed_over": "2026-01-30",
            },
            "remedies": [{"type": "repair", "by": "2026-12-04"}],
            "handover": {"how": "collect", "date": "2026-11-26"},
            "contact": _fact("contacts", "complaints"),
            "signatory": _fact("signatories", "after_sales"),
        }
    )
    wanted = api.write(api.compose(sample), "docx", data=sample)
    assert (folder / "KD-00002.docx").read_bytes() == wanted


def _fact(*steps: str) -> dict[str, Any]:
    from aftersales_docs.schemas.house_file import with_facts
    from aftersales_docs.schemas.mapping import mapping_source
    from aftersales_docs.schemas.source import read_source
    from tests.batch.tables import HOUSE

    source = mapping_source({"it": {"use": ".".join(steps)}})
    found: dict[str, Any] = with_facts(source, read_source(str(HOUSE))).data["it"]
    return found


def test_an_error_in_a_row_stops_no_other_and_comes_back_mended(tmp_path: Path) -> None:
    rows = claims(3)
    rows[1]["claim.received"] = "31.11.2026"
    rows[1]["claimant.person.surname"] = "=HYPERLINK(0)"
    table = write_csv(tmp_path / "t.csv", rows, delimiter=";")
    report, folder = made(table)
    assert (report.made, report.failed) == (2, 1)
    assert [(code, one.rows) for code, one in report.errors.items()] == [("impossible-date", [3])]
    text = (folder / "errors.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(0)" in text
    assert ";claim.received;" in text
    assert "'@parties" in text
    (folder / "errors.csv").write_text(text.replace("31.11.2026", "20.11.2026"))
    again, _ = made(
        folder / "errors.csv", output=str(folder), resume=True, defaults=defaults(tmp_path)
    )
    assert (again.rows, again.made, again.failed) == (1, 1, 0)
    assert names(folder) == [
        "KD-00001.docx",
        "KD-00002.docx",
        "KD-00003.docx",
        "errors.csv",
        "report.json",
    ]


@pytest.mark.wide
def test_failed_rows_of_a_workbook_keep_their_lists_and_types(tmp_path: Path) -> None:
    from tests.batch.test_tables import LISTED, sheet

    rows = [{"number": number, **LISTED} for number in ("A", "B")]
    rows[1]["claim.defect"] = ""
    rows[1]["claim.goods_receipt"] = "=HYPERLINK(0)"
    rows[0]["claim.goods_receipt"] = ""
    remedies = [["key", "type", "days"], ["A", "repair", 14], ["B", "repair", 12]]
    table = sheet(tmp_path / "t.xlsx", rows, remedies=remedies)
    report, folder = made(table)
    assert (report.made, report.failed) == (1, 1)
    with CalamineWorkbook.from_path(folder / "errors.xlsx") as book:
        main = list(book.get_sheet_by_name("Ansprüche").iter_rows())
        lists = list(book.get_sheet_by_name("remedies").iter_rows())
    assert [row[4] for row in main] == ["number", "B"]
    assert main[0][:4] == ["error.row", "error.field", "error.message", "error.cure"]
    assert main[1][:3] == ["3", "claim.defect", "this field must be filled in."]
    assert lists == [["key", "type", "days"], ["B", "repair", 12.0]]
    with zipfile.ZipFile(folder / "errors.xlsx") as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert b"=HYPERLINK" in package.read("xl/worksheets/sheet1.xml")
    again, _ = made(
        folder / "errors.xlsx", output=str(folder), resume=True, defaults=defaults(tmp_path)
    )
    assert (again.rows, again.failed) == (1, 1)
    assert (folder / "errors-2.xlsx").exists()


def test_failed_rows_of_a_csv_file_keep_their_lists(tmp_path: Path) -> None:
    from tests.batch.test_tables import LISTED

    rows = [{"key": number, "number": number, **LISTED} for number in ("A", "B")]
    rows[1]["claim.received"] = "31.11.2026"
    table = write_csv(tmp_path / "t.csv", rows, delimiter=";")
    remedies = [{"key": "A", "type": "repair", "days": 14}, {"key": "B", "type": "repair"}]
    write_csv(tmp_path / "t.remedies.csv", remedies, delimiter=";")
    report, folder = made(table)
    assert (report.made, report.failed) == (1, 1)
    beside = (folder / "errors.remedies.csv").read_text(encoding="utf-8-sig")
    assert [line.split(";")[:2] for line in beside.split()] == [["key", "type"], ["B", "repair"]]
    errors = folder / "errors.csv"
    text = errors.read_text(encoding="utf-8-sig")
    errors.write_text(text.replace("31.11.2026", "20.11.2026"), encoding="cp1251")
    again, _ = made(errors, output=str(folder), resume=True, defaults=defaults(tmp_path))
    assert (again.made, again.failed) == (1, 0)
    write_csv(tmp_path / "t.remedies.csv", remedies[:1])
    made(write_csv(tmp_path / "t.csv", rows[:1]), output=str(folder), resume=True)
    assert not list(folder.glob("errors*"))


def test_a_field_is_called_as_its_column_is(tmp_path: Path) -> None:
    rows = claims(1)
    rows[0]["Претензия › Недостаток"] = rows[0].pop("claim.defect") and ""
    rows[0]["Product > Price"] = "teuer"
    _, folder = made(write_csv(tmp_path / "t.csv", rows))
    (row,) = csv.DictReader((folder / "errors.csv").open(encoding="utf-8-sig"))
    assert set(row["error.field"].splitlines()) == {"Претензия › Недостаток", "Product > Price"}


def test_cures_in_a_table_are_for_its_reader_in_his_language(tmp_path: Path) -> None:
    rows = claims(1)
    rows[0] |= {"remedies[0].days": "bald", "claim.defect": ""}
    table = write_csv(tmp_path / "t.csv", rows)
    with speaking("de"):
        _, folder = made(table)
    (row,) = csv.DictReader((folder / "errors.csv").open(encoding="utf-8-sig"))
    assert row["Fehler.Feld"].splitlines() == ["claim.defect", "remedies[0].days"]
    assert "dieses Feld fehlt" in row["Fehler.Meldung"]
    assert "ohne Anführungszeichen" not in row["Fehler.Abhilfe"]


@pytest.mark.wide
@pytest.mark.parametrize("lang", UI_LANGS)
def test_an_errors_file_in_any_language_runs_again_in_any_other(
    tmp_path: Path, lang: UiLang
) -> None:
    rows = claims(1)
    rows[0] |= {"decision": "vielleicht"}
    table = write_csv(tmp_path / "t.csv", rows)
    with speaking(lang):
        _, folder = made(table)
    errors = folder / "errors.csv"
    text = errors.read_text(encoding="utf-8-sig")
    # A cell's choices are told as the table's reader knows them, not as a file's keys.
    assert {"de": "volle abhilfe", "ru": "удовлетвор", "en": "granted"}[lang] in text.lower()
    assert lang == "en" or "more-information" not in text
    errors.write_text(text.replace("vielleicht", "granted"), encoding="utf-8-sig")
    again, _ = made(errors, output=str(folder), resume=True, defaults=defaults(tmp_path))
    assert (again.made, again.failed) == (1, 0)


def test_resume_makes_only_what_is_missing_or_changed(tmp_path: Path) -> None:
    rows = claims(4)
    table = write_csv(tmp_path / "t.csv", rows)
    _, folder = made(table)
    before = {path.name: path.read_bytes() for path in folder.glob("*.docx")}
    with pytest.raises(OutputError) as caught:
        made(table)
    assert codes(caught.value) == ["output"] * 5  # The report is in the way too.
    (folder / "KD-00001.docx").unlink()
    (folder / "KD-00002.docx").write_bytes(b"torn")
    rows[2]["claimant.person.surname"] = "Neumann"
    write_csv(table, rows)
    with (folder / FOLDER / "manifest.jsonl").open("ab") as manifest:
        manifest.write(b'{"row": "torn')
    report, _ = made(table, resume=True)
    assert (report.made, report.kept) == (3, 1)
    after = {path.name: path.read_bytes() for path in folder.glob("*.docx")}
    assert {name for name in after if after[name] != before[name]} == {"KD-00003.docx"}
    report, _ = made(table, resume=True)
    assert (report.made, report.kept) == (0, 4)


@pytest.mark.wide
def test_what_decides_on_a_document_is_in_its_fingerprint(tmp_path: Path) -> None:
    table = write_csv(tmp_path / "t.csv", claims(1))
    common = defaults(tmp_path)
    made(table)
    house = tmp_path / "house.yaml"
    report, _ = made(table, resume=True, accepted=("some-code",))
    assert report.made == 1
    house.write_text(house.read_text().replace("Katharina", "Käthe"))
    wanted = job(
        table, workers=1, formats=("docx",), defaults=common, resume=True, accepted=("some-code",)
    )
    assert run(wanted, Silent()).made == 1
    assert run(wanted, Silent()).kept == 1


@pytest.mark.wide
def test_files_that_rows_and_defaults_name_lie_beside_them_and_count(tmp_path: Path) -> None:
    logos = tmp_path / "settings"
    logos.mkdir()
    common = logos / "defaults.yaml"
    (logos / "house.yaml").write_bytes(HOUSE.read_bytes())
    common.write_text(
        "house: house.yaml\norganisation: {use: parties.nordwerk_letter, logo: logo.png}\n"
    )
    _picture(logos / "logo.png", "red")
    _picture(tmp_path / "photo.png", "green")
    rows = claims(1, organisation="")
    rows[0] |= {"enclosures[0].title": "Bild", "enclosures[0].file": "photo.png"}
    table = write_csv(tmp_path / "t.csv", rows)
    report, folder = made(table, defaults=common)
    assert (report.made, report.failed) == (1, 0), report.errors
    with zipfile.ZipFile(folder / "KD-00001.docx") as package:
        assert len([name for name in package.namelist() if "media/" in name]) == 2
    assert made(table, defaults=common, resume=True)[0].kept == 1
    _picture(tmp_path / "photo.png", "blue")
    assert made(table, defaults=common, resume=True)[0].made == 1
    _picture(logos / "logo.png", "black")
    assert made(table, defaults=common, resume=True)[0].made == 1


def _picture(path: Path, colour: str) -> None:
    Image.new("RGB", (200, 100), colour).save(path)


def test_a_mistake_in_the_defaults_is_placed_there(tmp_path: Path) -> None:
    table = write_csv(tmp_path / "t.csv", [{**claims(1)[0], "claim.received": ""}])
    common = defaults(tmp_path)
    common.write_text("house: house.yaml\nclaim:\n  received: 31.11.2026\n")
    report, folder = made(table, defaults=common)
    assert report.failed == 1
    assert f"{common}:3:13: " in (folder / "errors.csv").read_text(encoding="utf-8-sig")


def test_names_are_settled_before_the_work_begins(tmp_path: Path) -> None:
    rows = [*claims(2), {**claims(1)[0], "number": "kd-00001"}]
    table = write_csv(tmp_path / "t.csv", rows)
    with pytest.raises(OutputError) as caught:
        made(table)
    assert codes(caught.value) == ["same-output"]
    assert list((tmp_path / "out").glob("*.docx")) == []
    (tmp_path / "out" / "KD-00002.docx").write_bytes(b"another's")
    write_csv(table, claims(2))
    with pytest.raises(OutputError) as caught:
        made(table, resume=True)
    assert "KD-00002.docx" in str(caught.value)
    assert (tmp_path / "out" / "KD-00002.docx").read_bytes() == b"another's"
    pattern = NamePattern.read("{row}-{claimant.person.surname}")
    _, folder = made(table, pattern=pattern, output=str(tmp_path / "other"))
    assert names(folder)[:2] == ["2-Brinkmann.docx", "3-Brinkmann.docx"]
    with pytest.raises(UsageError):
        made(table, pattern=NamePattern.read("{numbr}"), output=str(tmp_path / "third"))


def test_a_row_without_what_its_name_needs_fails_alone(tmp_path: Path) -> None:
    rows = claims(2)
    rows[0]["claimant.address"] = ""
    table = write_csv(tmp_path / "t.csv", rows)
    report, folder = made(table, pattern=NamePattern.read("{claimant.address[1]}"))
    assert (report.made, report.failed) == (1, 1)
    assert list(report.errors) == ["name-field-missing"]
    assert (folder / "30880 Laatzen.docx").exists()


def test_a_second_batch_in_the_folder_is_refused(tmp_path: Path) -> None:
    table = write_csv(tmp_path / "t.csv", claims(1))
    state = State(tmp_path / "out" / FOLDER)
    with pytest.raises(OutputError) as caught:
        made(table)
    assert codes(caught.value) == ["folder-in-use"]
    state.close()
    # The lock is the system's: a file that a killed run has left is none.
    assert (tmp_path / "out" / FOLDER / "lock").exists()
    assert made(table)[0].made == 1


@pytest.mark.wide
def test_warnings_are_counted_by_code(tmp_path: Path) -> None:
    rows = claims(3, **{"claim.received": "2026-08-20"})
    table = write_csv(tmp_path / "t.csv", rows)
    _, folder = made(table)
    told = json.loads((folder / "report.json").read_text())
    assert told["warnings"], told
    code = next(iter(told["warnings"]))
    assert told["warnings"][code]["rows"] == 3
    again, _ = made(table, resume=True)
    assert again.warnings[code].count == 3
    accepted, _ = made(table, resume=True, accepted=tuple(told["warnings"]))
    assert accepted.warnings == {}
    assert accepted.accepted_for_nothing() == []
    kept, _ = made(table, resume=True, accepted=tuple(told["warnings"]))
    assert (kept.made, kept.accepted_for_nothing()) == (0, []), "what was made before counts too"
    code = next(iter(told["warnings"]))
    slip, _ = made(table, resume=True, accepted=(code[:-1],))
    assert slip.told()["accepted_for_nothing"] == [code[:-1]]
    said = [line for line in slip.lines() if "no row gives the warning" in line]
    assert len(said) == 1
    assert code[:-1] in said[0]
    assert f"'{code}'" in said[0], "the one that was meant is offered"


@pytest.mark.wide
def test_archive_and_one_pdf_for_the_print_shop(tmp_path: Path) -> None:
    rows = claims(3)
    for row, surname in zip(rows, ("Zeh", "Abel", "Mohr"), strict=True):
        row["claimant.person.surname"] = surname
    table = write_csv(tmp_path / "t.csv", rows)
    whole, archive = tmp_path / "all.pdf", tmp_path / "all.zip"
    report, folder = made(
        table,
        formats=("docx", "pdf"),
        merged=whole,
        archive=archive,
        print_order="claimant.person.surname",
    )
    assert report.outputs == [str(archive), str(whole)]
    order = ["KD-00002", "KD-00003", "KD-00001"]
    with zipfile.ZipFile(archive) as found:
        assert found.namelist() == [f"{n}.{end}" for n in order for end in ("docx", "pdf")]
        assert found.read("KD-00001.pdf") == (folder / "KD-00001.pdf").read_bytes()
    with pikepdf.open(whole) as pdf:
        pages = len(pdf.pages)
        with pdf.open_outline() as outline:
            assert [mark.title for mark in outline.root] == order
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        assert "/AcroForm" not in pdf.Root
        assert "/OutputIntents" in pdf.Root
    single = sum(len(pikepdf.open(folder / f"{name}.pdf").pages) for name in order)
    assert pages == single
    first = whole.read_bytes()
    made(
        table,
        formats=("docx", "pdf"),
        merged=whole,
        archive=archive,
        resume=True,
        print_order="claimant.person.surname",
    )
    assert whole.read_bytes() == first


def test_bundles_in_the_way_are_told_before_the_work(tmp_path: Path) -> None:
    table = write_csv(tmp_path / "t.csv", claims(1))
    (tmp_path / "all.zip").write_bytes(b"x")
    with pytest.raises(OutputError):
        made(table, archive=tmp_path / "all.zip")
    assert list((tmp_path / "out").glob("*.docx")) == []


def test_people_sort_as_people_do() -> None:
    found = ["10 Weg", "9 weg", "Äpfel", "apfel"]
    assert sorted(found, key=_sortable)[:2] == ["9 weg", "10 Weg"]


@pytest.mark.parametrize("text", ["=1", "+a", "-x", "@b", "\tc", "\rd"])
def test_nothing_that_we_write_is_taken_for_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded("-12,5") == "-12,5"
    assert guarded("+49 511") == "+49 511"


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20), min_size=1))
def test_what_a_list_of_failed_rows_guards_is_read_as_it_was(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "t.csv"
        cells = [text.replace("\0", "") for text in texts]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows([["x"] * len(cells), map(guarded, cells)])
        found = list(csv_rows(path, CsvForm("utf-8-sig", ";")))[1:]
        assert [row for _, row in found] == ([cells] if any(c.strip() for c in cells) else [])
        if found:
            assert not any(re.match(r"[=@\t\r]", guarded(cell)) for cell in cells)


def test_plain_lines_tell_rate_and_remaining_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    lines = Lines()
    with lines:
        lines.begin(100)
        for _ in range(4):
            now[0] += 6
            lines.advance(10, 1)
    assert capsys.readouterr().err.splitlines() == [
        "rows: 20 of 100 done, 2 failed; 1.7 a second, 48 s left",
        "rows: 40 of 100 done, 4 failed; 1.7 a second, 36 s left",
    ]


def test_json_lines_come_back_as_json_lines(tmp_path: Path) -> None:
    rows = claims(2)
    rows[0]["decision"] = "perhaps"
    report, folder = made(write_jsonl(tmp_path / "t.jsonl", rows))
    assert report.failed == 1
    (line,) = (folder / "errors.jsonl").read_text().splitlines()
    assert json.loads(line)["error.field"] == "decision"


def test_the_manifest_outlives_a_torn_line(tmp_path: Path) -> None:
    state = State(tmp_path / FOLDER)
    state.load_made()
    state.note({"a": Made("1", {"a.docx": "x"}, ("w",))})
    state.close()
    with (tmp_path / FOLDER / "manifest.jsonl").open("ab") as file:
        file.write(b'{"row":"2","na')
    state = State(tmp_path / FOLDER)
    state.load_made()
    state.note({"b": Made("3", {})})
    state.close()
    state = State(tmp_path / FOLDER)
    state.load_made()
    assert state.made("a") == Made("1", {"a.docx": "x"}, ("w",))
    assert state.made("b") == Made("3", {})
    state.close()


def test_the_lock_is_free_once_its_holder_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    State(folder).close()
    handle = os.open(folder / "lock", os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)


def called(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["batch", *arguments])


def test_the_command_line(tmp_path: Path) -> None:
    rows = claims(2)
    rows[1]["decision"] = "perhaps"
    table = str(write_csv(tmp_path / "t.csv", rows))
    common = ["--kind", "claim-response", "--defaults", str(defaults(tmp_path)), "-f", "docx"]
    found = called(table, *common, "-o", str(tmp_path / "out"), "--workers", "1")
    assert found.exit_code == 1, found.output
    assert "rows: 1 of 2 made, 0 there already, 1 failed" in found.output
    assert "errors.csv" in found.output
    found = called(table, *common, "-o", str(tmp_path / "out"))
    assert found.exit_code == 1
    assert "exists already" in found.output
    assert called(table, *common, "-o", "x", "--engine", "dask").exit_code == 2
    assert called(table, *common, "-o", "x", "--merge", "y.pdf").exit_code == 2
    assert called(table, "--kind", "claim-respons", "-o", "x").exit_code == 2
    assert "TABLE" in called("--help").output
    assert "--resume" in called("run", "--help").output


def test_the_settings_name_the_house_file_of_a_batch(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(f'house = "{HOUSE}"\n', encoding="utf-8")
    table = str(write_csv(tmp_path / "t.csv", claims(1)))
    call = [
        "--config",
        str(settings),
        "batch",
        table,
        "--kind",
        "claim-response",
        "-f",
        "docx",
        "--json",
        "-o",
        str(tmp_path / "out"),
    ]
    found = CliRunner().invoke(main, call)
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["made"] == 1


def test_the_command_writes_a_template(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    found = called("template", "claim-response", "--lang", "en", "-o", str(path))
    assert found.exit_code == 0, found.output
    assert path.read_bytes()[:2] == b"PK"
    assert called("template", "claim-response", "-o", str(path)).exit_code == 1

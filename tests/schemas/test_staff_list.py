"""Lists of staff as spreadsheets write them: encodings, delimiters, errors with their row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.document import Paragraph, Table, plain
from aftersales_docs.errors import DataError, Problem
from tests.inputs import LANGS, job_description, written

GERMAN = (
    "Personal-Nr.;Nachname;Vorname;Stelle\r\n0147;Müller;Jörg;Techniker\r\n;;;\r\n"
    "0148;Özdemir;Can;\r\n"
)
RUSSIAN = (
    "Таб. №;Ф.И.О.;Должность\r\n0147;Иванов Иван Иванович;механик\r\n"
    "0148;Петрова Анна Сергеевна;приёмщик\r\n"
)
ENGLISH = (
    'Name,Position,Department\r\n"Smith, John","Engineer, senior",A\r\n"Brown, Mary",Clerk,B\r\n'
)


def staff(folder: Path, content: bytes, lang: str = "de", **more: Any) -> list[Any]:
    (folder / "staff.csv").write_bytes(content)
    data = job_description(
        "workshop-foreman", lang, "ru", acknowledgement={"staff": "staff.csv", **more}
    )
    model: Any = api.load(written(folder, data)).model
    return list(model.acknowledgement.employees)


def wrong(folder: Path, content: bytes | str) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        staff(folder, content if isinstance(content, bytes) else content.encode())
    assert all(one.cure for one in caught.value.problems)
    return list(caught.value.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_german_lists_are_read_however_excel_wrote_them(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    found = staff(tmp_path, GERMAN.replace(";", delimiter).encode(encoding))
    assert [(one.surname, one.given_name, one.post, one.personnel_number) for one in found] == [
        ("Müller", "Jörg", "Techniker", "0147"),
        ("Özdemir", "Can", None, "0148"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_russian_lists_are_read_however_excel_wrote_them(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    found = staff(tmp_path, RUSSIAN.replace(";", delimiter).encode(encoding), "ru")
    assert [(one.surname, one.given_name, one.patronymic, one.post) for one in found] == [
        ("Иванов", "Иван", "Иванович", "механик"),
        ("Петрова", "Анна", "Сергеевна", "приёмщик"),
    ]


def test_values_in_quotes_and_columns_of_no_use(tmp_path: Path) -> None:
    found = staff(tmp_path, ("sep=,\r\n" + ENGLISH).encode(), "en")
    assert [(one.surname, one.given_name, one.post) for one in found] == [
        ("Smith", "John", "Engineer, senior"),
        ("Brown", "Mary", "Clerk"),
    ]


def test_those_of_the_list_come_after_those_typed(tmp_path: Path) -> None:
    typed = {"surname": "Adam", "given_name": "Eva", "post": "Leitung"}
    found = staff(tmp_path, GERMAN.encode(), employees=[typed])
    assert [one.surname for one in found] == ["Adam", "Müller", "Özdemir"]
    for named in ({"file": "staff.csv"}, "staff.csv"):
        data = job_description("workshop-foreman", "de", "ru", acknowledgement={"staff": named})
        assert api.load(written(tmp_path, data))


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_names_the_document_and_who_signs(tmp_path: Path, lang: str) -> None:
    text = RUSSIAN if lang == "ru" else GERMAN
    (tmp_path / "staff.csv").write_bytes(text.encode())
    data = job_description("workshop-foreman", lang, "ru", acknowledgement={"staff": "staff.csv"})
    document = api.compose(api.load(written(tmp_path, data)))
    sheet = next(
        block
        for block in document.blocks
        if isinstance(block, Table) and block.id == "acknowledgement-sheet"
    )
    assert len(sheet.header) == 5
    words = plain(sheet.rows[0][2])
    assert "0147" in words
    assert ("механик" if lang == "ru" else "Techniker") in words
    above = next(
        block
        for block in document.blocks
        if isinstance(block, Paragraph) and block.id == "acknowledgement-text"
    )
    said = plain(above.content).replace("\u00a0", " ")
    assert "12-K" in said
    assert "2026" in said


def test_without_posts_the_sheet_has_no_column_for_them(tmp_path: Path) -> None:
    names = [{"surname": "A", "given_name": "B"}, {"surname": "C", "given_name": "D"}]
    data = job_description("workshop-foreman", "de", "ru", acknowledgement={"employees": names})
    document = api.compose(api.load(written(tmp_path, data)))
    (sheet,) = [
        block
        for block in document.blocks
        if isinstance(block, Table) and block.id == "acknowledgement-sheet"
    ]
    assert len(sheet.header) == 4


def test_what_is_wrong_is_told_with_row_and_cell(tmp_path: Path) -> None:
    text = "Name;Stelle;Personalnummer\nMüller Jörg;Techniker;1\n\nMeyer, Ute;Leitung;2;zu viel\n"
    found = wrong(tmp_path, text)
    assert [(one.code, one.place and (one.place.line, one.place.column)) for one in found] == [
        ("staff-name", (2, 1)),
        ("staff-row-too-long", (4, 4)),
    ]
    long = f"Nachname;Vorname;Personalnummer\nMüller;Jörg;{'1' * 200}\nMeyer;;3\n"
    found = wrong(tmp_path, long)
    told = {(one.code, one.place and one.place.line) for one in found}
    assert told == {("too-long", 2), ("missing", 3)}
    for one in found:
        assert one.place is not None
        assert one.place.file.endswith("staff.csv")
        assert one.field.startswith("acknowledgement.employees")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "staff-empty"),
        (b"\r\n;;\r\n", "staff-empty"),
        (b"Stelle;Personalnummer\nTechniker;1\n", "staff-no-names"),
        ("Name;Stelle;Funktion\nMüller, J;a;b\n".encode(), "staff-column-twice"),
        (b'Name;Stelle\n"M\xc3\xbcller, J;a\n', "staff-quotes"),
        (b"PK\x03\x04" + bytes(50), "no-csv"),
        (b"Name\n\x00\x01\n", "no-csv"),
        (("Name\n" + "Müller, J\n" * 501).encode(), "staff-too-long"),
        ("Name\nM\u202eüller, J\n".encode(), "reordering-character"),
        (b"x" * (1024 * 1024 + 1), "too-large"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert {one.code for one in wrong(tmp_path, content)} == {code}


def test_the_list_lies_beside_the_input(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(GERMAN)
    folder = tmp_path / "in"
    folder.mkdir()
    data = job_description(
        "workshop-foreman", "de", "ru", acknowledgement={"staff": "../staff.csv"}
    )
    path = written(folder, data)
    with pytest.raises(DataError) as caught:
        api.load(path)
    assert caught.value.problems[0].code == "outside-folder"
    assert api.load(path, house_root=tmp_path)
    missing = job_description("workshop-foreman", "de", "ru", acknowledgement={"staff": "no.csv"})
    with pytest.raises(DataError) as caught:
        api.load(written(folder, missing))
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == ("not-found", "acknowledgement.staff")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("1;Müller;Petra", "1;Maier;Anna"), "personnel number"),
        (("1;Müller;Petra", "1;Müller;Petra"), "personnel number"),
        ((";Müller;Petra", ";Müller;Petra"), "this person"),
    ],
)
def test_who_stands_there_twice_is_told(rows: tuple[str, ...], words: str, tmp_path: Path) -> None:
    text = "\n".join(("Personalnummer;Nachname;Vorname", *rows)) + "\n"
    problem = _problem_of_staff(text, tmp_path)
    assert problem.code == "staff-twice"
    assert words in problem.message
    assert "row 2" in problem.message
    assert problem.place is not None
    assert problem.place.line == 3


def test_namesakes_are_two_people(tmp_path: Path) -> None:
    from aftersales_docs.schemas.staff_list import _Table

    text = "Personalnummer;Nachname;Vorname\n1;Müller;Petra\n2;Müller;Petra\n"
    assert len(_Table("a.csv", text.encode()).people()) == 2


def _problem_of_staff(text: str, tmp_path: Path) -> Problem:
    from aftersales_docs.schemas.staff_list import _Table

    with pytest.raises(DataError) as caught:
        _Table(str(tmp_path / "a.csv"), text.encode()).people()
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("rows", "lang"),
    [
        ("Name\r\nMüller, Petra\r\nÖzdemir, Can\r\n", "de"),
        ("Mitarbeiter\nMüller, Petra\nÖzdemir, Can\n", "de"),
        ("Name, Vorname\nMüller, Petra\nÖzdemir, Can\n", "de"),
        ("Name,Vorname\nMüller,Petra\nÖzdemir,Can\n", "de"),
        ('"Name"\n"Müller, Petra"\n"Özdemir, Can"\n', "de"),
        ("Müller, Petra\nÖzdemir, Can\n", "de"),
        ("Müller, Petra\n\nÖzdemir, Can", "de"),
        ("ФИО\r\nИванов Иван Иванович\r\nПетрова Анна\r\n", "ru"),
        ("Сотрудник\nИванов Иван Иванович\nПетрова Анна\n", "ru"),
        ("Иванов Иван Иванович\nПетрова Анна\n", "ru"),
    ],
)
def test_a_list_may_hold_names_alone(rows: str, lang: str, encoding: str, tmp_path: Path) -> None:
    found = staff(tmp_path, rows.encode(encoding), lang)
    assert [(one.surname, one.given_name) for one in found] == (
        [("Müller", "Petra"), ("Özdemir", "Can")]
        if lang == "de"
        else [("Иванов", "Иван"), ("Петрова", "Анна")]
    )


def test_a_name_alone_that_can_t_be_told_apart_is_told_with_its_row(tmp_path: Path) -> None:
    (one,) = wrong(tmp_path, "Name\nMüller, Petra\nCan Özdemir\n")
    assert (one.code, one.place and one.place.line) == ("staff-name", 3)

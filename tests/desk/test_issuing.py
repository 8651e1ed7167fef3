"""Issuing: numbers, editions, one document for one order, real files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales_docs.desk import faults
from aftersales_docs.desk.opening import Register
from aftersales_docs.errors import DataError

from .orders import KIND, ROOT, SECTION, issued, letter, order

Run = Callable[..., tuple[int, str, str]]


def _pattern(kind: str, text: str, first: int | None = None, office: str = "main") -> None:
    from aftersales_docs.desk.numbers import set_pattern

    set_pattern(kind, office, text, "x", (2026, first) if first else None)


def _numbers() -> list[tuple[str, int, str]]:
    from aftersales_docs.desk.register.models import Document

    return [(one.number, one.edition, one.state) for one in Document.objects.order_by("pk")]


def test_a_document_is_numbered_made_and_kept(register: Register, tmp_path: Path) -> None:
    from aftersales_docs.desk.store import FileStore
    from aftersales_docs.embedding.manifest import read_manifest

    one = issued(register, letter(tmp_path))
    assert one.new
    assert one.document.number == "CR-2026-00001"
    assert (one.document.party, one.document.serials) == ("Leyla Öztürk", "WM714-2503-00817")
    store = FileStore(register.place.files)
    files = {file.role: store.get(file.sha256) for file in one.document.files.all()}
    assert set(files) == {"docx", "pdf", "input"}
    assert b"CR-2026-00001" in (files["input"] or b"")
    assert read_manifest(files["pdf"] or b"", "x")["kind"] == KIND
    again = issued(register, letter(tmp_path))
    assert (again.new, again.document.pk) == (False, one.document.pk)
    assert not list(_verified(register))


def _verified(register: Register) -> list[str]:
    from aftersales_docs.desk.verifying import verify

    return [f"{one.code}: {one}" for one in verify(register)]


def test_what_is_wrong_takes_no_number(register: Register, tmp_path: Path) -> None:
    from aftersales_docs.desk.register.models import Counter

    path = letter(tmp_path, decision="perhaps")
    with pytest.raises(DataError) as refused:
        issued(register, path)
    place = refused.value.problems[0].place
    line = path.read_text(encoding="utf-8").split("decision:")[0].count("\n") + 1
    assert place is not None
    assert (place.file, place.line) == (str(path), line)
    assert _numbers() == []
    assert not Counter.objects.exists()


def test_another_key_is_another_document(quick: Register, tmp_path: Path) -> None:
    path = letter(tmp_path)
    for key in ("a", "b", "a"):
        issued(quick, path, key=key)
    assert [number for number, _, _ in _numbers()] == ["CR-2026-00001", "CR-2026-00002"]


@pytest.mark.parametrize(
    ("pattern", "number", "code"),
    [
        ("WR-{year}-{seq:05}", "WR-2026-00001", None),
        ("*", "KD-2026/1187", None),
        ("KD-{year}/{seq}", "KD-2026/1", None),
        ("KD-{year}/{seq}", "KD-2026/1187", "number-leaves-gap"),
        ("KD-{year}/{seq}", "KD-2025/1", "number-not-of-pattern"),
        ("WR-{year}-{seq:05}", "WR-2026-1", "number-not-of-pattern"),
        ("WR-{year}-{seq:05}", "WR-2026-00000", "number-not-of-pattern"),
        ("WR-{year}-{seq:05}", "XX-2026-00001", "number-not-of-pattern"),
    ],
)
def test_a_number_in_the_input(
    quick: Register, tmp_path: Path, pattern: str, number: str, code: str | None
) -> None:
    _pattern(KIND, pattern)
    path = letter(tmp_path, number=number)
    if code is None:
        assert issued(quick, path).document.number == number
        with pytest.raises(DataError) as taken:
            issued(quick, path, key="again")
        assert taken.value.problems[0].code == "number-taken"
        return
    with pytest.raises(DataError) as refused:
        issued(quick, path)
    assert refused.value.problems[0].code == code
    assert _numbers() == []


def test_a_given_number_counts_for_the_next(quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path, number="CR-2026-00001"))
    assert issued(quick, letter(tmp_path)).document.number == "CR-2026-00002"


def test_numbers_given_before_the_register(quick: Register, tmp_path: Path) -> None:
    _pattern(KIND, "KD-{year}/{seq}", 1188)
    assert issued(quick, letter(tmp_path)).document.number == "KD-2026/1188"
    assert not [one for one in _verified_quick(quick) if "numbers-missing" in one]
    with pytest.raises(DataError):
        _pattern(KIND, "KD-{year}/{seq}", 1188)


def _verified_quick(register: Register) -> list[str]:
    from aftersales_docs.desk.verifying import verify

    return [f"{one.code}: {one}" for one in verify(register, anew=False)]


@pytest.mark.parametrize(
    "pattern",
    [
        "WR-{year}",
        "{seq}{seq}",
        "WR-{seq:05}-{month}",
        "{seq.__class__}",
        "a\nb{seq}",
        "{seq:99}",
        "%s{seq}",
        "",
    ],
)
def test_what_is_no_pattern(register: Register, pattern: str) -> None:
    with pytest.raises(DataError) as refused:
        _pattern(KIND, pattern)
    assert refused.value.problems[0].code == "number-pattern"


def test_offices_with_one_pattern_share_its_numbers(quick: Register, tmp_path: Path) -> None:
    for office in ("nord", "sued"):
        _pattern(KIND, "WR-{yy}-{seq:03}", office=office)
    path = letter(tmp_path)
    for office in ("nord", "sued", "main", "ost"):
        issued(quick, path, office=office)
    numbers = [number for number, _, _ in _numbers()]
    assert numbers == ["WR-26-001", "WR-26-002", "CR-2026-00001", "CR-ost-2026-00001"]


def test_the_year_is_that_of_the_document(quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path, date="2026-11-23"))
    issued(quick, letter(tmp_path, date="2027-01-04"))
    assert [number for number, _, _ in _numbers()] == ["CR-2026-00001", "CR-2027-00001"]


def test_a_new_edition_replaces_the_old(quick: Register, tmp_path: Path) -> None:
    first = issued(quick, letter(tmp_path)).document
    second = issued(quick, letter(tmp_path, notes="Neu."), replaces=first).document
    assert second.replaces == first
    assert _numbers() == [("CR-2026-00001", 1, "replaced"), ("CR-2026-00001", 2, "issued")]
    with pytest.raises(DataError) as refused:
        issued(quick, letter(tmp_path, notes="Noch neuer."), replaces=first)
    assert refused.value.problems[0].code == "not-replaceable"
    with pytest.raises(DataError) as other:
        issued(quick, letter(tmp_path, number="CR-2026-00009"), replaces=second)
    assert other.value.problems[0].code == "number-of-another"
    third = issued(quick, letter(tmp_path, number="CR-2026-00001"), replaces=second).document
    assert third.edition == 3
    assert not _verified_quick(quick)


def test_a_cancelled_edition_leaves_the_old_one_in_force(quick: Register, tmp_path: Path) -> None:
    from aftersales_docs.desk.chain import Act
    from aftersales_docs.desk.steps import step

    first = issued(quick, letter(tmp_path)).document
    path = letter(tmp_path, notes="Neu.")
    from aftersales_docs.desk import issuing
    from aftersales_docs.desk.writing import written

    there = written(quick, lambda: issuing._reserved(order(path, replaces=first)))
    step(quick, there, "cancelled", Act("x", {"ground": "Irrtum"}))
    assert issuing.finish(quick, there, "x").state == "cancelled"
    third = issued(quick, letter(tmp_path, notes="Anders."), replaces=first).document
    assert third.edition == 3
    assert not _verified_quick(quick)


def test_a_reserved_row_is_taken_up_by_whoever_comes_next(quick: Register, tmp_path: Path) -> None:
    from aftersales_docs.desk.resuming import take_up, unfinished

    class StoppedError(Exception):
        pass

    def stop(point: str) -> None:
        if point == "reserved":
            raise StoppedError

    faults.hooks.append(stop)
    try:
        with pytest.raises(StoppedError):
            issued(quick, letter(tmp_path))
    finally:
        faults.hooks.clear()
    assert _numbers() == [("CR-2026-00001", 1, "reserved")]
    assert not list(take_up(quick, "x")), "somebody may be at it"
    assert len(unfinished()) == 1
    from datetime import timedelta

    list(take_up(quick, "x", timedelta()))
    assert _numbers() == [("CR-2026-00001", 1, "issued")]
    assert not issued(quick, letter(tmp_path)).new
    assert not _verified_quick(quick)


@pytest.mark.parametrize("point", [one for one in faults.POINTS if one != "frozen"])
def test_stopped_in_any_step_and_run_again_it_is_issued_once(
    quick: Register, tmp_path: Path, point: str
) -> None:
    class StoppedError(Exception):
        pass

    def stop(reached: str) -> None:
        if reached == point:
            raise StoppedError

    path = letter(tmp_path)
    faults.hooks.append(stop)
    try:
        with pytest.raises(StoppedError):
            issued(quick, path)
    finally:
        faults.hooks.clear()
    assert not _verified_quick(quick)
    issued(quick, path)
    assert _numbers() == [("CR-2026-00001", 1, "issued")]
    assert not _verified_quick(quick)


def test_files_that_nobody_names_are_swept_when_they_are_old(
    quick: Register, tmp_path: Path
) -> None:
    import os

    from aftersales_docs.desk.files import sweep
    from aftersales_docs.desk.register.models import StoredFile
    from aftersales_docs.desk.store import FileStore

    issued(quick, letter(tmp_path))
    store = FileStore(quick.place.files)
    young, old = store.put(b"young"), store.put(b"old")
    os.utime(store.path(old), (1, 1))
    known = list(StoredFile.objects.values_list("sha256", flat=True))
    assert sweep(quick) == 1
    assert set(store.names()) == {*known, young}


def test_two_languages_with_one_number(register: Register, tmp_path: Path) -> None:
    for name in ("bilingual.de.ru.yaml", "bilingual.ru.ru.yaml"):
        text = (ROOT / "samples" / "completion-certificate" / name).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("number:")]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    one = issued(register, tmp_path / "bilingual.de.ru.yaml").document
    assert one.number == "CC-2026-00001"
    from aftersales_docs.desk.inputs import loaded, unpacked

    with loaded(unpacked(one.inputs)) as data:
        assert data.second is not None
        both = (data, data.second)
    assert {getattr(each.model, "number", "") for each in both} == {one.number}
    assert len(unpacked(one.inputs)) == 2
    assert not _verified(register)


@pytest.mark.wide
def test_pictures_and_enclosures_are_kept_with_the_input(
    register: Register, tmp_path: Path
) -> None:
    """What the input names may be gone tomorrow; the register makes the document all the same."""
    from PIL import Image

    from aftersales_docs.desk.store import FileStore

    folder = tmp_path / "in"
    (folder / "pictures").mkdir(parents=True)
    Image.new("RGB", (60, 40), "red").save(folder / "pictures" / "crack.jpg")
    Image.new("RGB", (60, 20), "blue").save(folder / "logo.png")
    path = letter(
        folder,
        enclosures=[
            "Kopie",
            {"title": "Riss", "file": "pictures/crack.jpg", "alt": "Ein Riss"},
        ],
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("organisation:", "organisation:\n  logo: logo.png"), encoding="utf-8"
    )
    one = issued(register, path).document
    names = {file.name for file in one.files.filter(role="input")}
    assert names == {"input.yaml", "1-logo.png", "2-crack.jpg"}
    shutil.rmtree(folder)
    assert not _verified(register)
    store = FileStore(register.place.files)
    picture = one.files.get(name__endswith="crack.jpg")
    store.path(picture.sha256).unlink()
    assert any("file-missing" in told for told in _verified(register))


def test_two_languages_in_one_file(register: Register, tmp_path: Path) -> None:
    text = (ROOT / "samples/service-agreement/one-file.en.de.yaml").read_text(encoding="utf-8")
    path = tmp_path / "agreement.yaml"
    path.write_text(text.replace("number: SA-2026/12\n", ""), encoding="utf-8")
    one = issued(register, path).document
    from aftersales_docs.desk.inputs import loaded, unpacked

    with loaded(unpacked(one.inputs)) as data:
        assert data.second is not None
        both = (data, data.second)
    assert {getattr(each.model, "number", "") for each in both} == {one.number}
    assert list(unpacked(one.inputs)) == ["input.yaml"]
    assert not _verified(register)


def test_a_kind_without_a_number_gets_one_in_the_register(register: Register) -> None:
    one = issued(register, SECTION).document
    assert one.number.startswith("WS-")
    assert "\nnumber:" not in one.inputs


def test_the_command(run: Run, register: Register, tmp_path: Path) -> None:
    path = letter(tmp_path)
    code, told, errors = run("issue", path, "-o", tmp_path / "out")
    assert (code, errors) == (0, "")
    assert told.splitlines()[0] == "issued: CR-2026-00001"
    assert (tmp_path / "out" / "CR-2026-00001.pdf").read_bytes().startswith(b"%PDF")
    assert run("issue", path)[1] == "issued before: CR-2026-00001\n"
    shutil.rmtree(tmp_path / "out")
    assert run("register", "show", "CR-2026-00001", "-o", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / "CR-2026-00001.docx").is_file()
    code, told, _ = run("register", "verify")
    assert (code, told) == (0, "the register is whole: 1 document, 2 entries in the chain.\n")
    assert run("register", "show", "CR-2026-00002")[0] == 1
    assert run("issue", "-")[0] == 2

"""Inputs with gaps: each gap is told, nothing breaks, and the law says what it knows already."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.checking import check
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import Severity
from aftersales_docs.kinds import KINDS
from tests.inputs import SAMPLES, samples
from tests.kinds.cases import CERTIFICATE

Step = str | int


def read(sample: Path) -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(sample.read_text(encoding="utf-8"))
    if "house" in data:
        data["house"] = str(sample.parent / data["house"])
    data.pop("bilingual", None)
    return data


def paths(data: Any, before: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The places of all fields of an input."""
    entries: Any = ()
    if isinstance(data, dict):
        entries = data.items()
    elif isinstance(data, list):
        entries = enumerate(data)
    for key, value in entries:
        yield (*before, key)
        yield from paths(value, (*before, key))


def changed(data: dict[str, Any], path: tuple[Step, ...], *value: Any) -> dict[str, Any]:
    """``data`` with another value at ``path``, or without one."""
    made = copy.deepcopy(data)
    place: Any = made
    for step in path[:-1]:
        place = place[step]
    if value:
        place[path[-1]] = value[0]
    else:
        del place[path[-1]]
    return made


ONE_A_KIND = [samples(kind)[0] for kind in KINDS]


@pytest.mark.parametrize(
    "wrong",
    [{"no": {"such": "thing"}}, [[]], [None], [{"no": 1}]],
    ids=["fields", "list", "gap", "in"],
)
@pytest.mark.parametrize("sample", ONE_A_KIND, ids=lambda path: path.stem)
def test_a_field_of_a_wrong_type_is_told_wherever_it_stands(sample: Path, wrong: Any) -> None:
    data = read(sample)
    for path in paths(data):
        if path[0] in {"kind", "house"} or "use" in path:
            continue
        found = check(changed(data, path, wrong))
        assert any(one.severity is Severity.ERROR for one in found), path


# Where most can follow from one field: every party, sum, duty and day is given.
RICH = [
    next(
        one
        for one in samples(kind)
        if one.stem.startswith(("full", "granted", "paid", "warranty"))
    )
    if kind not in {"job-description", "warranty-section"}
    else samples(kind)[0]
    for kind in KINDS
]


@pytest.mark.parametrize("sample", RICH, ids=lambda path: path.stem)
def test_a_wrong_field_makes_no_error_elsewhere(sample: Path) -> None:
    """What is set aside is not called missing, and nothing is concluded from its absence."""
    data = read(sample)
    for path in paths(data):
        if path[0] in {"kind", "house", "law", "lang"} or "use" in path:
            continue
        name = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)[1:]
        found = check(changed(data, path, {"no": {"such": "thing"}}))
        errors = {one.field for one in found if one.severity is Severity.ERROR}
        strange = {one for one in errors if not f"{one}.".startswith((f"{name}.", f"{name}["))}
        assert not strange, (path, strange)


def test_the_due_day_of_a_claim_is_told_before_it_is_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for sample in samples("claim-response"):
        monkeypatch.chdir(sample.parent)  # The files that it names lie there.
        data = read(sample)
        due = any(one.code == "answer-due" for one in check(data))
        undecided = {key: value for key, value in data.items() if key not in UNDECIDED}
        found = check(undecided)
        assert {one.field for one in found if one.severity is Severity.ERROR} >= {"decision"}
        # The day itself may be a later one, once more time is granted for what was decided.
        assert any(one.code == "answer-due" for one in found) is due, sample


UNDECIDED = {"decision", "remedies", "grounds", "signatory", "handover", "number"}


@pytest.mark.parametrize("sample", ONE_A_KIND, ids=lambda path: path.stem)
def test_no_gap_makes_the_law_speak_of_the_gap(sample: Path) -> None:
    """A missing field is told once; the law's remarks are those of the whole input."""
    data = read(sample)
    whole = {(one.code, one.field) for one in check(data)}
    for path in paths(data):
        if path[0] in {"kind", "house", "law", "lang"} or len(path) > 1:
            continue
        found = check(changed(data, path))
        fields = [one.field for one in found if one.severity is Severity.ERROR]
        assert len(fields) == len(set(fields)), path
        if any(one.code == "missing" for one in found):
            extra = {(one.code, one.field) for one in found if one.code != "missing"} - whole
            assert not extra, path


def test_what_the_law_knows_already_is_told_of_a_draft() -> None:
    (sample,) = (one for one in SAMPLES if one.stem == "full.ru.ru")
    data = changed(read(sample), ("service_levels", "repair_days"), 60)
    del data["number"]
    codes = {one.field: one.code for one in check(data)}
    assert codes["number"] == "missing"
    assert codes["service_levels.repair_days"] == "term-over-statutory"


def test_what_depends_on_a_gap_is_not_judged() -> None:
    (sample,) = (one for one in SAMPLES if one.stem == "full.ru.ru")
    data = read(sample)
    data["service_levels"] = {"repair_days": "soon"}
    told = {(one.field, one.code) for one in check(data)}
    assert ("service_levels.repair_days", "wrong-type") in told
    assert not any(code == "term-over-statutory" for _field, code in told)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"lines": [{"quantity": 0}]}, ["lines[0].quantity"]),
        ({"lines": [{"price": "-1.00"}]}, ["lines[0].reason"]),
        ({"lines": [{"quantity": 99999, "price": "999999999.00"}]}, ["lines[0]"]),
        ({"cost": {"type": "cure", "until": "2026-11-23"}}, ["cost.until"]),
        ({"cost": "warrenty"}, ["cost.type"]),
        ({"units": [{"model": "X"}]}, ["units[0].name"]),
    ],
)
def test_what_is_wrong_is_not_called_missing_too(
    changes: dict[str, Any], fields: list[str]
) -> None:
    """A field that was set aside as wrong is there: nobody has to add it."""
    line = {"description": "Work", "quantity": 1, "unit": "h", "price": "100.00", "vat": 22}
    changes = dict(changes)
    if "lines" in changes:
        changes["lines"] = [line | changes["lines"][0]]
    errors = [one for one in check(CERTIFICATE | changes) if one.severity == "error"]
    assert [one.field for one in errors] == fields


def test_what_does_not_fit_is_told_beside_a_gap_that_has_nothing_to_do_with_it() -> None:
    (sample,) = (one for one in SAMPLES if one.stem == "full.de.de")
    data = read(sample)
    del data["service_centres"]
    data["remuneration"].pop("hourly_rate", None)
    data["remuneration"].pop("flat_rates", None)
    fields = {one.field for one in check(data) if one.severity is Severity.ERROR}
    assert {"service_centres", "remuneration.hourly_rate"} <= fields

"""Data from another program says the same as a file with the same fields."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs import compose, load
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import DataError, Place
from aftersales_docs.schemas.mapping import mapping_source
from aftersales_docs.schemas.source import LIMIT_DEPTH, LIMIT_NODES
from tests.inputs import samples

SAMPLES = [*samples("claim-response"), *samples("completion-certificate")]


def _located(value: Any, folder: Path) -> Any:
    """``value`` with the files that it names found from ``folder``."""
    if isinstance(value, dict):
        return {
            key: str(folder / one) if key == "file" else _located(one, folder)
            for key, one in value.items()
        }
    return [_located(one, folder) for one in value] if isinstance(value, list) else value


@pytest.mark.wide
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_mapping_gives_the_same_document_as_its_file(sample: Any) -> None:
    # This reader makes dates and floats of Python, as a CRM would hand them over.
    fields = load_yaml(sample.read_text(encoding="utf-8"))
    if "house" in fields:
        # Data has no folder of its own to seek the file from.
        fields["house"] = str(sample.parent / fields["house"])
    fields = _located(fields, sample.parent)
    assert compose(load(fields)) == compose(load(sample))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**9, min_value=0))
def test_numbers_keep_every_digit(amount: Decimal) -> None:
    copied = mapping_source({"price": amount}).data["price"]
    assert copied == amount
    assert copied.source_text == f"{amount:f}"


def test_dates_become_text() -> None:
    assert mapping_source({"date": date(2026, 11, 23)}).data == {"date": "2026-11-23"}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime(2026, 11, 23, 8, 0), "time-of-day"),
        (float("nan"), "unknown-type"),
        (Decimal("Infinity"), "unknown-type"),
        (b"bytes", "unknown-type"),
        ({1: "x"}, "key-no-text"),
        ("a\x00b", "unreadable-character"),
        ("\ud83d", "unreadable-character"),
        ([0] * LIMIT_NODES, "too-many-values"),
    ],
)
def test_what_no_file_could_hold_is_refused_with_its_field(value: Any, code: str) -> None:
    with pytest.raises(DataError) as caught:
        mapping_source({"claim": {"defect": value}}, "CRM")
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.field.startswith("claim.defect")
    assert problem.place == Place("CRM")


def test_data_that_contains_itself_ends() -> None:
    endless: dict[str, Any] = {}
    endless["again"] = endless
    with pytest.raises(DataError) as caught:
        mapping_source(endless)
    assert caught.value.problems[0].code == "too-deep"
    assert LIMIT_DEPTH < 100


def test_problems_name_their_fields(tmp_path: Any) -> None:
    with pytest.raises(DataError) as caught:
        load({"kind": "claim-response", "lang": "de", "law": "de"})
    assert {"organisation", "claim", "contact"} <= {each.field for each in caught.value.problems}

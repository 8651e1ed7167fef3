"""Input is read exactly: JSON as the standard library reads it, every value with its place."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales_docs.errors import Place
from aftersales_docs.schemas.source import read_source

_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=12)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(data=st.dictionaries(_TEXT, _VALUES, max_size=5), indent=st.sampled_from([None, 2, "\t"]))
def test_json_is_read_as_json(
    data: dict[str, Any], indent: int | str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("json") / "a.json"
    file.write_text(json.dumps(data, indent=indent), encoding="utf-8")
    assert read_source(str(file)).data == data
    file.write_text(json.dumps(data, indent=indent, ensure_ascii=False), encoding="utf-8")
    assert read_source(str(file)).data == data


def test_places_of_values_and_keys(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\nagreed:\n  - post: x\n  - {post: y, person: z}\n", encoding="utf-8")
    source = read_source(str(file))
    assert source.place(("agreed", 1, "person")) == Place(str(file), 4, 23)
    assert source.key_place(("agreed", 1, "person")) == Place(str(file), 4, 15)
    assert source.place(("agreed", 0, "missing")) == Place(str(file), 3, 5)
    assert source.place_of_field("agreed[1].post") == Place(str(file), 4, 12)


def test_numbers_are_exact_and_dates_stay_text(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1.10\nb: 2026-11-23\nc: 'yes'\nd: true\ne:\n", encoding="utf-8")
    data = read_source(str(file)).data
    assert data == {"a": Decimal("1.10"), "b": "2026-11-23", "c": "yes", "d": True, "e": None}
    assert not isinstance(data["a"], float)
    assert data["a"].source_text == "1.10"


def test_the_same_data_from_yaml_and_json(tmp_path: Path) -> None:
    yaml, as_json = tmp_path / "a.yaml", tmp_path / "a.json"
    yaml.write_text("place: Köln 😀\nlist: [a, 2]\n", encoding="utf-8")
    as_json.write_text(
        '{"place": "K\\u00f6ln \\ud83d\\ude00", "list": ["a", 2]}', encoding="utf-8"
    )
    assert read_source(str(yaml)).data == read_source(str(as_json)).data

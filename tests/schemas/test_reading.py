"""Input is read exactly: JSON as the standard library reads it, every value with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from aftersales_docs.errors import Place
from aftersales_docs.schemas.source import read_source


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

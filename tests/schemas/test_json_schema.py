"""The JSON Schemas that editors use: they take what the program takes, with a house file too."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import schema_path
from tests.inputs import SAMPLES, samples

HOUSED = [sample for sample in SAMPLES if sample.stem.startswith("house-")]
USED = {"use": "parties.nordwerk"}


class _Dates(SafeConstructor):
    """As editors read YAML: a date is text."""


_Dates.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def read(sample: Path) -> dict[str, Any]:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Dates
    data: dict[str, Any] = yaml.load(sample.read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=8)
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_path(kind).read_text(encoding="utf-8")))


def valid(data: dict[str, Any]) -> bool:
    return validator(data["kind"]).is_valid(data)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all values in ``value``, without the uses of facts."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if key in {"use", "kind", "house"}:
            continue
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from paths(item, (*path, key))


def replaced(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(validator(kind).schema)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_valid(sample: Path) -> None:
    data = read(sample)
    errors = [error.message for error in validator(data["kind"]).iter_errors(data)]
    assert not errors


def test_every_kind_has_a_sample_with_a_house_file() -> None:
    assert {sample.parent.name for sample in HOUSED} == set(KINDS)
    for sample in HOUSED:
        assert "house" in read(sample)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_any_field_may_be_a_fact_of_the_house_and_only_then(kind: str) -> None:
    for sample in samples(kind)[::6]:
        bare = read(sample)
        house = bare.pop("house", None)
        for path in paths(bare):
            changed = replaced(bare, path, USED)
            assert valid(changed | {"house": "house.yaml"}), path
            assert not valid(changed), path
        assert house is None or not valid(bare), "facts are used, but no house is named"


@pytest.mark.parametrize("kind", KINDS)
def test_a_house_file_excuses_no_mistake(kind: str) -> None:
    for sample in samples(kind)[:1]:
        data = read(sample) | {"house": "house.yaml"}
        for path in paths(data):
            # No field takes a list of lists, nor a use without a name or with one more field.
            for wrong in ([[]], {"use": 5}, {"use": "a..b"}, {"use": "a.b", "unheard_of": 1}):
                assert not valid(replaced(data, path, wrong)), (path, wrong)


@pytest.mark.parametrize("sample", SAMPLES[::4], ids=lambda path: path.stem)
def test_what_must_be_there_is_asked_for_with_and_without_a_house_file(sample: Path) -> None:
    data = read(sample)
    schema: Any = validator(data["kind"]).schema
    for name in schema["required"]:
        less = {key: value for key, value in data.items() if key != name}
        wanted = data["kind"]
        assert not validator(wanted).is_valid(less)
        assert not validator(wanted).is_valid(less | {"house": "house.yaml"})
    assert not valid(data | {"unheard_of": 1})
    assert not valid(data | {"house": ""})
    assert not valid(data | {"house": "-"})


def test_a_part_needs_its_fields_unless_a_fact_brings_them() -> None:
    data = read(samples("claim-response")[0]) | {"house": "house.yaml"}
    assert not valid(data | {"product": {"model": "Aqua 7"}})
    assert valid(data | {"product": {"use": "products.aqua", "model": "Aqua 7"}})
    assert not valid(data | {"product": {"use": "products.aqua", "model": ["Aqua 7"]}})

"""What a validator finds in several fields is told of each, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs import api
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from aftersales_docs.schemas.parts import DocumentInput
from aftersales_docs.schemas.problems import validate
from aftersales_docs.schemas.source import read_source


class Foreign(DocumentInput):
    foreign_fields = {"de": ("first", "second", "third"), "ru": ()}  # noqa: RUF012

    first: str | None = None
    second: str | None = None
    third: str | None = None


def test_all_fields_that_have_no_meaning_under_a_law_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("kind: x\nlang: en\nlaw: de\nfirst: a\nthird: b\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        validate(read_source(str(path)), Foreign)
    found = [(one.code, one.field, one.place and one.place.line) for one in caught.value.problems]
    assert found == [("not-under-this-law", "first", 4), ("not-under-this-law", "third", 5)]
    assert [one.cure for one in caught.value.problems] == ["Leave first out.", "Leave third out."]
    words = [one.in_language("de") for one in caught.value.problems]
    assert all(name in one.message for name, one in zip(("first", "third"), words, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_name_fields_that_they_have(kind: str) -> None:
    for names in KINDS[kind].foreign_fields.values():
        assert set(names) <= set(KINDS[kind].model.model_fields)


def test_a_description_tells_both_of_its_german_fields(tmp_path: Path) -> None:
    from tests.inputs import job_description, written

    data = job_description("warranty-manager", "ru", "ru", works_council=True, pay_grade="EG 11")
    with pytest.raises(DataError) as caught:
        api.load(written(tmp_path, data))
    fields = {one.field for one in caught.value.problems if one.code == "not-under-this-law"}
    assert fields == {"works_council", "pay_grade"}

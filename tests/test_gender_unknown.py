"""A Russian name whose gender nobody told: said with its place, in the user's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

import pytest

from aftersales_docs import api, checking
from aftersales_docs.checking import check
from aftersales_docs.errors import DataError, LibraryError, Problem
from aftersales_docs.messages import said, speaking
from aftersales_docs.resources import data_root

SAMPLE = data_root() / "samples" / "claim-response" / "partly-granted-late.ru.ru.yaml"


@pytest.mark.parametrize(("lang", "words"), [("ru", "пол не указан"), ("de", "Geschlecht")])
def test_a_name_without_gender_is_told_at_its_line(tmp_path: Path, lang: str, words: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    file = tmp_path / "letter.yaml"
    file.write_text(text.replace(", patronymic: Ильич", "", 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        api.compose(api.load(file))
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == ("gender-unknown", "claimant.person")
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == (str(file), 17)
    with speaking(lang):  # type: ignore[arg-type]
        assert words in said(problem.message)
        assert "gender: female" in said(problem.cure)


def test_what_the_law_forbids_is_told_in_the_same_run(tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace(", patronymic: Ильич", "", 1)
    file = tmp_path / "letter.yaml"
    file.write_text(re.sub(r"(?m)^date: .*", "date: 2026-01-12", text), encoding="utf-8")
    told = {one.code for one in check(file)}
    assert {"gender-unknown", "dates-out-of-order"} <= told


def test_a_text_that_counts_on_what_a_rule_sees_to_hides_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> NoReturn:
        raise LibraryError(Problem("unknown-reference", "no table was chosen."))

    monkeypatch.setattr(checking, "composed", broken)
    text = SAMPLE.read_text(encoding="utf-8")
    file = tmp_path / "letter.yaml"
    file.write_text(re.sub(r"(?m)^date: .*", "date: 2026-01-12", text), encoding="utf-8")
    assert "dates-out-of-order" in {one.code for one in check(file)}
    with pytest.raises(LibraryError):
        check(SAMPLE)

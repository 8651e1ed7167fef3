"""A Russian name whose gender nobody told: said with its place, in the user's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs import api
from aftersales_docs.errors import DataError
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

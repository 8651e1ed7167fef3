"""A Russian form that had to be guessed is told, with the field and how to give the right one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.checking import check
from aftersales_docs.errors import Problem
from tests.inputs import SAMPLES, job_description, written


def _told(data: dict[str, Any]) -> list[Problem]:
    loaded = api.load(data)
    found = api.remarks(loaded, api.compose(loaded))
    return [problem for problem in found if problem.code == "form-guessed"]


def _under(post: Any, lang: str = "ru") -> dict[str, Any]:
    return job_description("warranty-manager", lang, "ru", reports_to={"post": post})


@pytest.mark.parametrize(
    "post",
    [
        "начальник отдела",
        "управляющая компания",
        "Head of Service",
        {"text": "зюзель отдела", "dat": "зюзелю отдела"},
    ],
)
def test_sure_forms_are_silent(post: Any) -> None:
    assert _told(_under(post)) == []


def test_a_guess_names_field_case_and_form() -> None:
    (told,) = _told(_under("зюзель отдела"))
    assert told.field == "reports_to.post"
    assert "dative 'зюзели отдела'" in told.message
    assert "dat: …" in told.cure


def test_only_languages_with_cases_guess() -> None:
    assert _told(_under("зюзель отдела", "en")) == []


def test_check_tells_it_too(tmp_path: Path) -> None:
    data = job_description("warranty-manager", "ru", "ru", reports_to={"post": "зюзель отдела"})
    found = check(written(tmp_path, data))
    assert [problem.field for problem in found if problem.code == "form-guessed"] == [
        "reports_to.post"
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_sample_needs_a_guess(sample: Path) -> None:
    loaded = api.load(sample)
    assert not api.compose(loaded).meta.guesses

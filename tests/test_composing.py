"""What a kind prepares for its text never changes the meaning of a field in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aftersales_docs.api import assess, compose, load
from aftersales_docs.cli import main
from aftersales_docs.errors import LibraryError
from aftersales_docs.kinds import KINDS, Kind
from aftersales_docs.resources import data_root
from tests.inputs import samples


def test_a_prepared_name_that_is_a_field_stops_the_document() -> None:
    data = load(samples("completion-certificate")[0])
    shadowing = replace(data.kind, prepare=lambda *_given: {"number": "something else"})
    with pytest.raises(LibraryError) as raised:
        compose(assess(replace(data, kind=shadowing)))
    (problem,) = raised.value.problems
    assert problem.code == "shadowed-field"
    assert "number" in str(problem)


def test_the_law_is_asked_once_a_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Both files, the remarks and the record inside them come of one judgement."""
    kind, asked = KINDS["claim-response"], []
    usual = kind.judge

    def judge(model: Any) -> Any:
        asked.append(model.number)
        return usual(model)

    monkeypatch.setattr(Kind, "__setattr__", object.__setattr__)
    monkeypatch.setattr(kind, "judge", judge)
    sample = data_root() / "samples" / "claim-response" / "granted-repair.de.de.yaml"
    done = CliRunner().invoke(main, ["render", str(sample), "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert len([*tmp_path.iterdir()]) == 2
    assert len(asked) == 1

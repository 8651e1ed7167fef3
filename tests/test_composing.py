"""What a kind prepares for its text never changes the meaning of a field in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aftersales_docs.api import assess, compose, load
from aftersales_docs.errors import LibraryError
from tests.inputs import samples


def test_a_prepared_name_that_is_a_field_stops_the_document() -> None:
    data = load(samples("completion-certificate")[0])
    shadowing = replace(data.kind, prepare=lambda *_given: {"number": "something else"})
    with pytest.raises(LibraryError) as raised:
        compose(assess(replace(data, kind=shadowing)))
    (problem,) = raised.value.problems
    assert problem.code == "shadowed-field"
    assert "number" in str(problem)

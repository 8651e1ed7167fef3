"""Short annexes share a page; none is left alone on one where the next has room below it."""

from __future__ import annotations

import pytest

from aftersales_docs import api
from aftersales_docs.document import Annex
from tests.inputs import samples


@pytest.mark.wide
@pytest.mark.parametrize(
    ("stem", "begins"),
    [
        ("full.de.de", [True, False, False, True, False, True]),
        ("full.en.de", [True, False, False, False, True]),
        ("full.ru.ru", [True, False, False, False, True]),
    ],
)
def test_annexes_share_pages(stem: str, begins: list[bool]) -> None:
    sample = next(one for one in samples("service-agreement") if one.stem == stem)
    document = api.compose(api.load(sample))
    assert [one.newpage for one in document.blocks if isinstance(one, Annex)] == begins

"""The built-in Word templates are those that the house style of today makes."""

from __future__ import annotations

import pytest

from aftersales_docs.document.house import house_of
from aftersales_docs.resources import data_root, templates
from aftersales_docs.word.build import build

HOUSE = house_of(templates())
# What a line of PT Serif takes, as a share of the type's size. Word never sets lines closer than
# that; the PDF would, and its pages would part from Word's.
_NATURAL = 1.325


@pytest.mark.parametrize("layout", HOUSE.layouts)
def test_a_template_is_built_from_the_house_style(layout: str) -> None:
    stored = data_root() / "templates" / "word" / f"{layout}.docx"
    assert stored.read_bytes() == build(templates(), HOUSE, layout), "run make templates"


@pytest.mark.parametrize("layout", HOUSE.layouts)
def test_lines_are_no_closer_than_their_type_allows(layout: str) -> None:
    house = HOUSE.on(layout)
    for line, size in ((house.line, house.sizes.text), (house.table_line, house.sizes.small + 1)):
        assert line >= _NATURAL * size - 0.3, (layout, line, size)

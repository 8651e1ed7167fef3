"""Where a field to sign in goes, among the words of a page."""

from __future__ import annotations

import pytest

from aftersales_docs.pdf.signature_fields import Box, field_box

MM = 96 / 25.4
LINE = Box(100, 500, 300, 515)


def test_on_a_line_with_room_it_is_15_mm_high() -> None:
    field = field_box(LINE, [Box(100, 502, 300, 512), Box(100, 100, 300, 115)], ruled=True)
    assert (field.left, field.right, field.bottom) == (100, 300, 500)
    assert field.bottom - field.top == pytest.approx(15 * MM)


def test_words_above_the_line_bound_it() -> None:
    above = Box(290, 460, 400, 475)
    assert field_box(LINE, [above], ruled=True).top == 477
    beside = Box(301, 460, 400, 475)
    assert field_box(LINE, [beside], ruled=True).top == pytest.approx(500 - 15 * MM)


def test_it_is_never_upside_down() -> None:
    field = field_box(LINE, [Box(100, 480, 300, 500.5)], ruled=True)
    assert field.top < field.bottom


def test_in_the_room_of_a_letter_it_takes_the_room() -> None:
    room = Box(100, 500, 700, 560)
    field = field_box(room, [Box(100, 480, 300, 499)], ruled=False)
    assert (field.left, field.bottom) == (100, 560)
    assert field.top >= 499
    assert field.right - field.left == pytest.approx(80 * MM)


def test_between_post_and_name_it_takes_the_gap() -> None:
    area = Box(100, 500, 700, 520)
    field = field_box(area, [Box(100, 502, 300, 518), Box(600, 502, 700, 518)], ruled=False)
    assert (field.left, field.right, field.bottom) == (302, 598, 520)


def test_where_post_and_name_leave_no_gap_it_stands_above() -> None:
    area = Box(100, 500, 700, 520)
    words = [Box(100, 502, 380, 518), Box(400, 502, 700, 518)]
    field = field_box(area, words, ruled=False)
    assert field.bottom == 500

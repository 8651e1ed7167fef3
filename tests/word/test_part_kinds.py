"""What a template may not hold is what no Word file may, and nothing is both taken and refused."""

from __future__ import annotations

from aftersales_docs.ooxml.active_content import ACTIVE_NAMES, ACTIVE_RELATIONS, ACTIVE_TYPES
from aftersales_docs.word.part_kinds import (
    BINARY_TYPES,
    FORBIDDEN_NAMES,
    FORBIDDEN_RELATIONS,
    FORBIDDEN_TYPES,
    RELATIONS,
    XML_TYPES,
)


def test_what_is_active_is_not_taken_in() -> None:
    assert set(ACTIVE_TYPES) <= set(FORBIDDEN_TYPES)
    assert set(ACTIVE_RELATIONS) <= set(FORBIDDEN_RELATIONS)
    assert set(ACTIVE_NAMES.items()) <= set(FORBIDDEN_NAMES)


def test_nothing_is_both_taken_in_and_refused() -> None:
    taken = XML_TYPES | BINARY_TYPES
    assert not [(kind, mark) for kind in taken for mark in FORBIDDEN_TYPES if mark in kind]
    assert not {relation.lower() for relation in RELATIONS} & set(FORBIDDEN_RELATIONS)


def test_marks_are_in_small_letters() -> None:
    marks = [*FORBIDDEN_TYPES, *FORBIDDEN_RELATIONS, *(mark for mark, _ in FORBIDDEN_NAMES)]
    assert marks == [mark.lower() for mark in marks]

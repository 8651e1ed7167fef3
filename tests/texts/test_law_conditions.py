"""Texts choose by the law's code: no law gets the words of another one by an ``else``."""

from __future__ import annotations

import pytest

from aftersales_docs.kinds import KINDS
from aftersales_docs.language import Lang
from aftersales_docs.law import LAWS
from aftersales_docs.resources import templates
from aftersales_docs.texts.reading import read_text
from tests.law.text_branches import Conditions, faults

TEXTS = [(kind.id, lang) for kind in KINDS.values() for lang in kind.langs]


@pytest.mark.parametrize(("kind", "lang"), TEXTS)
def test_no_law_gets_the_words_of_another_one(kind: str, lang: Lang) -> None:
    found = faults(read_text(templates(), kind, lang), KINDS[kind].laws)
    assert not found, "write {% elif law.… %} for what one law alone means:\n" + "\n".join(found)


def test_a_third_law_is_told_where_its_words_are_missing() -> None:
    # The law of the toy in tests/law/test_acts.py: what has to be written for it is listed.
    text = read_text(templates(), "service-agreement", "en")
    gaps = faults(text, (*KINDS["service-agreement"].laws, "at"))
    assert gaps
    assert all("nothing for at" in gap and "service-agreement/en.md:" in gap for gap in gaps)


@pytest.mark.parametrize(
    ("line", "whens"),
    [
        ("{% if law.ru %}A{% else %}B{% endif %}", ()),
        ("{% if law.de %}A{% elif consumer %}B{% elif law.ru %}C{% endif %}", ()),
        ("{% if work %}A{% elif law.de %}B{% else %}C{% endif %}", ()),
        ("{% if not law.ru %}B{% endif %}", ()),
        ("{% if law.ru and free %}A{% elif law.ru %}B{% else %}C{% endif %}", ()),
        ("{% if consumer %}{% if law.ru %}A{% else %}B{% endif %}{% endif %}", ()),
        ("{{ 'A' if law.ru else 'B' }}", ()),
        ("A", ("not law.de",)),
    ],
)
def test_words_by_default_are_found(line: str, whens: tuple[str, ...]) -> None:
    assert Conditions(LAWS).of_line(line, whens)


@pytest.mark.parametrize(
    ("line", "whens"),
    [
        ("{% if law.ru %}A{% elif law.de %}B{% endif %}", ()),
        ("{% if law.ru and consumer %}A{% else %}B{% endif %}", ()),
        ("{% if law.ru %}A{% endif %}B", ()),
        ("{% if free %}A{% else %}B{% endif %}", ("law.de",)),
        ("{{ 'A' if law.ru else '' }}", ()),
    ],
)
def test_words_of_one_law_and_of_all_are_none(line: str, whens: tuple[str, ...]) -> None:
    assert not Conditions(LAWS).of_line(line, whens)

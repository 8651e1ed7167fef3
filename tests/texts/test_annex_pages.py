"""Short annexes share a page; none is left alone on one where the next has room below it."""

from __future__ import annotations

import pytest

from aftersales_docs import api
from aftersales_docs.document import Annex, Block, Paragraph, Table, Text, flat
from aftersales_docs.texts.annex_pages import shared_pages
from tests.inputs import samples
from tests.made import composed


def annex(rows: int, *, form: bool = False) -> tuple[Block, ...]:
    cell = ((Text("x"),),)
    table = Table("c", cell, (cell,) * rows, (1,), form=form)
    return (Annex("annex", (), "1", (), (Text("Titel"),)), table)


def begun(*annexes: tuple[Block, ...], languages: int = 1) -> list[bool]:
    blocks = [block for one in annexes for block in one]
    paged = shared_pages(blocks, languages)
    return [one.newpage for one in paged if isinstance(one, Annex)]


def test_none_stands_alone_where_another_could_stand_with_it() -> None:
    """Filled to the brim, the first page would hold three and leave the last one alone."""
    assert begun(annex(10), annex(10), annex(2), annex(2)) == [True, False, True, False]
    assert begun(annex(8), annex(8), annex(8), annex(2)) == [True, False, True, False]
    assert begun(annex(2), annex(2, form=True), annex(2)) == [True, True, True]
    assert begun() == []


def test_both_languages_of_an_annex_stand_on_one_page() -> None:
    pairs = [annex(4)] * 6
    assert begun(*pairs, languages=2) == [True, False, True, False, False, False]
    # Where no page holds both, each begins one.
    assert begun(*[annex(30)] * 4, languages=2) == [True] * 4
    words = (annex(1)[0], Paragraph((Text("x"),)))
    assert begun(words, words, languages=2) == [True, True]


@pytest.mark.wide
def test_the_third_annex_in_two_languages_shares_a_page() -> None:
    """In bilingual.de.ru it stood alone on the last."""
    sample = next(one for one in samples("service-agreement") if one.stem == "bilingual.de.ru")
    marks = [one for one in flat(composed(sample).blocks) if isinstance(one, Annex)]
    assert [one.newpage for one in marks] == [True, False, True, False, False, False]


@pytest.mark.wide
@pytest.mark.parametrize(
    ("stem", "begins"),
    [
        ("full.de.de", [True, False, True, False, False, True]),
        ("full.en.de", [True, False, False, False, True]),
        ("full.ru.ru", [True, False, False, False, True]),
    ],
)
def test_annexes_share_pages(stem: str, begins: list[bool]) -> None:
    sample = next(one for one in samples("service-agreement") if one.stem == stem)
    document = api.compose(api.load(sample))
    assert [one.newpage for one in document.blocks if isinstance(one, Annex)] == begins

"""Short annexes share a page; a long one, a form and the first begin their own."""

from __future__ import annotations

import pytest

from aftersales_docs.document import Annex, Block, Table, Text
from aftersales_docs.texts.annex_pages import shared_pages


def annex(number: int) -> Annex:
    return Annex(f"a{number}", (), str(number), (), (Text("Title"),))


def table(rows: int, *, form: bool = False, words: str = "word") -> Table:
    return Table("t", ((Text("Head"),),), (((Text(words),),),) * rows, (1,), form)


def begins(*blocks: Block) -> list[bool]:
    return [block.newpage for block in shared_pages(blocks) if isinstance(block, Annex)]


def test_short_annexes_share_a_page() -> None:
    assert begins(annex(1), table(4), annex(2), table(5), annex(3), table(3)) == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("second", [table(50), table(6, form=True), table(4, words="word " * 300)])
def test_what_does_not_fit_begins_a_page(second: Table) -> None:
    assert begins(annex(1), table(4), annex(2), second, annex(3), table(3)) == [True, True, True]


def test_an_annex_of_text_stands_alone() -> None:
    assert begins(annex(1), annex(2), table(3)) == [True, True]


def test_a_document_without_annexes_stays_as_it_is() -> None:
    blocks = (table(3),)
    assert shared_pages(blocks) == blocks

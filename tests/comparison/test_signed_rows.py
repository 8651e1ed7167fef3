"""Rows that lead to both parties' signatures, in one table with them: read as two languages."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from aftersales_docs.comparison import Comparison, compare, compare_words
from aftersales_docs.resources import data_root
from tests.comparison.word_files import Word, issued
from tests.made import made
from tests.reading import W

ONE_FILE = "service-agreement/one-file.en.de.yaml"
COPIES = "in zwei Ausfertigungen"
PARTY = "Am Sandtorkai 40"

Handled = Callable[[Word], None]


def signed(word: Word) -> Any:
    """The table that both parties sign, with what leads to it."""
    mark = word.bookmarked("c_sig_principal")
    return next(up for up in mark.iterancestors() if up.tag == f"{W}tbl")


def as_made(word: Word) -> None:
    """The table as it went out."""
    assert signed(word).find(f".//{W}bookmarkStart[@{W}name='c_signatures']") is not None


def without_styles(word: Word) -> None:
    """The parties' lines as a program leaves them that knows no styles of ours."""
    for style in list(signed(word).iter(f"{W}pStyle")):
        if style.get(f"{W}val").startswith("Party"):
            style.getparent().remove(style)


def parted(word: Word) -> None:
    """As earlier versions made it: what leads on stands in the table of the clauses above."""
    table = signed(word)
    rows = table.findall(f"{W}tr")
    first = next(n for n, row in enumerate(rows) if "For the Importer" in "".join(row.itertext()))
    above = table.getprevious()
    while above.tag != f"{W}tbl":
        above = above.getprevious()
    for row in rows[:first]:
        above.append(row)


def returned(handled: Handled, old: str, new: str) -> Comparison:
    """A file of which one place is changed."""
    ours, theirs = Word(issued(ONE_FILE)), Word(issued(ONE_FILE))
    for word in (ours, theirs):
        handled(word)
    # The parties' particulars stand at the beginning too.
    node = [node for node in theirs.body.iter(f"{W}t") if old in (node.text or "")][-1]
    node.text = node.text.replace(old, new)
    return compare(ours.content(), theirs.content())


@pytest.mark.parametrize("handled", [as_made, without_styles, parted])
def test_a_row_that_leads_on_is_in_two_languages(handled: Handled) -> None:
    found = returned(handled, COPIES, "in drei Ausfertigungen")
    assert [(one.where.base, one.where.lang) for one in found.changes] == [("final-copies", "de")]
    assert [(one.kind, one.where.base, one.lang) for one in found.contradictions] == [
        ("one-language", "final-copies", "de")
    ]


def parted_without_styles(word: Word) -> None:
    """An earlier version's file that another program saved."""
    parted(word)
    without_styles(word)


@pytest.mark.parametrize(
    ("handled", "row"),
    # Counted in the table as Word shows it: two rows lead on, or none.
    [(as_made, 5), (without_styles, 5), (parted, 3), (parted_without_styles, 3)],
)
def test_a_party_s_line_is_in_neither(handled: Handled, row: int) -> None:
    found = returned(handled, PARTY, "Am Sandtorkai 44")
    (change,) = found.changes
    assert (change.where.lang, change.where.section) == ("", "Signatures")
    assert change.where.column_name == "For the Importer / Für den Importeur"
    assert change.where.row == row
    assert found.contradictions == ()


def test_a_row_put_in_above_the_parties_is_in_one_language() -> None:
    word = Word(issued(ONE_FILE))
    last = next(up for up in word.bookmarked("c_signatures").iterancestors() if up.tag == f"{W}tr")
    added = deepcopy(last)
    for mark in [*added.iter(f"{W}bookmarkStart"), *added.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    for cell, text in zip(added.findall(f"{W}tc"), ("", "", "Neu."), strict=True):
        for node in cell.iter(f"{W}t"):
            node.text = text
    last.addnext(added)
    (found,) = compare(issued(ONE_FILE), word.content()).contradictions
    assert (found.kind, found.lang, found.other_lang) == ("one-language", "de", "")


@pytest.mark.wide
def test_what_was_parted_says_the_same_as_the_pages() -> None:
    """The Word file of an earlier version against its PDF."""
    word = Word(issued(ONE_FILE))
    parted(word)
    pdf = made(data_root() / "samples" / ONE_FILE, "pdf")
    for pair in ((word.content(), pdf), (pdf, word.content())):
        found = compare_words(*pair, ("issued", "returned"))
        assert (found.changes, found.contradictions) == ((), ())


def test_the_first_row_that_leads_on_is_no_running_head() -> None:
    """Else nothing of it would be compared with a page."""
    word = Word(issued(ONE_FILE))
    word.replace("replaces version 1", "replaces version 2")
    pdf = made(data_root() / "samples" / ONE_FILE, "pdf")
    (change,) = compare_words(pdf, word.content(), ("issued", "returned")).changes
    assert (change.old, change.new) == ("1", "2")

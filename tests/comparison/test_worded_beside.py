"""What differs beside the text is told in the reader's language; a passage is told once."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales_docs.comparison import other_parts, report
from aftersales_docs.comparison.changes import Change
from aftersales_docs.comparison.compare import Comparison
from aftersales_docs.comparison.where import Where
from aftersales_docs.messages import UiLang, said, worded


@pytest.mark.parametrize("lang", ["de", "ru"])
def test_the_properties_of_a_file_have_words(lang: UiLang) -> None:
    named = other_parts._CORE
    words = {name: said(word, lang) for name, word in named.items()}
    assert not [
        name for name, word in words.items() if word in {name, str(named[name])} - {"Status"}
    ]


class Drawn:
    """A package of which only the drawn parts count."""

    def __init__(self, *contents: bytes) -> None:
        self.parts = {f"word/media/{at}.png": one for at, one in enumerate(contents)}


@pytest.mark.parametrize(("lang", "words"), [("de", "Bilder"), ("ru", "рисунков")])
def test_pictures_are_counted_in_the_readers_language(
    lang: UiLang, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_parts, "font_prints", lambda _package: other_parts.Counter())
    old: Any = Drawn(b"1")
    new: Any = Drawn(b"1", b"2")
    (change,) = other_parts._pictures(old, new)
    told = said(change.notes[0], lang)
    assert words in told
    assert told.endswith(": 1")


@pytest.mark.parametrize("lang", ["de", "ru"])
def test_content_that_came_is_told_in_the_readers_language(
    lang: UiLang, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter(
        [other_parts.Counter(), other_parts.Counter(dict.fromkeys(other_parts._CONTENT, 1))]
    )
    monkeypatch.setattr(other_parts, "_content_of", lambda _one, _other: next(counts))
    nothing: Any = None
    for change in other_parts._content(nothing, nothing):
        assert "added" not in said(change.notes[0], lang)


def rows(*changes: Change) -> int:
    found = Comparison(changes, versions=True)
    return len(list(report._rows(found)))


def test_two_changes_that_read_alike_share_a_row() -> None:
    first = Change("text", Where("body"), old="a", new="x", old_after=" b", after=" y")
    second = Change("text", Where("body"), old="b", new="y", old_before="a ", before="x ")
    other = Change("text", Where("body"), old="c", new="z")
    assert rows(first, second, other) == 2
    assert rows(first, other, second) == 3
    assert said(worded("author"), "ru") == "автор"

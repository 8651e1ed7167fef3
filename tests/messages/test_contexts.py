"""One English word with two meanings; and catalogues that kinds of document bring."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from tools.build_messages import LANGS, files, mo_bytes, po_path, po_text
from tools.message_sources import Message, of_source_text
from tools.new_kind import main as lay_out

from aftersales_docs.messages import catalogue as catalogues
from aftersales_docs.messages import for_reader, in_context, said, worded


@pytest.fixture
def two_meanings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue in which a word is told apart by its context, beside that of the program."""
    catalogue = Catalog(locale="de", domain=catalogues.DOMAIN)
    for context, words in (("a change", "vorher"), ("a day", "vor dem")):
        catalogue.add("before", words, context=context)
    path = po_path("de", tmp_path)
    path.parent.mkdir(parents=True)
    path.with_suffix(".mo").write_bytes(mo_bytes(po_text(catalogue), "de"))
    monkeypatch.setattr(catalogues, "folders", lambda: [catalogues.LOCALE, tmp_path])
    catalogues._catalogue.cache_clear()
    yield
    catalogues._catalogue.cache_clear()


def test_a_word_with_two_meanings_has_two_translations(two_meanings: None) -> None:
    change, day = in_context("a change", "before"), in_context("a day", "before")
    assert change == day == "before"
    assert [said(change, "de"), said(day, "de")] == ["vorher", "vor dem"]
    # The meaning stays in a sentence, in a copy (as between processes) and for other readers.
    assert said(worded("{what}!", what=day), "de") == "vor dem!"
    assert said(copy.copy(day), "de") == "vor dem"
    assert said(for_reader(day, form="x"), "de") == "vor dem"


def test_the_source_is_asked_for_what_stands_in_a_context() -> None:
    from tools import message_sources

    assert list(of_source_text('in_context("a day", "before it")')) == []
    found = [one for one in message_sources.messages() if one.context]
    assert {(one.context, one.template) for one in found} >= {("a change", "before")}


def test_what_only_a_kind_says_lies_in_its_own_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.new_kind.data_root", lambda: tmp_path)
    lay_out(["loan-unit", "--title", "Leihgerät"])
    source = tmp_path / "src" / "aftersales_docs"
    monkeypatch.setattr("tools.message_sources.SOURCE", source)
    own = source / "kinds" / "loan_unit" / "locale"
    assert Message("kinds/loan_unit/rules.py", "x").home == own
    assert Message("kinds/claim_response/rules.py", "x").home == catalogues.LOCALE
    monkeypatch.setattr("tools.build_messages.folders", lambda: [own])
    monkeypatch.setattr("tools.build_messages.messages", lambda: ())
    made = dict(files())
    assert set(made) == {
        path
        for lang in LANGS
        for path in (po_path(lang, own), po_path(lang, own).with_suffix(".mo"))
    }
    assert all(path.read_bytes() == content for path, content in made.items())

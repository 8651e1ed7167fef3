"""Small files that were made to take long are refused, or done with in bounded work."""

from __future__ import annotations

import time
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

import docx
import pytest

from aftersales_docs.comparison import compare, diff, redline
from aftersales_docs.errors import DataError
from aftersales_docs.insertion import AfterHeading, insert
from aftersales_docs.ooxml import bounded
from aftersales_docs.ooxml.elements import WORD
from aftersales_docs.ooxml.package import open_package
from tests.insertion import hosts

SECONDS = 20.0  # Of the processor; without bounds each of these takes minutes or never ends.


def _host() -> bytes:
    document = docx.Document()
    for name in ("One", "Two", "Three"):
        document.add_heading(name, 1)
    return hosts.saved(document)


def _with(body: str) -> bytes:
    return hosts.changed(
        _host(),
        {"word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + body.encode())},
    )


def _compare(content: bytes) -> None:
    compare(_host(), content)


def _compare_issued(content: bytes) -> None:
    compare(content, _host())


def _insert(content: bytes) -> None:
    insert(content, hosts.section(), AfterHeading("One"), lang="de")


WAYS = (_compare, _compare_issued, _insert)
_RUN = "<w:r><w:t>a</w:t></w:r>"
_DELETED = (
    "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a' w:date='b'/></w:rPr></w:pPr>"
    + _RUN
    + "</w:p>"
)
_BEGIN = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"

REFUSED: dict[str, tuple[str, str]] = {
    "empty paragraphs": ("<w:p/>" * 3_000_000, "file-too-large"),
    "some empty paragraphs": ("<w:p/>" * 60_000, "file-too-long"),
    "runs": (f"<w:p>{_RUN * 400_000}</w:p>", "file-too-long"),
    "empty runs": (f"<w:p>{'<w:r/>' * 300_000}</w:p>", "file-too-long"),
    "elements": (f"<w:p>{'<w:proofErr/>' * 1_100_000}</w:p>", "file-too-large"),
    "cells": (f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 60_000}</w:tbl>", "file-too-long"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
@pytest.mark.parametrize("way", WAYS)
def test_too_much_is_refused_before_it_is_worked_on(
    name: str, way: Callable[[bytes], None]
) -> None:
    body, code = REFUSED[name]
    content = _with(body)
    assert len(content) < 200_000
    begun = time.process_time()
    with pytest.raises(DataError) as caught:
        way(content)
    assert caught.value.problems[0].code == code
    assert time.process_time() - begun < SECONDS / 4


DONE = {
    "deleted paragraph marks": _DELETED * 3_000,
    "fields that never end": f"<w:p>{_BEGIN * 8_000}{_RUN * 8_000}</w:p>",
    "runs of one paragraph": f"<w:p>{_RUN * 10_000}</w:p>",
    "empty paragraphs": "<w:p/>" * 10_000,
}


@pytest.mark.parametrize("name", sorted(DONE))
@pytest.mark.parametrize("way", WAYS)
def test_much_is_done_with_in_time(name: str, way: Callable[[bytes], None]) -> None:
    content = _with(DONE[name])
    begun = time.process_time()
    way(content)
    assert time.process_time() - begun < SECONDS


def test_known_changes_are_accepted_in_one_go() -> None:
    change = f"<w:ins w:id='1' w:author='a' w:date='b'>{_RUN}</w:ins>"
    content = _with(f"<w:p>{change * 5_000}</w:p>")
    begun = time.process_time()
    assert compare(content, content).changes == ()
    assert time.process_time() - begun < SECONDS


def test_a_part_is_weighed_in_whatever_encoding() -> None:
    errors = bounded.FileErrors("x.docx")
    body = f"<w:body xmlns:w='{WORD}'>{'<w:p/>' * 1_000_001}</w:body>"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        content = body.encode(encoding)
        with pytest.raises(DataError) as caught:
            bounded.parse_part(content, errors)
        assert caught.value.problems[0].code == "file-too-large"
    for encoding in ("utf-7", "cp037"):
        head = f"<?xml version='1.0' encoding='{encoding}'?>"
        content = (head + "<a/>").encode("ascii" if encoding == "utf-7" else encoding)
        with pytest.raises(DataError) as caught:
            bounded.parse_part(content, errors)
        assert caught.value.problems[0].code == "file-not-docx"


def test_parts_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    document = docx.Document()
    for index in range(4):
        section = document.sections[0] if not index else document.add_section()
        section.header.is_linked_to_previous = False
        for _ in range(30):
            section.header.add_paragraph("")
    content = hosts.saved(document)
    compare(content, content)
    monkeypatch.setattr(bounded, "MAX_PARAGRAPHS", 100)
    open_package(content)
    with pytest.raises(DataError) as caught:
        compare(content, content)
    assert caught.value.problems[0].code == "file-too-long"


@pytest.mark.parametrize("way", [compare, redline])
def test_words_that_all_look_alike_are_not_weighed_without_end(
    way: Callable[[bytes, bytes], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed = 0

    class Counting(SequenceMatcher[Any]):
        def __init__(self, junk: None, old: Any, new: Any, *, autojunk: bool) -> None:
            nonlocal weighed
            weighed += sum(old.count(word) * new.count(word) for word in set(old))
            super().__init__(junk, old, new, autojunk)

    monkeypatch.setattr(diff, "SequenceMatcher", Counting)
    monkeypatch.setattr(diff, "MAX_PAIRS", 200_000)

    def words(step: int) -> str:
        return "".join(
            f"<w:p><w:r><w:t>x{place} "
            + " ".join("ab"[(n**step + place) % 7 % 2] for n in range(120))
            + "</w:t></w:r></w:p>"
            for place in range(40)
        )

    way(_with(words(2)), _with(words(3)))
    # Silent and tracked changes, and the redline, have a budget each.
    assert 0 < weighed <= 3 * 200_000

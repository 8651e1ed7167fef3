"""One walk reaches all words of all blocks, and both formats print them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import get_args

from aftersales_docs.document import (
    Block,
    Document,
    Inline,
    Inlines,
    Meta,
    Text,
    children_of,
    inlines_of,
    map_inlines,
    walk,
    with_children,
)
from aftersales_docs.pdf import write as write_pdf
from aftersales_docs.resources import Templates, data_root
from aftersales_docs.word import write as write_word
from tests.reading import pdf_words
from tests.texts.blocks import BLOCKS, INLINES, Words, everything

WORD = re.compile(r"q\d+q")


def said(block: Block) -> list[str]:
    """The words that the walk finds, in its order."""
    nodes = (node for content in inlines_of(block) for node in walk(content))
    return [word for node in nodes for word in WORD.findall(_by_itself(node))]


def _by_itself(node: Inline) -> str:
    return str(getattr(node, "text", "") or getattr(node, "label", ""))


def test_the_tests_know_every_block_and_every_inline() -> None:
    assert set(BLOCKS) == set(get_args(Block))
    assert set(INLINES) == set(get_args(Inline))


def test_the_walk_finds_all_words_of_every_block() -> None:
    for block, words in everything():
        assert sorted(said(block)) == sorted(words), type(block).__name__


def test_a_change_reaches_all_words_of_every_block() -> None:
    for block, words in everything():
        changed = map_inlines(block, _shouted)
        assert type(changed) is type(block)
        assert sorted(said(changed)) == sorted(["q1q"] * len(words)), type(block).__name__


def _shouted(content: Inlines) -> Inlines:
    changed: list[Inline] = []
    for node in content:
        if isinstance(node, Text):
            changed.append(Text("q1q"))
        elif children_of(node):
            changed.append(with_children(node, _shouted(children_of(node))))
        elif _by_itself(node):
            changed.append(Text("q1q"))
    return tuple(changed)


def test_what_does_not_change_is_the_same_block() -> None:
    for block, _ in everything():
        assert map_inlines(block, lambda content: content) is block


def test_an_inline_keeps_its_kind_around_other_words() -> None:
    for make in INLINES.values():
        node = make(Words())
        inside = (Text("x"),)
        if children_of(node):
            assert children_of(with_children(node, inside)) == inside
            assert type(with_children(node, inside)) is type(node)
        else:
            assert with_children(node, inside) is node


def _word_words(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            archive.read(name).decode()
            for name in archive.namelist()
            if re.fullmatch(r"word/(document|footer\d*|header\d*)\.xml", name)
        ]
    return set(WORD.findall(" ".join(re.sub("<[^>]+>", "", part) for part in parts)))


def test_both_formats_print_every_inline_of_every_block() -> None:
    made = list(everything())
    meta = Meta(
        "kind",
        "en",
        "de",
        "letter-window",
        "decimal",
        "T",
        "A",
        None,
        {"page": "Page", "of": "of"},
    )
    document = Document(meta, tuple(block for block, _ in made))
    own = Templates((data_root() / "templates",))
    wanted = {word for _, words in made for word in words}
    word = _word_words(write_word(document, own, {}))
    assert wanted - word == set(), "Word leaves out"
    pdf = set(WORD.findall(pdf_words(write_pdf(document, own, {}), margins_mm=0)))
    assert wanted - pdf == set(), "PDF leaves out"

"""From one line of filled Markdown to the inline nodes of the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..characters import REORDERING, reordering_name
from ..document import Break, Emphasis, Inline, Inlines, Ref, Strong, Term, Text
from ..errors import LibraryError, Problem, worded
from ..language import Lang, language_of
from ..language.codes import Case

_SPECIAL = re.compile(r"([\\*_\[\]&])")
# What Markdown may read as more than words.
_MARKED = re.compile(r"[\\*_\[\]&\n]")
REFERENCE = re.compile(r"\[\[([a-z][a-z0-9-]*)(?::(nom|gen|dat|acc|ins|prp|number))?\]\]")


def escape(text: str) -> str:
    """``text`` so that Markdown shows it as it is; a newline becomes a line break."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\\n")


def _reference(state: StateInline, silent: bool) -> bool:
    match = REFERENCE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content, token.info = match[1], match[2] or "nom"
    state.pos = match.end()
    return True


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero").enable(["emphasis", "escape", "entity", "link", "newline"])
    markdown.inline.ruler.before("link", "reference", _reference)
    return markdown


_MARKDOWN = _markdown()


@lru_cache(maxsize=8192)
def inlines(lang: Lang, source: str) -> Inlines:
    """The nodes of the filled Markdown ``source``, typeset for ``lang``.

    A reference carries no label yet: composition gives it one when all is counted.
    """
    if bad := REORDERING.search(source):  # A text may write one as an escape.
        raise LibraryError(
            Problem(
                "reordering-character",
                worded(
                    (
                        "a text writes the character {reordering_name}, which shows text in "
                        "another order than it is written in."
                    ),
                    reordering_name=reordering_name(bad[0]),
                ),
                "Look for it in the texts, or an escape of it.",
            )
        )
    if not _MARKED.search(source):
        return (Text(language_of(lang).typeset(source)),) if source else ()
    tokens = iter(_MARKDOWN.parseInline(source)[0].children or [])
    return tuple(_nodes(tokens, lang))


def _nodes(tokens: Iterator[Token], lang: Lang) -> Iterator[Inline]:
    """The nodes up to the end of the enclosing ``**`` or ``*``, adjoining words joined."""
    words: list[str] = []
    for token in tokens:
        if token.type in {"text", "text_special"}:
            words.append(token.content)
            continue
        if token.type == "softbreak":
            words.append(" ")
            continue
        yield from _flush(words, lang)
        if token.nesting < 0:
            return
        yield _node(token, tokens, lang)
    yield from _flush(words, lang)


def _flush(words: list[str], lang: Lang) -> Iterator[Text]:
    text = "".join(words)
    words.clear()
    if text:
        yield Text(language_of(lang).typeset(text))


def _node(token: Token, tokens: Iterator[Token], lang: Lang) -> Inline:
    match token.type:
        case "strong_open":
            return Strong(tuple(_nodes(tokens, lang)))
        case "em_open":
            return Emphasis(tuple(_nodes(tokens, lang)))
        case "reference":
            case = None if token.info == "number" else cast("Case", token.info)
            return Ref(token.content, "", case=case)
        case "link_open":
            return Term(str(token.attrs["href"]), tuple(_nodes(tokens, lang)))
        case "hardbreak":
            return Break()
    raise AssertionError(worded("unexpected Markdown token {type}", type=token.type))

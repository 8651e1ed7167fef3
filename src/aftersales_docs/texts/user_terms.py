"""Terms that the parties define or use in their own words, checked against the whole document.

The library's own terms are exact (see ``references``); of what users type, only words can
be compared: their stems, their capitals and their quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..document import Clause, Document, Strong, flat, inlines_of, plain
from ..errors import Problem, Severity, worded
from ..language import Lang

# As many letters as an ending may change at the end of a word.
_ENDING: Mapping[Lang, int] = {"de": 3, "ru": 3, "en": 2}
# The clauses that hold the user's own definitions.
_DEFINED_BY_USER = "def-own"
_WORD = re.compile(r"\w[\w’'-]*")
# Words with a capital inside a sentence; in German every noun has one.
_CAPITALS: Mapping[Lang, str] = {
    "ru": r"(?<=[а-яё,;:»\d)] )[А-ЯЁ][а-яё]{2,}(?: [а-яё]{3,})?",
    "en": r"(?<=[a-z,;:”\d)] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*",
}
_QUOTED: Mapping[Lang, str] = {
    "de": r"„([^“]{3,60})“",
    "ru": r"«([^»]{3,60})»",
    "en": r"“([^”]{3,60})”",
}


@dataclass(frozen=True, slots=True)
class UserText:
    """Words that a user typed into the document, and the field they stand in."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class UserTerm:
    """A term that a user defined, and its field."""

    field: str
    term: str


def _stem(lang: Lang, term: str) -> re.Pattern[str]:
    """A pattern that finds ``term`` with other endings."""
    stems = (word[: max(3, len(word) - _ENDING[lang])] for word in _WORD.findall(term))
    return re.compile(r"\b" + r"\w*\W+".join(map(re.escape, stems)) + r"\w*", re.IGNORECASE)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """All words of a document, those of clauses with their identifiers."""
    for block in flat(document.blocks):
        name = block.id if isinstance(block, Clause) else ""
        yield name, " ".join(plain(content) for content in inlines_of(block))


def _library(document: Document) -> set[str]:
    """The terms that the library defines in the document, in bold at their beginning."""
    return {
        plain(block.content[0].children).casefold()
        for block in document.clauses()
        if block.id.startswith("def-")
        and not block.id.startswith(_DEFINED_BY_USER)
        and block.content
        and isinstance(block.content[0], Strong)
    }


def _warning(code: str, message: str, cure: str, field: str) -> Problem:
    return Problem(code, message, cure, field, severity=Severity.WARNING)


def _terms(document: Document, terms: Sequence[UserTerm]) -> Iterator[Problem]:
    """Terms that are defined twice, or that nothing but their definition uses."""
    texts = list(_texts(document))
    seen = _library(document)
    for defined in terms:
        key = defined.term.casefold()
        if key in seen:
            yield _warning(
                "term-defined-twice",
                worded("the term '{term}' is defined twice.", term=defined.term),
                "Leave one definition.",
                defined.field,
            )
        seen.add(key)
        pattern = _stem(document.meta.lang, defined.term)
        used = any(
            pattern.search(text)
            for name, text in texts
            if not (name.startswith(_DEFINED_BY_USER) and text.casefold().startswith(key))
        )
        if not used:
            yield _warning(
                "term-unused",
                worded("the term '{term}' is defined and never used.", term=defined.term),
                "Use it, or leave the definition out.",
                defined.field,
            )


def _undefined(
    document: Document, terms: Sequence[UserTerm], texts: Sequence[UserText], known: str
) -> Iterator[Problem]:
    lang = document.meta.lang
    patterns = [
        _stem(lang, term) for term in (*_library(document), *(defined.term for defined in terms))
    ]
    for typed in texts:
        plain_text = typed.text.replace("\u00a0", " ")
        found = [match[1] for match in re.finditer(_QUOTED[lang], plain_text)]
        if lang in _CAPITALS:
            found += re.findall(_CAPITALS[lang], plain_text)
        for word in dict.fromkeys(found):
            first = word.split()[0]
            if any(p.search(word) or p.match(first) for p in patterns) or first in known:
                continue
            yield _warning(
                "term-undefined",
                worded("'{word}' looks like a defined term, but nothing defines it.", word=word),
                "Define it under definitions, or write it without capital and quotation marks.",
                typed.field,
            )


def term_problems(
    document: Document, terms: Sequence[UserTerm], texts: Sequence[UserText], names: Sequence[str]
) -> tuple[Problem, ...]:
    """Warnings on the terms of a user's own; ``names`` are words that need no definition."""
    return (
        *_terms(document, terms),
        *_undefined(document, terms, texts, " ".join(names)),
    )

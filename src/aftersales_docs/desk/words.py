"""Words as they are searched for: stems of German, Russian and English, and bare numbers.

Both databases get the same stems, made here, so both find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import snowballstemmer

from ..document import Document
from ..document.inlines import plain
from ..document.visitors import inlines_of

_WORD: Final = re.compile(r"[^\W_]+")
_CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]")
_LATIN_STEMMERS: Final = ("german", "english")


@lru_cache(maxsize=4)
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word)
    return "".join(char for char in parts if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def stems_of(word: str) -> tuple[str, ...]:
    """The stems of a word; a Latin one may be German or English, whatever the text is in."""
    low = unicodedata.normalize("NFC", word.casefold())
    if _CYRILLIC.search(low):
        return (_stemmer("russian").stemWord(low.replace("ё", "е")),)
    # The German stemmer takes ae, oe and ue for umlauts, and ``casefold`` made ß into ss.
    stems = (_without_accents(_stemmer(language).stemWord(low)) for language in _LATIN_STEMMERS)
    return tuple(dict.fromkeys(stems))


def words_in(text: str) -> list[str]:
    """The words and numbers of ``text``."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def stems_in(text: str) -> list[str]:
    """The stems of all words of ``text``, each once."""
    return list(dict.fromkeys(stem for word in words_in(text) for stem in stems_of(word)))


def folded(text: str) -> str:
    """A name in small letters, without accents, ё as е and ß as ss; й stays."""
    low = unicodedata.normalize("NFC", text.casefold()).replace("ё", "е")
    return "".join(char if _CYRILLIC.match(char) else _without_accents(char) for char in low)


def bare(text: str) -> str:
    """A number with nothing but letters and figures: ``WM720-000777`` as ``wm720000777``."""
    return "".join(words_in(text)).casefold()


def text_of_document(document: Document) -> str:
    """All words of a document."""
    return " ".join(_words(document))


def _words(document: Document) -> Iterator[str]:
    yield document.meta.title
    for block in document.blocks:
        for content in inlines_of(block):
            yield plain(content)

"""Entries in the user's own words beside those of the catalogue: how they begin.

The neighbours of a list begin alike; an own entry that begins otherwise is told of, where the
dictionary or the spelling leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from ...errors import Problem, worded
from ...language import Lang
from ...language.ru_morph import is_common_word, readings
from ...resources import templates
from ...rules.verdict import doubtful
from ...texts import catalogue

# Lists whose entries begin with a capital in every language; liabilities go on after a colon
# in German, and what the holder knows and goes by is written small in Russian and English.
_CAPITAL: Final = frozenset({"tasks", "duties", "rights", "criteria"})
_SMALL: Final = frozenset({"knowledge", "guided_by"})
_ENGLISH_SMALL: Final = frozenset({"the", "a", "an", "this", "all", "any", "how", "what"})
_WORD: Final = re.compile(r"[^\W\d_][\w-]*")
# German adverbs that end like verbs of the third person.
_GERMAN_ADVERBS: Final = frozenset({"selbst", "nicht", "direkt", "oft", "jetzt", "meist", "stets"})
# What stands before the object of a verb; behind a noun there is a genitive or a preposition.
_GERMAN_OBJECTS: Final = frozenset({"die", "das", "den", "einen", "eine", "ein", "alle", "sich"})
_GERMAN_INFINITIVE: Final = re.compile(r"[a-zäöüß]{3,}(?:en|ern|eln)")
_GERMAN_NOUN: Final = re.compile(
    r"[A-ZÄÖÜ]\w*(?:ung|tion|nahme|tät|heit|keit|schaft|gabe|kauf|satz|bau|schluss)"
)
_TOLD: Final[Mapping[tuple[Lang, str], tuple[str, str]]] = {
    ("ru", "duties"): (
        "the entries beside it begin with a verb in the third person ('Ведёт …'); this one begins "
        "with '{word}'.",
        "Begin with a verb, e.g. 'Принимает …' for 'приём …'.",
    ),
    ("ru", "rights"): (
        "the entries beside it begin with an infinitive ('Получать …'); this one begins with "
        "'{word}'.",
        "Begin with an infinitive, e.g. 'Вносить …' for 'внесение …'.",
    ),
    ("en", "duties"): (
        "the entries beside it begin with a verb in the third person ('Keeps …'); this one begins "
        "with '{word}'.",
        "Begin with a verb, e.g. 'Receives …' for 'receiving …'.",
    ),
    ("en", "rights"): (
        "the entries beside it begin with a bare verb ('Receive …'); this one begins with "
        "'{word}'.",
        "Begin with a bare verb, e.g. 'Propose …' for 'to propose …'.",
    ),
    ("de", "duties"): (
        "the entries beside it begin with a noun ('Führung des …'); this one is said with a verb "
        "('{word}').",
        "Begin with a noun, e.g. 'Annahme von …' for 'nimmt … an'.",
    ),
    ("de", "rights"): (
        "the entries beside it begin with a noun ('Einholung von …'); this one is said with a "
        "verb ('{word}').",
        "Begin with a noun, e.g. 'Einsicht in …' for 'sieht … ein'.",
    ),
}
_AFTER_LIABLE: Final[Mapping[Lang, str]] = {"de": "für", "ru": "за", "en": "for"}


def begun(text: str, section: str, lang: Lang) -> str:
    """``text`` begun as its neighbours are: with a capital, or in small letters."""
    first = _WORD.match(text)
    if first is None:
        return text
    word = first[0]
    if section in _CAPITAL or (section == "liability" and lang != "de"):
        # 'eBay', 'pH' and the like have their own way.
        return text if word[1:] != word[1:].lower() else text[:1].upper() + text[1:]
    if section in _SMALL and word[1:] == word[1:].lower() and _begins_small(word, lang):
        return text[:1].lower() + text[1:]
    return text


def _begins_small(word: str, lang: Lang) -> bool:
    if lang == "ru":
        return len(word) > 1 and is_common_word(word)
    return lang == "en" and word.lower() in _ENGLISH_SMALL


def form_problems(lang: Lang, entries: Iterator[tuple[str, str, str]]) -> Iterator[Problem]:
    """Own entries that begin otherwise than their neighbours: section, field and words."""
    for section, field, text in entries:
        if section == "liability":
            yield from _of_liability(lang, field, text)
        elif (lang, section) in _TOLD and (word := _CHECKS[lang](text, section)):
            message, cure = _TOLD[lang, section]
            yield doubtful("own-entry-form", worded(message, word=word), cure, field)


def _of_liability(lang: Lang, field: str, text: str) -> Iterator[Problem]:
    wanted = _AFTER_LIABLE[lang]
    first = _WORD.match(text)
    if first is not None and first[0].lower() != wanted:
        yield doubtful(
            "own-entry-form",
            worded(
                "liabilities begin with '{wanted}'; this one begins with '{word}'.",
                wanted=wanted,
                word=first[0],
            ),
            worded("Begin with '{wanted}'.", wanted=wanted),
            field,
        )


def _russian(text: str, section: str) -> str:
    """The first word, where it is known and can be no verb in the form wanted."""
    first = _WORD.match(text)
    known = readings(first[0].lower()) if first else ()
    if first is None or not known or not all(reading.is_known for reading in known):
        return ""
    marks = [reading.tag.grammemes for reading in known]
    wanted = {"INFN"} if section == "rights" else {"VERB", "sing", "3per"}
    if any(wanted <= grammemes for grammemes in marks):
        return ""
    plain = {"NOUN", "VERB", "INFN", "ADJF"}
    return first[0] if all(plain & grammemes for grammemes in marks) else ""


def _english(text: str, section: str) -> str:
    first = _WORD.match(text)
    if first is None:
        return ""
    word = first[0].lower()
    wrong = word in {"the", "a", "an", "to"} or word.endswith("ing")
    if section == "duties":
        known = _english_verbs("duties")
        bare_form = bool({f"{word}s", f"{word}es"} & known)
        wrong = wrong or (word not in known and bare_form)
    else:
        bare = _english_verbs("rights")
        third = word.endswith("s") and bool({word[:-1], word[:-2]} & bare)
        wrong = wrong or (word not in bare and third)
    return first[0] if wrong else ""


@lru_cache(maxsize=2)
def _english_verbs(section: catalogue.Section) -> frozenset[str]:
    """The verbs with which the entries of the catalogue begin."""
    found: set[str] = set()
    for wording in catalogue.section(templates(), section).values():
        for (lang, _), text in wording.texts.items():
            if lang == "en" and (first := _WORD.match(text)):
                found.add(first[0].lower())
    return frozenset(found)


def _german(text: str, _section: str) -> str:
    """A verb at the beginning ('führt …'), or at the end ('… führen')."""
    words: list[str] = _WORD.findall(text)
    if not words:
        return ""
    first, last = words[0], words[-1]
    if _german_verb(first, words[1:2]) and first not in _GERMAN_ADVERBS:
        return first
    # Behind a comma the verb is that of a clause: 'Einsicht in Entwürfe, die … betreffen'.
    closes = len(words) > 1 and "," not in text and _GERMAN_INFINITIVE.fullmatch(last) is not None
    return last if closes and not _GERMAN_NOUN.fullmatch(first) else ""


def _german_verb(first: str, following: Sequence[str]) -> bool:
    """Whether an entry begins with a verb: in small letters, or as the noun of a list would.

    No noun has an object behind it ('Prüft die …'); and 'Prüft', 'Bearbeitet' belong to nouns
    with which entries of the catalogue begin ('Prüfung', 'Bearbeitung').
    """
    if not first.endswith("t"):
        return False
    if first[0].islower() or set(following) & _GERMAN_OBJECTS:
        return True
    stem = first.lower()[:-1]
    return bool({f"{stem}ung", f"{stem.removesuffix('e')}ung"} & _german_nouns())


@lru_cache(maxsize=1)
def _german_nouns() -> frozenset[str]:
    """The nouns with which the duties and rights of the catalogue begin."""
    sections: tuple[catalogue.Section, ...] = ("duties", "rights")
    wordings = (one for name in sections for one in catalogue.section(templates(), name).values())
    texts = (text for one in wordings for (lang, _), text in one.texts.items() if lang == "de")
    return frozenset(found[0].lower() for text in texts if (found := _WORD.match(text)))


_CHECKS: Final[Mapping[Lang, Callable[[str, str], str]]] = {
    "de": _german,
    "en": _english,
    "ru": _russian,
}

"""Cases of Russian posts: the head declines, what agrees with it follows, the rest stays.

'заместитель генерального директора по сервису' has the head 'заместитель'; all after it
depends on it and is in its case already. Before the head stand adjectives and participles
that agree ('генеральный директор'), or they are the head themselves ('заведующий складом').
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .ru_morph import TAGS, Reading, graft, nominatives

if TYPE_CHECKING:
    from .codes import Case

# Between two posts: 'главный инженер — механик', 'директор и главный бухгалтер'.
_SEPARATOR = re.compile(r"(\s+[—–-]\s+|\s+и\s+|\s*,\s+|\s*/\s*)")
_SPACES = re.compile(r"(\s+)")
# Abbreviations that hold the place of an agreeing word; the head may follow them.
_ABBREVIATIONS = frozenset({"гл.", "ст.", "вед.", "мл.", "техн.", "исп.", "ген."})
# First parts of compounds that are nouns by themselves, yet never decline in a compound.
_FIXED_FIRST_PARTS = frozenset(
    {"шеф", "премьер", "член", "генерал", "вице", "экс", "топ", "пресс", "бренд", "бизнес"}
)
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
_AGREEING = frozenset({"ADJF", "PRTF"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a post with the reading that declines; ``None`` where it stays as it is."""

    text: str
    reading: Reading | None = None


@lru_cache(maxsize=1024)
def decline_post(post: str, case: Case) -> str:
    """Put the name of a post, given in the nominative, into ``case``.

    Quotes, abbreviations, foreign words and everything after the head stay; capitals stay.
    A text that has no recognisable head in the nominative comes back unchanged.
    """
    if case == "nom":
        return post
    pieces = _SEPARATOR.split(post)
    result = [_decline_segment(pieces[0], case)]
    for separator, segment in zip(pieces[1::2], pieces[2::2], strict=True):
        declines = _is_post(segment, separator)
        result += [separator, _decline_segment(segment, case) if declines else segment]
    return "".join(result)


def _is_post(segment: str, separator: str) -> bool:
    """Tell a second post ('и главный бухгалтер') from a part of the first ('и сервису').

    A second post names a person; after a comma an attribute of the first may follow
    ('лицо, ответственное за …'). A capital, unless after a dash, begins a proper name.
    """
    if segment[:1].isupper() and not segment.isupper() and separator.strip() not in {"—", "–"}:
        return False
    words = _phrase(segment)
    if not words or words[0].reading is None:
        return False
    reading = words[-1].reading
    if reading is None:
        return False
    # 'мастерской' is an adjective too, so after 'и' adjectives alone are no post.
    alone = _AGREEING if "," in separator else {"PRTF"}
    return "anim" in reading.tag.grammemes or reading.tag.POS in alone


def _decline_segment(segment: str, case: Case) -> str:
    words = _phrase(segment)
    gender = next((w.reading.tag.gender for w in reversed(words) if w.reading), None)
    declined = iter([_decline_word(word, gender, case) for word in words])
    return "".join(
        part if not part or part.isspace() else next(declined, part)
        for part in _SPACES.split(segment)
    )


def _phrase(segment: str) -> list[_Word]:
    """Read the beginning of a post up to its head: abbreviations, agreeing words, head."""
    words: list[_Word] = []
    for text in segment.split():
        if text.lower() in _ABBREVIATIONS:
            words.append(_Word(text))
            continue
        previous = next((w.reading for w in reversed(words) if w.reading), None)
        agreeing = _agreeing(text, previous)
        if agreeing is not None:
            words.append(_Word(text, agreeing))
            continue
        head = _head(text, previous)
        if head is not None:
            words.append(_Word(text, head))
        break
    return words


def _agreeing(text: str, previous: Reading | None) -> Reading | None:
    """Read a word as an adjective or participle that agrees with the one before it."""
    for reading in nominatives(text.lower()):
        agrees = reading.tag.POS in _AGREEING and "Fixd" not in reading.tag.grammemes
        if agrees and _fits(reading, previous):
            return reading
    return None


def _head(text: str, previous: Reading | None) -> Reading | None:
    """Read a word as the head noun; persons come before things."""
    last = text.rpartition("-")[2].lower()
    nouns = [
        reading
        for reading in nominatives(last)
        if reading.tag.POS == "NOUN"
        and not reading.tag.grammemes & _PROPER
        and _fits(reading, previous)
    ]
    persons = [reading for reading in nouns if "anim" in reading.tag.grammemes]
    # After a participle a thing is its object, not its head: 'возглавляющий отдел'.
    if previous is not None and previous.tag.POS == "PRTF":
        return next(iter(persons), None)
    return next(iter(persons or nouns), None)


def _fits(reading: Reading, previous: Reading | None) -> bool:
    """Tell whether two readings agree in gender; 'судья' and 'глава' go with both."""
    if previous is None or "ms-f" in reading.tag.grammemes:
        return True
    return reading.tag.gender == previous.tag.gender


def _decline_word(word: _Word, gender: str | None, case: Case) -> str:
    if word.reading is None:
        return word.text
    if word.reading.tag.POS in _AGREEING:
        return graft(word.text, _inflected(word.reading, _tag_case(case, gender), gender))
    *first, last = word.text.split("-")
    pieces = [_first_part(piece, case) for piece in first]
    # Only nouns of the second declension take the genitive as accusative of persons.
    soft = last.lower().endswith(("а", "я"))
    tag = TAGS[case] if soft else _tag_case(case, word.reading.tag.gender)
    return "-".join([*pieces, graft(last, _inflected(word.reading, tag))])


def _first_part(piece: str, case: Case) -> str:
    """Decline the first part of a compound if it names a person: 'директор-распорядитель'."""
    if piece.lower() in _FIXED_FIRST_PARTS:
        return piece
    reading = _head(piece, None)
    if reading is None or not reading.is_known or "anim" not in reading.tag.grammemes:
        return piece
    return graft(piece, _inflected(reading, _tag_case(case, reading.tag.gender)))


def _tag_case(case: Case, gender: str | None) -> str:
    """Name the case for the dictionary: a post is a person, so 'вижу директора'."""
    return TAGS["gen"] if case == "acc" and gender == "masc" else TAGS[case]


def _inflected(reading: Reading, tag_case: str, gender: str | None = None) -> str:
    wanted = {tag_case, "sing"} | ({gender} if gender in {"masc", "femn", "neut"} else set())
    found = reading.inflect(wanted)
    return found.word if found is not None else reading.word

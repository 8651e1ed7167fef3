"""Cases of Russian posts and goods: the head declines, what agrees with it follows.

'заместитель генерального директора по сервису' has the head 'заместитель'; all after it
depends on it and is in its case already. Before the head stand adjectives and participles
that agree ('генеральный директор'), or they are the head themselves ('заведующий складом').
Names of goods put their adjectives behind ('машина стиральная'), come in the plural
('беспроводные наушники') and in twos ('кресло-кровать').
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .ru_morph import TAGS, Number, Reading, graft, nominatives
from .typography import word_set

if TYPE_CHECKING:
    from .codes import Case


# Between two posts: 'главный инженер — механик', 'директор и главный бухгалтер'.
_SEPARATOR = re.compile(r"(\s+[—–-]\s+|\s+и\s+|\s*,\s+|\s*/\s*)")
_SPACES = re.compile(r"(\s+)")
# The other gender's ending in brackets: 'исполняющий (-ая)'.
_OTHER_ENDING = re.compile(r"\(-?[а-яё]{1,3}\)")
_QUOTED = re.compile(r"«[^»]*»|„[^“]*“|\"[^\"]*\"|“[^”]*”")
_CYRILLIC = re.compile("[А-ЯЁа-яё]")
# Abbreviations that hold the place of an agreeing word; the head may follow them.
_ABBREVIATIONS = frozenset({"гл.", "ст.", "вед.", "мл.", "техн.", "исп.", "ген.", "эл."})
# Adverbs that may open the name of a post.
_ADVERBS = frozenset({"временно"})
# First parts of compounds that are nouns by themselves, yet never decline in a compound.
_FIXED_FIRST_PARTS = word_set(
    "шеф премьер член генерал вице экс топ пресс бренд бизнес блок стоп штрих веб "
    "интернет смарт мини макси микро вакуум тест плащ дизель гриль кран турбо экспресс "
    "гель крем спрей фитнес кофе видео аудио автомат экшн ноу аккаунт"
)
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
_AGREEING = frozenset({"ADJF", "PRTF"})
# Posts that name what is led, in another case.
_WITH_OBJECT = frozenset({"заведующий", "управляющий", "командующий"})
_ADJECTIVE_ENDINGS = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
# Things that the dictionary takes for persons; 'помощник' is one only behind a thing.
_THINGS = frozenset({"робот", "трансформер", "болгарка"})
_THINGS_BEHIND = _THINGS | {"помощник"}
# Abbreviations of the head itself, after which all is in its case already: 'зам. директора'.
_HEADS = re.compile(r"(?:[ивр]\. ?о\.|(?:зам|зав|нач|пом|рук|упр)\.) ?[а-яё]", re.IGNORECASE)
# Unknown words that decline by rule all the same: no fleeting vowel, no soft sign, no plural.
_REGULAR = re.compile(r".*(?:(?<![оеё])к|(?<!е)ц|[бвгджзлмнпрстфхчшщая]|тель)", re.IGNORECASE)
# A word that is not in the dictionary declines by the longest known word at its end.
_SHORTEST_TAIL = 4
# Prepositions before what depends on a head are not longer.
_PREPOSITION = 3


class Declined(NamedTuple):
    """A phrase in a case; ``sure`` is false where the form is a guess."""

    text: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a phrase with the reading that declines; ``None`` where it stays as it is.

    ``prefix`` is what stands before the known end of an unknown word: 'кофе' of 'кофемашина'.
    ``gender`` is that of the words that agree with it, which in 'кресло-кровать' the first
    part settles.
    """

    text: str
    reading: Reading | None = None
    number: Number = "sing"
    prefix: str = ""
    gender: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether it is an adjective or a participle."""
        return self.reading is not None and self.reading.tag.POS in _AGREEING

    @property
    def animate(self) -> bool:
        """Whether it names a person; an adjective without a noun does."""
        first, _, last = self.text.lower().rpartition("-")
        if self.reading is None or last in (_THINGS_BEHIND if first else _THINGS):
            return False
        return self.agrees or "anim" in self.reading.tag.grammemes

    @property
    def known(self) -> bool:
        """Whether the form is no guess: adjectives without an entry decline by rule."""
        if self.reading is None:
            return False
        regular = self.number == "sing" and bool(_REGULAR.fullmatch(self.text))
        return self.agrees or self.reading.is_known or bool(self.prefix) or regular


def decline_post(post: str, case: Case) -> str:
    """Put the name of a post or of goods, given in the nominative, into ``case``.

    Quotes, abbreviations, foreign words and everything after the head stay; capitals stay.
    A text that has no recognisable head in the nominative comes back unchanged.
    """
    return decline_phrase(post, case).text


@lru_cache(maxsize=1024)
def decline_phrase(phrase: str, case: Case) -> Declined:
    """As :func:`decline_post`, and whether the form is sure.

    It is a guess where no word was recognised as the one that declines, or where that word
    is in no dictionary; a name in foreign letters stays as it is, surely.
    """
    if case == "nom":
        return Declined(phrase, True)
    pieces = _SEPARATOR.split(phrase)
    words = _words(pieces[0])
    result = [_decline_segment(pieces[0], words, case)]
    for separator, segment in zip(pieces[1::2], pieces[2::2], strict=True):
        second = _second(segment, separator, words, pieces[0])
        result += [separator, _decline_segment(segment, second, case) if second else segment]
    return Declined("".join(result), _sure(phrase, words))


def _sure(phrase: str, words: list[_Word]) -> bool:
    declining = [word for word in words if word.reading is not None]
    if declining:
        return all(word.known for word in declining)
    # Abbreviations in capitals or of the head, and foreign names, stay as they are.
    return bool(_HEADS.match(phrase)) or not re.search("[а-яё]", _QUOTED.sub("", phrase))


def _second(segment: str, separator: str, first: list[_Word], before: str) -> list[_Word]:
    """The words of a second post or thing, or of an attribute after a comma; else none.

    A second post names a person ('и главный бухгалтер'); a second thing follows a phrase of
    which nothing depends on the head ('холодильник и морозильник', but not 'аппарат для мойки
    и сушки'). After a comma an attribute may follow ('лицо, ответственное за …'). A capital,
    unless after a dash, begins a proper name.
    """
    mark = separator.strip()
    if segment[:1].isupper() and not segment.isupper() and mark not in {"—", "–"}:
        return []
    words = _words(segment)
    if not words or words[0].reading is None:
        return []
    last = words[-1]
    if last.agrees:
        # 'мастерской' is an adjective too, so after 'и' adjectives alone are no post.
        alone = _AGREEING if mark == "," else {"PRTF"}
        head = next((word for word in first if not word.agrees and word.reading), None)
        fits = head is None or _fits(last.reading, head)
        return words if last.reading and last.reading.tag.POS in alone and fits else []
    if last.animate:
        return words
    whole = bool(first) and len(first) == len(before.split())
    return words if mark == "и" and whole and not first[-1].animate else []


def _decline_segment(segment: str, words: list[_Word], case: Case) -> str:
    head = next((w for w in words if w.reading and not w.agrees), None)
    lead = head or next((w for w in words if w.reading), None)
    forms = iter(
        _decline_word(word, lead, before, case)
        for before, word in zip([None, *words], words, strict=False)
    )
    return "".join(
        part if not part or part.isspace() else next(forms, part)
        for part in _SPACES.split(segment)
    )


# ---------------------------------------------------------------- reading


def _words(segment: str) -> list[_Word]:
    """Read the beginning of a phrase up to its head and the adjectives behind it."""
    words = _phrase(segment.split(), "sing")
    if any(word.reading for word in words):
        return words
    return _phrase(segment.split(), "plur")


def _phrase(tokens: list[str], number: Number) -> list[_Word]:
    words: list[_Word] = []
    for index, text in enumerate(tokens):
        previous = next((w for w in reversed(words) if w.reading), None)
        if _holds_a_place(text, first=not words):
            words.append(_Word(text))
        elif agreeing := _agreeing(text, previous, number):
            words.append(_Word(text, agreeing, number))
        else:
            head = _head(text, previous, number)
            if head is not None:
                words.append(head)
                words += _behind(tokens[index + 1 :], head)
            break
    return words


def _holds_a_place(text: str, *, first: bool) -> bool:
    """An abbreviation, the other gender's ending, an adverb at the beginning: 'временно'."""
    if text.lower() in _ABBREVIATIONS or _OTHER_ENDING.fullmatch(text):
        return True
    return first and text.lower() in _ADVERBS


def _behind(tokens: list[str], head: _Word) -> list[_Word]:
    """The adjectives behind a head that agree with it: 'машина стиральная автоматическая'."""
    words: list[_Word] = []
    for index, text in enumerate(tokens):
        reading = _agreeing(text, head, head.number) if text.islower() else None
        if reading is None or _depends(tokens[index:], head):
            break
        words.append(_Word(text, reading, head.number))
    return words


def _depends(tokens: list[str], head: _Word) -> bool:
    """Tell 'машинист буровой установки' from 'насос водяной': -ой is a genitive too."""
    if not tokens[0].endswith("ой"):
        return False
    following = tokens[1] if len(tokens) > 1 else ""
    noun = bool(_CYRILLIC.search(following)) and len(following) > _PREPOSITION
    return head.animate or (noun and _agreeing(following, head, head.number) is None)


def _agreeing(text: str, previous: _Word | None, number: Number) -> Reading | None:
    """Read a word as an adjective or participle that agrees with the one before it.

    What depends on a post ('заведующий приёмной', 'управляющий мастерской') is a genitive.
    """
    if previous and previous.text.lower() in _WITH_OBJECT and text.lower().endswith("ой"):
        return None
    for reading in nominatives(text.lower(), number):
        agrees = reading.tag.POS in _AGREEING and "Fixd" not in reading.tag.grammemes
        agrees = agrees and (reading.is_known or text.lower().endswith(_ADJECTIVE_ENDINGS))
        if agrees and _fits(reading, previous):
            return reading
    return _stressed(text, previous, number)


def _stressed(text: str, previous: _Word | None, number: Number) -> Reading | None:
    """Read 'беспроводной', which dictionaries have as 'беспроводный': the nominative differs."""
    if number != "sing" or not text.lower().endswith("ой"):
        return None
    for reading in nominatives(f"{text.lower()[:-2]}ый", number):
        if reading.tag.POS == "ADJF" and reading.is_known and _fits(reading, previous):
            return reading
    return None


def _head(text: str, previous: _Word | None, number: Number) -> _Word | None:
    """Read a word as the head noun; persons come before things."""
    *first, last = text.split("-")
    lead = _first_noun(first, number)
    found = [
        (prefix, reading, lead.gender if lead and _fits(lead.reading, previous) else None)
        for prefix, reading in _nouns(last, number)
        if _fits(reading, previous) or (lead is not None and _fits(lead.reading, previous))
    ]
    # 'проводник' is a person and a thing; 'колонки' are no animals for being the plural of one,
    # and behind a thing stands a thing, 'дрель-шуруповёрт', unless the dictionary knows better:
    # 'сервис-менеджер'.
    thing = lead is not None and not lead.animate and not (found and _is_person(found[0][1]))
    persons = [
        entry
        for entry in found
        if number == "sing" and not thing and "anim" in entry[1].tag.grammemes
    ]
    if thing:
        found.sort(key=lambda entry: "anim" in entry[1].tag.grammemes)
    # After a participle a thing is its object, not its head: 'возглавляющий отдел'.
    if previous is not None and previous.reading and previous.reading.tag.POS == "PRTF":
        found = [entry for entry in found if _no_object(entry[1], number)]
    for prefix, reading, gender in (*persons, *found):
        return _Word(text, reading, number, prefix, gender or reading.tag.gender)
    return None


def _is_person(reading: Reading) -> bool:
    """Whether the dictionary has the word, and for a person."""
    return reading.is_known and "anim" in reading.tag.grammemes


def _no_object(reading: Reading, number: Number) -> bool:
    """Whether the nominative differs from the accusative: 'управляющая компания'."""
    return number == "sing" and reading.tag.gender == "femn" and reading.word[-1] in "ая"


def _nouns(word: str, number: Number, tail: int = _SHORTEST_TAIL) -> list[tuple[str, Reading]]:
    """The readings of a word as a noun; of an unknown one those of its known end first."""
    readings = [r for r in nominatives(word.lower(), number) if _is_common(r)]
    if any(reading.is_known for reading in readings):
        return [("", reading) for reading in readings]
    low = word.lower()
    for start in range(1, len(low) - tail + 1):
        tails = [r for r in nominatives(low[start:], number) if _is_common(r) and r.is_known]
        if tails:
            return [(low[:start], reading) for reading in tails]
    return [("", reading) for reading in readings]


def _is_common(reading: Reading) -> bool:
    # One letter is a noun for the dictionary ('в', the letter); in a phrase it is a preposition.
    return (
        len(reading.word) > 1 and reading.tag.POS == "NOUN" and not reading.tag.grammemes & _PROPER
    )


def _first_noun(parts: list[str], number: Number) -> _Word | None:
    """The first part of a compound, if it is a noun that declines in it."""
    if not parts or parts[0].lower() in _FIXED_FIRST_PARTS:
        return None
    found = _nouns(parts[0], number, _SHORTEST_TAIL + 1)
    return next(
        (_Word(parts[0], r, number, p, r.tag.gender) for p, r in found if p or r.is_known), None
    )


def _fits(reading: Reading | None, previous: _Word | None) -> bool:
    """Tell whether two words agree in gender; 'судья' and 'глава' go with both."""
    if reading is None or previous is None or previous.reading is None:
        return True
    if previous.number == "plur" or "ms-f" in reading.tag.grammemes:
        return True
    return reading.tag.gender == (previous.gender or previous.reading.tag.gender)


# ---------------------------------------------------------------- writing


def _decline_word(word: _Word, lead: _Word | None, before: _Word | None, case: Case) -> str:
    if word.reading is None:
        return _other_ending(word.text, before, case)
    tag = _tag_case(case, word, lead or word)
    if word.agrees:
        gender = (lead.gender or _gender(lead)) if lead else None
        if _inflected(word.reading, tag, word.number, gender) == word.reading.word:
            return word.text
        return graft(word.text, _inflected(word.reading, tag, word.number, gender))
    *first, last = word.text.split("-")
    pieces = [_first_part(piece, word, case) for piece in first]
    inflected = word.prefix + _inflected(word.reading, tag, word.number)
    return "-".join([*pieces, graft(last, inflected)])


def _gender(word: _Word) -> str | None:
    return word.reading.tag.gender if word.reading else None


def _other_ending(text: str, before: _Word | None, case: Case) -> str:
    """'исполняющего (-ей)': the ending in brackets follows the word before it."""
    if before is None or before.reading is None or not _OTHER_ENDING.fullmatch(text):
        return text
    return f"(-{_inflected(before.reading, TAGS[case], 'sing', 'femn')[-2:]})"


def _first_part(piece: str, word: _Word, case: Case) -> str:
    """Decline the first part of a compound: 'директора-распорядителя', 'кресла-кровати'.

    With a person only what names a person declines: 'сервис-инженера'.
    """
    part = _first_noun([piece], word.number)
    if part is None or part.reading is None or (word.animate and not part.animate):
        return piece
    tag = _tag_case(case, part, part)
    return graft(piece, part.prefix + _inflected(part.reading, tag, word.number))


def _tag_case(case: Case, word: _Word, lead: _Word) -> str:
    """Name the case for the dictionary: 'вижу директора' and 'вижу директоров', but 'вижу шкаф'.

    Only nouns of the second declension have an accusative of their own for persons.
    """
    if case != "acc":
        return TAGS[case]
    soft = not word.agrees and word.number == "sing" and word.text.lower().endswith(("а", "я"))
    gender = lead.gender or _gender(lead)
    own = soft or (lead.number == "sing" and gender == "femn")
    if own or (lead.number == "sing" and gender == "neut"):
        return TAGS["acc"]
    return TAGS["gen"] if lead.animate else TAGS["nom"]


def _inflected(reading: Reading, tag_case: str, number: Number, gender: str | None = None) -> str:
    wanted = {tag_case, number}
    if number == "sing" and gender in {"masc", "femn", "neut"}:
        wanted.add(gender)
    found = reading.inflect(wanted)
    return found.word if found is not None else reading.word

"""Several places of statutes, as lawyers list them: each act is named once.

``§§ 437, 439 BGB``, ``§ 445b Abs. 1 und 2 BGB``, ``§§ 437 Nr. 2, 323 BGB``; ``sections 437 and 439
of the …``, ``section 445b(1) and (2)``; «ст. 192, 242 и 243 ТК РФ», «п. 1 и 3 ст. 18 …».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from .facts import Citation, CitedText
from .places import NBSP, Act, Provision, joined, located

_PARAGRAPH_ONLY = {"section", "article", "paragraph", "act"}


def listed(citations: Iterable[str]) -> str:
    """The places of ``citations`` in one go, those of one act together, none twice.

    What has words of its own stands as it is; acts are set apart by a semicolon.
    """
    cited = list(dict.fromkeys(citations))
    return CitedPlaces(_listed(cited), cited)


class CitedPlaces(str):
    """Several places of statutes in one text, and what they are, for another language."""

    __slots__ = ("cited",)
    cited: Sequence[str]

    def __new__(cls, text: str, cited: Sequence[str]) -> CitedPlaces:
        made = super().__new__(cls, text)
        made.cited = cited
        return made

    def __reduce__(self) -> tuple[type[CitedPlaces], tuple[str, Sequence[str]]]:
        return type(self), ("".join(self), self.cited)

    def in_language(self, lang: str, _medium: str = "") -> str:
        """The same places as ``lang`` has them."""
        return _listed([_in_language(one, lang) for one in self.cited])


def _in_language(cited: str, lang: str) -> str:
    citation = getattr(cited, "citation", None)
    if not isinstance(citation, Citation):
        return cited
    return CitedText.of(citation.text[lang], citation, lang)


def _listed(cited: Sequence[str]) -> str:
    groups: dict[str, list[str]] = {}
    for one in cited:
        groups.setdefault(_act_of(one), []).append(one)
    return "; ".join(_of_one_act(group) for group in groups.values())


def _place(cited: str) -> tuple[Provision, Act] | None:
    """The one place that ``cited`` names, where its words follow from place and act."""
    citation = getattr(cited, "citation", None)
    if not isinstance(citation, Citation) or citation.act is None or citation.wording:
        return None
    return citation.places[0][0], citation.act


def _act_of(cited: str) -> str:
    found = _place(cited)
    return found[1].title if found else cited


def _of_one_act(cited: Sequence[str]) -> str:
    found = [place for place in map(_place, cited) if place]
    if len(cited) == 1 or len(found) < len(cited):
        return ", ".join(cited)
    places, act = _sorted(place for place, _ in found), found[0][1]
    lang = getattr(cited[0], "lang", "")
    return _WRITERS[lang](places, act)


# ---------------------------------------------------------------- what the languages share


def _plain(place: Provision) -> bool:
    """Whether the place is a section or an article and perhaps a paragraph, and no more."""
    given = {name for name, value in place.model_dump().items() if value}
    return given <= _PARAGRAPH_ONLY and not (place.section and place.article)


def _sorted(places: Iterable[Provision]) -> list[Provision]:
    """The places one by one, '242 and 243' as two, as they follow each other in the act."""
    each = [one for place in places for one in _single(place)]
    return sorted(each, key=lambda place: (_order(place.head), _order(place.paragraph)))


def _single(place: Provision) -> list[Provision]:
    kind = "section" if place.section else "article" if place.article else ""
    numbers = re.split(r", | and ", place.head)
    if len(numbers) < 2 or not kind or not _plain(place) or place.paragraph:
        return [place]
    return [place.model_copy(update={kind: number}) for number in numbers]


def _order(number: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(n), letter) for n, letter in re.findall(r"(\d+)([a-z]?)", number))


def _by_head(places: Sequence[Provision]) -> list[list[Provision]]:
    return [list(group) for _, group in groupby(places, key=lambda place: place.head)]


def _and(items: Sequence[str], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def _paragraphs(places: Sequence[Provision]) -> list[str]:
    """The paragraphs of one section or article; none if a place is more or less than that."""
    numbers = [place.paragraph for place in places]
    return numbers if len(places) > 1 and all(numbers) and all(map(_plain, places)) else []


# ---------------------------------------------------------------- German


def _german(places: Sequence[Provision], act: Act) -> str:
    parts = [part for group in _by_head(places) for part in _german_parts(group)]
    signed = all(place.section and not place.article for place in places)
    if signed:
        bare = [part.removeprefix("§§").removeprefix("§").lstrip(NBSP) for part in parts]
        several = len(bare) > 1 or parts[0].startswith("§§")
        return f"{'§§' if several else '§'}{NBSP}{', '.join(bare)} {act.names['de']}"
    if all(_plain(place) and place.article and not place.paragraph for place in places):
        return f"Art.{NBSP}{', '.join(place.head for place in places)} {act.names['de']}"
    return f"{', '.join(parts)} {act.names['de']}"


def _german_parts(group: Sequence[Provision]) -> list[str]:
    """What is cited of one section; its number stands once: '14 Abs. 2 Satz 2 Nr. 1, Abs. 4'."""
    numbers = _paragraphs(group)
    head = located(_whole(group[0]), "de")
    if numbers:
        return [f"{head} Abs.{NBSP}{_german_numbers(numbers)}"]
    parts = [located(place, "de") for place in group]
    if len(parts) > 1 and all(part.startswith(f"{head} Abs.") for part in parts):
        return [", ".join([parts[0], *(part.removeprefix(f"{head} ") for part in parts[1:])])]
    return parts


def _german_numbers(numbers: Sequence[str]) -> str:
    """'1 und 2', '1 bis 3', '1, 2 und 4'."""
    if len(numbers) > 2 and all(number.isdigit() for number in numbers):
        first, last = int(numbers[0]), int(numbers[-1])
        if [int(number) for number in numbers] == list(range(first, last + 1)):
            return f"{first} bis {last}"
    return _and(numbers, "und")


def _whole(place: Provision) -> Provision:
    return Provision(section=place.section, article=place.article)


# ---------------------------------------------------------------- English


def _english(places: Sequence[Provision], act: Act) -> str:
    parts = [part for group in _by_head(places) for part in _english_parts(group)]
    words = [re.fullmatch(rf"(section|Article)s?{NBSP}(.*)", part) for part in parts]
    if all(words) and len({word[1] for word in words if word}) == 1:
        numbers = [
            number for word in words if word for number in re.split(" and (?=[0-9])", word[2])
        ]
        name = next(word[1] for word in words if word)
        plural = "s" if len(numbers) > 1 or places[0].several else ""
        return f"{name}{plural}{NBSP}{_and(numbers, 'and')} of {act.names['en']}"
    return f"{_and(parts, 'and')} of {act.names['en']}"


def _english_parts(group: Sequence[Provision]) -> list[str]:
    numbers = _paragraphs(group)
    if numbers:
        return [located(_whole(group[0]), "en") + _and([f"({n})" for n in numbers], "and")]
    return [located(place, "en") for place in group]


# ---------------------------------------------------------------- Russian


def _russian(places: Sequence[Provision], act: Act) -> str:
    name = joined(act.names["ru"])
    if all(_plain(place) and not place.paragraph for place in places):
        heads = [place.head.replace(" ff.", " и сл.") for place in places]
        if places[0].section:
            return f"{'§§' if len(heads) > 1 else '§'}{NBSP}{', '.join(heads)}{name}"
        return f"ст.{NBSP}{_and(heads, 'и')}{name}"
    parts = [part for group in _by_head(places) for part in _russian_parts(group, act)]
    return f"{', '.join(parts)}{name}"


def _russian_parts(group: Sequence[Provision], act: Act) -> list[str]:
    numbers = _paragraphs(group)
    if numbers:
        word = "абз." if group[0].section else act.words.paragraph
        return [f"{word}{NBSP}{_and(numbers, 'и')} {located(_whole(group[0]), 'ru', act.words)}"]
    return [located(place, "ru", act.words) for place in group]


_WRITERS = {"de": _german, "en": _english, "ru": _russian}

"""Users' own words that seem to be void, or to take rights that the law doesn't let be taken.

The words are looked for by stems, sentence by sentence (``word_lists/{lang}.yaml``): enough
to warn, never to decide. What a sentence gives back ("remain unaffected", "is not required")
is not told. All kinds that take own words ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from ..core_yaml import load_yaml
from ..errors import Problem, joined, worded
from ..language import LANGS, Lang
from ..law import LawCode
from .under_law import Judged
from .verdict import doubtful
from .void_rules import BUSINESS, CONSUMER, EMPLOYEE, Rule

_DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}
_SPLIT = re.compile(r"(?<![.!?;\n])(?:[!?;\n]+|\.(?=\s|$))(?<!\bnr\.)(?<!\bг\.)(?<!\bno\.)")


# The longest time by what is promised (Russian law of goods): repair and replacement.
_RUSSIAN_TIMES: Final = (
    (r"ремонт|устран|repair|remedied|nachbesser|reparatur", 45),
    (r"замен|replac|austausch|ersatzlieferung", 20),
)
# What a fact may speak of: no receipt came with it, its seal is broken, a part was not returned.
_FACTS: Final = frozenset({"receipt", "card", "packaging", "seal", "workshop", "no-return"})


@dataclass(frozen=True, slots=True)
class VoidWords:
    """Words that seem void: by which rule, in which sentence, and by which citations."""

    rule: str
    sentence: str
    says: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class _Words:
    """The words of one language, ready to be looked for."""

    buyer: re.Pattern[str]
    rights: re.Pattern[str]
    danger: re.Pattern[str]
    saving: re.Pattern[str]
    turns: re.Pattern[str]
    same: tuple[tuple[re.Pattern[str], str], ...]
    working: re.Pattern[str]
    times: tuple[tuple[re.Pattern[str], int], ...]
    numbers: Mapping[str, int]
    rules: Mapping[str, tuple[tuple[re.Pattern[str], ...], ...]]
    exclusions: Mapping[str, re.Pattern[str]]


def _pattern(alternatives: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives))


@lru_cache(maxsize=8)
def _words(lang: Lang) -> _Words:
    source = files(__package__).joinpath("word_lists", f"{lang}.yaml").read_text("utf-8")
    data: Any = load_yaml(source)
    lists = data["lists"]

    def group(alternatives: list[str]) -> re.Pattern[str]:
        """The pattern of a group, with the lists that it names by ``$name``."""
        named = (lists[a[1:]] if a.startswith("$") else [a] for a in alternatives)
        return _pattern(alternative for some in named for alternative in some)

    number = "|".join(sorted(map(re.escape, data["numbers"]), key=len, reverse=True))
    return _Words(
        buyer=_pattern(lists["buyer"]),
        rights=_pattern(lists["rights"]),
        danger=re.compile("|".join(data["danger"]), re.IGNORECASE),
        saving=_pattern(data["saving"]),
        turns=_pattern(data["turns"]),
        same=tuple((re.compile(rf"\b(?:{said})\b"), read) for said, read in data["same"].items()),
        working=re.compile(data["working"]),
        times=tuple(
            (re.compile(rf"\b(\d+|{number})(?: \([^)]*\))?[ -](?:{unit})"), _DAYS[name])
            for name, unit in data["units"].items()
        ),
        numbers=data["numbers"],
        rules={
            name: tuple(tuple(map(group, variant)) for variant in variants)
            for name, variants in data["rules"].items()
        },
        exclusions={name: group(found) for name, found in data["exclusions"].items()},
    )


# A text without a letter of a language says nothing in it.
_LETTERS = {
    lang: re.compile("[а-яё]" if lang == "ru" else "[a-z]", re.IGNORECASE) for lang in LANGS
}


def _plain(text: str) -> str:
    """``text`` as the patterns are written: small letters, plain spaces, no accents of print."""
    spaced = re.sub(r"[\u00a0\u202f\t ]+", " ", text.replace("\u00ad", "").replace("’", "'"))
    return spaced.lower().replace("ß", "ss").replace("ё", "е")


def _sentences(text: str, lang: Lang) -> Iterator[tuple[str, _Words]]:
    """The sentences of ``text``, each with the words of each language, that of ``lang`` first.

    Who writes a document in one language may paste a term in another.
    """
    sentences = _SPLIT.split(_plain(text))
    for language in (lang, *(other for other in LANGS if other != lang)):
        if not _LETTERS[language].search(text):
            continue
        words = _words(language)
        for sentence in sentences:
            parts = (part.strip() for part in words.turns.split(_numbered(sentence, words)))
            yield from ((part, words) for part in parts if part)


def _numbered(sentence: str, words: _Words) -> str:
    """``sentence`` with a number where a time is said without one: half a year is six months."""
    for said, read in words.same:
        sentence = said.sub(read, sentence)
    return sentence


def _times(sentence: str, words: _Words) -> list[int]:
    """The times that a sentence names, in days; working days are counted as such a week."""
    found = []
    for pattern, days in words.times:
        for match in pattern.finditer(sentence):
            number = match[1]
            count = int(number) if number.isdigit() else words.numbers[number]
            working = days == 1 and words.working.search(match[0])
            found.append(count * 7 // 5 if working else count * days)
    return found


def _out_of_time(rule: Rule, sentence: str, words: _Words, law: LawCode) -> bool:
    """Whether a sentence names a time that the rule speaks of; no time, nothing to say."""
    if rule.longest:
        limit = rule.longest.get(law)
        if law == "ru":
            limit = next((d for said, d in _RUSSIAN_TIMES if re.search(said, sentence)), limit)
        return limit is not None and any(days > limit for days in _times(sentence, words))
    if rule.shortest:
        floor = rule.shortest.get(law, 0)
        return any(days < floor for days in _times(sentence, words))
    return True


def _rules(consumer: bool, employee: bool) -> Mapping[str, Rule]:
    if employee:
        return EMPLOYEE
    return CONSUMER if consumer else BUSINESS


def _hits(name: str, sentence: str, words: _Words, *, excluding: bool) -> bool:
    if excluding and name in words.exclusions:
        return bool(words.exclusions[name].search(sentence))
    # A cause is no reason to except: outside lists of exclusions wear and water are harmless.
    if name not in words.rules:
        return False
    variants = words.rules[name]
    return any(all(group.search(sentence) for group in variant) for variant in variants)


def _only_told(name: str, sentence: str, words: _Words) -> bool:
    """Whether a sentence among facts tells what happened, and no rule for rights."""
    return name == "answer-time" or (name in _FACTS and not words.rights.search(sentence))


@lru_cache(maxsize=256)  # A letter's words are asked about more than once.
def void_words(  # noqa: PLR0913 (each says whose rights are meant)
    text: str,
    lang: Lang,
    law: LawCode,
    consumer: bool = False,
    *,
    work: bool = False,
    employee: bool = False,
    excluding: bool = False,
    named_buyer: bool = False,
    facts: bool = False,
) -> tuple[VoidWords, ...]:
    """What ``text``, in ``lang`` or another, seems to say that ``law`` makes void.

    ``consumer``: whether a consumer stands on the other side; otherwise only what no business
    can agree on is told. ``work``: the contract is for work, and its law is cited.
    ``employee``: the text is about an employee. ``excluding``: the text is one of a list of
    causes for which there are no rights. ``named_buyer``: only sentences that name the buyer
    count, as in a contract between others. ``facts``: the text tells what is or what was
    done; a paper, a seal or another's repair counts only beside a word of rights, a time of
    repair not at all.
    """
    found: dict[str, VoidWords] = {}
    for sentence, words in _sentences(text, lang):
        if words.saving.search(sentence) or (named_buyer and not words.buyer.search(sentence)):
            continue
        for name, rule in _rules(consumer, employee).items():
            key = (rule.works if work else rule.keys).get(law)
            if key is None or name in found or (facts and _only_told(name, sentence, words)):
                continue
            hit = _hits(name, sentence, words, excluding=excluding)
            if hit and _out_of_time(rule, sentence, words, law):
                found[name] = VoidWords(name, sentence, rule.says, tuple(key.split()))
    return tuple(found.values())


def limits_liability(text: str, lang: Lang) -> bool:
    """Whether ``text`` seems to exclude or to limit liability."""
    return any(
        _hits(name, sentence, words, excluding=False)
        for sentence, words in _sentences(text, lang)
        for name in ("no-liability", "limited-liability")
    )


def plays_down_danger(text: str) -> str | None:
    """The first words in ``text`` that make a danger look small (art. 36(2) of the Regulation)."""
    found = [match for lang in LANGS if (match := _words(lang).danger.search(text))]
    return min(found, key=lambda match: match.start())[0] if found else None


def texts_at(model: Any, *paths: str) -> Iterator[tuple[str, str]]:
    """The texts at ``paths`` of ``model``, by field; ``a.b[]`` is each of a list."""
    for path in paths:
        places: list[tuple[str, Any]] = [("", model)]
        for part in path.split("."):
            name = part.removesuffix("[]")
            places = [
                (f"{place}.{name}".lstrip("."), getattr(value, name, None))
                for place, value in places
            ]
            if part.endswith("[]"):
                places = [
                    (f"{place}[{index}]", value)
                    for place, values in places
                    for index, value in enumerate(values or ())
                ]
        yield from ((place, value) for place, value in places if value)


def void_word_problems(
    case: Judged[Any],
    texts: Iterable[tuple[str, str]],
    *,
    consumer: bool,
    **whose: bool,
) -> Iterator[Problem]:
    """A warning for each of ``texts`` (field and text) that has void words, with the article.

    ``whose`` says whose rights are meant, as in :func:`void_words`.
    """
    known = case.law.cite("en")
    for field, text in texts:
        for void in void_words(text, case.model.lang, case.model.law, consumer, **whose):
            if not all(key in known for key in void.keys):  # Not the law of that day.
                continue
            basis = joined([case.cite(key) for key in void.keys])
            yield doubtful(
                f"void-words-{void.rule}",
                worded("this may be void: {says} ({basis}).", says=void.says, basis=basis),
                "Leave it out, or word it so that these rights remain.",
                field,
            )

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

from ruamel.yaml import YAML

from ..errors import Problem, worded
from ..language import LANGS, Lang
from ..law import LawCode
from .under_law import Judged
from .verdict import doubtful

_DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}
_SPLIT = re.compile(r"(?<![.!?;\n])(?:[!?;\n]+|\.(?=\s|$))(?<!\bnr\.)(?<!\bг\.)(?<!\bno\.)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the words of one rule seem to say, and why that is void.

    ``keys`` are citations by law, for sales and other contracts alike; ``works`` replace them
    in a contract for work. ``longest`` is the time in days up to which, ``shortest`` that from
    which nothing is said: the rule is then about a time.
    """

    says: str
    keys: Mapping[str, str]
    works: Mapping[str, str]
    longest: Mapping[str, int] | None = None
    shortest: Mapping[str, int] | None = None


def _rule(
    says: str,
    de: str = "",
    ru: str = "",
    works: tuple[str, str] = ("", ""),
    **times: Mapping[str, int],
) -> Rule:
    keys = {law: key for law, key in (("de", de), ("ru", ru)) if key}
    other = {law: key for law, key in zip(("de", "ru"), works, strict=True) if key}
    return Rule(says, keys, keys | other, **times)


_WORKS = ("fair_terms", "consumer_void_terms")
# What no term can do towards a consumer.
_CONSUMER: Final[Mapping[str, Rule]] = {
    "receipt": _rule(
        "a receipt is no condition of rights: the purchase may be proved in any way",
        "consumer_deviation", "consumer_receipt", _WORKS,
    ),
    "card": _rule(
        "statutory rights depend on no warranty card and no registration",
        "consumer_deviation", "consumer_void_terms", _WORKS,
    ),
    "packaging": _rule(
        "rights in respect of defects don't depend on the packaging",
        "consumer_deviation", "consumer_void_terms", _WORKS,
    ),
    "seal": _rule(
        "a broken seal alone takes no rights: the trader proves that the opening caused the "
        "defect", "consumer_deviation", "consumer_burden", ("fair_terms", "consumer_works_burden"),
    ),
    "workshop": _rule(
        "whoever repairs elsewhere or with other parts loses no statutory rights, unless that "
        "caused the defect",
        "consumer_deviation", "consumer_burden", ("fair_terms", "consumer_works_burden"),
    ),
    "maintenance": _rule(
        "statutory rights don't depend on maintenance in a certain workshop, or on any",
        "consumer_deviation", "consumer_void_terms", _WORKS,
    ),
    "no-return": _rule(
        "a consumer's rights to replacement, price reduction, withdrawal and refund because of "
        "a defect can't be excluded",
        "consumer_deviation", "consumer_remedies",
        ("terms_warranty_repair", "consumer_works_remedies"),
    ),
    "no-warranty": _rule(
        "liability for defects can't be excluded towards a consumer",
        "consumer_deviation", "consumer_void_terms",
        ("terms_warranty_exclusion", "consumer_void_terms"),
    ),
    "no-liability": _rule(
        "liability for intent, gross negligence, injury and, towards consumers, for breach as "
        "such can't be excluded",
        "terms_liability", "consumer_void_terms",
    ),
    "venue": _rule(
        "a consumer can't be bound to the trader's court or to arbitration",
        "jurisdiction_agreement", "consumer_court",
    ),
    "burden": _rule(
        "the burden of proof can't be moved to the consumer",
        "consumer_burden", "consumer_burden", ("terms_burden", "consumer_works_burden"),
    ),
    "costs": _rule(
        "what is needed to remedy a defect costs the consumer nothing",
        "sale_performance_costs", "consumer_void_terms",
        ("work_performance_costs", "consumer_works_remedies"),
    ),
    "use-charge": _rule(
        "for the use of defective goods until they are replaced or taken back nothing may be "
        "kept back beyond what the law allows",
        "consumer_special_rules", "consumer_remedies", _WORKS,
    ),
    "form": _rule(
        "a consumer's declarations need no stricter form than text form, and no special way",
        "terms_form", "consumer_void_terms",
    ),
    "consent": _rule(
        "silence is no consent, and a consumer waives no rights beforehand",
        "terms_discretionary", "consumer_void_terms",
    ),
    "answer-time": _rule(
        "this time may be longer than a consumer has to wait by law",
        "consumer_performance", "consumer_void_terms",
        ("work_performance", "consumer_works_payment_term"),
        longest={"de": 30, "ru": 10},
    ),
    "short-claims": _rule(
        "a consumer may claim for as long as the law says; no shorter time ends the rights",
        "consumer_deviation", "consumer_claim_terms",
        ("terms_warranty_limitation", "consumer_works_claim_terms"),
        shortest={"de": 720, "ru": 720},
    ),
    "beyond-list": _rule(
        "the law names in full what frees a trader: breach of the rules of use, acts of third "
        "parties, force majeure; a cause beyond it must be one of these",
        "", "consumer_burden", ("", "consumer_works_burden"),
    ),
}  # fmt: skip
# What no term can do between businesses either.
_BUSINESS: Final[Mapping[str, Rule]] = {
    "no-liability": _rule(
        "liability for intent can't be excluded; in standard terms neither can that for gross "
        "negligence, injury and essential duties",
        "liability_intent", "liability_intent",
    ),
    "no-recourse": _rule(
        "recourse for goods that go on to consumers can be excluded only against an equal "
        "compensation", "recourse_deviation", "",
    ),
}  # fmt: skip
# What no job description can do to an employee.
_EMPLOYEE: Final[Mapping[str, Rule]] = {
    "full-liability": _rule(
        "an employee is not liable for all damage: the law limits it",
        "breach_proof", "full_liability",
    ),
    "fine": _rule(
        "a fine or a deduction is no disciplinary measure that the law knows",
        "fair_terms", "discipline",
    ),
    "overtime": _rule("overtime for nothing can't be agreed wholesale", "fair_terms", ""),
    "any-task": _rule(
        "not any task can be ordered: directions stay within the contract",
        "right_of_direction", "outside_contract",
    ),
}  # fmt: skip
# The longest time by what is promised (Russian law of goods): repair and replacement.
_RUSSIAN_TIMES: Final = ((r"ремонт|устран|repair|remedied|nachbesser|reparatur", 45),
                         (r"замен|replac|austausch|ersatzlieferung", 20))  # fmt: skip


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
    saving: re.Pattern[str]
    turns: re.Pattern[str]
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
    data: Any = YAML(typ="safe", pure=True).load(source)
    lists = data["lists"]

    def group(alternatives: list[str]) -> re.Pattern[str]:
        """The pattern of a group, with the lists that it names by ``$name``."""
        named = (lists[a[1:]] if a.startswith("$") else [a] for a in alternatives)
        return _pattern(alternative for some in named for alternative in some)

    number = "|".join(sorted(map(re.escape, data["numbers"]), key=len, reverse=True))
    return _Words(
        buyer=_pattern(lists["buyer"]),
        saving=_pattern(data["saving"]),
        turns=_pattern(data["turns"]),
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


def _plain(text: str) -> str:
    """``text`` as the patterns are written: small letters, plain spaces, no accents of print."""
    spaced = re.sub(r"[\u00a0\u202f\t ]+", " ", text.replace("\u00ad", "").replace("’", "'"))
    return spaced.lower().replace("ß", "ss").replace("ё", "е")


def _sentences(text: str, lang: Lang) -> Iterator[tuple[str, _Words]]:
    """The sentences of ``text``, each with the words of each language, that of ``lang`` first.

    Who writes a document in one language may paste a term in another.
    """
    for language in (lang, *(other for other in LANGS if other != lang)):
        words = _words(language)
        for sentence in _SPLIT.split(_plain(text)):
            parts = (part.strip() for part in words.turns.split(sentence))
            yield from ((part, words) for part in parts if part)


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
        return _EMPLOYEE
    return _CONSUMER if consumer else _BUSINESS


def _hits(name: str, sentence: str, words: _Words, *, excluding: bool) -> bool:
    if excluding and name in words.exclusions:
        return bool(words.exclusions[name].search(sentence))
    # A cause is no reason to except: outside lists of exclusions wear and water are harmless.
    if name not in words.rules:
        return False
    variants = words.rules[name]
    return any(all(group.search(sentence) for group in variant) for variant in variants)


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
) -> tuple[VoidWords, ...]:
    """What ``text``, in ``lang`` or another, seems to say that ``law`` makes void.

    ``consumer``: whether a consumer stands on the other side; otherwise only what no business
    can agree on is told. ``work``: the contract is for work, and its law is cited.
    ``employee``: the text is about an employee. ``excluding``: the text is one of a list of
    causes for which there are no rights. ``named_buyer``: only sentences that name the buyer
    count, as in a contract between others.
    """
    found: dict[str, VoidWords] = {}
    for sentence, words in _sentences(text, lang):
        if words.saving.search(sentence) or (named_buyer and not words.buyer.search(sentence)):
            continue
        for name, rule in _rules(consumer, employee).items():
            key = (rule.works if work else rule.keys).get(law)
            if key is None or name in found:
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


def void_word_problems(  # noqa: PLR0913 (each says whose rights are meant)
    case: Judged[Any],
    texts: Iterable[tuple[str, str]],
    *,
    consumer: bool,
    work: bool = False,
    employee: bool = False,
    excluding: bool = False,
    named_buyer: bool = False,
) -> Iterator[Problem]:
    """A warning for each of ``texts`` (field and text) that has void words, with the article."""
    for field, text in texts:
        for void in void_words(
            text, case.model.lang, case.model.law, consumer,
            work=work, employee=employee, excluding=excluding, named_buyer=named_buyer,
        ):  # fmt: skip
            basis = ", ".join(case.cite(key) for key in void.keys)
            yield doubtful(
                f"void-words-{void.rule}",
                worded("this may be void: {says} ({basis}).", says=void.says, basis=basis),
                "Leave it out, or word it so that these rights remain.",
                field,
            )

"""Statutory facts and citations: data with source, as-of date and the days they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal, Protocol

from ..nearest import nearest

LawCode = Literal["ru", "de"]
LAWS: tuple[LawCode, ...] = ("ru", "de")
Forms = str | Mapping[str, str]


class CitedText(str):
    """A citation in one language: itself in the nominative, its cases as attributes."""

    __slots__ = ("_forms",)
    _forms: Mapping[str, str]

    @classmethod
    def of(cls, forms: Forms) -> CitedText:
        """The citation of ``forms``: one text for all cases, or a text a case."""
        table: Mapping[str, str] = {"nom": forms} if isinstance(forms, str) else forms
        text = cls(table["nom"])
        text._forms = table
        return text

    def _case(self, case: str) -> str:
        return self._forms.get(case, self._forms["nom"])

    @property
    def nom(self) -> str:
        """The nominative."""
        return self._case("nom")

    @property
    def gen(self) -> str:
        """The genitive."""
        return self._case("gen")

    @property
    def dat(self) -> str:
        """The dative."""
        return self._case("dat")

    @property
    def acc(self) -> str:
        """The accusative."""
        return self._case("acc")

    @property
    def ins(self) -> str:
        """The instrumental."""
        return self._case("ins")

    @property
    def prp(self) -> str:
        """The prepositional."""
        return self._case("prp")


@dataclass(frozen=True, slots=True)
class Citation:
    """How a statute is cited, by language; ``source`` is where it can be read.

    It holds from ``valid_from`` to ``valid_to``, both included; ``None`` is open.
    ``verified`` says that it was compared with a public source on ``as_of``.
    """

    key: str
    text: Mapping[str, Forms]
    source: str
    as_of: date
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A statutory value: a term in ``unit`` counted from ``event``, or a rate.

    ``citation_key`` names its legal basis; the days it holds are as in :class:`Citation`.
    """

    key: str
    value: Decimal
    unit: str
    event: str
    citation_key: str
    source: str
    as_of: date
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


class Citable(Protocol):
    """A place in an act that can be cited."""

    @property
    def text(self) -> Mapping[str, Forms]:
        """The citation by language."""
        ...

    @property
    def source(self) -> str:
        """Where it can be read."""
        ...


@dataclass(frozen=True, slots=True)
class Register:
    """Makes the entries of one module: of one as-of date, marked if they were compared.

    ``citations`` and ``facts`` are the keys of those compared with a public source.
    """

    as_of: date
    citations: frozenset[str]
    facts: frozenset[str] = frozenset()

    def citation(
        self,
        key: str,
        text: Mapping[str, Forms],
        source: str,
        since: date | None = None,
        until: date | None = None,
    ) -> Citation:
        """How ``key`` is cited, by language."""
        return Citation(key, text, source, self.as_of, since, until, key in self.citations)

    def place(
        self, key: str, place: Citable, since: date | None = None, until: date | None = None
    ) -> Citation:
        """The citation of a place in an act."""
        return self.citation(key, place.text, place.source, since, until)

    def fact(  # noqa: PLR0913, PLR0917 (a fact has so many parts)
        self,
        key: str,
        value: int,
        unit: str,
        event: str,
        citation_key: str,
        source: str,
        since: date | None = None,
        until: date | None = None,
    ) -> Fact:
        """A statutory value with its legal basis."""
        return Fact(
            key, Decimal(value), unit, event, citation_key, source, self.as_of, since, until,
            key in self.facts,
        )  # fmt: skip


def together(places: Sequence[str]) -> tuple[str, ...]:
    """``places`` with the name of an act only after the last of those that share it.

    ``Article 18 of the Law, Article 20(1) of the Law`` becomes ``Article 18, Article 20(1)
    of the Law``; the words of the act's name are those in which neighbours end alike.
    """
    shortened = list(places)
    for index, (first, second) in enumerate(pairwise(places)):
        act = _common_act(re.split(r"(\s)", first), re.split(r"(\s)", second))
        shortened[index] = first.removesuffix(act).rstrip() if act else first
    return tuple(shortened)


def _common_act(first: Sequence[str], second: Sequence[str]) -> str:
    """The words in which two places end alike, without numbers and their ``Abs.``, ``Nr.``."""
    alike = 0
    while alike < min(len(first), len(second)) - 1 and first[-1 - alike] == second[-1 - alike]:
        alike += 1
    tail = list(first[len(first) - alike :])
    while tail and (tail[0].isspace() or tail[0].isdigit() or tail[0].endswith(".")):
        tail.pop(0)
    return "".join(tail)


class UnknownFactError(KeyError):
    """There is no such key in a law, or none that held on the day asked for.

    ``known`` are the keys there are; the one most like ``key`` is named in the message.
    """

    def __init__(self, key: str, law: str, on: date | None, known: Iterable[str] = ()) -> None:
        day = f" on {on.isoformat()}" if on else ""
        like = nearest(key, known)
        hint = f"; did you mean '{like}'?" if like else ""
        super().__init__(f"the law '{law}' has no '{key}'{day}{hint}")

    def __str__(self) -> str:
        # KeyError would show the repr of its argument: a sentence in quotes.
        return str(self.args[0])


def holds(entry: Citation | Fact, on: date | None) -> bool:
    """Whether ``entry`` held on the day ``on``; ``None`` asks for the newest."""
    if on is None:
        return entry.valid_to is None
    starts = entry.valid_from is None or entry.valid_from <= on
    ends = entry.valid_to is None or on <= entry.valid_to
    return starts and ends


class _Cited(dict[str, CitedText]):
    """Citations by key; a missing one names the law and the day."""

    def __init__(self, items: Mapping[str, CitedText], law: str, on: date | None) -> None:
        super().__init__(items)
        self._law, self._on = law, on

    def __missing__(self, key: str) -> CitedText:
        raise UnknownFactError(key, self._law, self._on, self)


class Law:
    """The facts and citations of one jurisdiction that held on one day."""

    def __init__(
        self,
        code: LawCode,
        citations: Iterable[Citation],
        facts: Iterable[Fact],
        on: date | None = None,
    ) -> None:
        self.code = code
        self.on = on
        self._citations = {entry.key: entry for entry in citations if holds(entry, on)}
        self._facts = {entry.key: entry for entry in facts if holds(entry, on)}

    def cite(self, lang: str) -> Mapping[str, CitedText]:
        """All citations in ``lang``, by key."""
        texts = {key: CitedText.of(entry.text[lang]) for key, entry in self._citations.items()}
        return _Cited(texts, self.code, self.on)

    def fact(self, key: str) -> Fact:
        """The statutory fact ``key``.

        Raises:
            UnknownFactError: there is none, or none that held on the day.

        """
        if key not in self._facts:
            raise UnknownFactError(key, self.code, self.on, self._facts)
        return self._facts[key]

    def has_fact(self, key: str) -> bool:
        """Whether the fact ``key`` held on the day."""
        return key in self._facts

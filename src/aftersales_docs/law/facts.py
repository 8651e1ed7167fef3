"""Statutory facts and citations, and the law that holds on the days of one matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from ..errors import DataError, Problem, worded
from ..nearest import nearest
from .days import DAY_WORDS, DayName, Days
from .places import Act, Provision, written

Forms = str | Mapping[str, str]


class CitedText(str):
    """A citation in one language: itself in the nominative, its cases as attributes.

    ``citation`` is what it cites, in the language ``lang``.
    """

    __slots__ = ("_forms", "citation", "lang")
    _forms: Mapping[str, str]
    citation: Citation | None
    lang: str

    @classmethod
    def of(cls, forms: Forms, citation: Citation | None = None, lang: str = "") -> CitedText:
        """The citation of ``forms``: one text for all cases, or a text a case."""
        table: Mapping[str, str] = {"nom": forms} if isinstance(forms, str) else forms
        text = cls(table["nom"])
        text._forms = table
        text.citation, text.lang = citation, lang
        return text

    def __str__(self) -> str:
        # It stays what it is where a message takes it as text, and is said in other languages.
        return self

    def in_language(self, lang: str, _medium: str = "") -> str:
        """The same citation as ``lang`` has it, where it is known what it cites."""
        if self.citation is None or lang == self.lang:
            return "".join(self)
        return str(CitedText.of(self.citation.text[lang]))

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


TextKind = Literal["official", "reprint", "account"]


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A public text with which entries were compared: which one, and in what edition.

    Its ``kind``: ``official``, published by the legislator, or a mirror of that publication;
    ``reprint``, the words of the act as others print them; ``account``, what others say of it
    (a commentary, a decision, a listing of acts).
    """

    kind: TextKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawEntry:
    """What citations and facts have in common.

    It holds from ``valid_from`` to ``valid_to``, both included, ``None`` is open; the day
    called ``by`` decides. ``source`` is where it can be read, ``verified_on`` the day on which
    it was last compared with a public text, ``compared_with`` which ones these were (empty
    where that was not written down), ``note`` what its reader should know.
    """

    key: str
    source: str
    by: DayName
    valid_from: date | None = None
    valid_to: date | None = None
    verified_on: date | None = None
    compared_with: tuple[ComparedText, ...] = ()
    note: str = ""

    @property
    def verified(self) -> bool:
        """Whether it was compared with a public text."""
        return self.verified_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(LawEntry):
    """How a statute is cited.

    ``places`` are those it names, each with its act; ``wording`` is set where they don't say
    all. ``fingerprint`` is that of their official text, ``""`` where none was compared.
    """

    places: tuple[tuple[Provision, str], ...] = ()
    act: Act | None = None
    wording: Mapping[str, Forms] = field(default_factory=dict)
    fingerprint: str = ""

    @property
    def text(self) -> Mapping[str, Forms]:
        """The citation by language."""
        if self.wording or self.act is None:
            return self.wording
        return written(self.places[0][0], self.act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(LawEntry):
    """A statutory value: a term in ``unit`` counted from ``event``, or a rate.

    ``citation_key`` names its legal basis.
    """

    value: Decimal
    unit: str
    event: str
    citation_key: str


class UnknownFactError(KeyError):
    """There is no such key in a law, or none that held on the day asked for.

    ``known`` are the keys there are; the one most like ``key`` is named in the message.
    """

    def __init__(self, key: str, law: str, on: date | None, known: Iterable[str] = ()) -> None:
        day = worded(" on {on}", on=on.isoformat()) if on else ""
        like = nearest(key, known)
        hint = (
            worded("; did you mean '{like}'?", like=like)
            if like
            else worded("; 'aftersales-docs law list --law {law}' names what it has", law=law)
        )
        super().__init__(
            worded(
                "the law '{law}' has no '{key}'{day}{hint}", law=law, key=key, day=day, hint=hint
            )
        )

    def __str__(self) -> str:
        # KeyError would show the repr of its argument: a sentence in quotes.
        return str(self.args[0])


class MissingDayError(DataError):
    """The answer of the law depends on a day that was not given.

    No :class:`KeyError`, so that no template takes it for something that may be left out.
    """

    def __init__(self, key: str, law: str, by: DayName) -> None:
        self.key, self.law, self.by = key, law, by
        super().__init__(
            Problem(
                "day-missing",
                worded(
                    (
                        "what the law '{law}' says of '{key}' depends on {DAY_WORDS}, which is "
                        "not given."
                    ),
                    law=law,
                    key=key,
                    DAY_WORDS=DAY_WORDS[by],
                ),
                "Give it.",
            )
        )


def holds(entry: LawEntry, on: date | None) -> bool:
    """Whether ``entry`` held on the day ``on``; ``None`` asks for the newest."""
    if on is None:
        return entry.valid_to is None
    starts = entry.valid_from is None or entry.valid_from <= on
    ends = entry.valid_to is None or on <= entry.valid_to
    return starts and ends


AnyEntry = TypeVar("AnyEntry", bound=LawEntry)


class _Editions(Generic[AnyEntry]):
    """The entries of one sort by key, each key in its editions; chosen on the days given."""

    def __init__(self, entries: Iterable[AnyEntry], code: str, days: Days | None) -> None:
        self._code, self._days = code, days
        self._open: dict[str, DayName] = {}
        self._first: dict[str, AnyEntry] = {}
        self.chosen: dict[str, AnyEntry] = {}
        for entry in entries:
            self._first.setdefault(entry.key, entry)
            if days is None or (entry.valid_from is None and entry.valid_to is None):
                on = None
            else:
                on = days.get(entry.by)
                if on is None:
                    self._open[entry.key] = entry.by
                    continue
            if holds(entry, on):
                self.chosen[entry.key] = entry

    def __getitem__(self, key: str) -> AnyEntry:
        if key in self._open:
            raise MissingDayError(key, self._code, self._open[key])
        if key not in self.chosen:
            raise UnknownFactError(key, self._code, self.day(key), self.chosen)
        return self.chosen[key]

    def __contains__(self, key: str) -> bool:
        if key in self._open:
            raise MissingDayError(key, self._code, self._open[key])
        return key in self.chosen

    def day(self, key: str) -> date | None:
        """The day by which ``key`` is chosen; ``None`` where none was asked for."""
        if self._days is None:
            return None
        first = self._first.get(key)
        return self._days.get(first.by) if first else self._days.document

    def by(self, key: str) -> DayName | None:
        """Which day decides over ``key``; ``None`` if it is always the same."""
        first = self._first.get(key)
        if first is None or (first.valid_from is None and first.valid_to is None):
            return None
        return first.by


class _Cited(dict[str, CitedText]):
    """Citations by key; a missing one names the law and the day."""

    def __init__(self, items: Mapping[str, CitedText], editions: _Editions[Citation]) -> None:
        super().__init__(items)
        self._editions = editions

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._editions

    def get(self, key: str, default: Any = None) -> Any:
        """The citation ``key``, else ``default``; never for want of a day."""
        if key not in self:
            return default
        return self[key]

    def __missing__(self, key: str) -> CitedText:
        self._editions[key]
        raise AssertionError(key)  # pragma: no cover (the line above has raised)


class Law:
    """The facts and citations of one jurisdiction that hold for one matter.

    Made by :func:`~aftersales_docs.law.law_of` and :func:`~aftersales_docs.law.law_on`.
    ``days`` are those of the matter; ``None`` asks for the newest of everything.
    """

    def __init__(
        self,
        code: str,
        citations: Iterable[Citation],
        facts: Iterable[Fact],
        days: Days | None = None,
    ) -> None:
        self.code = code
        self.days = days
        self._citations = _Editions(citations, code, days)
        self._facts = _Editions(facts, code, days)
        self._cited: dict[str, _Cited] = {}

    @cached_property
    def on(self) -> date | None:
        """The day of the document."""
        return self.days.document if self.days else None

    def cite(self, lang: str) -> Mapping[str, CitedText]:
        """All citations in ``lang``, by key.

        Asking for one that did not hold raises :class:`UnknownFactError`, for one that depends
        on a day not given :class:`MissingDayError`.
        """
        if lang not in self._cited:
            chosen = self._citations.chosen.items()
            texts = {key: CitedText.of(entry.text[lang], entry, lang) for key, entry in chosen}
            self._cited[lang] = _Cited(texts, self._citations)
        return self._cited[lang]

    def citation(self, key: str) -> Citation:
        """The citation ``key`` with its source, its validity and its places."""
        return self._citations[key]

    def fact(self, key: str) -> Fact:
        """The statutory fact ``key``.

        Raises:
            UnknownFactError: there is none, or none that held on the day.
            MissingDayError: it depends on a day that was not given.

        """
        return self._facts[key]

    def has_fact(self, key: str) -> bool:
        """Whether the fact ``key`` held on the day that decides over it.

        Raises:
            MissingDayError: it depends on a day that was not given.

        """
        return key in self._facts

    def chosen_by(self, key: str) -> tuple[DayName, date | None] | None:
        """Which day decides over the fact or citation ``key``, and that day in this matter.

        ``None`` if ``key`` has been the same at all times.
        """
        for editions in (self._facts, self._citations):
            by = editions.by(key)
            if by is not None:
                return by, editions.day(key)
        return None

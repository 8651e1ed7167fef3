"""The figures: claims of a period by what they count as, read once, in bounded memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from django.db.models import QuerySet

from ...kinds import KINDS
from ..cases.models import Case
from ..register.models import DONE, ISSUED, SENT, SIGNED, Document
from ..words import bare, folded, stems_of
from .counting import choices_of
from .models import Counted
from .rising import Judged, Sales, judged
from .sales import matched

IN_FORCE: Final = (ISSUED, SENT, SIGNED, DONE)
# A word is told where the claims of so many parties have it: it is then no single person's.
LEAST_PARTIES: Final = 5
_MOST_STEMS: Final = 20_000
_COLUMNS: Final = (
    "document__case_id", "matter", "document_id", "on", "answered", "due", "product",
    "product_key", "choices", "words", "document__party_key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """What is counted: documents of ``kind`` whose matter came in from ``since`` to ``until``.

    ``product`` is a part of its name or model; empty, as ``office``, where it does not matter.
    ``offices`` are those whose cases are counted; ``None`` is all.
    """

    kind: str
    since: date
    until: date
    office: str = ""
    product: str = ""
    offices: tuple[str, ...] | None = None

    @property
    def before(self) -> tuple[date, date]:
        """The days from and to which the period before goes, which is as long."""
        length = self.until - self.since + timedelta(days=1)
        return self.since - length, self.since - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Product:
    """A product: its claims in both periods, and what the test says of them, if it was tested."""

    key: str
    name: str
    claims: int
    before: int
    test: Judged | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Days from the claim to the answer: of how many, half of them, nine of ten, the most.

    ``late`` were answered after their due day, of ``with_due`` that have one, by ``late_days``
    at most.
    """

    count: int = 0
    median: int = 0
    most_of_ten: int = 0
    longest: int = 0
    with_due: int = 0
    late: int = 0
    late_days: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted.

    ``again`` are documents about a matter that was counted before, ``interim`` those before the
    last one on the same matter, ``unread`` such as this program can't count, ``open_cases`` cases
    of the period without a document of the kind, ``strange`` products of the sales figures that no
    claim names.
    """

    query: Query
    claims: int
    before: int
    products: tuple[Product, ...]
    choices: Mapping[str, tuple[tuple[str, int], ...]]
    words: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    days: Days
    again: int
    interim: int
    unread: int
    open_cases: int
    strange: tuple[str, ...] = ()


@dataclass(slots=True)
class _Matter:
    """One claim: all that was written on it, as one."""

    on: str
    first: str
    due: str
    product: str
    key: str
    choices: Mapping[str, list[str]]
    words: frozenset[str]
    party: str


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    return folded(word)


def year_to(day: date) -> date:
    """The first day of the year that ends on ``day``."""
    return day - timedelta(days=364)


def figures(query: Query, among: QuerySet[Document], sales: Sales | None = None) -> Figures:
    """The figures of ``query``, of the documents ``among`` alone.

    The products are told by their claims, the most first; with ``sales`` rates are compared,
    without them shares.
    """
    tally = _Tally(query)
    for group in _matters(_rows(query, among)):
        tally.add(list(group))
    products, strange = tally.products(sales)
    unread = Counted.objects.filter(document__in=_documents(query, among), on="").count()
    return Figures(
        query,
        tally.claims,
        tally.before,
        products,
        {path: _most(counts) for path, counts in tally.choices.items()},
        tally.words_told(),
        tuple(sorted(tally.months.items())),
        tally.days_told(),
        tally.again,
        tally.interim,
        unread,
        _open_cases(query, among),
        strange,
    )


def _documents(query: Query, among: QuerySet[Document]) -> QuerySet[Document]:
    found = among.filter(kind=query.kind, state__in=IN_FORCE)
    return found.filter(office=query.office) if query.office else found


def _rows(query: Query, among: QuerySet[Document]) -> Iterator[Any]:
    """The rows of both periods, those of one matter one after the other."""
    rows = Counted.objects.filter(
        document__in=_documents(query, among).order_by().values("pk"),
        on__gte=query.before[0].isoformat(),
        on__lte=query.until.isoformat(),
    )
    order = ("document__case_id", "matter", "document_id")
    return rows.order_by(*order).values_list(*_COLUMNS).iterator(2000)


def _matters(rows: Iterable[Any]) -> Iterator[Iterator[Any]]:
    """Rows of one case, or else of one matter of a party; each other one is alone."""

    def matter(row: Any) -> tuple[Any, ...]:
        case, named, pk = row[:3]
        return (case,) if case else (0, named or pk)

    for _, group in groupby(rows, matter):
        yield group


def _most(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


@dataclass
class _Tally:
    """Counts matters as they go by; what it keeps grows with products and words, not claims."""

    query: Query
    claims: int = 0
    before: int = 0
    again: int = 0
    interim: int = 0
    now_of: Counter[str] = field(default_factory=Counter)
    before_of: Counter[str] = field(default_factory=Counter)
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    choices: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    months: Counter[str] = field(default_factory=Counter)
    took: Counter[int] = field(default_factory=Counter)
    late: Counter[int] = field(default_factory=Counter)
    with_due: int = 0
    stems: Counter[str] = field(default_factory=Counter)
    spelt: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    parties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, rows: list[Any]) -> None:
        """Count one matter, whatever was written on it."""
        matter, again = self._matter(rows)
        period = _period(matter.on if matter else rows[-1][3], self.query)
        if period:
            self.again += again
        if matter is None or not self._wanted(matter):
            return
        self.names[matter.key][matter.product] += 1
        if not period:
            self.before += 1
            self.before_of[matter.key] += 1
            return
        self.claims += 1
        self.interim += len(rows) - again - 1
        self.now_of[matter.key] += 1
        self.months[matter.on[:7]] += 1
        for path, values in matter.choices.items():
            self.choices[path].update(values)
        self._count_days(matter)
        self._count_words(matter)

    def _matter(self, rows: list[Any]) -> tuple[_Matter | None, int]:
        """The claim that ``rows`` are about; how many only speak of one answered before."""
        kept = [(row, choices_of(row[8])) for row in rows]
        repeats = KINDS[self.query.kind].counted.again  # type: ignore[union-attr]
        first_hand = [
            (row, choices)
            for row, choices in kept
            if not any(set(choices.get(path, ())) & set(each) for path, each in repeats.items())
        ]
        if not first_hand:
            return None, len(rows)
        first, (last, choices) = first_hand[0][0], first_hand[-1]
        words = frozenset(word for row, _ in first_hand for word in row[9].split())
        made = _Matter(first[3], first[4], first[5], last[6], last[7], choices, words, last[10])
        return made, len(rows) - len(first_hand)

    def _wanted(self, matter: _Matter) -> bool:
        part = self.query.product
        return not part or bare(part) in matter.key or folded(part) in folded(matter.product)

    def _count_days(self, matter: _Matter) -> None:
        if not matter.first:
            return
        answered = date.fromisoformat(matter.first)
        self.took[(answered - date.fromisoformat(matter.on)).days] += 1
        if matter.due:
            self.with_due += 1
            over = (answered - date.fromisoformat(matter.due)).days
            if over > 0:
                self.late[over] += 1

    def _count_words(self, matter: _Matter) -> None:
        of_party = set(matter.party.split())
        for stem, word in {stems_of(word)[0]: word for word in sorted(matter.words)}.items():
            if len(self.stems) >= _MOST_STEMS and stem not in self.stems:
                continue
            if _plain(word) in of_party:
                continue
            self.stems[stem] += 1
            self.spelt[stem][word] += 1
            if len(self.parties[stem]) < LEAST_PARTIES:
                self.parties[stem].add(matter.party)

    def words_told(self) -> tuple[tuple[str, int], ...]:
        """The words of enough parties, as they are mostly written, the most frequent first."""
        told = {
            self.spelt[stem].most_common(1)[0][0]: count
            for stem, count in self.stems.items()
            if len(self.parties[stem]) >= LEAST_PARTIES
        }
        return _most(told)

    def products(self, sales: Sales | None) -> tuple[tuple[Product, ...], tuple[str, ...]]:
        """The products by their claims; those with enough of them with what the test says.

        And products of the sales figures that no claim names.
        """
        counts = {key: (self.now_of[key], self.before_of[key]) for key in self.names}
        called = {key: names.most_common(1)[0][0] for key, names in self.names.items()}
        known, strange = matched(sales or {}, called)
        tests = judged(counts, (self.claims, self.before), known)
        found = [Product(key, name, *counts[key], tests.get(key)) for key, name in called.items()]
        found.sort(key=lambda one: (-one.claims, -one.before, one.name))
        return tuple(found), tuple(strange)

    def days_told(self) -> Days:
        """How long answers took."""
        count = sum(self.took.values())
        if not count:
            return Days()
        return Days(
            count,
            _quantile(self.took, 0.5),
            _quantile(self.took, 0.9),
            max(self.took),
            self.with_due,
            sum(self.late.values()),
            max(self.late, default=0),
        )


def _period(on: str, query: Query) -> bool:
    """Whether a day is in the period that is asked for, and not in the one before."""
    return on >= query.since.isoformat()


def _quantile(counts: Mapping[int, int], part: float) -> int:
    """The least number of days in which that part of all was answered."""
    wanted, seen = part * sum(counts.values()), 0
    for days in sorted(counts):
        seen += counts[days]
        if seen >= wanted:
            return days
    return max(counts)


def _open_cases(query: Query, among: QuerySet[Document]) -> int:
    """Cases of claims that came in during the period and that no document of the kind answers."""
    cases = Case.objects.filter(
        received__gte=query.since.isoformat(), received__lte=query.until.isoformat()
    )
    if query.office:
        cases = cases.filter(office=query.office)
    if query.offices is not None:
        cases = cases.filter(office__in=query.offices)
    answered = _documents(query, among).exclude(case=None).values("case_id")
    return cases.exclude(pk__in=answered).count()

"""The figures as tables in a language: for the terminal, files, pages and the report alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from ...kinds import KINDS
from ...language import language_of
from ...messages import UiLang, Worded, said, worded
from ...schemas.field_words import choices_at, label_at
from .figures import Figures, Product
from .rising import Judged

Cell = str | int | Fraction | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is called for programs and people, its heads, its rows.

    A share is a :class:`~fractions.Fraction`, what is not known ``None``. ``bars`` is the column
    that is drawn as bars, ``percent`` are those that hold shares.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bars: int | None = 1
    percent: tuple[int, ...] = ()
    left_out: int = 0


_CLAIMS: Final = worded("claims")
_SHARE: Final = worded("share")


def tables(figures: Figures, lang: UiLang, most: int | None = None) -> list[Table]:
    """The tables of ``figures`` that hold anything; of each the first ``most`` rows."""
    made = [*_all(figures, lang)]
    return [_cut(one, most) for one in made if one.rows]


def _cut(table: Table, most: int | None) -> Table:
    if most is None or len(table.rows) <= most:
        return table
    left = len(table.rows) - most
    return Table(
        table.name, table.title, table.heads, table.rows[:most], table.bars, table.percent, left
    )


def _all(figures: Figures, lang: UiLang) -> Iterator[Table]:
    def heads(*words: Worded) -> tuple[str, ...]:
        return tuple(said(one, lang) for one in words)

    yield Table(
        "products",
        said(worded("Products"), lang),
        heads(
            worded("product"), _CLAIMS, _SHARE, worded("claims before"), worded("share before"),
            worded("probability"), worded("corrected"), worded("beyond chance"),
        ),
        tuple(_product(one, figures, lang) for one in figures.products),
        percent=(2, 4),
    )  # fmt: skip
    for path, counts in figures.choices.items():
        yield _of_choice(figures, path, counts, lang)
    yield Table(
        "words",
        said(worded("Words of the defects"), lang),
        heads(worded("word"), _CLAIMS),
        figures.words,
    )
    yield Table(
        "months", said(worded("Months"), lang), heads(worded("month"), _CLAIMS), figures.months
    )
    yield Table(
        "days",
        said(worded("Days to the answer"), lang),
        heads(worded("what"), worded("figure")),
        tuple(_of_days(figures, lang)),
        bars=None,
    )


def _product(one: Product, figures: Figures, lang: UiLang) -> tuple[Cell, ...]:
    test = one.test
    return (
        one.name,
        one.claims,
        share(one.claims, figures.claims),
        one.before,
        share(one.before, figures.before),
        chance(test.chance, lang) if test else None,
        chance(test.corrected, lang) if test else None,
        _verdict(test, lang),
    )


def _verdict(test: Judged | None, lang: UiLang) -> str:
    if test is None:
        return said(worded("not tested"), lang)
    return said(worded("yes") if test.systematic else worded("no"), lang)


def _of_choice(
    figures: Figures, path: str, counts: tuple[tuple[str, int], ...], lang: UiLang
) -> Table:
    model, steps = KINDS[figures.query.kind].model, path.split(".")
    called = choices_at(model, steps, lang)
    title = label_at(model, steps, lang)
    rows = tuple(
        (called.get(value, value), count, share(count, figures.claims)) for value, count in counts
    )
    heads = (title, said(_CLAIMS, lang), said(_SHARE, lang))
    return Table(path, title, heads, rows, percent=(2,))


def _of_days(figures: Figures, lang: UiLang) -> Iterator[tuple[Cell, ...]]:
    days = figures.days
    if not days.count:
        return
    told: tuple[tuple[Worded, int], ...] = (
        (worded("half are answered within (days)"), days.median),
        (worded("nine of ten are answered within (days)"), days.most_of_ten),
        (worded("the longest took (days)"), days.longest),
        (worded("claims with a due day"), days.with_due),
        (worded("answered after it"), days.late),
        (worded("at most late by (days)"), days.late_days),
    )
    for words, figure in told:
        yield said(words, lang), figure


def share(part: int, whole: int) -> Fraction | None:
    """The part of the whole; ``None`` where there is no whole."""
    return Fraction(part, whole) if whole else None


_LEAST: Final = Fraction(1, 10_000)


def chance(value: Fraction, lang: UiLang) -> str:
    """A probability by four places, which a very small one is below."""
    language = language_of(lang)
    if value < _LEAST:
        return f"< {language.number(Decimal('0.0001'))}"
    return language.number(Decimal(value.numerator) / Decimal(value.denominator), 4)


def shown(cell: Cell, lang: UiLang) -> str:
    """A cell as a person reads it: shares in percent, what is not known as a dash."""
    if cell is None:
        return "–"
    if isinstance(cell, Fraction):
        percent = Decimal(cell.numerator * 100) / Decimal(cell.denominator)
        return f"{language_of(lang).number(percent, 1)}\N{NO-BREAK SPACE}%"
    return language_of(lang).number(cell) if isinstance(cell, int) else cell


def plainly(cell: Cell) -> str | int | float:
    """A cell as a program reads it: shares as decimals, what is not known as nothing."""
    if isinstance(cell, Fraction):
        return round(float(cell), 6)
    return "" if cell is None else cell


def as_data(figures: Figures) -> dict[str, Any]:
    """The figures for programs, under names that no language changes."""
    query = figures.query
    return {
        "kind": query.kind,
        "since": query.since.isoformat(),
        "until": query.until.isoformat(),
        "before": [one.isoformat() for one in query.before],
        "office": query.office,
        "claims": figures.claims,
        "claims_before": figures.before,
        "products": [_product_data(one) for one in figures.products],
        "choices": {path: dict(counts) for path, counts in figures.choices.items()},
        "words": dict(figures.words),
        "months": dict(figures.months),
        "days": asdict(figures.days),
        "again": figures.again,
        "interim": figures.interim,
        "unread": figures.unread,
        "open_cases": figures.open_cases,
        "sales_unknown": list(figures.strange),
    }


def _product_data(one: Product) -> dict[str, Any]:
    test = one.test
    return {
        "name": one.name,
        "claims": one.claims,
        "claims_before": one.before,
        "tested": test is not None,
        "chance": float(test.chance) if test else None,
        "corrected": float(test.corrected) if test else None,
        "systematic": test.systematic if test else False,
        "by_sales": test.by_sales if test else False,
    }

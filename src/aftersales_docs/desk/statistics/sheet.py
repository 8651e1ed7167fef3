"""The statistics as a report: figures, what rises beyond chance, how it was counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ...document import Block, Document
from ...kinds import KINDS
from ...language import language_of
from ...messages import UiLang, Worded, said, sentences, worded
from .. import sheets
from .figures import LEAST_PARTIES, Figures, Product
from .rising import LEAST_CLAIMS
from .tables import Table, chance, shown, tables

_MOST_ROWS: Final = 30
_NARROW: Final = 5
_WIDE: Final = 16


def sheet(figures: Figures, lang: UiLang, day: date) -> Document:
    """The report, as of ``day``, in ``lang``."""
    name = said(worded("Statistics of claims"), lang)
    return sheets.sheet("statistics", lang, name, day, _blocks(figures, lang, name, day))


def _blocks(figures: Figures, lang: UiLang, name: str, day: date) -> Iterator[Block]:
    def spoken(words: Worded) -> str:
        return said(words, lang)

    yield sheets.title(name, [spoken(line) for line in _below(figures, lang, day)])
    yield sheets.paragraph(spoken(summary(figures)))
    yield sheets.heading("systematic", spoken(worded("Systematic defects")))
    systematic = [
        product for product in figures.products if product.test and product.test.systematic
    ]
    if not systematic:
        yield sheets.paragraph(spoken(nothing_rises(figures)))
    for product in systematic:
        yield sheets.paragraph(spoken(rises(product, lang)))
    if systematic:
        yield sheets.paragraph(spoken(GROUND))
    for table in tables(figures, lang, _MOST_ROWS):
        yield sheets.heading(f"part-{table.name.replace('.', '-')}", table.title)
        yield _table(table, lang)
        if table.left_out:
            yield sheets.paragraph(spoken(worded("{count} more rows.", count=table.left_out)))
    yield sheets.heading("limits", spoken(worded("How it was counted, and what it does not show")))
    yield sheets.items(spoken(line) for line in limits(figures))


def _below(figures: Figures, lang: UiLang, day: date) -> Iterator[Worded]:
    query, language = figures.query, language_of(lang)
    since, until = map(language.date_short, (query.since, query.until))
    yield worded("Counted: {name}", name=_kind(figures, lang))
    before, end = map(language.date_short, query.before)
    yield worded(
        "{since} to {until}, compared with {before} to {end}",
        since=since,
        until=until,
        before=before,
        end=end,
    )
    if query.office:
        yield worded("office {office}", office=query.office)
    if query.product:
        yield worded("products with '{product}'", product=query.product)
    yield worded("as of {day}", day=language.date_short(day))


def _kind(figures: Figures, lang: UiLang) -> str:
    return KINDS[figures.query.kind].called(lang)


def _table(table: Table, lang: UiLang) -> Block:
    numbers = [
        all(not isinstance(row[column], str) for row in table.rows)
        for column in range(len(table.heads))
    ]
    return sheets.table(
        f"table-{table.name.replace('.', '-')}",
        table.heads,
        ([shown(cell, lang) for cell in row] for row in table.rows),
        [_WIDE, *(_NARROW for _ in table.heads[1:])],
        "".join("r" if number else "l" for number in numbers),
    )


def summary(figures: Figures) -> Worded:
    """How many claims there are, and how long they took, in a sentence or two."""
    days = figures.days
    counted = worded(
        "{claims} {claims:claim|claims} in the period, {before} in the one before.",
        claims=figures.claims,
        before=figures.before,
    )
    if not days.count:
        return counted
    took = worded(
        "Half of them were answered within {median} {median:day|days}; {late} of {due} with a due "
        "day were answered late.",
        median=days.median,
        late=days.late,
        due=days.with_due,
    )
    return sentences(counted, took)


def nothing_rises(figures: Figures) -> Worded:
    """That no product is found, or that none could be tested."""
    if not any(one.test for one in figures.products):
        return worded(
            "No product could be tested: there are too few claims, or none in one of the periods."
        )
    return worded("No product's claims rise beyond chance.")


def rises(one: Product, lang: UiLang) -> Worded:
    """What the test says of a product whose claims rise beyond chance."""
    assert one.test is not None  # noqa: S101 (only products that were tested come here)
    values = {
        "product": one.name,
        "claims": one.claims,
        "before": one.before,
        "corrected": chance(one.test.corrected, lang),
    }
    if one.test.by_sales and one.test.units:
        return worded(
            "{product}: {claims} {claims:claim|claims} for {units} units, {before} for {earlier} "
            "before. The rate rises beyond chance (corrected probability {corrected}).",
            units=_units(one.test.units[0], lang),
            earlier=_units(one.test.units[1], lang),
            **values,
        )
    return worded(
        "{product}: {claims} {claims:claim|claims}, {before} before. Its share of all claims "
        "rises beyond chance (corrected probability {corrected}).",
        **values,
    )


def _units(value: Fraction, lang: UiLang) -> str:
    return language_of(lang).number(Decimal(value.numerator) / Decimal(value.denominator))


GROUND: Final = worded(
    "This is ground to examine the product and, if a cause is found, to propose changing it or "
    "withdrawing it from sale. It is no proof of a defect."
)


def limits(figures: Figures) -> Iterator[Worded]:
    """How it was counted, and what the figures do not show, a sentence or two each."""
    yield worded(
        "Counted are answers in force. Several on one claim count once: the first for the days, "
        "the last for the decision. {again} {again:answer|answers} only referred to an earlier "
        "one, {interim} came before another on the same claim.",
        again=figures.again,
        interim=figures.interim,
    )
    yield worded(
        "Claims that nobody has answered yet are missing, so the last weeks look better than they "
        "are. The register knows {open} open {open:case|cases} of the period without an answer, "
        "and nothing of claims that stand in no case.",
        open=figures.open_cases,
    )
    if figures.unread:
        yield worded(
            "{unread} {unread:document|documents} could not be read by this program and count as "
            "nothing.",
            unread=figures.unread,
        )
    yield from _limits_of_method()


def _limits_of_method() -> Iterator[Worded]:
    """What holds whatever was counted."""
    yield worded(
        "Days run from the day on which the claim was received to the date of the answer, not to "
        "the day on which it went out."
    )
    yield worded(
        "Without sales figures a product's share of all claims is compared. It also rises where "
        "more of the product is sold, or where claims about other products become fewer."
    )
    yield worded(
        "The test is one-sided and exact: of two rates where units are known (conditional "
        "binomial test), of two shares otherwise (Fisher). The probabilities are corrected for "
        "the number of products after Holm; a rise is told from 5% down. Products with fewer than "
        "{least} claims in both periods are not tested.",
        least=LEAST_CLAIMS,
    )
    yield worded(
        "It takes claims to be independent of each other and both periods to be alike but for the "
        "product. A large customer who claims for many units at once, a report in the press, a "
        "recall or the season can raise the figures too."
    )
    yield worded(
        "No rise found does not mean that there is no defect: with few claims the test can hardly "
        "find one. What was bad in both periods is no rise."
    )
    yield worded(
        "Words of the defects are told where claims of at least {parties} parties have them; "
        "names and addresses of the parties are left out.",
        parties=LEAST_PARTIES,
    )

"""Where an agreement contradicts itself: paid for what is not done, prices never due."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ...errors import Problem, worded
from ...rules.verdict import doubtful
from .case import Agreement
from .remuneration import PerAct

# Which task a flat rate is for, by stems of its name in three languages.
_RATES: Final[Mapping[str, re.Pattern[str]]] = {
    "complaints": re.compile(r"annahme|reklamation|при[её]м|претензи|accept|complaint|intake"),
    "examination": re.compile(
        r"prüf|diagnos|untersuch|befund|проверк|диагност|осмотр|экспертиз|examin|inspect|check"
    ),
    "repair": re.compile(
        r"austausch|repar|instandsetz|einbau|ersatz\b|wechsel|justier|замен|ремонт|установк"
        r"|устранен|регулировк|replac|repair|refit|install|adjust|exchange"
    ),
    "transport": re.compile(
        r"abhol|rückliefer|anliefer|transport|versand|вывоз|доставк|перевоз|возврат|транспорт"
        r"|collect|deliver|carriage|shipping|haul"
    ),
    "loan_units": re.compile(r"ersatzgerät|leihgerät|подменн|loan"),
    "records": re.compile(r"dokumentation|aktenführung|уч[её]т|record"),
    "answers": re.compile(r"beantwort|\bantwort|ответ|answer|reply"),
}
_WHO: Final = worded(
    "duties gives that work to someone else, or costs leaves its cost to the seller"
)


def _flat_rates(case: Agreement) -> Iterator[Problem]:
    """A flat rate for work that the seller is not paid for never falls due."""
    remuneration = case.model.remuneration
    for index, rate in enumerate(
        remuneration.flat_rates if isinstance(remuneration, PerAct) else ()
    ):
        work = rate.work.lower()
        tasks = {task for task, pattern in _RATES.items() if pattern.search(work)}
        if tasks and not tasks & case.paid_tasks:
            yield doubtful(
                "price-never-due",
                worded("'{work}' is never payable: {WHO}.", work=rate.work, WHO=_WHO),
                "Compare duties and costs, or leave the flat rate out.",
                f"remuneration.flat_rates[{index}]",
            )


def _hourly_rate(case: Agreement) -> Iterator[Problem]:
    remuneration = case.model.remuneration
    if not isinstance(remuneration, PerAct):
        return
    if not case.paid_tasks:
        yield doubtful(
            "paid-for-nothing",
            "work is paid by completion certificate, but the seller has no task whose cost the "
            "other party bears.",
            "Compare duties and costs.",
            "remuneration.model",
        )
    elif remuneration.hourly_rate and not case.paid_tasks & {"repair", "examination"}:
        yield doubtful(
            "rate-without-work",
            "the hourly rate goes by standard repair times, but the seller neither repairs nor "
            "examines at the other party's cost.",
            "Leave hourly_rate out and give flat_rates, or compare duties and costs.",
            "remuneration.hourly_rate",
        )


def _amount(case: Agreement) -> Iterator[Problem]:
    if not isinstance(case.model.remuneration, PerAct) and not case.paid_tasks:
        yield doubtful(
            "paid-for-nothing",
            "an amount is paid, but the seller has no task whose cost the other party bears.",
            "Compare duties and costs.",
            "remuneration.amount",
        )


def _additions(case: Agreement) -> Iterator[Problem]:
    """Bonus, mark-up and travel without the work they belong to."""
    remuneration, repairs = case.model.remuneration, case.model.duties.repair == "seller"
    if remuneration.bonus and not repairs:
        yield doubtful(
            "bonus-without-work",
            "the bonus rewards repairs in time, but the seller does not repair.",
            "Leave bonus out, or write duties.repair: seller.",
            "remuneration.bonus",
        )
    if remuneration.parts_markup_percent and not repairs:
        yield doubtful(
            "markup-without-work",
            "the mark-up is for parts that the seller fits, but the seller does not repair.",
            "Leave parts_markup_percent out, or write duties.repair: seller.",
            "remuneration.parts_markup_percent",
        )
    if remuneration.travel_per_km and not case.paid_tasks & {"repair", "examination", "transport"}:
        yield doubtful(
            "travel-without-work",
            "journeys are paid, but the seller has no task that takes it to the customer at the "
            "other party's cost.",
            "Leave travel_per_km out, or compare duties and costs.",
            "remuneration.travel_per_km",
        )


def _loan_pool(case: Agreement) -> Iterator[Problem]:
    model = case.model
    if (
        model.loan_units
        and model.loan_units.pool == "principal"
        and model.duties.loan_units == "seller"
        and model.costs.loan_units == "seller"
    ):
        yield doubtful(
            "loan-pool-and-cost-apart",
            "the other party provides the loan units, yet the seller bears the cost of providing "
            "them.",
            "Write loan_units.pool: seller, or costs.loan_units: principal.",
            "costs.loan_units",
        )


def _penalty(case: Agreement) -> Iterator[Problem]:
    """A cap below the penalty of one day is no cap."""
    penalties = case.model.penalties
    if penalties is None:
        return
    for name in ("repair_percent", "payment_percent"):
        percent = getattr(penalties, name)
        if percent and percent > penalties.cap_percent:
            yield doubtful(
                "cap-below-one-day",
                "the highest penalty is lower than that of a single day.",
                "Compare both per cents.",
                f"penalties.{name}",
            )


CHECKS: tuple[Callable[[Agreement], Iterator[Problem]], ...] = (
    _flat_rates,
    _hourly_rate,
    _amount,
    _additions,
    _loan_pool,
    _penalty,
)

"""Where a warranty section falls short of German law, and where it is risky under it.

Towards consumers the law of sale can't be changed to their burden (§ 476 BGB); the law of
work can, within the limits of standard terms (§§ 307, 309 BGB).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...errors import Problem, worded
from ...rules.verdict import doubtful, forbidden, note
from ...schemas.parts import Words
from .case import REASONABLE_REPAIR_DAYS, Section

# Two attempts are what § 440 BGB presumes to be enough, and usual for works.
_USUAL_ATTEMPTS = 2
# A buyer needs some days to write, even where the law says at once (§ 377 HGB).
_SHORTEST_NOTICE = 3
# Names of goods that are made and handed over, rather than of a work on something.
_MOVABLES = ("goods", "product")


def _too_short(case: Section, floor: int, words: str, key: str) -> Iterator[Problem]:
    if case.shortest < floor:
        yield forbidden(
            "period-too-short",
            worded(
                "{words} the period can't be under {floor} months ({cite}).",
                words=words,
                floor=floor,
                cite=case.cite(key),
            ),
            worded("Write {floor} or more.", floor=floor),
            case.shortest_field,
        )


def _period(case: Section) -> Iterator[Problem]:
    if case.consumer_sale:
        yield from _consumer_period(case)
    elif case.standard_terms:
        floor = case.number("terms_limitation_min") * 12
        words = worded("by standard terms") if not case.consumer else worded("towards a consumer")
        yield from _too_short(case, floor, words, "terms_warranty_limitation")
    limit = case.model.limitation_months
    if limit and limit < case.model.period.months:
        yield doubtful(
            "limitation-before-period-ends",
            "claims become time-barred while the warranty still runs.",
            worded(
                "Write {months} or more, or leave limitation_months out.",
                months=case.model.period.months,
            ),
            "limitation_months",
        )


def _consumer_period(case: Section) -> Iterator[Problem]:
    used = case.model.used
    usual = case.number("consumer_limitation_min") * 12
    floor = case.number("consumer_limitation_min_used") * 12 if used else usual
    yield from _too_short(case, floor, worded("towards a consumer"), "consumer_deviation")
    express = case.cited("consumer_limitation_agreement")
    if used and express and floor <= case.shortest < usual:
        yield doubtful(
            "used-goods-need-express-agreement",
            worded(
                (
                    "a period under two years for used goods is valid only if the consumer "
                    "was told of it separately before and agreed to it expressly ({basis})."
                ),
                basis=case.cite("consumer_deviation"),
            ),
            "Have the sheet that comes with the document signed before the contract.",
            case.shortest_field,
        )


def _contract(case: Section) -> Iterator[Problem]:
    model = case.model
    if not case.work:
        return
    if model.names.goods in _MOVABLES:
        yield doubtful(
            "work-supply-is-sale",
            worded(
                (
                    "a contract to make and deliver movable goods is under the law of sale "
                    "({basis})."
                ),
                basis=case.cite("work_supply"),
            ),
            "Write contract: supply, or names.goods: works.",
            "contract",
        )
    if case.period.start in {"handover", "delivery", "resale"}:
        yield doubtful(
            "work-starts-at-acceptance",
            worded(
                ("the limitation period for defects of a work runs from acceptance ({basis})."),
                basis=case.cite("work_defect_limitation"),
            ),
            "Write period.start: acceptance.",
            "period.start",
        )
    if model.notice and case.standard_terms:
        yield doubtful(
            "no-notice-duty-in-works",
            worded(
                (
                    "the law of works does not require notice of defects; standard terms "
                    "that do may be void ({basis})."
                ),
                basis=case.cite("fair_terms"),
            ),
            "Leave notice out, or negotiate it.",
            "notice",
        )


def _choice(case: Section) -> Iterator[Problem]:
    # In works the choice is the contractor's (§ 635 BGB).
    if case.consumer_sale and case.remedies.choice == "supplier":
        yield forbidden(
            "choice-is-the-consumers",
            worded(
                "a consumer chooses between repair and replacement ({basis}).",
                basis=case.cite("sale_performance"),
            ),
            "Write remedies.choice: buyer.",
            "remedies.choice",
        )
    if not case.remedies.withdrawal and case.standard_terms:
        key = "consumer_deviation" if case.consumer_sale else "terms_warranty_repair"
        yield forbidden(
            "withdrawal-excluded",
            worded(
                "withdrawal after failed repair can't be excluded here ({cite}).",
                cite=case.cite(key),
            ),
            "Write remedies.withdrawal: true.",
            "remedies.withdrawal",
        )


def _terms(case: Section) -> Iterator[Problem]:
    if not case.consumer:
        return
    remedies = case.remedies
    basis = case.cite("work_performance" if case.work else "consumer_performance")
    for field in ("repair_days", "replacement_days"):
        days = getattr(remedies, field)
        if days > REASONABLE_REPAIR_DAYS:
            yield doubtful(
                "term-perhaps-unreasonable",
                worded(
                    ("whether {days} days are still reasonable depends on the goods ({basis})."),
                    days=days,
                    basis=basis,
                ),
                "Shorten the time limit.",
                f"remedies.{field}",
            )


def _attempts(case: Section) -> Iterator[Problem]:
    attempts, limit, key = case.remedies.attempts, _USUAL_ATTEMPTS, "sale_withdrawal"
    said = worded("after two attempts a repair counts as failed")
    if case.work:
        key, said = "work_withdrawal", worded("more than two attempts are seldom reasonable")
    elif case.consumer and case.law.has_fact("consumer_limitation_after_defect"):
        limit, key = 1, "consumer_withdrawal"
        said = worded("a consumer may be free to withdraw after the first attempt that failed")
    if attempts > limit:
        yield doubtful(
            "many-attempts",
            worded("{said} ({cite}).", said=said, cite=case.cite(key)),
            worded("Write attempts: {limit}.", limit=limit),
            "remedies.attempts",
        )


def _costs(case: Section) -> Iterator[Problem]:
    if case.model.costs.transport != "buyer":
        return
    if case.consumer:
        key = "terms_warranty_costs" if case.work else "sale_performance_costs"
        yield forbidden(
            "transport-cost-shifted",
            worded(
                ("a consumer does not bear the transport for subsequent performance ({cite})."),
                cite=case.cite(key),
            ),
            "Write costs.transport: supplier.",
            "costs.transport",
        )
    elif case.standard_terms:
        yield doubtful(
            "transport-cost-shifted-terms",
            worded(
                (
                    "standard terms that put the costs of subsequent performance on the "
                    "buyer are mostly void, also between businesses ({basis})."
                ),
                basis=case.cite("fair_terms"),
            ),
            "Write costs.transport: supplier, or negotiate it.",
            "costs.transport",
        )


def _recourse(case: Section) -> Iterator[Problem]:
    model = case.model
    if case.consumer:
        return
    if model.recourse and case.work:
        yield doubtful(
            "no-recourse-in-works",
            worded(
                (
                    "recourse without fault ({basis}) belongs to the law of sale; the "
                    "section of a contract for work promises damages by law only."
                ),
                basis=case.cite("recourse"),
            ),
            "Write contract: supply if goods are made and delivered, or leave recourse out.",
            "recourse",
        )
    elif model.recourse and model.used:
        yield doubtful(
            "recourse-for-new-goods",
            worded(
                (
                    "the law gives recourse for new goods only ({basis}); the section "
                    "grants it all the same."
                ),
                basis=case.cite("recourse"),
            ),
            "Leave recourse out, unless it is meant.",
            "recourse",
        )
    elif not case.work:
        yield from _chain(case)


def _chain(case: Section) -> Iterator[Problem]:
    """What a supplier can't rely on once the goods have come to a consumer."""
    model = case.model
    less = {
        case.shortest_field: case.shortest < case.number("recourse_limitation") * 12,
        "costs.transport": model.costs.transport == "buyer",
        "remedies.withdrawal": not case.remedies.withdrawal,
    }
    if not (model.recourse or case.period.start == "resale"):
        return
    for field in (field for field, given in less.items() if given):
        yield doubtful(
            "recourse-needs-compensation",
            worded(
                (
                    "if the goods go on to consumers, a supplier can rely on less than the "
                    "law gives only against an equal compensation ({basis})."
                ),
                basis=case.cite("recourse_deviation"),
            ),
            "Give what the law gives, or agree on a compensation.",
            field,
        )


def _guarantee(case: Section) -> Iterator[Problem]:
    if case.consumer_sale and case.model.guarantee:
        yield note(
            "guarantee-on-paper",
            worded(
                (
                    "the consumer gets the guarantee on a durable medium when the goods "
                    "are delivered at the latest ({basis})."
                ),
                basis=case.cite("consumer_guarantee"),
            ),
            "guarantee",
        )


def _label(case: Section) -> Iterator[Problem]:
    """Whoever guarantees consumers more than two years owes the harmonised label."""
    guarantee = case.model.guarantee
    if not (case.consumer_sale and guarantee and case.law.has_fact("harmonised_label_threshold")):
        return
    limit = case.number("harmonised_label_threshold")
    if guarantee.months > limit:
        yield doubtful(
            "harmonised-label-due",
            worded(
                (
                    "if the producer guarantees the entire goods for more than {limit} "
                    "months at no cost, the consumer must be shown the harmonised label "
                    "before the contract is made ({basis}; {basis2})."
                ),
                limit=limit,
                basis=case.cite("harmonised_notice"),
                basis2=case.cite("harmonised_notice_form"),
            ),
            "Show the label with the goods; then accept this warning.",
            "guarantee.months",
        )


def _guarantee_goods(case: Section) -> Iterator[Problem]:
    """A guarantee statement names the goods (§ 479(1) No. 4 BGB)."""
    guarantee = case.model.guarantee
    named = isinstance(case.model.names.goods, Words)
    if case.consumer_sale and guarantee and not guarantee.goods and not named:
        key = "consumer_guarantee_goods"
        yield forbidden(
            "guarantee-goods-missing",
            worded(
                "the guarantee statement must name the goods it is for ({cite}).",
                cite=case.cite(key if case.cited(key) else "consumer_guarantee"),
            ),
            "Add guarantee.goods, e.g. goods: Aqua 5 and Aqua 7 washing machines.",
            "guarantee",
        )


def _fitting(case: Section) -> Iterator[Problem]:
    if case.work or case.model.costs.dismantling or not case.cited("sale_fitting_costs"):
        return
    if case.consumer:
        yield forbidden(
            "fitting-cost-shifted",
            worded(
                "removal and refitting for a cure are at the seller's cost ({basis}).",
                basis=case.cite("sale_fitting_costs"),
            ),
            "Write costs.dismantling: true.",
            "costs.dismantling",
        )
    elif case.standard_terms:
        yield doubtful(
            "fitting-cost-shifted-terms",
            worded(
                (
                    "standard terms can't keep the costs of removal and refitting from the "
                    "buyer ({basis})."
                ),
                basis=case.cite("terms_warranty_costs"),
            ),
            "Write costs.dismantling: true, or negotiate it.",
            "costs.dismantling",
        )


def _notice_time(case: Section) -> Iterator[Problem]:
    notice = case.model.notice
    if notice is None or case.consumer or not case.standard_terms:
        return
    for name in ("visible_days", "hidden_days"):
        if getattr(notice, name) < _SHORTEST_NOTICE:
            yield doubtful(
                "notice-too-short",
                worded(
                    (
                        "courts hold so short a time for notice of defects void in standard "
                        "terms ({basis})."
                    ),
                    basis=case.cite("fair_terms"),
                ),
                worded(
                    "Write {SHORTEST_NOTICE} or more, or negotiate it.",
                    SHORTEST_NOTICE=_SHORTEST_NOTICE,
                ),
                f"notice.{name}",
            )


CHECKS: tuple[Callable[[Section], Iterator[Problem]], ...] = (
    _period,
    _contract,
    _choice,
    _terms,
    _attempts,
    _costs,
    _recourse,
    _guarantee,
    _label,
    _guarantee_goods,
    _fitting,
    _notice_time,
)

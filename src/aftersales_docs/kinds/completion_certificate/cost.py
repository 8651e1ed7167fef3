"""What the work was done for, and so who bears its cost: four different things in law.

Cure is what the law owes the buyer of defective goods; a guarantee is what somebody promised
beside it; goodwill is owed by nobody; paid work is a contract for works, of which the
contractor may bear a share. Title, basis, acceptance, effect and what the customer keeps
follow from the type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, model_validator

from ...errors import worded
from ...schemas.base import StrictModel
from ...schemas.correspondence import Months
from ...schemas.figures import Percent
from ...schemas.refusal import refusal
from ...schemas.scalars import Day, Line
from ...schemas.short_forms import ShortForm

Answering: TypeAlias = Literal["seller", "manufacturer", "importer", "authorised-organisation"]
CostType: TypeAlias = Literal["cure", "guarantee", "goodwill", "paid", "shared"]


class SoldGoods(StrictModel):
    """The sale that rights in a defect come from; its day chooses the law (art. 229 EGBGB)."""

    contract_date: Day | None = None
    handed_over: Day | None = None
    defect_appeared: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> SoldGoods:
        for early, late in (("contract_date", "handed_over"), ("handed_over", "defect_appeared")):
            first, second = getattr(self, early), getattr(self, late)
            if first and second and second < first:
                raise refusal(
                    "dates-out-of-order",
                    "'{second}' is before '{first}'",
                    {
                        "first": early,
                        "second": late,
                        "field": late,
                        "cure": "Compare both with the papers of the sale.",
                    },
                )
        return self


class Cure(SoldGoods):
    """A defect mended as the law demands of the seller, or of who else answers by law.

    ``on_behalf_of`` owes the cure where the contractor only does the work. Under German law
    ``informed`` is the day on which the consumer was told of his choice and of the longer
    limitation (§ 475(4) BGB), ``limitation_months`` what was agreed instead of two years.
    """

    type: Literal["cure"]
    answers: Answering = "seller"
    on_behalf_of: Line | None = None
    informed: Day | None = None
    limitation_months: Months | None = None


class Guarantee(SoldGoods):
    """A defect mended because ``guarantor`` promised it beside what the law demands.

    ``taken_in_for_seller``: the goods were given to the seller, or at his instance to the
    contractor, which keeps the claims against the seller alive (§ 475e(4) BGB).
    """

    type: Literal["guarantee"]
    guarantor: Line
    taken_in_for_seller: bool = False


class Goodwill(StrictModel):
    """Work that nobody owed and nobody pays for."""

    type: Literal["goodwill"]


class Paid(StrictModel):
    """Work under a contract, paid by the customer."""

    type: Literal["paid"]


class Shared(StrictModel):
    """Work under a contract, of whose price the customer pays a share."""

    type: Literal["shared"]
    customer_percent: Percent | None = None


def _warranty(word: str, around: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What ``warranty`` of older files stands for.

    Under Russian law a repair under warranty is what the law demands (art. 18 of the
    Consumer Protection Law, art. 475 of the Civil Code). Under German law it may be either of
    two things, and the certificate must know which; nor does it mean the same under another.

    Raises:
        PydanticCustomError: ``warranty`` under another law than the Russian.
    """
    if word != "warranty":
        return None
    if around.get("law", "ru") != "ru":
        raise refusal(
            "cure-or-guarantee",
            "'warranty' may be the seller's statutory cure or somebody's guarantee; "
            "in law these are two things",
            {
                "cure": worded(
                    "Write {{type: cure, contract_date: …}} or {{type: guarantee, guarantor: …}}."
                )
            },
        )
    return {"type": "cure"}


Cost: TypeAlias = Annotated[
    Annotated[Cure | Guarantee | Goodwill | Paid | Shared, Field(discriminator="type")],
    ShortForm("type", words=("warranty", "goodwill", "paid", "shared", "cure"), older=_warranty),
]
# Work done free of charge: no contract for works, nothing to accept, no VAT charged.
FREE: frozenset[CostType] = frozenset({"cure", "guarantee", "goodwill"})

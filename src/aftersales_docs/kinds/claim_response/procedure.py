"""What happens next: what is asked for, examined, passed on, recalled, handed over, paid."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from ...schemas.base import StrictModel
from ...schemas.correspondence import lacking
from ...schemas.due_days import DueBy
from ...schemas.figures import Amount
from ...schemas.scalars import Day, Line, Many, Paragraph, ShortLine
from .remedies import Bearer

Measure: TypeAlias = Literal["repair", "replacement", "refund"]


class Request(StrictModel):
    """What the claimant is asked for."""

    items: Many[Line] = ()
    goods: bool = False
    by: Annotated[Day | None, DueBy("request")] = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Request:
        if not self.items and not self.goods:
            raise lacking("items", "nothing is asked for")
        return self


class Examination(StrictModel):
    """An examination to come, and the claimant's right to attend."""

    by: Line
    place: Line
    date: Annotated[Day, DueBy("examination")]
    time: ShortLine | None = None
    independent: bool = True
    questions: Many[Paragraph] = ()


class Forwarding(StrictModel):
    """Who the claim was passed on to."""

    name: Line
    date: Day | None = None
    answer_by: Annotated[Day | None, DueBy("passed-on")] = None


class Recall(StrictModel):
    """A recall campaign that the goods fall under.

    ``affected`` says which goods are (batches, serial numbers, period of sale);
    ``measures`` are those the consumer chooses from, ``only_one_because`` why it is one.
    """

    name: Line
    reference: ShortLine | None = None
    affected: Paragraph | None = None
    danger: Paragraph
    measures: Many[Measure] = ()
    measure: Paragraph
    only_one_because: Paragraph | None = None
    information: Line | None = None
    stop_use: bool = True


class HandoverFields(StrictModel):
    """How the goods get to the company: ``hours`` are times of the day."""

    hours: Line | None = None
    date: Annotated[Day | None, DueBy("handover")] = None


class Bring(HandoverFields):
    """The claimant brings the goods to ``place``."""

    how: Literal["bring"]
    place: Line


class Send(HandoverFields):
    """The claimant sends the goods to ``place``, at the company's cost with a label of it."""

    how: Literal["send"]
    place: Line
    label_enclosed: bool = False


class Collect(HandoverFields):
    """The company fetches the goods, at ``place`` or where the claimant lives."""

    how: Literal["collect"]
    place: Line | None = None


Handover: TypeAlias = Annotated[Bring | Send | Collect, Field(discriminator="how")]


class GoodsBack(StrictModel):
    """How goods that the company has go back to the claimant.

    They are brought or sent (``deliver``), or fetched at ``place`` (``pick-up``).
    """

    how: Literal["deliver", "pick-up"]
    place: Line | None = None
    hours: Line | None = None
    by: Annotated[Day | None, DueBy("goods-back")] = None

    @model_validator(mode="after")
    def _place_is_named(self) -> GoodsBack:
        if self.how == "pick-up" and not self.place:
            raise lacking("place", "where the goods are to be fetched is not said")
        return self


class Costs(StrictModel):
    """Who bears which cost; ``examination_reason`` says why the claimant could have known."""

    examination: Bearer = "company"
    examination_amount: Amount | None = None
    examination_reason: Paragraph | None = None
    transport: Bearer = "company"
    transport_amount: Amount | None = None
    pay_by: Annotated[Day | None, DueBy("costs")] = None
    account: Line | None = None


class DisputeResolution(StrictModel):
    """Whether the company takes part in consumer dispute resolution, and before which body."""

    takes_part: bool
    body: Line | None = None
    address: Line | None = None
    website: ShortLine | None = None
    obliged: bool = False

    @model_validator(mode="after")
    def _body_is_named(self) -> DisputeResolution:
        if self.takes_part and not self.body:
            raise lacking("body", "the company takes part, but the body is not named.")
        return self


class RepairService(StrictModel):
    """The paid repair that a manufacturer owes once no seller answers any more."""

    guide_prices: ShortLine | None = None
    impossible_because: Paragraph | None = None

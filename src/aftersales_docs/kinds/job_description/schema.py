"""What a job description needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from ...language.codes import Currency
from ...law import LawCode
from ...schemas.base import StrictModel
from ...schemas.due_days import DueBy
from ...schemas.figures import Amount, Hours
from ...schemas.parts import (
    DocumentInput,
    DocumentMark,
    Inflected,
    NamedDocument,
    Organisation,
    Person,
    PostHolder,
)
from ...schemas.refusal import refusal
from ...schemas.scalars import Day, Line, Many, Paragraph, ShortLine, truth_said
from ...schemas.short_forms import ShortForm
from ...schemas.versions import RecordedChange, ReplacedVersion, check_versions

Key: TypeAlias = ShortLine


class OwnEntry(StrictModel):
    """An entry in the user's own words; with ``key`` it rewords a catalogue entry."""

    text: Paragraph
    key: Key | None = None


def _entry_shape(value: Any) -> str:
    return "own" if isinstance(value, dict | OwnEntry) else "key"


Entry: TypeAlias = Annotated[
    Annotated[Key, Tag("key")] | Annotated[OwnEntry, Tag("own")], Discriminator(_entry_shape)
]


class Changes(StrictModel):
    """Changes to the role's own list.

    What is added stands ``before`` an entry, else before those that close the list ("other
    duties"); ``first`` and ``last`` move entries to its ends.
    """

    drop: Many[Key] = ()
    add: Many[Entry] = ()
    before: Key | None = None
    reword: dict[Key, Paragraph] = Field(default_factory=dict)
    first: Many[Key] = ()
    last: Many[Key] = ()


def _choice_shape(value: Any) -> str:
    if isinstance(value, dict | Changes):
        return "changes"
    truth = isinstance(value, bool) or (isinstance(value, str) and truth_said(value) is not None)
    return "flag" if truth else "list"


_Listed: TypeAlias = Annotated[tuple[Entry, ...], Field(min_length=1, strict=False), Tag("list")]
Choice: TypeAlias = Annotated[
    _Listed | Annotated[Changes, Tag("changes")],
    Discriminator(lambda value: "changes" if isinstance(value, dict | Changes) else "list"),
]
OptionalChoice: TypeAlias = Annotated[
    Annotated[bool, Tag("flag")] | _Listed | Annotated[Changes, Tag("changes")],
    Discriminator(_choice_shape),
]


class ApprovalFields(StrictModel):
    """Who approves, and when."""

    post: Inflected
    person: Person | None = None
    date: Day | None = None


class ApprovalBySignature(ApprovalFields):
    """An approval signed on the document; ``order`` is a decision that it also rests on."""

    by: Literal["signature"] = "signature"
    order: DocumentMark | None = None
    seal: bool | None = None


class ApprovalByOrder(ApprovalFields):
    """An approval by an order of its own, which the document refers to."""

    by: Literal["order"]
    order: DocumentMark


def _signed(value: Any) -> Any:
    """An approval that does not say how it is given is signed on the document."""
    return {"by": "signature"} | value if isinstance(value, dict) else value


Approval: TypeAlias = Annotated[
    Annotated[ApprovalBySignature | ApprovalByOrder, Field(discriminator="by")],
    BeforeValidator(_signed),
]


class PlaceInOrganisation(StrictModel):
    """Where the post stands among others; ``staff`` is how many people it leads."""

    subordinates: Many[Line] = ()
    staff: Annotated[int, Field(ge=1, le=10_000)] | None = None
    deputises_for: Inflected | None = None
    interactions: Many[Line] = ()


class TimeShare(StrictModel):
    """A part of the work, and how much of the time it takes; ``covers`` are its duties."""

    task: Line
    percent: Annotated[int, Field(ge=1, le=100)]
    covers: Many[Key] = ()


class Budget(StrictModel):
    """What the post may spend in a year; the currency is that of the law if none is named."""

    amount: Amount
    currency: Currency | None = None
    purpose: Line | None = None


class SigningLimit(StrictModel):
    """Up to which amount the holder decides or signs alone in one matter."""

    matter: Line
    limit: Amount
    currency: Currency | None = None


class FinalProvisions(StrictModel):
    """Copies, and who changes the document."""

    copies: Annotated[int, Field(ge=1, le=20)] = 2
    changed_by: Inflected | None = None


class Employee(Person):
    """An employee who confirms having read the document, as lists of staff name one."""

    post: Line | None = None
    personnel_number: ShortLine | None = None


class StaffList(StrictModel):
    """A table of the staff (CSV), whose rows are read as employees."""

    file: Line


class Acknowledgement(StrictModel):
    """Who confirms having read the document: named here, in a list of ``staff``, or both."""

    employees: Many[Employee] = ()
    staff: Annotated[StaffList, ShortForm("file", usual=True)] | None = None
    lines: Annotated[int, Field(ge=1, le=200)] | None = None
    copy_received: bool = True

    @property
    def employee(self) -> Employee | None:
        """The one employee, where there is just one."""
        return self.employees[0] if len(self.employees) == 1 else None

    @property
    def sheet(self) -> tuple[Employee | None, ...]:
        """The lines of the acknowledgement sheet; none where one signature block does."""
        if self.lines is None and len(self.employees) < 2:
            return ()
        empty = max((self.lines or 0) - len(self.employees), 0)
        return (*self.employees, *[None] * empty)

    @property
    def detailed(self) -> bool:
        """Whether posts or personnel numbers are told of the employees."""
        return any(one.post or one.personnel_number for one in self.employees)


# What a German employer settles in the description, a Russian one in the contract and in orders.
_GERMAN_PRACTICE = (
    "holder",
    "workplace",
    "weekly_hours",
    "time_shares",
    "budget",
    "signing_limits",
    "prepared_by",
    "review_on",
)
# Fields that have no meaning under a law.
FOREIGN_FIELDS: Mapping[LawCode, tuple[str, ...]] = {
    "ru": ("works_council", "collective_agreement", "pay_grade", *_GERMAN_PRACTICE),
    "de": ("professional_standard",),
}


class JobDescription(DocumentInput):
    """A job description of a role in after-sales, warranty or sales."""

    foreign_fields: ClassVar[Mapping[LawCode, tuple[str, ...]]] = FOREIGN_FIELDS

    kind: Literal["job-description"]
    numbering: Literal["decimal", "roman"] = "decimal"
    role: ShortLine
    title: Inflected | None = None
    number: ShortLine | None = None
    version: ShortLine | None = None
    replaces: ReplacedVersion | None = None
    date: Day | None = None
    valid_from: Day | None = None
    review_on: Annotated[Day | None, DueBy("review")] = None
    place: Line
    organisation: Organisation
    department: Line | None = None
    holder: Person | None = None
    workplace: Line | None = None
    weekly_hours: Hours | None = None
    approval: Approval
    prepared_by: PostHolder | None = None
    category: Literal["manager", "specialist"] | None = None
    reports_to: PostHolder | None = None
    appointed_by: Inflected | None = None
    proposal_by: Inflected | None = None
    consent_by: Inflected | None = None
    education: Line | None = None
    experience_years: Annotated[int, Field(ge=1, le=40)] | None = None
    experience_field: Line | None = None
    deputy: PostHolder | None = None
    professional_standard: Line | None = None
    works_council: bool = False
    collective_agreement: Line | None = None
    pay_grade: ShortLine | None = None
    knowledge: Choice | None = None
    guided_by: Choice | None = None
    place_in_organisation: PlaceInOrganisation | None = None
    tasks: OptionalChoice = False
    duties: Choice | None = None
    time_shares: Many[TimeShare] = ()
    rights: Choice | None = None
    budget: Budget | None = None
    signing_limits: Many[SigningLimit] = ()
    liability: Choice | None = None
    criteria: OptionalChoice = False
    final_provisions: FinalProvisions | None = None
    basis: NamedDocument | None = None
    unit_head: PostHolder | None = None
    agreed: Many[PostHolder] = ()
    acknowledgement: Acknowledgement = Acknowledgement()
    changes: Many[RecordedChange] = ()

    @model_validator(mode="after")
    def _versions(self) -> JobDescription:
        check_versions(self)
        return self

    @model_validator(mode="after")
    def _shares_make_a_whole(self) -> JobDescription:
        total = sum(share.percent for share in self.time_shares)
        if self.time_shares and total != 100:
            raise refusal(
                "time-shares",
                "the time shares add up to {total} %, not to 100 %",
                {"total": total, "cure": "Give each part of the work its share of 100 %."},
            )
        return self

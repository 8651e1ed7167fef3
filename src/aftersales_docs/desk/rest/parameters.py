"""The parameters of operations, as the description of the interface tells them."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from ninja import Schema
from ninja.params.functions import Path, Query
from pydantic import Field

from ...kinds import KINDS
from .rendering import Wanted

# The largest key that a row can have.
_MOST: Final = 2**63 - 1
Kind = Annotated[str, Path(..., description="A kind of document.", enum=list(KINDS))]
Form = Annotated[
    Wanted | None,
    Query(None, description="In which form; without it as `Accept` says, else `json`."),
]
Accepted = Annotated[
    list[str], Query([], description="Codes of warnings that you take upon yourself.")
]
DocumentId = Annotated[int, Path(..., ge=1, le=_MOST, description="The document's `id`.")]
FileId = Annotated[int, Path(..., ge=1, le=_MOST, description="The file's `id`.")]
Step = Annotated[
    Literal["sent", "signed", "done", "cancelled"], Path(..., description="What happened.")
]
Before = Annotated[
    int | None, Query(None, ge=1, le=_MOST, description="`next` of the page before.")
]
Limit = Annotated[int, Query(50, ge=1, le=200, description="How many at most.")]
Within = Annotated[int, Query(30, ge=0, le=3660, description="In how many days at most.")]
Office = Annotated[
    str,
    Query("main", min_length=1, max_length=40, description="Which office issues it."),
]
Replaces = Annotated[
    int | None,
    Query(None, ge=1, le=_MOST, description="The `id` of the document that it replaces."),
]
Redline = Annotated[
    bool, Query(False, description="With a Word file that shows the changes as tracked ones.")
]


class Filter(Schema):
    """What documents are wanted; what is left out does not matter."""

    kind: str = Field("", max_length=60)
    office: str = Field("", max_length=40)
    state: str = Field("", max_length=12)
    party: str = Field("", max_length=200, description="Part of the other side's name.")
    product: str = Field("", max_length=200, description="Part of the product's name.")
    number: str = Field("", max_length=120, description="Part of the number or a serial number.")
    since: str = Field("", max_length=10, description="First day, 2026-11-29.")
    until: str = Field("", max_length=10, description="Last day, 2026-11-29.")
    text: str = Field("", max_length=200, description="Words that the document holds.")


Found = Annotated[Filter, Query(...)]
JobForm = Annotated[
    Literal["docx", "pdf", "zip"], Query("zip", description="Word, PDF, or `zip` for both.")
]
JobId = Annotated[str, Path(..., pattern="^[0-9a-f]{32}$", description="The job's `id`.")]

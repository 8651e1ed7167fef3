"""The parameters of operations, as the description of the interface tells them."""

from __future__ import annotations

from typing import Annotated

from ninja.params.functions import Path, Query

from ...kinds import KINDS
from .rendering import Wanted

_KINDS = {"json_schema_extra": {"enum": list(KINDS)}}

Kind = Annotated[str, Path(..., description="A kind of document.", **_KINDS)]
Form = Annotated[
    Wanted | None,
    Query(None, description="In which form; without it as `Accept` says, else `json`."),
]
Accepted = Annotated[
    list[str], Query([], description="Codes of warnings that you take upon yourself.")
]

"""The base of all input models: strict, frozen, nothing surplus."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class StrictModel(BaseModel):
    """A model that takes what the schema names, in the type it names, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    # What the documents of one case share tells of this part by this name (``shared_facts``).
    shared_fact: ClassVar[str] = ""

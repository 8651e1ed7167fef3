"""What can go wrong in the language room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import worded

if TYPE_CHECKING:
    from .codes import Case

CASE_NAMES: dict[Case, str] = {
    "nom": "nominative",
    "gen": "genitive",
    "dat": "dative",
    "acc": "accusative",
    "ins": "instrumental",
    "prp": "prepositional",
}


class GenderUnknownError(ValueError):
    """A Russian name cannot be declined because nobody said whose it is.

    Attributes:
        name: the person's full name in the nominative.
        case: the case that was asked for.

    """

    def __init__(self, name: str, case: Case) -> None:
        self.name = name
        self.case = case
        super().__init__(
            worded(
                (
                    "the gender of {name!r} is unknown, so the name has no sure {case_names}; "
                    "give `gender: male` or `gender: female`, or the form itself under `forms: "
                    "{{{case}: …}}`"
                ),
                name=name,
                case_names=CASE_NAMES[case],
                case=case,
            )
        )

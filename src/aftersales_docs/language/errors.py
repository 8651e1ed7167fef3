"""What can go wrong in the language room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import worded

if TYPE_CHECKING:
    from .codes import Case

CASE_NAMES: dict[Case, str] = {
    "nom": worded("nominative"),
    "gen": worded("genitive"),
    "dat": worded("dative"),
    "acc": worded("accusative"),
    "ins": worded("instrumental"),
    "prp": worded("prepositional"),
}


class GenderUnknownError(ValueError):
    """A Russian name cannot be declined because nobody said whose it is.

    Attributes:
        name: the person's full name in the nominative.
        case: the case that was asked for.
        message: what is wrong, for the user.
        cure: what to do about it.

    """

    def __init__(self, name: str, case: Case) -> None:
        self.name = name
        self.case = case
        self.message = worded(
            "the gender of '{name}' is unknown, so the name has no sure {case_names}.",
            name=name,
            case_names=CASE_NAMES[case],
        )
        self.cure = worded(
            "Give 'gender: male' or 'gender: female', or the form itself: 'forms: {{{case}: …}}'.",
            case=case,
        )
        if case == "nom":  # Said of the person, "he" or "she", not of the name.
            self.message = worded("the gender of '{name}' is unknown.", name=name)
            self.cure = worded("Give 'gender: male' or 'gender: female'.")
        super().__init__(f"{self.message} {self.cure}")

"""In which language a law wants a paper: for every kind, and of two languages for both.

Russian law wants Russian for what is kept, handed to a consumer or shown to a court. German
law has no such rule for papers between private parties.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from ..errors import Problem, worded
from ..language import Lang
from ..law import law_of
from ..schemas.parts import DocumentInput
from .verdict import doubtful, note

# A primary document of accounts, a paper for staff, a letter to a claimant, a contract.
Paper = Literal["accounts", "staff", "letter", "contract"]


def language_problems(
    model: DocumentInput, paper: Paper, langs: Collection[Lang], *, consumer: bool
) -> tuple[Problem, ...]:
    """What the law has against a paper in ``langs`` alone; ``consumer``: one is a party."""
    if model.law != "ru" or "ru" in langs:
        return ()
    cite = law_of(model.law, getattr(model, "date", None)).cite("en")
    match paper:
        case "accounts":
            return (_for_accounts(cite["language_of_records"]),)
        case "staff":
            return (_for_staff(cite["language_of_records"]),)
        case "contract" if consumer:
            return (_for_consumers(cite["consumer_language"]),)
        case "letter" if consumer:
            return (_to_citizens(cite["language_to_citizens"]),)
        case _:
            return (_for_courts(cite["foreign_language_evidence"]),)


def _for_accounts(basis: str) -> Problem:
    """Records are kept in Russian; a voucher in another language needs a translation."""
    return doubtful(
        "not-in-russian",
        worded(
            (
                "an organisation keeps its records in Russian ({basis}): a primary document "
                "in another language needs a translation for the accounts."
            ),
            basis=basis,
        ),
        "Issue it in Russian (lang: ru), or add Russian as the second language (bilingual).",
        "lang",
    )


def _for_staff(basis: str) -> Problem:
    return doubtful(
        "not-in-russian",
        worded("an organisation keeps its records in Russian ({basis}).", basis=basis),
        "Let the employee sign a Russian one (lang: ru), and add this as a translation.",
        "lang",
    )


def _for_consumers(basis: str) -> Problem:
    return doubtful(
        "not-in-russian",
        worded(
            "a consumer is informed in Russian when the contract is made ({basis}).",
            basis=basis,
        ),
        "Hand it over in Russian (lang: ru), and add this as a translation.",
        "lang",
    )


def _to_citizens(basis: str) -> Problem:
    return note(
        "language-of-paper",
        worded(
            (
                "organisations use Russian towards citizens ({basis}): send a Russian text "
                "too where the claimant did not write in the language of this letter."
            ),
            basis=basis,
        ),
        "lang",
    )


def _for_courts(basis: str) -> Problem:
    return note(
        "language-of-paper",
        worded(
            (
                "the parties are free to use this language; a Russian court takes the "
                "paper with a certified translation into Russian ({basis})."
            ),
            basis=basis,
        ),
        "lang",
    )

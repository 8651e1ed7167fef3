"""What the business letters of German companies must state, by legal form.

§ 35a GmbHG, § 80 AktG, §§ 37a, 125 HGB; the partner of a partnership without a natural person
liable without limit is named like a company of its own (§ 125(1), second sentence, HGB).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..errors import Problem, joined, worded
from ..law import Law
from ..schemas.correspondence import Sender
from .verdict import doubtful

Form = Literal[
    "limited-company",
    "stock-corporation",
    "european-company",
    "partnership",
    "company-partnership",
    "sole-trader",
]
Management = Literal["managing-directors", "board", "partners", "none"]
_LIMITED = r"(?:g?gmbh|ug\s*\(haftungsbeschränkt\)|mbh|gesellschaft mit beschränkter haftung)"
_PARTNERS = r"(?:kg|ohg|kommanditgesellschaft|offene handelsgesellschaft)"
# In this order: a longer form holds a shorter one.
_FORMS: tuple[tuple[Form, str], ...] = (
    ("company-partnership", rf"(?:{_LIMITED}|ag|se)\s*&\s*co\.?\s*{_PARTNERS}"),
    ("sole-trader", r"(?:e\.\s?k\.|e\.\s?kfm\.|e\.\s?kfr\.|eingetragene[r]? kauf(?:mann|frau))"),
    ("limited-company", _LIMITED),
    ("stock-corporation", r"(?:ag|aktiengesellschaft)"),
    ("european-company", r"se"),
    ("partnership", _PARTNERS),
)
# A partnership limited by shares goes by rules of its own (§ 278 AktG), of which nothing is said.
_BY_SHARES = re.compile(r"\bkgaa\b|kommanditgesellschaft auf aktien")
# Where the duty stands; a European company of German seat is treated as a stock corporation.
_BASIS: Mapping[Form, str] = {
    "limited-company": "limited_company_letters",
    "stock-corporation": "stock_corporation_letters",
    "european-company": "stock_corporation_letters",
    "partnership": "partnership_letters",
    "company-partnership": "partnership_letters",
    "sole-trader": "sole_trader_letters",
}
_MANAGED: Mapping[Form, Management] = {
    "limited-company": "managing-directors",
    "stock-corporation": "board",
    "european-company": "board",
    "partnership": "partners",
    "company-partnership": "partners",
    "sole-trader": "none",
}
_WITH_DIRECTORS: frozenset[Form] = frozenset(
    {"limited-company", "stock-corporation", "european-company"}
)
_WITH_CHAIR: frozenset[Form] = frozenset({"stock-corporation", "european-company"})


@dataclass(frozen=True, slots=True)
class Particular:
    """One thing a letter must state: its field, and what it is called."""

    field: str
    words: str


def legal_form(sender: Sender) -> Form | None:
    """The German legal form that the sender's name, or its field, tells; else ``None``."""
    for text in (sender.name, sender.legal_form or ""):
        folded = text.casefold()
        if _BY_SHARES.search(folded):
            return None
        for form, pattern in _FORMS:
            if re.search(rf"(?<![\w.]){pattern}(?!\w)", folded):
                return form
    return None


def management(sender: Sender) -> Management:
    """What those are called who manage the company; managing directors where nothing is known."""
    form = legal_form(sender)
    return _MANAGED[form] if form else "managing-directors"


def required(form: Form) -> tuple[Particular, ...]:
    """What a letter of this legal form must state besides the name."""
    stated = [
        Particular("seat", worded("the registered office")),
        Particular("register_entry", worded("the register court and number")),
    ]
    if form in _WITH_DIRECTORS:
        stated.append(
            Particular("managing_directors", worded("all who manage it, with a first name"))
        )
    if form in _WITH_CHAIR:
        stated.append(Particular("supervisory_chair", worded("who chairs its supervisory board")))
    if form == "company-partnership":
        stated.append(
            Particular("general_partner", worded("its general partner, with particulars"))
        )
    return tuple(stated)


def _missing(sender: Sender, form: Form) -> list[Particular]:
    missing = [one for one in required(form) if not getattr(sender, one.field)]
    partner = sender.general_partner
    if partner and form == "company-partnership":
        missing += [
            Particular(
                f"general_partner.{field}", worded("{words} of the general partner", words=words)
            )
            for field, words in (
                ("seat", worded("the registered office")),
                ("register_entry", worded("the register court and number")),
                ("managing_directors", worded("all managing directors")),
            )
            if not getattr(partner, field)
        ]
    return missing


def letter_problems(sender: Sender, field: str, law: Law) -> Iterator[Problem]:
    """What a German company's letter lacks; ``field`` is where the sender stands in the input.

    ``law`` is German law on the day of the letter.
    """
    form = legal_form(sender)
    missing = _missing(sender, form) if form else []
    if form and missing:
        names = ", ".join(f"{field}.{one.field}" for one in missing)
        yield doubtful(
            "letter-particulars-missing",
            worded(
                "a letter of this company must state {missing} ({basis}).",
                missing=joined([one.words for one in missing], between="; "),
                basis=law.cite("en")[_BASIS[form]],
            ),
            worded("Add {names}.", names=names),
            field,
        )

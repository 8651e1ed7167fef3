"""Who represents a company by its legal form, as a contract names the organ."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from ..language import Lang

Organ: TypeAlias = Literal["directors", "board", "partner"]
# In this order: what ends in KG is a partnership, whatever its partner is.
_FORMS: Final[tuple[tuple[Organ, re.Pattern[str]], ...]] = (
    ("partner", re.compile(r"\b(KG|OHG|Kommanditgesellschaft|offene Handelsgesellschaft)\b")),
    ("directors", re.compile(r"(\b|g)(GmbH|UG)\b|beschränkter Haftung|haftungsbeschränkt")),
    ("board", re.compile(r"\b(AG|SE|Aktiengesellschaft)\b")),
)
_WORDS: Final[dict[Lang, dict[Organ, str]]] = {
    "de": {
        "directors": "die Geschäftsführung",
        "board": "den Vorstand",
        "partner": "die persönlich haftenden Gesellschafter",
    },
    "en": {
        "directors": "its managing directors",
        "board": "its management board",
        "partner": "its general partners",
    },
    "ru": {"directors": "управляющих", "board": "правления", "partner": "полных товарищей"},
}
# Posts that belong to another form, by organ.
_FOREIGN: Final[dict[Organ, re.Pattern[str]]] = {
    "directors": re.compile(r"\bvorst(and|änd)|management board|правлени", re.IGNORECASE),
    "board": re.compile(r"geschäftsführ|managing director", re.IGNORECASE),
    "partner": re.compile(
        r"geschäftsführer|vorst(and|änd)|managing director|management board", re.IGNORECASE
    ),
}


def form_of(name: str) -> Organ | None:
    """Which organ acts for a German company of this name; ``None`` if its form is not known."""
    return next((organ for organ, pattern in _FORMS if pattern.search(name)), None)


def organ_of(name: str, lang: Lang) -> str:
    """The organ in the case that follows 'represented by'; empty if the form is not known."""
    organ = form_of(name)
    return _WORDS[lang][organ] if organ else ""


def post_of_another_form(name: str, post: str) -> bool:
    """Whether ``post`` is one that a company of this form does not have."""
    organ = form_of(name)
    return bool(organ and _FOREIGN[organ].search(post))

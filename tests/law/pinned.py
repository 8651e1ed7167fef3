"""The table of what is pinned: every citation and fact, as a line; kept in ``pinned.txt``."""

from __future__ import annotations

from pathlib import Path

from aftersales_docs.law import LAWS
from aftersales_docs.law.acts import ACTS, read_statutes
from aftersales_docs.law.facts import CitedText

TABLE = Path(__file__).with_name("pinned.txt")


def lines() -> list[str]:
    """What the data says: law, key, first day, who decides, and the place or the value."""
    found = []
    for law in LAWS:
        statutes = read_statutes(ACTS / law)
        own = "ru" if law == "ru" else "de"
        for citation in statutes.citations:
            text = CitedText.of(citation.text[own]).replace("\u00a0", " ")
            found.append(_line(law, citation.key, citation.valid_from, citation.by, text))
        for fact in statutes.facts:
            value = f"{fact.value} {fact.unit}"
            found.append(_line(law, fact.key, fact.valid_from, fact.by, value))
    return sorted(found)


def _line(law: str, key: str, since: object, by: str, text: str) -> str:
    return f"{law} | {key} | {since or '-'} | {by} | {text}"

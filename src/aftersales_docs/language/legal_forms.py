"""How a party is named: its name with its legal form, and who needs no representative."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What the legal forms of the two laws are called in short, by the long form.
_SHORT: Mapping[str, str] = {
    "общество с ограниченной ответственностью": "ооо",
    "акционерное общество": "ао",
    "публичное акционерное общество": "пао",
    "непубличное акционерное общество": "нао",
    "закрытое акционерное общество": "зао",
    "открытое акционерное общество": "оао",
    "индивидуальный предприниматель": "ип",
    "gesellschaft mit beschränkter haftung": "gmbh",
    "unternehmergesellschaft (haftungsbeschränkt)": "ug",
    "aktiengesellschaft": "ag",
    "kommanditgesellschaft": "kg",
    "offene handelsgesellschaft": "ohg",
    "eingetragener kaufmann": "e. k.",
    "eingetragene kauffrau": "e. k.",
    "limited liability company": "llc",
    "private limited company": "ltd",
    "public limited company": "plc",
}
# The Russian forms in Latin letters, as they stand in names; by what English calls them.
_LATIN: Mapping[str, str] = {
    "limited liability company": "ooo",
    "joint stock company": "ao",
    "public joint stock company": "pao",
}
_ENTREPRENEUR = re.compile(
    r"^(ип|индивидуальный предприниматель|ip|individual entrepreneur|sole trader|"
    r"einzelunternehmer(in)?)\b[\s:,]*",
    re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def _holds(name: str, form: str) -> bool:
    """Whether ``name`` has the legal form in it, in full or in short."""
    words = f" {re.sub(r'[«»„“”,()]', ' ', name.casefold())} "
    asked = form.casefold()
    forms = {asked}
    for table in (_SHORT, _LATIN):
        forms |= {short for long, short in table.items() if long == asked}
        forms |= {long for long, short in table.items() if short == asked}
    return any(f" {one} " in words for one in forms)


def full_name(name: str, legal_form: str | None) -> str:
    """The party's name with its legal form, each once.

    A Russian form stands before the name, others behind it; a form in words is set off by a
    comma (art. 54(1) and 1473 of the Russian Civil Code, § 4 GmbHG).
    """
    if not legal_form or _holds(name, legal_form):
        return name
    if _CYRILLIC.search(legal_form):
        return f"{legal_form} {name}"
    return f"{name}, {legal_form}" if " " in legal_form else f"{name} {legal_form}"


def apart_from(legal_form: str | None, name: str) -> str | None:
    """The legal form for a line of its own above the name; none where the name has it."""
    return None if legal_form is None or _holds(name, legal_form) else legal_form


def entrepreneur(name: str, legal_form: str | None = None) -> str | None:
    """The bare name of a natural person in business, who acts himself; else ``None``."""
    if legal_form and _ENTREPRENEUR.match(legal_form):
        return _ENTREPRENEUR.sub("", name)
    return _ENTREPRENEUR.sub("", name) if _ENTREPRENEUR.match(name) else None

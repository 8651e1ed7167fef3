"""Facts of the house: parties, people, products, periods, signatories, in one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ...errors import DataError, Problem
from ...schemas.house_file import USE, with_facts
from ...schemas.mapping import mapping_source
from ...schemas.source import Source, parse_source
from ..opening import Register
from ..place import RegisterPlace
from .models import FACTS, HouseVersion
from .versions import files_in, in_force, keep, laid_out

FILE: Final = "house.yaml"
_MOST: Final = 2**20
# Which section of the file holds what documents take under another name.
SECTIONS: Final[Mapping[str, str]] = {
    "organisation": "parties",
    "contact": "contacts",
    "signatory": "signatories",
    "product": "products",
}


def take_in(
    register: Register, content: bytes, who: str, note: str = "", *, after: int | None = None
) -> HouseVersion:
    """Keep a version of the file; ``after`` as with :func:`.versions.keep`.

    Raises:
        DataError: it can't be read, or uses facts that it does not have; with the place. Or
            another version is in force meanwhile.

    """
    if len(content) > _MOST:
        raise DataError(Problem("house-facts", "the file is larger than 1 MB.", "Shorten it."))
    source = parse_source(FILE, content)
    if not isinstance(source.data, dict) or not source.data:
        raise DataError(
            Problem("house-facts", "the file holds no facts.", "Write sections with facts.")
        )
    with_facts(source, source)
    return keep(register, FACTS, {FILE: content}, who, note, after=after)


def text_now() -> str:
    """The file in force; empty where none is."""
    row = in_force(FACTS)
    return files_in(row)[FILE].decode("utf-8-sig") if row else ""


def path_now(place: RegisterPlace) -> Path | None:
    """Where the file in force lies, for those who read it there."""
    row = in_force(FACTS)
    return laid_out(place, files_in(row)) / FILE if row else None


def _source() -> Source | None:
    text = text_now()
    return parse_source(FILE, text.encode()) if text else None


def told() -> dict[str, Any]:
    """The facts in force, each with what it uses put in."""
    source = _source()
    return dict(with_facts(source, source).data) if source else {}


def choices() -> dict[str, dict[str, str]]:
    """What may be filled in, by fact: the keys of entries and what each is known by."""
    known = told()
    found = {
        fact: {str(key): known_by(one) for key, one in known[section].items()}
        for fact, section in SECTIONS.items()
        if isinstance(known.get(section), Mapping)
    }
    return {fact: entries for fact, entries in found.items() if entries}


def chosen(keys: Mapping[str, str]) -> dict[str, Any]:
    """The facts of the entries that were chosen, by fact; a key that there is not is left out."""
    source, known = _source(), choices()
    wanted = {
        fact: {USE: f"{SECTIONS[fact]}.{key}"}
        for fact, key in keys.items()
        if key in known.get(fact, {})
    }
    if source is None or not wanted:
        return {}
    return dict(with_facts(mapping_source(wanted), source).data)


def held_in(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Of the house's entries those that ``fields`` have as they are, under the names there."""
    known, found = told(), {}
    for fact, section in SECTIONS.items():
        entries = known.get(section)
        given = fields.get(fact)
        if isinstance(entries, Mapping) and isinstance(given, Mapping):
            held = [one for one in entries.values() if _is_in(one, given)]
            if held:
                found[fact] = max(held, key=lambda one: len(str(one)))
    return found


def _is_in(part: Any, whole: Any) -> bool:
    if isinstance(part, Mapping):
        return isinstance(whole, Mapping) and all(
            _is_in(one, whole.get(key)) for key, one in part.items()
        )
    return str(part) == str(whole)


def known_by(value: Any) -> str:
    """The first words of a fact."""
    return " ".join(list(_words(value))[:3])[:80]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif value is not None:
        yield str(value)

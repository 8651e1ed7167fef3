"""Reads the law from its files: a folder a law, in it ``law.yaml`` and a file an act.

The files are data of the package, not templates: who brings templates of his own does not
thereby change the law. ``docs/new-law.md`` says what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from ..core_yaml import strict
from ..errors import LibraryError, Problem, worded
from ..errors import Place as FilePlace
from .days import DayName
from .facts import Citation, ComparedText, Fact, LawEntry, TextKind
from .places import CITED_LANGS, NBSP, Act, Data, Lang, Provision, source

ACTS = Path(__file__).parent / "acts"
_ABOUT = "law.yaml"
_CURE = "See docs/new-law.md for what stands in it."
_DAY = timedelta(days=1)

# A tilde in the files is a no-break space, which editors don't show.
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{16}$")]
Cases = Mapping[str, Text]


class About(Data):
    """A law: its name by language, and the country by whose holidays terms are counted.

    ``order`` is its place among the laws.
    """

    order: int
    names: Mapping[Lang, Text]
    country: Text


class ComparedData(Data):
    """A text that entries were compared with; the meaning as in :class:`ComparedText`."""

    kind: TextKind
    text: Text


class EntryData(Data):
    """What citations and facts have in common; the meaning as in :class:`LawEntry`.

    ``compared_with`` is a key of the file's ``compared``.
    """

    key: Key
    source: str = ""
    since: date | None = None
    until: date | None = None
    by: DayName | None = None
    verified_on: date | None = None
    compared_with: str = ""
    note: str = ""


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class CitationData(EntryData):
    """A citation: ``place`` is one or several; several need ``wording``."""

    place: Annotated[tuple[Provision, ...], BeforeValidator(_listed)] = ()
    wording: Mapping[str, Text | Cases] = Field(default_factory=dict)
    fingerprint: Fingerprint | None = None


class FactData(EntryData):
    """A fact: ``basis`` is the key of the citation it rests on."""

    value: Decimal
    unit: Text
    event: str = ""
    basis: Key


class ActFile(Data):
    """A file of an act: ``by`` is the day that decides where an entry names no other.

    ``text`` is the name of the act's official text in a folder of texts, without its day;
    ``compared`` the public texts that entries were compared with, by a name of the file's own.
    """

    act: Act | None = None
    text: str = ""
    compared: Mapping[Key, tuple[ComparedData, ...]] = Field(default_factory=dict)
    by: DayName
    citations: tuple[CitationData, ...] = ()
    facts: tuple[FactData, ...] = ()


@dataclass(frozen=True, slots=True)
class Statutes:
    """All that is known of one law, in all editions.

    ``texts`` are the names of the official texts by the stem of the act's file.
    """

    code: str
    about: About
    citations: tuple[Citation, ...]
    facts: tuple[Fact, ...]
    texts: Mapping[str, str]


# Everything is text, so that no ``22.10`` becomes 22.1.
# Ten times as fast, where PyYAML was built with libyaml.
_LOADER = strict(getattr(yaml, "CBaseLoader", yaml.BaseLoader))
Model = TypeVar("Model", bound=Data)


def _read(path: Path, model: type[Model]) -> Model:
    """The file at ``path``, judged by ``model``."""
    try:
        text = path.read_text(encoding="utf-8").replace("~", NBSP)
        return model.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 (text only)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _wrong(path, worded("{problem}.", problem=error.problem), line) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _wrong(path, worded("{place}: {said}.", place=place, said=first["msg"])) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(
            path, worded("it can't be read as UTF-8 text ({name}).", name=type(error).__name__)
        ) from error


def _wrong(path: Path, message: str, line: int | None = None) -> LibraryError:
    return LibraryError(Problem("law-invalid", message, _CURE, place=FilePlace(str(path), line)))


def _common(path: Path, file: ActFile, entry: EntryData) -> dict[str, Any]:
    return {
        "key": entry.key,
        "by": entry.by or file.by,
        "valid_from": entry.since,
        "valid_to": entry.until,
        "verified_on": entry.verified_on,
        "compared_with": _compared(path, file, entry),
        "note": entry.note,
    }


def _compared(path: Path, file: ActFile, entry: EntryData) -> tuple[ComparedText, ...]:
    """The texts that ``entry`` was compared with: an official one, else two of others."""
    if not entry.compared_with:
        return ()
    texts = file.compared.get(entry.compared_with, ())
    if not texts:
        raise _wrong(
            path,
            worded(
                "'{key}' was compared with '{name}', which 'compared' does not tell.",
                key=entry.key,
                name=entry.compared_with,
            ),
        )
    if entry.verified_on is None:
        raise _wrong(path, worded("'{key}' needs the day it was compared.", key=entry.key))
    if len(texts) < 2 and texts[0].kind != "official":
        raise _wrong(
            path,
            worded(
                "'{name}' is no official text: it needs a second one that says the same.",
                name=entry.compared_with,
            ),
        )
    return tuple(ComparedText(one.kind, one.text) for one in texts)


def _citation(path: Path, file: ActFile, entry: CitationData) -> Citation:
    derived = file.act is not None and len(entry.place) == 1 and not entry.place[0].act
    if entry.wording:
        if set(entry.wording) != set(CITED_LANGS):
            raise _wrong(
                path,
                worded(
                    "'{key}' needs its wording in {cited_langs}.",
                    key=entry.key,
                    cited_langs=", ".join(CITED_LANGS),
                ),
            )
    elif not derived:
        raise _wrong(
            path,
            worded("'{key}' needs a wording: no single place of an act says it.", key=entry.key),
        )
    where = entry.source
    if not where and derived and file.act:
        where = source(entry.place[0], file.act)
    if not where:
        raise _wrong(path, worded("'{key}' has no source.", key=entry.key))
    return Citation(
        **_common(path, file, entry),
        source=where,
        places=tuple((place, place.act or path.stem) for place in entry.place),
        act=None if entry.wording else file.act,
        wording=entry.wording,
        fingerprint=entry.fingerprint or "",
    )


def _fact(path: Path, file: ActFile, entry: FactData) -> Fact:
    if not entry.source:
        raise _wrong(path, worded("'{key}' has no source.", key=entry.key))
    return Fact(
        **_common(path, file, entry),
        source=entry.source,
        value=entry.value,
        unit=entry.unit,
        event=entry.event,
        citation_key=entry.basis,
    )


def codes(folder: Path = ACTS) -> tuple[str, ...]:
    """The laws of ``folder``, in their order."""
    found = [path.parent for path in folder.glob(f"*/{_ABOUT}")]
    return tuple(law.name for law in sorted(found, key=lambda law: (about(law).order, law.name)))


@lru_cache(maxsize=16)
def about(folder: Path) -> About:
    """What ``law.yaml`` in the folder of a law says."""
    return _read(folder / _ABOUT, About)


@lru_cache(maxsize=16)
def read_statutes(folder: Path) -> Statutes:
    """The law that the folder holds.

    Raises:
        LibraryError: a file is wrong, two editions of a key hold on one day, or a fact rests
            on a citation that is not there.

    """
    files = {
        path: _read(path, ActFile) for path in sorted(folder.glob("*.yaml")) if path.name != _ABOUT
    }
    statutes = Statutes(
        folder.name,
        about(folder),
        tuple(_citation(path, file, e) for path, file in files.items() for e in file.citations),
        tuple(_fact(path, file, e) for path, file in files.items() for e in file.facts),
        {path.stem: file.text for path, file in files.items() if file.text},
    )
    for message in _contradictions(statutes):
        raise _wrong(folder, message)
    return statutes


def _contradictions(statutes: Statutes) -> Iterator[str]:
    yield from _overlaps(statutes.citations)
    yield from _overlaps(statutes.facts)
    keys = {entry.key for entry in statutes.citations}
    for fact in statutes.facts:
        if fact.citation_key not in keys:
            yield worded(
                "'{key}' rests on '{citation_key}', which is not there.",
                key=fact.key,
                citation_key=fact.citation_key,
            )


def _overlaps(entries: Iterable[LawEntry]) -> Iterator[str]:
    ordered = sorted(entries, key=lambda entry: (entry.key, entry.valid_from or date.min))
    for key, group in groupby(ordered, key=lambda entry: entry.key):
        editions = list(group)
        for before, after in pairwise(editions):
            if (
                before.valid_to is None
                or after.valid_from is None
                or (before.valid_to >= after.valid_from)
            ):
                yield worded("two editions of '{key}' hold on one day.", key=key)
        if len({entry.by for entry in editions}) > 1:
            yield worded("the editions of '{key}' are chosen by different days.", key=key)

"""The sections of a job description: the role's entries, with the user's changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ...errors import Problem, worded
from ...messages import for_reader
from ...nearest import did_you_mean
from ...texts import catalogue
from ...texts.catalogue import Section, Wording
from ...texts.inline import escape
from .employer import Employer
from .own_form import begun
from .schema import Changes, JobDescription, OwnEntry

SECTIONS: Mapping[str, Section] = {
    "knowledge": "knowledge",
    "guided_by": "guides",
    "tasks": "tasks",
    "duties": "duties",
    "rights": "rights",
    "liability": "liabilities",
    "criteria": "criteria",
}
_ENDINGS = ".;,"


# Keys that were called otherwise before; files of that time still load.
_RENAMED = {
    "assess_vehicle_safety": "assess_product_safety",
    "inform_importer": "report_back_to_manufacturer",
}


def canonical(key: str) -> str:
    """A key as the catalogue writes it: users may write ``-`` for ``_``."""
    found = key.strip().replace("-", "_")
    return _RENAMED.get(found, found)


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """One entry of a section as the text prints it; ``slug`` names its clause."""

    slug: str
    markdown: str


@dataclass(frozen=True, slots=True)
class _Pick:
    """A chosen entry before its wording is looked up."""

    key: str = ""
    own: str = ""


def _is_own(name: str, pick: _Pick, said: str) -> bool:
    """Whether ``said`` names an entry in the user's own words: by them, or by its number."""
    if pick.key or not pick.own:
        return False
    return name == said.strip() or _told(pick.own) == _told(said)


def _told(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(_ENDINGS)


@dataclass(slots=True)
class SectionEntries:
    """Resolves one section of one job description, noting every problem."""

    model: JobDescription
    name: str
    wordings: Mapping[str, Wording]
    defaults: tuple[str, ...]
    employer: Employer
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, message: str, cure: str, *path: str | int) -> None:
        where = self.name + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
        self.problems.append(Problem(code, message, cure, field=where))

    def known(self, key: str, *path: str | int, among: tuple[str, ...] = ()) -> str | None:
        """The catalogue's form of ``key``, or ``None`` with a problem noted.

        ``among`` are the keys that can be meant, where only those of the list can.
        """
        found = canonical(key)
        if found not in self.wordings:
            cure = did_you_mean(found, among or self.wordings) or (
                worded("Name one of: {keys}.", keys=", ".join(among))
                if among
                else for_reader(
                    worded("For words of your own write '- text: {own}'.", own=key[:60]),
                    form="Type words of your own.",
                )
            )
            self.note(
                "unknown-key", worded("the catalogue has no entry '{key}'.", key=key), cure, *path
            )
            return None
        if self.model.law not in self.wordings[found].laws:
            self.note(
                "key-not-under-law",
                worded(
                    "'{key}' does not exist under the law chosen (law: {law}).",
                    key=key,
                    law=self.model.law,
                ),
                "Drop it.",
                *path,
            )
            return None
        return found

    def listed(self, key: str, picks: Mapping[str, _Pick], *path: str | int) -> str | None:
        """As :meth:`known`, and it stands in the list: a key of it, or an own entry's words."""
        if own := next((name for name, one in picks.items() if _is_own(name, one, key)), None):
            return own
        among = tuple(name for name, one in picks.items() if one.key)
        found = self.known(key, *path, among=among)
        if found is None or found in picks:
            return found
        cure = did_you_mean(found, among) or "Add it with 'add', or name an entry of the list."
        self.note(
            "key-not-in-role", worded("the role's list has no '{key}'.", key=key), cure, *path
        )
        return None

    def entry(self, value: str | OwnEntry, number: int, *path: str | int) -> tuple[str, _Pick]:
        """The name and the pick of one entry as the user wrote it."""
        if isinstance(value, OwnEntry):
            key = self.known(value.key, *path, "key") if value.key else None
            return key or f"own-{number}", _Pick(key or "", value.text)
        key = self.known(value, *path)
        return key or f"unknown-{number}", _Pick(key or "")

    def put(
        self,
        picks: dict[str, _Pick],
        entry: tuple[str, _Pick],
        *path: str | int,
        taken: Mapping[str, _Pick] = MappingProxyType({}),
    ) -> None:
        name, pick = entry
        if name in picks or name in taken:
            self.note(
                "key-twice",
                worded("'{name}' is listed twice.", name=name),
                "Leave one of them.",
                *path,
            )
        picks[name] = pick

    def role_picks(self) -> dict[str, _Pick]:
        fits = (key for key in self.defaults if self.model.law in self.wordings[key].laws)
        if not self.employer.charter:
            fits = (key for key in fits if key != "charter")
        return {key: _Pick(key) for key in fits}

    def listing(self, entries: tuple[str | OwnEntry, ...]) -> dict[str, _Pick]:
        picks: dict[str, _Pick] = {}
        for index, value in enumerate(entries):
            self.put(picks, self.entry(value, index + 1, index), index)
        return picks

    def changed(self, changes: Changes) -> dict[str, _Pick]:
        picks = self.role_picks()
        for key, text in changes.reword.items():
            if found := self.listed(key, picks, "reword", key):
                picks[found] = _Pick(found, text)
        added: dict[str, _Pick] = {}
        for index, value in enumerate(changes.add):
            path = ("add", index)
            name, pick = self.entry(value, index + 1, *path)
            self.put(added, (name, pick), *path, taken=picks)
        picks = self.inserted(picks, added, changes.before)
        for index, key in enumerate(changes.drop):
            if found := self.listed(key, picks, "drop", index):
                del picks[found]
        return self.ordered(picks, changes)

    def inserted(
        self, picks: dict[str, _Pick], added: dict[str, _Pick], before: str | None
    ) -> dict[str, _Pick]:
        """``picks`` with what is ``added``: before an entry, else before those that close."""
        names = list(picks)
        if before is not None:
            found = self.listed(before, picks, "before")
            place = names.index(found) if found in picks else len(names)
        else:
            place = len(names)
            while place and self.wordings[names[place - 1]].closes:
                place -= 1
        front = {name: picks[name] for name in names[:place]}
        return front | added | {name: picks[name] for name in names[place:]}

    def ordered(self, picks: dict[str, _Pick], changes: Changes) -> dict[str, _Pick]:
        first = self.moved(changes.first, picks, "first")
        last = self.moved(changes.last, picks, "last")
        for index, key in enumerate(changes.last):
            if canonical(key) in first:
                self.note(
                    "key-twice",
                    worded("'{key}' can't be both first and last.", key=key),
                    "Leave one of them out.",
                    "last",
                    index,
                )
        middle = {name: one for name, one in picks.items() if name not in {*first, *last}}
        return first | middle | {name: one for name, one in last.items() if name not in first}

    def moved(
        self, keys: tuple[str, ...], picks: Mapping[str, _Pick], field_: str
    ) -> dict[str, _Pick]:
        wanted = [self.listed(key, picks, field_, index) for index, key in enumerate(keys)]
        return {key: picks[key] for key in wanted if key is not None and key in picks}

    def picks(self) -> dict[str, _Pick]:
        value = getattr(self.model, self.name)
        if value is False:
            return {}
        if value is None or value is True:
            return self.role_picks()
        picks = self.changed(value) if isinstance(value, Changes) else self.listing(value)
        if not picks:
            self.note("section-empty", "nothing is left of this section.", "Keep or add an entry.")
        return picks

    def entries(self, context: Mapping[str, Any]) -> tuple[PrintedEntry, ...]:
        return tuple(
            PrintedEntry(name.replace("_", "-"), self.markdown(pick, context))
            for name, pick in self.picks().items()
            if pick.key or pick.own
        )

    def opening(self, own: str) -> str:
        """German liabilities go on after a colon: 'für …', also where a user began with 'Für'."""
        goes_on = self.model.lang == "de" and self.name == "liability" and own.startswith("Für ")
        return f"f{own[1:]}" if goes_on else own

    def markdown(self, pick: _Pick, context: Mapping[str, Any]) -> str:
        if pick.own:
            own = begun(pick.own.strip().rstrip(_ENDINGS), self.name, self.model.lang)
            return escape(self.opening(own))
        source = self.wordings[pick.key].source(self.model.lang, self.model.law)
        return catalogue.filled(source, self.model.lang, context)

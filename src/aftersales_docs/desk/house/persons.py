"""Data of a person in the facts of the house: found, handed out, erased."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Worded, worded
from ..chain import Act, append
from ..holdings import Held, Outcome
from ..opening import Register
from ..persons_named import Person
from ..purging import scrub
from ..writing import written
from .facts import FILE
from .models import FACTS, HouseVersion
from .versions import files_in

_IN_FORCE: Worded = worded(
    "the facts of the house are in force; take the person out of them first."
)


class HouseFacts:
    """Versions of the facts of the house as a holding."""

    def held(self, _register: Register, person: Person) -> Iterator[Held]:
        """Each version that tells of ``person``."""
        for row in _versions_of(person):
            data = {"version": row.number, "at": row.made_at, "who": row.made_by}
            yield Held("house", _name(row), data, {FILE: files_in(row)[FILE]})

    def erased(
        self, register: Register, person: Person, who: str, *, dry_run: bool
    ) -> Iterator[Outcome]:
        """Delete each that is not in force; that there was one stays recorded."""
        for row in list(_versions_of(person)):
            if row.in_force:
                yield Outcome("house", _name(row), _IN_FORCE)
                continue
            if not dry_run:
                _delete(register, row, who)
            yield Outcome("house", _name(row))
        if not dry_run:
            scrub(register)


def _name(row: HouseVersion) -> str:
    return f"house:{row.matter}:{row.number}"


def _delete(register: Register, row: HouseVersion, who: str) -> None:
    def work() -> None:
        clear = {"matter": row.matter, "version": row.number}
        HouseVersion.objects.filter(pk=row.pk).delete()
        append("facts-deleted", Act(who, clear=clear))

    written(register, work)


def _versions_of(person: Person) -> Iterator[HouseVersion]:
    for row in HouseVersion.objects.filter(matter=FACTS).order_by("number"):
        text = files_in(row)[FILE].decode(errors="replace")
        if person.told_of_in(text):
            yield row

"""Data about one person: found, handed out, erased.

Art. 15, 17 GDPR; Art. 14, 20, 21 of 152-FZ. Over the documents of the register and all that
joined :mod:`.holdings`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext

from ..errors import Worded, worded
from .chain import Act, append, entry
from .days import today
from .exporting import row_of
from .finding import numbered
from .holdings import Held, Outcome, holdings, join
from .inputs import named_in, unpacked
from .keeping.models import Detail
from .object_store import file_store
from .opening import Register
from .persons_named import Person
from .purging import purge
from .register.models import PURGED, Document, Event
from .retention import verdict
from .writing import removing, written

# A day that no ZIP takes for unset; the same data give the same bytes.
_MOMENT = (2000, 1, 1, 0, 0, 0)


class Documents:
    """The register's documents as a holding."""

    def held(self, register: Register, person: Person) -> Iterator[Held]:
        """Each document that tells of ``person``, with its input, files and history."""
        store = file_store(register.place)
        for document in documents_of(person):
            files = {**unpacked(document.inputs)}
            for name, digest in named_in(document.inputs).items():
                if (content := store.get(digest)) is not None:
                    files[name] = content
            for one in document.files.order_by("pk"):
                if (content := store.get(one.sha256)) is not None:
                    files[one.name] = content
            history = [entry(one) for one in document.events.order_by("seq")]
            data = {**row_of(document), "history": history}
            name = f"{document.kind}-{document.number}-{document.edition}"
            yield Held("document", name, data, files)

    def erased(
        self, register: Register, person: Person, who: str, *, dry_run: bool
    ) -> Iterator[Outcome]:
        """Purge those that may go; the others are kept, with the reason."""
        found = list(documents_of(person))
        day = today()
        verdicts = (
            [verdict(one, day) for one in found] if dry_run else purge(register, found, day, who)
        )
        for one in verdicts:
            yield Outcome("document", numbered(one.document), one.kept)


class Acts:
    """Entries of the chain by which somebody did something: they stay, as its proof."""

    def held(self, _register: Register, person: Person) -> Iterator[Held]:
        """The entries in which ``person`` is the one who acts."""
        for event in Event.objects.order_by("seq").iterator():
            told = json.loads(event.body)
            if person.told_of_in(str(told.get("who", ""))):
                data = {name: told[name] for name in ("seq", "at", "who", "action")}
                yield Held("act", str(event.seq), data)

    def erased(
        self, register: Register, person: Person, who: str, *, dry_run: bool
    ) -> Iterator[Outcome]:
        """None goes: the chain proves who did what."""
        for one in self.held(register, person):
            yield Outcome(one.what, one.name, _CHAIN)


_CHAIN: Worded = worded("the audit trail proves who did it, and can't be written anew.")


def documents_of(person: Person) -> Iterator[Document]:
    """The documents that tell of ``person``: in input, names, title or in what was recorded."""
    for document in Document.objects.exclude(state=PURGED).order_by("pk").iterator(200):
        seqs = document.events.values_list("seq", flat=True)
        details = Detail.objects.filter(pk__in=list(seqs)).values_list("text", flat=True)
        parts = (document.inputs, document.party, document.title, *details)
        if any(person.told_of_in(part.replace("\\n", " ")) for part in parts):
            yield document


def find(register: Register, person: Person) -> list[Held]:
    """Everything that is held about ``person``."""
    _join()
    return [one for holding in holdings() for one in holding.held(register, person)]


def export(register: Register, person: Person, who: str) -> bytes:
    """Everything about ``person`` as a ZIP: ``data.json`` and the files in folders.

    That it was handed out is recorded, without the name.
    """
    found = find(register, person)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = []
        for number, one in enumerate(found, start=1):
            folder = f"{number:04}-{one.what}"
            names = {name: f"{folder}/{_plain(name)}" for name in one.files}
            listed.append(
                {
                    "what": one.what,
                    "name": one.name,
                    "data": one.data,
                    "files": list(names.values()),
                }
            )
            for name, content in one.files.items():
                archive.writestr(zipfile.ZipInfo(names[name], _MOMENT), content)
        text = json.dumps({"person": person.name, "held": listed}, ensure_ascii=False, indent=1)
        archive.writestr(zipfile.ZipInfo("data.json", _MOMENT), text + "\n")
    written(register, lambda: append("person-exported", Act(who, clear={"count": len(found)})))
    return buffer.getvalue()


def _plain(name: str) -> str:
    return "".join(char if char.isalnum() or char in "-_." else "-" for char in name).lstrip(".")


def erase(register: Register, person: Person, who: str, *, dry_run: bool) -> list[Outcome]:
    """Erase what is held about ``person`` and may go; of each thing, what becomes of it.

    The retention and holds of the law come first (Art. 17(3)(b), (e) GDPR).
    """
    _join()
    with nullcontext() if dry_run else removing(register.place):
        found = [
            one
            for holding in holdings()
            for one in holding.erased(register, person, who, dry_run=dry_run)
        ]
    if not dry_run:
        counts = {"gone": sum(one.kept is None for one in found), "all": len(found)}
        written(register, lambda: append("person-erased", Act(who, clear=counts)))
    return found


def _join() -> None:
    # Of drafts and cases goes what no document holds any more.
    from .cases.persons import Cases, Drafts
    from .house.persons import HouseFacts
    from .rest.persons import Jobs

    for one in (Documents(), Acts(), Drafts(), Cases(), HouseFacts(), Jobs()):
        join(one)

"""Whether a register holds all that it has acknowledged to the people who worked on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aftersales_docs.desk.opening import Register


def lost(register: Register, told: Iterable[Mapping[str, Any]], *, anew: bool) -> Iterator[str]:
    """What of ``told`` is not in the register, or there twice; and whatever else does not fit."""
    acknowledged = list(told)
    yield from _steps(acknowledged)
    yield from _drafts_and_notes(acknowledged)
    yield from _numbers()
    from aftersales_docs.desk.verifying import verify

    for problem in verify(register, anew=anew):
        yield f"verify: {problem}"


def _steps(told: list[Mapping[str, Any]]) -> Iterator[str]:
    from aftersales_docs.desk.chain import entry
    from aftersales_docs.desk.register.models import Document, Event

    found: Counter[tuple[str, str, str]] = Counter()
    for event in Event.objects.exclude(document=None).select_related("document"):
        assert event.document is not None
        found[event.document.number, event.action, str(entry(event)["who"])] += 1
    last: dict[str, str] = {}
    for one in told:
        if "document" in one:
            key = (one["document"], one["action"], one["who"])
            last[one["document"]] = one["action"]
            if found[key] != 1:
                yield f"{key} is in the chain {found[key]} times"
    for number, state in last.items():
        there = Document.objects.get(number=number).state
        if there != state:
            yield f"{number} is {there}, and {state} was acknowledged"
    unknown = set(Document.objects.values_list("number", flat=True)) - set(last)
    yield from (f"{number} was acknowledged to nobody" for number in sorted(unknown))


def _drafts_and_notes(told: list[Mapping[str, Any]]) -> Iterator[str]:
    from aftersales_docs.desk.cases.models import Case, CaseNote
    from aftersales_docs.desk.register.models import Draft

    versions = {one["draft"]: one["version"] for one in told if "draft" in one}
    for pk, version in versions.items():
        there = Draft.objects.get(pk=pk).version
        if there != version:
            yield f"draft {pk} is version {there}, and {version} was acknowledged"
    if Draft.objects.count() != len(versions):
        yield f"{Draft.objects.count()} drafts, and {len(versions)} were acknowledged"
    notes = Counter((one["case"], one["note"]) for one in told if one.get("note"))
    there_are = Counter(CaseNote.objects.values_list("case_id", "text"))
    if notes != there_are:
        yield f"notes of cases differ: {notes - there_are} {there_are - notes}"
    if Case.objects.count() != len({one["case"] for one in told if "case" in one}):
        yield "cases differ"


def _numbers() -> Iterator[str]:
    from aftersales_docs.desk.register.models import Document

    numbers = Document.objects.values_list("number", flat=True)
    seqs = sorted(int(one.rsplit("-", 1)[1]) for one in numbers)
    if seqs != list(range(1, len(seqs) + 1)):
        yield f"numbers have gaps or doubles: {seqs}"

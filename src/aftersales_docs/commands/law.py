"""What the house knows of the law: list it, show an entry, compare it with official texts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..errors import DataError, Place, Problem, Worded, sentences, term, worded
from ..language import LANGS, Lang
from ..law import LAWS, Citation, Fact
from ..law.acts import ACTS, read_statutes
from ..law.days import DAY_WORDS
from ..law.facts import CitedText, ComparedText, LawEntry, holds
from ..law.texts import WRONG, Collation, OfficialText, compare, read_texts
from ..messages import spaced, told
from ..nearest import did_you_mean
from .choices import DAY, DOCUMENT_LAW, LANG_OF_READER
from .common import JSON, reported, say, say_json
from .results import as_data

_LAW = click.option("--law", "code", type=DOCUMENT_LAW, help="This law only.")
_ON = click.option("--on", "day", type=DAY, help="As it stood on this day [the newest].")


@click.group()
def law() -> None:
    """List and show the citations and statutory facts; compare them with official texts."""


@law.command("list")
@_LAW
@_ON
@LANG_OF_READER
@click.option("--uncompared", is_flag=True, help="Only what no public text was found for.")
@JSON
def list_(code: str | None, day: date | None, lang: Lang, uncompared: bool, as_json: bool) -> None:
    """List the keys, what each is cited as or stands for, and the day that decides."""
    with reported(as_json):
        found = [
            (name, [one for one in _entries(name) if _asked(one, day, uncompared)])
            for name in ((code,) if code else LAWS)
        ]
        if as_json:
            say_json(
                as_data(entries=[_as_data(name, one) for name, listed in found for one in listed])
            )
            return
        for name, listed in found:
            click.echo(f"{name}  {read_statutes(ACTS / name).about.names[lang]}")
            for entry in listed:
                say(worded("    {key:<38}{words}", key=entry.key, words=_told(entry, lang)))


def _asked(entry: LawEntry, day: date | None, uncompared: bool) -> bool:
    return holds(entry, day) and not (uncompared and entry.verified)


def _told(entry: LawEntry, lang: Lang) -> str:
    match entry:
        case Citation():
            words = str(CitedText.of(entry.text[lang]))
        case Fact():
            words = worded("{value} {unit}", value=entry.value, unit=term(entry.unit))
        case _:
            words = ""
    validity = _validity(entry)
    if not validity:
        return words
    return worded("{words}  ({validity})", words=words, validity=validity)


def _validity(entry: LawEntry) -> str:
    """The days it holds, and which day decides; empty if it has always held."""
    if entry.valid_from is None and entry.valid_to is None:
        return ""
    since = worded("from {valid_from}", valid_from=entry.valid_from) if entry.valid_from else ""
    until = worded("until {valid_to}", valid_to=entry.valid_to) if entry.valid_to else ""
    return sentences(since, until, worded("by {day}", day=DAY_WORDS[entry.by]))


@law.command()
@click.argument("key")
@_LAW
@_ON
@JSON
def show(key: str, code: str | None, day: date | None, as_json: bool) -> None:
    """Show what is known of KEY: its words, its validity, its source, when it was compared."""
    with reported(as_json):
        found = [
            (name, entry)
            for name in ((code,) if code else LAWS)
            for entry in _entries(name)
            if entry.key == key and holds(entry, day)
        ]
        if not found:
            raise click.BadParameter(_unknown(key, code, day), param_hint=told("KEY"))
        if as_json:
            say_json(as_data(entries=[_as_data(*one) for one in found]))
            return
        for number, entry in enumerate(found):
            say(*([""] if number else []), *_shown(*entry))


def _as_data(name: str, entry: LawEntry) -> dict[str, Any]:
    """An entry for programs; days as ISO 8601, what it has not as null."""
    told: dict[str, Any] = {
        "law": name,
        "key": entry.key,
        "valid_from": entry.valid_from and entry.valid_from.isoformat(),
        "valid_to": entry.valid_to and entry.valid_to.isoformat(),
        "decided_by": DAY_WORDS[entry.by],
        "source": entry.source,
        "verified_on": entry.verified_on and entry.verified_on.isoformat(),
        "compared_with": [{"kind": one.kind, "text": one.text} for one in entry.compared_with],
    }
    if isinstance(entry, Citation):
        told["texts"] = {lang: str(CitedText.of(entry.text[lang])) for lang in LANGS}
    if isinstance(entry, Fact):
        told |= {"value": entry.value, "unit": entry.unit, "basis": entry.citation_key}
    return told


def _entries(name: str) -> tuple[LawEntry, ...]:
    statutes = read_statutes(ACTS / name)
    return (*statutes.citations, *statutes.facts)


def _unknown(key: str, code: str | None, day: date | None) -> str:
    laws = (code,) if code else LAWS
    entries = {entry.key for name in laws for entry in _entries(name)}
    if key in entries:
        if day is None:
            return told("'{key}' no longer holds.", key=key)
        return told("'{key}' did not hold on {day}.", key=key, day=day)
    offer = spaced(did_you_mean(key, entries))
    return told(
        "there is no '{key}'.{offer} 'aftersales-docs law list' lists them.", key=key, offer=offer
    )


def _shown(name: str, entry: LawEntry) -> Iterator[str]:
    yield f"{name}  {entry.key}"
    if isinstance(entry, Citation):
        for lang in LANGS:
            yield f"    {lang}  {CitedText.of(entry.text[lang])}"
    if isinstance(entry, Fact):
        yield worded("    value: {value} {unit}", value=entry.value, unit=term(entry.unit))
        if entry.event:
            yield worded("    from: {event}", event=entry.event)
        yield worded("    basis: {citation_key}", citation_key=entry.citation_key)
    yield worded("    holds: {validity}", validity=_validity(entry) or worded("at all times"))
    yield worded("    source: {source}", source=entry.source)
    compared = (
        worded("on {verified_on}", verified_on=entry.verified_on)
        if entry.verified_on
        else worded("not yet")
    )
    yield worded("    compared with a public text: {compared}", compared=compared)
    yield from map(_compared_text, entry.compared_with)
    if isinstance(entry, Citation) and entry.fingerprint:
        yield worded("    fingerprint: {fingerprint}", fingerprint=entry.fingerprint)
    if entry.note:
        yield worded("    note: {note}", note=entry.note)


def _compared_text(one: ComparedText) -> str:
    match one.kind:
        case "official":
            return worded("        official text: {text}", text=one.text)
        case "reprint":
            return worded("        reprint by others: {text}", text=one.text)
        case "account":
            return worded("        account by others: {text}", text=one.text)


@law.command()
@click.option(
    "--texts",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of official texts, a Markdown file an act and day (bgb-2026-08-19.md).",
)
@_LAW
@JSON
def verify(folder: Path, code: str | None, as_json: bool) -> None:
    """Compare the citations with official texts: which paragraph changed, moved or is gone.

    Exit code 1 if any did.
    """
    with reported(as_json):
        texts = read_texts(folder)
        findings = [
            (name, finding)
            for name in ((code,) if code else LAWS)
            for finding in compare(read_statutes(ACTS / name), texts)
        ]
        if not any(finding.text for _, finding in findings):
            raise _none(folder)
        wrong = [(name, finding) for name, finding in findings if finding.outcome in WRONG]
        if as_json:
            told = [{"law": name, **_finding_as_data(finding)} for name, finding in findings]
            say_json(as_data(ok=not wrong, findings=told))
            sys.exit(1 if wrong else 0)
        for name, finding in wrong:
            say(_difference(name, finding))
        say(*_summary([finding for _, finding in findings], texts))
        if wrong:
            sys.exit(1)


def _finding_as_data(finding: Collation) -> dict[str, Any]:
    return {
        "key": finding.citation.key,
        "outcome": finding.outcome,
        "place": finding.place,
        "text": finding.text,
        "fingerprint": finding.fingerprint,
    }


def _none(folder: Path) -> DataError:
    return DataError(
        Problem(
            "nothing-compared",
            "none of the texts has a place that is cited.",
            "Each file is named after act and day, bgb-2026-08-19.md, a heading a section.",
            place=Place(str(folder)),
        )
    )


def _difference(name: str, finding: Collation) -> str:
    entry = finding.citation
    what = {
        "changed": worded(
            "has changed; its fingerprint is now {fingerprint}", fingerprint=finding.fingerprint
        ),
        "moved": worded("has moved to {place}", place=finding.place),
        "gone": worded("is no longer there"),
    }[finding.outcome]
    return worded(
        "{law}  {key}: {cited} {what} ({text})",
        law=name,
        key=entry.key,
        cited=CitedText.of(entry.text["en"], entry, "en"),
        what=what,
        text=finding.text,
    )


def _summary(findings: list[Collation], texts: tuple[OfficialText, ...]) -> list[Worded]:
    def count(*outcomes: str) -> int:
        return sum(finding.outcome in outcomes for finding in findings)

    new = [f for f in findings if f.outcome == "not compared" and f.fingerprint]
    lines = [
        worded(
            (
                "{texts} {texts:text|texts}: {same} {same:citation|citations} unchanged, "
                "{changed} changed; {other} could not be compared."
            ),
            texts=len(texts),
            same=count("same"),
            changed=count(*WRONG),
            other=count("not compared"),
        )
    ]
    lines += [
        worded(
            "    {key} has no fingerprint yet: {fingerprint} ({text})",
            key=f.citation.key,
            fingerprint=f.fingerprint,
            text=f.text,
        )
        for f in new
    ]
    return lines

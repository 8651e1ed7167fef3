"""The proof sheet of a document: who did what when, hashes, signatures, what it proves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from ..document import Block, Document
from ..kinds import KINDS
from ..language import language_of
from ..messages import UI_LANGS, UiLang, Worded, said, term, worded
from . import sheets
from .chain import moment as moment_of
from .history import in_words
from .proof import File, Proof

_TOLD: Final = ("on", "by", "way", "tracking", "ground", "accepted", "edition")
_FILES: Final = {
    "docx": worded("Word file"),
    "pdf": worded("PDF file"),
    "input": worded("input"),
    "signed": worded("signed PDF file"),
}
_STATES: Final = {
    "as recorded": worded("as recorded"),
    "missing": worded("missing"),
    "changed": worded("changed"),
    "no entry names it": worded("no entry names it"),
}


def sheet(proof: Proof) -> Document:
    """The sheet in the document's language."""
    lang = _lang(proof)
    name = said(worded("Proof sheet for {number}", number=proof.document.number), lang)
    return sheets.sheet("proof", lang, name, proof.moment.date(), _blocks(proof, lang, name))


def _lang(proof: Proof) -> UiLang:
    return next((lang for lang in UI_LANGS if lang == proof.document.lang), "en")


def _blocks(proof: Proof, lang: UiLang, name: str) -> Iterator[Block]:
    def spoken(words: str) -> str:
        return said(words, lang)

    made = instant(proof.moment, lang)
    yield sheets.title(name, [spoken(worded("as of {day}", day=made))])
    yield sheets.fields("document", ((spoken(label), value) for label, value in _facts(proof)))
    yield sheets.heading("history", spoken(worded("Who did what, and when")))
    yield _history(proof, lang)
    yield sheets.paragraph(
        spoken(
            worded(
                "Times are those of the register's clock, in UTC. Names are as the register "
                "was told them."
            )
        )
    )
    yield sheets.heading("files", spoken(worded("Files")))
    yield from _files(proof, lang)
    yield from _signatures(proof, lang)
    yield sheets.heading("chain", spoken(worded("Place in the audit trail")))
    yield sheets.paragraph(spoken(_linked(proof)))
    yield _hashes(proof, lang)
    yield from _checkpoint(proof, lang)
    yield sheets.heading("proves", spoken(worded("What this proves")))
    yield sheets.items(spoken(one) for one in _proves(proof))
    yield sheets.heading("not", spoken(worded("What it does not prove")))
    yield sheets.items(spoken(one) for one in _proves_not())


def instant(moment: datetime, lang: UiLang) -> str:
    """Day and time as the language writes them, in UTC."""
    return f"{language_of(lang).date_short(moment.date())}, {moment:%H:%M:%S} UTC"


def _facts(proof: Proof) -> Iterator[tuple[Worded, str]]:
    document, lang = proof.document, _lang(proof)
    kind = KINDS[document.kind].called(lang) if document.kind in KINDS else document.kind
    day = language_of(lang).date_short
    yield worded("Kind of document"), kind
    yield worded("Number"), document.number
    yield worded("Edition"), str(document.edition)
    yield worded("State"), said(term(document.state), lang)
    yield worded("Date"), day(moment_of(document.dated).date()) if document.dated else ""
    yield worded("Title"), document.title
    yield worded("Party"), document.party
    yield worded("Office"), document.office


def _history(proof: Proof, lang: UiLang) -> Block:
    heads = [worded("Entry"), worded("Time"), worded("Who"), worded("What")]
    rows = []
    for one in proof.entries:
        told = one.told
        parts = [said(in_words(told["action"]), lang), *_details(told, lang)]
        if not one.whole:
            parts.append(said(worded("CHANGED: its hash does not fit"), lang))
        if told.get("gone"):
            parts.append(said(worded("what it told was purged"), lang))
        at = instant(moment_of(told["at"]), lang)
        rows.append([str(one.seq), at, str(told["who"]), "; ".join(parts)])
    return sheets.table("entries", [said(one, lang) for one in heads], rows, (3, 8, 7, 14), "rlll")


def _details(told: dict[str, Any], lang: UiLang) -> Iterator[str]:
    facts = told["facts"]
    for name in _TOLD:
        value = facts.get(name)
        if isinstance(value, dict):
            yield from (f"{key}: {reason}" for key, reason in value.items())
        elif value and name == "on":
            yield language_of(lang).date_short(moment_of(str(value)).date())
        elif value:
            yield str(value)
    if told["note"]:
        yield str(told["note"])


def _files(proof: Proof, lang: UiLang) -> Iterator[Block]:
    if not proof.files:
        yield sheets.paragraph(said(worded("The register has no files of it."), lang))
        return
    heads = [worded("File"), worded("Bytes"), worded("State"), worded("SHA-256")]
    rows = [[_named(one, lang), *_measured(one, lang)] for one in proof.files]
    yield sheets.table("stored", [said(one, lang) for one in heads], rows, (8, 4, 6, 15), "lrll")


def _named(one: File, lang: UiLang) -> str:
    role = said(_FILES.get(one.row.role, term(one.row.role)), lang)
    return f"{one.row.name} ({role})"


def _measured(one: File, lang: UiLang) -> list[str]:
    size = language_of(lang).number(one.row.size)
    return [size, said(_STATES[one.state], lang), grouped(one.row.sha256)]


def grouped(digest: str) -> str:
    """A hash in groups of eight, so that it can be read and breaks over lines."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _signatures(proof: Proof, lang: UiLang) -> Iterator[Block]:
    signed = [one for one in proof.files if one.row.role == "signed"]
    if not signed:
        return
    yield sheets.heading("signatures", said(worded("Signatures in the files"), lang))
    for one in signed:
        if one.report is None:
            words = worded("{file}: its signatures can't be read.", file=one.row.name)
            yield sheets.paragraph(said(words, lang))
            continue
        lines = list(one.report.lines())
        yield sheets.paragraph(said(lines[-1], lang))
        yield sheets.items(said(line, lang).strip() for line in lines[:-1])


def _linked(proof: Proof) -> Worded:
    links = proof.links
    if links.broken is not None:
        return worded(
            "The entries from {first} to {last} do NOT follow each other as they were written: "
            "entry {broken} does not fit.",
            first=links.first,
            last=links.last,
            broken=links.broken,
        )
    return worded(
        "The entries from {first} to {last} follow each other: each holds the hash of the one "
        "before it.",
        first=links.first,
        last=links.last,
    )


def _hashes(proof: Proof, lang: UiLang) -> Block:
    heads = [said(worded("Entry"), lang), said(worded("SHA-256 of the entry"), lang)]
    rows = [[str(one.seq), grouped(one.sha256)] for one in proof.entries]
    return sheets.table("hashes", heads, rows, (1, 8), "rl")


def _checkpoint(proof: Proof, lang: UiLang) -> Iterator[Block]:
    signed = proof.checkpoint
    if signed is None:
        words = worded(
            "No checkpoint covers all of these entries yet. The chain ends at entry {last} with "
            "the hash {hash}.",
            last=proof.links.last,
            hash=grouped(proof.links.sha256),
        )
        yield sheets.paragraph(said(words, lang))
        return
    at = moment_of(str(json.loads(signed.body)["at"]))
    rows = (
        (worded("Checkpoint at entry"), str(signed.seq)),
        (worded("Signed on"), instant(at, lang)),
        (worded("Hash that is signed"), grouped(signed.sha256)),
        (worded("Public key (Ed25519)"), grouped(signed.public_key)),
        (worded("Signature"), grouped(signed.signature)),
    )
    yield sheets.fields("checkpoint", ((said(label, lang), value) for label, value in rows))


def _proves(proof: Proof) -> Iterator[Worded]:
    if not proof.intact:
        yield worded(
            "Something above does not fit. As long as that is not explained, this sheet proves "
            "nothing of it."
        )
        return
    yield worded(
        "A file whose SHA-256 is one of those above is, byte for byte, the file that the register "
        "recorded by the entry that names it."
    )
    yield worded(
        "None of these entries can be changed, removed or put in without its hash, and those of "
        "all later ones, becoming others; 'register verify' computes them anew."
    )
    if proof.checkpoint is not None:
        yield worded(
            "Who has kept the checkpoint elsewhere since it was signed, and finds the same hash "
            "there, knows that all this was recorded before, and is unchanged since."
        )


def _proves_not() -> Iterator[Worded]:
    yield worded(
        "That a person named here is who they say: the register believes the account, or the name "
        "that it is given."
    )
    yield worded("That the times are right: they are those of the machine.")
    yield worded(
        "That a step happened as it was recorded (that a letter went out, that somebody signed on "
        "paper): somebody said so."
    )
    yield worded(
        "Anything against one who can write to the register and has its key, unless a checkpoint "
        "was kept where they can't change it."
    )
    yield worded(
        "That a signature in a file is of the person it names, unless it is told as valid above: "
        "that takes a certificate whose issuer is trusted."
    )
    yield worded("That what the document says is true or lawful.")

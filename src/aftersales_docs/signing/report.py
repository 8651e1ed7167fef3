"""What a check of the signatures found: as objects, in words, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal

from ..errors import Worded, joined, printable, term, worded
from .words import shown, zone

# What a signature is: of the first party, of a later one, or a time stamp over the file.
Kind = Literal["certification", "approval", "document time stamp"]
Revocation = Literal["good", "revoked", "revoked later", "not checked"]
STAMP: Final = "document time stamp"


class State(StrEnum):
    """The judgement on one signature; only the first is good."""

    VALID = "valid"
    UNTRUSTED = "untrusted"  # whole, but its certificate or time stamp proves nothing
    CHANGED = "changed"  # whole, but something was added to the file that it forbids
    INVALID = "invalid"  # what was signed is no longer what is there
    UNCLEAR = "unclear"  # can't be judged: programs read the file differently, or ours failed
    NOT_SIGNED = "not signed"  # a time stamp stands where a party should have signed


_STATES: Mapping[State, Worded] = {
    State.VALID: worded("VALID"),
    State.UNTRUSTED: worded("UNTRUSTED"),
    State.CHANGED: worded("CHANGED"),
    State.INVALID: worded("INVALID"),
    State.UNCLEAR: worded("UNCLEAR"),
    State.NOT_SIGNED: worded("NOT SIGNED"),
}
# What of the closed lists is read in a report.
_READ: Final = (
    worded("certification"),
    worded("approval"),
    worded("good"),
    worded("revoked"),
    worded("revoked later"),
    worded("not checked"),
)


class Changes(StrEnum):
    """What was added to the file after a signature; of several things the weightiest."""

    NONE = "none"
    SIGNATURES = "signatures"
    STAMPS = "time stamps"
    VALIDATION_DATA = "validation data"
    EMPTY = "an empty revision"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Finding:
    """One signature.

    ``signed_at`` is the signer's own clock, ``stamped_at`` that of a trusted time-stamp
    server. ``level`` is the PAdES level reached as far as it could be checked, empty for
    other signatures. ``added`` says that the field came after the first signature,
    ``since`` names what came after this one. ``remarks`` are worth knowing and change no
    judgement.
    """

    field: str
    state: State
    kind: Kind = "approval"
    signer: str = ""
    issuer: str = ""
    signed_at: datetime | None = None
    stamped_at: datetime | None = None
    level: str = ""
    reason: str = ""
    place: str = ""
    revocation: Revocation = "not checked"
    changes: Changes = Changes.NONE
    since: tuple[str, ...] = ()
    permits: str = ""
    added: bool = False
    problem: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        return self.state is State.VALID and not self.added

    def lines(self) -> Iterator[str]:
        """The finding in words."""
        signer = f", {self.signer}" if self.signer else ""
        state = _STATES[self.state]
        yield worded(
            "{field}: {state}{signer}", field=shown(self.field), state=state, signer=signer
        )
        if self.problem:
            yield _indented(self.problem)
        if self.added:
            yield _indented(
                worded(
                    "the field was added after the first signature; it does not belong to the "
                    "document"
                )
            )
        if self.signed_at or self.stamped_at:
            yield _indented(self._when())
        if self.signer and self.kind != STAMP:
            yield _indented(self._what())
        if self.state in (State.VALID, State.UNTRUSTED):
            yield _indented(self._since())
        for remark in self.remarks:
            yield _indented(worded("note: {remark}", remark=term(remark)))

    def _when(self) -> Worded:
        parts = []
        if self.signed_at:
            signed = _moment(self.signed_at)
            parts.append(worded("signed {moment} by the signer's clock", moment=signed))
        if self.stamped_at:
            parts.append(worded("time stamp {moment}", moment=_moment(self.stamped_at)))
        return joined(parts)

    def _what(self) -> Worded:
        kind = term(self.kind)
        if self.permits:
            kind = worded("{kind} (allows {permits})", kind=kind, permits=term(self.permits))
        parts = [
            kind,
            f"PAdES {self.level}" if self.level else worded("not PAdES"),
            worded("issued by {issuer}", issuer=self.issuer),
            worded("revocation {revocation}", revocation=term(self.revocation)),
        ]
        parts += [worded("reason: {reason}", reason=self.reason)] if self.reason else []
        parts += [worded("place: {place}", place=self.place)] if self.place else []
        return joined(parts, between="; ")

    def _since(self) -> Worded:
        if not self.since:
            return worded("nothing was changed since")
        things = joined([term(one) for one in self.since], worded(" and "))
        return worded("since then only this was added, as allowed: {things}", things=things)


def _indented(words: str) -> Worded:
    return joined(["    ", term(words)], between="")


def _moment(moment: datetime) -> Worded:
    """The moment with its day as the reader's language writes it."""
    clock = f"{moment:%H:%M:%S} {zone(moment)}"
    return worded("{day} {clock}", day=moment.date(), clock=clock)


@dataclass(frozen=True, slots=True)
class Report:
    """All signatures of a file, oldest first, and the fields that wait for one.

    ``remarks`` are about the file as a whole.
    """

    file: str
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def signatures(self) -> tuple[Finding, ...]:
        """The findings that are of parties; a time stamp is nobody's signature."""
        return tuple(one for one in self.findings if one.kind != STAMP)

    def complete(self, *, allow_missing: bool = False) -> bool:
        """Whether all signatures are good and, unless allowed, none is missing."""
        there = bool(self.signatures) and (allow_missing or not self.missing)
        return there and all(finding.good for finding in self.findings)

    def lines(self, *, allow_missing: bool = False) -> Iterator[str]:
        """The report in words."""
        for finding in self.findings:
            yield from finding.lines()
        for name in self.missing:
            yield worded("{field}: MISSING, not signed yet", field=shown(name))
        for remark in self.remarks:
            yield worded("note: {remark}", remark=term(remark))
        result = self._result(allow_missing=allow_missing)
        yield worded("{file}: {result}", file=printable(self.file), result=result)

    def _result(self, *, allow_missing: bool) -> Worded:
        bad = sum(not finding.good for finding in self.findings)
        if bad:
            stamps = len(self.signatures) < len(self.findings)
            return worded(
                "{bad} of {count} signatures and time stamps can't be relied on"
                if stamps
                else "{bad} of {count} signatures can't be relied on",
                bad=bad,
                count=len(self.findings),
            )
        count = len(self.signatures)
        if not count:
            alone = worded("not signed (a time stamp is no signature)")
            return alone if self.findings else worded("not signed")
        told = worded("{count} valid {count:signature|signatures}", count=count)
        missing = len(self.missing)
        if not missing:
            return worded("{told}, none missing", told=told)
        if allow_missing:
            return worded("{told}, {missing} missing (allowed)", told=told, missing=missing)
        return worded("{told}, {missing} missing", told=told, missing=missing)

    def as_data(self, *, allow_missing: bool = False) -> dict[str, Any]:
        """The report for programs; moments as ISO 8601, empty values as ``null``."""
        return {
            "file": self.file,
            "ok": self.complete(allow_missing=allow_missing),
            "signatures": [
                {key: _plain(value) for key, value in asdict(finding).items()}
                for finding in self.findings
            ],
            "missing": list(self.missing),
            "remarks": list(self.remarks),
        }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value

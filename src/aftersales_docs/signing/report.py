"""What a check of the signatures found: as objects, in words, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal

from ..errors import printable
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
        yield f"{shown(self.field)}: {self.state.upper()}{signer}"
        if self.problem:
            yield f"    {self.problem}"
        if self.added:
            yield "    the field was added after the first signature; it is none of the document's"
        if self.signed_at or self.stamped_at:
            yield f"    {self._when()}"
        if self.signer and self.kind != STAMP:
            yield f"    {self._what()}"
        if self.state in (State.VALID, State.UNTRUSTED):
            yield f"    {self._since()}"
        for remark in self.remarks:
            yield f"    note: {remark}"

    def _when(self) -> str:
        stamped = f"time stamp {_moment(self.stamped_at)}" if self.stamped_at else ""
        own = f"signed {_moment(self.signed_at)} by the signer's clock" if self.signed_at else ""
        return ", ".join(part for part in (own, stamped) if part)

    def _what(self) -> str:
        kind = f"{self.kind} (allows {self.permits})" if self.permits else self.kind
        level = f"PAdES {self.level}" if self.level else "not PAdES"
        parts = [kind, level, f"issued by {self.issuer}", f"revocation {self.revocation}"]
        parts += [f"reason: {self.reason}"] if self.reason else []
        parts += [f"place: {self.place}"] if self.place else []
        return "; ".join(parts)

    def _since(self) -> str:
        if not self.since:
            return "nothing was changed since"
        verb = "was" if len(self.since) == 1 and not self.since[0][0].isdigit() else "were"
        verb = "were" if self.since == ("data for later checks",) else verb
        return f"since then only {_listed(self.since)} {verb} added, as allowed"


def _listed(things: tuple[str, ...]) -> str:
    *most, last = things
    return f"{', '.join(most)} and {last}" if most else last


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} {zone(moment)}" if moment else ""


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
            yield f"{shown(name)}: MISSING, not signed yet"
        for remark in self.remarks:
            yield f"note: {remark}"
        yield f"{printable(self.file)}: {self._result(allow_missing=allow_missing)}"

    def _result(self, *, allow_missing: bool) -> str:
        bad = sum(not finding.good for finding in self.findings)
        if bad:
            stamps = len(self.signatures) < len(self.findings)
            things = "signatures and time stamps" if stamps else "signatures"
            return f"{bad} of {len(self.findings)} {things} can't be relied on"
        count = len(self.signatures)
        if not count:
            return "not signed" + (" (a time stamp is no signature)" if self.findings else "")
        told = f"{count} valid signature{'s' if count > 1 else ''}"
        if not self.missing:
            return f"{told}, none missing"
        allowed = " (allowed)" if allow_missing else ""
        return f"{told}, {len(self.missing)} missing{allowed}"

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

"""Keys of other programs: made, shown once, found again by what they prove, revoked."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ...errors import DataError, Problem, worded
from ..chain import Act, append, now, text_of
from ..days import today
from ..opening import Register
from ..writing import written
from .models import ApiKey, Scope
from .scopes import Granted

LONGEST_DAYS: Final = 3650
_TOKEN: Final = re.compile(r"adk_([0-9a-f]{12})_([\w-]{43})")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that is to be made: its name, what it may do, for how many days, by whom."""

    name: str
    scopes: tuple[Granted, ...]
    days: int
    who: str


def make(register: Register, wanted: NewKey) -> tuple[ApiKey, str]:
    """A new key, and its text, which is known only here and now.

    Raises:
        DataError: the name or the days will not do.

    """
    name = _good_name(wanted)
    public, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    expires = text_of(datetime.now(UTC) + timedelta(days=wanted.days))

    def work() -> ApiKey:
        key = ApiKey.objects.create(
            name=name,
            public=public,
            digest=_digest(secret),
            made_by=wanted.who,
            made_at=now(),
            expires_at=expires,
        )
        for one in wanted.scopes:
            Scope.objects.create(key=key, action=one.action, kind=one.kind, office=one.office)
        facts = {
            "key": public,
            "name": name,
            "scopes": [str(one) for one in wanted.scopes],
            "expires": expires,
        }
        append("key-made", Act(wanted.who, facts))
        return key

    return written(register, work), f"adk_{public}_{secret}"


def _good_name(wanted: NewKey) -> str:
    """The name of a key that can be made."""
    name = " ".join(wanted.name.split())
    if not name or len(name) > 60 or not name.isprintable():
        raise DataError(
            Problem(
                "key-name",
                "a key has a name of up to 60 letters.",
                "Name the program that will use it.",
                "name",
            )
        )
    if not 1 <= wanted.days <= LONGEST_DAYS:
        raise DataError(
            Problem(
                "key-days",
                worded("a key is valid for 1 to {most} days.", most=LONGEST_DAYS),
                "Give a number of days within that.",
                "days",
            )
        )
    return name


def revoke(register: Register, public: str, who: str) -> ApiKey:
    """Let a key open nothing from now on; one that is revoked stays so.

    Raises:
        DataError: there is no such key.

    """

    def work() -> ApiKey:
        key = ApiKey.objects.filter(public=public).first()
        if key is None:
            raise DataError(
                Problem(
                    "no-such-key",
                    worded("there is no key '{public}'.", public=public),
                    "Look for it with 'register key list'.",
                )
            )
        if not key.revoked_at:
            key.revoked_at = now()
            key.save(update_fields=["revoked_at"])
            append("key-revoked", Act(who, {"key": public, "name": key.name}))
        return key

    return written(register, work)


def found(token: str) -> ApiKey | None:
    """The key that ``token`` is, if it opens anything today."""
    parts = _TOKEN.fullmatch(token.strip())
    if parts is None:
        return None
    key = ApiKey.objects.filter(public=parts[1]).first()
    if key is None or not hmac.compare_digest(key.digest, _digest(parts[2])):
        return None
    return key if is_valid(key) else None


def is_valid(key: ApiKey) -> bool:
    """Whether it is neither revoked nor over."""
    return not key.revoked_at and now() < key.expires_at


def used(register: Register, key: ApiKey) -> None:
    """Note the day on which a key was used, once a day."""
    day = today().isoformat()
    if key.used_on != day:
        written(register, lambda: ApiKey.objects.filter(pk=key.pk).update(used_on=day))


def _digest(secret: str) -> str:
    # The secret has 256 bits of chance: a slow hash would add nothing but waiting.
    return hashlib.sha256(secret.encode()).hexdigest()


def scopes_of(key: ApiKey) -> list[Granted]:
    """What a key may do."""
    return sorted(Granted(one.action, one.kind, one.office) for one in key.scopes.all())


def as_row(key: ApiKey) -> dict[str, Any]:
    """A key as a list of keys tells it."""
    return {
        "public": key.public,
        "name": key.name,
        "scopes": [str(one) for one in scopes_of(key)],
        "made_by": key.made_by,
        "made": key.made_at,
        "expires": key.expires_at,
        "revoked": key.revoked_at,
        "used_on": key.used_on,
    }

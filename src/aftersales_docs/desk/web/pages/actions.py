"""What the entries of the audit trail tell of, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ....messages import Worded, term, worded
from ...history import ACTIONS

_WORDS: Final[Mapping[str, Worded]] = {
    "reserved": worded("number reserved"),
    "issued": worded("document issued"),
    "sent": worded("document sent"),
    "signed": worded("document signed"),
    "signature-added": worded("signed file kept"),
    "done": worded("matter done"),
    "cancelled": worded("document cancelled"),
    "replaced": worded("replaced by a new edition"),
    "imported": worded("taken over"),
    "pattern": worded("pattern of numbers set"),
    "checkpoint": worded("checkpoint signed"),
    "guards-restored": worded("guards restored"),
    "account-made": worded("account made"),
    "account-closed": worded("account closed"),
    "account-opened": worded("account opened again"),
    "post-given": worded("post given"),
    "post-taken": worded("post taken away"),
    "link-made": worded("link for the other party made"),
    "link-opened": worded("link opened by the other party"),
    "link-revoked": worded("link revoked"),
    "declined": worded("declined by the other party"),
    "password-link": worded("link for a new password made"),
    "key-made": worded("key for a program made"),
    "key-revoked": worded("key for a program revoked"),
    "webhook-made": worded("webhook made"),
    "webhook-ended": worded("webhook ended"),
}


def words_of(action: str) -> Worded:
    """What was done; the register's own word where there is no other."""
    return _WORDS.get(action) or ACTIONS.get(action) or term(action)

"""The command ``register``: its parts stand in modules of their own, by what they do."""

from __future__ import annotations

import click

from .register_approval import approval
from .register_backup import backup, restore
from .register_cases import case_
from .register_drafts import draft
from .register_due import due, import_
from .register_keep import hold, person_, purge, release
from .register_keys import key
from .register_look import export, find, list_, show
from .register_proof import proof
from .register_stats import stats
from .register_steps import cancel, done, send, sign
from .register_upkeep import checkpoint, pattern, restore_guards, resume, verify
from .register_webhooks import webhook


@click.group()
def register() -> None:
    """The register of issued documents: list, find, send, sign, verify and more."""


for _command in (
    list_,
    find,
    show,
    export,
    send,
    sign,
    done,
    cancel,
    due,
    import_,
    verify,
    checkpoint,
    pattern,
    resume,
    restore_guards,
    hold,
    release,
    purge,
    person_,
    backup,
    restore,
    draft,
    approval,
    case_,
    stats,
    proof,
    key,
    webhook,
):
    register.add_command(_command)

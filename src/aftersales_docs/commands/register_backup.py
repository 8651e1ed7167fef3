"""A copy of the register, and a register of a copy: ``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import worded
from .common import reported, say
from .desk_options import REGISTER, opened

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--pg-dump", default="pg_dump", show_default=True, help="The program pg_dump.")
@REGISTER
def backup(folder: Path, pg_dump: str, data: Path | None) -> None:
    """Copy the register into the new FOLDER while it is used: database, files, key."""
    with reported():
        register = opened(data)
        from ..desk.backup import backup as copied

        count = copied(register, folder, pg_dump)
        say(str(folder))
        say(worded("# {files} {files:file|files}", files=count))


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--to", type=_FOLDER, required=True, help="The new folder of the register.")
@click.option("--until", metavar="MOMENT", help="Only if the copy is of this moment.")
@click.option("--pg-restore", default="pg_restore", show_default=True, help="That program.")
def restore(folder: Path, to: Path, until: str | None, pg_restore: str) -> None:
    """Make a register of the copy in FOLDER; nothing is overwritten.

    A copy of PostgreSQL goes into the empty database that AFTERSALES_DOCS_DATABASE names.
    """
    with reported():
        from ..desk.opening import set_up
        from ..desk.place import register_place

        set_up()
        from ..desk.backup import refuse_until
        from ..desk.backup import restore as restored

        if until is not None:
            refuse_until(until, folder)
        moment = restored(folder, register_place(to), pg_restore)
        say(str(to))
        say(worded("# as it was at {moment}; now run 'register verify'", moment=moment))

"""``register key``: keys with which other programs use the desk over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import worded
from .common import JSON, reported, say, say_json
from .desk_options import PERSON, REGISTER, opened, person_named
from .results import as_data


@click.group()
def key() -> None:
    """Keys with which other programs use the desk over HTTP: make, list, revoke."""


@key.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    metavar="ACTION[:KIND[:OFFICE]]",
    help="What it may do: see, write, issue, send, sign or cancel; may be repeated.",
)
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=365,
    show_default=True,
    help="For how many days it is valid.",
)
@PERSON
@REGISTER
@JSON
def make(  # noqa: PLR0913, PLR0917 (one parameter an option)
    name: str,
    scopes: tuple[str, ...],
    days: int,
    person: str | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Make a key for the program NAME and show it, once."""
    with reported(as_json):
        register = opened(data, begins=True)
        from ..desk.rest import keys
        from ..desk.rest.scopes import granted

        wanted = keys.NewKey(name, granted(scopes), days, person_named(person))
        made, text = keys.make(register, wanted)
    if as_json:
        say_json(as_data(key=text, public=made.public, expires=made.expires_at))
        return
    say(
        text,
        worded(
            "Keep it safe: it is not shown again. It is valid until {until}.",
            until=made.expires_at[:10],
        ),
    )


@key.command(name="list")
@REGISTER
@JSON
def list_(data: Path | None, as_json: bool) -> None:
    """List the keys, with what each may do and until when."""
    with reported(as_json):
        opened(data)
        from ..desk.rest.keys import as_row
        from ..desk.rest.models import ApiKey

        rows = [as_row(one) for one in ApiKey.objects.order_by("pk").prefetch_related("scopes")]
    if as_json:
        say_json(as_data(keys=rows))
        return
    for one in rows:
        line = "{public}  {name}  {scopes}  valid until {until}"
        if one["revoked"]:
            line = "{public}  {name}  {scopes}  revoked"
        say(
            worded(
                line,
                public=one["public"],
                name=one["name"],
                scopes=" ".join(one["scopes"]),
                until=one["expires"][:10],
            )
        )


@key.command()
@click.argument("public")
@PERSON
@REGISTER
def revoke(public: str, person: str | None, data: Path | None) -> None:
    """Revoke the key PUBLIC (the figures behind adk_): it opens nothing from now on."""
    with reported():
        register = opened(data)
        from ..desk.rest.keys import revoke as revoked

        one = revoked(register, public, person_named(person))
        say(worded("revoked: {public} ({name})", public=one.public, name=one.name))

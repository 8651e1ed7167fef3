"""``register webhook``: addresses that are told when a document is issued or signed."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import worded
from .common import JSON, reported, say, say_json
from .desk_options import PERSON, REGISTER, opened, person_named
from .results import as_data


@click.group()
def webhook() -> None:
    """Addresses that are told when a document is issued or signed: make, list, end."""


@webhook.command()
@click.argument("address")
@click.option(
    "--event",
    "events",
    multiple=True,
    type=click.Choice(("issued", "signed", "signature-added")),
    help="What it is told; may be repeated [issued and signed].",
)
@click.option("--kind", default="*", show_default=True, help="Of documents of this kind alone.")
@click.option("--office", default="*", show_default=True, help="Of this office alone.")
@PERSON
@REGISTER
@JSON
def make(  # noqa: PLR0913, PLR0917 (one parameter an option)
    address: str,
    events: tuple[str, ...],
    kind: str,
    office: str,
    person: str | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Tell ADDRESS of what happens; the secret that signs its messages is shown once."""
    with reported(as_json):
        register = opened(data, begins=True)
        from ..desk.rest import webhooks

        wanted = webhooks.NewWebhook(address, events, kind, office, person_named(person))
        made, secret = webhooks.make(register, wanted)
    if as_json:
        say_json(as_data(secret=secret, public=made.public))
        return
    say(secret, worded("Keep it safe: it is not shown again."))


@webhook.command(name="list")
@REGISTER
@JSON
def list_(data: Path | None, as_json: bool) -> None:
    """List the webhooks, and how many messages each took."""
    with reported(as_json):
        opened(data)
        from ..desk.rest.models import Webhook
        from ..desk.rest.webhooks import as_row

        rows = [as_row(one) for one in Webhook.objects.order_by("pk")]
    if as_json:
        say_json(as_data(webhooks=rows))
        return
    for one in rows:
        line = "{public}  {address}  {events}  taken: {delivered}, waiting: {waiting}"
        if one["ended"]:
            line = "{public}  {address}  {events}  ended"
        say(worded(line, **{**one, "events": " ".join(one["events"])}))


@webhook.command(name="end")
@click.argument("public")
@PERSON
@REGISTER
def end_(public: str, person: str | None, data: Path | None) -> None:
    """End the webhook PUBLIC: it is told nothing from now on."""
    with reported():
        register = opened(data)
        from ..desk.rest.webhooks import end

        one = end(register, public, person_named(person))
        say(worded("ended: {public} ({address})", public=one.public, address=one.address))

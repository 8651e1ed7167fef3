"""Looking into the register: ``list``, ``find``, ``show``, ``export``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import Problem, UsageError, printable, worded
from ..messages import said
from ..output import write_files
from .choices import DAY
from .common import FORCE, reported, say, say_json
from .desk_options import KIND, REGISTER, opened, which
from .outputs import format_of

if TYPE_CHECKING:
    from ..desk.listing import Filters
    from ..desk.register.models import Document

# As desk.register.models has them; the help of a command must not load Django.
STATES = ("reserved", "issued", "sent", "signed", "done", "cancelled", "replaced", "purged")
_WIDEST = 40
_FORMATS = ("csv", "xlsx", "json")


def _filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        REGISTER,
        click.option("--until", type=DAY, help="Dated on this day or before."),
        click.option("--since", type=DAY, help="Dated on this day or later."),
        click.option("--number", default="", help="Any part of the number or a serial number."),
        click.option("--product", default="", help="A part of the product's name."),
        click.option("--party", default="", help="A part of the other party's name."),
        click.option("--state", type=click.Choice(STATES), help="In this state."),
        click.option("--office", default="", help="Of this office."),
        KIND,
    ):
        command = option(command)
    return command


def _filters(given: dict[str, Any], text: str = "") -> Filters:
    from ..desk.days import refuse_reversed
    from ..desk.listing import Filters

    days = {name: given.pop(name) for name in ("since", "until")}
    refuse_reversed(days["since"], days["until"])
    said_days = {name: day.isoformat() if day else "" for name, day in days.items()}
    plain = {name: value or "" for name, value in given.items()}
    return Filters(text=text, **plain, **said_days)


_PAGE = (
    click.option("--after", metavar="PLACE", type=int, help="Go on behind this place."),
    click.option(
        "--limit",
        type=click.IntRange(1, 1000),
        default=50,
        show_default=True,
        help="How many are shown.",
    ),
)


def _paged(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_PAGE):
        command = option(command)
    return command


@click.command("list")
@_filtered
@_paged
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def list_(data: Path | None, after: int | None, limit: int, as_json: bool, **given: Any) -> None:
    """List documents, the newest first."""
    with reported():
        opened(data)
        _shown(_filters(given), after, limit, as_json)


@click.command()
@click.argument("words", nargs=-1, required=True)
@_filtered
@_paged
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def find(
    words: tuple[str, ...],
    data: Path | None,
    after: int | None,
    limit: int,
    as_json: bool,
    **given: Any,
) -> None:
    """Find documents that hold all WORDS, in any form; numbers by any part of them."""
    with reported():
        if not any(char.isalnum() for word in words for char in word):
            raise UsageError(
                Problem(
                    "no-words",
                    "what is looked for holds no letter and no figure.",
                    "Name words or numbers, or list all with 'register list'.",
                )
            )
        opened(data)
        _shown(_filters(given, " ".join(words)), after, limit, as_json)


def _shown(filters: Filters, after: int | None, limit: int, as_json: bool) -> None:
    from ..desk.exporting import row_of
    from ..desk.listing import page

    rows = page(filters, after, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    if as_json:
        place = rows[-1].pk if more else None
        say_json({"documents": [row_of(one) for one in rows], "after": place})
        return
    if not rows:
        say(worded("no document is like that."))
        return
    say(*_table(rows))
    if more:
        say(worded("# more: --after {place}", place=rows[-1].pk))


def _table(rows: Sequence[Document]) -> Iterable[str]:
    from ..desk.finding import numbered

    heads = (
        worded("no."),
        worded("kind"),
        worded("state"),
        worded("date"),
        worded("party"),
        worded("product"),
    )
    cells = [tuple(said(head) for head in heads)]
    for one in rows:
        values = (numbered(one), one.kind, _state(one.state), one.dated, one.party, one.product)
        cells.append(tuple(_cut(printable(value)) for value in values))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        parts = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(parts).rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _state(state: str) -> str:
    return said(STATE_WORDS[state])


STATE_WORDS = {
    "reserved": worded("reserved"),
    "issued": worded("issued"),
    "sent": worded("sent"),
    "signed": worded("signed"),
    "done": worded("done"),
    "cancelled": worded("cancelled"),
    "replaced": worded("replaced"),
    "purged": worded("purged"),
}
# Those of drafts and cases too.
EVERY_STATE = {
    **STATE_WORDS,
    "draft": worded("draft"),
    "submitted": worded("submitted"),
    "approved": worded("approved"),
    "sent back": worded("sent back"),
    "open": worded("open"),
    "closed": worded("closed"),
}


@click.command()
@which
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write its files into this folder.",
)
@FORCE
def show(  # noqa: PLR0913, PLR0917 (one parameter an option)
    number: str,
    kind: str | None,
    edition: int | None,
    data: Path | None,
    as_json: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Show a document of the register: its facts, its files, what happened to it."""
    with reported():
        register = opened(data)
        from ..desk.delivering import deliver
        from ..desk.finding import the_document

        document = the_document(number, kind or "", edition)
        if as_json:
            say_json(_as_data(document))
        else:
            say(*_lines(document))
        if output is not None:
            say(*map(str, deliver(register, document, output, force=force)))


def _as_data(document: Document) -> dict[str, Any]:
    from ..desk.exporting import row_of
    from ..desk.history import of_document

    return {
        **row_of(document),
        "files": [
            {"role": one.role, "name": one.name, "sha256": one.sha256, "size": one.size}
            for one in document.files.order_by("pk")
        ],
        "case": document.case_id,
        "events": of_document(document),
    }


def _lines(document: Document) -> Iterable[str]:
    from ..desk.history import of_document

    facts = {
        worded("no."): document.number,
        worded("edition"): str(document.edition),
        worded("kind"): document.kind,
        worded("state"): _state(document.state),
        worded("office"): document.office,
        worded("case"): str(document.case_id or ""),
        worded("date"): document.dated,
        worded("title"): document.title,
        worded("party"): document.party,
        worded("product"): document.product,
        worded("serial numbers"): document.serials,
    }
    width = max(len(said(label)) for label in facts) + 2
    for label, value in facts.items():
        if value:
            yield f"{said(label):<{width}}{value}"
    for one in document.files.order_by("pk"):
        yield f"{said(worded('file')):<{width}}{one.name}  {one.size}  {one.sha256[:16]}"
    yield from history_lines(of_document(document))


def history_lines(entries: Iterable[dict[str, Any]]) -> Iterable[str]:
    """What happened, an entry a line: when, by whom, what, with its facts and note."""
    from ..desk.history import in_words

    for told in entries:
        what = said(in_words(told["action"]))
        parts = (told["at"], told["who"], what, *_of_facts(told["facts"]), told["note"])
        yield "  ".join(part for part in parts if part)


def _of_facts(facts: dict[str, Any]) -> Iterable[str]:
    for name in ("on", "by", "way", "tracking", "ground"):
        if facts.get(name):
            yield str(facts[name])


@click.command()
@_filtered
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help="Format of the file.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write.",
)
@FORCE
def export(
    data: Path | None, format_: str | None, output: Path, force: bool, **given: Any
) -> None:
    """Export documents as CSV, XLSX or JSON."""
    with reported():
        named = format_of(output, format_, _FORMATS)
        opened(data)
        from ..desk.exporting import EXPORTS
        from ..desk.listing import everything

        write_files({output: EXPORTS[named](everything(_filters(given)))}, force=force)
        say(str(output))

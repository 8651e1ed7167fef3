"""What the register's claims count up to: ``stats``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import DataError, Problem, printable, worded
from ..kinds import KINDS
from ..messages import UI_LANGS, UiLang, current
from ..output import write_files
from .choices import DAY
from .common import FORCE, report, reported, say, say_json
from .desk_options import REGISTER, opened
from .outputs import format_of

if TYPE_CHECKING:
    from ..desk.opening import Register
    from ..desk.statistics.figures import Figures, Query
    from ..desk.statistics.rising import Sales
    from ..desk.statistics.tables import Table

_FORMATS = ("csv", "xlsx", "json", "pdf", "docx")
_ROWS = 20
_WIDEST = 40


@click.command()
@click.option("--kind", type=click.Choice(tuple(KINDS)), help="The kind of document.")
@click.option("--since", type=DAY, help="Received on this day or later [a year ago].")
@click.option("--until", type=DAY, help="Received on this day or before [today].")
@click.option("--office", default="", help="Of this office.")
@click.option("--product", default="", help="A part of the product's name.")
@click.option(
    "--sales",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file with the units sold of each product.",
)
@click.option(
    "--plots",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write plots into this folder.",
)
@click.option("-f", "--format", "format_", type=click.Choice(_FORMATS), help="Format of the file.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write tables or report to this file.",
)
@click.option("--lang", type=click.Choice(UI_LANGS), help="The language of files [yours].")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@FORCE
@REGISTER
def stats(  # noqa: PLR0913, PLR0917 (one parameter an option)
    sales: Path | None,
    plots: Path | None,
    format_: str | None,
    output: Path | None,
    lang: UiLang | None,
    as_json: bool,
    force: bool,
    data: Path | None,
    **given: Any,
) -> None:
    """Count claims by product, defect, decision and days, and find what rises beyond chance.

    A period is compared with the one before, which is as long. Without figures of sales shares of
    all claims are compared, not rates.
    """
    with reported(as_json):
        register = opened(data)
        from ..desk.statistics.files import FILES
        from ..desk.statistics.files import plots as plots_of
        from ..desk.statistics.tables import as_data

        found = _counted(register, given, sales)
        chosen = lang or current()
        files: dict[Path, bytes] = {}
        if output is not None:
            files[output] = FILES[format_of(output, format_, _FORMATS)](found, chosen, _today())
        if plots is not None:
            files |= {plots / name: content for name, content in plots_of(found, chosen).items()}
        write_files(files, force=force)
        if as_json:
            say_json(as_data(found))
        elif files:
            say(*map(str, files))
        else:
            say(*_lines(found, chosen))
        report(_strange(found))


def _today() -> date:
    from ..desk.days import today

    return today()


def _counted(register: Register, given: dict[str, Any], sales: Path | None) -> Figures:
    from ..desk.register.models import Document
    from ..desk.statistics.counting import caught_up
    from ..desk.statistics.figures import figures
    from ..desk.statistics.sales import read_sales

    query = _query(given)
    known: Sales | None = read_sales(sales) if sales is not None else None
    caught_up(register, query.kind)
    return figures(query, Document.objects.all(), known)


def _query(given: dict[str, Any]) -> Query:
    from ..desk.days import refuse_reversed
    from ..desk.statistics.counting import kinds_counted
    from ..desk.statistics.figures import Query

    kinds = kinds_counted()
    kind = given["kind"] or kinds[0]
    if kind not in kinds:
        raise DataError(
            Problem(
                "nothing-counted",
                worded("statistics count nothing of the kind '{kind}'.", kind=kind),
                worded("Kinds that are counted: {kinds}.", kinds=", ".join(kinds)),
            )
        )
    until = given["until"] or _today()
    since = given["since"] or _year_before(until)
    refuse_reversed(since, until)
    return Query(kind, since, until, given["office"], given["product"])


def _year_before(day: date) -> date:
    from ..desk.statistics.figures import year_to

    return year_to(day)


def _strange(found: Figures) -> list[Problem]:
    from ..errors import Severity

    if not found.strange:
        return []
    names = ", ".join(found.strange[:10])
    return [
        Problem(
            "sales-of-no-product",
            worded(
                "the sales figures name products that no claim is about: {names}.", names=names
            ),
            "Write the model as it stands in the claims.",
            severity=Severity.NOTE,
        )
    ]


def _lines(found: Figures, lang: UiLang) -> Iterable[str]:
    from ..desk.statistics.sheet import GROUND, nothing_rises, rises, summary
    from ..desk.statistics.tables import tables

    query = found.query
    before = query.before
    yield worded(
        "{since} to {until}, compared with {before} to {end}",
        since=query.since.isoformat(),
        until=query.until.isoformat(),
        before=before[0].isoformat(),
        end=before[1].isoformat(),
    )
    yield summary(found)
    systematic = [one for one in found.products if one.test and one.test.systematic]
    yield from (rises(one, lang) for one in systematic)
    yield GROUND if systematic else nothing_rises(found)
    for table in tables(found, lang, _ROWS):
        yield ""
        yield table.title
        yield from _table(table, lang)
        if table.left_out:
            yield worded("{count} more rows.", count=table.left_out)


def _table(table: Table, lang: UiLang) -> Iterable[str]:
    from ..desk.statistics.tables import shown

    cells: list[Sequence[str]] = [table.heads]
    cells += [[_cut(printable(shown(cell, lang))) for cell in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        parts = (
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(parts).rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"

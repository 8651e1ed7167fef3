"""The proof sheet of a document: ``proof``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from ..output import write_files
from .common import FORCE, reported, say
from .desk_options import opened, which
from .outputs import file_of

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@which
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=file_of(".pdf", what="PDF"),
    required=True,
    help="The file to write.",
)
@click.option("--trust", type=_FILE, multiple=True, help="A root certificate that you trust, PEM.")
@FORCE
def proof(  # noqa: PLR0913, PLR0917 (one parameter an option)
    number: str,
    kind: str | None,
    edition: int | None,
    data: Path | None,
    output: Path,
    trust: tuple[Path, ...],
    force: bool,
) -> None:
    """Write a sheet with a document's history, hashes, signatures and what they prove, as PDF/A.

    It is in the document's language.
    """
    with reported():
        register = opened(data)
        from ..desk.finding import the_document
        from ..desk.proof import proof_of
        from ..desk.proof_sheet import sheet
        from ..desk.sheets import written
        from ..signing.certificates import trusted_roots

        document = the_document(number, kind or "", edition)
        roots = tuple(trusted_roots(trust))
        found = proof_of(register, document, datetime.now(UTC), roots)
        write_files({output: written(sheet(found), "pdf")}, force=force)
        say(str(output))

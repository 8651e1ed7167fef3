"""The command ``render``: Word and PDF from input files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ..api import ENGINES, FORMATS, Assessed, Engine, Format, assess, compose, load, remarks, write
from ..document import Document
from ..enclosing.remarks import NOT_IN_WORD
from ..errors import AftersalesError, Problem, Severity
from ..messages import spaced, told
from ..naming import NamePattern, refuse_same_names
from ..nearest import did_you_mean
from ..output import write_files
from ..template_check.one_format import one_sided
from .common import (
    DATA,
    FORCE,
    HOUSE,
    HOUSE_ROOT,
    JSON,
    STANDARD_STREAM,
    STRICT,
    TEMPLATES,
    VERBOSE,
    reported,
)
from .completion import warning_codes
from .inputs import listed
from .outputs import folder_for_results
from .reporting import Reporter


@dataclass(slots=True)
class _Inputs:
    """The inputs of one run, each loaded once; what is wrong with one is kept beside it."""

    load: Callable[[str], Assessed]
    found: dict[str, Assessed | AftersalesError]

    def get(self, file: str) -> Assessed:
        """The input ``file``, assessed.

        Raises:
            AftersalesError: it is wrong.

        """
        if file not in self.found:
            try:
                self.found[file] = self.load(file)
            except AftersalesError as error:
                self.found[file] = error
        found = self.found[file]
        if isinstance(found, AftersalesError):
            raise found
        return found

    def sound(self, files: Sequence[str]) -> dict[str, Assessed]:
        """Those of ``files`` that are not wrong."""
        got: dict[str, Assessed] = {}
        for file in files:
            try:
                got[file] = self.get(file)
            except AftersalesError:  # It is told when its turn comes.
                continue
        return got


def _stem(file: str) -> str:
    return "document" if file == STANDARD_STREAM else Path(file).stem


def _names(files: Sequence[str], inputs: _Inputs, pattern: NamePattern | None) -> dict[str, str]:
    """The name, without ending, of what each input becomes.

    Raises:
        AftersalesError: two inputs would become the same file; a name can't be made.

    """
    if pattern is None:
        names = {file: _stem(file) for file in files}
    else:
        names = {
            file: pattern.name(data.data.model, {"stem": _stem(file)}, file)
            for file, data in inputs.sound(files).items()
        }
    refuse_same_names(names.items())
    return names


def _check_accepted(files: Sequence[str], inputs: _Inputs, accepted: Collection[str]) -> None:
    """Refuse to accept a warning that none of the files gives: it would be a slip."""
    if not accepted or STANDARD_STREAM in files:
        return
    given = {one.code for data in inputs.sound(files).values() for one in remarks(data)}
    for code in accepted:
        if code not in given:
            offer = spaced(did_you_mean(code, given))
            raise click.BadParameter(
                told("no file gives the warning '{code}'.{offer}", code=code, offer=offer),
                param_hint="--accept-warning",
            )


def _page_of(document: Document) -> tuple[str, str, str]:
    """The kind, language and layout by which a document's page is found."""
    return document.meta.kind, document.meta.lang, document.meta.layout


def _to_tell(found: Sequence[Problem], accepted: Collection[str]) -> list[Problem]:
    """The warnings on a document that the user has not taken upon himself."""
    warnings = [one for one in found if one.severity is Severity.WARNING]
    return [one for one in warnings if one.code not in accepted]


@dataclass(frozen=True, slots=True)
class _Making:
    """How the documents of one run are made, and who tells of them."""

    told: Reporter
    output: Path
    formats: Sequence[Format]
    accepted: Collection[str]
    with_data: bool | None
    force: bool
    own_templates: Path | None
    pdf_engine: Engine | None

    def make(self, file: str, data: Assessed, name: str) -> None:
        """Write the documents of one input, and tell what is to be said of it.

        Raises:
            AftersalesError: the law forbids it, or it can't be written.

        """
        document = compose(data, self.own_templates, accepted=self.accepted)
        silent = self.accepted if "docx" in self.formats else (*self.accepted, NOT_IN_WORD)
        problems = _to_tell(remarks(data, document), silent)
        if self.own_templates is not None and len(self.formats) == len(FORMATS):
            problems += one_sided(self.own_templates, *_page_of(document))
        results: dict[Path, bytes] = {}
        for format_ in () if self.told.is_bad(problems) else self.formats:
            results[self.output / f"{name}.{format_}"] = write(
                document,
                format_,
                own_templates=self.own_templates,
                data=data,
                with_data=self.with_data,
                pdf_engine=self.pdf_engine,
            )
        if results:
            write_files(results, force=self.force)
        self.told.tell(file, problems, list(results))


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(),
    callback=folder_for_results,
    help="The folder for the results [the current one].",
)
@click.option(
    "--name",
    "pattern",
    metavar="PATTERN",
    help="How the results are called: '{number}-{claimant.person.surname}' [as the input].",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS, case_sensitive=False),
    help="One format only [both].",
)
@click.option(
    "--accept-warning",
    "accepted",
    multiple=True,
    metavar="CODE",
    shell_complete=warning_codes,
    help="Accept this warning; the file's properties record it.",
)
@click.option(
    "--pdf-engine",
    "pdf_engine",
    type=click.Choice(ENGINES),
    help="What sets the PDF [as house.yaml says; a page template of your own is html].",
)
@DATA
@FORCE
@JSON
@STRICT
@VERBOSE
@TEMPLATES
@HOUSE
@HOUSE_ROOT
def render(  # noqa: PLR0913, PLR0917 (one parameter an option)
    files: tuple[str, ...],
    output: Path,
    pattern: str | None,
    formats: tuple[Format, ...],
    accepted: tuple[str, ...],
    pdf_engine: Engine | None,
    with_data: bool | None,
    force: bool,
    as_json: bool,
    strict: bool,
    verbose: bool,
    own_templates: Path | None,
    house: Path | None,
    house_root: Path | None,
) -> None:
    """Render input FILES ('-' is standard input) as Word and PDF.

    A folder stands for the .yaml, .yml and .json files in it.
    """
    wanted = tuple(dict.fromkeys(formats)) or FORMATS
    with reported(as_json):
        told = Reporter(listed(files), as_json, strict, verbose)
        inputs = _Inputs(lambda file: assess(load(file, house_root=house_root, house=house)), {})
        read = NamePattern.read(pattern) if pattern is not None else None
        names = _names(told.files, inputs, read)
        _check_accepted(told.files, inputs, accepted)
        making = _Making(
            told, output, wanted, accepted, with_data, force, own_templates, pdf_engine
        )
        for file in told.each():
            try:
                making.make(file, inputs.get(file), names[file])
            except AftersalesError as error:
                told.tell(file, error.problems)
            inputs.found.pop(file, None)
        told.end()

"""The command line: it knows the commands by name, and loads each when it is called."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from .commands.spoken import (
    LANG_OPTION,
    asked_language,
    in_words,
    make_robust,
    paragraphs,
    teach_click,
)
from .messages import UI_LANGS, chosen, said, speaking, told


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command stands (``module:name`` below ``commands``), and its help in a line."""

    path: str
    help: str

    def load(self) -> click.Command:
        """The command itself."""
        module, _, name = self.path.partition(":")
        found: click.Command = getattr(import_module(f"{__package__}.commands.{module}"), name)
        return found


COMMANDS: Mapping[str, LazyCommand] = {
    "check": LazyCommand(
        "check:check", "Check input FILES ('-' is standard input) and show all errors at once."
    ),
    "clauses": LazyCommand(
        "clauses:clauses", "Look into the library of clauses: list, show, diff."
    ),
    "compare": LazyCommand(
        "compare:compare", "Show what the other side changed in RETURNED, a .docx."
    ),
    "extract": LazyCommand(
        "carried:extract", "Extract the input files inside a finished FILE (Word or PDF)."
    ),
    "insert": LazyCommand(
        "insert:insert",
        "Put a warranty SECTION into HOST, a .docx contract of your own, in the contract's style.",
    ),
    "inspect": LazyCommand(
        "carried:inspect",
        "Show what is inside a finished FILE (Word or PDF): its origin and its input.",
    ),
    "issue": LazyCommand(
        "issue:issue",
        "Issue the document of an input FILE: number it, make Word and PDF, keep them.",
    ),
    "kinds": LazyCommand(
        "kinds:kinds", "List the kinds of document, with their languages and laws."
    ),
    "law": LazyCommand(
        "law:law",
        "List and show the citations and statutory facts; compare them with official texts.",
    ),
    "new": LazyCommand(
        "new:new", "Write a starter file for KIND, every field explained in the chosen language."
    ),
    "register": LazyCommand(
        "register:register",
        "The register of issued documents: list, find, send, sign, verify and more.",
    ),
    "render": LazyCommand(
        "render:render", "Render input FILES ('-' is standard input) as Word and PDF."
    ),
    "roles": LazyCommand("kinds:roles", "List the role catalogue: keys and titles."),
    "schema": LazyCommand("schema:schema", "Print the JSON Schema of KIND."),
    "sign": LazyCommand(
        "sign:sign",
        "Sign FILE, a PDF, in one of its signature blocks, or in a place of your own (--field).",
    ),
    "templates": LazyCommand(
        "templates:templates",
        "Work on templates of your own: copy the built-in ones, check yours.",
    ),
    "verify": LazyCommand(
        "verify:verify",
        "Show who signed FILE and when, what is missing, and whether anything was changed later.",
    ),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; its help needs none."""

    def main(self, args: Any = None, *more: Any, **options: Any) -> Any:
        """Run the command line, in the language that its user asks for."""
        given = sys.argv[1:] if args is None else list(args)
        make_robust()
        teach_click()
        with speaking(chosen(asked_language(given))):
            return click.Group.main(in_words(self), given, *more, **options)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        command = COMMANDS.get(cmd_name)
        return in_words(command.load()) if command else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, without importing any."""
        with formatter.section(told("Commands")):
            formatter.write_dl(
                [(name, said(paragraphs(command.help))) for name, command in COMMANDS.items()]
            )


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aftersales-docs")
@click.option(
    LANG_OPTION,
    type=click.Choice(UI_LANGS),
    expose_value=False,
    help="The language of messages and help [AFTERSALES_DOCS_LANG, or that of your system].",
)
def main() -> None:
    """Finished after-sales documents in Word and PDF from validated data."""


if __name__ == "__main__":
    main()

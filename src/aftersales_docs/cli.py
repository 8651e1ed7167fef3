"""The command line: it knows the commands by name, and loads each when it is called."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from .collecting import collect_seldom
from .commands.spoken import (
    CONFIG_OPTION,
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
    "batch": LazyCommand(
        "batch:batch",
        "Make a document of each row of TABLE (CSV, XLSX, ODS, JSON Lines, Parquet).",
    ),
    "catalogue": LazyCommand(
        "catalogue:catalogue",
        "Look into the catalogue of duties, rights, knowledge …: list, show.",
    ),
    "check": LazyCommand(
        "check:check", "Check input FILES ('-' is standard input) and show all errors at once."
    ),
    "clauses": LazyCommand(
        "clauses:clauses", "Look into the library of clauses: list, show, diff."
    ),
    "compare": LazyCommand(
        "compare:compare",
        "Show what differs between ISSUED and RETURNED: what the other side changed, say.",
    ),
    "config": LazyCommand(
        "config:config", "Show the settings in force, and where each comes from."
    ),
    "docs": LazyCommand("docs:docs", "Print a PAGE of the guide, or list the pages."),
    "extract": LazyCommand(
        "carried:extract", "Extract the input files inside a finished FILE (Word or PDF)."
    ),
    "insert": LazyCommand(
        "insert:insert",
        "Put a warranty SECTION into HOST, a .docx contract of your own, in the contract's style.",
    ),
    "inspect": LazyCommand(
        "inspecting:inspect",
        "Show what is inside finished FILES (Word or PDF): their origin and their input.",
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
    "mcp": LazyCommand(
        "mcp:mcp",
        "Serve an assistant (MCP on standard input and output): check, explain, render, search.",
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
    "serve": LazyCommand(
        "serve:serve", "Serve the desk: the register in a browser, for people with accounts."
    ),
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
        if args is None:
            collect_seldom()
        make_robust()
        teach_click()
        with speaking(chosen(asked_language(given), _configured(given))):
            return click.Group.main(in_words(self), given, *more, **options)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        command = COMMANDS.get(cmd_name)
        return in_words(command.load()) if command else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; of a misspelt one, which may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from .nearest import did_you_mean

            offer = did_you_mean(args[0], COMMANDS)
            raise click.UsageError(f"{error.message} {said(offer)}".strip(), ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, without importing any."""
        with formatter.section(told("Commands")):
            formatter.write_dl(
                [(name, said(paragraphs(command.help))) for name, command in COMMANDS.items()]
            )


def _configured(given: Sequence[str]) -> str | None:
    """The language that the settings name; what is wrong with them is told by the command."""
    from .config import interface_language
    from .errors import AftersalesError

    named = next(
        (after for option, after in pairwise(given) if option == CONFIG_OPTION),
        next((one.partition("=")[2] for one in given if one.startswith(f"{CONFIG_OPTION}=")), ""),
    )
    with suppress(AftersalesError):
        return interface_language(Path(named) if named else None)
    return None


# What a setting is the default of: options by the names of their parameters.
_OF_ALL = {"own_templates": "templates", "house": "house"}
_FOLDERS_OF_RESULTS = frozenset({"render"})


def _defaults(named: str | None) -> dict[str, Any]:
    """The settings in force as defaults of the commands' options; the command line beats them."""
    from .commands.common import reported
    from .config import read_config

    with reported():
        settings = read_config(Path(named) if named else None)
    shared = {name: value for name, key in _OF_ALL.items() if (value := settings.get(key))}
    output = settings.get("output")
    defaults: dict[str, Any] = {}
    for command in COMMANDS:
        own = {"output": output} if output and command in _FOLDERS_OF_RESULTS else {}
        # A group hands on to each of its commands what it has under that command's name.
        below = dict.fromkeys(("list", "show", "diff"), shared)
        below["run"] = {**shared, **({"output": output} if output else {})}
        defaults[command] = {**shared, **own, **below}
    return defaults


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    CONFIG_OPTION,
    "config_file",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Your settings [config.toml in your folder of settings; see 'config'].",
)
@click.version_option(package_name="aftersales-docs")
@click.option(
    LANG_OPTION,
    type=click.Choice(UI_LANGS),
    expose_value=False,
    help="The language of messages and help [AFTERSALES_DOCS_LANG, or that of your system].",
)
@click.pass_context
def main(context: click.Context, config_file: str | None) -> None:
    """Finished after-sales documents in Word and PDF from validated data."""
    context.default_map = _defaults(config_file)


if __name__ == "__main__":
    main()

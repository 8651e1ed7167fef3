"""Commands as they speak: their help, and click's own words, in the language of the interface."""

from __future__ import annotations

import copy
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

import click

from ..messages import said
from ..messages.catalogue import counted, translated
from ..messages.choice import current

C = TypeVar("C", bound=click.Command)
LANG_OPTION: Final = "--lang"
CONFIG_OPTION: Final = "--config"
# How click calls what an option or a command takes; they stand in help as they are.
_PLACEHOLDERS: Final = re.compile(r"[A-Z][A-Z ]*[A-Z]")
# A paragraph that click must leave as it is begins with this sign.
_KEPT: Final = "\b"


def paragraphs(text: str) -> str:
    """``text`` with each paragraph on one line: how it is broken does not matter to its words."""
    return "\n\n".join(
        part if part.startswith(_KEPT) else " ".join(part.split())
        for part in re.split(r"\n\s*\n", text.strip())
    )


def asked_language(args: Sequence[str]) -> str | None:
    """What ``--lang`` before the command says; each command may have a ``--lang`` of its own."""
    words = iter(args)
    for word in words:
        if not word.startswith("-"):
            return None
        name, given, value = word.partition("=")
        if name == LANG_OPTION:
            return value if given else next(words, None)
        if name == CONFIG_OPTION and not given:
            next(words, None)
    return None


def in_words(command: C) -> C:
    """A copy of ``command`` whose help is in the language spoken now."""
    spoken = copy.copy(command)
    spoken.help = _help(command.help)
    spoken.short_help = _help(command.short_help)
    spoken.params = [_parameter(one) for one in command.params]
    # click keeps the option --help once made, in the language that was spoken then.
    spoken._help_option = None
    spoken.options_metavar = placeholders(command.options_metavar)
    if isinstance(spoken, click.Group):
        spoken.subcommand_metavar = placeholders(spoken.subcommand_metavar) or ""
        spoken.commands = {name: in_words(one) for name, one in spoken.commands.items()}
    return spoken


def _help(text: str | None) -> str | None:
    return said(paragraphs(text)) if text else text


def placeholders(text: str | None) -> str | None:
    """``text`` with its words in capitals (``FILE``) as the language has them."""
    return _PLACEHOLDERS.sub(lambda found: said(found[0]), text) if text else text


def placeholders_in(text: str | None) -> list[str]:
    """The words in capitals in ``text``."""
    return _PLACEHOLDERS.findall(text or "")


def _parameter(parameter: click.Parameter) -> click.Parameter:
    spoken = copy.copy(parameter)
    if isinstance(spoken, click.Option):
        spoken.help = _help(spoken.help)
        spoken.metavar = placeholders(spoken.metavar or type_name(spoken))
    else:
        spoken.metavar = placeholders(spoken.metavar or _argument_name(spoken))
    return spoken


def type_name(option: click.Option) -> str | None:
    """What click would write for the values of ``option``: the type's name, where it has one."""
    if option.is_flag or option.count or isinstance(option.type, click.Choice | click.DateTime):
        return None
    return str(option.type.name).upper()


def _argument_name(argument: click.Parameter) -> str:
    name = str(argument.name).upper()
    name = name if argument.required else f"[{name}]"
    return f"{name}..." if argument.nargs != 1 else name


def _of_click(message: str) -> str:
    return translated(message, current())


def _counted_of_click(one: str, many: str, number: int) -> str:
    return counted(one, many, number, current())


def _modules_of_click() -> Iterator[object]:
    for name, module in list(sys.modules.items()):
        if name.startswith("click.") and hasattr(module, "_"):
            yield module


def teach_click() -> None:
    """Let click's own messages be looked up in our catalogues, in the language spoken then.

    click takes its words from :mod:`gettext`, which knows one language a process.
    """
    for module in _modules_of_click():
        setattr(module, "_", _of_click)  # noqa: B010 (a name of another module)
        if hasattr(module, "ngettext"):
            setattr(module, "ngettext", _counted_of_click)  # noqa: B010


def make_robust() -> None:
    """What a terminal can't show is shown by its number; no message ends in an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and str(stream.encoding).lower().replace("-", "") != "utf8":
            reconfigure(errors="backslashreplace")

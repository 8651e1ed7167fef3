"""The user's settings: ``config.toml``, and the environment over it.

The file lies in the user's folder of settings (``~/.config/aftersales-docs/`` on Linux), or
where ``AFTERSALES_DOCS_CONFIG`` or ``--config`` say. Paths in it count from its own folder.
The command line beats the environment, the environment beats the file.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .errors import DataError, Place, Problem, worded
from .messages.choice import UI_LANGS, known

NAME: Final = "config.toml"
VARIABLE: Final = "AFTERSALES_DOCS_CONFIG"
_LIMIT: Final = 64 * 1024
_LINE: Final = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Setting:
    """A value in force; ``origin`` is the variable or the place in the file it comes from."""

    key: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Config:
    """All settings in force; ``file`` is where the file lies or would lie."""

    file: Path
    settings: tuple[Setting, ...]

    def get(self, key: str) -> str | None:
        """The value of ``key``, if one is set."""
        return next((one.value for one in self.settings if one.key == key), None)


@dataclass(frozen=True, slots=True)
class _Key:
    """What may be set: the variable of the environment, and what a value must be."""

    variable: str
    meaning: str
    check: Callable[[str], tuple[str, str] | None]
    is_path: bool = False


def _language(value: str) -> tuple[str, str] | None:
    if value in UI_LANGS:
        return None
    told = worded("'{value}' is no language of the program.", value=value[:60])
    return told, worded("Write one of: {names}.", names=", ".join(UI_LANGS))


def _file(value: str) -> tuple[str, str] | None:
    if Path(value).is_file():
        return None
    told = worded("there is no file {path}.", path=value[:200])
    return told, "Look at the name and the folder."


def _folder(value: str) -> tuple[str, str] | None:
    if Path(value).is_dir():
        return None
    told = worded("there is no folder {path}.", path=value[:200])
    return told, "Look at the name, or make the folder."


def _any(_value: str) -> tuple[str, str] | None:
    """What the sender of mail judges itself."""
    return None


def _place_for_results(value: str) -> tuple[str, str] | None:
    if not Path(value).is_file():
        return None
    return worded("{path} is a file, not a folder.", path=value[:200]), "Name a folder."


KEYS: Final[Mapping[str, _Key]] = {
    "lang": _Key("AFTERSALES_DOCS_LANG", worded("language of the program's own words"), _language),
    "house": _Key(
        "AFTERSALES_DOCS_HOUSE", worded("house file of inputs that name none"), _file, True
    ),
    "templates": _Key(
        "AFTERSALES_DOCS_TEMPLATES", worded("folder of your templates"), _folder, True
    ),
    "output": _Key(
        "AFTERSALES_DOCS_OUTPUT", worded("folder for the results"), _place_for_results, True
    ),
    "mail_host": _Key("AFTERSALES_DOCS_MAIL_HOST", worded("server for mail"), _any),
    "mail_port": _Key("AFTERSALES_DOCS_MAIL_PORT", worded("port of the server for mail"), _any),
    "mail_security": _Key("AFTERSALES_DOCS_MAIL_SECURITY", worded("starttls, tls or none"), _any),
    "mail_from": _Key("AFTERSALES_DOCS_MAIL_FROM", worded("address that mail comes from"), _any),
    "mail_to": _Key("AFTERSALES_DOCS_MAIL_TO", worded("addresses that mail goes to"), _any),
    "mail_user": _Key("AFTERSALES_DOCS_MAIL_USER", worded("user of the server for mail"), _any),
    "mail_password_file": _Key(
        "AFTERSALES_DOCS_MAIL_PASSWORD_FILE",
        worded("file with the password for mail"),
        _file,
        True,
    ),
}


def config_file(named: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings lie: as ``named``, as the environment says, else in the user's folder."""
    if named is not None:
        return named
    if told := environment.get(VARIABLE):
        return Path(told).expanduser()
    from platformdirs import user_config_path

    return user_config_path("aftersales-docs", appauthor=False) / NAME


def read_config(named: Path | None = None, environment: Mapping[str, str] = os.environ) -> Config:
    """The settings in force, apart from what the command line says.

    Raises:
        DataError: the file can't be read, or holds what can't be set; all with line and cure.

    """
    file = config_file(named, environment)
    asked = named is not None or bool(environment.get(VARIABLE))
    found = {**_of_file(file, asked=asked), **_of_environment(environment)}
    return Config(file, tuple(found[key] for key in KEYS if key in found))


def interface_language(named: Path | None = None) -> str | None:
    """The language set for the program's own words (``lang``), if one is."""
    return read_config(named).get("lang")


def _of_environment(environment: Mapping[str, str]) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for name, key in KEYS.items():
        value = environment.get(key.variable, "")
        if not value:
            continue
        value = str(Path(value).expanduser()) if key.is_path else value
        if name == "lang" and known(value) is None:
            continue  # A language that there are no words in counts as not named.
        value = known(value) or value if name == "lang" else value
        if wrong := key.check(value):
            raise DataError(Problem("bad-setting", *wrong, place=Place(key.variable)))
        found[name] = Setting(name, value, key.variable)
    return found


def _text_of(file: Path, *, asked: bool) -> str | None:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LIMIT + 1)
    except FileNotFoundError as error:
        if not asked:
            return None
        raise _refused(
            file, "there is no such file.", "Look at the name and the folder."
        ) from error
    except OSError as error:
        told = worded("the file can't be read ({reason}).", reason=error.strerror or "")
        raise _refused(file, told, "Look at its name and its rights.") from error
    if len(content) > _LIMIT:
        raise _refused(file, "the file is larger than 64 KiB.", "It holds a few lines only.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(file, "the file is not UTF-8 text.", "Save it as UTF-8.") from error


def _refused(file: Path, message: str, cure: str) -> DataError:
    return DataError(Problem("config-file", message, cure, place=Place(str(file))))


def _of_file(file: Path, *, asked: bool) -> dict[str, Setting]:
    text = _text_of(file, asked=asked)
    if text is None:
        return {}
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        spot = _LINE.search(str(error))
        place = Place(str(file), int(spot[1]), int(spot[2])) if spot else Place(str(file))
        raise DataError(
            Problem(
                "config-syntax",
                "this is not valid TOML.",
                "Write 'name = \"value\"' lines, with text in quotes; a '\\' in a path doubled.",
                place=place,
            )
        ) from error
    lines = text.splitlines()
    wrong = [one for key, value in data.items() if (one := _fault(file, lines, key, value))]
    if wrong:
        raise DataError(wrong)
    return {
        key: Setting(key, _value(file, key, value), str(_line_of(file, lines, key)))
        for key, value in data.items()
    }


def _value(file: Path, key: str, value: str) -> str:
    return str(file.parent / Path(value).expanduser()) if KEYS[key].is_path else value


def _line_of(file: Path, lines: list[str], key: str) -> Place:
    begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[.=\]]")
    number = next((n for n, line in enumerate(lines, 1) if begins.match(line)), None)
    return Place(str(file), number)


def _fault(file: Path, lines: list[str], key: str, value: Any) -> Problem | None:
    """What is wrong with a key and its value."""
    place = _line_of(file, lines, key)
    if key not in KEYS:
        from .nearest import did_you_mean

        cure = did_you_mean(key, KEYS) or worded("Known are: {names}.", names=", ".join(KEYS))
        return Problem("unknown-setting", "there is no such setting.", cure, key, place)
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        return Problem("bad-setting", "its value is no text.", 'Write "…".', key, place)
    wrong = KEYS[key].check(_value(file, key, value))
    return Problem("bad-setting", *wrong, key, place) if wrong else None

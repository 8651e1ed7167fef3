"""``sign``: put a signature into one field of a finished PDF."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import worded
from ..messages import told
from ..output import write_files
from .common import FORCE, JSON, reported, say, say_json
from .outputs import file_of
from .places import wishes
from .results import as_data

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

    from ..signing.places import Wish
    from ..signing.sign import Request

VARIABLE = "AFTERSALES_DOCS_PASSPHRASE"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LEVELS = ("B-B", "B-T", "B-LT")


@dataclass(frozen=True, slots=True)
class Key:
    """Where the signer's key is: a file, or a token with its labels."""

    file: Path | None
    library: Path | None
    token: str
    certificate: str

    def check(self) -> None:
        """Refuse what does not name one key.

        Raises:
            click.UsageError: none or both kinds of key, or a label is missing.

        """
        if bool(self.file) == bool(self.library):
            raise click.UsageError(told("Say with which key: either --key or --pkcs11."))
        if self.library and not (self.token and self.certificate):
            raise click.UsageError(told("--pkcs11 needs --token-label and --cert-label."))
        if self.file and (self.token or self.certificate):
            raise click.UsageError(told("--token-label and --cert-label belong to --pkcs11."))

    @contextlib.contextmanager
    def signer(self, passphrase: Callable[[], str]) -> Iterator[Signer]:
        """The signer, as long as a token's session is open."""
        if self.library:
            from ..signing.token import from_token

            with from_token(self.library, self.token, self.certificate, passphrase) as signer:
                yield signer
        elif self.file:
            from ..signing.keys import from_pkcs12

            yield from_pkcs12(self.file, passphrase)


def _passphrase(file: Path | None, prompt: str) -> str:
    """The passphrase or PIN: from a file, the environment, or a hidden prompt."""
    if file is not None:
        return _first_line(file)
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    try:
        return str(click.prompt(prompt, hide_input=True, err=True))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError(
            told(
                "Nobody is there to be asked: give --passphrase-file or {variable}.",
                variable=VARIABLE,
            )
        ) from None


def _first_line(file: Path) -> str:
    from ..signing.certificates import read
    from ..signing.refusing import wrong

    try:
        return read(file).decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise wrong(
            "passphrase-file",
            "the file is no UTF-8 text.",
            "Write the passphrase on its first line.",
            str(file),
        ) from error


def _target(file: Path, output: Path | None, *, in_place: bool, force: bool) -> tuple[Path, bool]:
    """Where the signed file goes, and whether it may replace what is there.

    In place of a link the file that it leads to is replaced: it was read through the link.

    Raises:
        click.UsageError: no place or two places are named.

    """
    if in_place == bool(output):
        raise click.UsageError(told("Say where the signed file goes: either -o or --in-place."))
    if output:
        return output, force
    return (file.resolve() if file.is_symlink() else file), True


def _level(level: str | None, tsa: str, trust: tuple[Path, ...]) -> str:
    """The level wanted: by itself B-T with a time-stamp server, else B-B.

    Raises:
        click.UsageError: the level and what it needs do not fit together.

    """
    if tsa and not tsa.lower().startswith(("http://", "https://")):
        raise click.BadParameter(
            told("give an address with http:// or https://."), param_hint="--tsa"
        )
    wanted = level or ("B-T" if tsa else "B-B")
    if wanted == "B-B" and tsa:
        raise click.UsageError(told("Level B-B has no time stamp: leave --tsa out, or take B-T."))
    if wanted != "B-B" and not tsa:
        raise click.UsageError(
            told("Level {wanted} needs a time-stamp server: --tsa URL.", wanted=wanted)
        )
    if wanted == "B-LT" and not trust:
        raise click.UsageError(
            told("Level B-LT needs the issuers' root certificates: --trust FILE.")
        )
    return wanted


@click.command()
@click.argument("file", type=_FILE)
@click.option("--as", "field", metavar="FIELD", help="The block to sign in.")
@click.option(
    "--field",
    "names",
    multiple=True,
    metavar="NAME",
    help="A place to sign that the file shall be given first; may be repeated.",
)
@click.option("--page", "pages", type=click.IntRange(1), multiple=True, help="On which page.")
@click.option(
    "--box",
    "boxes",
    multiple=True,
    metavar="X,Y,W,H",
    help="Where: millimetres from the left and upper edge of the page, width and height.",
)
@click.option(
    "--at-text",
    "texts",
    multiple=True,
    metavar="TEXT",
    help="Where instead: above this text, which stands once in the file (or on --page).",
)
@click.option("--key", "key_file", type=_FILE, help="Your key with its certificate, PKCS#12.")
@click.option("--pkcs11", "library", type=_FILE, help="The library of your token instead.")
@click.option("--token-label", default="", help="Which token.")
@click.option("--cert-label", default="", help="Which certificate (and key) on it.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=file_of(".pdf", what=worded("a PDF")),
    help="The signed file.",
)
@click.option("--in-place", is_flag=True, help="Replace FILE by the signed file.")
@click.option("--reason", default="", help="Reason, shown in the signature.")
@click.option("--place", default="", help="Place, shown in the signature.")
@click.option("--tsa", default="", metavar="URL", help="A time-stamp server.")
@click.option(
    "--trust",
    type=_FILE,
    multiple=True,
    help="A root certificate of your issuer or the time-stamp server, PEM; may be repeated.",
)
@click.option("--level", type=click.Choice(LEVELS), help="PAdES level [B-T with --tsa, else B-B].")
@click.option(
    "--passphrase-file",
    type=_FILE,
    help=worded(
        ("A file whose first line is the passphrase or PIN [{variable}, or you are asked]."),
        variable=VARIABLE,
    ),
)
@FORCE
@JSON
def sign(
    file: Path, field: str | None, output: Path | None, as_json: bool, **options: Any
) -> None:
    """Sign FILE, a PDF, in one of its signature blocks, or in a place of your own (--field)."""
    key = Key(
        options["key_file"], options["library"], options["token_label"], options["cert_label"]
    )
    key.check()
    target, force = _target(file, output, in_place=options["in_place"], force=options["force"])
    level = _level(options["level"], options["tsa"], options["trust"])
    wished = wishes(options["names"], options["pages"], options["boxes"], options["texts"])
    if field is None and not wished:
        raise click.UsageError(told("Say where to sign: --as FIELD, or --field for a new place."))
    chosen = field if field is not None else wished[0].name
    with reported(as_json):
        request = _request(chosen, level, options, wished)
        content = _checked(file, chosen, wished)
        pin = told("PIN of the token")
        prompt = pin if key.library else told("Passphrase of {file}", file=key.file)
        with key.signer(lambda: _passphrase(options["passphrase_file"], prompt)) as signer:
            from ..signing.sign import sign as signed

            result = signed(content, str(file), signer, request)
        write_files({target: result}, force=force)
    if as_json:
        say_json(as_data(files=[target], field=chosen))
    else:
        say(str(target))


def _request(field: str, level: str, options: dict[str, Any], wished: tuple[Wish, ...]) -> Request:
    from ..signing.certificates import trusted_roots
    from ..signing.sign import Request

    roots = tuple(trusted_roots(options["trust"]))
    return Request(
        field,
        options["reason"],
        options["place"],
        level,  # type: ignore[arg-type]  # one of LEVELS, as click has seen to
        options["tsa"],
        roots,
        wished,
    )


def _checked(file: Path, field: str, wished: tuple[Wish, ...]) -> bytes:
    """The PDF, looked at before anybody is asked for a passphrase."""
    from ..signing.certificates import read
    from ..signing.reading import field_to_sign, fields_of, opened

    content = read(file)
    fields = fields_of(opened(content, str(file)).reader, str(file))
    if field not in [wish.name for wish in wished]:
        field_to_sign(fields, field, str(file))
    return content

"""The command ``docs``: the guide and the other pages, wherever the program is installed."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from ..errors import DataError, Place, Problem, worded
from ..messages import spaced, told
from ..nearest import did_you_mean
from ..resources import data_root
from .common import JSON, reported, say, say_json
from .results import as_data

_GUIDE = "guide"
_WHOLE = "docs/"
_INDEX = f"{_GUIDE}/index"


def _pages() -> Mapping[str, Path]:
    """The pages by name: the guide in its order, then the others.

    Raises:
        DataError: there are none.

    """
    folder = data_root() / "docs"
    found = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in sorted(folder.rglob("*.md"))
    }
    if _INDEX not in found:
        raise DataError(
            Problem(
                "no-docs",
                "the pages are not there.",
                "Install the program again.",
                place=Place(str(folder)),
            )
        )
    links = re.findall(r"\]\((\w[\w-]*)\.md\)", found[_INDEX].read_text(encoding="utf-8"))
    ordered = [_INDEX, *(f"{_GUIDE}/{name}" for name in links)]
    first = {name: found[name] for name in ordered if name in found}
    return {**first, **{name: path for name, path in found.items() if name not in first}}


def _named(pages: Mapping[str, Path], name: str) -> Path:
    """The page called ``name``; of two of one name that of the guide, the other with ``docs/``.

    Raises:
        click.BadParameter: there is none; the nearest is offered.

    """
    plain = name.removeprefix(_WHOLE).removesuffix(".md").strip("/")
    both = (f"{_GUIDE}/{plain}", plain)
    for wanted in reversed(both) if name.startswith(_WHOLE) else both:
        if wanted in pages:
            return pages[wanted]
    offer = spaced(did_you_mean(plain, [*pages, *(one.rpartition("/")[2] for one in pages)]))
    raise click.BadParameter(
        told("there is no page '{page}'.{offer} 'aftersales-docs docs' lists them.",
             page=name, offer=offer),
        param_hint=told("PAGE"),
    )  # fmt: skip


def page_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The pages, for a shell that completes a word."""
    found = _pages()
    names = (_short(name, found) for name in found)
    return sorted(name for name in names if name.startswith(incomplete))


def _short(name: str, pages: Mapping[str, Path]) -> str:
    """How a page is called on the command line."""
    if name.startswith(f"{_GUIDE}/"):
        return name.removeprefix(f"{_GUIDE}/")
    return f"{_WHOLE}{name}" if f"{_GUIDE}/{name}" in pages else name


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ").strip()


@click.command()
@click.argument("page", required=False, shell_complete=page_names)
@click.option("--open", "opened", is_flag=True, help="Open it in the program for Markdown files.")
@JSON
def docs(page: str | None, opened: bool, as_json: bool) -> None:
    """Print a PAGE of the guide, or list the pages."""
    with reported(as_json):
        pages = _pages()
        path = _named(pages, page) if page is not None else None
    if opened:
        click.launch(str(path or pages[_INDEX]))
    if path is None:
        _list(pages, as_json=as_json)
        return
    text = path.read_text(encoding="utf-8")
    if as_json:
        say_json(as_data(page=page, path=str(path), text=text))
    elif sys.stdout.isatty():
        _shown(text)
    else:
        click.echo(text.encode(), nl=False)


def _list(pages: Mapping[str, Path], *, as_json: bool) -> None:
    titles = {_short(name, pages): _title(path) for name, path in pages.items()}
    if as_json:
        listed = [{"page": name, "title": title} for name, title in titles.items()]
        say_json(as_data(pages=listed))
        return
    for name, title in titles.items():
        say(f"{name:<26}{title}")
    say(worded("'aftersales-docs docs PAGE' prints one."))


def _shown(text: str) -> None:
    """The page on a terminal, with its headings and tables set."""
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))

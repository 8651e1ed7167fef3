"""The command ``docs``: the guide and the other pages, wherever the program is installed."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from ..errors import DataError, Place, Problem, worded
from ..messages import UI_LANGS, UiLang, current, spaced, told
from ..nearest import did_you_mean
from ..resources import data_root
from .common import JSON, reported, say, say_json
from .results import as_data

_GUIDE = "guide"
_WHOLE = "docs/"
_LEAST = 4  # Letters of a word that may stand for the title of a page.
_INDEX = f"{_GUIDE}/index"
_OTHERS = tuple(f"{_GUIDE}/{lang}/" for lang in UI_LANGS)


def _pages(lang: UiLang) -> Mapping[str, Path]:
    """The pages by name: the guide in ``lang`` and in English, in their order, then the others.

    What there is in other languages is left out.

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
    first = [*_in_order(found, f"{_GUIDE}/{lang}"), *_in_order(found, _GUIDE)]
    rest = (name for name in found if not name.startswith(_OTHERS))
    return {name: found[name] for name in dict.fromkeys([*first, *rest])}


def _in_order(found: Mapping[str, Path], folder: str) -> list[str]:
    """The pages of a folder in the order of its index; none where there is no such folder."""
    index = f"{folder}/index"
    if index not in found:
        return []
    links = re.findall(r"\]\((\w[\w-]*)\.md\)", found[index].read_text(encoding="utf-8"))
    return [index, *(name for link in links if (name := f"{folder}/{link}") in found)]


def _named(pages: Mapping[str, Path], name: str, lang: UiLang) -> Path:
    """The page called ``name``; of several of one name that of the guide in ``lang``.

    Then that of the English guide; others with ``docs/`` before their name. A page of the guide
    may be called by words of its title that no other has.

    Raises:
        click.BadParameter: there is none; the nearest is offered.

    """
    plain = name.removeprefix(_WHOLE).removesuffix(".md").strip("/")
    places = (f"{_GUIDE}/{lang}/{plain}", f"{_GUIDE}/{plain}", plain)
    for wanted in reversed(places) if name.startswith(_WHOLE) else places:
        if wanted in pages:
            return pages[wanted]
    if titled := _titled(pages, plain, lang):
        return titled
    offer = spaced(did_you_mean(plain, [*pages, *(one.rpartition("/")[2] for one in pages)]))
    raise click.BadParameter(
        told(
            "there is no page '{page}'.{offer} 'aftersales-docs docs' lists them.",
            page=name,
            offer=offer,
        ),
        param_hint=told("PAGE"),
    )


def _titled(pages: Mapping[str, Path], word: str, lang: UiLang) -> Path | None:
    """The page that has ``word`` in its title: of the guide in ``lang``, else of any, if one has.

    A shorter word says too little.
    """
    if len(word) < _LEAST:
        return None
    found = {
        name: path for name, path in pages.items() if word.casefold() in _title(path).casefold()
    }
    own = [path for name, path in found.items() if name.startswith(f"{_GUIDE}/{lang}/")]
    return next((ones[0] for ones in (own, [*found.values()]) if len(ones) == 1), None)


def page_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The pages, for a shell that completes a word."""
    lang = current()
    found = _pages(lang)
    names = (_short(name, found, lang) for name in found)
    return sorted(name for name in names if name.startswith(incomplete))


def _short(name: str, pages: Mapping[str, Path], lang: UiLang) -> str:
    """How a page is called on the command line."""
    own = f"{_GUIDE}/{lang}/"
    if name.startswith(own):
        return name.removeprefix(own)
    if name.startswith(f"{_GUIDE}/"):
        plain = name.removeprefix(f"{_GUIDE}/")
        return name if f"{own}{plain}" in pages else plain
    return f"{_WHOLE}{name}" if f"{_GUIDE}/{name}" in pages else name


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ").strip()


@click.command()
@click.argument("page", required=False, shell_complete=page_names)
@click.option("--open", "opened", is_flag=True, help="Open it in the program for Markdown files.")
@click.option("--lang", type=click.Choice(UI_LANGS), help="The guide in this language [yours].")
@JSON
def docs(page: str | None, opened: bool, lang: UiLang | None, as_json: bool) -> None:
    """Print a PAGE of the guide, or list the pages."""
    with reported(as_json):
        chosen = lang or current()
        pages = _pages(chosen)
        path = _named(pages, page, chosen) if page is not None else None
    if opened:
        click.launch(str(path or next(iter(pages.values()))))
    if path is None:
        _list(pages, chosen, as_json=as_json)
        return
    text = path.read_text(encoding="utf-8")
    if as_json:
        say_json(as_data(page=page, path=str(path), text=text))
    elif sys.stdout.isatty():
        _shown(text)
    else:
        click.echo(text.encode(), nl=False)


def _list(pages: Mapping[str, Path], lang: UiLang, *, as_json: bool) -> None:
    titles = {_short(name, pages, lang): _title(path) for name, path in pages.items()}
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

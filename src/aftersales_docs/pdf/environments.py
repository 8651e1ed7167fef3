"""The Jinja of page templates and style sheets, with the house style in them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..document import leads
from ..document.house import House
from ..document.side_by_side import stays_whole
from ..language import LANGUAGE_TAGS, Lang
from ..language.codes import NATIVE_NAMES
from ..sandbox import TemplateEnvironment, compiled, rendered
from .addresses import address
from .outline import outline


@lru_cache(maxsize=8)
def html_environment(lang: Lang) -> TemplateEnvironment:
    """The Jinja of HTML templates in ``lang``."""
    env = TemplateEnvironment(lang, html=True, autoescape=True)
    env.filters["type"] = lambda node: type(node).__name__
    env.filters["outline"] = outline
    env.filters["native"] = NATIVE_NAMES.__getitem__
    env.filters["tag"] = LANGUAGE_TAGS.__getitem__
    env.filters["leads"] = leads
    env.filters["whole"] = lambda row: stays_whole(*row)
    env.filters["address"] = address
    return env


def _plain(value: Any) -> Any:
    """A value in a style sheet: as Python writes it, whatever the language."""
    return value


@lru_cache(maxsize=1)
def css_environment() -> TemplateEnvironment:
    """The Jinja of style sheets, whose marks CSS does not know."""
    return TemplateEnvironment(
        "en",
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        finalize=_plain,
    )


def _families(house: House, first: str, fallback: str) -> str:
    names = (first, *house.fonts.rescue)
    return ", ".join(f'"{name}"' for name in names) + f", {fallback}"


def style_values(house: House, layout: str) -> dict[str, Any]:
    """The names that a style sheet gets."""
    page, house = house.layout(layout), house.on(layout)
    return {
        **dict(house),
        "margins": page.margins,
        "number": page.number,
        "layout": page,
        "families": {
            "text": _families(house, house.fonts.text.family, "serif"),
            "display": _families(house, house.fonts.display.family, "sans-serif"),
        },
    }


def style(house: House, layout: str, source: str, name: str) -> str:
    """The style sheet ``source`` with the values of the house in it."""
    template = compiled(css_environment(), source, name)
    return rendered(template, style_values(house, layout))

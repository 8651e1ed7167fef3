"""Tags and filters that all templates of the desk have without asking for them.

``{% say "{count} documents" count=12 %}`` says a sentence of the project's catalogues, which
``make messages`` collects from the templates; its values are escaped, and so are its words.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ....errors import Problem
from ....kinds import KINDS
from ....messages import Worded, current, said
from ....messages.forms import day_on_page
from ...chain import moment
from ..forms.typed import day_shown

register = template.Library()
# A word with a figure and something that a line may be broken at; what is longer may be torn.
_NUMBER: Final = re.compile(r"(?<!\S)(?=[^\s]{2,24}(?!\S))(?=\S*\d)\S*[\w)][-–/.·]\S*\w\S*")


@register.simple_tag
def say(words: str, **values: Any) -> SafeString:
    """``words`` filled with ``values``, in the language spoken now."""
    return conditional_escape(said(Worded(words, values), medium="form"))


@register.filter
def told(words: str) -> str:
    """Words of ours in the language spoken now; a problem's or a table's."""
    return said(words, medium="form") if words else ""


@register.filter
def problem_line(problem: Problem) -> str:
    """A problem and its cure."""
    one = problem.in_language(current(), "form")
    return f"{one.message} {one.cure}".strip()


@register.filter
def on_form(problem: Problem, kind: str) -> str:
    """A problem and its cure beside the form of that kind: fields by their labels."""
    from ..forms.words import readable

    return readable(kind, current(), problem_line(problem))


@register.filter
def day(value: str | date) -> str:
    """A day as pages have it in the reader's language; the register's text or a date."""
    if not value:
        return ""
    given = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return day_on_page(given, current())


@register.filter
def day_input(value: str | date) -> str:
    """A day as it stands in an input, so that it is read again; else what was typed."""
    return day_shown(str(value), current()) if value else ""


@register.filter
def instant(value: str) -> str:
    """A moment of the register (UTC text) as day and time."""
    if not value:
        return ""
    given: datetime = moment(value)
    return f"{day(given.date())} {given:%H:%M} UTC"


@register.filter
def kind_name(kind: str) -> str:
    """What a kind of document is called."""
    return KINDS[kind].called(current()) if kind in KINDS else kind


@register.filter
def untorn(text: str) -> SafeString:
    """``text`` with its numbers (``WM-714``) kept on one line each, as far as they are short."""
    found, end = [], 0
    for one in _NUMBER.finditer(text or ""):
        found.append(conditional_escape(text[end : one.start()]))
        found.append(format_html('<span class="figure">{}</span>', one[0]))
        end = one.end()
    return mark_safe("".join([*found, conditional_escape((text or "")[end:])]))  # noqa: S308


@register.filter
def item(table: Any, key: Any) -> Any:
    """What ``table`` has under ``key``; nothing where it has not."""
    return table.get(key, "")

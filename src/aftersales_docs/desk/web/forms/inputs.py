"""The inputs of a form, one a field, as HTML. Every value is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ....messages import UiLang, told
from ....schemas.scalars import as_typed
from . import words
from .parts import Choice, Plain
from .paths import ABSENT, Path, ident, name
from .reading import NO, YES
from .state import State
from .typed import day_shown, decimal_shown

NOTHING: Final = mark_safe("")
_FEW: Final = 3
_SIZES: Final = {"day": 16, "whole": 8, "decimal": 12, "money": 16}
Options = Sequence[tuple[str, str]]


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Pieces of HTML, one after the other."""
    return format_html_join("", "{}", ((one,) for one in parts))


def described(state: State, path: Path, *, hint: bool) -> SafeString:
    """What an input says of itself to who can't see: its explanation, its problem."""
    names = [f"{ident(path)}-hint"] if hint else []
    wrong = bool(state.told_at(path))
    names += [f"{ident(path)}-error"] if wrong else []
    by = format_html(' aria-describedby="{}"', " ".join(names)) if names else NOTHING
    marked = joined([by, format_html("{}", mark_safe(' aria-invalid="true"'))]) if wrong else by
    focus = mark_safe(" data-focus") if state.focus == path else NOTHING
    return joined([marked, focus])


def shown(part: Plain, value: Any, lang: UiLang, called: Mapping[str, str]) -> str:
    """The text of an input."""
    if value is ABSENT:
        return ""
    if str(value) in part.words:
        return called.get(str(value), str(value))
    if part.kind == "day":
        return day_shown(value, lang)
    if part.kind in {"decimal", "money"}:
        return decimal_shown(value, lang)
    return str(as_typed(value))


def plain(state: State, part: Plain, path: Path, text: str, attributes: SafeString) -> SafeString:
    """An input for text, figures or a day."""
    if part.kind == "text":
        rows = min(max(2, text.count("\n") + 1, len(text) // 70 + 1), 12)
        return format_html(
            '<textarea id="{}" name="{}" rows="{}"{}>\n{}</textarea>',
            *(ident(path), name(path), rows, attributes, text),
        )
    size = _SIZES.get(part.kind)
    sized = format_html(' class="short {}" size="{}"', part.kind, size) if size else NOTHING
    return format_html(
        '<input id="{}" name="{}" value="{}" autocomplete="off"{}{}>',
        *(ident(path), name(path), text, sized, attributes),
    )


def lines(path: Path, value: Any, attributes: SafeString) -> SafeString:
    """A box of lines, each of them an entry."""
    found = [] if value is ABSENT else [str(as_typed(one)) for one in value]
    return format_html(
        '<textarea id="{}" name="{}" rows="{}" class="lines"{}>\n{}</textarea>',
        *(ident(path), name(path), max(2, len(found) + 1), attributes, "\n".join(found)),
    )


def select(path: Path, options: Options, chosen: str, attributes: SafeString) -> SafeString:
    """A list to choose one from."""
    rows = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, mark_safe(" selected") if value == chosen else NOTHING, text)
            for value, text in options
        ),
    )
    return format_html(
        '<select id="{}" name="{}"{}>{}</select>', ident(path), name(path), attributes, rows
    )


def radios(path: Path, options: Options, chosen: str, attributes: SafeString) -> SafeString:
    """Buttons to choose one from, for few."""
    rows = format_html_join(
        "",
        '<label class="option"><input type="radio" id="{}" name="{}" value="{}"{}{}>{}</label>',
        (
            (
                ident(path) if not at else f"{ident(path)}-{at}",
                name(path),
                value,
                mark_safe(" checked") if value == chosen else NOTHING,
                attributes,
                text,
            )
            for at, (value, text) in enumerate(options)
        ),
    )
    return format_html('<div class="options">{}</div>', rows)


def ticks(
    path: Path, options: Options, chosen: Sequence[str], attributes: SafeString
) -> SafeString:
    """Boxes to tick; what is chosen comes first, in its order."""
    found = dict(options)
    order = [*chosen, *(value for value in found if value not in chosen)]
    rows = format_html_join(
        "",
        '<label class="option"><input type="checkbox" id="{}" name="{}" value="{}"{}{}>{}</label>',
        (
            (
                ident(path) if not at else f"{ident(path)}-{at}",
                name(path),
                value,
                mark_safe(" checked") if value in chosen else NOTHING,
                attributes,
                found.get(value, value),
            )
            for at, value in enumerate(order)
        ),
    )
    return format_html('<div class="options{}">{}</div>', _long(found.values()), rows)


def _long(texts: Iterable[str]) -> str:
    return " below" if any(len(one) > 40 for one in texts) else ""


def is_few(options: Options) -> bool:
    """Whether radio buttons do."""
    return len(options) <= _FEW and not _long(text for _, text in options)


def truth_options(info: FieldInfo, value: Any) -> tuple[Options, str]:
    """Yes, no and, where that is another thing, nothing said; and which is chosen.

    The usual one is said by saying nothing, unless it was said: so it comes back as it was.
    """
    both = ((YES, told("yes")), (NO, told("no")))
    chosen = {True: YES, False: NO}.get(value, "") if isinstance(value, bool) else ""
    usual = info.default
    if info.is_required() or usual is PydanticUndefined:
        return both, chosen
    if not isinstance(usual, bool):
        return (*both, ("", told("not stated"))), chosen
    named = YES if usual else NO
    if chosen == named:
        return both, chosen
    return tuple(("" if key == named else key, text) for key, text in both), chosen


def choice_options(
    part: Choice, info: FieldInfo | None, value: Any, called: Mapping[str, str]
) -> tuple[Options, str]:
    """What may be chosen, and what is chosen; the usual one as with :func:`truth_options`."""
    pairs = [(str(word), called.get(str(word), str(word))) for word in part.words]
    chosen = "" if value is ABSENT else str(as_typed(value))
    if chosen and chosen not in dict(pairs):
        pairs.append((chosen, chosen))
    usual = PydanticUndefined if info is None or info.is_required() else info.default
    if usual is None and info is not None:
        return [("", told("not stated")), *pairs], chosen
    if usual is PydanticUndefined:
        return (pairs if chosen else [("", told("please choose")), *pairs]), chosen
    if chosen == str(usual):
        return pairs, chosen
    return [("" if key == str(usual) else key, text) for key, text in pairs], chosen


def key_options(known: Mapping[str, str], value: Any) -> tuple[Options, str]:
    """The entries of the catalogue, with their wording; the one that is named, as it was typed."""
    chosen = "" if value is ABSENT else str(as_typed(value))
    plain_key = chosen.replace("-", "_")
    pairs = [
        (chosen if key.replace("-", "_") == plain_key else key, text)
        for key, text in known.items()
    ]
    if chosen and chosen not in dict(pairs):
        pairs.append((chosen, chosen))
    return [("", told("please choose")), *pairs], chosen


def case_words(lang: UiLang, kind: str, keys: Sequence[str]) -> Mapping[str, str]:
    """What the cases of a noun are called."""
    return {key: words.case_label(kind, lang, key) for key in keys}


def ticked_keys(known: Mapping[str, str], chosen: Sequence[str]) -> Options:
    """The entries of the catalogue to tick; those that are named, as they were typed."""
    typed = {one.replace("-", "_"): one for one in chosen}
    return [(typed.get(key, key), text) for key, text in known.items()]

"""Clauses as HTML, and as plain lines to be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ....language import Lang
from ....messages import said, told
from ....resources import Templates
from ....texts.reading import read_text
from ....texts.source import Source
from .parsing import Branch, Choice, Part, Repeated, Slot, Words, parts_of
from .wording import Speaker


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause as it is read; ``level`` is that of a heading, 0 for others."""

    id: str
    level: int
    condition: str
    html: SafeString


def clauses(templates: Templates, lang: Lang, speaker: Speaker) -> Iterator[Shown]:
    """All clauses of a text in its order; those that the law leaves out are not there."""
    yield from _walked(read_text(templates, speaker.kind.id, lang).blocks, speaker)


def _walked(sources: Sequence[Source], speaker: Speaker) -> Iterator[Shown]:
    for source in sources:
        attributes = source.attributes
        with speaker.names.inside(attributes.each) if attributes.each else nullcontext():
            yield from _shown(source, speaker)


def _shown(source: Source, speaker: Speaker) -> Iterator[Shown]:
    attributes = source.attributes
    when = speaker.condition(attributes.when) if attributes.when else True
    if when is False:
        return
    if attributes.id:
        condition = "" if when is True else said(when)
        level = source.level if source.type == "heading" else 0
        yield Shown(attributes.id, level, condition, _html(parts_of(_text(source)), speaker))
    yield from _walked(source.children, speaker)


def _text(source: Source) -> str:
    rows = [" | ".join(row.cells) for part in source.parts for row in part]
    return "\n".join([*([source.text] if source.text else []), *rows])


def _html(parts: Sequence[Part], speaker: Speaker) -> SafeString:
    return mark_safe("".join(_part(one, speaker) for one in parts))  # noqa: S308 (each is escaped)


def _part(part: Part, speaker: Speaker) -> SafeString:
    match part:
        case Words():
            return format_html("{}", part.text)
        case Slot():
            return format_html('<span class="slot">{}</span>', speaker.place(part.expression))
        case Repeated():
            with speaker.names.inside(part.expression):
                inner = _html(part.parts, speaker)
            return format_html(
                '<span class="alternative"><em>{}</em> {}</span>',
                told("for each of: {field}", field=speaker.place(part.expression)),
                inner,
            )
    return _choice(part, speaker)


def _decided(choice: Choice, speaker: Speaker) -> Iterator[tuple[str, Branch]]:
    """The branches that the law leaves, each with its condition in words; "" for always."""
    for number, branch in enumerate(choice.branches):
        met = speaker.condition(branch.condition) if branch.condition else True
        if met is False:
            continue
        if met is True:
            yield ("" if not number or branch.condition else told("otherwise")), branch
            return
        yield said(met), branch


def _choice(choice: Choice, speaker: Speaker) -> SafeString:
    found = list(_decided(choice, speaker))
    if len(found) == 1 and not (found[0][0]):
        return _html(found[0][1].parts, speaker)
    if len(found) == 1 and found[0][0] == told("otherwise"):
        return _html(found[0][1].parts, speaker)
    return mark_safe(  # noqa: S308 (each is escaped)
        "".join(
            format_html(
                '<span class="alternative"><em>{}</em> {}</span>',
                told("if {condition}:", condition=condition)
                if condition and condition != told("otherwise")
                else f"{told('otherwise')}:",
                _html(branch.parts, speaker),
            )
            for condition, branch in found
        )
    )


def plain(parts: Sequence[Part], speaker: Speaker) -> str:
    """The parts on lines of their own words: places in brackets, alternatives in braces."""
    return "".join(_plain(one, speaker) for one in parts)


def _plain(part: Part, speaker: Speaker) -> str:
    match part:
        case Words():
            return part.text
        case Slot():
            return f"[{speaker.place(part.expression)}]"
        case Repeated():
            return f"{{{speaker.place(part.expression)} … {plain(part.parts, speaker)}}}"
    found = []
    for branch in part.branches:
        met = speaker.condition(branch.condition) if branch.condition else told("otherwise")
        words = met if isinstance(met, str) else branch.condition
        found.append(f"{said(words)}: {plain(branch.parts, speaker)}")
    return "{" + " | ".join(found) + "}"


def compared(old: str, new: str) -> SafeString:
    """``new`` with what came and what went since ``old``, word by word."""
    before, after = old.split(" "), new.split(" ")
    found = []
    for act, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = " ".join(before[a:b]), " ".join(after[c:d])
        if act == "equal":
            found.append(format_html("{} ", come))
        else:
            found += [format_html("<del>{}</del> ", gone)] if gone else []
            found += [format_html("<ins>{}</ins> ", come)] if come else []
    return mark_safe("".join(found))  # noqa: S308 (each is escaped)

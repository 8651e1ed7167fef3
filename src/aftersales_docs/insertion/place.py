"""Finding the place in a host document where the section goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..errors import DataError, Problem, Severity, joined, worded
from ..nearest import nearest, with_words
from ..ooxml.bounded import FileErrors
from ..ooxml.elements import Element, find, local, w
from ..ooxml.paragraphs import paragraph_text, seen
from .host import Host, HostParagraph
from .properties import is_blank

_LIKE_MARKER = re.compile(r"\{\{.*\}\}|\[\[.*\]\]|<<.*>>|\$\{.*\}|\[[^\]]+\]")
_ALONE = {"t", "tab", "br", "cr", "rPr", "lastRenderedPageBreak", "commentReference"}
_OFFERED = 8
_QUOTED = 60  # Characters of a paragraph that a message quotes.


@dataclass(frozen=True, slots=True)
class Marker:
    """The paragraph whose whole text is ``text``; the section replaces it."""

    text: str


@dataclass(frozen=True, slots=True)
class AfterHeading:
    """After the end of the section that the heading ``text`` begins.

    The heading's number may be given with it (``7. Haftung``) or left out.
    """

    text: str


@dataclass(frozen=True, slots=True)
class ReplaceHeading:
    """In place of the section that the heading ``text`` begins, heading and all.

    The heading's number may be given with it or left out.
    """

    text: str


Place: TypeAlias = Marker | AfterHeading | ReplaceHeading


@dataclass(frozen=True, slots=True)
class Spot:
    """Where blocks go: before the body's block ``index``.

    ``marker`` is the paragraph they replace, ``heading`` the one named as their equal. Where
    they replace a section, ``end`` is the block before which that ends.
    """

    index: int
    marker: HostParagraph | None = None
    heading: HostParagraph | None = None
    warnings: tuple[Problem, ...] = field(default=())
    end: int | None = None

    @property
    def near(self) -> int:
        """The block beside which examples are looked for: after what is replaced."""
        return self.index if self.end is None else self.end

    def replaces(self, para: HostParagraph) -> bool:
        """Whether a paragraph goes."""
        if para is self.marker:
            return True
        return self.end is not None and self.index <= para.index < self.end


def find_spot(host: Host, place: Place) -> Spot:
    """The spot that ``place`` names.

    Raises:
        DataError: it is not there, is there twice, or is where no section can stand.

    """
    errors = host.package.errors
    if not seen(place.text):
        raise errors.error(
            "host-place-empty",
            "the place of the section is empty.",
            "Name the marker, or the heading after which the section goes.",
        )
    if isinstance(place, Marker):
        return _at_marker(host, place)
    return _after(host, place) if isinstance(place, AfterHeading) else _instead(host, place)


def warning(code: str, message: str, cure: str = "") -> Problem:
    """Something that the user should look at in the result."""
    return Problem(code, message, cure, severity=Severity.WARNING)


def like_marker(text: str) -> bool:
    """Whether a paragraph is nothing but what looks like a marker to be replaced."""
    return _LIKE_MARKER.fullmatch(seen(text)) is not None


def cut(text: str) -> str:
    """The beginning of a paragraph, to quote it."""
    text = seen(text)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"


def quoted(texts: Iterable[str]) -> str:
    """Beginnings of paragraphs, each in the quotation marks of the reader's language."""
    return joined((worded("“{cut}”", cut=cut(text)) for text in texts), between="; ")


def _listed(texts: Sequence[str]) -> str:
    return quoted(texts[:_OFFERED])


# Where a paragraph stands that is not directly in the body.


def _inside(element: Element) -> str:
    names = {
        "txbxContent": worded("a text box"),
        "tc": worded("a table"),
        "sdtContent": worded("a content control"),
    }
    for above in element.iterancestors():
        if local(above) in names:
            return names[local(above)]
    return worded("a part of the text that can't be told from its surroundings")


def _elsewhere(host: Host, fits: Callable[[str], bool]) -> Iterator[str]:
    """The kinds of places outside the running text where a paragraph with this text stands."""
    tops = {para.element for para in host.tops}
    for element in host.body.iter(w("p")):
        if element not in tops and fits(paragraph_text(element)):
            yield _inside(element)
    for called, name in host.package.stories():
        root = host.package.xml(name)
        if root is not None and any(fits(paragraph_text(p)) for p in root.iter(w("p"))):
            yield called


def _wrong_place(errors: FileErrors, what: str, text: str, where: str) -> DataError:
    return errors.error(
        "host-place-inside",
        worded(
            ("the {what} “{cut}” stands in {where}, where no section can be inserted."),
            what=what,
            cut=cut(text),
            where=where,
        ),
        "Put it into a paragraph of its own in the running text.",
    )


def _one(
    errors: FileErrors, found: Sequence[HostParagraph], what: str, text: str, cure: str
) -> HostParagraph | None:
    if len(found) > 1:
        labels = [f"{para.label} {para.text}" if para.numbered else para.text for para in found]
        raise errors.error(
            "host-place-twice",
            worded(
                "the {what} “{cut}” stands {found} times in the contract: {listed}.",
                what=what,
                cut=cut(text),
                found=len(found),
                listed=_listed(labels),
            ),
            cure,
        )
    return found[0] if found else None


# Markers


def _at_marker(host: Host, place: Marker) -> Spot:
    errors = host.package.errors
    wanted = seen(place.text)
    fits = [para for para in host.tops if seen(para.text) == wanted and not para.contents]
    para = _one(errors, fits, "marker", wanted, "Leave one of them.")
    elsewhere = next(_elsewhere(host, lambda text: seen(text) == wanted), None)
    if para is None:
        if elsewhere is not None:
            raise _wrong_place(errors, "marker", wanted, elsewhere)
        raise _no_marker(host, wanted)
    if elsewhere is not None:
        raise errors.error(
            "host-place-twice",
            worded(
                "the marker “{cut}” stands in the running text and in {elsewhere}.",
                cut=cut(wanted),
                elsewhere=elsewhere,
            ),
            "Leave the one in the running text.",
        )
    _check_alone(errors, para)
    return Spot(para.index, marker=para)


def _no_marker(host: Host, wanted: str) -> DataError:
    errors = host.package.errors
    for para in host.paragraphs:
        if wanted in seen(para.text):
            return errors.error(
                "host-marker-in-text",
                worded(
                    "the marker “{wanted}” shares its paragraph with other text: “{cut}”.",
                    wanted=wanted,
                    cut=cut(para.text),
                ),
                "Put it into a paragraph of its own.",
            )
    texts = [seen(para.text) for para in host.tops if not para.empty]
    like = [text for text in texts if like_marker(text)]
    close = nearest(wanted, [text for text in texts if len(text) < 2 * len(wanted) + 10])
    offers = list(dict.fromkeys(([close] if close else []) + like))
    found = (
        worded(" Paragraphs that look like it: {listed}.", listed=_listed(offers))
        if offers
        else ""
    )
    return errors.error(
        "host-marker-missing",
        worded(
            "no paragraph of the contract is the marker “{wanted}”.{found}",
            wanted=wanted,
            found=found,
        ),
        "Write the marker into a paragraph of its own, or name one that is there.",
    )


def _check_alone(errors: FileErrors, para: HostParagraph) -> None:
    """See that nothing but text would go with the marker."""
    for run in para.element.iter(w("r")):
        for node in run:
            if local(node) not in _ALONE:
                raise errors.error(
                    "host-marker-not-alone",
                    worded(
                        "the marker's paragraph “{cut}” holds more than text ({local}).",
                        cut=cut(para.text),
                        local=local(node) or worded("an object"),
                    ),
                    "Put the marker into a paragraph of its own, without notes, fields or"
                    " pictures.",
                )


# Headings


def _titles(para: HostParagraph) -> set[str]:
    """How a user may name this heading: with its number or without."""
    words = seen(para.words).casefold()
    full = seen(f"{para.label} {para.words}").casefold()
    return {words, full, seen(para.text).casefold()}


def _heading(host: Host, text: str) -> HostParagraph:
    errors = host.package.errors
    wanted = seen(text).casefold()
    tops = _ranked(host)
    found = [para for para in tops if wanted in _titles(para)]
    heading = _one(errors, found, "heading", text, "Name it with its number, or use a marker.")
    if heading is not None:
        return heading
    inside = next(_elsewhere(host, lambda text: seen(text).casefold() == wanted), None)
    if inside is not None:
        raise _wrong_place(errors, "heading", text, inside)
    raise _no_heading(errors, text, tops)


def _ranked(host: Host) -> list[HostParagraph]:
    return [para for para in host.tops if para.rank is not None]


def _end(host: Host, heading: HostParagraph) -> int | None:
    """The block before which a section ends; ``None`` where nothing tells."""
    following = (para for para in _ranked(host) if para.index > heading.index)
    end = next((para for para in following if ends(heading, para)), None)
    return None if end is None else _before_break(host, end.index)


def _after(host: Host, place: AfterHeading) -> Spot:
    heading = _heading(host, place.text)
    end = _end(host, heading)
    if end is not None:
        return Spot(end, heading=heading)
    last = warning(
        "host-place-end",
        worded(
            ("“{cut}” is the contract's last section; the new one stands at the very end."),
            cut=cut(heading.text),
        ),
        "If signatures or annexes come before it, use a marker instead.",
    )
    return Spot(_before_break(host, _body_end(host)), heading=heading, warnings=(last,))


def _instead(host: Host, place: ReplaceHeading) -> Spot:
    heading = _heading(host, place.text)
    end = _end(host, heading)
    if end is None:
        raise host.package.errors.error(
            "host-place-end",
            worded(
                (
                    "“{cut}” is the contract's last section; where it ends, and what comes "
                    "after it, nothing tells."
                ),
                cut=cut(heading.text),
            ),
            "Put a marker in its place in Word, and use --marker.",
        )
    _check_fields(host, heading, end)
    while end - 1 > heading.index and is_blank(host.body[end - 1]):
        end -= 1
    return Spot(heading.index, heading=heading, end=end)


def _check_fields(host: Host, heading: HostParagraph, end: int) -> None:
    """See that no field begins in a section and ends elsewhere, or the other way round."""
    steps = {"begin": 1, "end": -1}
    depths = [0]
    for block in host.body[heading.index : end]:
        for node in block.iter(w("fldChar")):
            depths.append(depths[-1] + steps.get(str(node.get(w("fldCharType"))), 0))
    if depths[-1] != 0 or min(depths) < 0:
        raise host.package.errors.error(
            "host-place-field",
            worded(
                "a field reaches over the bounds of the section “{cut}”.", cut=cut(heading.text)
            ),
            "Make the field plain text in Word (Ctrl+Shift+F9), or put a marker there.",
        )


def _no_heading(errors: FileErrors, wanted: str, tops: Sequence[HostParagraph]) -> DataError:
    headings = [para for para in tops if para.short and not like_marker(para.words)]
    names = {seen(para.words): seen(f"{para.label} {para.words}") for para in headings}
    close = nearest(seen(wanted), names) or with_words(seen(wanted), names)
    offers = list(dict.fromkeys(([names[close]] if close else []) + list(names.values())))
    found = (
        worded(" Its headings: {listed}.", listed=_listed(offers))
        if offers
        else worded(" It has no headings.")
    )
    return errors.error(
        "host-heading-missing",
        worded("the contract has no heading “{cut}”.{found}", cut=cut(wanted), found=found),
        worded("Did you mean “{names}”?", names=names[close])
        if close
        else "Name one of its headings.",
    )


def ends(heading: HostParagraph, other: HostParagraph) -> bool:
    """Whether the section of ``heading`` ends before ``other``."""
    ours, theirs = heading.rank, other.rank
    if ours is None or theirs is None:
        return False
    if ours == theirs:
        return True
    if other.outline is not None:
        return heading.outline is None or other.outline <= heading.outline
    if ours[0] == theirs[0] == "live":
        return bool(ours[1] == theirs[1] and theirs[2] < ours[2])
    if ours[0] == theirs[0] == "typed":
        return bool(ours[1:3] == theirs[1:3] and theirs[3] < ours[3])
    return False


def _body_end(host: Host) -> int:
    """Behind the body's last block, before the last section's settings."""
    last = len(host.body) - 1
    return last if local(host.body[last]) == "sectPr" else last + 1


def _before_break(host: Host, index: int) -> int:
    """Before an empty paragraph that only ends a page section, so as to stay in that section."""
    while index > 0:
        before = host.body[index - 1]
        bare = local(before) == "p" and not paragraph_text(before).strip()
        if not (bare and find(before, "pPr/sectPr") is not None):
            return index
        index -= 1
    return index

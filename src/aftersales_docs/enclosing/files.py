"""What an input's named files became: a logo, and enclosures with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..document import Logo, Picture
from ..document.pictures import PerPage


@dataclass(frozen=True, slots=True)
class EnclosedPdf:
    """A PDF whose pages may be appended."""

    pages: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One enclosure as texts list it.

    ``pages`` is how many it has of its own; ``None`` where nobody knows, or where it shares a
    page. ``together`` is then told with the last that stands on the page: the numbers of the
    first and the last. ``mark`` is the SHA-256 of the file as it was named.
    """

    number: int
    name: str
    pages: int | None = None
    copies: int = 1
    together: tuple[int, int] | None = None
    file: bool = False
    per_page: PerPage = 1
    content: Picture | EnclosedPdf | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Files:
    """The logo and the enclosures of one input."""

    logo: Logo | None = None
    enclosed: tuple[Enclosed, ...] = ()

    def listed(self) -> tuple[Enclosed, ...]:
        """The enclosures without their content, as texts need them."""
        return tuple(replace(one, content=None) for one in self.enclosed)

    def after(self, annexes: int) -> Files:
        """The same files, their numbers continuing those of a document's ``annexes``."""
        return replace(self, enclosed=tuple(_moved(one, annexes) for one in self.enclosed))


NO_FILES = Files()


def _moved(one: Enclosed, by: int) -> Enclosed:
    together = one.together and (one.together[0] + by, one.together[1] + by)
    return replace(one, number=one.number + by, together=together)


def pages_of_pictures(enclosed: Sequence[Enclosed]) -> list[list[Enclosed]]:
    """The enclosures page by page: pictures side by side share one, as many as it takes."""
    groups: list[list[Enclosed]] = []
    for one in enclosed:
        last = groups[-1] if groups else []
        if last and _goes_with(last, one):
            last.append(one)
        else:
            groups.append([one])
    return groups


def _goes_with(group: Sequence[Enclosed], one: Enclosed) -> bool:
    pictures = all(isinstance(other.content, Picture) for other in (*group, one))
    return pictures and group[0].per_page == one.per_page and len(group) < one.per_page


def counted(enclosed: Sequence[Enclosed]) -> tuple[Enclosed, ...]:
    """``enclosed`` with the pages that those with a file take."""
    found: list[Enclosed] = []
    for group in pages_of_pictures(enclosed):
        if len(group) == 1:
            found += [_alone(group[0])]
            continue
        found += group[:-1]
        found.append(replace(group[-1], together=(group[0].number, group[-1].number)))
    return tuple(found)


def _alone(one: Enclosed) -> Enclosed:
    match one.content:
        case Picture():
            return replace(one, pages=1)
        case EnclosedPdf(pages=pages):
            return replace(one, pages=pages)
        case _:
            return one

"""Issuing an input that was sent; the same work gives the same document."""

from __future__ import annotations

from dataclasses import dataclass

from ..house.in_use import folder_for
from ..inputs import requested
from ..issuing import issue
from ..options import Options
from ..order import Issued, Order
from ..register.models import Document
from ..web.starting import the_place, the_register
from ..writing import written
from .bodies import Sent
from .models import Work


@dataclass(frozen=True, slots=True)
class Wish:
    """For which office, with which warnings accepted, in place of which document, by whom."""

    office: str
    accepted: tuple[str, ...]
    replaces: Document | None
    who: str


def issued(sent: Sent, wish: Wish, work: Work | None) -> Issued:
    """The document of an input, issued once.

    Raises:
        DataError: the input is wrong, or its number can't be taken.
        OutputError: the register can't be written to.

    """
    if work is not None and work.document is not None:
        return Issued(work.document, new=False)
    own = folder_for(the_place(), wish.replaces)
    options = Options(tuple(sorted(wish.accepted)), own_templates=str(own or ""))
    # Its own name for the work: a process that ends between both is found again.
    key = f"api:{work.key_id}:{work.name}" if work is not None else ""
    order = Order(
        requested(str(sent.path), None), wish.office, wish.who, options, wish.replaces, key
    )
    made = issue(the_register(), order)
    if work is not None:
        there = Work.objects.filter(pk=work.pk)
        written(the_register(), lambda: there.update(document=made.document))
    return made

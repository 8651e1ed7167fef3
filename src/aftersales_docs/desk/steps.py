"""What happens to a document after it was issued: sent, signed, done, cancelled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from ..errors import DataError, Problem, worded
from ..messages import joined, term
from .chain import Act, append, canonical, entry
from .opening import Register
from .register.models import (
    CANCELLED,
    DONE,
    ISSUED,
    RESERVED,
    SENT,
    SIGNED,
    Document,
    Event,
)
from .writing import written

_IN_FORCE: Final = (ISSUED, SENT, SIGNED)
# From which states a step leads to which state.
STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    SENT: _IN_FORCE,
    SIGNED: _IN_FORCE,
    DONE: _IN_FORCE,
    CANCELLED: (RESERVED, *_IN_FORCE),
}


def step(register: Register, document: Document, to: str, act: Act) -> Document:
    """Take a document a step on, and record who did it, when, and with what note.

    What was signed and is then sent stays signed. The same step once more, told in the same words
    by the same person with nothing between, is the one that is recorded: the answer to it may have
    been lost.

    Raises:
        DataError: the step does not lead on from the state that the document is in.

    """
    return written(register, lambda: stepped(document.pk, to, act))


def stepped(pk: int, to: str, act: Act) -> Document:
    """The step, in the transaction that is open."""
    document = Document.objects.select_for_update().get(pk=pk)
    if _recorded(document, to, act):
        return document
    if document.state not in STEPS[to]:
        raise DataError(
            Problem(
                "step-not-possible",
                worded(
                    "{number} is '{state}'; it can't become '{to}'.",
                    number=document.number,
                    state=term(document.state),
                    to=term(to),
                ),
                worded("That is possible from: {states}.", states=joined(map(term, STEPS[to]))),
            )
        )
    after = SIGNED if to == SENT and document.state == SIGNED else to
    Document.objects.filter(pk=pk).update(state=after)
    document.state = after
    append(to, act, document)
    return document


def _recorded(document: Document, to: str, act: Act) -> bool:
    """Whether the last that happened to a document is this very step."""
    last = Event.objects.filter(document=document).order_by("-seq").first()
    if last is None or last.action != to:
        return False
    told = entry(last)
    facts = json.loads(canonical({**act.facts, **act.clear}))
    same = (told.get("who"), told.get("facts"), told.get("note"))
    return same == (act.who, facts, act.note)

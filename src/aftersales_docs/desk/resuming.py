"""Taking up what runs that ended in between have begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from ..errors import AftersalesError, Problem, Severity, worded
from ..messages import term
from .chain import text_of
from .issuing import finish
from .opening import Register
from .register.models import RESERVED, Document

# Whoever is at it needs a moment; older rows are those of runs that ended.
LEFT_ALONE: Final = timedelta(minutes=5)


def unfinished(older_than: timedelta = timedelta()) -> list[Document]:
    """Rows whose documents were not finished, oldest first."""
    until = text_of(datetime.now(UTC) - older_than)
    found = Document.objects.filter(state=RESERVED, reserved_at__lte=until)
    return list(found.order_by("pk"))


def take_up(
    register: Register, who: str, older_than: timedelta = LEFT_ALONE
) -> Iterator[Document | Problem]:
    """Finish what killed runs began: the documents, or what stands in the way of one."""
    for document in unfinished(older_than):
        try:
            yield finish(register, document, who)
        except AftersalesError as error:
            yield Problem(
                "not-taken-up",
                worded(
                    "{number} is reserved, but can't be finished: {reason}",
                    number=document.number,
                    reason=term(error.problems[0].message),
                ),
                "Put that right and run 'register resume', or cancel the number with "
                "'register cancel'.",
                severity=Severity.WARNING,
            )

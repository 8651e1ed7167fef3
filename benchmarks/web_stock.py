"""Documents for the desk to be served with: issued by the register, with stand-ins for files."""

from __future__ import annotations

import tempfile
from pathlib import Path

from aftersales_docs.desk.opening import open_register
from aftersales_docs.desk.place import RegisterPlace


def issue_some(place: RegisterPlace, count: int) -> list[int]:
    """Issue ``count`` documents; their keys."""
    register = open_register(place)
    from tests.desk.orders import letter, order, quickly_made

    from aftersales_docs.desk import issuing

    made, checked = issuing.made, issuing.check
    issuing.made, issuing.check = quickly_made, lambda _order: []
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = letter(Path(folder))
            return [
                issuing.issue(register, order(path, key=f"web-{at}")).document.pk
                for at in range(count)
            ]
    finally:
        issuing.made, issuing.check = made, checked

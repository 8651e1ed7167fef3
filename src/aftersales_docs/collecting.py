"""How often Python looks for what is not used any more, in processes of our own."""

from __future__ import annotations

import gc
from typing import Final

# So many objects more than were let go, of those that may hold one another. Python looks after
# 700 (CPython 3.11), ever again through the tens of thousands that libraries, models and texts
# are made of and that stay.
SELDOM: Final = 50_000


def collect_seldom() -> None:
    """Look for garbage a seventieth as often: some megabytes more, a tenth less work.

    For a process of our own, the command line or a worker; that of another program, which calls
    the API, is its own.
    """
    gc.freeze()
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])

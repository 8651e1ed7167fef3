"""Work that a template of others takes part in: done in a process of its own, with an end.

A sandbox can forbid what is bad, but not tell how long or how large something gets. So
whatever runs a user's own template runs in a child process with limits of time and memory
that the system keeps; the child is stopped, the program goes on and says why.
"""

from .client import Limits, run

__all__ = ["Limits", "run"]

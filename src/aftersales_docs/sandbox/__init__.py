"""Users' own templates at work: the Jinja that fills them, in a process of its own, with an end.

A sandbox can forbid what is bad, but not tell how long or how large something gets. So
whatever runs a user's own template runs in a child process with limits of time and memory
that the system keeps; the child is stopped, the program goes on and says why.
"""

from .environment import (
    TEMPLATE_ERRORS,
    TemplateEnvironment,
    asked_for,
    compiled,
    failure,
    rendered,
)
from .names import NAMES, Format, context, page_names
from .process import run, run_reader
from .purposes import Limits

__all__ = [
    "NAMES",
    "TEMPLATE_ERRORS",
    "Format",
    "Limits",
    "TemplateEnvironment",
    "asked_for",
    "compiled",
    "context",
    "failure",
    "page_names",
    "rendered",
    "run",
    "run_reader",
]

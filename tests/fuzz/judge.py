"""Whether one file ended well: a clean result, or one message of ours; in time, in bounds."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.fuzz.mutations import MEGABYTE
from tests.fuzz.targets import Command, Target

# 0: well; 1: the data or the file are bad; 2: used in a wrong way.
_ENDS = (0, 1, 2)
_COLOUR = re.compile("\x1b\\[[0-9;]{1,7}m")
# Colours are our own. What moves the cursor, clears the screen, or turns the line around.
_RAW = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def fault_of(target: Target, commands: list[Command], call: Callable[..., Result]) -> str | None:
    """What is wrong with how the commands ended; ``None`` if nothing is."""
    for command in commands:
        before = _peak(fresh=True)
        begun = time.process_time()
        result = call(*command)
        spent, grown = time.process_time() - begun, _peak() - before
        fault = _ended(result)
        if fault is None and spent > target.seconds:
            fault = f"{spent:.0f} s of work, {target.seconds:.0f} are allowed"
        if fault is None and grown > target.memory:
            fault = f"{grown // MEGABYTE} MB, {target.memory // MEGABYTE} are allowed"
        if fault is not None:
            return f"{' '.join(command)}\n{fault}"
    return None


def _ended(result: Result) -> str | None:
    error = result.exception
    if error is not None and not isinstance(error, SystemExit):
        return "".join(traceback.format_exception(error)[-12:])
    if "Traceback (most recent call last)" in result.output:
        return f"a traceback is printed:\n{result.output[-3000:]}"
    if raw := _RAW.search(_COLOUR.sub("", result.output)):
        return f"{raw[0]!r} is printed raw; a terminal obeys it"
    if result.exit_code not in _ENDS:
        return f"exit code {result.exit_code}"
    if result.exit_code and not result.output.strip():
        return f"exit code {result.exit_code} without a word"
    return None


def _peak(*, fresh: bool = False) -> int:
    """The most memory so far, in bytes; ``fresh``: what is held now, and count anew from here."""
    if fresh:
        _CLEAR.write_text("5", encoding="ascii")
    lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    line = next(line for line in lines if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024

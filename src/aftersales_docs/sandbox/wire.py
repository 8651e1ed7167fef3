"""What goes between the program and its guarded process."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import IO, Any

from ..errors import Problem
from .purposes import Purpose

_SIZE = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Task:
    """A pickled call, and how many seconds and bytes it may take."""

    call: bytes
    seconds: int
    memory: int
    purpose: Purpose = "template"


@dataclass(frozen=True, slots=True)
class Answer:
    """A pickled result, or the name of an error with its problems."""

    value: bytes = b""
    error: str | None = None
    problems: tuple[Problem, ...] = ()


def send(stream: IO[bytes] | None, message: Any) -> None:
    """Write one message.

    Raises:
        OSError: nobody reads it.

    """
    if stream is None:
        raise EOFError
    content = pickle.dumps(message)
    stream.write(_SIZE.pack(len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes] | None, limit: int) -> Any:
    """Read one message of at most ``limit`` bytes.

    Raises:
        EOFError: the other side is gone.
        ValueError: the message is too large.

    """
    if stream is None:
        raise EOFError
    size = int.from_bytes(_exactly(stream, _SIZE.size), "big")
    if size > limit:
        raise ValueError(size)
    return pickle.loads(_exactly(stream, size))  # noqa: S301 (from our own process)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content

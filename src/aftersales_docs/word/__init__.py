"""The document tree as a Word file."""

from .writer import write

__all__ = ["write"]

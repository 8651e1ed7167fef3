"""The document tree as a PDF."""

from .writer import write

__all__ = ["write"]

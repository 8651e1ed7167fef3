"""The document tree as a PDF."""

from .writer import pages_of, write

__all__ = ["pages_of", "write"]

"""The document tree as a PDF by way of Typst: one fixed source, and the tree as its data."""

from .writer import write

__all__ = ["write"]

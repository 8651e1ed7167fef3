"""The document tree as a PDF by way of Typst: a fixed source, and the tree as its data."""

from .compiler import sources
from .writer import write

__all__ = ["sources", "write"]

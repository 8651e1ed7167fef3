"""The document tree as a PDF by way of Typst: a fixed source, and the tree as its data."""

from .compiler import sources
from .writer import pictures_of, write

__all__ = ["pictures_of", "sources", "write"]

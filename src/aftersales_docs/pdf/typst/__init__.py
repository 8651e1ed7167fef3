"""The document tree as a PDF by way of Typst: one fixed source, and the tree as its data."""

from .compiler import document_source
from .writer import write

__all__ = ["document_source", "write"]

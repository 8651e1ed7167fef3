"""The document tree as a PDF, by one of two writers."""

from .engine import ENGINES, Engine, write

__all__ = ["ENGINES", "Engine", "write"]

"""The document tree as a PDF, by one of two writers."""

from .engine import ENGINES, Engine, pages_of, pictures_of, write

__all__ = ["ENGINES", "Engine", "pages_of", "pictures_of", "write"]

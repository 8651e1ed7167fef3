"""Bookmarks: how a clause, an annex or a place to sign is found again in a Word file."""

from __future__ import annotations

from ..ooxml.bookmarks import bookmark


class Bookmarks:
    """The bookmarks of one document; each name is given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def around(self, name: str, content: str) -> str:
        """``content`` inside a bookmark that carries the identifier of its block.

        A block without an identifier has none; of two with the same one, the first.
        """
        called = bookmark(name)
        if not name or called.lower() in self._given:
            return content
        self._given.add(called.lower())
        number = len(self._given)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{called}"/>'
            f'{content}<w:bookmarkEnd w:id="{number}"/>'
        )

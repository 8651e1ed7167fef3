"""Where a link of a template may lead: to what a reader must click, to nothing that acts."""

from __future__ import annotations

from typing import Final

ALLOWED_LINKS: Final = ("http", "https", "mailto", "tel")


def is_allowed_link(target: str) -> bool:
    """Whether ``target`` is a link that a Word or HTML template may hold."""
    scheme, colon, rest = target.partition(":")
    if not colon or scheme.lower() not in ALLOWED_LINKS:
        return False
    return rest.startswith("//") if scheme.lower().startswith("http") else bool(rest)

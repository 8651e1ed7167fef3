"""Under which address an HTML template finds a picture of the document."""

from __future__ import annotations

import hashlib
from typing import Final

from ..document import Picture

_PICTURE: Final = "picture:"


def address(picture: Picture) -> str:
    """The address under which a document's own picture is found, as an HTML template needs it."""
    return _PICTURE + hashlib.sha256(picture.content).hexdigest()

"""The names that every page template gets: the one list that rendering and check share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..document import Meta

Format = Literal["docx", "pdf"]

# What each name stands for; `data` is the input, whose fields are those of the kind.
_BOTH: Mapping[str, Any] = {
    "body": str,
    "meta": Meta,
    "labels": dict[str, str],
    "language_tag": str,
    "data": object,
}
NAMES: Mapping[Format, Mapping[str, Any]] = {
    "docx": {**_BOTH, "foot": str},
    "pdf": {**_BOTH, "foot": list, "outline": list, "letter": str, "logo": tuple, "sizes": dict},
}


def context(format_: Format, values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as the context of a template.

    Raises:
        KeyError: they are not those that :data:`NAMES` promises.

    """
    promised = NAMES[format_]
    if values.keys() != promised.keys():
        raise KeyError(*sorted(values.keys() ^ promised.keys()))
    return dict(values)


def page_names(kind: str, lang: str, layout: str, ending: str) -> tuple[str, ...]:
    """The templates that may set a document, the most particular first.

    ``ending`` is ``docx``, ``html`` or ``css``.
    """
    general = f"word/{layout}.docx" if ending == "docx" else f"pdf/document.{ending}"
    folder = general.partition("/")[0]
    return f"{folder}/{kind}.{lang}.{ending}", f"{folder}/{kind}.{ending}", general

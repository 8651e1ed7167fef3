"""The mark of a draft across each page that WeasyPrint lays out."""

from __future__ import annotations

from functools import lru_cache

from weasyprint import CSS

from ..fonts import DISPLAY_FAMILY
from .fonts import font_configuration
from .patch import one_at_a_time

# A page's margin box is no part of the text: it moves nothing, and readers pass over it.
_SHEET = """
@page {{
  @left-middle {{
    content: "{mark}" !important;
    color: black; opacity: .14; font: bold {size}pt "{family}"; white-space: nowrap;
    text-align: center; vertical-align: middle; transform: rotate(-55deg);
    width: 210mm; margin-right: -200mm; padding: 0; border: none;
  }}
}}
"""


@lru_cache(maxsize=8)
def draft_sheet(mark: str) -> CSS:
    """The style sheet that puts ``mark`` on each page."""
    size = round(720 / max(len(mark), 5))
    with one_at_a_time():
        return CSS(
            string=_SHEET.format(mark=mark, size=size, family=DISPLAY_FAMILY),
            font_config=font_configuration(),
        )

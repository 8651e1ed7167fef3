"""How high words can get at most: what must not be parted may not be higher than a page.

Typst cuts off what can't be parted and is higher than a page, without a word. Only what is
proven here to fit is declared whole; what is not is measured by the Typst source, or may be
parted.
"""

from __future__ import annotations

import math
import re
from typing import Final

from ...document import Inlines, plain
from ...fonts import widest_advance

# Where a line may end.
_WORDS: Final = re.compile(r"[ \n\u200b]+|(?<=-)")
# Of a page's height, what is reckoned to be there for certain.
SURE: Final = 0.9


def most_lines(content: Inlines, width: float, size: float) -> float:
    """How many lines ``content`` has at most in ``width`` points.

    Infinity where the widths of its characters are not known, or there is no room.
    """
    text = plain(content)
    if not text:
        return 1
    total = sum(map(widest_advance, text.replace("\n", " "))) * size
    if width <= 0 or math.isinf(total):
        return math.inf
    if total <= width:
        return text.count("\n") + 1
    longest = size * max(sum(map(widest_advance, word)) for word in _WORDS.split(text))
    # Each line but the last holds so much: else the next word would have found room in it.
    filled = max(width - longest, width / 2)
    return math.ceil(total / filled) + text.count("\n") + 1

"""The options of ``sign`` that make new places to sign."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..messages import told

if TYPE_CHECKING:
    from ..signing.places import Wish


def wishes(
    names: Sequence[str], pages: Sequence[int], boxes: Sequence[str], texts: Sequence[str]
) -> tuple[Wish, ...]:
    """The places that the options ask for, in their order.

    Raises:
        click.UsageError: the options do not go together.

    """
    if not names:
        if pages or boxes or texts:
            raise click.UsageError(told("--page, --box and --at-text belong to --field NAME."))
        return ()
    if bool(boxes) == bool(texts):
        raise click.UsageError(told("Say where each --field goes: either --box or --at-text."))
    if len(boxes or texts) != len(names):
        raise click.UsageError(told("Give each --field one --box (or each one --at-text)."))
    if len(pages) != len(names) and (boxes or pages):
        raise click.UsageError(told("Give each --field one --page."))
    from ..signing.places import Wish

    numbers = pages or [0] * len(names)
    if texts:
        if not all(text.strip() for text in texts):
            raise click.BadParameter(told("give some words of the page."), param_hint="--at-text")
        return tuple(
            Wish(name, page, text=text)
            for name, page, text in zip(names, numbers, texts, strict=True)
        )
    return tuple(
        Wish(name, page, box=_box(text))
        for name, page, text in zip(names, numbers, boxes, strict=True)
    )


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        x, y, width, height = (float(part) for part in text.split(","))
    except ValueError:
        x = y = width = height = math.nan
    if not all(math.isfinite(one) and one >= 0 for one in (x, y, width, height)):
        raise click.BadParameter(
            told(
                "give four numbers, millimetres: from the left, from above, width, height "
                "(20,230,80,15)."
            ),
            param_hint="--box",
        )
    return x, y, width, height

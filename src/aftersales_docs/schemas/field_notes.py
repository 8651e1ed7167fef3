"""The words of a starter file on one field, put together from its explanation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .field_words import plain


def as_typed(file: str) -> str:
    """A file's name as it is typed in a command: in quotes where it has a space."""
    return f'"{file}"' if re.search(r"\s", file) else file


def noted(explanation: Mapping[str, Any], one_of: str) -> str:
    """What a field is called, as an input may call it too, and what it means.

    ``one_of`` are the words before the choices, where the meaning does not name them all.
    """
    label, text = str(explanation.get("label", "")), str(explanation["text"])
    choices = dict(explanation.get("choices", {}))
    # What only tells models apart is called as each of them is.
    alone = len(choices) != 1
    said = re.match(rf"{re.escape(label)}(?!\w)", text)
    words = f"{label}: {text}" if label and alone and not said else text
    if not alone or all(_names(text, str(key)) for key in choices):
        return words
    offered = [_choice(str(key), str(meaning)) for key, meaning in choices.items()]
    mark = "; " if any("," in one for one in offered) else ", "
    return f"{words} {one_of[:1].upper()}{one_of[1:]}: {mark.join(offered)}."


def _names(text: str, key: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", text))


def _choice(key: str, meaning: str) -> str:
    return f"{key} ({meaning})" if plain(meaning) not in {plain(key), ""} else key

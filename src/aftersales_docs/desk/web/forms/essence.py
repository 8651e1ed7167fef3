"""The first words of what stands in a group of fields, by which it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from pydantic import BaseModel

from ....messages import UiLang
from ....schemas.scalars import as_typed
from ....schemas.shapes import models_in
from .typed import day_shown
from .words import choice_words

_LONGEST: Final = 40
Models = Sequence[type[BaseModel]]


def essence(kind: str, lang: UiLang, models: Models, value: Any, most: int = 3) -> str:
    """Choices by their words, days as pages have them; ``models`` are what it may be made of."""
    return " · ".join(islice(_words(kind, lang, models, value), most))


def _words(
    kind: str, lang: UiLang, models: Models, value: Any, called: Mapping[str, str] | None = None
) -> Iterator[str]:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, Mapping):
        for name, one in value.items():
            owners = [model for model in models if name in model.model_fields]
            inner = [
                each
                for owner in owners
                for each in models_in(owner.model_fields[str(name)].annotation)
            ]
            yield from _words(kind, lang, inner, one, choice_words(kind, lang, owners, str(name)))
    elif isinstance(value, list):
        for one in value:
            yield from _words(kind, lang, models, one, called)
    elif text := str(as_typed(value)).strip():
        shown = (called or {}).get(text) or day_shown(text, lang)
        yield shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"

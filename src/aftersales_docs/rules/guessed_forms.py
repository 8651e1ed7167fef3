"""Forms that a document prints and that the language room had to guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from ..document import Document
from ..errors import Problem, worded
from ..language.errors import CASE_NAMES
from ..schemas.parts import Words
from .verdict import doubtful


def guessed_forms(model: BaseModel, document: Document) -> tuple[Problem, ...]:
    """A warning for each word of the input whose form in the document is a guess."""
    places = {words.text: field for field, words in _words(model, "")}
    return tuple(
        doubtful(
            "form-guessed",
            worded(
                (
                    "no word of '{text}' that declines is known; its {CASE_NAMES} '{form}' "
                    "is a guess."
                ),
                text=text,
                CASE_NAMES=CASE_NAMES[case],
                form=form,
            ),
            worded(
                "Look at the form; if it is wrong, give it: {{text: …, {case}: …}}.", case=case
            ),
            places[text],
        )
        for text, case, form in dict.fromkeys(document.meta.guesses)
        if text in places
    )


def _words(value: Any, field: str) -> Iterator[tuple[str, Words]]:
    """All words with cases in ``value``, each with the field it stands in."""
    if isinstance(value, Words):
        yield field, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _words(getattr(value, name), f"{field}.{name}" if field else name)
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _words(item, f"{field}[{index}]")

"""Choices of options that may be said in words: ``--law Deutschland``, ``--lang русский``."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from ..language import LANGS, Lang
from ..law import LAWS, LawCode
from ..messages import current, told


class FieldChoice(click.Choice[str]):
    """The choices of a field that every document has, by key or by what people call them."""

    def __init__(self, field: str, keys: tuple[str, ...]) -> None:
        super().__init__(keys)
        self.field = field

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The key that ``value`` stands for."""
        if value not in self.choices:
            from ..kinds import KINDS
            from ..schemas.field_words import choice_meant, kind_of_model

            model = next(iter(KINDS.values())).model
            value = choice_meant(str(value), [model], self.field, kind_of_model(model)) or value
        return super().convert(value, param, ctx)


DOCUMENT_LANG = FieldChoice("lang", tuple(LANGS))
DOCUMENT_LAW = FieldChoice("law", tuple(LAWS))

# What is written or shown in a language comes in that of the reader unless another is told.
LANG_OF_READER = click.option(
    "--lang",
    type=DOCUMENT_LANG,
    default=current,
    help="Language of the document or texts [that of messages].",
)
DOCUMENT_LAW_OPTION = click.option(
    "--law",
    type=DOCUMENT_LAW,
    help="Law of the document [Russian for a Russian text, else German].",
)


def usual_law(lang: Lang) -> LawCode:
    """The law of a document in ``lang``, where none is named."""
    return "ru" if lang == "ru" else "de"


class DayType(click.ParamType[date]):
    """A day as it stands in files: year-month-day."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that ``value`` names."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            text = "'{text}' is not a date. Write year-month-day, e.g. 2026-11-23."
            self.fail(told(text, text=value), param, ctx)


DAY = DayType()

"""What the tests pass for the schemas' models."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftersales_docs.language import Case, Gender


@dataclass(frozen=True)
class Person:
    surname: str
    given_name: str = ""
    patronymic: str | None = None
    academic_title: str | None = None
    gender: Gender | None = None
    forms: Mapping[Case, str] = field(default_factory=dict)
    initials_forms: Mapping[Case, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Post:
    text: str
    forms: Mapping[Case, str] = field(default_factory=dict)

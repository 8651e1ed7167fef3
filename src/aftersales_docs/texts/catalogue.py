"""The shared catalogue: wordings by key, and the roles that choose among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from ..errors import LibraryError, Place, Problem, worded
from ..language import LANGS, Lang
from ..law import LAWS, LawCode
from ..resources import Templates
from ..schemas.parts import Words
from .environment import environment
from .library import Context, blamed, renderer

Section = Literal[
    "knowledge",
    "guides",
    "duties",
    "rights",
    "liabilities",
    "tasks",
    "criteria",
    "posts",
    "education",
    "experience",
    "remedies",
    "service",
]


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one key, by language and law; ``None`` as law means both."""

    key: str
    texts: Mapping[tuple[str, str | None], str]
    laws: frozenset[str]

    def source(self, lang: Lang, law: LawCode) -> str:
        """The wording in ``lang`` under ``law``, as Markdown with Jinja."""
        return self.texts.get((lang, law)) or self.texts[lang, None]


@dataclass(frozen=True, slots=True)
class Experience:
    """Which experience a role asks for; ``years`` is ``None`` where it is left open."""

    field: str
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its title, its place, and its choice of keys."""

    key: str
    title: Mapping[str, str]
    category: Literal["manager", "specialist"]
    reports_to: str
    appointed_by: str
    education: str
    experience: Experience
    proposal_by: str | None = None
    consent_by: str | None = None
    choice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _load(path: Path, source: str) -> dict[str, Any]:
    try:
        return dict(YAML(typ="safe").load(source))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        raise LibraryError(
            Problem(
                "catalogue-syntax",
                worded("{problem}.", problem=error.problem),
                "Mend the YAML.",
                place=place,
            )
        ) from error


def _wording(key: str, data: Mapping[str, Any]) -> Wording:
    """A key with its wordings: under the laws it names, else under all that it has words for."""
    texts: dict[tuple[str, str | None], str] = {}
    known = set(LAWS)
    for lang in LANGS:
        value = data[lang]
        by_law = value if isinstance(value, Mapping) else {None: value}
        texts |= {(lang, law): text for law, text in by_law.items()}
        known &= set(LAWS) if None in by_law else set(by_law)
    return Wording(key, texts, frozenset(data.get("laws", known)))


@lru_cache(maxsize=64)
def section(templates: Templates, name: Section) -> Mapping[str, Wording]:
    """All wordings of one section of the catalogue, in its order.

    Raises:
        LibraryError: the file is missing, is not YAML or lacks a language.

    """
    file = f"catalogue/{name}.yaml"
    path = templates.find(file)
    entries = _load(path, templates.read(file))
    try:
        return {key: _wording(key, data) for key, data in entries.items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise LibraryError(
            Problem(
                "catalogue-entry",
                worded("an entry lacks {error}.", error=error),
                "Give every key its wording in de, ru and en.",
                place=Place(str(path)),
            )
        ) from error


@lru_cache(maxsize=16)
def words(templates: Templates, name: Literal["parties"], lang: Lang) -> Mapping[str, Words]:
    """Words with their cases in one language, by key.

    Raises:
        LibraryError: the file is missing, is not YAML, or an entry is not as it should be.

    """
    file = f"catalogue/{name}.yaml"
    path = templates.find(file)
    entries = _load(path, templates.read(file))
    try:
        return {key: Words.model_validate(data[lang]) for key, data in entries.items()}
    except (KeyError, TypeError, ValidationError) as error:
        raise LibraryError(
            Problem(
                "catalogue-entry",
                worded("an entry is not as it should be: {error}.", error=error),
                "Give every key its words in de, ru and en, with 'text' and the cases.",
                place=Place(str(path)),
            )
        ) from error


@lru_cache(maxsize=8)
def roles(templates: Templates) -> Mapping[str, Role]:
    """The role catalogue, in its order."""
    file = "catalogue/roles.yaml"
    entries = _load(templates.find(file), templates.read(file))
    return {key: _role(key, dict(data)) for key, data in entries.items()}


def _role(key: str, data: dict[str, Any]) -> Role:
    fields = ("title", "category", "reports_to", "appointed_by", "education")
    experience = data.get("experience", {})
    return Role(
        key=key,
        **{name: data[name] for name in fields},
        experience=Experience(experience["field"], experience.get("years")),
        proposal_by=data.get("proposal_by"),
        consent_by=data.get("consent_by"),
        choice={
            name: tuple(data.get(name, ()))
            for name in (
                "knowledge",
                "guides",
                "duties",
                "rights",
                "liabilities",
                "tasks",
                "criteria",
            )
        },
    )


@lru_cache(maxsize=4096)
def _renderer(lang: Lang, source: str) -> Callable[[Context], str]:
    return renderer(environment(lang).from_string(source))


def filled(source: str, lang: Lang, context: Context) -> str:
    """A catalogue wording with its citations put in, as Markdown."""
    if "{" not in source:
        return source
    with blamed(Place("catalogue")):
        return _renderer(lang, source)(context)

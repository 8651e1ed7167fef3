"""The shared catalogue: wordings by key, and the roles that choose among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError

from ..core_yaml import CoreYamlError, load_yaml
from ..errors import LibraryError, Place, Problem, worded
from ..language import LANGS, Lang
from ..law import LAWS, LawCode
from ..nearest import did_you_mean
from ..resources import Templates
from ..schemas.parts import Words
from .environment import environment
from .library import WRONG_TEXT, Context, blamed, renderer

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
# What a role chooses from, and what it may be: of the specialists, or of those who lead.
Choice = Literal["knowledge", "guides", "duties", "rights", "liabilities", "tasks", "criteria"]
Category = Literal["manager", "specialist"]


_ROLES = "catalogue/roles.yaml"


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one key, by language and law; ``None`` as law means both.

    What ``closes`` a list covers all that was not named before ("other duties"): nothing
    stands behind it.
    """

    key: str
    texts: Mapping[tuple[str, str | None], str]
    laws: frozenset[str]
    closes: bool = False

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
    category: Category
    reports_to: str
    appointed_by: str
    education: str
    experience: Experience
    proposal_by: str | None = None
    consent_by: str | None = None
    choice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _load(path: Path, source: str) -> dict[str, Any]:
    try:
        return dict(load_yaml(source))
    except CoreYamlError as error:
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
    closes = data.get("closes", False) is True
    return Wording(key, texts, frozenset(data.get("laws", known)), closes)


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
    """The role catalogue, in its order.

    Raises:
        LibraryError: the file is no YAML, or a role lacks what every role has.

    """
    path = templates.find(_ROLES)
    entries = _load(path, templates.read(_ROLES))
    found: dict[str, Role] = {}
    for key, data in entries.items():
        try:
            found[key] = _role(key, dict(data))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = worded("the role '{key}' lacks {error}.", key=key, error=error)
            cure = "Give it what the roles above it have."
            place = _line_of(path, templates.read(_ROLES), f"{key}:")
            raise LibraryError(Problem("catalogue-entry", message, cure, place=place)) from error
    return found


def _line_of(path: Path, source: str, beginning: str, after: int = 0) -> Place:
    """The first line that begins so (but for its margin), beyond line ``after``."""
    lines = enumerate(source.splitlines(), 1)
    line = next((n for n, text in lines if n > after and text.strip().startswith(beginning)), None)
    return Place(str(path), line)


def role_faults(role: Role, templates: Templates) -> Iterator[Problem]:
    """What ``role`` names and the catalogue does not have, each with its line."""
    asked: list[tuple[Section, str]] = [("education", role.education)]
    asked.append(("experience", role.experience.field))
    posts = (role.reports_to, role.appointed_by, role.proposal_by, role.consent_by)
    asked += [("posts", post) for post in posts if post and post not in roles(templates)]
    asked += [(name, key) for name in get_args(Choice) for key in role.choice[name]]
    path, source = templates.find(_ROLES), templates.read(_ROLES)
    top = _line_of(path, source, f"{role.key}:").line or 0
    if role.category not in get_args(Category):
        yield Problem(
            "catalogue-entry",
            worded(
                "the role '{key}' has the category '{category}'.",
                key=role.key,
                category=role.category,
            ),
            worded("There are: {known}.", known=", ".join(get_args(Category))),
            place=_line_of(path, source, "category:", top),
        )
    for name, key in asked:
        known = section(templates, name)
        if key in known:
            continue
        near = did_you_mean(key, known)
        lines = (text.strip() for text in source.splitlines()[top:])
        at = next((n for n, text in enumerate(lines, top + 1) if _names(text, key)), None)
        yield Problem(
            "catalogue-key",
            worded(
                ("the role '{key}' names '{key2}', which catalogue/{name}.yaml does not have."),
                key=role.key,
                key2=key,
                name=name,
            ),
            worded("{near} Else give it its wording in de, ru and en there.", near=near)
            if near
            else "Give it its wording in de, ru and en there.",
            place=Place(str(path), at),
        )


def _names(line: str, key: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", line) is not None


def sound(role: Role, templates: Templates) -> Role:
    """``role``, which names only what there is.

    Raises:
        LibraryError: it names something that the catalogue does not have.

    """
    if problems := list(role_faults(role, templates)):
        raise LibraryError(problems)
    return role


def _role(key: str, data: dict[str, Any]) -> Role:
    fields = ("title", "category", "reports_to", "appointed_by", "education")
    experience = data.get("experience", {})
    return Role(
        key=key,
        **{name: data[name] for name in fields},
        experience=Experience(experience["field"], experience.get("years")),
        proposal_by=data.get("proposal_by"),
        consent_by=data.get("consent_by"),
        choice={name: tuple(data.get(name, ())) for name in get_args(Choice)},
    )


@lru_cache(maxsize=4096)
def _renderer(lang: Lang, source: str) -> Callable[[Context], str]:
    return renderer(environment(lang).from_string(source))


def filled(source: str, lang: Lang, context: Context) -> str:
    """A catalogue wording with its citations put in, as Markdown."""
    if "{" not in source:
        return source
    try:
        return _renderer(lang, source)(context)
    except WRONG_TEXT as error:
        raise blamed(error, Place("catalogue")) from error

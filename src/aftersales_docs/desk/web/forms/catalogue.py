"""Fields that name entries of the house's catalogue: what may be chosen, with its wording."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from ....kinds.job_description.plain_wording import whole_wording
from ....kinds.job_description.schema import Changes, OwnEntry, TimeShare
from ....kinds.job_description.sections import SECTIONS
from ....language import LANGS
from ....law import LAWS
from ....resources import templates
from ....texts import catalogue

_JOB: Final = "job-description"
_ENTRY: Final = frozenset({*Changes.model_fields, *OwnEntry.model_fields}) - {"text"}
_DUTIES: Final = "duties"
_COVERS: Final = next(name for name in TimeShare.model_fields if name == "covers")
Names = tuple[str | int, ...]


def choices_for(kind: str, path: Names, data: Mapping[str, Any]) -> Mapping[str, str]:
    """The keys that the field at ``path`` may name, with their wording; empty where it is free."""
    if kind != _JOB:
        return {}
    lang = data.get("lang") if data.get("lang") in LANGS else "en"
    law = data.get("law") if data.get("law") in LAWS else "de"
    if path == ("role",):
        return _roles(str(lang))
    section = _section_of(path)
    return _wordings(section, str(lang), str(law)) if section else {}


def of_the_role(path: Names, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that the role itself has in the section at ``path``."""
    role = catalogue.roles(templates()).get(str(data.get("role", "")).replace("-", "_"))
    section = SECTIONS.get(str(path[0])) if path else None
    return tuple(role.choice.get(section, ())) if role and section else ()


def _section_of(path: Names) -> str:
    if len(path) > 1 and path[-1] == _COVERS:
        return _DUTIES
    if not path or path[0] not in SECTIONS:
        return ""
    last = path[-1]
    is_entry = isinstance(last, int) or last in _ENTRY
    return str(path[0]) if len(path) > 1 and is_entry else ""


@lru_cache(maxsize=8)
def _roles(lang: str) -> Mapping[str, str]:
    found = catalogue.roles(templates())
    return {key.replace("_", "-"): role.title[lang] for key, role in found.items()}


@lru_cache(maxsize=64)
def _wordings(name: str, lang: Any, law: Any) -> Mapping[str, str]:
    found = catalogue.section(templates(), SECTIONS[name])
    return {key: whole_wording(one, lang, law) for key, one in found.items() if law in one.laws}

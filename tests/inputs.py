"""Inputs for the tests: one complete job description for each role, language and law."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aftersales_docs import api
from aftersales_docs.document import Document
from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root, templates
from aftersales_docs.texts import catalogue

ROLES = tuple(catalogue.roles(templates()))
LANGS = ("de", "ru", "en")
LAWS = ("ru", "de")
KINDS_IN_LANGS = [(kind, lang) for kind in KINDS for lang in KINDS[kind].langs]
SAMPLES = tuple(sorted((data_root() / "samples").glob("*/*.yaml")))


def _varied() -> Iterator[Path]:
    """Job descriptions say the same of other roles: one a language and law is enough."""
    had = set()
    for sample in SAMPLES:
        kind, (_, lang, law) = sample.parent.name, sample.stem.split(".")
        if kind != "job-description" or (lang, law) not in had:
            had.add((lang, law) if kind == "job-description" else sample.stem)
            yield sample


# For judges of files that take a second for each: the golden texts have the words of every role.
VARIED = tuple(_varied())


def samples(kind: str) -> tuple[Path, ...]:
    """The samples of one kind."""
    return tuple(sample for sample in SAMPLES if sample.parent.name == kind)


_WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "place": "Hannover",
        "name": "Nordwerk Elektrogeräte GmbH",
        "post": "Geschäftsführung",
        "person": {"surname": "Brandt", "given_name": "Sabine", "academic_title": "Dr."},
        "head": "Leitung Marketing",
        "own": "Führung des Schriftwechsels mit ausländischen Herstellern",
        "unit": "Kundendienst",
    },
    "ru": {
        "place": "г. Самара",
        "name": "ООО «Волгоприбор»",
        "post": "генеральный директор",
        "person": {"surname": "Черных", "given_name": "Виктор", "patronymic": "Алексеевич"},
        "head": "директор по маркетингу",
        "own": "Ведёт переписку с зарубежными изготовителями",
        "unit": "Отдел послепродажного обслуживания",
    },
    "en": {
        "place": "Hanover",
        "name": "Nordwerk Elektrogeräte GmbH",
        "post": "Managing Director",
        "person": {"surname": "Brandt", "given_name": "Sabine"},
        "head": "Head of Marketing",
        "own": "Conducts correspondence with foreign manufacturers",
        "unit": "After-Sales Department",
    },
}


def job_description(role: str, lang: str, law: str, **fields: Any) -> dict[str, Any]:
    """A complete input, every optional part chosen; ``fields`` replace or add."""
    words = _WORDS[lang]
    data: dict[str, Any] = {
        "kind": "job-description",
        "lang": lang,
        "law": law,
        "role": role,
        "number": "12-K",
        "date": "2026-11-23",
        "place": words["place"],
        "organisation": {"name": words["name"], "phone": "+49 511 0000-0"},
        "department": words["unit"],
        "approval": {"post": words["post"], "person": words["person"]},
        "reports_to": {"post": words["head"], "person": words["person"]},
        "place_in_organisation": {
            "subordinates": [words["head"]],
            "interactions": [words["unit"]],
        },
        "tasks": True,
        "criteria": True,
        "duties": {"add": [{"text": words["own"]}]},
        "final_provisions": {"copies": 2},
        "basis": {"name": words["unit"], "number": "7", "date": "2026-03-02"},
        "unit_head": {"post": words["head"], "person": words["person"]},
        "agreed": [{"post": words["head"]}],
        "acknowledgement": {"employees": [words["person"]]},
    }
    if law == "de":
        data |= {"works_council": True, "pay_grade": "EG 11"}
    return data | fields


def written(folder: Path, data: dict[str, Any], name: str = "input.json") -> Path:
    """``data`` as an input file."""
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
    return path


def composed(folder: Path, data: dict[str, Any]) -> Document:
    """The finished document of ``data``."""
    return api.compose(api.load(written(folder, data)))

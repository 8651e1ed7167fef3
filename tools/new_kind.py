"""Lay out a new kind of document: an empty, valid one in one language, to be filled.

In the house itself it is a folder below ``kinds``, with its texts, fields and a sample; with
``--package FOLDER`` a package of its own that brings the kind by an entry point.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from babel.messages.catalog import Catalog

from aftersales_docs.language import LANGS
from aftersales_docs.messages.catalogue import DOMAIN
from aftersales_docs.resources import data_root
from tools.build_messages import LANGS as MESSAGE_LANGS
from tools.build_messages import mo_bytes, po_path, po_text

_KIND = '''"""$words."""

from __future__ import annotations

from $kind import Kind
${gap}from .rules import assess
from .schema import $model
from .wording import prepare

__all__ = ["KIND"]

KIND = Kind(
    id="$name",
    names={"$lang": "$words"},
    model=$model,
    langs=("$lang",),
    laws=("de",),
    judge=assess,
    prepare=prepare,
    signers=("issuer.representative",),
)
'''
_SCHEMA = '''"""What the input of '$name' holds."""

from __future__ import annotations

from typing import Literal

from $schemas.base import StrictModel
from $schemas.parts import DocumentInput, DocumentMark, Person
from $schemas.scalars import Line, Paragraph


class Signatory(StrictModel):
    """Who signs."""

    post: Line
    person: Person


class Issuer(StrictModel):
    """Who issues the document."""

    name: Line
    address: Line | None = None
    representative: Signatory


class $model(DocumentInput, DocumentMark):
    """$words."""

    kind: Literal["$name"]
    place: Line
    issuer: Issuer
    content: Paragraph
'''
_RULES = '''"""What the law makes of '$name': errors, warnings, notes."""

from __future__ import annotations

from $rules.verdict import Assessment
${gap}from .schema import $model


def assess(model: $model) -> Assessment[$model]:
    """The document as the law sees it; nothing is forbidden yet."""
    return Assessment(model)
'''
_WORDING = '''"""What the text of '$name' asks for besides the fields of the input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from $law import Law
from $resources import Templates
from $rules.verdict import Assessment
${gap}from .schema import $model


def prepare(
    _assessment: Assessment[$model],
    _templates: Templates,
    _law: Law,
    _context: Mapping[str, Any],
) -> dict[str, Any]:
    """Nothing more than the fields themselves yet."""
    return {}
'''
_TEXT = """---
title: "$words {{ number }}"
author: "{{ issuer.name }}"
page: "$page"
of: "$of"
---

::: letterhead
**{{ issuer.name }}**
{% if issuer.address %}{{ issuer.address }}{% endif %}
:::

::: title
$words {{ number }}
:::

::: spread
{{ place }} | {{ date|long }}
:::

## $chapter {#content}

1. {#matter} {{ content|sentence }}

***

::: signature {#issuer}
{{ issuer.name }}
{{ issuer.representative.post|cap }}
[$signature]
{{ issuer.representative.person|signature_name }}
:::
"""
_FIELDS = """_sections:
  document: "$s_document"
  content: "$s_content"

Signatory:
  post: {label: "$l_post", text: "$f_post", example: 'Werkstattmeister'}
  person: {label: "$l_person", text: "$f_person"}

Issuer:
  name: {label: "$l_name", text: "$f_name", example: 'Nordwerk Hausgeräte GmbH'}
  address:
    label: "$l_address"
    text: "$f_address"
    example: '"Industriestraße 12, 30179 Hannover"'
  representative: {label: "$l_person", text: "$f_person"}

$model:
  kind:
    section: document
    label: "$l_kind"
    choices: {$name: "$words"}
    text: "$f_kind"
    example: '$name'
  place: {section: document, label: "$l_place", text: "$f_place", example: 'Hannover'}
  issuer: {section: document, label: "$l_issuer", text: "$f_issuer"}
  content: {section: content, label: "$l_content", text: "$f_content", example: '"…"'}
"""
_SAMPLE = """kind: $name
lang: $lang
law: de
${house}number: "1"
date: 2026-11-23
place: Hannover
issuer:
  name: $issuer
  representative: $representative
content: …
"""
_HOUSE_FACTS = {
    "house": "house: ../house.yaml\n",
    "issuer": "{use: parties.service.name}",
    "representative": "{use: signatories.workshop}",
}
_OWN_FACTS = {
    "house": "",
    "issuer": "Nordwerk Service GmbH",
    "representative": "{post: Werkstattmeister, person: {surname: Petersen, given_name: Uwe}}",
}
_PYPROJECT = """[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "$name"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["aftersales-docs"]

[project.entry-points."aftersales_docs.kinds"]
$name = "$module:KIND"

[tool.hatch.build.targets.wheel]
packages = ["$module"]
"""
_WORDS = {
    "de": {
        "signature": "Unterschrift",
        "f_post": "Funktion dessen, der unterschreibt.",
        "f_person": "Wer unterschreibt.",
        "page": "Seite",
        "of": "von",
        "chapter": "Inhalt",
        "s_document": "Dokument",
        "s_content": "Inhalt",
        "l_post": "Funktion",
        "l_person": "Wer unterschreibt",
        "l_name": "Name",
        "l_address": "Anschrift",
        "l_kind": "Art des Dokuments",
        "l_place": "Ort",
        "l_issuer": "Aussteller",
        "l_content": "Inhalt",
        "f_name": "Name dessen, der das Dokument ausstellt.",
        "f_address": "Seine Anschrift.",
        "f_kind": "Art des Dokuments.",
        "f_place": "Ort der Ausstellung.",
        "f_issuer": "Wer das Dokument ausstellt.",
        "f_content": "Worum es geht.",
    },
    "ru": {
        "signature": "подпись",
        "f_post": "Должность подписывающего.",
        "f_person": "Кто подписывает.",
        "page": "Страница",
        "of": "из",
        "chapter": "Содержание",
        "s_document": "Документ",
        "s_content": "Содержание",
        "l_post": "Должность",
        "l_person": "Кто подписывает",
        "l_name": "Наименование",
        "l_address": "Адрес",
        "l_kind": "Вид документа",
        "l_place": "Место",
        "l_issuer": "Составитель",
        "l_content": "Содержание",
        "f_name": "Наименование составителя документа.",
        "f_address": "Его адрес.",
        "f_kind": "Вид документа.",
        "f_place": "Место составления.",
        "f_issuer": "Кто составляет документ.",
        "f_content": "О чём документ.",
    },
    "en": {
        "signature": "signature",
        "f_post": "Post of the person who signs.",
        "f_person": "Who signs.",
        "page": "Page",
        "of": "of",
        "chapter": "Subject",
        "s_document": "Document",
        "s_content": "Subject",
        "l_post": "Post",
        "l_person": "Who signs",
        "l_name": "Name",
        "l_address": "Address",
        "l_kind": "Kind of document",
        "l_place": "Place",
        "l_issuer": "Issuer",
        "l_content": "Subject",
        "f_name": "Name of the party that issues the document.",
        "f_address": "Its address.",
        "f_kind": "Kind of document.",
        "f_place": "Where it is issued.",
        "f_issuer": "Who issues the document.",
        "f_content": "What it is about.",
    },
}


@dataclass(frozen=True, slots=True)
class NewKind:
    """A kind to be laid out: its ``name`` with hyphens, its title ``words`` in ``lang``."""

    name: str
    words: str
    lang: str

    def _filled(self, source: str, **more: str) -> bytes:
        parts = self.name.split("-")
        values = {
            "name": self.name,
            "words": self.words,
            "lang": self.lang,
            "module": "_".join(parts),
            "model": "".join(part.capitalize() for part in parts),
        }
        return Template(source).substitute(values | _WORDS[self.lang] | more).encode()

    def _code(self, folder: Path, kinds: str, engine: str) -> Iterator[tuple[Path, bytes]]:
        """The modules, which import from the rooms ``kinds`` and below ``engine``."""
        rooms = {room: f"{engine}{room}" for room in ("schemas", "rules", "law", "resources")}
        sources = {"__init__": _KIND, "schema": _SCHEMA, "rules": _RULES, "wording": _WORDING}
        for module, source in sources.items():
            # Our own modules are of one package with the kind, those of a package are not.
            gap = "" if engine.startswith(".") else "\n"
            content = self._filled(source, kind=f"{kinds}kind", gap=gap, **rooms)
            yield folder / f"{module}.py", content

    def _data(self, folder: Path) -> Iterator[tuple[Path, bytes]]:
        yield folder / "texts" / self.name / f"{self.lang}.md", self._filled(_TEXT)
        yield folder / "fields" / self.name / f"{self.lang}.yaml", self._filled(_FIELDS)

    def in_house(self, root: Path) -> dict[Path, bytes]:
        """The files of a kind of the house, by their paths."""
        kinds = root / "src" / "aftersales_docs" / "kinds"
        sample = root / "samples" / self.name / f"house-first.{self.lang}.de.yaml"
        return {
            **dict(self._code(kinds / self.name.replace("-", "_"), "..", "...")),
            **dict(self._data(root / "templates")),
            **dict(_catalogues(kinds / self.name.replace("-", "_") / "locale")),
            sample: self._filled(_SAMPLE, **_HOUSE_FACTS),
        }

    def package(self, folder: Path) -> dict[Path, bytes]:
        """The files of a package that brings the kind, by their paths."""
        module = folder / self.name.replace("-", "_")
        return {
            folder / "pyproject.toml": self._filled(_PYPROJECT),
            **dict(self._code(module, "aftersales_docs.kinds.", "aftersales_docs.")),
            **dict(self._data(module / "templates")),
            folder / "samples" / f"first.{self.lang}.de.yaml": self._filled(_SAMPLE, **_OWN_FACTS),
        }


def _catalogues(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The kind's own catalogues, still empty: what its rules will say in other languages."""
    for lang in MESSAGE_LANGS:
        po = po_text(Catalog(locale=lang, domain=DOMAIN, header_comment="", fuzzy=False))
        path = po_path(lang, folder)
        yield path, po
        yield path.with_suffix(".mo"), mo_bytes(po, lang)


def main(arguments: list[str] | None = None) -> None:
    """Write the files of a new kind; nothing that exists is overwritten."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the kind's name, such as loan-unit-handover")
    parser.add_argument("--title", required=True, help="its title, as a document has it")
    parser.add_argument("--lang", choices=LANGS, default="de")
    parser.add_argument("--package", type=Path, help="the folder of a package of its own")
    given = parser.parse_args(arguments)
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", given.name):
        parser.error("a name is of small letters and figures, joined by hyphens")
    kind = NewKind(given.name, given.title, given.lang)
    files = kind.package(given.package) if given.package else kind.in_house(data_root())
    if there := [path for path in files if path.exists()]:
        sys.exit(f"{there[0]} exists already; choose another name, or take it away first")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(path)


if __name__ == "__main__":
    main()

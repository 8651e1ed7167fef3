"""What a finished file carries of its origin, and whether that is still what is here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .document import Document, Parallel
from .document.house import house_of
from .embedding.fingerprint import schema_mark, templates_mark
from .embedding.manifest import Inside, inside_of
from .kinds import KINDS
from .language import LANGS
from .loading import Input
from .resources import schema_path, templates
from .schemas.carried import carried
from .schemas.export import schema_text
from .schemas.parts import DocumentInput

# The other side first: it is what a register is searched by.
PARTIES = ("claimant", "customer", "seller", "principal", "contractor", "organisation")


@lru_cache(maxsize=64)
def _schema_mark(kind: str) -> str:
    """The mark of the schema of ``kind``, which a package need not keep as a file."""
    path = schema_path(kind)
    if path.is_file():
        return schema_mark(path.read_bytes())
    return schema_mark(schema_text(KINDS[kind].model, kind).encode())


def carries_data(data: Input, with_data: bool | None = None) -> bool:
    """Whether the files of ``data`` carry the input: as asked, else as its kind has it."""
    return data.kind.data_inside(data.model) if with_data is None else with_data


def inside(
    document: Document,
    own_templates: Path | None = None,
    data: Input | None = None,
    with_data: bool | None = None,
) -> Inside:
    """What the files of ``document`` carry besides its pages: the manifest, and the input.

    The input is left out where ``data`` is not given, or ``with_data`` or its kind says so.
    """
    inputs: dict[str, bytes] = {}
    if data is not None and carries_data(data, with_data):
        second = data.second
        inputs = (
            carried(data.source, second.source, second.model.lang)
            if second
            else carried(data.source)
        )
    meta = document.meta
    others = (
        lang for block in document.blocks if isinstance(block, Parallel) for lang in block.langs
    )
    langs = tuple(dict.fromkeys((meta.lang, *others)))
    return inside_of(
        document,
        inputs,
        langs=langs,
        schema=_schema_mark(meta.kind),
        templates=templates_mark(templates(own_templates), meta.kind, langs, meta.layout),
        number=getattr(data.model, "number", None) if data else None,
        parties=_parties(data.model) if data else (),
    )


def _parties(model: DocumentInput) -> tuple[str, ...]:
    """The companies for which or between which a document is made; never a private person.

    A name that programs find without reading the pages is more than a letter needs.
    """
    found = (getattr(model, field, None) for field in PARTIES)
    names = (
        getattr(party, "company", None) or getattr(party, "name", None)
        for party in found
        if party is not None
    )
    return tuple(str(name) for name in names if name)


def marks(
    manifest: Mapping[str, Any], own_templates: Path | None = None
) -> dict[str, bool | None]:
    """Whether a finished file's ``schema`` and ``templates`` are those that are here today.

    ``None`` where its manifest does not tell.
    """
    kind, layout = manifest.get("kind"), manifest.get("layout")
    langs = manifest.get("langs")
    here: dict[str, str] = {}
    if isinstance(kind, str) and kind in KINDS:
        own = templates(own_templates)
        here["schema"] = _schema_mark(kind)
        # What a file of others names may lead anywhere; only what is known here is looked up.
        spoken = isinstance(langs, list) and all(lang in LANGS for lang in langs)
        if spoken and layout in list(house_of(own).layouts):
            here["templates"] = templates_mark(own, kind, tuple(langs or ()), str(layout))
    return {
        key: manifest[key] == here[key] if manifest.get(key) and key in here else None
        for key in ("schema", "templates")
    }

"""What a finished file says of itself to programs, and the input it may carry.

The Word file carries both as custom XML parts, the PDF as attached files. The manifest
holds no word of the input that the document does not show.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from typing import Any, Final

from .. import sandbox
from ..document import AttachedFile, Document, Meta, PicturePage, plain, signature_places
from ..errors import DataError, Place, Problem
from .attachments import MANIFEST_NAME, MANIFEST_NAMESPACE, attached_files
from .file_trouble import trouble_of

NAME: Final = MANIFEST_NAME
NAMESPACE: Final = MANIFEST_NAMESPACE
FORMAT: Final = 2
# Only such names are read back: a hostile one could lead out of the folder.
_INPUT = re.compile(r"input(\.[a-z]{2})?\.(yaml|json)")


@dataclass(frozen=True, slots=True)
class Inside:
    """What a finished file carries besides its pages.

    ``manifest`` is JSON; ``inputs`` are the input files by name, none where the data is
    left out.
    """

    manifest: str
    inputs: Mapping[str, bytes] = field(default_factory=dict, hash=False)


@lru_cache(maxsize=1)
def program_version() -> str:
    """The version of this program."""
    return version("aftersales-docs")


def inside_of(  # noqa: PLR0913 (one parameter a key of the manifest)
    document: Document,
    inputs: Mapping[str, bytes] | None = None,
    *,
    langs: tuple[str, ...] = (),
    schema: str = "",
    templates: str = "",
    number: str | None = None,
    parties: tuple[str, ...] = (),
) -> Inside:
    """What the files of ``document`` carry; the same document gives the same bytes.

    ``langs`` are the languages, the first that of the document; ``schema`` and
    ``templates`` are the marks of the input's schema and of the texts and templates that
    were used; ``number`` and ``parties`` are those that its pages show. Without ``inputs``
    the data is left out.
    """
    meta = document.meta
    data: dict[str, Any] = {
        "format": FORMAT,
        "program": program_version(),
        "kind": meta.kind,
        "schema": schema or None,
        "templates": templates or None,
        "lang": meta.lang,
        "langs": list(langs or (meta.lang,)),
        "law": meta.law,
        "layout": meta.layout,
        "title": meta.title,
        "number": number,
        **_edition(meta),
        "parties": list(parties),
        "accepted_warnings": list(meta.accepted),
        "signature_fields": [place.id for place in signature_places(document.blocks)],
        "data": list(inputs or ()),
        "clauses": dict(meta.clauses),
    }
    data |= _where_there(document)
    return Inside(json.dumps(data, ensure_ascii=False, indent=1), dict(inputs or {}))


def _where_there(document: Document) -> dict[str, Any]:
    """What stands in the manifest of some documents only: draft, enclosures."""
    enclosures = list(_enclosures(document))
    draft = {"draft": True} if document.meta.draft else {}
    return draft | ({"enclosures": enclosures} if enclosures else {})


def _edition(meta: Meta) -> dict[str, str | None]:
    """The days of a document and its version."""
    return {
        "issued": meta.issued.isoformat() if meta.issued else None,
        "version": meta.version or None,
        "replaces": meta.replaces or None,
        "valid_from": meta.valid_from.isoformat() if meta.valid_from else None,
    }


def _enclosures(document: Document) -> Iterator[dict[str, str]]:
    """The enclosed files: what they are called, and the SHA-256 sums by which they are known.

    ``original`` is that of the file as it was named, ``shown`` that of what the document shows
    of it: of a picture the file without place, device and time.
    """
    for block in document.blocks:
        match block:
            case PicturePage():
                rows = zip(block.captions, block.marks, block.pictures, strict=True)
                for caption, mark, picture in rows:
                    yield _marked(plain(caption), mark, picture.content)
            case AttachedFile():
                title = f"{plain(block.heading)}: {plain(block.title)}"
                yield _marked(title, block.mark, block.content)
            case _:
                pass


def _marked(title: str, original: str, content: bytes) -> dict[str, str]:
    shown = hashlib.sha256(content).hexdigest()
    return {"title": title, "original": original, "shown": shown}


def read_manifest(content: bytes, name: str) -> dict[str, Any]:
    """The manifest of a Word or PDF file; ``name`` is what messages call it.

    One of an older program lacks the keys that came later.

    Raises:
        DataError: the file carries none, or is neither Word nor PDF.

    """
    try:
        data = json.loads(_files(content, name).get(NAME, b""))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not isinstance(data.get("clauses"), dict):
        # A file that can't be read is told as that, not as one of another program.
        if trouble := sandbox.run_reader(trouble_of, content):
            raise DataError(replace(trouble, place=Place(name)))
        raise DataError(
            Problem(
                "no-manifest",
                "the file does not say which clauses it holds.",
                "Give a Word or PDF file that this program made.",
                place=Place(name),
            )
        )
    return data


def _files(content: bytes, name: str) -> Mapping[str, bytes]:
    """The files inside; what is wrong with them is told of the file ``name``."""
    try:
        return attached_files(content)
    except DataError as error:
        raise DataError(replace(one, place=Place(name)) for one in error.problems) from error


def read_inputs(content: bytes) -> dict[str, bytes]:
    """The input files inside a Word or PDF file, by name, the first language first."""
    files = attached_files(content)
    names = sorted((name for name in files if _INPUT.fullmatch(name)), key=lambda n: n.count("."))
    return {name: files[name] for name in names}

"""Looking through a user's texts, catalogue and house style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from ..document.house import house_of
from ..errors import LibraryError, Place, Problem
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..nearest import nearest
from ..resources import Templates
from ..schemas.shapes import ANYTHING, Record, Shape
from ..texts import catalogue
from ..texts.environment import environment
from ..texts.parser import Source, TextFile
from .faults import TemplateFault
from .jinja_usage import UsageChecker
from .template_names import citations, pieces, read_text, text_names

_SIGNED_FORMS = {"signature", "closing", "stamp"}
_REFERENCE = re.compile(r"\[\[([a-z][a-z0-9-]*)(?::\w+)?\]\]")
_USE = re.compile(r"\]\(([a-z][\w-]*)\)")


def text_problems(path: Path, own: Templates, wanted: Sequence[Kind]) -> list[Problem]:
    """Everything wrong with the text at ``path`` (``texts/<kind>/<lang>.md``)."""
    name, lang = path.parent.name, next((code for code in LANGS if code == path.stem), None)
    if name not in KINDS or lang is None:
        near = nearest(name, KINDS) if name not in KINDS else None
        cure = f"Did you mean '{near}'?" if near else "Call it texts/<kind>/<language>.md."
        return [
            Problem(
                "template-unused",
                "no document asks for a text of this name.",
                cure,
                place=Place(str(path)),
            )
        ]
    kind = KINDS[name]
    if kind not in wanted:
        return []
    try:
        text = read_text(own, kind, lang)
    except LibraryError as error:
        return list(error.problems)
    found = [*_names(text, kind, lang), *_references(text), *_lacking(text, kind)]
    return [
        Problem(
            one.code,
            one.message,
            one.cure,
            place=Place(str(path), one.line),
            severity=one.severity,
        )
        for one in dict.fromkeys(found)
    ]


def _names(text: TextFile, kind: Kind, lang: Lang) -> Iterator[TemplateFault]:
    """Names, filters and citations that are not there."""
    names = dict.fromkeys(text_names(kind.id, lang), ANYTHING)
    names["cite"] = _cite(lang)
    for line, piece in pieces(text):
        if "{" not in piece:
            continue
        reader = UsageChecker(environment(lang), names, kind.id)
        reader.read(piece)
        for one in reader.findings:
            yield TemplateFault(line + one.line - 1, one.code, one.message, one.cure, one.severity)


def _all(blocks: Sequence[Source]) -> Iterator[Source]:
    for block in blocks:
        yield block
        yield from _all(block.children)


def _references(text: TextFile) -> Iterator[TemplateFault]:
    """References to clauses, and uses of terms, that the text does not hold."""
    blocks = list(_all(text.blocks))
    targets = {block.attributes.id for block in blocks if block.attributes.id}
    terms = {block.attributes.options.get("defines", "") for block in blocks} - {""}
    for line, piece in pieces(text):
        for pattern, known, called in ((_REFERENCE, targets, "clause"), (_USE, terms, "term")):
            for name in pattern.findall(piece):
                if name in known:
                    continue
                near = nearest(name, known)
                yield TemplateFault(
                    line,
                    "unknown-reference",
                    f"this text has no {called} '{name}'.",
                    f"Did you mean '{near}'?" if near else "Take the reference out.",
                )


def _lacking(text: TextFile, kind: Kind) -> Iterator[TemplateFault]:
    """The obligatory parts of a document that a text does not hold."""
    if kind.signers and not any(block.form in _SIGNED_FORMS for block in _all(text.blocks)):
        yield TemplateFault(
            1,
            "no-signature",
            "there is no place for the signature.",
            "Write a form '::: signature' or, in a letter, '::: closing'.",
        )
    if "number" not in kind.model.model_fields:
        return
    if not any(re.search(r"\bnumber\b", piece) for _, piece in pieces(text)):
        yield TemplateFault(
            1,
            "no-number",
            "there is no place for the document's number.",
            "Put {{ number }} where the reader looks for it.",
        )


_CATALOGUES = (*get_args(catalogue.Section), "roles", "parties")


def is_asked_for(path: Path) -> bool:
    """Whether any document asks for a file of the catalogue of this name."""
    return path.stem in _CATALOGUES


def catalogue_problems(path: Path, own: Templates) -> list[Problem]:
    """Everything wrong with a file of the catalogue."""
    name = path.stem
    if not is_asked_for(path):
        near = nearest(name, _CATALOGUES)
        return [
            Problem(
                "template-unused",
                "no document asks for a catalogue of this name.",
                f"Did you mean '{near}'?" if near else f"Names: {', '.join(_CATALOGUES)}.",
                place=Place(str(path)),
            )
        ]
    try:
        return list(_catalogue(path, own, name))
    except LibraryError as error:
        return list(error.problems)
    except (KeyError, TypeError, ValueError):
        return [
            Problem(
                "catalogue-entry",
                "an entry is not as it should be.",
                "Compare it with the built-in file.",
                place=Place(str(path)),
            )
        ]


def _catalogue(path: Path, own: Templates, name: str) -> Iterator[Problem]:
    if name == "roles":
        catalogue.roles(own)
    elif name == "parties":
        for lang in LANGS:
            catalogue.words(own, name, lang)
    else:
        yield from _wordings(path, own, name)


def _wordings(path: Path, own: Templates, name: str) -> Iterator[Problem]:
    """Wordings with Jinja that can't be filled, each with the line of its key."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, wording in catalogue.section(own, name).items():
        line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{key}:")), None)
        for (lang, _), words in wording.texts.items():
            if "{" not in words:
                continue
            reader = UsageChecker(environment(lang), {"cite": _cite(lang)})
            reader.read(words)
            for one in reader.findings:
                if one.code in {"template-syntax", "template-forbidden"} or "cite." in one.message:
                    yield Problem(
                        one.code, one.message, one.cure, f"{key}.{lang}", Place(str(path), line)
                    )


def _cite(lang: str) -> Shape:
    keys = sorted(citations(lang))
    return Shape((Record(tuple((key, object) for key in keys)),))


def house_problems(own: Templates) -> list[Problem]:
    """Everything wrong with the house style."""
    try:
        house_of(own)
    except LibraryError as error:
        return list(error.problems)
    return []

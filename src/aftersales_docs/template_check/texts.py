"""Looking through a user's texts, catalogue and house style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from ..document.house import house_of
from ..errors import LibraryError, Place, Problem, worded
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..nearest import did_you_mean
from ..resources import Templates
from ..schemas.shapes import ANYTHING, Record, Shape
from ..texts import catalogue
from ..texts.environment import environment
from ..texts.form_faults import is_target, without_jinja
from ..texts.inline import REFERENCE
from ..texts.reading import read_text, shared_pieces
from ..texts.source import Source, TextFile
from .expressions import TemplateFault
from .jinja_usage import UsageChecker
from .template_names import citations, field_shapes, pieces, text_names

_TRUTH = "prints-truth"
_SIGNED_FORMS = {"signature", "closing", "stamp"}
_USE = re.compile(r"(?<!\])\]\(([^()\s]*)\)")


def text_problems(path: Path, own: Templates, wanted: Sequence[Kind]) -> list[Problem]:
    """Everything wrong with the text at ``path`` (``texts/<kind>/<lang>.md``)."""
    name, lang = path.parent.name, next((code for code in LANGS if code == path.stem), None)
    if name not in KINDS or lang is None:
        near = did_you_mean(name, KINDS) if name not in KINDS else ""
        cure = near or "Call it texts/<kind>/<language>.md."
        return [_unused_file(path, "no document asks for a text of this name.", cure)]
    return _of_kind(own, KINDS[name], lang) if KINDS[name] in wanted else []


def shared_problems(path: Path, own: Templates, wanted: Sequence[Kind]) -> list[Problem]:
    """Everything wrong with a shared piece (``texts/shared/<name>/<lang>.md``).

    It is read as part of each text that takes it in, with what that text gives it.
    """
    name, lang = path.parent.name, next((code for code in LANGS if code == path.stem), None)
    if lang is None:
        return [
            _unused_file(
                path, "no text is in this language.", "Call it texts/shared/<name>/<language>.md."
            )
        ]
    found: list[Problem] = []
    asked = False
    for kind in (kind for kind in KINDS.values() if lang in kind.langs):
        try:
            asked = asked or name in read_text(own, kind.id, lang).shared
        except LibraryError:
            asked = True  # What is wrong may be this piece.
        if kind in wanted:
            found += _of_kind(own, kind, lang)
    if not asked:
        others = {*shared_pieces(own, lang).names()} - {name}
        cure = did_you_mean(name, others) or "Take it in by '@name'."
        return [_unused_file(path, "no text takes in a shared piece of this name.", cure)]
    return [one for one in found if one.code == "text-include" or _is_in(one, path)]


def _is_in(problem: Problem, path: Path) -> bool:
    return problem.place is not None and problem.place.file == str(path)


def _unused_file(path: Path, message: str, cure: str) -> Problem:
    return Problem("template-unused", message, cure, place=Place(str(path)))


def _of_kind(own: Templates, kind: Kind, lang: Lang) -> list[Problem]:
    """Everything wrong with the text of a kind, and with the shared pieces in it."""
    try:
        text = read_text(own, kind.id, lang)
    except LibraryError as error:
        return list(error.problems)
    found = [*_names(text, kind, lang), *_references(text), *_lacking(text, kind)]
    return list(dict.fromkeys(found))


def _names(text: TextFile, kind: Kind, lang: Lang) -> Iterator[Problem]:
    """Names, filters and citations that are not there, and truths that are printed.

    What a kind prepares may stand in for a field, so that its parts are not known; only
    that yes or no is printed can be told from the types of the fields.
    """
    names = dict.fromkeys(text_names(kind.id, lang), ANYTHING)
    names |= {"cite": _cite(lang), "law": field_shapes(kind)["law"]}
    typed = names | field_shapes(kind)
    for place, piece in pieces(text):
        if "{" not in piece:
            continue
        found = _findings(piece, names, kind, lang)
        truths = (one for one in _findings(piece, typed, kind, lang) if one.code == _TRUTH)
        for one in (*found, *truths):
            line = (place.line or 1) + one.line - 1
            at = Place(place.file, line)
            yield Problem(one.code, one.message, one.cure, place=at, severity=one.severity)


def _findings(
    piece: str, names: Mapping[str, Shape], kind: Kind, lang: Lang
) -> list[TemplateFault]:
    reader = UsageChecker(environment(lang), names, kind.id)
    reader.read(piece)
    return reader.findings


def _all(blocks: Sequence[Source]) -> Iterator[Source]:
    for block in blocks:
        yield block
        yield from _all(block.children)


def _references(text: TextFile) -> Iterator[Problem]:
    """References to clauses, and uses of terms, that the text does not hold."""
    blocks = list(_all(text.blocks))
    targets = {block.attributes.id for block in blocks if is_target(block)}
    terms = {block.attributes.options.get("defines", "") for block in blocks} - {""}
    for place, piece in pieces(text):
        said = without_jinja(piece)
        for pattern, known, called in ((REFERENCE, targets, "clause"), (_USE, terms, "term")):
            for match in pattern.finditer(said):
                name = match[1]
                if name in known:
                    continue
                cure = did_you_mean(name, known) or "Take the reference out."
                message = worded("this text has no {called} '{name}'.", called=called, name=name)
                yield Problem("unknown-reference", message, cure, place=place)


def _lacking(text: TextFile, kind: Kind) -> Iterator[Problem]:
    """The obligatory parts of a document that a text does not hold."""
    top = Place(text.name, 1)
    if kind.signers and not any(block.form in _SIGNED_FORMS for block in _all(text.blocks)):
        yield Problem(
            "no-signature",
            "there is no place for the signature.",
            "Write a form '::: signature' or, in a letter, '::: closing'.",
            place=top,
        )
    if "number" not in kind.model.model_fields:
        return
    if not any(re.search(r"\bnumber\b", piece) for _, piece in pieces(text)):
        yield Problem(
            "no-number",
            "there is no place for the document's number.",
            worded("Put {{{{ number }}}} where the reader looks for it."),
            place=top,
        )


_CATALOGUES = (*get_args(catalogue.Section), "roles", "parties")


def is_asked_for(path: Path) -> bool:
    """Whether any document asks for a file of the catalogue of this name."""
    return path.stem in _CATALOGUES


def catalogue_problems(path: Path, own: Templates) -> list[Problem]:
    """Everything wrong with a file of the catalogue."""
    name = path.stem
    if not is_asked_for(path):
        return [
            Problem(
                "template-unused",
                "no document asks for a catalogue of this name.",
                did_you_mean(name, _CATALOGUES)
                or worded("Names: {CATALOGUES}.", CATALOGUES=", ".join(_CATALOGUES)),
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
        for role in catalogue.roles(own).values():
            yield from catalogue.role_faults(role, own)
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

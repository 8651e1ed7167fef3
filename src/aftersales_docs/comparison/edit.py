"""Tracked changes inside one paragraph: which runs go, what is written and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..ooxml.elements import Element, copied, find, local, new, text_node
from ..ooxml.runs import Field, Piece
from ..ooxml.stories import WordParagraph
from ..ooxml.tracked_change_writer import TrackedChangeWriter
from ..ooxml.tracked_changes import Revision
from ..ooxml.words import plain
from .diff import Hunk

Span = tuple[int, int]
_WRAPPED = {"del", "moveFrom"}
_CLIMBED = {"fldSimple", "hyperlink"}


@dataclass(eq=False, slots=True)
class _Atom:
    """Characters ``start`` to ``end`` of a paragraph, and the run that holds them alone."""

    run: Element
    start: int
    end: int
    piece: Piece


def cut(pieces: Sequence[Piece], span: Span) -> Iterator[Piece]:
    """The pieces of a stretch of characters, shortened to it."""
    at = 0
    for piece in pieces:
        start, end = max(at, span[0]) - at, min(at + len(piece.text), span[1]) - at
        if start < end:
            yield replace(piece, text=piece.text[start:end])
        at += len(piece.text)


def edit(
    writer: TrackedChangeWriter,
    old: WordParagraph,
    new_pieces: Sequence[Piece],
    changes: Sequence[Hunk],
    silently: Sequence[Span] | None,
) -> None:
    """Mark ``changes`` in the paragraph ``old``.

    ``silently`` are the stretches that went without tracking; ``None`` if all did.
    """
    cuts = {place for hunk in changes for place in hunk.old}
    cuts |= {place for span in silently or () for place in span}
    atoms = _atoms(old, cuts)
    for hunk in changes:
        written = list(cut(new_pieces, hunk.new))
        doomed = [atom for atom in atoms if hunk.old[0] <= atom.start and atom.end <= hunk.old[1]]
        place = _place(atoms, hunk.old[1])
        base = find(place[0].run, "rPr") if place is not None else None
        reshaped = bool(doomed) and _words(old.pieces, hunk.old) == _words(new_pieces, hunk.new)
        if reshaped and not any(_covered(atom, silently or ()) for atom in doomed):
            # The same words in another look: whoever tracked that marked no words.
            written = [replace(one, revision=one.revision or Revision("", "")) for one in written]
        runs = list(writer.written(written, base, silent=silently is None))
        _delete(writer, atoms, doomed, written, silently)
        if place is not None and runs:
            _insert(*place, runs, written[0])


def _words(pieces: Sequence[Piece], span: Span) -> str:
    return plain("".join(piece.text for piece in cut(pieces, span)))


def _atoms(para: WordParagraph, cuts: set[int]) -> list[_Atom]:
    """The text of a paragraph, its runs split wherever ``cuts`` ask for it."""
    atoms: list[_Atom] = []
    at = 0
    group: list[tuple[int, Piece]] = []
    for piece in para.pieces:
        if group and group[0][1].run is not piece.run:
            atoms += _split(para, group, cuts)
            group = []
        group.append((at, piece))
        at += len(piece.text)
    return atoms + (_split(para, group, cuts) if group else [])


def _split(para: WordParagraph, group: Sequence[tuple[int, Piece]], cuts: set[int]) -> list[_Atom]:
    run = group[0][1].run
    start, end = group[0][0], group[-1][0] + len(group[-1][1].text)
    if local(run) != "r":
        return []  # A formula: told, but not marked.
    inside = sorted(place for place in cuts if start < place < end)
    if not inside or group[0][1].node is None:
        return [_Atom(run, start, end, group[0][1])]
    atoms = _torn(run, group, inside)
    _tell_fields(para, run, [atom.run for atom in atoms])
    return atoms


def _torn(run: Element, group: Sequence[tuple[int, Piece]], inside: Sequence[int]) -> list[_Atom]:
    """One run as several; the first is ``run`` itself."""
    known = {piece.node: (at, piece) for at, piece in group}
    properties = find(run, "rPr")
    bounds = set(inside)
    atoms = [_Atom(run, group[0][0], group[0][0], group[0][1])]
    for child in [node for node in run if local(node) != "rPr"]:
        at, piece = known.get(child, (-1, None))
        if piece is None:
            atoms[-1].run.append(child)
            continue
        for start, text, node in _parts(child, piece.text, at, bounds):
            if start in bounds:
                following = new(
                    "r", *([copied(properties, "rPr", ())] if properties is not None else [])
                )
                atoms[-1].run.addnext(following)
                atoms.append(_Atom(following, start, start, piece))
            atoms[-1].run.append(node)
            atoms[-1].end = start + len(text)
            if atoms[-1].start == atoms[-1].end - len(text):
                atoms[-1].piece = piece
    return atoms


def _parts(
    node: Element, text: str, at: int, bounds: set[int]
) -> Iterator[tuple[int, str, Element]]:
    """A text element as several, one from each bound to the next."""
    places = sorted(place - at for place in bounds if at < place < at + len(text))
    if not places:
        yield at, text, node
        return
    node.getparent().remove(node)
    for start, end in zip([0, *places], [*places, len(text)], strict=True):
        yield at + start, text[start:end], text_node(text[start:end])


def _tell_fields(para: WordParagraph, run: Element, runs: Sequence[Element]) -> None:
    """Put the parts of a torn run into the fields that held it."""
    for source in {id(p.source): p.source for p in para.pieces if p.source}.values():
        if run in source.runs:
            place = source.runs.index(run)
            source.runs[place : place + 1] = runs


def _delete(
    writer: TrackedChangeWriter,
    atoms: Sequence[_Atom],
    doomed: Sequence[_Atom],
    written: Sequence[Piece],
    silently: Sequence[Span] | None,
) -> None:
    names = {piece.field for piece in written}
    for atom in doomed:
        tracked = silently is not None and not _covered(atom, silently)
        source = atom.piece.source
        whole = source is not None and _all_go(source, atoms, doomed)
        if source is not None and whole and (atom.piece.node is None or source.name not in names):
            for run in source.runs:
                writer.strike(run, tracked=tracked)
        else:
            writer.strike(atom.run, tracked=tracked)


def _covered(atom: _Atom, spans: Sequence[Span]) -> bool:
    return any(start <= atom.start and atom.end <= end for start, end in spans)


def _all_go(source: Field, atoms: Sequence[_Atom], doomed: Sequence[_Atom]) -> bool:
    mine = [atom for atom in atoms if atom.piece.source is source]
    return all(atom in doomed for atom in mine)


def _place(atoms: Sequence[_Atom], at: int) -> tuple[_Atom, bool] | None:
    """The text beside which new words go, and whether they go after it."""
    if not atoms:
        return None
    before = [atom for atom in atoms if atom.end <= at]
    return (before[-1], True) if before else (atoms[0], False)


def _insert(atom: _Atom, after: bool, runs: Sequence[Element], first: Piece) -> None:
    """Put ``runs`` beside ``atom``: outside of its field, unless they belong to it."""
    anchor = atom.run
    source = atom.piece.source
    strange = atom.piece.field != first.field or atom.piece.node is None
    if source is not None and source.runs and strange:
        anchor = source.runs[-1 if after else 0]
    anchor = _outermost(anchor, strange=strange)
    if not after:
        for run in runs:
            anchor.addprevious(run)
        return
    for run in reversed(runs):
        anchor.addnext(run)


def _outermost(anchor: Element, *, strange: bool) -> Element:
    names = _WRAPPED | _CLIMBED if strange else _WRAPPED
    above = anchor.getparent()
    while above is not None and local(above) in names:
        anchor, above = above, above.getparent()
    return anchor

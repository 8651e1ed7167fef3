"""What a link says in words: where it leads."""

from __future__ import annotations

from ..document import Annex, Clause, Contents, Document, flat, plain


def link_texts(document: Document) -> dict[str, str]:
    """What a link to each part leads to: its number, and a heading's words."""
    texts: dict[str, str] = {}
    for block in flat(document.blocks):
        match block:
            case Clause(id=name, level=level, number=number, content=content):
                texts[name] = f"{number} {plain(content)}" if level == 1 else number.rstrip(".")
            case Annex(id=name, before=before, number=number, after=after):
                texts[name] = plain(before) + number + plain(after)
            case Contents(entries=entries):
                for one in entries:
                    texts.setdefault(one.target, f"{one.number} {plain(one.title)}".strip())
    return texts

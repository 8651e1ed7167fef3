"""The neutral tree as one piece of data for the Typst source."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from ...document import (
    Annex,
    AttachedFile,
    Clause,
    Closing,
    Contents,
    Document,
    Fields,
    Foot,
    Heading,
    Inline,
    Items,
    Letterhead,
    Opening,
    Paragraph,
    Parallel,
    PicturePage,
    Ref,
    Salutation,
    SignaturePair,
    Signatures,
    Spread,
    Stamp,
    Subject,
    Table,
    Text,
    Title,
    flat,
    map_leaves,
)
from ...language import LANGUAGE_TAGS
from ..attached import DAY_OF_NONE
from . import forms, letters, pictures, tables
from .blocks import BlockWriter, Frame, Registry
from .contents import contents
from .glyphs import settable
from .style import Style

# What writes each block; a test holds it to all blocks that there are.
WRITERS: Final[Registry] = {
    Annex: BlockWriter.annex,
    AttachedFile: pictures.attached,
    Clause: BlockWriter.clause,
    Closing: forms.closing,
    Contents: contents,
    Fields: tables.fields,
    Foot: letters.foot,
    Heading: BlockWriter.heading,
    Items: BlockWriter.items,
    Letterhead: letters.letterhead,
    Opening: letters.opening,
    Paragraph: BlockWriter.paragraph,
    Parallel: BlockWriter.parallel,
    PicturePage: pictures.page,
    Salutation: letters.salutation,
    SignaturePair: forms.pair,
    Signatures: forms.signatures,
    Spread: BlockWriter.spread,
    Stamp: forms.stamp,
    Subject: letters.subject,
    Table: tables.table,
    Title: BlockWriter.title,
}


@dataclass(frozen=True, slots=True)
class Written:
    """The data of a document; ``targets`` are the places in it whose positions are asked for.

    ``pictures`` are the files that the data name.
    """

    text: str
    targets: list[str]
    pictures: dict[str, bytes] = field(default_factory=dict)


def written(document: Document, style: Style) -> Written:
    """``document``, fitted to the page, as data for the Typst source."""
    meta = document.meta
    writer = BlockWriter(style, WRITERS)
    titled = any(isinstance(block, Title | Subject) for block in flat(document.blocks))
    frame = Frame(style.width, chapter=2 if titled else 1)
    blocks = writer.flow(document.blocks, frame)
    lang, region = LANGUAGE_TAGS[meta.lang].split("-")
    day = meta.issued or DAY_OF_NONE
    foot = (line for one in document.blocks if isinstance(one, Foot) for line in one.lines)
    narrow = style.width / style.house.sizes.caption
    logo = pictures.running(writer, document.blocks)
    data: dict[str, Any] = {
        "lang": lang,
        "region": region,
        "title": settable(meta.title),
        "author": meta.author,
        # Archives want a day; one that has none says so in the finished file by saying nothing.
        "date": [day.year, day.month, day.day],
        "labels": {name: settable(label) for name, label in meta.labels.items()},
        "initials": [settable(name) for name in meta.initials],
        "version": settable(meta.version),
        "draft": meta.draft,
        "foot": [writer.words(map_leaves(line, _unlinked), narrow) for line in foot],
        "logo": logo,
        "blocks": blocks,
        "targets": writer.led_to(),
    }
    return Written(json.dumps(data, ensure_ascii=False), data["targets"], writer.pictures)


def _unlinked(node: Inline) -> Inline:
    """``node`` of a running foot, which as an artifact can't lead anywhere (PDF/UA-1)."""
    return Text(node.label) if isinstance(node, Ref) else node

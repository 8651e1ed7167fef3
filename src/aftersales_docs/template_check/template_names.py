"""What a template of a kind gets: the same names that rendering gives, with their shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, cast

from jinja2 import TemplateError, meta

from ..document import Meta
from ..document.house import Fonts, House, Layout, Margins
from ..errors import AftersalesError, Place
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..law import LAWS, law_of
from ..resources import Templates, templates
from ..sandbox import NAMES, Format
from ..schemas.shapes import ANYTHING, TRUTH, Record, Shape, fields_of, shape_of
from ..texts.environment import environment
from ..texts.library import base_context
from ..texts.reading import read_text
from ..texts.source import Source, TextFile


def page_shapes(kind: Kind, format_: Format, own: Templates) -> dict[str, Shape]:
    """The names that a Word or HTML template gets for a document of ``kind``."""
    found = {name: shape_of(type_) for name, type_ in NAMES[format_].items()}
    found["data"] = Shape((kind.model,))
    found["meta"] = Shape((Meta,))
    labels = _labels(kind, own)
    known = Shape((Record(tuple((label, str) for label in labels)),)) if labels else ANYTHING
    found["labels"] = known
    return found


def _labels(kind: Kind, own: Templates) -> list[str]:
    """The words for writers that the texts of ``kind`` bring in every language.

    None where no text can be read: which there are is then not known.
    """
    found: set[str] | None = None
    for lang in kind.langs:
        try:
            labels = set(read_text(own, kind.id, lang).labels)
        except AftersalesError:
            continue  # What is wrong with a text is told where texts are looked at.
        found = labels if found is None else found & labels
    return sorted(found or ())


def style_shapes() -> dict[str, Shape]:
    """The names that a style sheet gets."""
    families = Record(tuple((name, str) for name in Fonts.model_fields if name != "rescue"))
    fields = {name: shape_of(type_) for name, type_ in fields_of(House).items()}
    return fields | {
        "margins": Shape((Margins,)),
        "number": Shape((str,)),
        "layout": Shape((Layout,)),
        "families": Shape((families,)),
    }


@lru_cache(maxsize=32)
def layouts_of(name: str) -> frozenset[str]:
    """The pages that documents of the kind ``name`` may stand on."""
    kind = KINDS[name]
    models: list[Any] = [
        SimpleNamespace(lang=lang, law=law, bilingual=bilingual)
        for lang in kind.langs
        for law in kind.laws
        for bilingual in (None, SimpleNamespace(layout="columns"))
    ]
    return frozenset(kind.layout(model) for model in models)


@lru_cache(maxsize=64)
def text_names(name: str, lang: Lang) -> frozenset[str]:
    """The names that a text of the kind ``name`` gets.

    These are the fields of its data and all that the built-in texts ask for: what their
    preparation gives is there for every text.
    """
    env = environment(lang)
    kind = KINDS[name]
    found = {*kind.model.model_fields, *base_context(lang), *_ALWAYS}
    for other in LANGS:
        try:
            text = read_text(templates(), kind.id, other)
        except AftersalesError:
            continue
        for _, piece in pieces(text):
            try:
                found |= meta.find_undeclared_variables(env.parse(piece))
            except TemplateError:
                continue
    return frozenset(found)


def field_shapes(kind: Kind) -> dict[str, Shape]:
    """The shapes of the fields that a text of ``kind`` gets as they were given."""
    fields = kind.model.model_fields.items()
    found = {name: shape_of(cast("Any", field.annotation)) for name, field in fields}
    given = {name: shape for name, shape in found.items() if name not in kind.fills}
    flags = Record((("code", str), *((code, bool) for code in LAWS)))
    return given | {"consumer": TRUTH, "law": Shape((flags,))}


# What composition gives to every text, whatever its kind.
_ALWAYS = (
    "law",
    "cite",
    "consumer",
    "money_code",
    "enclosed",
    "line_break",
    "annex",
    "item",
    "loop",
    "list_end",
)


@lru_cache(maxsize=8)
def citations(lang: Lang) -> frozenset[str]:
    """The citations that a text may ask ``cite`` for, under any law."""
    found: set[str] = set()
    for code in LAWS:
        found |= set(law_of(code).cite(lang))
    return frozenset(found)


def pieces(text: TextFile) -> Iterator[tuple[Place, str]]:
    """Every piece of Jinja of a text, with its place."""
    for name, words in text.labels.items():
        yield Place(text.name, text.label_lines.get(name, 1)), words
    yield from _of_blocks(text.blocks)


def _of_blocks(blocks: Sequence[Source]) -> Iterator[tuple[Place, str]]:
    for block in blocks:
        yield block.place, block.text
        for question in (block.attributes.when, block.attributes.each):
            if question:
                yield block.place, f"{{% if {question} %}}{{% endif %}}"
        for part in block.parts:
            for row in part:
                for cell in row.cells:
                    yield row.place, cell
        yield from _of_blocks(block.children)

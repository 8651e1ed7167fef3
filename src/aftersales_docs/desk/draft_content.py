"""What a draft holds: the input as it was typed, complete in itself, whatever it lacks yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..errors import AftersalesError, DataError, Place, Problem, worded
from ..kinds import KINDS, Kind
from ..loading import Input, by_name, read_by_name
from ..schemas.by_language import first_language
from ..schemas.carried import carried
from ..schemas.draft import draft
from ..schemas.mapping import mapping_source
from ..schemas.source import Source, TypedDecimal
from ..schemas.understood import understood
from .chain import canonical, digest
from .inputs import Request, named_in, packed, parties_of, products_of, unpacked
from .object_store import file_store
from .opening import Register
from .register.models import Draft
from .store import sha256

_TYPED: Final = "input.json"


@dataclass(frozen=True, slots=True)
class Content:
    """An input to be kept: its files by name, and those that it names.

    ``there`` are named files that are stored already, by the SHA-256 of each.
    """

    kind: str
    files: Mapping[str, bytes]
    named: Mapping[str, bytes]
    there: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As a row keeps it."""
        new = {name: sha256(one) for name, one in self.named.items()}
        return packed(self.files, {**self.there, **new})


def content_of_request(request: Request) -> Content:
    """That of an input file, and of the second language which it names."""
    first, second = request.source, request.second
    files = carried(first, second, str(second.data["lang"])) if second else carried(first)
    return Content(request.kind.id, files, request.named)


def content_of_mapping(
    kind: str, data: Mapping[str, Any], named: Mapping[str, bytes] | None = None
) -> Content:
    """That of fields as a form has them: kept as they are, right or wrong.

    Raises:
        DataError: there is no kind of that name.

    """
    fields = {"kind": known_kind(kind).id, **{k: v for k, v in data.items() if k != "kind"}}
    text = json.dumps(fields, ensure_ascii=False, indent=1, default=str)
    return Content(kind, {_TYPED: text.encode("utf-8", "surrogatepass")}, dict(named or {}))


def content_of_form(
    row: Draft, data: Mapping[str, Any], named: Mapping[str, bytes], there: Mapping[str, str]
) -> Content:
    """That of fields as a form has them, in place of those of a draft.

    The file of its second language stays; ``there`` are the stored files that it still names.
    """
    made = content_of_mapping(row.kind, data, named)
    others = dict(list(unpacked(row.content).items())[1:])
    return replace(made, files={**made.files, **others}, there=dict(there))


def known_kind(name: str) -> Kind:
    """The kind of that name.

    Raises:
        DataError: there is none.

    """
    if name in KINDS:
        return KINDS[name]
    raise DataError(
        Problem(
            "unknown-kind",
            worded("there is no kind '{name}'.", name=name),
            worded("Write one of: {names}.", names=", ".join(KINDS)),
            "kind",
        )
    )


def digest_of(row: Draft) -> str:
    """The SHA-256 of all that a document made of a draft depends on: what is approved."""
    return digest(
        canonical(
            {
                "kind": row.kind,
                "office": row.office,
                "content": row.content,
                "options": row.options,
                "accepted": row.accepted,
                "replaces": row.replaces_id,
            }
        )
    )


def named_files(register: Register, row: Draft) -> dict[str, bytes]:
    """The files that a draft names, as far as they are there."""
    store = file_store(register.place)
    found = {name: store.get(one) for name, one in named_in(row.content).items()}
    return {name: content for name, content in found.items() if content is not None}


def fields_of(row: Draft) -> dict[str, Any]:
    """The fields of a draft as they were typed, for a form.

    Under the names that the schema has, and choices by their keys, whatever words a file or
    another program has for them.
    """
    name, text = next(iter(unpacked(row.content).items()))
    if name != _TYPED:
        source = read_by_name(name, text)
    else:
        typed = json.loads(text.decode("utf-8", "surrogatepass"), parse_float=TypedDecimal)
        try:
            source = by_name(mapping_source(typed, name))
        except DataError:  # What no file may hold, or a field twice: it is told where it stands.
            return dict(typed)
    return dict(understood(source, KINDS[row.kind].model).data)


def request_of(register: Register, row: Draft) -> Request:
    """A draft as what is to be issued.

    Raises:
        DataError: it can't be read, as for a character that no file may hold.

    """
    files = list(unpacked(row.content).items())
    sources = [first_language(read_by_name(name, text)) for name, text in files]
    second = sources[1] if len(sources) > 1 else None
    return Request(known_kind(row.kind), sources[0], second, named_files(register, row))


def placed(row: Draft, problems: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    """``problems`` with the draft for their place."""
    place = Place(name_of_draft(row))
    return [replace(one, place=place) for one in problems]


def name_of_draft(row: Draft) -> str:
    """What messages call a draft where a file would stand."""
    return f"draft:{row.pk}"


def told_of(content: Content) -> dict[str, str]:
    """What a draft is listed under: its language, party and product, as far as it tells."""
    found = {"lang": "", "party": "", "product": ""}
    source = _source(content)
    if source is None or not isinstance(source.data, dict):
        return found
    lang = source.data.get("lang")
    found["lang"] = lang if isinstance(lang, str) and len(lang) <= 8 else ""
    model = draft(KINDS[content.kind].model, source.data)
    data = Input(KINDS[content.kind], model, source)
    return found | {"party": parties_of(data), "product": products_of(data)}


def _source(content: Content) -> Source | None:
    name, text = next(iter(content.files.items()))
    try:
        return first_language(read_by_name(name, text))
    except AftersalesError:
        return None

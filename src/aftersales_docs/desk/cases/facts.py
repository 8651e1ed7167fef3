"""The facts of a case: typed once, under the names that fields have, right or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from ...errors import DataError, Place, Problem, worded
from ...kinds import KINDS
from ...nearest import did_you_mean
from ...schemas.carried import as_yaml
from ...schemas.mapping import mapping_source
from ...schemas.scalars import Day
from ...schemas.shared_facts import facts_known, fields_known
from ...schemas.source import Source, parse_source
from ..words import bare, folded
from .models import Case

_FILE: Final = "case.yaml"
_DAY: Final[TypeAdapter[date]] = TypeAdapter(Day)


@cache
def _known() -> tuple[str, ...]:
    return tuple(sorted(facts_known(kind.model for kind in KINDS.values())))


def known() -> tuple[str, ...]:
    """The names of all facts that documents share."""
    return _known()


def refuse_unknown(source: Source) -> None:
    """See that all facts are such that documents share.

    Raises:
        DataError: there is another one; with its place.

    """
    strange = [name for name in source.data if name not in known()]
    if strange:
        raise DataError(
            Problem(
                "unknown-fact",
                worded("the documents of a case share no '{name}'.", name=name),
                did_you_mean(name, known())
                or worded("Known are: {known}.", known=", ".join(known())),
                str(name),
                source.place((name,)),
            )
            for name in strange
        )


def refuse_unknown_path(path: str) -> None:
    """See that a fact typed by its dotted path is one that documents take.

    Raises:
        DataError: a part of it has no such field.

    """
    names = path.split(".")
    for at in range(1, len(names)):
        above, name = ".".join(names[:at]), names[at]
        fields = fields_known((kind.model for kind in KINDS.values()), above)
        if fields is not None and name not in fields:
            raise DataError(
                Problem(
                    "unknown-fact",
                    worded("the documents of a case share no '{name}'.", name=path),
                    did_you_mean(name, fields)
                    or worded("Known are: {known}.", known=", ".join(fields)),
                    path,
                    Place(_FILE),
                )
            )


def text_of(facts: Mapping[str, Any]) -> str:
    """The facts as a row keeps them.

    Raises:
        DataError: they hold what no file could hold, or what documents do not share.

    """
    source = mapping_source(facts, "case")
    refuse_unknown(source)
    return as_yaml(source.data).decode()


def facts_in(case: Case) -> dict[str, Any]:
    """The facts of a case."""
    return dict(parse_source(_FILE, case.facts.encode()).data)


def put(facts: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """``facts`` with ``value`` at a dotted path.

    Raises:
        DataError: the path leads into something that holds no fields.

    """
    first, _, rest = path.partition(".")
    found = dict(facts)
    if not rest:
        return found | {first: value}
    inner = found.get(first, {})
    if not isinstance(inner, Mapping):
        raise DataError(
            Problem(
                "no-fields-there",
                worded(
                    "'{first}' holds no fields, so there is no '{path}'.", first=first, path=path
                ),
                "Name a field of the facts, such as product.serial_number.",
                first,
                Place(_FILE),
            )
        )
    return found | {first: put(inner, rest, value)}


def typed(text: str) -> Any:
    """A value as it is typed on the command line: as it would be read in a file.

    Raises:
        DataError: it begins a list or a group of fields and is none.

    """
    plain = text.strip()
    if plain[:1] in {"[", "{"} or plain in {"true", "false"} or plain.isdigit():
        return parse_source("value.yaml", f"value: {plain}".encode()).data["value"]
    return text


def fill(case: Case, facts: Mapping[str, Any]) -> None:
    """Give the row the facts, and the names that it is found by."""
    case.facts = text_of(facts)
    case.party = "; ".join(_party(facts.get("claimant")))
    case.product = " ".join(_product(facts.get("product")))
    case.serials = _line(facts.get("product"), "serial_number")
    case.party_key, case.product_key = folded(case.party), folded(case.product)
    number = _line(facts.get("claim"), "number")
    case.marks = " ".join(bare(one) for one in (number, case.serials) if one)
    case.received = _day(_line(facts.get("claim"), "received"))


def _line(value: Any, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(found, Mapping):
        found = found.get("text")
    return "" if found is None else str(getattr(found, "source_text", found))


def _party(value: Any) -> Iterator[str]:
    if company := _line(value, "company"):
        yield company
    person = value.get("person") if isinstance(value, Mapping) else None
    names = (_line(person, name) for name in ("given_name", "patronymic", "surname"))
    if whole := " ".join(name for name in names if name):
        yield whole


def _product(value: Any) -> Iterator[str]:
    yield from (part for name in ("name", "model") if (part := _line(value, name)))


def _day(text: str) -> str:
    try:
        return _DAY.validate_python(text).isoformat() if text else ""
    except ValidationError:
        return ""

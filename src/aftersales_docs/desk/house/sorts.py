"""The sorts of facts that a house has: in which section each stands, and by which model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from ...errors import DataError, Problem, Severity, Worded, worded
from ...kinds import KINDS, Kind
from ...kinds.warranty_section.schema import Guarantee, Period, SectionRemedies
from ...language import LANGS
from ...schemas.by_language import in_language
from ...schemas.contract import ContractParty, ProductGroup
from ...schemas.correspondence import Contact, Product, Sender, Signatory
from ...schemas.mapping import mapping_source
from ...schemas.parts import Organisation, Person
from ...schemas.problems import validate

_GAPS: Final = frozenset({"missing", "incomplete"})


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of fact, in ``section`` of the house file.

    ``model`` says what it is made of, ``of`` is a kind of document in which it stands, for the
    words of its fields. ``must`` are fields without which it is of no use; others may be said
    where it is used. ``only`` is the one field of a fact that is a single value; ``without`` are
    fields that are given elsewhere.
    """

    id: str
    section: str
    words: Worded
    model: type[BaseModel]
    of: str
    must: tuple[str, ...] = ()
    only: str = ""
    without: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """What the form is made from: the kind with the fields of this sort for its own."""
        model: Any = self.model
        return replace(KINDS[self.of], model=model, asked=self.must, foreign_fields={})

    @property
    def names(self) -> list[str]:
        """The fields that a form asks for."""
        wanted = [self.only] if self.only else list(self.model.model_fields)
        return [one for one in wanted if one not in self.without]

    def fields(self, value: Any) -> dict[str, Any]:
        """A fact as fields of the model."""
        if isinstance(value, Mapping):
            return dict(value)
        return {self.only or next(iter(self.names)): value}

    def value(self, fields: Mapping[str, Any]) -> Any:
        """Fields as the fact that the file has."""
        single = self.only and list(fields) == [self.only]
        return fields[self.only] if single else dict(fields)


_LETTERS, _CONTRACTS, _SECTIONS = "claim-response", "service-agreement", "warranty-section"
# The logo has a page of its own, which puts it where there is room for one.
_LOGO: Final = ("logo",)
SORTS: Final = {
    one.id: one
    for one in (
        Sort("party", "parties", worded("Party, as all documents name it"), Organisation,
             "job-description", ("name",), without=_LOGO),
        Sort("sender", "parties", worded("Party, as the head of letters has it"), Sender,
             _LETTERS, ("name",), without=_LOGO),
        Sort("contract-party", "parties", worded("Party to contracts and certificates"),
             ContractParty, _CONTRACTS, ("name",), without=_LOGO),
        Sort("person", "people", worded("Person"), Person, _LETTERS, ("surname", "given_name")),
        Sort("signatory", "signatories", worded("Signatory"), Signatory, _LETTERS, ("post",)),
        Sort("contact", "contacts", worded("Contact"), Contact, _LETTERS),
        Sort("product", "products", worded("Product"), Product, _LETTERS, ("name",)),
        Sort("product-group", "products", worded("Group of products, in contracts"),
             ProductGroup, _CONTRACTS, ("name",)),
        Sort("period", "warranty", worded("Warranty period"), Period, _SECTIONS, ("months",),
             only="months"),
        Sort("guarantee", "guarantee", worded("Guarantee"), Guarantee, _SECTIONS),
        Sort("repair", "repair", worded("Terms for repairs"), SectionRemedies, _SECTIONS),
    )
}  # fmt: skip


def sorts_in(section: str) -> list[Sort]:
    """The sorts that stand in a section; none where the house has made it up."""
    return [one for one in SORTS.values() if one.section == section]


def sort_of(section: str, value: Any) -> Sort | None:
    """The first sort of a section that has all fields of ``value``; else its first.

    ``None`` where no form is for it: the section is unknown, or the fact is a list.
    """
    known = sorts_in(section)
    if not known or isinstance(value, list):
        return None
    if not isinstance(value, Mapping):
        return next((one for one in known if one.only), None)
    fitting = (one for one in known if value.keys() <= one.model.model_fields.keys())
    return next(fitting, known[0])


@cache
def sections_for(model: type[BaseModel]) -> tuple[str, ...]:
    """The sections whose facts may stand where ``model`` is asked for."""
    found = (
        one.section
        for one in SORTS.values()
        if issubclass(one.model, model) or issubclass(model, one.model)
    )
    return tuple(dict.fromkeys(found))


def problems_of(sort: Sort, value: Any) -> list[Problem]:
    """What is wrong with a fact, with what it uses put in; in each language that it speaks."""
    if isinstance(value, list):
        raise TypeError(value)
    fields = sort.fields(value)
    try:
        source = mapping_source(fields, sort.section)
    except DataError as error:
        return list(error.problems)
    found: dict[tuple[str, str], Problem] = {}
    for lang in _langs(fields) or ("",):
        picked = in_language(source, lang) if lang else source
        if lang and "lang" not in sort.model.model_fields:
            picked = replace(picked, data={k: v for k, v in picked.data.items() if k != "lang"})
        for one in _wrong(sort, picked):
            found.setdefault((one.code, one.field), one)
    return [*found.values()]


def _wrong(sort: Sort, source: Any) -> Iterator[Problem]:
    try:
        validate(source, sort.model)
    except DataError as error:
        for one in error.problems:
            gap = one.code in _GAPS and "." not in one.field and "[" not in one.field
            if one.severity is Severity.ERROR and not (gap and one.field not in sort.must):
                yield one
    for name in sort.must:
        if source.data.get(name) in (None, "", {}, []) and name in source.data:
            yield Problem("missing", worded("this field is empty."), "Fill it in.", name)


def _langs(value: Any) -> tuple[str, ...]:
    """The languages in which something stands in ``value``."""
    found = set(_langs_in(value))
    return tuple(one for one in LANGS if one in found)


def _langs_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if value and value.keys() <= set(LANGS):
            yield from value
        for one in value.values():
            yield from _langs_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from _langs_in(one)

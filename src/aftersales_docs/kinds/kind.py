"""What a kind of document is: its schema, its rules, its texts, its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from ..language import LANGS, Lang

if TYPE_CHECKING:
    from ..document import Document
    from ..errors import Problem
    from ..law import Law, LawCode
    from ..resources import Templates
    from ..rules.paper_language import Paper
    from ..rules.verdict import Assessment
    from ..schemas.parts import DocumentInput

Layout: TypeAlias = "Callable[[DocumentInput], str]"
Preparation: TypeAlias = (
    "Callable[[Assessment[Any], Templates, Law, Mapping[str, Any]], dict[str, Any]]"
)


@dataclass(frozen=True, slots=True)
class _Later:
    module: str
    name: str

    def imported(self) -> Any:
        return getattr(import_module(self.module), self.name)


def later(package: str, module: str, name: str) -> Any:
    """What is called ``name`` in ``module`` of a kind's ``package``, imported when it is used.

    So the kinds can be named and listed without reading the models and rules of any.
    """
    return _Later(f"{package}.{module}", name)


def _as_given(
    _assessment: Assessment[Any], _templates: Templates, _law: Law, _context: Mapping[str, Any]
) -> dict[str, Any]:
    return {}


def _unjudged(model: DocumentInput) -> Assessment[DocumentInput]:
    """Nothing is to be said by law: the case is the input itself."""
    from ..rules.verdict import Assessment

    return Assessment(model)


def _no_words(_model: DocumentInput, _document: Document) -> tuple[Problem, ...]:
    return ()


def by_law(model: DocumentInput) -> str:
    """The page of a document, as is customary where its law applies."""
    return {"ru": "gost", "de": "din"}[model.law]


def certificate_by_law(model: DocumentInput) -> str:
    """The page of a certificate as is customary where its law applies, or of two columns."""
    second = getattr(model, "bilingual", None)
    if second is not None and second.layout == "columns":
        return "contract-columns"
    return f"certificate-{by_law(model)}"


def by_language(model: DocumentInput) -> str:
    """The page of a letter, as is customary where its language is spoken."""
    return {"ru": "letter-corner", "de": "letter-window", "en": "letter-plain"}[model.lang]


def between_businesses(model: Any) -> bool:
    """Whether no consumer is a party: what is inside the file is then for both sides' programs."""
    customer = getattr(model, "customer", None)
    return not getattr(model, "consumer", False) and getattr(customer, "type", "") != "consumer"


def never(_model: Any) -> bool:
    """The file goes to people, who get what they can read and no more."""
    return False


@dataclass(frozen=True, slots=True)
class Counting:
    """What statistics count of documents of a kind; each by the dotted path of its field.

    ``on`` is the day by which a document falls into a period, ``answered`` the day on which it
    was dealt with. ``product`` is a part with a name and perhaps a model. ``choices`` are fields
    whose values come from a list, in the order in which they are told; ``words`` is free text, of
    which single words are counted. ``again`` are values of choices by which a document speaks of
    a matter that another one is counted for. ``matter`` is what the other side or the house calls
    the matter: documents that name the same one of the same party are counted once.
    """

    on: str
    product: str
    answered: str = "date"
    choices: tuple[str, ...] = ()
    words: str = ""
    again: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: its schema, its texts, its looks.

    ``judge`` says what the law makes of the input: the case with all that follows from it,
    and errors, warnings, notes; ``prepare`` gives from that what the text needs besides
    the fields of the input; ``review`` says what is to be said of the words of the finished
    document;
    ``stand_ins`` are values for the fields that must be there: with them ``check`` can go
    on past a wrong field and tell the rest. ``foreign_fields`` have no meaning under a law;
    ``laws`` are those that its rules and texts know, which may be fewer than there are.
    ``layout`` names the page it stands on; ``paper`` says what use the document is, on which
    the language depends that a law wants; what is ``insertable`` may go into a contract
    of the user's own; what is ``from_role`` begins with a role of the catalogue.
    ``data_inside`` says whether the finished file carries its input where the user does not
    say so: by data protection law, not what goes to a person. ``signers`` are the fields of
    those who sign: a template of the user's own that names none of them has no place for a
    signature. ``fills`` are the fields that ``prepare`` gives anew, with what the house has for
    them where the input says nothing; no other field may change its meaning on the way.
    ``asked`` are fields, as dotted paths, that the schema leaves open and a starter file asks
    for all the same: without them most documents could not be made.
    ``settles`` names what is due (``answer``, ``repair``) and done by a document of this kind;
    ``concludes`` gives from what was typed on a case what follows from it.
    ``counted`` names what statistics count of its documents; without it they count none.
    ``short_acts``: it cites so often that a statute is named in full only the first time.
    """

    id: str
    names: Mapping[Lang, str]
    model: type[DocumentInput]
    prepare: Preparation = _as_given
    judge: Callable[[Any], Assessment[Any]] = _unjudged
    review: Callable[[Any, Document], tuple[Problem, ...]] = _no_words
    laws: tuple[LawCode, ...] = ("ru", "de")
    langs: tuple[Lang, ...] = LANGS
    stand_ins: Mapping[str, Any] = field(default_factory=dict)
    foreign_fields: Mapping[LawCode, tuple[str, ...]] = field(default_factory=dict)
    layout: Layout = by_law
    paper: Paper = "contract"
    insertable: bool = False
    data_inside: Callable[[Any], bool] = between_businesses
    from_role: bool = False
    signers: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    short_acts: bool = False
    asked: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    concludes: Callable[[Mapping[str, Any]], dict[str, Any]] = dict
    counted: Counting | None = None

    def __getattribute__(self, name: str) -> Any:
        """A part of the kind; one that is to come :func:`later` comes now."""
        value = object.__getattribute__(self, name)
        if isinstance(value, _Later):
            value = value.imported()
            object.__setattr__(self, name, value)
        return value

    def told_in(self, lang: Lang) -> Lang:
        """The language in which readers of ``lang`` are told of it: theirs, if it has a text."""
        return lang if lang in self.langs else self.langs[0]

    def called(self, lang: Lang) -> str:
        """What readers of ``lang`` know it by."""
        return self.names[self.told_in(lang)]

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return _kind_called, (self.id,)


def _kind_called(name: str) -> Kind:
    """The kind of this name; a kind travels between processes by name."""
    from . import KINDS

    return KINDS[name]

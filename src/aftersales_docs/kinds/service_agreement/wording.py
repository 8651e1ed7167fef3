"""What the text of a service agreement needs: its parties as words, its tables as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from ...document import Document
from ...errors import Problem
from ...language import Lang, language_of
from ...language.codes import Currency
from ...language.legal_forms import entrepreneur
from ...language.legal_forms import full_name as registered_name
from ...law import Law
from ...resources import Templates
from ...rules.representation import organ_of
from ...rules.verdict import Assessment
from ...schemas.contract import ContractParty
from ...schemas.correspondence import CURRENCY_OF
from ...schemas.parts import Words
from ...texts import catalogue
from ...texts.user_terms import UserTerm, UserText, term_problems
from .case import TASKS, Agreement
from .schema import Bearer, ServiceAgreement

_ENTREPRENEURS_DIGITS = 15
# What the agreement calls itself and its sides, besides the terms that it defines.
_OWN_NAMES = (
    "Party",
    "Parties",
    "Agreement",
    "Partei",
    "Parteien",
    "Vertrag",
    "Сторона",
    "Стороны",
    "Договор",
)
_GERMAN_REGISTER = re.compile(r"Amtsgericht|Local Court|\bHR[AB]\b")
# What the guarantee of the agreement is called: under German law a guarantee beside the
# statutory rights, under Russian law the warranty with its period.
_COVER = {
    "en": {"de": "guarantee", "ru": "warranty"},
    "de": {"de": "Garantie", "ru": "Garantie"},
    "ru": {"de": "гарантия", "ru": "гарантия"},
}
_ACT_LINES = (
    "number",
    "customer",
    "unit",
    "sale",
    "dates",
    "defect",
    "work",
    "parts",
    "cost",
    "signatures",
)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is meant, by role or by duty: words with their cases."""

    principal: Words
    seller: Words
    centre: Words
    complaints: Words
    examination: Words
    repair: Words
    transport: Words
    loan_units: Words
    spare_parts: Words
    records: Words
    answers: Words


@dataclass(frozen=True, slots=True)
class Payers:
    """Who bears a cost in the end, by duty."""

    examination: Words
    repair: Words
    transport: Words
    loan_units: Words


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party as the agreement names it.

    ``name`` has its legal form; ``alone``: a natural person who signs for himself, by
    ``signer``; ``organ``: who represents it by its form where nobody is named.
    """

    name: str
    alone: bool
    signer: str
    organ: str
    ogrn: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of the table of duties."""

    work: str
    bearer: str
    payer: str


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One line of the table of products; ``life`` is empty where none is set."""

    name: str
    models: str
    months: str
    start: str
    life: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One line of the table of service levels."""

    service: str
    days: int
    start: str


class _Wordings:
    """The catalogue of the agreement in one language."""

    def __init__(self, templates: Templates, model: ServiceAgreement) -> None:
        self.templates, self.model, self.lang = templates, model, model.lang
        self.cells = catalogue.section(templates, "service")

    def cell(self, key: str) -> str:
        return self.cells[key].source(self.lang, self.model.law)

    def party(self, bearer: Bearer) -> Words:
        keys = {
            "principal": self.model.role,
            "seller": "seller",
            "service-centre": "service_centre",
        }
        return catalogue.words(self.templates, "parties", self.lang)[keys[bearer]]

    def bare(self, bearer: Bearer) -> str:
        """A party as a table names it: without its article, the first letter large."""
        text = self.party(bearer).text
        article = {"de": ("der ", "das "), "en": ("the ",), "ru": ()}[self.lang]
        bare = next((text.removeprefix(word) for word in article if text.startswith(word)), text)
        return language_of(self.lang).capitalise(bare)


def _parties(words: _Wordings) -> Parties:
    duties = words.model.duties
    return Parties(
        words.party("principal"),
        words.party("seller"),
        words.party("service-centre"),
        **{name: words.party(getattr(duties, name)) for name in TASKS},
    )


def _payers(words: _Wordings) -> Payers:
    costs = words.model.costs
    return Payers(
        **{field.name: words.party(getattr(costs, field.name)) for field in fields(Payers)}
    )


def _duty_rows(words: _Wordings) -> Iterator[DutyRow]:
    model = words.model
    for name in TASKS:
        if (name == "loan_units" and not model.loan_units) or (
            name == "spare_parts" and not model.spare_parts
        ):
            continue
        payer = getattr(model.costs, name)
        bearer = words.bare(getattr(model.duties, name))
        yield DutyRow(
            words.cell(f"duty_{name}"), bearer, words.bare(payer) if payer else words.cell("self")
        )


def _named(words: _Wordings, party: ContractParty) -> NamedParty:
    lang = words.lang
    name = registered_name(party.name, party.legal_form)
    alone = entrepreneur(party.name, party.legal_form)
    organ = organ_of(name, lang) if party.general_partner is None else ""
    # An entry in the register of entrepreneurs has fifteen digits.
    label = {"ru": "ОГРНИП", "de": "OGRNIP", "en": "OGRNIP"}[lang]
    usual = {"ru": "ОГРН", "de": "OGRN", "en": "OGRN"}[lang]
    return NamedParty(
        name,
        alone is not None,
        alone or "",
        organ,
        label if party.ogrn and len(party.ogrn) == _ENTREPRENEURS_DIGITS else usual,
    )


def _at_home(model: ServiceAgreement, party: ContractParty) -> bool:
    """Whether the party is plainly one of the country whose law applies."""
    entry = party.register_entry or ""
    return {
        "ru": bool(party.inn or party.ogrn),
        "de": (party.vat_id or "").startswith("DE") or bool(_GERMAN_REGISTER.search(entry)),
    }.get(model.law, False)


def _recharged(model: ServiceAgreement) -> bool:
    """Whether the seller bears the cost of what others do."""
    done = dict(model.duties)
    return any(
        payer == "seller" and done[name] != "seller"
        for name, payer in dict(model.costs).items()
        if name not in {"loan_units", "spare_parts"} or getattr(model, name)
    )


def _months(lang: Lang, months: int) -> str:
    return f"{months}\u00a0{ {'de': 'Mon.', 'ru': 'мес.', 'en': 'months'}[lang] }"


def _years(lang: Lang, years: int | None) -> str:
    if years is None:
        return {"de": "nicht festgelegt", "ru": "не установлен", "en": "not set"}[lang]
    forms = {"de": ("Jahr", "Jahre"), "ru": ("год", "года", "лет"), "en": ("year", "years")}
    return f"{years}\u00a0{language_of(lang).plural(years, *forms[lang])}"


def _product_rows(words: _Wordings) -> Iterator[ProductRow]:
    said = any(group.service_life_years for group in words.model.products)
    for group in words.model.products:
        yield ProductRow(
            group.name,
            ", ".join(group.models),
            _months(words.lang, group.warranty_months),
            words.cell(f"start_{group.warranty_start}"),
            _years(words.lang, group.service_life_years) if said else "",
        )


def _level_rows(words: _Wordings) -> Iterator[LevelRow]:
    model, levels = words.model, words.model.service_levels
    rows = [
        ("acceptance", levels.acceptance_days, "complaint"),
        ("diagnosis", levels.diagnosis_days, "goods"),
        ("repair", levels.repair_days, "goods"),
        ("answer", levels.answer_days, "complaint"),
    ]
    if model.loan_units:
        rows.append(("loan", model.loan_units.days, "demand"))
    if model.bulky_transport:
        rows.append(("collection", model.bulky_transport.days, "demand"))
    for name, days, start in rows:
        yield LevelRow(words.cell(f"level_{name}"), days, words.cell(f"from_{start}"))


# What follows "in" where the currency of payment is named.
_CURRENCY_NAMES: Mapping[Lang, Mapping[Currency, str]] = {
    "de": {
        "RUB": "Rubel",
        "EUR": "Euro",
        "CHF": "Schweizer Franken",
        "USD": "US-Dollar",
        "KZT": "Tenge",
        "BYN": "belarussischen Rubel",
    },
    "ru": {
        "RUB": "рублях",
        "EUR": "евро",
        "CHF": "швейцарских франках",
        "USD": "долларах США",
        "KZT": "тенге",
        "BYN": "белорусских рублях",
    },
    "en": {
        "RUB": "roubles",
        "EUR": "euros",
        "CHF": "Swiss francs",
        "USD": "US dollars",
        "KZT": "tenge",
        "BYN": "Belarusian roubles",
    },
}


def _has_annexes(model: ServiceAgreement) -> bool:
    """Whether at least one annex belongs to the agreement."""
    return bool(
        model.products_annex
        or model.service_centres
        or getattr(model.remuneration, "flat_rates", ())
        or model.service_levels.annex
        or model.act_form
        or model.contacts
        or model.enclosures
    )


def prepare(
    assessment: Assessment[Agreement], templates: Templates, law: Law, _context: Mapping[str, Any]
) -> dict[str, Any]:
    """What the text asks for besides the fields of the input."""
    model = assessment.case.model
    words = _Wordings(templates, model)
    currency = model.currency or CURRENCY_OF[model.law]
    rate: Decimal | None = None if model.settlement.vat == "none" else model.settlement.vat
    capped = model.consumers and law.has_fact("consumer_repair_term_max")
    parties: tuple[Bearer, ...] = ("principal", "seller")
    again = model.manufacturer_repair and model.manufacturer_repair.bearer
    return {
        "cover": _COVER[model.lang].get(model.law, _COVER[model.lang]["de"]),
        "party": {
            "principal": _named(words, model.principal),
            "seller": _named(words, model.seller),
        },
        "foreign": not (_at_home(model, model.principal) and _at_home(model, model.seller)),
        "recharged": _recharged(model),
        "harmonised": model.consumers and "harmonised_notice" in law.cite(model.lang),
        "cure_information": model.consumers
        and "consumer_cure_information" in law.cite(model.lang),
        "repairer": words.party(again or model.duties.repair),
        "initials_of": [words.bare(party) for party in parties] if model.initials else [],
        "who": _parties(words),
        "pays": _payers(words),
        "duty_rows": list(_duty_rows(words)),
        "product_rows": list(_product_rows(words)),
        "level_rows": list(_level_rows(words)),
        "act_lines": [words.cell(f"act_{line}") for line in _ACT_LINES],
        "annexed": _has_annexes(model),
        "currency_name": _CURRENCY_NAMES[model.lang][currency],
        "vat_rate": rate,
        "repair_term_max": int(law.fact("consumer_repair_term_max").value) if capped else None,
    }


def layout(model: ServiceAgreement) -> str:
    """The page of the agreement: one of its own where two languages share it."""
    columns = model.bilingual is not None and model.bilingual.layout == "columns"
    return "contract-columns" if columns else "contract"


def review(model: ServiceAgreement, document: Document) -> tuple[Problem, ...]:
    """What is to be said of the parties' own words: terms unused, undefined or defined twice."""
    terms = [
        UserTerm(f"definitions[{i}].term", definition.term)
        for i, definition in enumerate(model.definitions)
    ]
    texts = [
        UserText(f"{field}[{index}]", text)
        for field, paragraphs in (
            ("special_terms", model.special_terms),
            ("recitals", model.recitals),
        )
        for index, text in enumerate(paragraphs)
    ]
    names = [
        model.principal.name,
        model.seller.name,
        model.territory,
        model.place,
        *_OWN_NAMES,
        *(group.name for group in model.products),
    ]
    return term_problems(document, terms, texts, names)

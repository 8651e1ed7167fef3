"""From an assessed input to the finished document, as a neutral tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from . import sandbox
from .document import Annex, Document, Meta
from .enclosing.files import Files
from .enclosing.remarks import file_remarks, logo_remarks
from .enclosing.shown import with_enclosed, with_logo
from .errors import DataError, LibraryError, Place, Problem, Severity, worded
from .law import Law, law_of, law_on
from .loading import Input, located
from .resources import Templates, templates
from .rules.guessed_forms import guessed_forms
from .rules.other_script import other_script_problems
from .rules.paper_language import language_problems
from .rules.under_law import Judged
from .rules.verdict import Assessment
from .schemas.characters import typed_problems, unprintable
from .schemas.correspondence import CURRENCY_OF
from .schemas.parts import DocumentInput
from .schemas.source import Source
from .template_check.used import refuse_faulty_texts
from .texts import versions
from .texts.annex_pages import shared_pages
from .texts.bilingual import both
from .texts.compose import compose as compose_text
from .texts.contents import with_contents
from .texts.environment import noting_guesses
from .texts.library import LibraryText, base_context, library_text
from .texts.short_acts import short_acts
from .texts.signed_page import accompanied


@dataclass(frozen=True)
class Assessed:
    """An input, and what the law makes of it: asked once, then handed on.

    ``problems`` are errors, warnings and notes with their places in the input; ``second`` is
    the same contract in a second language.
    """

    data: Input
    assessment: Assessment[Any]
    second: Assessed | None = None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the law has against the input, with the places of the fields.

        And, in both languages, characters for which the PDF has no glyph.
        """
        told = (
            *self.assessment.problems,
            *file_remarks(self.data.files),
            *of_language(self.data, self.second),
        )
        judged = located(told, self.data.source)
        other = unprintable(self.second.data.source) if self.second else []
        return (*judged, *typed_problems(self.data.source), *other)

    @property
    def errors(self) -> list[Problem]:
        """What the law forbids: no document comes of it."""
        return [one for one in self.problems if one.severity is Severity.ERROR]


def of_language(data: Input, second: Assessed | None = None) -> tuple[Problem, ...]:
    """What the law says of the language of a document, or of both."""
    langs = {data.model.lang, *((second.data.model.lang,) if second else ())}
    consumer = _of_every_input(data.model)["consumer"]
    return language_problems(data.model, data.kind.paper, langs, consumer=consumer)


def assess(data: Input) -> Assessed:
    """What the law makes of a validated input."""
    second = assess(data.second) if data.second else None
    return Assessed(data, data.kind.judge(data.model), second)


def reviewed(data: Input, document: Document) -> list[Problem]:
    """What is to be said of the finished document of ``data``, with the places of the fields."""
    said = (
        *data.kind.review(data.model, document),
        *guessed_forms(data.model, document),
        *logo_remarks(data.files, document),
    )
    found = located((*said, *other_script_problems(data.model)), data.source)
    second = data.second
    if second is not None:
        found += located(other_script_problems(second.model), second.source)
    return found


@dataclass(frozen=True, slots=True)
class LawFlags:
    """What a text may ask of the law: ``law.code``, and ``law.ru`` for each code there is."""

    code: str

    def __getattr__(self, name: str) -> bool:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.code == name


def _of_every_input(model: DocumentInput) -> dict[str, Any]:
    """What every text may ask, whatever its kind, beside the fields of its input.

    ``consumer``: whether a consumer is a party, by a field of this name or a party's type;
    ``money_code``: the currency, as given or else that of the country whose law applies.
    """
    parties = (getattr(model, name) for name in type(model).model_fields)
    consumer = getattr(model, "consumer", None)
    if consumer is None:
        consumer = any(getattr(party, "type", None) == "consumer" for party in parties)
    return {
        "consumer": consumer,
        "money_code": getattr(model, "currency", None) or CURRENCY_OF[model.law],
    }


def _cited_law(assessed: Assessed) -> Law:
    """The law that the text cites: rights from a sale are those of the day of its contract."""
    model, case = assessed.data.model, assessed.assessment.case
    if isinstance(case, Judged) and case.cited_law is not None:
        return case.cited_law
    day = getattr(model, "date", None)
    product = getattr(model, "product", None)
    sold = getattr(product, "purchased", None) or getattr(product, "handed_over", None)
    if day is None or sold is None:
        return law_of(model.law, day)
    return law_on(model.law, document=day, contract=sold, demand=day, performance=day, market=day)


def _context(assessed: Assessed, own: Templates) -> dict[str, Any]:
    data = assessed.data
    model = data.model
    law = law_of(model.law, on=getattr(model, "date", None))
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    context = base_context(model.lang) | fields | _of_every_input(model)
    context["law"] = LawFlags(model.law)
    context["cite"] = _cited_law(assessed).cite(model.lang)
    context |= {"enclosed": data.files.listed(), "line_break": "\n"}
    added = data.kind.prepare(assessed.assessment, own, law, context)
    taken = {name for name in context.keys() & added.keys() if added[name] != context[name]}
    if shadowed := sorted(taken.difference(data.kind.fills)):
        raise LibraryError(
            Problem(
                "shadowed-field",
                worded(
                    "the kind '{id}' gives its text names that are taken: {shadowed}.",
                    id=data.kind.id,
                    shadowed=", ".join(shadowed),
                ),
                "Let its prepare function give them other names.",
                place=Place(data.kind.id),
            )
        )
    return context | added


def _meta(
    data: Input, text: LibraryText, context: Mapping[str, Any], accepted: tuple[str, ...]
) -> Meta:
    model = data.model
    return Meta(
        kind=data.kind.id,
        lang=model.lang,
        law=model.law,
        layout=data.kind.layout(model),
        numbering=getattr(model, "numbering", "decimal"),
        title=text.title(context),
        author=text.author(context),
        issued=getattr(model, "date", None),
        labels=dict(text.labels),
        accepted=accepted,
        first=getattr(model, "section", 1),
        initials=tuple(context.get("initials_of", ())),
        fonts=model.fonts,
        version=getattr(model, "version", None) or "",
        replaces=getattr(getattr(model, "replaces", None), "version", None) or "",
        valid_from=getattr(model, "valid_from", None),
    )


def composed(
    assessed: Assessed, own_templates: Path | None, accepted: tuple[str, ...] = ()
) -> Document:
    """The document of ``assessed`` in all its languages, whatever the law has against it.

    Raises:
        DataError: the data names what the catalogue does not hold, or can't be put into words.
        LibraryError: a text of the house is wrong; with file and line.

    """
    first, files = _with_numbers(assessed, own_templates, accepted)
    annexes = assessed.data.kind.paper == "contract"
    if assessed.second is None:
        alone = with_logo(first, files.logo)
        return with_contents(with_enclosed(alone, files, annexes=annexes))
    second, others = _with_numbers(assessed.second, own_templates, accepted)
    layout = assessed.data.model.bilingual.layout  # type: ignore[attr-defined]
    paired = both(with_logo(first, files.logo, narrow=layout == "columns"), second, layout)
    return with_contents(with_enclosed(paired, files, others, second.meta.lang, annexes=annexes))


def _with_numbers(
    assessed: Assessed, own_templates: Path | None, accepted: tuple[str, ...]
) -> tuple[Document, Files]:
    """One language, and its files with numbers that continue those of its annexes.

    How many annexes there are a text decides; it lists the files too, so it is asked twice.
    """
    document = _in_its_process(assessed, own_templates, accepted)
    files = assessed.data.files
    annexes = sum(isinstance(block, Annex) for block in document.blocks)
    if not (annexes and files.enclosed):
        return document, files
    moved = files.after(annexes)
    again = replace(assessed, data=replace(assessed.data, files=moved))
    return _in_its_process(again, own_templates, accepted), moved


def _in_its_process(
    assessed: Assessed, own_templates: Path | None, accepted: tuple[str, ...]
) -> Document:
    """One language, in the guarded process where a user's own texts take part."""
    if own_templates is not None:
        # Texts list enclosures; their bytes are none of a template's business.
        light = replace(assessed.data, files=Files(enclosed=assessed.data.files.listed()))
        alone = replace(assessed, data=light, second=None)
        return sandbox.run(_here, alone, own_templates.resolve(), accepted)
    return _here(assessed, None, accepted)


def _named(problem: Problem, source: Source) -> Problem:
    """``problem`` with the field of the person whose name can't be declined."""
    name = problem.values.get("name")
    fields = (field for field, said in _people(source.data) if said == name)
    field = next(fields, "") if problem.code == "gender-unknown" else ""
    return replace(problem, field=field) if field else problem


def _people(data: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """The fields of ``data`` that hold people without a patronymic, and their names."""
    if isinstance(data, list):
        for index, one in enumerate(data):
            yield from _people(one, f"{field}[{index}]")
    elif isinstance(data, Mapping):
        if "surname" in data and not data.get("patronymic") and not data.get("gender"):
            yield field, f"{data['surname']} {data.get('given_name', '')}"
        for key, one in data.items():
            yield from _people(one, f"{field}.{key}" if field else str(key))


def _here(assessed: Assessed, own_templates: Path | None, accepted: tuple[str, ...]) -> Document:
    own = templates(own_templates)
    data = assessed.data
    refuse_faulty_texts(own, data.kind.id, data.model.lang)
    try:
        text = library_text(own, data.kind.id, data.model.lang)
        context = _context(assessed, own)
        meta = _meta(data, text, context, accepted)
        with noting_guesses() as guesses:
            document = compose_text(text, context, meta, _versions(own, data))
        found = tuple(dict.fromkeys(guesses))
        blocks = accompanied(shared_pages(document.blocks))
        if data.kind.short_acts:
            blocks = short_acts(blocks, meta.lang)
        paged = replace(document, blocks=blocks)
        return replace(paged, meta=replace(document.meta, guesses=found)) if found else paged
    except DataError as error:
        said = [_named(problem, data.source) for problem in error.problems]
        raise DataError(located(said, data.source)) from error


def _versions(own: Templates, data: Input) -> dict[str, str]:
    clauses = versions.library(own, data.kind.id, data.model.lang)
    return {name: clause.version for name, clause in clauses.items()}

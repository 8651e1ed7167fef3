"""The way of the data as functions: load, compose, write.

Another program (a CRM, say) calls them in its own process; the command line does
nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from . import guard
from .clauses import versions
from .clauses.bilingual import both
from .clauses.compose import compose as compose_text
from .clauses.library import LibraryText, base_context, library_text
from .document import Document, Meta, Parallel, Title
from .errors import DataError, Problem, Severity
from .fingerprint import schema_mark, templates_mark
from .house import house_of
from .kinds import KINDS, Kind
from .language import LANGS
from .law import Law, law_of, law_on
from .manifest import Inside, inside_of
from .nearest import nearest
from .resources import Templates, templates
from .schemas.bilingual import differences
from .schemas.carried import carried
from .schemas.house_file import with_house
from .schemas.mapping import mapping_source
from .schemas.parts import DocumentInput
from .schemas.problems import validate
from .schemas.source import Source, read_source
from .templating.fields import view

if TYPE_CHECKING:
    from .word.insertion import Inserted, Place

Format = Literal["docx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class LawFlags:
    """What a text may ask of the law: ``law.ru``, ``law.de``, ``law.code``."""

    code: str

    @property
    def ru(self) -> bool:
        """Whether Russian law applies."""
        return self.code == "ru"

    @property
    def de(self) -> bool:
        """Whether German law applies."""
        return self.code == "de"


@dataclass(frozen=True, slots=True)
class Input:
    """A validated input: its kind, its data, and where each value stands in the file.

    ``second`` is the same contract in a second language.
    """

    kind: Kind
    model: DocumentInput
    source: Source
    second: Input | None = None


def _kind_of(source: Source) -> Kind:
    name = source.data.get("kind") if isinstance(source.data, dict) else None
    if isinstance(name, str) and name in KINDS:
        return KINDS[name]
    near = nearest(name, KINDS) if isinstance(name, str) else None
    offer = f"Did you mean '{near}'? " if near else ""
    found = "the kind of document is missing." if name is None else f"there is no kind '{name}'."
    raise DataError(
        Problem(
            "unknown-kind",
            found,
            f"{offer}Write one of: {', '.join(KINDS)}.",
            field="kind",
            place=source.place(("kind",)),
        )
    )


def load(data: str | Path | Mapping[str, Any]) -> Input:
    """Read and validate an input: the path of a file, or the data itself.

    A file is YAML or JSON; ``-`` is standard input. Data is a mapping of fields as a file
    would hold them, with dates and decimals as Python has them, or as text.

    Raises:
        DataError: the input can't be read or is not valid; all problems at once, each
            with field and cure, and of a file with line and column.

    """
    found = mapping_source(data) if isinstance(data, Mapping) else read_source(str(data))
    source = with_house(found)
    kind = _kind_of(source)
    model = validate(source, kind.model)
    if model.law not in kind.laws:
        raise DataError(_located([_no_rules(kind, model)], source))
    return _with_second(Input(kind, model, source))


def _no_rules(kind: Kind, model: DocumentInput) -> Problem:
    """That a law is known, but not what it makes of a document of this kind."""
    return Problem(
        "law-not-for-kind",
        f"a {kind.id} can't be made under the law '{model.law}'.",
        f"Choose among: {', '.join(kind.laws)}.",
        "law",
    )


def _with_second(data: Input) -> Input:
    """``data`` with the second language that it names.

    Raises:
        DataError: the other file is not valid, or states other facts than this one.

    """
    wanted = getattr(data.model, "bilingual", None)
    if wanted is None:
        return data
    path = str(Path(data.source.name).parent / wanted.file)
    source = with_house(read_source(path))
    kind = _kind_of(source)
    model = validate(source, kind.model)
    wrong = _no_pair(data, kind, model, wanted.prevailing)
    found = wrong or list(differences(data.model, model))
    if found:
        raise DataError(_located(found, data.source))
    same = model.model_copy(update={"bilingual": wanted})
    return replace(data, second=Input(kind, same, source))


def _no_pair(data: Input, kind: Kind, model: DocumentInput, prevailing: str) -> list[Problem]:
    """Why two inputs can't be one document in two languages."""
    langs = {data.model.lang, model.lang}
    if kind is data.kind and len(langs) == 2 and prevailing in langs:
        return []
    return [
        Problem(
            "no-second-language",
            f"here is a {data.kind.id} in {data.model.lang}, there a {kind.id} in {model.lang}; "
            f"'{prevailing}' is to prevail.",
            "Give the same kind in another language, and let one of the two prevail.",
            "bilingual",
        )
    ]


def _located(problems: Iterable[Problem], source: Source) -> list[Problem]:
    """``problems`` with the places of their fields in the input file."""
    return [
        replace(problem, place=source.place_of_field(problem.field))
        if problem.field and problem.place is None
        else problem
        for problem in problems
    ]


def _cited_law(model: DocumentInput) -> Law:
    """The law that the text cites: rights from a sale are those of the day of its contract."""
    day = getattr(model, "date", None)
    product = getattr(model, "product", None)
    sold = getattr(product, "purchased", None) or getattr(product, "handed_over", None)
    if day is None or sold is None:
        return law_of(model.law, day)
    return law_on(model.law, document=day, contract=sold, demand=day, performance=day, market=day)


def _context(data: Input, own: Templates) -> dict[str, Any]:
    model = data.model
    law = law_of(model.law, on=getattr(model, "date", None))
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    context = base_context(model.lang) | fields
    context["law"] = LawFlags(model.law)
    context["cite"] = _cited_law(model).cite(model.lang)
    return context | data.kind.prepare(model, own, law, context)


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
    )


def problems_of(path: str | Path, own_templates: Path | None = None) -> list[Problem]:
    """Everything that is to be said of an input file; no error means all is well.

    Goes on where a field is wrong: its value is set aside, and what the rest says of
    roles and keys is looked at too.

    Raises:
        DataError: the file can't be read at all, or its kind is unknown.
        LibraryError: a text of the house is wrong.
    """
    source = with_house(read_source(str(path)))
    kind = _kind_of(source)
    found: list[Problem] = []
    data = source
    try:
        validate(source, kind.model)
    except DataError as error:
        found += error.problems
        data = _without_bad_fields(source, kind, error.problems)
    try:
        usable = Input(kind, validate(data, kind.model), source)
        # The law judges whole cases: of one with a gap it would say what is not true.
        well = not found
        found += judged(usable) if well else []
        document = _composed(usable, own_templates)
        if well:
            found += _located(kind.review(usable.model, document), source)
            _in_both_languages(document, _with_second(usable), own_templates)
    except DataError as error:
        known = {problem.field for problem in found}
        found += [problem for problem in error.problems if problem.field not in known]
    return sorted(found, key=_line)


def _line(problem: Problem) -> tuple[int, int]:
    place = problem.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def _without_bad_fields(source: Source, kind: Kind, problems: Iterable[Problem]) -> Source:
    """``source`` without the top fields that have problems, stand-ins in their place."""
    bad = {problem.field.split(".")[0].split("[")[0] for problem in problems}
    good = {name: value for name, value in source.data.items() if name not in bad}
    return replace(source, data={**kind.stand_ins, **good})


def judged(data: Input) -> list[Problem]:
    """What the law has against the input: errors, warnings, and notes such as a due date."""
    return _located(data.kind.judge(data.model), data.source)


def remarks(data: Input, document: Document | None = None) -> list[Problem]:
    """The warnings and notes on an input; it can be made into a document all the same.

    With the finished ``document`` those on its words too: terms that nothing uses, say.
    """
    found = judged(data)
    if document is not None:
        found += _located(data.kind.review(data.model, document), data.source)
    return [problem for problem in found if problem.severity is not Severity.ERROR]


def compose(
    data: Input, own_templates: Path | None = None, *, accepted: Collection[str] = ()
) -> Document:
    """The finished document of a validated input, as a neutral tree.

    ``accepted`` are codes of warnings that the user takes upon himself; those that the
    input does give are recorded in the document's properties.

    Raises:
        DataError: the law forbids it; or the data names what the catalogue does not hold,
            or can't be put into words (a name without a gender in Russian, say).
        LibraryError: a text of the house is wrong; with file and line.

    """
    found = judged(data)
    wrong = [problem for problem in found if problem.severity is Severity.ERROR]
    if wrong:
        raise DataError(wrong)
    given = {problem.code for problem in found if problem.severity is Severity.WARNING}
    codes = tuple(sorted(given.intersection(accepted)))
    document = _composed(data, own_templates, codes)
    return _in_both_languages(document, data, own_templates, codes)


def _in_both_languages(
    document: Document, data: Input, own_templates: Path | None, accepted: tuple[str, ...] = ()
) -> Document:
    """``document`` together with its second language, if the input names one."""
    if data.second is None:
        return document
    other = _composed(data.second, own_templates, accepted)
    return both(document, other, data.model.bilingual.layout)  # type: ignore[attr-defined]


def _composed(data: Input, own_templates: Path | None, accepted: tuple[str, ...] = ()) -> Document:
    if own_templates is not None:
        return guard.run(_composed_here, data, own_templates.resolve(), accepted)
    return _composed_here(data, None, accepted)


def _composed_here(data: Input, own_templates: Path | None, accepted: tuple[str, ...]) -> Document:
    own = templates(own_templates)
    try:
        text = library_text(own, data.kind.id, data.model.lang)
        context = _context(data, own)
        meta = _meta(data, text, context, accepted)
        return compose_text(text, context, meta, _versions(own, data))
    except DataError as error:
        raise DataError(_located(error.problems, data.source)) from error


def insert_into(
    host: bytes, document: Document, place: Place, held: Inside | None = None
) -> Inserted:
    """The contract ``host`` (a .docx) with the clauses of ``document`` at ``place``.

    They take on the host's looks, names and numbers; everything else in it stays. ``held``
    is what the contract is to carry from then on.

    Raises:
        DataError: the host can't be read, or the place is not there, not one, or unfit.

    """
    from .word.insertion import insert
    from .word.writer import carried_parts

    blocks = [block for block in document.blocks if not isinstance(block, Title)]
    issued = document.meta.issued
    day = datetime(issued.year, issued.month, issued.day, tzinfo=UTC) if issued else None
    parts = carried_parts(held) if held else {}
    return insert(host, blocks, place, lang=document.meta.lang, date=day, parts=parts)


def _versions(own: Templates, data: Input) -> dict[str, str]:
    clauses = versions.library(own, data.kind.id, data.model.lang)
    return {name: clause.version for name, clause in clauses.items()}


def carries_data(data: Input, with_data: bool | None = None) -> bool:
    """Whether the files of ``data`` carry the input: as asked, else as its kind has it."""
    return data.kind.data_inside(data.model) if with_data is None else with_data


def inside(
    document: Document,
    own_templates: Path | None = None,
    data: Input | None = None,
    with_data: bool | None = None,
) -> Inside:
    """What the files of ``document`` carry besides its pages: the manifest, and the input.

    The input is left out where ``data`` is not given, or ``with_data`` or its kind says so.
    """
    inputs: dict[str, bytes] = {}
    if data is not None and carries_data(data, with_data):
        second = data.second
        inputs = (
            carried(data.source, second.source, second.model.lang)
            if second
            else carried(data.source)
        )
    meta = document.meta
    others = (lang for block in document.blocks if isinstance(block, Parallel)
              for lang in block.langs)  # fmt: skip
    langs = tuple(dict.fromkeys((meta.lang, *others)))
    return inside_of(
        document,
        inputs,
        langs=langs,
        schema=schema_mark(meta.kind),
        templates=templates_mark(templates(own_templates), meta.kind, langs, meta.layout),
    )


def marks(
    manifest: Mapping[str, Any], own_templates: Path | None = None
) -> dict[str, bool | None]:
    """Whether a finished file's ``schema`` and ``templates`` are those that are here today.

    ``None`` where its manifest does not tell.
    """
    kind, layout = manifest.get("kind"), manifest.get("layout")
    langs = manifest.get("langs")
    here: dict[str, str] = {}
    if isinstance(kind, str) and kind in KINDS:
        own = templates(own_templates)
        here["schema"] = schema_mark(kind)
        # What a file of others names may lead anywhere; only what is known here is looked up.
        spoken = isinstance(langs, list) and all(lang in LANGS for lang in langs)
        if spoken and layout in list(house_of(own).layouts):
            here["templates"] = templates_mark(own, kind, tuple(langs or ()), str(layout))
    return {
        key: manifest[key] == here[key] if manifest.get(key) and key in here else None
        for key in ("schema", "templates")
    }


def write(
    document: Document,
    format_: Format,
    *,
    own_templates: Path | None = None,
    data: Input | None = None,
    with_data: bool | None = None,
) -> bytes:
    """``document`` as the bytes of a .docx or .pdf; the same input gives the same bytes.

    ``data`` is what a user's own template may place by field name (``{{ data.number }}``),
    and what the file carries inside: always or never by ``with_data``, else as its kind has
    it.

    Raises:
        LibraryError: a template is missing or wrong, with its place.

    """
    model = data.model if data else None
    held = inside(document, own_templates, data, with_data)
    if own_templates is not None:
        return guard.run(_written, document, format_, own_templates.resolve(), model, held)
    return _written(document, format_, None, model, held)


def _written(
    document: Document,
    format_: Format,
    own_templates: Path | None,
    model: DocumentInput | None,
    held: Inside,
) -> bytes:
    own = templates(own_templates)
    fields = view(model if model is not None else {})
    if format_ == "docx":
        from .word import write as write_word

        return write_word(document, own, fields, held)
    from .pdf import write as write_pdf

    return write_pdf(document, own, fields, held)

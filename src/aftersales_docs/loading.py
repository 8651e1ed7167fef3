"""From an input file, or data of another program, to a validated input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .characters import lookalike_in
from .enclosing.files import NO_FILES, Files
from .enclosing.read import files_of
from .errors import DataError, Problem, sentences, worded
from .kinds import KINDS, Kind
from .kinds.called import kind_called, kind_like, titled
from .language import LANGS
from .nearest import offered
from .schemas.bilingual import differences, with_facts
from .schemas.by_language import LANG, first_language, in_language
from .schemas.field_names import named, with_kind
from .schemas.field_words import choice_meant
from .schemas.house_file import with_house
from .schemas.input_words import InputWords
from .schemas.mapping import mapping_source
from .schemas.named_files import named_file
from .schemas.parts import DocumentInput
from .schemas.problems import validate
from .schemas.source import Source, parse_source, read_source
from .schemas.staff_list import with_staff


@dataclass(frozen=True, slots=True)
class Input:
    """A validated input: its kind, its data, and where each value stands in the file.

    ``second`` is the same contract in a second language; ``files`` are what it shows besides
    its words: a logo, enclosures.
    """

    kind: Kind
    model: DocumentInput
    source: Source
    second: Input | None = None
    files: Files = NO_FILES


def kind_of(source: Source) -> Kind:
    """The kind that an input names.

    Raises:
        DataError: it names none, or none that there is.

    """
    name = source.data.get("kind") if isinstance(source.data, dict) else None
    if isinstance(name, str) and (kind := kind_called(name)):
        return kind
    like = kind_like(name) if isinstance(name, str) else None
    offer = offered(titled(like)) if like else ""
    found = (
        "the kind of document is missing."
        if name is None
        else worded("there is no kind '{name}'.", name=name)
    )
    if isinstance(name, str):
        found = sentences(found, lookalike_in(name))
    raise DataError(
        Problem(
            "unknown-kind",
            found,
            sentences(offer, worded("Write one of: {names}.", names=titled())),
            field="kind",
            place=source.place(("kind",)),
        )
    )


def source_of(
    data: str | Path | Mapping[str, Any],
    house_root: Path | None = None,
    house: Path | None = None,
) -> Source:
    """An input as it was read, with the facts of the house file and the staff that it names.

    ``house_root`` is a folder whose files it may name besides those of its own folder;
    ``house`` is the house file of an input that uses facts and names none.

    Raises:
        DataError: it can't be read.

    """
    found = mapping_source(data) if isinstance(data, Mapping) else read_source(str(data))
    return first_language(with_staff(_with_facts(found, house_root, house), house_root))


def _with_facts(source: Source, house_root: Path | None, house: Path | None) -> Source:
    """``source`` as the schema names its fields, with the facts of the house file."""
    known = by_name(source)
    whole = with_house(known, house_root, house)
    # Facts of the house may be called in words too.
    return known if whole is known else by_name(whole)


def by_name(source: Source) -> Source:
    """``source`` with the id of its kind and the names of its fields, where words stand there."""
    source = with_kind(source, ((name, kind.model) for name, kind in KINDS.items()))
    name = source.data.get("kind") if isinstance(source.data, dict) else None
    kind = kind_called(name) if isinstance(name, str) else None
    if kind is None:
        return source
    if name != kind.id:
        source = replace(source, data={**source.data, "kind": kind.id})
    return _by_code(named(source, kind.model), kind)


def read_by_name(name: str, content: bytes) -> Source:
    """The input ``content`` of a file called ``name``, with its fields as the schema names them.

    One in which a field stands under two names is left as it is: checking it says so.

    Raises:
        DataError: it is no YAML or JSON mapping.

    """
    source = parse_source(name, content)
    try:
        return by_name(source)
    except DataError:
        return source


def _by_code(source: Source, kind: Kind) -> Source:
    """``source`` with the code of its language, by which values by language are taken."""
    word = source.data.get(LANG)
    # What languages are called in words is read for words alone.
    if not isinstance(word, str) or word in LANGS:
        return source
    code = choice_meant(word, [kind.model], LANG, kind.id)
    return replace(source, data={**source.data, LANG: code}) if code else source


def load(
    data: str | Path | Mapping[str, Any],
    *,
    house_root: Path | None = None,
    house: Path | None = None,
) -> Input:
    """Read and validate an input: the path of a file, or the data itself.

    A file is YAML or JSON; ``-`` is standard input. Data is a mapping of fields as a file
    would hold them, with dates and decimals as Python has them, or as text. The files that it
    names (``house``, ``bilingual.file``, a logo, enclosures) lie in its own folder, or below
    ``house_root``. ``house`` is the house file for an input that uses facts of the house and
    names no file.

    Raises:
        DataError: the input can't be read or is not valid; all problems at once, each
            with field and cure, and of a file with line and column.

    """
    return load_source(source_of(data, house_root, house), house_root, house)


def load_source(
    source: Source, house_root: Path | None = None, house: Path | None = None
) -> Input:
    """The validated input of a ``source`` that has its facts of the house.

    Raises:
        DataError: as :func:`load`.

    """
    kind = kind_of(source)
    model = validate(source, kind.model)
    if model.law not in kind.laws:
        raise DataError(located([_no_rules(kind, model)], source))
    return with_named_files(Input(kind, model, source), house_root, house)


def with_named_files(
    data: Input, house_root: Path | None = None, house: Path | None = None
) -> Input:
    """``data`` with the second language, the logo and the enclosures that it names.

    Raises:
        DataError: a file is missing, lies elsewhere or is unfit; or the other language states
            other facts.

    """
    files = files_of(data.model, data.source, house_root)
    return with_second(replace(data, files=files), house_root, house)


def _no_rules(kind: Kind, model: DocumentInput) -> Problem:
    """That a law is known, but not what it makes of a document of this kind."""
    return Problem(
        "law-not-for-kind",
        worded("a {id} can't be made under the law '{law}'.", id=titled(kind.id), law=model.law),
        worded("Choose among: {laws}.", laws=", ".join(kind.laws)),
        "law",
    )


def with_second(data: Input, house_root: Path | None = None, house: Path | None = None) -> Input:
    """``data`` with the second language that it names.

    Raises:
        DataError: the other file is not valid, or states other facts than this one.

    """
    wanted = getattr(data.model, "bilingual", None)
    if wanted is None:
        return data
    if wanted.file is None:
        source = in_language(data.source, wanted.second)
    else:
        path = named_file(data.source, ("bilingual", "file"), wanted.file, house_root)
        source = first_language(_with_facts(read_source(path), house_root, house))
        source = with_facts(source, data.source.data, data.kind.model)
    kind = kind_of(source)
    model = validate(source, kind.model)
    wrong = _no_pair(data, kind, model, wanted.prevailing)
    found = wrong or list(differences(data.model, model))
    if found:
        raise DataError(located(found, data.source))
    same = model.model_copy(update={"bilingual": wanted})
    # The second names the same enclosures in its language; those of the first are shown.
    second = Input(kind, same, source, files=files_of(same, source, house_root))
    return replace(data, second=second)


def _no_pair(data: Input, kind: Kind, model: DocumentInput, prevailing: str) -> list[Problem]:
    """Why two inputs can't be one document in two languages."""
    langs = {data.model.lang, model.lang}
    if kind is data.kind and len(langs) == 2 and prevailing in langs:
        return []
    return [
        Problem(
            "no-second-language",
            worded(
                (
                    "here is a {id} in {lang}, there a {id2} in {lang2}; '{prevailing}' is "
                    "to prevail."
                ),
                id=titled(data.kind.id),
                lang=data.model.lang,
                id2=titled(kind.id),
                lang2=model.lang,
                prevailing=prevailing,
            ),
            "Give the same kind in another language, and let one of the two prevail.",
            "bilingual",
        )
    ]


def located(problems: Iterable[Problem], source: Source) -> list[Problem]:
    """``problems`` with the places of their fields in the input file, and words about them."""
    name = source.data.get("kind") if isinstance(source.data, dict) else None
    kind = kind_called(name) if isinstance(name, str) else None
    return [
        replace(
            about_input(problem, kind) if kind else problem,
            place=problem.place
            or (source.place_of_field(problem.field) if problem.field else None),
        )
        for problem in problems
    ]


def about_input(problem: Problem, kind: Kind) -> Problem:
    """``problem`` with its fields and choices said as who reads it knows them."""
    told = [
        InputWords.of(words, kind.model, problem.field)
        for words in (problem.message, problem.cure)
    ]
    return replace(problem, message=told[0], cure=told[1])

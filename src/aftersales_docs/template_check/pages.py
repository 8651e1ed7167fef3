"""Looking through a user's page templates: Word, HTML and CSS, each for its kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..document.house import house_of
from ..errors import LibraryError, Place, Problem, Severity, joined, sentences, worded
from ..kinds import KINDS, Kind
from ..language import LANGS, Lang
from ..nearest import did_you_mean
from ..pdf.environments import css_environment, html_environment
from ..resources import Templates
from ..sandbox.links import ALLOWED_LINKS, is_allowed_link
from ..sandbox.pictures import MAX_PICTURE_BYTES, picture_fault
from ..word.intake import read_parts
from ..word.needs import BEGIN, lost_numbering, missing_styles, style_names
from ..word.part_kinds import FILLED
from ..word.template import builtin_parts, environment
from . import word_tags as wordfile
from .expressions import TemplateFault
from .jinja_usage import UsageChecker
from .template_names import layouts_of, page_shapes, style_shapes
from .word_tags import WordPart

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ANCHOR = re.compile(r"""\bid\s*=\s*["']sig-|sig[-_]""")
_LOADED = re.compile(
    r"""(?:<(?:img|link|source|image|embed|object|iframe)\b[^>]*?\b(?:src|href|data)\s*=\s*["']"""
    r"""([^"']+)["'])|(?:url\(\s*["']?([^"')]+)["']?\s*\))|(?:@import\s+["']([^"']+)["'])"""
)
_ATTACHED = re.compile(
    r"""<(?:link|a|area)\b[^>]*\brel\s*=\s*(?:["'][^"'>]*\battachment\b|attachment\b)""",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"""<(?:a|area)\b[^>]*?\bhref\s*=\s*(?:["']([^"']*)["']|([^\s"'>]+))""", re.IGNORECASE
)
_MARKS = ("number", "date")


def kinds_for(path: Path, wanted: Sequence[Kind]) -> tuple[list[Kind], Lang]:
    """The kinds that a page template is used for, and the language to look at it in."""
    stem, _, lang = path.stem.rpartition(".")
    named = stem if lang in LANGS else path.stem
    if named in KINDS:
        found = [kind for kind in wanted if kind.id == named]
    elif path.suffix == ".docx":
        found = [kind for kind in wanted if named in layouts_of(kind.id)]
    else:
        found = list(wanted) if named == "document" else []
    return found, next((code for code in LANGS if code == lang), "de")


def known_names(ending: str) -> list[str]:
    """The names of page templates that some document asks for, without their ending."""
    layouts = {layout for kind in KINDS for layout in layouts_of(kind)}
    general = layouts if ending == ".docx" else {"document"}
    return sorted(general | {*KINDS} | {f"{kind}.{lang}" for kind in KINDS for lang in LANGS})


def is_asked_for(path: Path) -> bool:
    """Whether any document asks for a template of this name."""
    return path.stem in known_names(path.suffix)


def not_asked_for(path: Path) -> Problem:
    """The problem of a template that no document would use."""
    known = known_names(path.suffix)
    offer = did_you_mean(path.stem, known, path.suffix) or worded(
        "Name it after a kind or layout."
    )
    return Problem(
        "template-unused",
        "no document asks for a template of this name.",
        worded("{offer} Names: {known}.", offer=offer, known=", ".join(known)),
        place=Place(str(path)),
    )


def by_kinds(path: Path, found: Sequence[tuple[Kind, Iterable[Problem]]]) -> Iterator[Problem]:
    """Problems once each; with their kinds where not all the template serves have them."""
    kinds: dict[tuple[str, str, Place | None], tuple[Problem, list[str]]] = {}
    for kind, problems in found:
        for problem in dict.fromkeys(problems):
            same = problem.code, problem.message, problem.place
            kinds.setdefault(same, (problem, []))[1].append(kind.id)
    for problem, having in kinds.values():
        some = len(having) < len(found)
        message = problem.message
        if some:
            kinds_named = joined(having, worded(" and "))
            message = sentences(message, worded("(As {kinds}.)", kinds=kinds_named))
        yield replace(problem, message=message)


def _located(finding: TemplateFault, place: Place) -> Problem:
    return Problem(
        finding.code, finding.message, finding.cure, place=place, severity=finding.severity
    )


# Word


def word_problems(path: Path, kinds: Sequence[Kind], lang: Lang, own: Templates) -> list[Problem]:
    """Everything wrong with a Word template."""
    try:
        parts = read_parts(path, path.read_bytes())
        tagged = [WordPart(name, xml) for name, xml in parts.items() if FILLED.fullmatch(name)]
    except LibraryError as error:
        return list(error.problems)
    problems: list[Problem] = []
    unsound: set[str] = set()
    for part in tagged:
        found = [*wordfile.broken(part), *wordfile.blocks(part)]
        if not found and wordfile.unmended(part):
            found.append(_UNMENDED)
        if found:
            unsound.add(part.name)
        found += wordfile.deleted(part)
        problems += [_located(one, _word_place(path, part, one.line)) for one in found]
    per_kind = [
        (kind, _word_names(path, tagged, unsound, kind, lang, own, parts)) for kind in kinds
    ]
    return problems + list(by_kinds(path, per_kind))


_UNMENDED = TemplateFault(
    1,
    "tag-torn",
    "a tag is torn in a way that can't be mended.",
    "Delete the tags with formatting inside and type them anew.",
)


def _word_place(path: Path, part: WordPart, line: int) -> Place:
    return Place(f"{path} ({part.name}{part.paragraphs.called(line)})")


def _word_names(  # noqa: PLR0913, PLR0917
    path: Path,
    tagged: Sequence[WordPart],
    unsound: set[str],
    kind: Kind,
    lang: Lang,
    own: Templates,
    parts: dict[str, bytes],
) -> list[Problem]:
    """What a Word template asks for as ``kind``, and what it lacks."""
    problems: list[Problem] = []
    used: set[str] = set()
    broken = False
    for part in tagged:
        reader = UsageChecker(environment(lang), page_shapes(kind, "docx", own), kind.id)
        reader.read(part.source())
        used |= reader.used
        broken |= reader.broken
        # Where blocks don't hold, Jinja would only say the same less well.
        shown = [
            one
            for one in reader.findings
            if not (part.name in unsound and one.code == "template-syntax")
        ]
        problems += [_located(one, _word_place(path, part, one.line)) for one in shown]
    anchored = any(_ANCHOR.search(name) for part in tagged for name in _bookmarks(part))
    if not broken:
        problems += lacking(path, kind, used, anchored=anchored)
    if "body" in used:
        problems += _styles(path, parts, own, kind)
    return problems


def _bookmarks(part: WordPart) -> list[str]:
    return [str(mark.get(f"{_W}name")) for mark in part.root.iter(f"{_W}bookmarkStart")]


def _styles(path: Path, parts: dict[str, bytes], own: Templates, kind: Kind) -> list[Problem]:
    """The styles and lists that the body wants of its template."""
    wanted: dict[str, str] = {}
    counts = False
    for layout in sorted(layouts_of(kind.id)):
        wanted |= style_names(builtin_parts(layout))
        counts |= house_of(own).layout(layout).letter == "none"  # A letter has no clauses.
    if counts and (lost := lost_numbering(wanted, parts)):
        return [Problem("lists-missing", lost, BEGIN, place=Place(str(path)))]
    plain = missing_styles(wanted, parts)
    if not plain:
        return []
    named = worded(
        "the body uses styles that the template lacks: {plain}.", plain=", ".join(plain)
    )
    return [
        Problem("styles-missing", named, BEGIN, place=Place(str(path)), severity=Severity.WARNING)
    ]


# What no page may lack


def lacking(path: Path, kind: Kind, used: set[str], *, anchored: bool) -> list[Problem]:
    """The obligatory parts that a page without the body does not place itself."""
    if "body" in used or "outline" in used:
        return []
    problems = []
    if kind.signers and not anchored and not _uses(used, kind.signers):
        problems.append(
            Problem(
                "no-signature",
                "there is no place for the signature.",
                worded(
                    "Place the body, or who signs: data.{signers}.",
                    signers=" or data.".join(kind.signers),
                ),
                place=Place(str(path)),
            )
        )
    marks = [mark for mark in _MARKS if mark in kind.model.model_fields]
    for mark in marks if _MARKS[0] in marks else []:
        if not _uses(used, (mark,)):
            problems.append(
                Problem(
                    f"no-{mark}",
                    worded("there is no place for the document's {mark}.", mark=mark),
                    worded("Place the body, or data.{mark}.", mark=mark),
                    place=Place(str(path)),
                )
            )
    return problems


def _uses(used: set[str], fields: Sequence[str]) -> bool:
    paths = [f"data.{name}" for name in fields]
    return any(one == path or one.startswith(f"{path}.") for one in used for path in paths)


# HTML and CSS


def html_problems(path: Path, kinds: Sequence[Kind], lang: Lang, own: Templates) -> list[Problem]:
    """Everything wrong with an HTML template."""
    source = own.read(f"pdf/{path.name}")
    found = []
    for kind in kinds:
        reader = UsageChecker(html_environment(lang), page_shapes(kind, "pdf", own), kind.id)
        reader.read(source)
        problems = [_located(one, Place(str(path), one.line)) for one in reader.findings]
        if not reader.broken:
            problems += lacking(path, kind, reader.used, anchored=bool(_ANCHOR.search(source)))
        found.append((kind, problems))
    return [*_linked(path, source), *_loaded(path, source, own), *by_kinds(path, found)]


def css_problems(path: Path, own: Templates) -> list[Problem]:
    """Everything wrong with a style sheet."""
    source = own.read(f"pdf/{path.name}")
    reader = UsageChecker(css_environment(), style_shapes())
    reader.read(source)
    found = [_located(one, Place(str(path), one.line)) for one in reader.findings]
    found += _loaded(path, source, own)
    return found or list(_without_effect(path, source, own))


def _without_effect(path: Path, source: str, own: Templates) -> Iterator[Problem]:
    """Declarations that no page will show; each once, whatever the layouts."""
    # It asks WeasyPrint, which nobody without a style sheet of his own should wait for.
    from ..pdf.templates import passed_over

    said: dict[str, None] = {}
    for layout in house_of(own).layouts:
        for message in passed_over(own, layout, source, str(path)):
            said[_POSITION.sub("", message)] = None
    for message in said:
        written = _QUOTED.search(message)
        at = source.find(written[1].strip()) if written else -1
        yield Problem(
            "css-ignored",
            worded("{message}.", message=message.removesuffix(".")),
            "Compare it with a CSS reference.",
            place=Place(str(path), source.count("\n", 0, at) + 1 if at >= 0 else None),
            severity=Severity.WARNING,
        )


# The place in the style sheet as filled, which is another than in the file.
_POSITION = re.compile(r" at \d+:\d+")
_QUOTED = re.compile(r"`([^`]+)`")


def _linked(path: Path, source: str) -> Iterator[Problem]:
    """Files that a page would attach, and links that lead where none may."""
    cure = "Take it out; what belongs to the document stands on its pages."
    for match in _ATTACHED.finditer(source):
        line = source.count("\n", 0, match.start()) + 1
        yield Problem(
            "template-loads",
            "a template may not attach files to the document (rel=attachment).",
            cure,
            place=Place(str(path), line),
        )
    for match in _LINK.finditer(source):
        url = (match[1] or match[2] or "").strip()
        if url.startswith("#") or "{" in url or is_allowed_link(url):
            continue
        yield Problem(
            "template-loads",
            worded("the link '{url}' leads where a template's may not lead.", url=url[:80]),
            worded(
                "Links lead to {ALLOWED_LINKS}, or within the document.",
                ALLOWED_LINKS=", ".join(ALLOWED_LINKS),
            ),
            place=Place(str(path), source.count("\n", 0, match.start()) + 1),
        )


def _loaded(path: Path, source: str, own: Templates) -> Iterator[Problem]:
    """What a page would load from elsewhere, or can't load."""
    for match in _LOADED.finditer(source):
        url = next(group for group in match.groups() if group)
        line = source.count("\n", 0, match.start()) + 1
        if url.startswith("#") or "{" in url or "<<" in url:
            continue
        if fault := _url_fault(path, url.strip(), own):
            yield Problem(
                "template-loads",
                worded("'{url}' {fault}.", url=url[:80], fault=fault),
                "Put the file beside the template and name it by a relative path.",
                place=Place(str(path), line),
            )


def _url_fault(path: Path, url: str, own: Templates) -> str | None:
    if re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", url, re.IGNORECASE):
        return worded("lies elsewhere; a template may only load files beside it")
    target = (path.parent / url.partition("?")[0].partition("#")[0]).resolve()
    if not any(target.is_relative_to(folder.resolve()) for folder in own.folders):
        return worded("lies outside the template's folder")
    if not target.is_file():
        return worded("is not there")
    if target.stat().st_size > MAX_PICTURE_BYTES:
        return worded(
            "has more than {max_picture_bytes} MB", max_picture_bytes=MAX_PICTURE_BYTES // 2**20
        )
    return picture_fault(target.read_bytes())

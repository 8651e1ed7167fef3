"""What in a PDF could make it say something else later, without a change that shows.

Scripts, layers, values of fields, media and parts fetched from elsewhere: a file that holds
them is not signed, for nobody can say what the signature would cover; one that is signed
already is told with a note.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from ..errors import worded

# Going to a place or an address changes nothing on the page.
_HARMLESS_ACTIONS: Final = frozenset({"/GoTo", "/URI"})
_MEDIA: Final = {
    "/Movie": worded("a film"),
    "/Sound": worded("a sound"),
    "/Screen": worded("embedded media"),
    "/RichMedia": worded("embedded media"),
    "/3D": worded("a 3D model"),
}
_COLLECTION = worded("a portfolio, which shows other files in its stead")
_CATALOG: Final = {
    "/OCProperties": worded("layers that can be shown and hidden"),
    "/Collection": _COLLECTION,
    "/AA": worded("actions that run by themselves"),
}
_NAMES: Final = {
    "/JavaScript": "JavaScript",
    "/Renditions": worded("embedded media"),
    "/AlternatePresentations": worded("a slide show"),
}
_ELSEWHERE = worded("parts that are fetched from elsewhere")


def hazards_of(content: bytes) -> tuple[str, ...]:
    """What ``content`` holds that could make it say something else, each kind once."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            return tuple(dict.fromkeys((*_of_catalog(pdf.Root), *_of_objects(pdf))))
    except Exception:  # What can't be looked through is not known to be harmless.
        return (worded("parts that can't be read"),)


def _of_catalog(root: Any) -> Iterator[str]:
    for key, words in _CATALOG.items():
        if key in root:
            yield words
    names = root.get("/Names")
    for key, medium in _NAMES.items() if isinstance(names, pikepdf.Dictionary) else ():
        if key in names:
            yield medium
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary):
        yield from _of_action(opening)
    yield from _of_form(root.get("/AcroForm"))


def _of_form(form: Any) -> Iterator[str]:
    if not isinstance(form, pikepdf.Dictionary):
        return
    if "/XFA" in form:
        yield worded("an XFA form")
    if bool(form.get("/NeedAppearances")):
        yield worded("form fields that each viewer draws anew")


def _of_objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            yield from _of_stream(one)
        if isinstance(one, pikepdf.Stream | pikepdf.Dictionary | pikepdf.Array):
            for part in _dictionaries(one):
                yield from _of_dictionary(part)


def _dictionaries(one: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries that lie in an object itself, not behind a reference."""
    if depth > 50 or (depth and one.is_indirect):
        return
    is_array = isinstance(one, pikepdf.Array)
    if not is_array:
        yield one
    parts = (one[i] for i in range(len(one))) if is_array else (part for _, part in one.items())
    for part in parts:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array):
            yield from _dictionaries(part, depth + 1)


def _of_stream(one: Any) -> Iterator[str]:
    if "/F" in one or "/FFilter" in one:
        yield _ELSEWHERE
    subtype = one.get("/Subtype")
    if "/Ref" in one and subtype == "/Form":
        yield _ELSEWHERE
    if "/Alternates" in one or "/OPI" in one:
        yield worded("pictures that are shown by others in their stead")
    if subtype == "/PS":
        yield "PostScript"


def _of_dictionary(one: Any) -> Iterator[str]:
    kind = one.get("/FT")
    if isinstance(kind, pikepdf.Name) and kind != "/Sig":
        yield worded("form fields to fill in")
    if "/AA" in one:
        yield worded("actions that run by themselves")
    subtype = one.get("/Subtype")
    if isinstance(subtype, pikepdf.Name) and str(subtype) in _MEDIA and "/Rect" in one:
        yield _MEDIA[str(subtype)]
    for key in ("/A", "/PA"):
        action = one.get(key)
        if isinstance(action, pikepdf.Dictionary) and "/S" in action:
            yield from _of_action(action)
    if one.get("/S") == "/JavaScript" and "/JS" in one:
        yield "JavaScript"


def _of_action(action: Any) -> Iterator[str]:
    """What an action and those that follow it do, if more than to lead somewhere."""
    waiting, seen = [action], 0
    while waiting and seen < 1000:
        one = waiting.pop()
        seen += 1
        kind = str(one.get("/S"))
        if kind == "/JavaScript":
            yield "JavaScript"
        elif kind not in _HARMLESS_ACTIONS:
            yield worded("actions other than links")
        following = one.get("/Next")
        if isinstance(following, pikepdf.Array):
            waiting += [following[i] for i in range(len(following))]
        elif isinstance(following, pikepdf.Dictionary):
            waiting.append(following)

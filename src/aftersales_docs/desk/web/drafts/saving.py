"""What came back of a draft's form, kept: fields, and files that were put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from ....kinds import KINDS
from ...days import today
from ...draft_content import Content, content_of_form, fields_of
from ...drafts import Frame, save
from ...inputs import named_in, unpacked
from ...register.models import Draft
from ...uploads import refuse_larger
from ..forms.changing import changed
from ..forms.paths import Path, at, path_of, put
from ..forms.reading import Reader
from ..forms.typed import alike
from ..pages.files import MOST
from ..signed_in import bounded, person_of
from ..starting import the_register

UPLOAD: Final = "@"
SEVERAL: Final = "@+"


def typed(row: Draft, post: QueryDict) -> dict[str, Any]:
    """The fields of a draft as the form has them; as they were where they say the same."""
    data = Reader(KINDS[row.kind], post, today()).data()
    before = fields_of(row)
    return before if alike(before, data) else data


def acted(row: Draft, request: HttpRequest) -> tuple[dict[str, Any], Path, dict[str, bytes]]:
    """The fields after what a button asked for, where the reader goes on, and files put in.

    Raises:
        DataError: a file is too large.

    """
    data, files = typed(row, request.POST), _uploads(row, request)
    named: dict[str, bytes] = {}
    for path, (name, content) in files.items():
        named[name] = content
        data = put(data, path, name)
    for path, (name, content), title in _several(row, request, set(named)):
        named[name] = content
        listed = at(data, path)
        entry = {"name": title, "file": name}
        data = put(data, path, [*(listed if isinstance(listed, list) else ()), entry])
    data, focus = changed(KINDS[row.kind], data, request.POST.get("draft-act", ""))
    return data, focus, named


def _uploads(row: Draft, request: HttpRequest) -> dict[Path, tuple[str, bytes]]:
    """Files by the field in which each stands, with the names under which they are kept."""
    found: dict[Path, tuple[str, bytes]] = {}
    taken = set(named_in(row.content))
    for key, given in request.FILES.items():
        if isinstance(given, UploadedFile) and key.endswith(UPLOAD):
            found[path_of(key.removesuffix(UPLOAD))] = _taken_in(given, taken)
    return found


def _several(
    row: Draft, request: HttpRequest, taken: set[str]
) -> Iterator[tuple[Path, tuple[str, bytes], str]]:
    """Files that each become an entry of a list, with what they are called there."""
    taken |= set(named_in(row.content))
    for key in request.FILES:
        for given in request.FILES.getlist(key) if key.endswith(SEVERAL) else ():
            if isinstance(given, UploadedFile):
                title = PurePosixPath(given.name or "file").stem.replace("_", " ")[:120]
                yield path_of(key.removesuffix(SEVERAL)), _taken_in(given, taken), title


def _taken_in(given: Any, taken: set[str]) -> tuple[str, bytes]:
    """A file, and the name under which it is kept.

    Raises:
        DataError: it is too large.

    """
    refuse_larger(given.size or 0, MOST)
    name = _free(given.name or "file", taken)
    taken.add(name)
    return name, given.read()


def _free(given: str, taken: set[str]) -> str:
    """A name for a file that no other of the draft has, without anything but its own words."""
    plain = re.sub(r"[^\w.-]+", "-", PurePosixPath(given.replace("\\", "/")).name).strip(".-")
    plain = plain[-80:] or "file"
    number = 1
    while f"{number}-{plain}" in taken:
        number += 1
    return f"{number}-{plain}"


def content(row: Draft, data: Mapping[str, Any], named: Mapping[str, bytes]) -> Content:
    """What is to be kept; a file that nothing names any more is let go."""
    text = _words(data)
    there = {name: one for name, one in named_in(row.content).items() if name in text}
    return content_of_form(row, data, named, there)


def _words(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        return set().union(*map(_words, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(_words, value)) if value else set()
    return {str(value)}


def kept(
    request: HttpRequest,
    row: Draft,
    data: dict[str, Any],
    named: Mapping[str, bytes],
    frame: Frame | None = None,
) -> Draft:
    """Save the draft of which the form says the version.

    Raises:
        DataError: somebody else has saved it since.

    """
    version = bounded(request.POST.get("draft-version"), 1, 2**31 - 1, 0)
    if data == fields_of(row) and not named and frame is None:
        return row
    who = person_of(request).signature()
    return save(the_register(), row.pk, version, content(row, data, named), who, frame)


def same_content(row: Draft) -> Content:
    """What the draft holds, to be kept as it is."""
    return Content(row.kind, unpacked(row.content), {}, named_in(row.content))

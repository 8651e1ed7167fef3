"""What a caller sends: an input with the files that it names, or files alone; all bounded.

An input is read from a folder of its own, which holds nothing else: it can name the files that
were sent along, and no other.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from ...errors import AftersalesError, Place, Problem, Worded, worded
from ...kinds import KINDS
from ...loading import read_by_name
from ...schemas.field_names import named
from ...schemas.named_files import files_named
from ...schemas.source import LIMIT_BYTES
from .problems import ApiError

INPUT: Final = "input"
FILES: Final = "files"
MOST_FILES: Final = 30
MOST_BYTES: Final = 25 * 1024 * 1024
_NAME: Final = re.compile(r"[^\W_][\w. \-()]{0,99}")
_INPUT_FILE: Final = "input.json"


@dataclass(frozen=True, slots=True)
class Sent:
    """An input that was sent, in a folder of its own."""

    kind: str
    path: Path

    def shown(self, problems: Iterable[Problem]) -> list[Problem]:
        """``problems`` without the name of the folder, which tells a caller nothing."""
        return [self._shown(one) for one in problems]

    def _shown(self, problem: Problem) -> Problem:
        place = problem.place
        if place is not None:
            place = Place(self._without(place.file), place.line, place.column)
        message, cure = self._words(problem.message), self._words(problem.cure)
        return replace(problem, place=place, message=message, cure=cure)

    def _words(self, words: str) -> str:
        if not isinstance(words, Worded):
            # A citation stays one, so that it is said in the reader's language.
            return self._without(words) if str(self.path.parent) in words else words
        values = {
            name: self._words(value) if isinstance(value, str) else value
            for name, value in words.values.items()
        }
        return Worded(words.template, values, words.variants)

    def _without(self, text: str) -> str:
        return text.replace(f"{self.path.parent}/", "").replace(str(self.path.parent), "")


@contextmanager
def sent_input(request: HttpRequest, kind: str) -> Iterator[Sent]:
    """The input of a request, for as long as it is worked on; problems name no folder.

    It is JSON, or ``multipart/form-data``: the JSON in ``input``, files that it names in
    ``files``.

    Raises:
        ApiError: it can't be read.
        DataError: it is no input of that kind.

    """
    content, files = _parts(request)
    with laid_out(kind, content, files) as sent:
        yield sent


@contextmanager
def laid_out(kind: str, content: bytes, files: dict[str, bytes]) -> Iterator[Sent]:
    """An input and its files in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="aftersales-docs-") as name:
        folder = Path(name).resolve()
        sent = Sent(kind, folder / _INPUT_FILE)
        for one, data in files.items():
            (folder / one).write_bytes(data)
        try:
            sent.path.write_bytes(_of_kind(content, kind, str(sent.path)))
            yield sent
        except AftersalesError as error:
            raise type(error)(sent.shown(error.problems)) from error


def _of_kind(content: bytes, kind: str, path: str) -> bytes:
    """The input with its kind in it, on the line where it began, so that places stay right."""
    source = read_by_name(path, content)
    given = source.data.get("kind")
    if given is not None and given != kind:
        raise ApiError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            Problem(
                "kind-differs",
                worded(
                    "the input is a '{given}', the address says '{kind}'.",
                    given=str(given)[:60],
                    kind=kind,
                ),
                "Send it to the address of its kind.",
                "kind",
            ),
        )
    data = named(source, KINDS[kind].model).data
    for field, name in files_named(data):
        if Path(name).name != name or name == "..":
            raise ApiError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                Problem(
                    "file-not-sent",
                    worded("'{name}' is no file that was sent along.", name=name[:100]),
                    "Send the file with the input, and give its name alone, without a folder.",
                    field,
                ),
            )
    if given is not None:
        return content
    start = content.index(b"{") + 1
    comma = b", " if data else b""
    return content[:start] + b'"kind": ' + json.dumps(kind).encode() + comma + content[start:]


def _parts(request: HttpRequest) -> tuple[bytes, dict[str, bytes]]:
    media = (request.content_type or "").lower()
    if media == "multipart/form-data":
        files = uploads(request)
        sent = files.get(INPUT)
        given = sent[0][1] if sent else _text_part(request).encode()
        return _bounded(given), dict(files.get(FILES, ()))
    if media not in ("application/json", "text/json"):
        raise ApiError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            Problem(
                "media-type",
                worded("content of the type '{media}' is not taken.", media=media[:100]),
                "Send application/json, or multipart/form-data with files.",
            ),
        )
    return _bounded(body_of(request)), {}


def _text_part(request: HttpRequest) -> str:
    found = request.POST.get(INPUT, "")
    if not found:
        raise ApiError(
            HTTPStatus.BAD_REQUEST,
            Problem(
                "no-input",
                worded("the request has no part '{name}'.", name=INPUT),
                "Send the input as JSON in that part.",
            ),
        )
    return found


def _bounded(content: bytes) -> bytes:
    if len(content) > LIMIT_BYTES:
        raise too_large(LIMIT_BYTES)
    stripped = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not stripped.startswith(b"{"):
        raise ApiError(
            HTTPStatus.BAD_REQUEST,
            Problem("no-object", "the input is no JSON object.", "Send {…} with the fields."),
        )
    return content


def too_large(most: int) -> ApiError:
    """What is sent is larger than ``most`` bytes."""
    return ApiError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Problem(
            "too-large",
            worded("what was sent is larger than {most} MB.", most=most // 2**20),
            "Send less.",
        ),
    )


def body_of(request: HttpRequest) -> bytes:
    """The body of a request.

    Raises:
        ApiError: it is too large, or broke off.

    """
    try:
        return request.body
    except RequestDataTooBig as error:
        raise too_large(LIMIT_BYTES * 5) from error
    except OSError as error:
        raise _unreadable() from error


def uploads(request: HttpRequest) -> dict[str, list[tuple[str, bytes]]]:
    """The files of a ``multipart/form-data`` request by part, each with its name.

    Raises:
        ApiError: they can't be read, are too many or too large, or have unfit names.

    """
    # Told before a byte is read; what is longer than its head says is not read.
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + 2**20:
        raise too_large(MOST_BYTES)
    try:
        found = request.FILES
        given = [(part, file) for part in found for file in found.getlist(part)]
    except (MultiPartParserError, SuspiciousOperation, OSError) as error:
        raise _unreadable() from error
    if len(given) > MOST_FILES or sum(file.size or 0 for _, file in given) > MOST_BYTES:
        raise too_large(MOST_BYTES)
    files: dict[str, list[tuple[str, bytes]]] = {}
    taken = {_INPUT_FILE}
    for part, file in given:
        files.setdefault(part, []).append((_named(file, taken, part), file.read()))
    return files


def _named(file: UploadedFile[Any], taken: set[str], part: str) -> str:
    name = file.name or ""
    if part == FILES and (not _NAME.fullmatch(name) or name.endswith(".") or name in taken):
        raise ApiError(
            HTTPStatus.BAD_REQUEST,
            Problem(
                "file-name",
                worded("'{name}' can't be the name of a file here.", name=name[:100]),
                "Give each file a name of its own, of letters, figures, points and hyphens.",
            ),
        )
    taken.add(name)
    return name


def _unreadable() -> ApiError:
    return ApiError(
        HTTPStatus.BAD_REQUEST,
        Problem(
            "unreadable-request",
            "the request broke off, or is not what its head says.",
            "Send it again, whole.",
        ),
    )


def kind_named(kind: str) -> str:
    """The kind of an address.

    Raises:
        ApiError: there is none like that.

    """
    if kind in KINDS:
        return kind
    raise ApiError(
        HTTPStatus.NOT_FOUND,
        Problem(
            "unknown-kind",
            worded("there is no kind '{name}'.", name=kind[:60]),
            worded("Write one of: {names}.", names=", ".join(KINDS)),
            "kind",
        ),
    )


def query_words(values: Any, most: int = 50) -> tuple[str, ...]:
    """Words of a query that may be repeated or separated by commas."""
    given = [part.strip() for value in values for part in value.split(",")]
    return tuple(dict.fromkeys(part for part in given if part))[:most]

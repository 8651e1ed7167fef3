"""Reading JSON value by value, with the place of each.

JSON is read by the standard library, since not all JSON is YAML in practice (a line break
before ``:``, long keys, raw U+0085).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

from ..errors import worded
from .source_parts import LIMIT_DEPTH, Builder, Failure, Path_, Spot, spot_of

_SPACE = re.compile(r"[ \t\n]*")
# A quote that is never closed goes on to the end, or each of its quotes would be tried anew.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)

_JSON_CAUSES = (
    (
        "Expecting property name",
        worded("a field's name in double quotes should stand here"),
        'Write "field": value; no comma after the last one.',
    ),
    ("Illegal trailing comma", worded("there is a comma after the last entry"), "Delete it."),
    ("Expecting ':'", worded("a ':' should stand here"), 'Write "field": value.'),
    ("Expecting ','", worded("a comma or a closing bracket should stand here"), "Add it."),
    (
        "Expecting value",
        worded("a value should stand here"),
        worded('Write text in double quotes, a number, true, false, null, "[…]" or "{{…}}".'),
    ),
    ("Unterminated string", worded("a quote is opened here and not closed"), 'Close it with ".'),
    (
        "Invalid control character",
        worded("a line break, tab or control character stands inside quotes"),
        "Write \\n or \\t instead.",
    ),
    ("Invalid \\", worded("the backslash begins nothing that JSON knows"), "Write two: \\\\."),
    (
        "Extra data",
        worded("something follows after the end of the data"),
        "Delete it, or put it inside the brackets.",
    ),
)


def check_json(text: str, fail: Failure) -> None:
    """Refuse what is not JSON, and what is nested so deep that a parser might break."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > LIMIT_DEPTH + 1:
            raise fail.too_deep(spot_of(text, match.start()))
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        cause = next((c for c in _JSON_CAUSES if error.msg.startswith(c[0])), None)
        message, cure = cause[1:] if cause else (worded("this is not JSON"), "Mend it here.")
        raise fail(
            "json-syntax", worded("{message}.", message=message), cure, (error.lineno, error.colno)
        ) from error


class JsonBuilder(Builder):
    """Reads text that is known to be JSON, noting where everything stands."""

    def __init__(self, text: str, fail: Failure) -> None:
        super().__init__(fail)
        self.text = text
        self.index = 0
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.decoder = json.JSONDecoder(
            parse_int=self._number, parse_float=self._number, parse_constant=self._number
        )

    def _number(self, text: str) -> Any:
        return self.number(text, self.spot())

    def spot(self) -> Spot:
        line = bisect_right(self.lines, self.index)
        return line, self.index - self.lines[line - 1] + 1

    def next(self) -> str:
        """The next character that is not white space."""
        match = _SPACE.match(self.text, self.index)
        self.index = match.end() if match else self.index
        return self.text[self.index]

    def passed(self, char: str) -> bool:
        """Whether ``char`` is next; if so it is passed."""
        found = self.next() == char
        self.index += found
        return found

    def plain(self) -> Any:
        """The string, number or word that is next."""
        spot = self.spot()
        value, self.index = self.decoder.raw_decode(self.text, self.index)
        return self.string(value, spot) if isinstance(value, str) else value

    def build(self, path: Path_ = ()) -> Any:
        """The value that is next."""
        char = self.next()
        self.enter(path, self.spot())
        if char == "{":
            return self.mapping(path)
        return self.sequence(path) if char == "[" else self.plain()

    def mapping(self, path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        self.index += 1
        while not self.passed("}"):
            self.passed(",")
            self.next()
            spot = self.spot()
            key = self.plain()
            self.enter_key((*path, key), spot)
            self.passed(":")
            data[key] = self.build((*path, key))
        return data

    def sequence(self, path: Path_) -> list[Any]:
        data: list[Any] = []
        self.index += 1
        while not self.passed("]"):
            self.passed(",")
            data.append(self.build((*path, len(data))))
        return data

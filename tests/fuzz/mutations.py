"""Changes to good files that keep enough of their shape to come past the first check.

Each takes the chance to use and the bytes, and gives other bytes. The same chance changes the
same bytes in the same way.
"""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

import pikepdf
from lxml import etree
from ruamel.yaml import YAML

Change = Callable[[Random, bytes], bytes]

MEGABYTE = 2**20
# What some reader takes for a sign: of encodings, numbers, YAML, JSON, our texts, XML, PDF.
_WORDS = (b"", b" ", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r\n", b"\t", b'\\"')
_WORDS += (
    b"\x1b[2J",
    b"? ",
    b"- ",
    b"/Prev 0",
    b"0 0 R",
    b"1 0 R",
    b"&a [*a, *a]",
    b"<<: *a",
    b"!x 1",
)
_SIGNS = (
    "%00 ../../x -1 0 1e999 99999999999999999999 2026-02-30 --- : # | >- ' \" \\ ~ null true "
    "{ } [ ] {{x}} {%if%} {%endfor%} [[x]] :::table {#x} <b> &amp; &x; ]]> <!-- ; /* "
    "@import url( endobj stream endstream xref startxref trailer << >> /Kids /Length /Filter "
    "\u202e \u00ad 😀 й \u0301 小"
)
_WORDS += tuple(word.encode() for word in _SIGNS.split(" "))
_NUMBERS = (None, True, False, 0, -1, 1, 10**30, 0.1, -0.001, float("inf"), float("nan"))
_DATES = ("2026-02-30", "9999-12-31", "0001-01-01", "2024-02-29", "1 000,00", "24:00")
_SHAPES = ([], {}, [[]], [None], {"": ""}, {"type": "other"})
_MARKS = (
    "{{ 7 * 7 }}",
    "{% if %}",
    "[[duties]]",
    "[x](goods)",
    "::: table",
    "<b>&amp;</b>",
    "`*_#",
)
_CHARS = (
    "",
    " ",
    "\u202eabc",
    "\0",
    "\ud800",
    "a\nb\n\n- c",
    "\u2028",
    "😀",
    "小米",
    "Ω ",
    "'\"\\",
)
_LONG = ("A" * 20_000, "ß " * 300, "../../etc/passwd", "file:///etc/passwd", "de", "ru", "other")
_VALUES: tuple[Any, ...] = (*_NUMBERS, *_DATES, *_SHAPES, *_MARKS, *_CHARS, *_LONG)


def flip(chance: Random, content: bytes) -> bytes:
    """One to eight bytes are other bytes."""
    changed = bytearray(content or b"\0")
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: Random, content: bytes) -> bytes:
    """A span is missing, or all from some place on."""
    start, end = _span(chance, content)
    return content[:start] if chance.random() < 0.3 else content[:start] + content[end:]


def repeat(chance: Random, content: bytes) -> bytes:
    """A span stands there many times over."""
    start, end = _span(chance, content, 40)
    times = chance.choice((2, 3, 100, 4_000))
    return content[:start] + content[start:end] * times + content[end:]


def insert(chance: Random, content: bytes) -> bytes:
    """A word that some reader takes for a sign; now and then without end."""
    start, end = _span(chance, content, 12)
    word = chance.choice(_WORDS) * chance.choice((1, 1, 1, 2, 30, 3_000, 20_000))
    return content[:start] + word + content[chance.choice((start, end)) :]


def lines(chance: Random, content: bytes) -> bytes:
    """Lines are missing, double, moved or set in."""
    rows = content.splitlines(keepends=True) or [b"\n"]
    at, to = chance.randrange(len(rows)), chance.randrange(len(rows))
    row = rows[at]
    kind = chance.randrange(4)
    if kind == 0:
        del rows[at : at + chance.randint(1, 3)]
    elif kind == 1:
        rows.insert(to, row)
    elif kind == 2:
        rows[at], rows[to] = rows[to], row
    else:
        rows[at] = b" " * chance.choice((1, 2, 4, 400)) + row.lstrip(b" ")
    return b"".join(rows)


def _span(chance: Random, content: bytes, longest: int = 2_000) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.randint(1, longest))


ANY_BYTES: tuple[Change, ...] = (flip, cut, repeat, insert)
TEXT: tuple[Change, ...] = (cut, repeat, insert, insert, lines, lines)


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every place of a tree of lists and mappings, as (container, key)."""
    found = []
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in pairs:
        found.append((tree, key))
        if isinstance(value, dict | list):
            found += _places(value)
    return found


def _other_value(chance: Random, tree: Any) -> None:
    """One place of the tree holds something else, is missing or stands twice."""
    places = _places(tree)
    if not places:
        return
    container, key = chance.choice(places)
    other, other_key = chance.choice(places)
    kind = chance.randrange(6)
    if kind == 0:
        del container[key]
    elif kind == 1:
        container[key] = json.loads(json.dumps(other[other_key], default=str))
    elif kind == 2 and isinstance(container, dict):
        container[chance.choice(("", "x", "kind", 1, None, f"{key} ", "\u043a"))] = container[key]
    elif kind == 3 and isinstance(container, list):
        container.extend([container[key]] * chance.choice((1, 5, 300)))
    elif kind == 4:
        container[key] = [container[key]]
    else:
        container[key] = chance.choice(_VALUES)


def _tree(content: bytes) -> Any:
    tree = YAML(typ="safe", pure=True).load(content)
    return tree if isinstance(tree, dict | list) else {"kind": tree}


def yaml_tree(chance: Random, content: bytes) -> bytes:
    """A value of a YAML file is another; what is no YAML is changed as text."""
    try:
        tree = _tree(content)
        _other_value(chance, tree)
        output = io.BytesIO()
        yaml = YAML(typ="safe", pure=True)
        yaml.allow_unicode = chance.random() < 0.5
        yaml.dump(tree, output)
    except Exception:  # A change before this one broke it: any error is right.
        return lines(chance, content)
    return output.getvalue()


def json_tree(chance: Random, content: bytes) -> bytes:
    """As ``yaml_tree``, for JSON."""
    try:
        tree = json.loads(content)
        _other_value(chance, tree)
        text = json.dumps(tree, ensure_ascii=chance.random() < 0.5, indent=1)
        return text.encode("utf-8", "surrogatepass")
    except (ValueError, TypeError, RecursionError):
        return insert(chance, content)


def as_json(content: bytes) -> bytes:
    """A sample in YAML as JSON."""
    return json.dumps(_tree(content), default=str, ensure_ascii=False, indent=1).encode()


def xml(chance: Random, content: bytes) -> bytes:
    """An element is missing, double, moved, deep, empty or has other attributes."""
    try:
        root = etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return chance.choice(TEXT)(chance, content)
    elements = [one for one in root.iter() if isinstance(one.tag, str) and one is not root]
    if not elements:
        return chance.choice(TEXT)(chance, content)
    one, other = chance.choice(elements), chance.choice(elements)
    _other_element(chance, one, other)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _other_element(chance: Random, one: Any, other: Any) -> None:
    twin = copy.deepcopy(other)
    kind = chance.randrange(7)
    if kind == 0:
        one.getparent().remove(one)
    elif kind == 1:
        one.addnext(twin)
    elif kind == 2:
        one.getparent().replace(one, twin)
    elif kind == 3:
        for _ in range(chance.choice((3, 50, 220))):
            one = etree.SubElement(one, other.tag, dict(other.attrib))
    elif kind == 4:
        for child in list(one):
            one.remove(child)
    else:
        _other_words(chance, one)


def _other_words(chance: Random, one: Any) -> None:
    if one.attrib and chance.random() < 0.5:
        values = ("", "-1", "x", "99999999999", "0", "true", "rId1", "rId999", "\u202e")
        one.set(chance.choice(list(one.attrib)), chance.choice(values))
    else:
        one.text = chance.choice(("", " ", "[[x]]", "{{ x }}", "{%p if %}", "1.", "A" * 9_000))


def archive(chance: Random, content: bytes) -> bytes:
    """A part of a Word file is changed, missing, double, huge or has another name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            parts = [(one, source.read(one)) for one in source.namelist()]
    except Exception:  # A change before this one broke it: any error is right.
        return chance.choice(ANY_BYTES)(chance, content)
    at = chance.randrange(len(parts))
    # What the reader looks at first is changed most.
    if chance.random() < 0.6:
        at = next((i for i, (name, _) in enumerate(parts) if name == "word/document.xml"), at)
    name, part = parts[at]
    kind = chance.choices(range(6), (12, 3, 1, 1, 0.1, 1))[0]
    if kind == 0:
        parts[at] = (name, xml(chance, part))
    elif kind == 1:
        parts[at] = (name, chance.choice(TEXT)(chance, part))
    elif kind == 2:
        del parts[at]
    elif kind == 3:
        parts[at] = (chance.choice(("../x", "/x", "word\\x.xml", "", name.upper())), part)
    elif kind == 4:
        parts[at] = (name, part + b" " * (200 * MEGABYTE))
    else:
        parts[at] = (name, chance.choice(parts)[1])
    return _zipped(parts)


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, part in parts:
            target.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def pdf_object(chance: Random, content: bytes) -> bytes:
    """An entry of some object of a PDF is another, missing, or leads elsewhere."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            holders = [one for one in pdf.objects if _holder(one)]
            _other_entry(chance, pdf, chance.choice(holders), chance.choice(holders))
            output = io.BytesIO()
            pdf.save(output, deterministic_id=True, compress_streams=False)
    except Exception:  # A change before this one broke it: any error is right.
        return chance.choice(ANY_BYTES)(chance, content)
    return output.getvalue()


def _holder(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and bool(list(one.keys()))


def _other_entry(chance: Random, pdf: pikepdf.Pdf, one: Any, other: Any) -> None:
    key = chance.choice(sorted(one.keys()))
    kind = chance.randrange(7)
    if kind == 0:
        del one[key]
    elif kind == 1:
        one[key] = other
    elif kind == 2:
        one[key] = pdf.make_indirect(pikepdf.Array([other, one]))
    elif kind == 3:
        one[key] = chance.choice((-1, 0, 10**9, True, pikepdf.String("x"), pikepdf.Name("/X")))
    elif kind == 4:
        one[key] = pikepdf.Array([one[key]] * chance.choice((0, 2, 500)))
    elif kind == 5 and isinstance(one, pikepdf.Stream):
        size = chance.choice((0, 1_000, 100 * MEGABYTE if chance.random() < 0.2 else 5))
        one.write(b"\0" * size)
    else:
        one[chance.choice(("/Kids", "/Parent", "/Names", "/AF", "/V", "/EF", "/F"))] = one[key]


def _weighed(*choices: tuple[Change, float]) -> Change:
    """One of several changes, up to three times over."""
    changes, weights = zip(*choices, strict=True)

    def change(chance: Random, content: bytes) -> bytes:
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            content = chance.choices(changes, weights)[0](chance, content)
        return content

    return change


def _any_of(changes: tuple[Change, ...]) -> Change:
    return lambda chance, content: chance.choice(changes)(chance, content)


BINARY = _weighed((_any_of(ANY_BYTES), 1))
YAML_FILE = _weighed((yaml_tree, 6), (_any_of(TEXT), 3), (_any_of(ANY_BYTES), 1))
JSON_FILE = _weighed((json_tree, 6), (_any_of(TEXT), 3), (_any_of(ANY_BYTES), 1))
WORD_FILE = _weighed((archive, 12), (_any_of(ANY_BYTES), 1))
PDF_FILE = _weighed((pdf_object, 4), (_any_of(ANY_BYTES), 3))
TEXT_FILE = _weighed((_any_of(TEXT), 6), (_any_of(ANY_BYTES), 1))

"""The fast reader of YAML gives what the slow one gives, place for place, or leaves it to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aftersales_docs.errors import DataError
from aftersales_docs.schemas.source_parts import Builder, Failure
from aftersales_docs.schemas.yaml_events import read_events
from aftersales_docs.schemas.yaml_reader import YamlBuilder, yaml_root
from tests.inputs import SAMPLES

FAIL = Failure("t.yaml")


def slow(text: str) -> tuple[Any, Builder]:
    builder = YamlBuilder(FAIL, text)
    return builder.build(yaml_root(text, FAIL)), builder


def typed(value: Any) -> Any:
    """``value`` with the types and the typed digits of its numbers."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return type(value).__name__, getattr(value, "source_text", value)


def agree(text: str) -> bool:
    """Whether the fast reader read ``text``; then the slow one must say the same of it."""
    found = read_events(text, FAIL)
    if found is None:
        return False
    data, builder = found
    wanted, other = slow(text)
    assert typed(data) == typed(wanted)
    assert builder.places == other.places
    assert builder.key_places == other.key_places
    assert not other.remarks, "a remark would be lost"
    return True


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_read_fast_and_the_same(path: Path) -> None:
    assert agree(path.read_text(encoding="utf-8"))


_SCALARS = st.sampled_from(
    """a|Müller & Co|Öztürk, Leyla|2026-11-23|23.11.2026|12|-3|+7|007|12.50|1e3|.5|5.|0x1f|0o17
1_000|12:30|true|True|yes|no|on|~|null||'q: 1'|"d\\n e"|'it''s'|>-|""|''|a: b|a #b|a  # c|# c
[1, zwei]|{x: 1, y: zwei}|{x: 649,00}|[]|{}|&a b|*a|!t b|!!str 1|@x|`x|%x|- x|? x|= |<<|.inf
.nan|a\u00a0b|„a“|\u2013 x|x:y|http://e.de/a:b|30449 Hannover|+49 511 12|№ 5|a\tb|a b:
345-R|55U-2609|1e-3|1-2|0b1|1.2.3|2026-1-1 10:00""".replace("\n", "|").split("|")
)
_KEYS = st.sampled_from(
    [
        "a",
        "b",
        "name",
        "'q k'",
        '"d"',
        "1",
        "1.5",
        "true",
        "null",
        "2026-01-01",
        "x y",
        "<<",
        "=",
        "ключ",
        "aа",
        "? k",
        "-k",
        "k-",
    ]
)
_LINES = st.builds(
    lambda indent, mark, key, value, end: f"{' ' * indent}{mark}{key}: {value}{end}",
    st.integers(0, 4),
    st.sampled_from(["", "", "", "- ", "-  ", "– "]),
    _KEYS,
    _SCALARS,
    st.sampled_from(["", "", "", " ", "  # c", " # c", "\n    folded on", "\n\n"]),
) | st.sampled_from(
    [
        "",
        "# c",
        "---",
        "...",
        "- x",
        "  - 1",
        "text: |\n  a\n   b\n",
        "text: >-\n  a\n  b\n\n  c",
        "\tx: 1",
        "%YAML 1.1",
        "s: 'a\n  b'",
        'd: "a\\\n  b"',
        "x: [a,\n  b]",
        "{a: 1}",
    ]
)


@settings(deadline=None, max_examples=250)
@given(st.lists(_LINES, min_size=1, max_size=6).map("\n".join))
@example("a: 1\na: 2")
@example("a: b: c")
@example("a:\n- 1\n-2")
@example("? a\n: b")
@example('a: "\\x41"')
@example("a: 1\n---\nb: 2")
@example("a: |2\n   b")
def test_what_both_read_is_the_same(text: str) -> None:
    try:
        agree(text)
    except DataError as error:
        raise AssertionError(f"read fast, but refused: {error}") from error


@given(st.text("ab:-#'\"[]{},|>&*!%@ \n\t0.", max_size=30))
@settings(deadline=None, max_examples=250)
def test_any_signs(text: str) -> None:
    try:
        agree(text)
    except DataError as error:
        raise AssertionError(f"read fast, but refused: {error}") from error


@pytest.mark.wide
def test_depth_and_size_are_bounded() -> None:
    assert read_events("a: " + "[" * 5_000, FAIL) is None
    assert read_events("a: " + "[" * 60 + "]" * 60, FAIL) is None
    assert read_events("\n".join(f"k{n}: 1" for n in range(20_001)), FAIL) is None

"""Reading files that are wrong: each says what, where (line and column) and how to cure it."""

from __future__ import annotations

import errno
import io
import json
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales_docs.characters import REORDERING, as_latin
from aftersales_docs.errors import DataError, Place, Problem
from aftersales_docs.schemas.source import (
    LIMIT_BYTES,
    LIMIT_DEPTH,
    LIMIT_NODES,
    Source,
    read_source,
)


def source(folder: Path, text: str | bytes, name: str = "a.yaml") -> Source:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_source(str(file))


def problem(folder: Path, text: str | bytes, name: str = "a.yaml") -> Problem:
    with pytest.raises(DataError) as caught:
        source(folder, text, name)
    (only,) = caught.value.problems
    assert only.message
    assert only.cure
    assert only.place
    assert only.place.file == str(folder / name)
    return only


def found(folder: Path, text: str | bytes, name: str = "a.yaml") -> tuple[Any, ...]:
    one = problem(folder, text, name)
    assert one.place
    return one.code, one.place.line, one.place.column


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('a: "x\n', (1, 4), "not closed"),
        ("a: 'x\nb: 1\n", (1, 4), "not closed"),
        ("a: b: c\n", (1, 5), "second ':'"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "indent"),
        ("a:\n\tb: 1\n", (2, 1), "tab"),
        ('a: "ООО "Ромашка""\n', (1, 10), "closing quote"),
        ("a: 1\nb\nc: 1\n", (2, 1), "':'"),
        ("a: @x\n", (1, 4), "unquoted"),
        ("a: %x\n", (1, 4), "unquoted"),
        ("a: *x\n", (1, 4), "'*'"),
        ("a: & x\n", (1, 5), "'&'"),
        ("a: [b, c\nd: e\n", (2, 2), "'['"),
        ("a: {b: c\nd: e\n", (2, 2), "'{'"),
        ("a: - b\n", (1, 4), "list"),
        ("a: |text\n", (1, 5), "'|'"),
        ('a: "C:\\dir"\n', (1, 8), "backslash"),
        ("a: [b,,c]\n", (1, 7), "comma"),
        ("a: 1\n- b\n", (2, 1), "indent"),
    ],
)
def test_yaml_that_does_not_parse(
    text: str, place: tuple[int, int], words: str, tmp_path: Path
) -> None:
    assert found(tmp_path, text) == ("yaml-syntax", *place)
    one = problem(tmp_path, text)
    assert words in one.message
    assert "scalar" not in str(one)
    assert "token" not in str(one)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{"a": 1,}', (1, 8), "comma|double quotes"),
        ('{"a" 1}', (1, 6), "':'"),
        ('{"a": 1\n "b": 2}', (2, 2), "comma"),
        ('{"a": }', (1, 7), "value"),
        ('{"a": "x', (1, 7), "not closed"),
        ('{"a": "x\ty"}', (1, 9), "inside quotes"),
        ('{"a": "\\d"}', (1, 8), "backslash"),
        ('{"a": 1} x', (1, 10), "after the end"),
        ("{'a': 1}", (1, 2), "double quotes"),
    ],
)
def test_json_that_does_not_parse(
    text: str, place: tuple[int, int], words: str, tmp_path: Path
) -> None:
    code, line, column = found(tmp_path, text, "a.json")
    assert code == "json-syntax"
    # Python versions differ by one column on a comma too many.
    assert line == place[0]
    assert abs(column - place[1]) <= (text == '{"a": 1,}')
    assert any(word in problem(tmp_path, text, "a.json").message for word in words.split("|"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ("key-twice", 3, 1)),
        ("1: x\n", ("key-not-text", 1, 1)),
        ("x: 1\ntrue: x\n", ("key-not-text", 2, 1)),
        ("~: x\n", ("key-not-text", 1, 1)),
        ("[a]: b\n", ("key-not-text", 1, 1)),
        ("a: {{ x }}\n", ("key-not-text", 1, 5)),
        ("b:\n  <<: {x: 1}\n", ("merge-key", 2, 3)),
        ("a: !!python/object:os.system x\n", ("unknown-tag", 1, 4)),
        ("a: !!binary aGk=\n", ("unknown-tag", 1, 4)),
        ("a: !wichtig x\n", ("unknown-tag", 1, 4)),
        ("a: &a [*a]\n", ("anchor", 1, 4)),
        ("a: 1\n---\nb: 2\n", ("many-documents", 3, 1)),
        ("- a\n- b\n", ("no-mapping", 1, 1)),
        ("just words\n", ("no-mapping", 1, 1)),
        ("a: .inf\n", ("no-number", 1, 4)),
        ("a: .NaN\n", ("no-number", 1, 4)),
        ("a: 1e999999999\n", ("number-too-large", 1, 4)),
        (f"a: {'9' * 5000}\n", ("number-too-large", 1, 4)),
        ('a: b\nc: "d\x00"\n', ("control-character", 2, 6)),
        ("a: b\u2028c\n", ("control-character", 1, 5)),
        ("a: b\x1b[31m\n", ("control-character", 1, 5)),
    ],
)
def test_yaml_that_is_refused(text: str, expected: tuple[Any, ...], tmp_path: Path) -> None:
    assert found(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1,\n "a": 2}', ("key-twice", 2, 2)),
        ('{"a": NaN}', ("no-number", 1, 7)),
        ('{"a": [1, -Infinity]}', ("no-number", 1, 11)),
        ('{"a": 1e999999999}', ("number-too-large", 1, 7)),
        ('{"a": %s}' % ("9" * 5000), ("number-too-large", 1, 7)),
        ('{"a": {"b\\udc00": 1}}', ("key-not-text", 1, 8)),
        ("[1]", ("no-mapping", 1, 1)),
        ('"words"', ("no-mapping", 1, 1)),
    ],
)
def test_json_that_is_refused(text: str, expected: tuple[Any, ...], tmp_path: Path) -> None:
    assert found(tmp_path, text, "a.json") == expected


def test_a_key_twice_names_both_places(tmp_path: Path) -> None:
    one = problem(tmp_path, "x:\n  a: 1\n  b: 2\n  a: 3\n")
    assert one.place == Place(str(tmp_path / "a.yaml"), 4, 3)
    assert "line 2, column 3" in one.message


def test_code_in_a_file_is_never_run(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    problem(tmp_path, f"a: !!python/object/apply:os.mkdir ['{mark}']\n")
    assert not mark.exists()


# --- bounds


def test_aliases_that_unfold_without_end(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert problem(tmp_path, "\n".join(lines)).code == "anchor"


def test_as_many_values_as_allowed(tmp_path: Path) -> None:
    most = LIMIT_NODES - 2  # the mapping and the list count too
    text = json.dumps({"a": [0] * most})
    assert len(source(tmp_path, text, "a.json").data["a"]) == most
    text = json.dumps({"a": [0] * (most + 1)})
    assert problem(tmp_path, text, "a.json").code == "too-many-values"


@pytest.mark.parametrize("name", ["a.json", "a.yml"])
def test_as_deep_as_allowed(name: str, tmp_path: Path) -> None:
    def text(levels: int) -> str:
        return '{"a":' * levels + "1" + "}" * levels

    source(tmp_path, text(LIMIT_DEPTH), name)
    assert problem(tmp_path, text(LIMIT_DEPTH + 1), name).code == "too-deep"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[" * 100_000, "a.json"),
        ('{"a":' * 100_000, "a.json"),
        ("a: " + "[" * 100_000, "a.yaml"),
        ("a: " + "{" * 100_000, "a.yaml"),
        ("- " * 100_000, "a.yaml"),
        ("? " * 100_000, "a.yaml"),
    ],
)
def test_a_hundred_thousand_brackets(text: str, name: str, tmp_path: Path) -> None:
    one = problem(tmp_path, text, name)
    assert one.code == "too-deep"
    assert one.place
    assert one.place.line == 1


@pytest.mark.parametrize("end", ["", "\\", "\n", "\\\n["])
def test_a_quote_never_closed_takes_no_time(end: str, tmp_path: Path) -> None:
    text = '{"a":"' + '\\"' * 500_000 + end
    begun = time.process_time()
    assert problem(tmp_path, text, "a.json").code == "json-syntax"
    assert time.process_time() - begun < 5


def test_brackets_in_text_are_no_depth(tmp_path: Path) -> None:
    words = "[{" * 500
    assert source(tmp_path, f"a: '{words}'").data == {"a": words}
    assert source(tmp_path, json.dumps({"a": words}), "a.json").data == {"a": words}


def test_a_file_too_large(tmp_path: Path) -> None:
    assert found(tmp_path, b"a" * (LIMIT_BYTES + 1)) == ("too-large", None, None)
    full = b"a: '" + b"x" * (LIMIT_BYTES - 5) + b"'"
    assert len(source(tmp_path, full).data["a"]) == LIMIT_BYTES - 5


# --- files that can't be read


def test_there_is_no_such_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name in ("none.yaml", "none/none.yaml", "file/inner.yaml"):
        with pytest.raises(DataError) as caught:
            read_source(str(tmp_path / name))
        assert caught.value.problems[0].code == "not-found"


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_source(str(tmp_path))
    assert caught.value.problems[0].code == "is-a-folder"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EIO, errno.ELOOP])
def test_unreadable(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_options: Any) -> Any:
        raise OSError(number, "no", "a.yaml")

    file = tmp_path / "a.yaml"
    file.write_text("a: 1")
    # Tests may run as root, whom file permissions do not stop.
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DataError) as caught:
        read_source(str(file))
    assert caught.value.problems[0].code == "unreadable"


def test_an_impossible_name() -> None:
    with pytest.raises(DataError) as caught:
        read_source("a\0b.yaml")
    assert caught.value.problems[0].code == "unreadable"


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("a.yaml")
    with pytest.raises(DataError) as caught:
        read_source(str(tmp_path / "a.yaml"))
    assert caught.value.problems[0].code == "unreadable"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("a: Größe\n".encode("latin-1"), (1, 6)),
        ("a: 1\nü: Größe\n".encode()[:-4] + b"\xff\n", (2, 7)),
        (b"\xef\xbb\xbfa: \xe4\n", (1, 4)),
        ("a: b".encode("utf-16"), (1, 1)),
    ],
)
def test_not_utf8(content: bytes, place: tuple[int, int], tmp_path: Path) -> None:
    assert found(tmp_path, content) == ("not-utf-8", *place)
    assert "UTF-8" in problem(tmp_path, content).cure


def test_not_utf8_names_byte_and_offset(tmp_path: Path) -> None:
    assert "byte 0xe4 at offset 6" in problem(tmp_path, b"\xef\xbb\xbfa: \xe4\n").message


@pytest.mark.parametrize("text", ["", " \n\t\n", "# only a comment\n", "---\n", "null\n"])
def test_an_empty_file(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == ("empty-file", None, None)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, data in (("a: 1\n", {"a": 1}), ('{"a": 1}', {"a": 1})):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        read = read_source("-")
        assert read.data == data
        assert read.place(("a",)).file == "standard input"
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(DataError) as caught:
        read_source("-")
    assert caught.value.problems[0].code == "unreadable"


# --- what is read


def test_numbers_keep_how_they_were_typed(tmp_path: Path) -> None:
    data = source(tmp_path, "a: 007\nb: 1.10\nc: +49\nd: 1e3\ne: 0x1F\nf: 1_000\n").data
    assert (data["a"], data["a"].source_text) == (7, "007")
    assert (data["b"], data["b"].source_text) == (Decimal("1.10"), "1.10")
    assert data["c"].source_text == "+49"
    assert data["d"] == 1000
    assert data["e"] == "0x1F"
    assert data["f"] == "1_000"
    read = source(tmp_path, '{"a": 1.10}', "a.json").data["a"]
    assert (read, read.source_text) == (Decimal("1.10"), "1.10")


def test_yaml_is_1_2_whatever_it_says(tmp_path: Path) -> None:
    assert source(tmp_path, "%YAML 1.1\n---\na: yes\nb: 1:30\nc: 010\nno: x\n").data == {
        "a": "yes",
        "b": "1:30",
        "c": 10,
        "no": "x",
    }


def test_tags_and_anchors_are_no_part_of_a_document(tmp_path: Path) -> None:
    for text in ("a: !!bool maybe\n", "a: !!null x\n", "a: !!str 5\n", "a: ! x\nb: !!str y\n"):
        assert problem(tmp_path, text).code == "unknown-tag"
    for text in ("a: &x 1\nb: *x\n", "a: &Leiterin Kundendienst\n", "&x a: 1\n", "a: &x {b: 1}\n"):
        assert problem(tmp_path, text).code == "anchor"
    assert (
        source(tmp_path, "a: Meier & Sohn\nb: Vorsicht!\nc: 'x &y'\n").data["a"] == "Meier & Sohn"
    )


def test_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    read = source(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\r\n")
    assert read.data == {"a": 1, "b": 2, "c": 3}
    assert read.place(("c",)) == Place(str(tmp_path / "a.yaml"), 3, 4)


def test_yaml_with_brackets_and_json_in_a_yaml_file(tmp_path: Path) -> None:
    assert source(tmp_path, "{a: b, c: [d]}").data == {"a": "b", "c": ["d"]}
    assert source(tmp_path, '{\n\t"a":\t1\n}').data == {"a": 1}
    assert source(tmp_path, '\n {"a"\n: 1}', "input").data == {"a": 1}


def test_json_that_yaml_would_not_read(tmp_path: Path) -> None:
    long = "k" * 2000
    text = f'{{"{long}"\n:\n1, "b": "\\/\x7f\x85\u2028", "c": "\\ud83d"}}'
    read = source(tmp_path, text, "a.json")
    assert read.data == json.loads(text)
    assert read.place((long,)) == Place(str(tmp_path / "a.json"), 3, 1)
    assert read.key_place(("b",)) == Place(str(tmp_path / "a.json"), 3, 4)


_NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
_TEXTS = st.text().filter(lambda text: not REORDERING.search(text))


def _fields(inner: Any, size: int) -> Any:
    """Fields of which no two look alike."""
    found = st.dictionaries(_TEXTS, inner, max_size=size)
    return found.filter(lambda data: len(set(map(as_latin, data))) == len(data))


_JSON = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | _fields(inner, 4),
    max_leaves=15,
)


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = data if isinstance(data, dict | list) else ()
    for key, value in inner.items() if isinstance(inner, dict) else enumerate(inner):
        yield from _paths(value, (*path, key))


@settings(max_examples=200, deadline=None)
@given(
    data=_fields(_JSON, 5),
    indent=st.sampled_from([None, 1, "\t"]),
    separators=st.sampled_from([(",", ":"), (" ,\r\n", "\n:\t")]),
    ascii_=st.booleans(),
)
def test_any_json_is_read_as_json(
    data: dict[str, Any],
    indent: Any,
    separators: tuple[str, str],
    ascii_: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = json.dumps(data, indent=indent, separators=separators, ensure_ascii=ascii_)
    read = source(tmp_path_factory.mktemp("json"), text, "a.json")
    assert read.data == json.loads(text, parse_float=Decimal)
    assert set(read.places) == set(_paths(data))
    lines = text.replace("\r\n", "\n").split("\n")
    for path, place in read.key_places.items():
        assert place.line
        assert place.column
        assert lines[place.line - 1][place.column - 1 :].startswith(
            json.dumps(path[-1], ensure_ascii=ascii_)
        )


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab:-[]{},&*!|>'\"%@`#?\\ \n\t0.~<"), max_size=30))
def test_any_text_gives_data_or_a_problem_with_cure(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.yaml", "a.json", "a"):
        problems: tuple[Problem, ...] = ()
        try:
            source(folder, text, name)
        except DataError as error:
            problems = error.problems
        assert all(one.cure and one.place for one in problems)

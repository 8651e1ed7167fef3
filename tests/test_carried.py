"""What a finished file carries: its input comes back whole, or nothing of it is there."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aftersales_docs import compose, load, write
from aftersales_docs.api import FORMATS, Input, carries_data
from aftersales_docs.cli import main
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.embedding.attachments import MAX_BYTES, as_xml, attached_files
from aftersales_docs.embedding.fingerprint import templates_mark
from aftersales_docs.embedding.manifest import read_inputs, read_manifest
from aftersales_docs.kinds import KINDS
from aftersales_docs.kinds.kind import never
from aftersales_docs.resources import data_root, templates
from aftersales_docs.schemas.carried import as_yaml, carried
from aftersales_docs.schemas.source import TypedDecimal, TypedInt, parse_source
from tests.inputs import SAMPLES, samples

(LETTER,) = (one for one in samples("claim-response") if one.stem == "granted-repair.de.de")
(ACT,) = (one for one in samples("completion-certificate") if one.stem == "paid-repair.de.de")
HIDDEN = "Zwirbelkraut"


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def one_each() -> Iterator[Path]:
    """A sample of every kind, and every contract in two languages."""
    seen = set()
    for sample in SAMPLES:
        two = "bilingual:" in sample.read_text(encoding="utf-8")
        if two or sample.parent.name not in seen:
            seen.add(sample.parent.name)
            yield sample


# The way there and back


@pytest.mark.slow
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("sample", list(one_each()), ids=lambda path: path.stem)
def test_what_is_extracted_renders_to_the_same_bytes(
    sample: Path, format_: str, tmp_path: Path
) -> None:
    out, back = tmp_path / "out", tmp_path / "back"
    assert run("render", sample, "-o", out, "-f", format_, "--with-data").exit_code == 0
    issued = out / f"{sample.stem}.{format_}"
    done = run("extract", issued, "-o", back)
    assert done.exit_code == 0
    assert (
        run("render", back / "input.yaml", "-o", back, "-f", format_, "--with-data").exit_code == 0
    )
    assert (back / f"input.{format_}").read_bytes() == issued.read_bytes()


def test_the_input_comes_back_as_it_was(tmp_path: Path) -> None:
    """Byte for byte: comments, a byte order mark, the line ends of another system."""
    content = b"\xef\xbb\xbf# A remark\r\n" + ACT.read_bytes().replace(b"\n", b"\r\n")
    path = tmp_path / "act.yaml"
    path.write_bytes(content)
    data = load(path)
    for format_ in FORMATS:
        assert read_inputs(write(compose(data), format_, data=data)) == {"input.yaml": content}


def test_json_comes_back_as_json(tmp_path: Path) -> None:
    fields = load_yaml(ACT.read_text(encoding="utf-8"))
    path = tmp_path / "act.JSON"
    path.write_text(json.dumps(fields, default=str), encoding="utf-8")
    data = load(path)
    held = read_inputs(write(compose(data), "docx", data=data))
    assert held == {"input.json": path.read_bytes()}


def test_data_of_a_program_comes_back_as_yaml() -> None:
    fields = load_yaml(ACT.read_text(encoding="utf-8"))
    data = load(fields)
    first = write(compose(data), "docx", data=data)
    (content,) = read_inputs(first).values()
    again = Input(data.kind, data.model, parse_source("input.yaml", content))
    assert write(compose(again), "docx", data=again) == first


def test_facts_of_the_house_are_carried_and_no_others(tmp_path: Path) -> None:
    text = ACT.read_text(encoding="utf-8")
    fields = load_yaml(text)
    house = {"parties": {"us": fields["contractor"], "others": {"name": HIDDEN}}}
    (tmp_path / "house.yaml").write_bytes(as_yaml(_dated(house)))
    fields |= {"house": "house.yaml", "contractor": {"use": "parties.us"}}
    (tmp_path / "act.yaml").write_bytes(as_yaml(_dated(fields)))
    run("render", tmp_path / "act.yaml", "-o", tmp_path / "out", "-f", "docx")
    issued = (tmp_path / "out" / "act.docx").read_bytes()
    (content,) = read_inputs(issued).values()
    assert HIDDEN not in content.decode()
    alone = tmp_path / "alone"
    run("extract", tmp_path / "out" / "act.docx", "-o", alone)
    run("render", alone / "input.yaml", "-o", alone, "-f", "docx")
    assert (alone / "input.docx").read_bytes() == issued


def _dated(value: Any) -> Any:
    """``value`` with dates as text, as input files are read."""
    if isinstance(value, dict):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dated(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_two_languages_are_carried_with_their_names_inside() -> None:
    first = parse_source("a.de.yaml", b"lang: de\nbilingual: {file: ../b.ru.yaml, x: 007}\n")
    second = parse_source("b.ru.yaml", b"lang: ru\n# said\n")
    files = carried(first, second, "ru")
    assert list(files) == ["input.yaml", "input.ru.yaml"]
    assert files["input.ru.yaml"] == second.content
    again = parse_source("input.yaml", files["input.yaml"])
    assert again.data["bilingual"]["file"] == "input.ru.yaml"
    assert again.data["bilingual"]["x"].source_text == "007"
    assert carried(again, second, "ru") == files, "carried again they are the same"


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=["Cc", "Cs", "Cn", "Co"],
            exclude_characters="\u2028\u2029\ufeff",
        )
    )
    | st.from_regex(r"[-+]?[0-9]{1,6}", fullmatch=True).map(TypedInt)
    | st.from_regex(r"[-+]?[0-9]{1,4}\.[0-9]{1,4}", fullmatch=True).map(TypedDecimal)
    | st.sampled_from(
        ["007", "1e3", "no", "~", "2026-01-01", "a: b", "# c", "- d", "a\nb\n", "{"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.slow
@settings(deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), _VALUES, min_size=1))
def test_yaml_reads_as_the_data_it_was_made_of(data: dict[str, Any]) -> None:
    read = parse_source("input.yaml", as_yaml(data)).data
    assert _typed(read) == _typed(data)


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    return type(value).__name__, getattr(value, "source_text", value)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=50).map(str.encode))
@example(b"%PDF-1.7")
def test_any_bytes_survive_xml(content: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("customXml/item1.xml", as_xml("input.yaml", content))
    assert attached_files(packed.getvalue()) == {"input.yaml": content}


# What stays outside


def test_each_kind_says_whether_its_input_goes_with_it() -> None:
    told = {}
    for sample in SAMPLES:
        data = load(sample)
        customer = getattr(data.model, "customer", None)
        consumer = (
            getattr(data.model, "consumer", False) or getattr(customer, "type", "") == "consumer"
        )
        told.setdefault((data.kind.id, consumer), set()).add(carries_data(data))
    for (kind, consumer), carries in told.items():
        own = KINDS[kind].data_inside is not never and not consumer
        assert carries == {own}, (kind, consumer)
    assert {kind for kind, _ in told} == set(KINDS)


@pytest.mark.parametrize("format_", FORMATS)
def test_without_data_nothing_is_there_but_what_is_seen(format_: str, tmp_path: Path) -> None:
    path = tmp_path / "answer.yaml"
    text = LETTER.read_text(encoding="utf-8").replace("R-26-4471", f"R-26-4471 # {HIDDEN}")
    path.write_text(f"# {HIDDEN}\n{text}", encoding="utf-8")
    data = load(path)
    with_, without = (
        write(compose(data), format_, data=data, with_data=given)  # type: ignore[arg-type]
        for given in (True, None)
    )
    assert HIDDEN in "".join(_everything(with_))
    assert HIDDEN not in "".join(_everything(without))
    assert read_inputs(without) == {}
    manifest = read_manifest(without, "x")
    assert manifest["data"] == []
    seen = json.dumps(manifest, ensure_ascii=False)
    for word in ("Öztürk", "Lindenstraße", "649", "Hartmann", "WM714", "e-mail"):
        assert word not in seen


def _everything(content: bytes) -> Iterator[str]:
    """All that a file holds, unpacked."""
    if not content.startswith(b"%PDF-"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name).decode() for name in archive.namelist())
        return
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes().decode("utf-8", "replace")
            else:
                yield thing.unparse().decode("utf-8", "replace")


# What is told


def test_both_formats_say_the_same() -> None:
    data = load(ACT)
    document = compose(data)
    word, pdf = (write(document, format_, data=data) for format_ in FORMATS)
    manifest = read_manifest(word, "x")
    assert manifest == read_manifest(pdf, "x")
    assert read_inputs(word) == read_inputs(pdf)
    assert manifest["signature_fields"] == ["contractor", "customer"]
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", manifest["program"])
    assert re.fullmatch(r"[0-9a-f]{16}", manifest["schema"])
    assert re.fullmatch(r"[0-9a-f]{16}", manifest["templates"])


def test_inspect_tells_it_in_words_and_as_json(tmp_path: Path) -> None:
    run("render", ACT, "-o", tmp_path, "-f", "docx")
    file = tmp_path / f"{ACT.stem}.docx"
    words = " ".join(run("inspect", file).output.split())
    for said in (
        "completion-certificate",
        "language de, law de",
        "(as here)",
        "lines: 5 entries",
        "to sign contractor, customer",
        "data input.yaml",
    ):
        assert said in words, said
    (told,) = json.loads(run("inspect", file, "--json").output)["documents"]
    assert (told["number"], told["date"]) == ("LN-2026-0318", told["manifest"]["issued"])
    assert told["manifest"]["kind"] == "completion-certificate"
    assert told["same_as_here"] == {"schema": True, "templates": True}
    assert told["inputs"]["input.yaml"]["number"] == "LN-2026-0318"


def test_other_templates_are_told_apart(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    style = (data_root() / "templates" / "house.yaml").read_text(encoding="utf-8")
    (own / "house.yaml").write_text(style.replace("1F3A5F", "AA0011"), encoding="utf-8")
    run("render", ACT, "-o", tmp_path, "-f", "docx", "--template", own)
    file = tmp_path / f"{ACT.stem}.docx"
    assert "(other than here)" in run("inspect", file).output
    assert "(other than here)" not in run("inspect", file, "--template", own).output


def test_the_mark_is_of_what_was_used_alone(tmp_path: Path) -> None:
    own = tmp_path / "texts" / "completion-certificate"
    own.mkdir(parents=True)
    built_in = data_root() / "templates" / "texts" / "completion-certificate"
    (own / "ru.md").write_bytes((built_in / "ru.md").read_bytes() + b"\n")
    marks = {
        langs: [
            templates_mark(one, "completion-certificate", langs, "din")
            for one in (templates(), templates(tmp_path))
        ]
        for langs in (("de",), ("ru",))
    }
    assert len(set(marks["de",])) == 1
    assert len(set(marks["ru",])) == 2


def test_extract_says_how_to_make_it_again(tmp_path: Path) -> None:
    late = data_root() / "samples/claim-response/partly-granted-late.ru.ru.yaml"
    run(
        "render",
        late,
        "-o",
        tmp_path,
        "-f",
        "docx",
        "--with-data",
        "--accept-warning",
        "term-passed",
    )
    done = run("extract", tmp_path / f"{late.stem}.docx", "-o", tmp_path)
    assert "--with-data --accept-warning term-passed" in done.output


def test_extract_overwrites_nothing(tmp_path: Path) -> None:
    run("render", ACT, "-o", tmp_path, "-f", "docx")
    (tmp_path / "input.yaml").write_text("mine")
    done = run("extract", tmp_path / f"{ACT.stem}.docx", "-o", tmp_path)
    assert done.exit_code == 1
    assert "exists already" in done.stderr
    assert (tmp_path / "input.yaml").read_text() == "mine"
    assert run("extract", tmp_path / f"{ACT.stem}.docx", "-o", tmp_path, "--force").exit_code == 0
    assert (tmp_path / "input.yaml").read_bytes() == ACT.read_bytes()


def test_a_file_without_data_is_told(tmp_path: Path) -> None:
    run("render", LETTER, "-o", tmp_path, "-f", "docx")
    done = run("extract", tmp_path / f"{LETTER.stem}.docx", "-o", tmp_path / "back")
    assert done.exit_code == 1
    assert "carries no input" in done.stderr
    assert "--with-data" in done.stderr
    assert not (tmp_path / "back").exists()


# Files of others


def packed(**parts: bytes) -> bytes:
    """A Word file of the hostile kind: nothing but custom XML parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(f"customXml/{name}.xml", part)
    return content.getvalue()


MANIFEST = as_xml("manifest.json", b'{"kind": "x", "clauses": {}}')


def test_the_manifest_of_an_older_program_is_read(tmp_path: Path) -> None:
    old = {
        "kind": "claim-response",
        "lang": "de",
        "law": "de",
        "title": "T",
        "issued": None,
        "accepted_warnings": [],
        "clauses": {"regret": "1"},
    }
    file = tmp_path / "old.docx"
    file.write_bytes(packed(a=as_xml("manifest.json", json.dumps(old).encode())))
    done = run("inspect", file)
    assert done.exit_code == 0
    told = " ".join(done.output.split())
    assert "program aftersales-docs not told" in told
    assert "clauses 1: regret 1" in told
    (told,) = json.loads(run("inspect", file, "--json").output)["documents"]
    assert told["same_as_here"]["schema"] is None
    assert (told["number"], told["parties"]) == (None, [])
    assert run("extract", file).exit_code == 1


@pytest.mark.parametrize(
    "name",
    ["../input.yaml", "/etc/input.yaml", "input.yaml/..", "input.exe", "input.deu.yaml", ""],
)
def test_only_names_of_our_own_are_given_back(name: str) -> None:
    assert read_inputs(packed(a=MANIFEST, b=as_xml(name, b"kind: x"))) == {}


def test_a_part_that_unfolds_without_end_is_left_alone() -> None:
    bomb = as_xml("input.yaml", b"a" * (MAX_BYTES + 1))
    assert read_inputs(packed(a=MANIFEST, b=bomb)) == {}
    entities = (
        b'<!DOCTYPE i [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        b'<i:input xmlns:i="urn:aftersales-docs:input:1" name="input.yaml">'
        b"&b;</i:input>"
    )
    assert b"aaa" not in read_inputs(packed(a=MANIFEST, b=entities)).get("input.yaml", b"")


@pytest.mark.parametrize(
    "manifest",
    [
        b"[]",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"clauses": []}',
        b'{"clauses": {}, "kind": [], "langs": [[]], "layout": {}}',
        b'{"clauses": {}, "kind": "claim-response", "layout": "din", "langs": [1, {}]}',
        b'{"clauses": {}, "kind": "claim-response", "layout": "din", "langs": ["../.."]}',
        b'{"clauses": {"a": {}}, "data": 7, "signature_fields": {"x": 1}}',
    ],
)
def test_a_manifest_of_nonsense_is_no_traceback(manifest: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(packed(a=as_xml("manifest.json", manifest)))
    assert run("inspect", file).exit_code in {0, 1}
    assert run("clauses", "diff", file).exit_code in {0, 1}
    assert run("extract", file, "-o", tmp_path / "x").exit_code == 1


def test_a_file_of_others_does_not_talk_to_the_terminal(tmp_path: Path) -> None:
    manifest = {"kind": "\x1b[31mred", "title": "a\x1b]0;b\x07", "clauses": {"\x1b[2J": "1"}}
    file = tmp_path / "a.docx"
    file.write_bytes(
        packed(
            a=as_xml("manifest.json", json.dumps(manifest).encode()),
            b=as_xml("input.yaml", b'k: "\\x1b[31m"\n'),
        )
    )
    assert "\x1b" not in run("inspect", file).output


def test_an_input_that_can_not_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(packed(a=MANIFEST, b=as_xml("input.yaml", b"a: [")))
    done = run("inspect", file)
    assert done.exit_code == 1
    assert "a.docx: input.yaml:" in done.stderr


@pytest.mark.slow
@settings(deadline=None)
@given(st.integers(0, 2**16), st.integers(0, 255))
def test_damaged_files_are_no_traceback(place: int, byte: int) -> None:
    data = load(ACT)
    content = bytearray(_ISSUED.setdefault("docx", write(compose(data), "docx", data=data)))
    content[place % len(content)] = byte
    attached_files(bytes(content))
    attached_files(bytes(content[: place % len(content)]))


_ISSUED: dict[str, bytes] = {}


def test_resolved_sources_are_not_carried_as_they_were() -> None:
    source = parse_source("a.yaml", b"number: 007\n")
    assert carried(source)["input.yaml"] == b"number: 007\n"
    assert carried(replace(source, content=b""))["input.yaml"] == b"number: 007\n"
    assert carried(parse_source("a.json", b'{"number": 7}')) == {"input.json": b'{"number": 7}'}


@pytest.mark.parametrize("name", ["completion-certificate", "completion-certificate.ru"])
def test_a_page_for_the_kind_alone_is_in_the_mark(tmp_path: Path, name: str) -> None:
    (tmp_path / "word").mkdir()
    built_in = data_root() / "templates" / "word" / "gost.docx"
    (tmp_path / "word" / f"{name}.docx").write_bytes(built_in.read_bytes())
    ours = [
        templates_mark(one, "completion-certificate", ("ru",), "gost")
        for one in (templates(), templates(tmp_path))
    ]
    others = [
        templates_mark(one, "claim-response", ("ru",), "gost")
        for one in (templates(), templates(tmp_path))
    ]
    assert ours[0] != ours[1]
    assert others[0] == others[1]

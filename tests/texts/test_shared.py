"""What is the same in several texts stands once, in a shared piece."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales_docs.embedding.fingerprint import templates_mark
from aftersales_docs.errors import LibraryError
from aftersales_docs.kinds import KINDS
from aftersales_docs.language import LANGS, Lang
from aftersales_docs.resources import templates
from aftersales_docs.template_check.check import check
from aftersales_docs.template_check.copying import copies
from aftersales_docs.texts.reading import read_text, shared_file, shared_pieces
from aftersales_docs.texts.source import Source

LABELLED = re.compile(r'\["([^"]*)", ([\w.]*\.(\w+)[^\]]*)\]')
PARTICULARS = ("vat_id", "tax_number", "ogrn", "inn", "kpp", "phone", "email")


def _cells(sources: tuple[Source, ...]) -> Iterator[str]:
    for source in sources:
        for part in source.parts:
            for row in part:
                yield from row.cells
        yield from _cells(source.children)


@pytest.mark.parametrize("lang", LANGS)
def test_a_particular_has_one_label_in_all_texts(lang: Lang) -> None:
    labels: dict[str, set[str]] = defaultdict(set)
    for kind in (one for one in KINDS.values() if lang in one.langs):
        for cell in _cells(read_text(templates(), kind.id, lang).blocks):
            for label, value, name in LABELLED.findall(cell):
                if name in PARTICULARS:
                    labels[name].add(label)
                if name == "phone":
                    assert "|phone" in value, (kind.id, cell)
    assert {name: found for name, found in labels.items() if len(found) > 1} == {}


def test_every_language_has_every_piece() -> None:
    names = {lang: set(shared_pieces(templates(), lang).names()) for lang in LANGS}
    assert names["de"] == names["ru"] == names["en"]


def test_every_piece_is_taken_in() -> None:
    for lang in LANGS:
        texts = [read_text(templates(), kind, lang) for kind in KINDS if lang in KINDS[kind].langs]
        used = frozenset[str]().union(*(text.shared for text in texts))
        assert set(shared_pieces(templates(), lang).names()) == used


def _letterhead(folder: Path, text: str) -> Path:
    path = folder / shared_file("letterhead", "de")
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.wide
def test_a_piece_of_ones_own_goes_before(tmp_path: Path) -> None:
    _letterhead(tmp_path, "**{{ $of.name }}**\nImmer für Sie da.\n")
    for kind in ("job-description", "completion-certificate"):
        cells = list(_cells(read_text(templates(tmp_path), kind, "de").blocks))
        assert "Immer für Sie da." in cells
    assert check(tmp_path) == []


@pytest.mark.wide
@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("**{{ $of.name }}**\n{{ nobody }}\n", 2, "unknown-name"),
        ("**{{ $of.name }}**\n\n{{ consumer }}\n", 3, "prints-truth"),
        ("**{{ $of.name }}**\n{{ oops\n", 2, "template-syntax"),
        ("{{ $of.name }} | b\n", 1, "text-structure"),
        ("{{ $of.name }} [[gone]]\n", 1, "unknown-reference"),
    ],
)
def test_what_is_wrong_in_a_piece_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, code: str
) -> None:
    path = _letterhead(tmp_path, text)
    found = check(tmp_path)
    assert {(one.code, one.place and (one.place.file, one.place.line)) for one in found} == {
        (code, (str(path), line))
    }


def test_a_piece_that_asks_for_more_is_told_in_the_texts(tmp_path: Path) -> None:
    _letterhead(tmp_path, "{{ $of.name }} {{ $whom }}\n")
    assert {one.code for one in check(tmp_path)} == {"text-include"}
    with pytest.raises(LibraryError, match="asks for 'whom'"):
        read_text(templates(tmp_path), "job-description", "de")


@pytest.mark.wide
def test_a_piece_that_no_text_takes_in_is_told(tmp_path: Path) -> None:
    path = tmp_path / shared_file("leterhead", "de")
    path.parent.mkdir(parents=True)
    path.write_text("x\n", encoding="utf-8")
    (told,) = check(tmp_path)
    assert (told.code, "'letterhead'" in told.cure) == ("template-unused", True)


def test_the_mark_of_templates_knows_the_pieces(tmp_path: Path) -> None:
    own = templates(tmp_path)
    before = templates_mark(own, "job-description", ("de",), "din")
    _letterhead(tmp_path, "**{{ $of.name }}**\n")
    templates_mark.cache_clear()
    assert templates_mark(own, "job-description", ("de",), "din") != before


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_handed_out_brings_its_pieces(kind: str, tmp_path: Path) -> None:
    names = {path.relative_to(tmp_path).as_posix() for path in copies(tmp_path, [kind], ["texts"])}
    wanted = {
        shared_file(piece, lang)
        for lang in KINDS[kind].langs
        for piece in read_text(templates(), kind, lang).shared
    }
    assert {name for name in names if "/shared/" in name} == wanted

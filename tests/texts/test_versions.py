"""Clauses have versions; a document records them, and they can be compared with today's."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aftersales_docs import compose, load, write
from aftersales_docs.cli import main
from aftersales_docs.embedding.manifest import read_manifest
from aftersales_docs.errors import DataError
from aftersales_docs.resources import data_root, templates
from aftersales_docs.texts.reading import read_text
from aftersales_docs.texts.versions import clauses_of, grown, history, library, version_of
from tests.inputs import KINDS_IN_LANGS, samples
from tests.signing.documents import small

(SAMPLE,) = (one for one in samples("claim-response") if one.stem == "granted-repair.de.de")


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.mark.parametrize(("kind", "lang"), KINDS_IN_LANGS)
def test_the_history_is_current(kind: str, lang: str) -> None:
    own = templates()
    now = clauses_of(read_text(own, kind, lang))  # type: ignore[arg-type]
    known = history(own, kind, lang)  # type: ignore[arg-type]
    assert grown(known, now) == dict(known), "run 'make versions'"
    assert all(clause.version.isdigit() for clause in library(own, kind, lang).values())  # type: ignore[arg-type]


def test_what_changes_gets_a_version_and_nothing_is_forgotten() -> None:
    first = grown({}, {"a": "x", "b": "y"})
    second = grown(first, {"a": "x!", "c": "z"})
    assert second == {"a": ("x", "x!"), "b": ("y",), "c": ("z",)}
    assert version_of(second["a"], "x") == "1"
    assert version_of(second["a"], "x!") == "2"
    assert len(version_of(second["a"], "my own")) == 8
    # A wording that comes back has its newest number.
    assert version_of(grown(second, {"a": "x"})["a"], "x") == "3"


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_a_document_says_which_clauses_it_holds(format_: str) -> None:
    document = compose(load(SAMPLE))
    manifest = read_manifest(write(document, format_), "x")  # type: ignore[arg-type]
    assert manifest["kind"] == "claim-response"
    assert manifest["clauses"]["remedy-repair"].isdigit()
    assert "ground-limitation" not in manifest["clauses"], "what was left out is not held"
    assert "Öztürk" not in json.dumps(manifest, ensure_ascii=False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 broken", "its end is missing"),
        (b"PK broken", "no whole ZIP archive"),
        (b"", "is empty"),
    ],
)
def test_a_file_that_is_none_is_told_as_what_it_is(content: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_manifest(content, "x")


def test_a_file_of_others_has_no_manifest() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    for content in (output.getvalue(), small("seller")):
        with pytest.raises(DataError, match="does not say which clauses"):
            read_manifest(content, "x")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A house whose letter says something else in one clause, and lacks another."""
    text = (data_root() / "templates/texts/claim-response/de.md").read_text(encoding="utf-8")
    text = text.replace("bedauern wir. {#regret", "bedauern wir sehr. {#regret")
    start = text.index("Bei Fragen sind wir gern")
    end = text.index("\n", start)
    own = tmp_path / "own" / "texts" / "claim-response" / "de.md"
    own.parent.mkdir(parents=True)
    own.write_text(text[:start] + text[end:], encoding="utf-8")
    return tmp_path / "own"


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_diff_tells_what_reads_otherwise_today(
    tmp_path: Path, changed: Path, format_: str
) -> None:
    file = tmp_path / f"issued.{format_}"
    file.write_bytes(write(compose(load(SAMPLE)), format_))  # type: ignore[arg-type]
    same = run("clauses", "diff", str(file))
    assert "0 of" in same.output
    done = run("clauses", "diff", str(file), "--template", str(changed))
    assert done.exit_code == 0
    assert "contact: 1 -> left out" in done.output
    assert "+ Die Unannehmlichkeiten, die Ihnen entstanden sind, bedauern wir sehr." in done.output
    assert "- Die Unannehmlichkeiten, die Ihnen entstanden sind, bedauern wir." in done.output
    assert "2 of" in done.output


def test_a_wording_of_the_users_own_is_told_apart(tmp_path: Path, changed: Path) -> None:
    file = tmp_path / "issued.docx"
    file.write_bytes(write(compose(load(SAMPLE), changed), "docx"))
    done = run("clauses", "diff", str(file))
    assert "the old wording is not in the history" in done.output


def test_list_and_show() -> None:
    listed = run("clauses", "list", "claim-response", "--lang", "en").output
    assert "remedy-repair" in listed
    shown = run("clauses", "show", "claim-response", "regret", "--lang", "en").output
    assert "--- version 1" in shown
    wrong = run("clauses", "show", "claim-response", "regrets")
    assert wrong.exit_code == 2
    assert "Did you mean 'regret'" in wrong.output

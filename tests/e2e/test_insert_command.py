"""The command that puts a warranty section into a contract of the user's own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from aftersales_docs.cli import main
from aftersales_docs.embedding.manifest import read_inputs, read_manifest
from aftersales_docs.resources import data_root
from tests.e2e.office import print_with_office, sdk_report
from tests.reading import pdf_words

SECTION = data_root() / "samples" / "warranty-section" / "supply-business.de.de.yaml"
LETTER = data_root() / "samples" / "claim-response" / "granted-repair.de.de.yaml"
HOST = data_root() / "samples" / "hosts" / "liefervertrag.docx"
MARKER = "[[GEWÄHRLEISTUNG]]"


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, ["insert", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_section_takes_the_place_of_the_marker(tmp_path: Path) -> None:
    out = tmp_path / "contract.docx"
    done = run(SECTION, HOST, "-o", out, "--marker", MARKER)
    assert done.exit_code == 0, done.stderr
    assert "section 4" in done.output
    assert "[host-renumbered]" in done.stderr
    texts = [(p.style.name if p.style else "", p.text) for p in docx.Document(str(out)).paragraphs]
    assert ("Heading 1", "Gewährleistung") in texts
    assert (
        "Body Text 2",
        "Die Gewährleistung erstreckt sich auch auf Zubehör, Verpackung, "
        "Montage- und Bedienungsanleitungen sowie auf die Unterlagen, die nach dem Vertrag "
        "oder nach dem Gesetz mitzuliefern sind.",
    ) in texts
    assert MARKER not in [text for _, text in texts]


def test_everything_else_stays_byte_for_byte(tmp_path: Path) -> None:
    out = tmp_path / "contract.docx"
    run(SECTION, HOST, "-o", out, "--marker", MARKER)
    before = zipfile.ZipFile(HOST)
    after = zipfile.ZipFile(io.BytesIO(out.read_bytes()))
    added = ["customXml/aftersales-docs.xml", "customXml/aftersales-docs-input1.xml"]
    assert after.namelist() == before.namelist() + added
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed <= {
        "word/document.xml",
        "word/numbering.xml",
        "word/_rels/document.xml.rels",
    }


def test_the_contract_says_what_was_put_into_it(tmp_path: Path) -> None:
    out, again = tmp_path / "contract.docx", tmp_path / "again.docx"
    run(SECTION, HOST, "-o", out, "--marker", MARKER)
    manifest = read_manifest(out.read_bytes(), "x")
    assert manifest["kind"] == "warranty-section"
    assert manifest["data"] == ["input.yaml"]
    assert read_inputs(out.read_bytes()) == {"input.yaml": SECTION.read_bytes()}
    assert read_manifest(out.read_bytes(), "x")["clauses"]
    done = run(SECTION, out, "-o", again, "--after-heading", "Haftung")
    assert "[host-carries-data]" in done.stderr
    assert read_inputs(again.read_bytes()) == {"input.yaml": SECTION.read_bytes()}
    bare = tmp_path / "bare.docx"
    run(SECTION, HOST, "-o", bare, "--marker", MARKER, "--no-data")
    assert read_inputs(bare.read_bytes()) == {}
    assert read_manifest(bare.read_bytes(), "x")["data"] == []


def test_after_a_heading(tmp_path: Path) -> None:
    out = tmp_path / "contract.docx"
    done = run(SECTION, HOST, "-o", out, "--after-heading", "Haftung")
    assert "section 5" in done.output


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--marker", "[[GEWAHRLEISTUNG]]"), 1, "[[GEWÄHRLEISTUNG]]"),
        (("--after-heading", "Haftng"), 1, "Haftung"),
        ((), 2, "one of --marker, --after-heading and --replace-heading"),
        (("--marker", MARKER, "--after-heading", "Haftung"), 2, "one of --marker"),
    ],
)
def test_a_wrong_place_is_told_with_a_cure(
    tmp_path: Path, args: tuple[str, ...], code: int, message: str
) -> None:
    done = run(SECTION, HOST, "-o", tmp_path / "contract.docx", *args)
    assert done.exit_code == code
    assert message in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_letter_is_no_section_and_nothing_is_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "contract.docx"
    assert run(LETTER, HOST, "-o", out, "--marker", MARKER).exit_code == 2
    out.write_bytes(b"mine")
    assert run(SECTION, HOST, "-o", out, "--marker", MARKER).exit_code == 1
    assert out.read_bytes() == b"mine"


@pytest.mark.slow
def test_other_programs_read_the_contract(tmp_path: Path) -> None:
    out = tmp_path / "contract.docx"
    run(SECTION, HOST, "-o", out, "--marker", MARKER)
    print_with_office(tmp_path)
    shown = pdf_words((tmp_path / "office" / "contract.pdf").read_bytes())
    for words in (
        "4 Gewährleistung",
        "4.1 Der Lieferant hat dem Käufer die Anlage",
        "5 Haftung",
        "(a) die im Lastenheft genannten Leistungswerte",
    ):
        assert words in shown
    assert sdk_report(out)["errors"] == sdk_report(HOST)["errors"]

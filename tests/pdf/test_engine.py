"""Which writer makes a PDF, and that nobody waits for the other."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from aftersales_docs import api
from aftersales_docs.cli import main
from aftersales_docs.errors import LibraryError
from aftersales_docs.pdf import ENGINES
from aftersales_docs.resources import data_root
from tests.inputs import SAMPLES, samples

SAMPLE = samples("claim-response")[0]
PAGE = (data_root() / "templates" / "pdf" / "document.html").read_text(encoding="utf-8")
HOUSE = (data_root() / "templates" / "house.yaml").read_text(encoding="utf-8")


def producer(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo["/Creator"]) == "aftersales-docs"
        return str(pdf.docinfo["/Producer"]).split(" ")[0]


def written(own: Path | None = None, engine: api.Engine | None = None) -> str:
    document = api.compose(api.load(SAMPLE))
    return producer(api.write(document, "pdf", own_templates=own, pdf_engine=engine))


def test_typst_sets_the_built_in_looks() -> None:
    assert written() == written(engine="typst") == "Typst"
    assert written(engine="html") == "WeasyPrint"


def test_the_house_chooses_and_the_caller_chooses_otherwise(tmp_path: Path) -> None:
    text = HOUSE.replace("pdf_engine: typst", "pdf_engine: html")
    (tmp_path / "house.yaml").write_text(text, encoding="utf-8")
    assert written(tmp_path) == "WeasyPrint"
    assert written(tmp_path, "typst") == "Typst"
    (tmp_path / "house.yaml").write_text(text.replace("1F3A5F", "5F1A3A"), encoding="utf-8")
    assert written(tmp_path, "typst") == "Typst"


def test_a_house_style_from_before_has_the_engine_of_today(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(HOUSE.partition("# What sets the PDF")[0], "utf-8")
    assert written(tmp_path) == "Typst"


@pytest.mark.wide
@pytest.mark.parametrize(
    "name", ["pdf/document.html", "pdf/claim-response.html", "pdf/document.css"]
)
def test_a_page_template_of_ones_own_is_html(name: str, tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    built_in = data_root() / "templates" / "pdf" / f"document{Path(name).suffix}"
    text = built_in.read_text(encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert written(tmp_path) == "Typst", "nothing was changed in it"
    (tmp_path / name).write_text(f"{text}\n\n", encoding="utf-8")
    assert written(tmp_path) == written(tmp_path, "html") == "WeasyPrint"
    with pytest.raises(LibraryError, match="which Typst can't read") as caught:
        written(tmp_path, "typst")
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert name in str(problem.place)


def test_a_template_for_word_alone_leaves_the_pdf_to_typst(tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    built_in = data_root() / "templates" / "word" / "letter-window.docx"
    (tmp_path / "word" / "letter-window.docx").write_bytes(built_in.read_bytes())
    assert written(tmp_path) == "Typst"


@pytest.mark.wide
@pytest.mark.parametrize("name", ["photographs.de.de", "photographs.ru.ru", "full.de.de"])
def test_what_shows_files_or_has_contents_is_set_by_typst(name: str) -> None:
    sample = next(one for one in SAMPLES if one.stem == name)
    document = api.compose(api.load(sample))
    assert producer(api.write(document, "pdf")) == "Typst"
    assert producer(api.write(document, "pdf", pdf_engine="html")) == "WeasyPrint"


@pytest.mark.parametrize("engine", ENGINES)
def test_the_command_takes_the_engine(engine: str, tmp_path: Path) -> None:
    arguments = ["render", str(SAMPLE), "-f", "pdf", "-o", str(tmp_path), "--pdf-engine", engine]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    (made,) = tmp_path.iterdir()
    assert producer(made.read_bytes()) == {"typst": "Typst", "html": "WeasyPrint"}[engine]


def test_an_engine_that_is_none_is_a_fault_of_usage(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["render", str(SAMPLE), "--pdf-engine", "latex"])
    assert done.exit_code == 2


PROGRAM = """
import sys
from aftersales_docs import api
document = api.compose(api.load(sys.argv[1]))
content = api.write(document, "pdf")
assert content.startswith(b"%PDF-")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.wide
def test_a_pdf_by_typst_imports_nothing_of_weasyprint() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(SAMPLE)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "typst" in loaded
    assert not loaded & {"weasyprint", "pydyf", "tinycss2", "fontTools", "cffi"}

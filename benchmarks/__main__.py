"""``make bench``: ours beside the peers, growth, and memory; prints Markdown."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from aftersales_docs import api
from aftersales_docs.document import Document

from .content import Line, lines_of, missing, never_the_same
from .growth import lines_grow
from .pdf_peers import libreoffice_way, typst_way, weasyprint_way
from .turns import Way, table, take_turns
from .word_peers import Node, docxtpl_way, timed

SAMPLES = Path(__file__).parents[1] / "samples"
MEASURED = {
    "claim response": SAMPLES / "claim-response" / "granted-repair.de.de.yaml",
    "job description": SAMPLES / "job-description" / "after-sales-manager.ru.ru.yaml",
}
OURS = "ours"


def whole(path: Path) -> Callable[[], bytes]:
    """From a mapping to Word bytes: validated, judged by law, composed, written."""
    fields = api.load(path).source.data

    def work() -> bytes:
        assessed = api.assess(api.load(fields))
        return api.write(api.compose(assessed), "docx", data=assessed)

    return work


def check(ways: Mapping[str, Way], lines: list[Line], folder: Path, ending: str) -> None:
    """See that every peer's file says all; ends the run where one does not."""
    for name, way in ways.items():
        made = folder / f"checked.{ending}"
        way(made)
        if lost := missing(made.read_bytes(), lines):
            sys.exit(f"{name}: the file lacks {lost[:3]}")


def word(name: str, path: Path, document: Document, folder: Path, rounds: int) -> list[str]:
    """Word files: ours from a mapping and from the finished tree, beside four peers."""
    lines = lines_of(document)
    node = Node(folder)
    ways: dict[str, Way] = {
        OURS + ", with validating and composing": timed(whole(path)),
        "ours, writing alone": timed(lambda: api.write(document, "docx")),
        "docxtpl": timed(docxtpl_way(lines)),
        **node.ways(lines),
    }
    check(ways, lines, folder, "docx")
    measured = take_turns(ways, rounds)
    node.close()
    return table(f"Word, {name}", measured, next(iter(ways)))


def pdf(name: str, document: Document, folder: Path, rounds: int) -> list[str]:
    """PDF files: ours twice, plain WeasyPrint, LibreOffice, and plain Typst as the limit."""
    lines = lines_of(document)
    documents = never_the_same(document)
    ways: dict[str, Way] = {
        OURS: timed(lambda: api.write(next(documents), "pdf", pdf_engine="typst")),
        "ours by WeasyPrint (--pdf-engine html)": timed(
            lambda: api.write(document, "pdf", pdf_engine="html")
        ),
        "plain WeasyPrint": timed(weasyprint_way(document)),
        "plain Typst (no tags, no fields)": timed(typst_way(lines)),
    }
    if shutil.which("soffice"):
        ways["LibreOffice, from our Word file"] = libreoffice_way(
            api.write(document, "docx"), folder
        )
    check(ways, lines, folder, "pdf")
    return table(f"PDF, {name}", take_turns(ways, max(2, rounds // 5)), OURS)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--documents", type=int, default=10_000, help="how far growth is measured")
    parser.add_argument("--lines", type=int, default=1_000, help="the same, of lines")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, path in MEASURED.items():
            document = api.compose(api.load(path))
            print(*word(name, path, document, folder, given.rounds), sep="\n", flush=True)
            print(*pdf(name, document, folder, given.rounds), sep="\n", flush=True)
    print(*lines_grow(given.lines), sep="\n", flush=True)
    # In a process of its own, whose memory is that of letters alone.
    subprocess.run([sys.executable, "-m", "benchmarks.growth", str(given.documents)], check=True)


if __name__ == "__main__":
    main()

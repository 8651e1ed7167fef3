"""Milliseconds a document: ours, docxtpl's usual way and WeasyPrint's, in one run.

All three make the same finished job description. docxtpl gets our own body as its
document and loads, renders and saves as its manual shows; WeasyPrint gets our own HTML
with the style sheet and its fonts inside, as anyone would hand it over.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate
from markupsafe import Markup
from weasyprint import HTML

from aftersales_docs import pipeline
from aftersales_docs.document import Document
from aftersales_docs.house import house_of
from aftersales_docs.pdf import fonts
from aftersales_docs.pdf import writer as pdf_writer
from aftersales_docs.resources import templates
from aftersales_docs.word.template import word_template
from aftersales_docs.word.writer import context_of

SAMPLE = (
    Path(__file__).parents[1] / "samples" / "job-description" / "after-sales-manager.ru.ru.yaml"
)
ROUNDS = 15


def _timed(work: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(peers: dict[str, Callable[[], bytes]], rounds: int) -> dict[str, float]:
    """The median milliseconds of each peer; they take turns, so that all see the same machine."""
    for work in peers.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(rounds):
        for name, work in peers.items():
            times[name].append(_timed(work))
    return {name: statistics.median(values) for name, values in times.items()}


def docxtpl_way(document: Document) -> Callable[[], bytes]:
    """docxtpl's own load, render and save of the same template and values."""
    own = templates()
    meta = document.meta
    path = own.find(f"word/{meta.layout}.docx")
    context = context_of(document, word_template(own, meta.layout, meta.numbering, meta.lang), {})
    plain = {**context, "body": Markup(context["body"])}

    def work() -> bytes:
        template = DocxTemplate(path)
        template.render(plain, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
        return buffer.getvalue()

    return work


def _font_faces() -> str:
    files = [path for folder in fonts.folders()[:2] for path in sorted(folder.rglob("*.ttf"))]
    faces = []
    for path in files:
        family = "PT Serif" if "Serif" in path.name else "PT Sans"
        weight = "bold" if "Bold" in path.name else "normal"
        slant = "italic" if "Italic" in path.name else "normal"
        faces.append(
            f"@font-face {{ font-family: '{family}'; src: url('{path.as_uri()}');"
            f" font-weight: {weight}; font-style: {slant} }}"
        )
    return "\n".join(faces)


def weasyprint_way(document: Document) -> Callable[[], bytes]:
    """Plain ``HTML(string).write_pdf()`` on the same page with its style sheet inside."""
    own = templates()
    template = pdf_writer.pdf_template(own, document.meta.layout)
    css = pdf_writer.style(house_of(own), document.meta.layout, own.read("pdf/document.css"))
    page = pdf_writer.html_of(document, template, {}).replace(
        "</head>", f"<style>{_font_faces()}{css}</style></head>"
    )
    return lambda: HTML(string=page).write_pdf()


def main() -> None:
    """Print the table; the first argument sets the number of rounds."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    data = pipeline.load(SAMPLE)
    document = pipeline.compose(data)
    peers = {
        "compose": lambda: str(pipeline.compose(data)).encode(),
        "Word, ours": lambda: pipeline.write(document, "docx"),
        "Word, ours with composition": lambda: pipeline.write(pipeline.compose(data), "docx"),
        "Word, docxtpl load-render-save": docxtpl_way(document),
        "PDF, ours": lambda: pipeline.write(document, "pdf"),
        "PDF, HTML(string).write_pdf()": weasyprint_way(document),
    }
    times = measure(peers, rounds)
    for name, value in times.items():
        print(f"{name:<34}{value:>9.1f} ms")
    word = times["Word, docxtpl load-render-save"]
    page = times["PDF, HTML(string).write_pdf()"]
    print(f"Word: {word / times['Word, ours']:.1f} times docxtpl", end="")
    print(f" ({word / times['Word, ours with composition']:.1f} with composition)")
    print(f"PDF: {page / times['PDF, ours']:.2f} times WeasyPrint")


if __name__ == "__main__":
    main()

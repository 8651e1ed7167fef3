"""Milliseconds a document: ours, docxtpl's usual way and WeasyPrint's, in one run.

All three make the same finished job description. docxtpl loads, renders and saves our
template with the clauses in a loop, as its manual shows; WeasyPrint gets our own HTML
with the style sheet and its fonts inside, as anyone would hand it over.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docxtpl import DocxTemplate
from weasyprint import HTML

from aftersales_docs import api
from aftersales_docs.document import Clause, Document, Paragraph, plain
from aftersales_docs.document.house import house_of
from aftersales_docs.fonts import folders
from aftersales_docs.pdf.environments import style
from aftersales_docs.pdf.templates import pdf_template
from aftersales_docs.pdf.writer import html_of
from aftersales_docs.resources import templates

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


_STYLES = ("Heading1", "Point", "PointLead", "Subpoint", "BodyText", "BodyTextLead")


def _docxtpl_template(layout: str) -> bytes:
    """Our own template with its body as docxtpl's manual would write it: a loop of paragraphs."""
    word = docx.Document(str(templates().find(f"word/{layout}.docx")))
    body = word.paragraphs[0]
    body.text = "{%p for block in blocks %}"
    for name in _STYLES:
        word.add_paragraph(f"{{%p if block.style == '{name}' %}}")
        style_name = word.styles.element.get_by_id(name).name_val
        word.add_paragraph("{{ block.text }}").style = style_name
        word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p endfor %}")
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _style(block: Clause | Paragraph) -> str:
    lead = "Lead" if block.lead else ""
    if isinstance(block, Paragraph):
        return f"BodyText{lead}"
    return _STYLES[0] if block.level == 1 else ("Point" if block.level == 2 else "Subpoint") + lead


def docxtpl_way(document: Document) -> Callable[[], bytes]:
    """Docxtpl's load, render and save of the same clauses (without stamp and signatures)."""
    meta = document.meta
    content = _docxtpl_template(meta.layout)
    blocks = [
        {"style": _style(block), "text": plain(block.content)}
        for block in document.blocks
        if isinstance(block, Clause | Paragraph)
    ]
    context = {"blocks": blocks, "meta": meta, "labels": meta.labels}

    def work() -> bytes:
        template = DocxTemplate(io.BytesIO(content))
        template.render(context, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
        return buffer.getvalue()

    return work


def _font_faces() -> str:
    files = [path for folder in folders()[:2] for path in sorted(folder.rglob("*.ttf"))]
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
    template = pdf_template(own, document.meta.layout, document.meta.lang)
    source = own.read("pdf/document.css")
    css = style(house_of(own), document.meta.layout, source, "document.css")
    page = html_of(document, template, {}).replace(
        "</head>", f"<style>{_font_faces()}{css}</style></head>"
    )
    return lambda: HTML(string=page).write_pdf()


def main() -> None:
    """Print the table; the first argument sets the number of rounds."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    data = api.load(SAMPLE)
    document = api.compose(data)
    peers = {
        "compose": lambda: str(api.compose(data)).encode(),
        "Word, ours": lambda: api.write(document, "docx"),
        "Word, ours with composition": lambda: api.write(api.compose(data), "docx"),
        "Word, docxtpl load-render-save": docxtpl_way(document),
        "PDF, ours": lambda: api.write(document, "pdf"),
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

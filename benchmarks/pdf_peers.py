"""Other ways to the same PDF: plain WeasyPrint, plain Typst as the limit, LibreOffice."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path

import typst
from weasyprint import HTML

from aftersales_docs.document import Document
from aftersales_docs.document.house import house_of
from aftersales_docs.fonts import folders
from aftersales_docs.pdf.environments import style
from aftersales_docs.pdf.templates import pdf_template
from aftersales_docs.pdf.writer import html_of
from aftersales_docs.resources import templates

from .content import STYLES, Line


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


def _font_faces() -> str:
    faces = []
    for path in (path for folder in folders()[:2] for path in sorted(folder.rglob("*.ttf"))):
        family = "PT Serif" if "Serif" in path.name else "PT Sans"
        weight = "bold" if "Bold" in path.name else "normal"
        slant = "italic" if "Italic" in path.name else "normal"
        faces.append(
            f"@font-face {{ font-family: '{family}'; src: url('{path.as_uri()}');"
            f" font-weight: {weight}; font-style: {slant} }}"
        )
    return "\n".join(faces)


def typst_way(lines: list[Line]) -> Callable[[], bytes]:
    """Plain Typst on the same lines: no tags, no fields, no files inside; the limit."""
    compiler = typst.Compiler(
        font_paths=[str(folder) for folder in folders()], ignore_system_fonts=True
    )
    turns = count()

    def work() -> bytes:
        # Lines that it has not set before: it would only remember them.
        mark = f" {turn}" if (turn := next(turns)) else ""
        made = compiler.compile(input=_source(lines, mark), format="pdf")
        assert isinstance(made, bytes)
        return made

    return work


def _source(lines: list[Line], mark: str) -> bytes:
    quoted = (line.text.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    signs = ("= " if line.style == STYLES[0] else "" for line in lines)
    body = "\n\n".join(f'{sign}#"{text}{mark}"' for sign, text in zip(signs, quoted, strict=True))
    return f'#set text(font: "PT Serif", size: 10.5pt)\n{body}'.encode()


def libreoffice_way(word: bytes, folder: Path) -> Callable[[Path | None], float]:
    """``soffice --convert-to pdf`` on our Word file: milliseconds of CPU of its processes."""
    source = folder / "libreoffice.docx"
    source.write_bytes(word)
    made = source.with_suffix(".pdf")

    def run(output: Path | None = None) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(folder / 'office').as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if output:
            output.write_bytes(made.read_bytes())
        return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    return run

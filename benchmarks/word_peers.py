"""Other ways to the same Word file: docxtpl here, docxtemplater and others in Node.

Each loads a template of its own syntax, fills it with the same lines, and saves it, as its
manual shows.
"""

from __future__ import annotations

import io
import json
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
from docxtpl import DocxTemplate

from .content import STYLES, Line

PEERS = Path(__file__).parent / "peers"
Work = Callable[[], float]


def _template(paragraphs: list[tuple[str, str]]) -> bytes:
    """A Word file with these paragraphs: style and text."""
    made = docx.Document()
    for style, text in paragraphs:
        made.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def docxtpl_way(lines: list[Line]) -> Callable[[], bytes]:
    """Docxtpl's load, render and save: a loop over styled lines."""
    paragraphs = [("Normal", "{%p for line in lines %}")]
    for style in STYLES:
        paragraphs += [
            ("Normal", f"{{%p if line.style == '{style}' %}}"),
            (style, "{{ line.text }}"),
            ("Normal", "{%p endif %}"),
        ]
    content = _template([*paragraphs, ("Normal", "{%p endfor %}")])
    context = {"lines": [{"style": line.style, "text": line.text} for line in lines]}

    def work() -> bytes:
        template = DocxTemplate(io.BytesIO(content))
        template.render(context, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
        return buffer.getvalue()

    return work


def _conditional(opening: str, closing: str, line: str) -> list[tuple[str, str]]:
    """A loop with a paragraph for headings and one for others, in a syntax of brackets."""
    heading, other = STYLES
    return [
        ("Normal", opening.format("lines")),
        *[
            part
            for style, flag in ((heading, "heading"), (other, "other"))
            for part in (
                ("Normal", opening.format(flag)),
                (style, line),
                ("Normal", closing.format(flag)),
            )
        ],
        ("Normal", closing.format("lines")),
    ]


# Carbone has no conditions around paragraphs in its free edition: all lines look alike.
_TEMPLATES: Mapping[str, list[tuple[str, str]]] = {
    "docxtemplater": _conditional("{{#{}}}", "{{/{}}}", "{text}"),
    "easy-template-x": _conditional("{{#{}}}", "{{/{}}}", "{text}"),
    "carbone": [("Normal", "{d.lines[i].text}"), ("Normal", "{d.lines[i+1].text}")],
}


class Node:
    """The peers in Node, in one process that stays warm."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            ["node", str(PEERS / "peers.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=PEERS,
        )

    def ask(self, **question: Any) -> float:
        """The milliseconds of CPU that a peer took for one file."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{question['peer']} failed")
        return float(json.loads(answer)["ms"])

    def ways(self, lines: list[Line]) -> dict[str, Callable[[Path | None], float]]:
        """A way for each peer: makes the file (writes it, where a path is given)."""
        rows = [
            {
                "text": line.text,
                "heading": line.style == STYLES[0],
                "other": line.style != STYLES[0],
            }
            for line in lines
        ]
        ways: dict[str, Callable[[Path | None], float]] = {}
        for peer, paragraphs in _TEMPLATES.items():
            path = self.folder / f"{peer}-{len(lines)}.docx"
            path.write_bytes(_template(paragraphs))
            asked = {"peer": peer, "template": str(path), "data": {"lines": rows}}
            ways[peer] = lambda output, asked=asked: self.ask(
                **asked, output=str(output) if output else None
            )
        return ways

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=30)


def timed(work: Callable[[], bytes]) -> Callable[[Path | None], float]:
    """A way in Python, measured in milliseconds of CPU."""

    def run(output: Path | None = None) -> float:
        start = time.process_time()
        content = work()
        spent = (time.process_time() - start) * 1000
        if output:
            output.write_bytes(content)
        return spent

    return run

"""Making templates of a user's own: Word files by python-docx, as Word would hold them."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import docx

from aftersales_docs import compose, load, write
from aftersales_docs.resources import data_root

BUILT_IN = data_root() / "templates"
ANSWER = data_root() / "samples" / "claim-response" / "granted-repair.de.de.yaml"
CERTIFICATE = data_root() / "samples" / "completion-certificate" / "paid-repair.de.de.yaml"

# What a page of a claim response must place, so that tests speak of one fault alone.
COMPLETE = ("{{ data.number or '' }} {{ data.date|date }}", "{{ data.signatory.post }}")


def word(folder: Path, *lines: str, name: str = "claim-response", complete: bool = True) -> Path:
    """A Word template of plain paragraphs in ``folder``."""
    document = docx.Document()
    for line in (*lines, *(COMPLETE if complete else ())):
        document.add_paragraph(line)
    return saved(document, folder, name)


def saved(document: Any, folder: Path, name: str = "claim-response") -> Path:
    """``document`` as the Word template ``name`` of ``folder``."""
    path = folder / "word" / f"{name}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(path)
    return path


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A Word file with ``change`` done to its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def replaced(path: Path, old: str, new: str, part: str = "word/document.xml") -> Path:
    """A Word file with ``old`` in one part replaced by ``new``."""

    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return changed(path, change)


def html(folder: Path, body: str, name: str = "claim-response.html", head: str = "") -> Path:
    """An HTML template with ``body`` on line 2 and what must not lack below it."""
    path = folder / "pdf" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    rest = "\n".join(f"<p>{line}</p>" for line in COMPLETE)
    path.write_text(
        f"<html lang='{{{{ language_tag }}}}'><head><title>{{{{ meta.title }}}}</title>{head}"
        f"</head><body>\n{body}\n{rest}\n</body></html>\n",
        encoding="utf-8",
    )
    return path


def built_in(folder: Path, name: str) -> Path:
    """A copy of the built-in template file ``name``."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(BUILT_IN / name, path)
    return path


def rendered(own: Path | None, format_: str, sample: Path = ANSWER) -> bytes:
    """A sample in one format with the templates of ``own``."""
    data = load(sample)
    return write(compose(data, own), format_, own_templates=own, data=data)  # type: ignore[arg-type]


@cache
def png(width: int = 60, height: int = 40) -> bytes:
    """A picture."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (31, 58, 95)).save(buffer, "PNG")
    return buffer.getvalue()

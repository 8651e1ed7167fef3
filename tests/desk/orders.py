"""Inputs and orders for tests of the register, and documents that are made in no time."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.issuing import Made, issue
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.options import Options
from aftersales_docs.desk.order import Issued, Order
from aftersales_docs.desk.register.models import Document

ROOT = Path(__file__).parents[2]
LETTER = ROOT / "samples" / "claim-response" / "granted-repair.de.de.yaml"
SECTION = ROOT / "samples" / "warranty-section" / "work-business.de.de.yaml"
KIND = "claim-response"


def letter(folder: Path, name: str = "letter.yaml", **fields: Any) -> Path:
    """An answer to a claim without a number of its own, with ``fields`` changed."""
    data = yaml.safe_load(LETTER.read_text(encoding="utf-8"))
    del data["number"]
    data.update(fields)
    path = folder / name
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def order(path: Path, **given: Any) -> Order:
    """An order to issue the input at ``path``."""
    options = given.pop("options", Options())
    office = given.pop("office", "main")
    return Order(requested(str(path), None), office, "Katharina Vogt", options, **given)


def issued(register: Register, path: Path, **given: Any) -> Issued:
    """The document of ``path``, issued."""
    return issue(register, order(path, **given))


def quickly_made(document: Document) -> Made:
    """Stand-ins for the files of a document, the same for the same row."""
    sign = hashlib.sha256(document.inputs.encode()).hexdigest()
    files = {"docx": f"docx {sign}".encode(), "pdf": f"pdf {sign}".encode()}
    return Made(f"Titel {document.number}", ["waschmaschin"], files)

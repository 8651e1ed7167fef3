"""What the pages for developers say of the code's rooms is so, and no room is left out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from aftersales_docs.resources import data_root
from tests.conftest import MARKED

ROOT = data_root()
PACKAGE = ROOT / "src" / "aftersales_docs"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
# Made on the reader's machine.
MADE = {"build/fuzz/found/"}
FILES = [
    path.as_posix() + "/" * path.is_dir()
    for folder in ("src", "templates", "tests")
    for path in (ROOT / folder).rglob("*")
    if "__pycache__" not in path.parts and "node_modules" not in path.parts
]
NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|typ|yaml|json|md|css|html))`")


def modules(folder: Path) -> set[str]:
    """The modules and packages in a folder, as a table names them."""
    return {
        one.name + "/" * one.is_dir()
        for one in folder.iterdir()
        if (one.suffix == ".py" and one.name != "__init__.py") or (one / "__init__.py").exists()
    }


def rows(page: Path, heading: str) -> set[str]:
    """What stands in the first column of the table below the line that holds ``heading``."""
    table = page.read_text(encoding="utf-8").split(heading, 1)[1].split("\n\n", 2)[:2]
    cells = [line.split("|")[1] for part in table for line in part.splitlines() if "|" in line]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_architecture_names_every_room() -> None:
    assert rows(ARCHITECTURE, "holds the code to it.\n") == modules(PACKAGE)


def test_every_room_has_its_layer() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contract = tomllib.loads(text)["tool"]["importlinter"]["contracts"][0]
    named = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    rooms = {name.rstrip("/").removesuffix(".py") for name in modules(PACKAGE)}
    assert named == {f"aftersales_docs.{room}" for room in rooms}


def test_the_desks_page_names_every_module_of_it() -> None:
    assert rows(ROOT / "docs" / "desk.md", "## Modules of `desk/`\n\n") == modules(
        PACKAGE / "desk"
    )


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(NAMED.findall(text))
    assert named
    gone = [
        name
        for name in sorted(named - MADE)
        if not (ROOT / name).exists() and not any(f"/{name}" in path for path in FILES)
    ]
    assert gone == []


def test_every_place_with_a_mark_is_there() -> None:
    """One that was renamed would else come back into ``make unit``."""
    gone = [
        one for marked in MARKED.values() for one in marked if not (ROOT / "tests" / one).exists()
    ]
    assert gone == []

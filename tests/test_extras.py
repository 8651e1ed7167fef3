"""What an extra installs is enough: nothing is used that came along with something else."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, metadata, packages_distributions

import pytest
from packaging.requirements import Requirement

from aftersales_docs.resources import data_root

PROJECT = tomllib.loads((data_root() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = PROJECT["name"]
SET_UP = """
import os, tempfile
os.environ["AFTERSALES_DOCS_DATA"] = tempfile.mkdtemp()
from aftersales_docs.desk.web.starting import set_up_web
set_up_web()
from django.core.management import call_command
call_command("check")
"""
DESK = f"""{SET_UP}
import importlib, pkgutil
import aftersales_docs.desk as desk
for one in pkgutil.walk_packages(desk.__path__, "aftersales_docs.desk."):
    if ".mcp" not in one.name and ".desk.settings" not in one.name:
        importlib.import_module(one.name)
from django.urls import get_resolver
get_resolver().url_patterns
"""
USES = {
    "": "from aftersales_docs.cli import main; main(['kinds'])",
    "desk": DESK,
    "mcp": "import aftersales_docs.desk.mcp.server",
}
# Those that an extra is given together with.
WITH = {"mcp": ("desk",)}
BLOCK = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {strange!r}:
            text = f"no module named {{name!r}}: this extra does not install it"
            raise ModuleNotFoundError(text, name=name)
sys.meta_path.insert(0, Refuse())
"""


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_by(name: str, extras: frozenset[str]) -> list[str]:
    """What a distribution asks for; ours as its file says, however old the installed one is."""
    if name != OURS:
        found = [Requirement(one) for one in distribution(name).requires or ()]
        marked = [(one, one.marker) for one in found]
        return [
            str(one)
            for one, marker in marked
            if marker is None or any(marker.evaluate({"extra": e}) for e in ("", *extras))
        ]
    more = PROJECT["optional-dependencies"]
    return [*PROJECT["dependencies"], *(one for extra in extras for one in more[extra])]


def installed_by(name: str, extras: frozenset[str]) -> set[str]:
    """The distributions that an installation of ``name`` with ``extras`` brings here."""
    found: set[str] = set()
    todo, done = [(_name(name), extras)], set()
    while todo:
        one = todo.pop()
        if one in done:
            continue
        done.add(one)
        found.add(one[0])
        for text in asked_by(*one):
            wanted = Requirement(text)
            todo.append((_name(wanted.name), frozenset(wanted.extras)))
    return found


@pytest.mark.parametrize("extra", USES)
def test_an_extra_is_enough(extra: str) -> None:
    wanted = installed_by(OURS, frozenset({extra, *WITH.get(extra, ())} - {""}))
    strange = {
        top
        for top, names in packages_distributions().items()
        if not {_name(one) for one in names} & wanted
    }
    code = BLOCK.format(strange=sorted(strange)) + USES[extra]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_extras_that_are_asked_for_are_there() -> None:
    listed = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    for wanted in {Requirement(one) for part in listed for one in part}:
        there = {_name(one) for one in metadata(wanted.name).get_all("Provides-Extra") or []}
        assert {_name(one) for one in wanted.extras} <= there, str(wanted)

"""What an installation rests on: the locks, the licences of others, the project's own data."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from aftersales_docs.resources import data_root

ROOT = data_root()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PDFUA = ROOT / "tests" / "tools" / "pdfua"
LOCKS = (ROOT / "requirements.lock", PDFUA / "requirements.txt")
# Licences that ask for a word: who passes these libraries on must pass on their terms.
_CONDITIONS = re.compile(r"\b[AL]?GPL|\bMPL|Mozilla|Lesser General", re.IGNORECASE)


def locked(lock: Path) -> dict[str, tuple[str, int]]:
    """Of each package in a lock: its version, and how many hashes it has."""
    blocks = re.split(r"^(?=\S)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    pins = (re.match(r"([\w.-]+)==(\S+)", block) for block in blocks)
    return {
        pin[1]: (pin[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", pin.string)))
        for pin in pins
        if pin
    }


def asked(lock: Path) -> list[Requirement]:
    """What the lock is made from."""
    if lock.parent == PDFUA:
        lines = (PDFUA / "requirements.in").read_text(encoding="utf-8").splitlines()
        return [Requirement(line) for line in lines if line and not line.startswith("#")]
    everything = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    return [Requirement(line) for line in everything]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_every_file_by_its_hash_and_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = locked(lock)
    assert len(packages) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    assert [name for name, (_, hashes) in packages.items() if not hashes] == []
    assert "://" not in text
    assert re.findall(r"^\s*-(?!-hash=sha256:)\S*", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_all_that_is_asked_for(lock: Path) -> None:
    """If this fails, run ``make lock``."""
    packages = locked(lock)
    for one in asked(lock):
        pinned = packages.get(canonicalize_name(one.name))
        assert pinned is not None, f"{one.name} is not in {lock.name}: run `make lock`"
        assert one.specifier.contains(pinned[0]), f"{one} is locked at {pinned[0]}: `make lock`"


def test_what_the_runtime_needs_is_in_the_lock() -> None:
    packages = locked(LOCKS[0])
    assert {name for name in runtime() if name not in packages} == set()


def runtime() -> set[str]:
    """Everything that an installation without ``dev`` brings, by what is installed here."""
    found: set[str] = set()
    left = [Requirement(line) for line in PROJECT["dependencies"]]
    while left:
        one = left.pop()
        name = canonicalize_name(one.name)
        if name in found:
            continue
        found.add(name)
        for line in distribution(name).requires or ():
            needed = Requirement(line)
            marker = needed.marker
            extras = {"", *one.extras}
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
                left.append(needed)
    return found


def terms(name: str) -> str:
    """What a package's metadata says of its licence."""
    data = distribution(name).metadata
    classifiers = [one for one in data.get_all("Classifier") or () if one.startswith("License")]
    short = (data.get("License") or "").splitlines()[:1]
    return "; ".join([data.get("License-Expression") or "", *short, *classifiers])


def test_the_notice_names_each_library_whose_licence_has_conditions() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    named = [name for name in runtime() if _CONDITIONS.search(terms(name))]
    assert {"docxtpl", "num2words", "python-stdnum"} <= set(named)
    assert [one for one in named if not re.search(rf"^    {one}\s", notice, re.MULTILINE)] == []


def test_the_notice_names_each_folder_of_fonts() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for folder in {file.parent for file in (ROOT / "fonts").glob("*/*.ttf")}:
        assert f"fonts/{folder.name} " in notice


def test_the_package_is_typed() -> None:
    assert (ROOT / "src" / "aftersales_docs" / "py.typed").is_file()
    assert "Typing :: Typed" in PROJECT["classifiers"]


def test_the_classifiers_exist() -> None:
    from trove_classifiers import classifiers

    assert [one for one in PROJECT["classifiers"] if one not in classifiers] == []

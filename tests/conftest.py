"""Options and fixtures for all tests."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from tests import memory

memory.set_up()
# A machine that is busy is no fault of the text that is tried.
settings.register_profile("tests", parent=settings(), deadline=None)
settings.load_profile("tests")
# Compiled once: each worker and each start of the program would else compile every module anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Nobody's own register, and no cache that another process empties: the settings of the desk read
# this once, when the conftest of a folder sets Django up.
_DATA = tempfile.TemporaryDirectory(prefix="data-")
os.environ["AFTERSALES_DOCS_DATA"] = _DATA.name

# Go through every sample, attack or combination: each test is fast, all of them are not.
WIDE = {
    "batch/test_tables.py",
    "batch/test_template.py",
    "comparison/test_active_content.py",
    "comparison/test_changes.py",
    "comparison/test_fonts.py",
    "comparison/test_tricks.py",
    "comparison/test_two_languages.py",
    "enclosing/test_written.py",
    "golden/test_samples.py",
    "kinds/test_every_combination.py",
    "kinds/test_service_agreement.py",
    "kinds/test_warranty_section.py",
    "messages/test_mistakes.py",
    "ooxml/test_bounds.py",
    "pdf/test_fonts.py",
    "pdf/test_lines.py",
    "pdf/test_subset.py",
    "rules/test_guessed_forms.py",
    "schemas/test_json_schema.py",
    "signing/test_attacks.py",
    "signing/test_skeleton.py",
    "signing/test_sound.py",
    "template_check/test_check.py",
    "template_check/test_links.py",
    "template_check/test_used.py",
    "test_carried.py",
    "test_drafts.py",
    "test_strangers_files.py",
    "test_writers_agree.py",
    "texts/test_signed_page.py",
}


# Several parts together: a database, the desk as it is served, other programs, whole files that
# are written and read again. A folder, or a file of one whose other files are of small tests.
INTEGRATION = {
    "batch/test_bundle.py",
    "batch/test_cluster.py",
    "batch/test_run.py",
    "comparison/test_command.py",
    "comparison/test_divided.py",
    "comparison/test_pdf.py",
    "comparison/test_redline.py",
    "comparison/test_signed_rows.py",
    "comparison/test_tracked.py",
    "desk",
    "e2e",
    "enclosing/test_reading.py",
    "pdf",
    "rest",
    "signing/test_foreign.py",
    "signing/test_judging.py",
    "test_draft_mark.py",
    "test_hyphens.py",
    "test_literal_text.py",
    "test_many_files.py",
    "texts/test_bilingual.py",
    "web",
    "word/test_standards.py",
}
MARKED = {"wide": WIDE, "integration": INTEGRATION}

# What is slow in these takes long: begun first, so that no worker is left with it at the end.
LONG = {
    "batch/test_faults.py",
    "e2e",
    "pdf/test_standards.py",
    "pdf/test_threads.py",
    "rest/test_served.py",
    "signing/test_signed_standards.py",
    "template_check/test_check.py",
    "test_benchmarks.py",
    "test_draft_mark.py",
    "test_new_kind.py",
    "web",
}


@cache
def _places(path: Path, here: Path) -> frozenset[str]:
    """A file of the tests ``here``, and the folders it lies in."""
    if not path.is_relative_to(here):
        return frozenset()
    inside = path.relative_to(here)
    return frozenset(one.as_posix() for one in (inside, *inside.parents))


@cache
def _marks(path: Path, here: Path) -> tuple[str, ...]:
    """The marks that a folder or file of the tests ``here`` has by its place."""
    return tuple(mark for mark, marked in MARKED.items() if _places(path, here) & marked)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what ``make unit`` leaves to ``make test``; the longest come first."""
    here = config.rootpath / "tests"
    for item in items:
        for mark in _marks(item.path, here):
            item.add_marker(mark)
    items.sort(key=lambda item: not ("slow" in item.keywords and _places(item.path, here) & LONG))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """``make unit`` need not even read the files that it leaves to ``make test``."""
    marks = _marks(collection_path, config.rootpath / "tests")
    return any(f"not {mark}" in config.option.markexpr for mark in marks) or None


_FOLDER = "AFTERSALES_DOCS_TESTS_MADE"


def pytest_configure(config: pytest.Config) -> None:
    """A folder that all workers of this run share, for ``tests/made.py``."""
    config.add_cleanup(_DATA.cleanup)
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.TemporaryDirectory(prefix="made-")
    config.add_cleanup(folder.cleanup)
    os.environ[_FOLDER] = folder.name


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden texts anew; then read them"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def _said_in_every_language(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test makes the program say must be in the catalogues."""
    if "own_words" in request.keywords:
        yield
        return
    from tests.messages.net import spread

    with spread() as strangers:
        yield
    assert not strangers, f"say it by worded(…), with named values: {strangers}"

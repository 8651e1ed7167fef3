"""Options and fixtures for all tests."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark as wide what ``make unit`` leaves to ``make test``."""
    here = config.rootpath / "tests"
    for item in items:
        if item.path.is_relative_to(here) and item.path.relative_to(here).as_posix() in WIDE:
            item.add_marker(pytest.mark.wide)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """``make unit`` need not even read the files that it leaves to ``make test``."""
    here = config.rootpath / "tests"
    if "not wide" not in config.option.markexpr or not collection_path.is_relative_to(here):
        return None
    return collection_path.relative_to(here).as_posix() in WIDE or None


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

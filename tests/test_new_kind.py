"""A new kind costs its folder, its texts, fields and sample, and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.new_kind import main as lay_out

from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root
from tests.reading import docx_lines

# No name that a kind of the house might want.
NAME, TITLE = "kind-on-trial", "Übergabeprotokoll"
# Commands one after the other, as JSON; what each prints stands behind a mark.
ENTRY = """
import json, sys
from aftersales_docs.cli import main
for words in json.loads(sys.argv[1]):
    main(words, standalone_mode=False)
    print("#####")
"""


def python(*arguments: object, path: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Our Python, with what is at ``path`` before all else."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": f"{path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["de", "ru", "en"])
def test_a_package_brings_a_kind_of_its_own(tmp_path: Path, lang: str) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    lay_out([NAME, "--title", TITLE, "--lang", lang, "--package", str(source)])
    installed = python(
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--disable-pip-version-check",
        "--target",
        site,
        source,
        path=site,
        cwd=tmp_path,
    )
    assert installed.returncode == 0, installed.stderr

    sample = source / "samples" / f"first.{lang}.de.yaml"
    commands = [
        ["kinds"],
        ["new", NAME, "--lang", lang],
        ["check", str(sample)],
        ["render", str(sample), "-o", str(tmp_path / "out")],
    ]
    done = python("-c", ENTRY, json.dumps(commands), path=site, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    kinds, new, check, _, _ = done.stdout.split("#####")
    assert NAME in kinds
    assert "number:" in new
    assert "no errors" in check
    lines = docx_lines((tmp_path / "out" / f"{sample.stem}.docx").read_bytes())
    assert f"{TITLE} 1" in " ".join(lines)
    assert (tmp_path / "out" / f"{sample.stem}.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with one kind more, as the page of the docs has it made."""
    root = tmp_path_factory.mktemp("laid-out") / "house"
    for name in ("src", "fonts", "templates", "schemas", "samples", "tests", "tools", "docs"):
        shutil.copytree(
            data_root() / name,
            root / name,
            symlinks=True,
            ignore=shutil.ignore_patterns("node_modules", ".venv"),
        )
    for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(data_root() / name, root / name)
    new = ("new_kind", NAME, "--title", TITLE)
    for tool in (new, ("build_versions",), ("build_schemas",)):
        done = python("-m", f"tools.{tool[0]}", *tool[1:], path=root / "src", cwd=root)
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def house(laid_out: Path, tmp_path: Path) -> Path:
    """That house, to be changed."""
    return shutil.copytree(laid_out, tmp_path / "house", symlinks=True)


GOLDEN = ("tests/golden/test_samples.py",)
OF_ALL = ("tests/test_library.py", "tests/texts/test_versions.py")
ASKED = (
    "tests/test_field_labels.py",
    "tests/test_starter.py",
    "tests/test_samples.py",
    *GOLDEN,
    "tests/schemas/test_json_schema.py",
    *OF_ALL,
)

# What is asked of another kind or its samples alone is asked in the house itself.
SAMPLES = sorted({path.stem for path in (data_root() / "samples").glob("*/*.yaml")})
OTHERS = " or ".join([*KINDS, *SAMPLES])


def checked(
    root: Path, *more: str, asked: tuple[str, ...] = ASKED
) -> subprocess.CompletedProcess[str]:
    """The tests that are asked of every kind, run in a copy of the house."""
    return python(
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
        *more,
        *asked,
        path=root / "src",
        cwd=root,
    )


@pytest.mark.slow
def test_a_kind_of_the_house_is_its_folder_its_texts_fields_and_sample(house: Path) -> None:
    for style in (["check"], ["format", "--check"]):
        kept = python("-m", "ruff", *style, "src/aftersales_docs/kinds", path=house, cwd=house)
        assert kept.returncode == 0, kept.stdout
    golden = checked(house, "-k", "first", asked=GOLDEN)
    assert golden.returncode == 1
    assert "run 'make golden'" in golden.stdout
    assert checked(house, "-k", "first", "--update-golden", asked=GOLDEN).returncode == 0
    done = checked(house, "-vv", "-k", f"not ({OTHERS})")
    assert done.returncode == 0, done.stdout
    for file in sorted({*ASKED} - {*OF_ALL}):
        assert re.search(rf"{file}::.*(first|{NAME})", done.stdout), file


@pytest.mark.slow
@pytest.mark.parametrize(
    ("missing", "told", "by"),
    [
        (f"templates/fields/{NAME}/de.yaml", f"fields/{NAME}/de.yaml", "test_starter.py"),
        (f"samples/{NAME}/house-first.de.de.yaml", NAME, "test_samples.py"),
        (f"schemas/{NAME}.schema.json", f"{NAME}.schema.json", "schemas/test_json_schema.py"),
    ],
)
def test_the_tests_name_what_a_kind_lacks(house: Path, missing: str, told: str, by: str) -> None:
    (house / missing).unlink()
    failed = checked(house, "-x", "-k", f"not ({OTHERS})", asked=(f"tests/{by}",))
    assert failed.returncode == 1
    assert told in failed.stdout

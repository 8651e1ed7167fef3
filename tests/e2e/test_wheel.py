"""The built wheel works in a bare environment, from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from aftersales_docs.resources import data_root
from tests.inputs import job_description, written

pytestmark = pytest.mark.slow


def _run(*args: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    # A PYTHONPATH to the sources would stand before the wheel.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(arg) for arg in args], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources without anything lying about."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("src", "fonts", "templates", "schemas", "docs", "samples"):
        shutil.copytree(data_root() / name, source / name)
    for name in ("pyproject.toml", "README.md", "NOTICE"):
        shutil.copy(data_root() / name, source)
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, cwd=source)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_fonts_templates_and_schemas(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    fonts = data_root() / "fonts"
    for font in fonts.glob("*/*"):
        assert f"aftersales_docs/data/fonts/{font.relative_to(fonts).as_posix()}" in names
    assert "aftersales_docs/py.typed" in names
    for lang in ("de", "ru"):
        catalogue = "aftersales_docs/messages/locale/{}/LC_MESSAGES/aftersales_docs.mo"
        assert catalogue.format(lang) in names
    licences = {name.partition(".dist-info/licenses/")[2] for name in names} - {""}
    assert licences == {"NOTICE"} | {
        f"fonts/{one}/OFL.txt" for one in ("noto", "pt-sans", "pt-serif")
    }
    for file in (
        "templates/house.yaml",
        "templates/texts/job-description/ru.md",
        "templates/word/gost.docx",
        "templates/pdf/document.css",
        "schemas/job-description.schema.json",
        "docs/guide/index.md",
        "docs/signing.md",
    ):
        assert f"aftersales_docs/data/{file}" in names


def test_it_renders_from_a_bare_environment(wheel: Path, tmp_path: Path) -> None:
    """Dependencies come from this environment; our own code comes from the wheel alone."""
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    _run(python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    packages = next(p for p in sys.path if p.endswith("site-packages"))
    site = next(environment.glob("lib/python*/site-packages"))
    # A path file is read after the wheel's own folder; the editable install is not followed.
    (site / "dependencies.pth").write_text(packages)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    file = written(elsewhere, job_description("warranty_manager", "ru", "ru"))
    program = environment / "bin" / "aftersales-docs"
    where = _run(
        python, "-c", "import aftersales_docs; print(aftersales_docs.__file__)", cwd=elsewhere
    )
    assert str(environment) in where.stdout
    _run(program, "render", file.name, "-o", "out", cwd=elsewhere)
    guide = (data_root() / "docs" / "guide" / "commands.md").read_text(encoding="utf-8")
    assert _run(program, "docs", "commands", cwd=elsewhere).stdout == guide
    assert sorted(p.suffix for p in (elsewhere / "out").iterdir()) == [".docx", ".pdf"]
    starter = ("new", "job-description", "--role", "sales-manager", "-o")
    _run(program, *starter, "jd.yaml", cwd=elsewhere)
    # Nothing in it leads into this installation.
    assert str(tmp_path) not in (elsewhere / "jd.yaml").read_text(encoding="utf-8")
    schema = "job-description.schema.json"
    _run(program, "schema", "job-description", "-o", schema, cwd=elsewhere)
    _run(program, *starter, "again.yaml", cwd=elsewhere)
    first = (elsewhere / "again.yaml").read_text(encoding="utf-8").split("\n")[0]
    assert first == f"# yaml-language-server: $schema={schema}"

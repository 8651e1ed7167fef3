"""The built-in templates need no docxtpl, and the first document none of what is for others."""

from __future__ import annotations

import subprocess
import sys
import zipfile

from docxtpl import DocxTemplate

from aftersales_docs.resources import data_root
from aftersales_docs.word.part_kinds import FILLED
from aftersales_docs.word.tags import whole_tags
from tests.inputs import samples


def test_the_built_in_templates_are_read_as_docxtpl_reads_them() -> None:
    """No tag of theirs is torn."""
    tagged = 0
    for path in (data_root() / "templates" / "word").glob("*.docx"):
        mender = DocxTemplate(path)
        with zipfile.ZipFile(path) as archive:
            for name in filter(FILLED.fullmatch, archive.namelist()):
                content = archive.read(name).decode()
                assert whole_tags(content) == mender.patch_xml(content), (path.name, name)
                tagged += "{" in content
    assert tagged


FIRST = """
import sys
from pathlib import Path
from aftersales_docs import api
api.write(api.compose(api.load(Path(sys.argv[1]))), "docx")
print(*{"docx", "docxtpl", "holidays.countries", "rapidfuzz", "ruamel.yaml"} & set(sys.modules))
"""


def test_the_first_document_loads_only_what_it_needs() -> None:
    """What mends torn tags, other countries, slips, and tells places of errors takes time."""
    run = subprocess.run(
        [sys.executable, "-c", FIRST, str(samples("claim-response")[0])],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not run.stdout.strip()

"""Every sample renders, and none has lost what makes it a document to be signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs import compose, load
from aftersales_docs.clauses import catalogue
from aftersales_docs.document import Letterhead, Signatures, Stamp, Table, Title
from aftersales_docs.resources import templates
from aftersales_docs.schemas.job_description import JobDescription
from tests.inputs import LANGS, SAMPLES

MANDATORY = {"general", "category", "reports-to", "appointment", "knowledge", "duties", "rights",
             "liability"}  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_complete(sample: Path) -> None:
    data = load(sample)
    document = compose(data)
    model = data.model
    assert isinstance(model, JobDescription)
    types = {type(block) for block in document.blocks}
    assert {Letterhead, Stamp, Title} <= types
    assert {clause.id for clause in document.clauses()} >= MANDATORY
    blocks = [block.id for block in document.blocks if isinstance(block, Signatures)]
    assert ("unit-head" in blocks) == (model.unit_head is not None)
    assert len([name for name in blocks if name.startswith("agreed")]) == len(model.agreed)
    assert ("employee" in blocks) != (Table in types)


def test_every_role_has_a_sample_in_every_language() -> None:
    names = {tuple(sample.stem.split(".")[:2]) for sample in SAMPLES}
    keys = (key.replace("_", "-") for key in catalogue.roles(templates()))
    assert names >= {(key, lang) for key in keys for lang in LANGS}

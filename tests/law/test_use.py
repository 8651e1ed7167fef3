"""How documents ask the law: by the day of the sale, and only under laws they know."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
import yaml

from aftersales_docs import compose, load, write
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from aftersales_docs.law import acts
from aftersales_docs.law.acts import ActFile, CitationData, FactData
from aftersales_docs.law.places import Provision
from aftersales_docs.resources import data_root
from tests.reading import docx_lines, words

DOCS = (data_root() / "docs" / "new-law.md").read_text(encoding="utf-8")


def read(text: str) -> ActFile:
    return ActFile.model_validate(yaml.load(text, Loader=acts.strict(yaml.BaseLoader)))  # noqa: S506


SALE = date(2026, 7, 31)


@pytest.mark.parametrize(
    ("bought", "place"), [(SALE - timedelta(1), "§ 475 Abs. 6 BGB"), (SALE, "§ 475 Abs. 7 BGB")]
)
def test_a_letter_cites_the_law_of_the_day_of_the_sale(bought: date, place: str) -> None:
    sample = data_root() / "samples" / "claim-response" / "granted-repair.de.de.yaml"
    data = load_yaml(sample.read_text(encoding="utf-8"))
    data["product"] |= {"purchased": bought, "handed_over": bought}
    data["claim"] |= {"demanded": ["refund"]}
    data["remedies"] = [{"type": "refund", "amount": "649.00"}]
    text = words("\n".join(docx_lines(write(compose(load(data)), "docx"))))
    assert set(re.findall(r"§ 475 Abs\. \d BGB", text)) == {place}


def test_a_kind_is_made_under_its_own_laws_only(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = replace(KINDS["claim-response"], laws=("ru",))
    monkeypatch.setattr("aftersales_docs.loading.kind_of", lambda _source: kind)
    with pytest.raises(DataError) as caught:
        load(data_root() / "samples" / "claim-response" / "granted-repair.de.de.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "law-not-for-kind"
    assert problem.place is not None
    assert "can't be made under the law 'de'. Choose among: ru." in str(problem)


def test_the_page_on_new_laws_tells_every_field() -> None:
    models = (ActFile, CitationData, FactData, Provision)
    for field in {name for model in models for name in model.model_fields} - {"act"}:
        assert f"`{field}`" in DOCS or re.search(rf"^ *{field}:", DOCS, re.MULTILINE), field


def test_the_examples_on_new_laws_hold(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```yaml\n(act:.*?)```", DOCS, re.DOTALL)
    assert len(read(example).citations) == 2
    for code in re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL):
        exec(code, {})  # noqa: S102
    assert "475" in capsys.readouterr().out

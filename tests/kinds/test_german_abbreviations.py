"""A Russian document under German law says what each German abbreviation of an act stands for."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from aftersales_docs import load
from aftersales_docs.composing import assess, composed
from aftersales_docs.law.acts import ACTS
from tests.inputs import ROLES, SAMPLES, job_description
from tests.kinds.cases import CERTIFICATE, CLAIM, merged
from tests.kinds.test_every_combination import CERTIFICATES, words


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


NAMES = {
    _read(path).get("act", {}).get("names", {}).get("ru", "")
    for path in (ACTS / "de").glob("*.yaml")
}
SHORT = {name for name in NAMES if re.fullmatch(r"[A-Za-z]+", name)}
# 'BGB — Гражданское уложение', '(BDSG)' behind the name, '§ 37 VSBG, Закон Германии …'.
TOLD = r"\b{0} — |\({0}\)|\b{0} обозначается|\b{0}, (Закон|Торговое уложение) Германии"


# What belongs to a house or has a second text beside it needs its file.
GERMAN = [
    sample
    for sample in SAMPLES
    if (data := _read(sample)).get("law") == "de" and not {"house", "bilingual"} & set(data)
]


def untold(data: dict[str, Any]) -> list[str]:
    """The abbreviations that a reader of the Russian document is left alone with."""
    text = words(composed(assess(load(data | {"lang": "ru"})), None)).replace("\u00a0", " ")
    own = str(data)
    used = (one for one in SHORT if re.search(rf"\b{one}\b", text) and one not in own)
    return sorted(one for one in used if not re.search(TOLD.format(one), text))


@pytest.mark.wide
@pytest.mark.parametrize("sample", GERMAN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_abbreviation_is_explained(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample.parent)  # The files that it names lie there.
    data = _read(sample)
    for person in (data.get("claimant") or {}, data.get("contact") or {}):
        person.get("person", {}).setdefault("gender", "female")
    assert not untold(data)


@pytest.mark.parametrize("role", ROLES)
def test_each_abbreviation_is_explained_in_a_job_description(role: str) -> None:
    assert not untold(job_description(role, "ru", "de"))


@pytest.mark.parametrize("changes", CERTIFICATES)
def test_each_abbreviation_is_explained_in_a_certificate(changes: dict[str, Any]) -> None:
    assert not untold(merged(CERTIFICATE, {"law": "de"} | changes))


@pytest.mark.parametrize(
    ("takes_part", "type_"), list(product((True, False), ("consumer", "business")))
)
def test_each_abbreviation_is_explained_in_a_refusal(takes_part: bool, type_: str) -> None:
    company = {"claimant.company": "Firm"} if type_ == "business" else {}
    changes = {
        "law": "de",
        "decision": "refused",
        "claimant.type": type_,
        "grounds": [{"type": "no-defect"}, {"type": "limitation"}, {"type": "late-notice"}],
        "dispute_resolution": {
            "takes_part": takes_part,
            "body": "B",
            "address": "A",
            "website": "W",
        },
    }
    assert not untold(merged(CLAIM, changes | company))


def test_there_are_abbreviations_to_explain() -> None:
    assert {"BGB", "HGB", "UStG", "VSBG"} <= SHORT

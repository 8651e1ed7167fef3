"""Facts that stand once in the house's file: used by all kinds, wrong in one place only."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_docs import compose, load
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root
from aftersales_docs.schemas.house_file import with_house
from aftersales_docs.schemas.source import read_source
from tests.inputs import SAMPLES, samples

HOUSE = """
parties:
  nordwerk: {name: Nordwerk GmbH, address: Werkstraße 1, phone: "+49 1"}
  service: {use: parties.nordwerk, name: Nordwerk Service GmbH}
products:
  aqua: {name: Waschmaschine, warranty_months: {use: warranty.white_goods}}
warranty: {white_goods: 24}
circle: {use: circle}
"""


def merged(folder: Path, text: str) -> object:
    (folder / "house.yaml").write_text(HOUSE, encoding="utf-8")
    file = folder / "input.yaml"
    file.write_text("house: house.yaml\n" + text, encoding="utf-8")
    return with_house(read_source(str(file))).data


def test_facts_are_taken_and_own_fields_win(tmp_path: Path) -> None:
    data = merged(
        tmp_path,
        "seller: {use: parties.nordwerk, phone: '+49 2'}\n"
        "list: [{use: products.aqua}, x]\nworkshop: {use: parties.service}\n"
        "months: {use: warranty.white_goods}\n",
    )
    assert data == {
        "seller": {"name": "Nordwerk GmbH", "address": "Werkstraße 1", "phone": "+49 2"},
        "list": [{"name": "Waschmaschine", "warranty_months": 24}, "x"],
        "workshop": {
            "name": "Nordwerk Service GmbH",
            "address": "Werkstraße 1",
            "phone": "+49 1",
        },
        "months": 24,
    }


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: {use: parties.nordwek}", 2, "Did you mean 'nordwerk'"),
        ("a: 1\nb: {use: nothing}", 3, "has no 'nothing' in the file"),
        ("a: {use: warranty.white_goods, months: 3}", 2, "single value"),
        ("a: {use: 5}", 2, "names no fact"),
        ("a: {use: circle}", 8, "in a circle"),
    ],
)
def test_a_wrong_use_is_told_with_its_place(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        merged(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.place
    assert problem.place.line == line


def test_an_error_in_a_fact_points_at_the_house_file(tmp_path: Path) -> None:
    (sample,) = [one for one in samples("claim-response") if one.stem == "granted-repair.de.de"]
    data = load_yaml(sample.read_text(encoding="utf-8"))
    text = sample.read_text(encoding="utf-8")
    start = text.index("organisation:")
    end = text.index("claimant:")
    (tmp_path / "house.yaml").write_text(
        "parties:\n  we:\n    name: Nordwerk\n    vat_id: DE000000000\n", encoding="utf-8"
    )
    file = tmp_path / "input.yaml"
    file.write_text(
        "house: house.yaml\n" + text[:start] + "organisation: {use: parties.we}\n" + text[end:],
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        load(file)
    (problem,) = caught.value.problems
    assert problem.field == "organisation.vat_id"
    assert problem.place
    assert (Path(problem.place.file).name, problem.place.line) == ("house.yaml", 4)
    assert data["organisation"]["vat_id"]


def test_one_change_in_the_house_changes_every_kind(tmp_path: Path) -> None:
    def texts(months: int) -> list[str]:
        (tmp_path / "house.yaml").write_text(f"warranty: {{aqua: {months}}}\n", encoding="utf-8")
        found = []
        for sample in samples("claim-response"):
            if sample.stem == "granted-repair.de.de":
                changed = sample.read_text(encoding="utf-8").replace(
                    "warranty_months: 24", "warranty_months: {use: warranty.aqua}"
                )
                file = tmp_path / sample.name
                file.write_text("house: house.yaml\n" + changed, encoding="utf-8")
                found.append(str(compose(load(file))))
        return found

    assert "14. Februar 2028" in texts(24)[0].replace("\\xa0", " ")
    assert "14. Februar 2029" in texts(36)[0].replace("\\xa0", " ")


def test_contract_and_answers_cannot_contradict_each_other(tmp_path: Path) -> None:
    """Months changed in the shared file of the samples change in all that state them."""
    root = data_root() / "samples"
    shared = (root / "house.yaml").read_text(encoding="utf-8")

    def texts(months: int) -> dict[str, str]:
        folder = tmp_path / str(months)
        folder.mkdir()
        changed = shared.replace("months: 36", f"months: {months}")
        (folder / "house.yaml").write_text(changed, encoding="utf-8")
        found = {}
        for sample in (one for one in SAMPLES if one.stem.startswith("house-")):
            (folder / sample.parent.name).mkdir()
            file = folder / sample.parent.name / sample.name
            file.write_text(sample.read_text(encoding="utf-8"), encoding="utf-8")
            found[sample.parent.name] = str(compose(load(file))).replace("\\xa0", " ")
        return found

    before, after = texts(36), texts(48)
    assert set(before) == set(KINDS)
    changed = {kind for kind in KINDS if before[kind] != after[kind]}
    assert changed == {"warranty-section", "claim-response", "service-agreement"}
    assert "Garantie von 48 Monaten ab der Übergabe" in after["warranty-section"]
    assert "14. August 2030" in after["claim-response"]
    assert "14. August 2029" in before["claim-response"]
    assert "Nordwerk Hausgeräte GmbH" in before["job-description"]
    assert "Nordwerk Service GmbH" in before["completion-certificate"]


def test_the_file_is_sought_beside_the_input(tmp_path: Path) -> None:
    file = tmp_path / "input.yaml"
    file.write_text("house: house.yaml\na: 1\n", encoding="utf-8")
    source = read_source(str(file))
    with pytest.raises(DataError, match=r"house\.yaml"):
        with_house(source)

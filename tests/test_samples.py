"""Every sample renders, and none has lost what makes it a document to be signed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from stdnum import iban
from stdnum.eu import vat
from stdnum.ru import inn, ogrn

from aftersales_docs import compose, load
from aftersales_docs.document import (
    Closing,
    Letterhead,
    Opening,
    Salutation,
    SignaturePair,
    Signatures,
    Stamp,
    Subject,
    Table,
    Title,
    plain,
)
from aftersales_docs.kinds import KINDS
from aftersales_docs.kinds.claim_response.schema import ClaimResponse, Decision, RemedyType
from aftersales_docs.kinds.completion_certificate.cost import CostType
from aftersales_docs.kinds.completion_certificate.schema import CompletionCertificate, Result
from aftersales_docs.kinds.job_description.schema import JobDescription
from aftersales_docs.kinds.warranty_section.schema import WarrantySection
from aftersales_docs.resources import data_root, templates
from aftersales_docs.texts import catalogue
from tests.inputs import LANGS, SAMPLES, samples
from tests.made import composed

MANDATORY = {"general", "category", "reports-to", "appointment", "knowledge", "duties", "rights"}

# What a firm of the samples is called in another language.
ONE_FIRM = {
    "«Нордверк Хаусгерете ГмбХ»": "Nordwerk Hausgeräte GmbH",
    "OOO „Nordwerk Rus“": "Nordwerk Rus LLC",
    "OOO „Dom Techniki“": "ООО «Дом техники»",
    "OOO „Handelshaus Wolgopribor“": "«Торговый дом «Волгоприбор»",
    "OOO Trading House Volgopribor": "«Торговый дом «Волгоприбор»",
    "OOO „Wolgopribor-Servis“": "ООО «Волгоприбор-Сервис»",
    "OOO Volgopribor-Service": "ООО «Волгоприбор-Сервис»",
}
# Where each sort of number stands.
NUMBERS = {
    "vat_id": r".+",
    "inn": r".+",
    "kpp": r".+",
    "ogrn": r".+",
    "register_entry": r"HR[AB] \d+|Companies House No\. \d+",
    "bank": r"\b[A-Z]{2}\d{2}[\d ]{12,}\d|\b407\d{17}\b",
}
# Numbers nobody is given: past the last or before the first of a tax office or register, at a
# bank whose code has no such first digit.
NOBODYS = {
    "vat_id": r"DE99999\d{4}",
    "inn": r"\d{4}0{5}\d",
    "kpp": r"\d{4}01001",
    "ogrn": r"\d{7}0{5}\d",
    "register_entry": r"HR[AB] 000\d{3}|Companies House No\. 0{8}",
    "bank": r"DE\d\d 9.+|407028100{7}\d{5}",
}
CHECKS: dict[str, Callable[[str], bool]] = {
    "vat_id": vat.is_valid,
    "inn": inn.is_valid,
    "ogrn": ogrn.is_valid,
    "bank": lambda number: not number.startswith("DE") or iban.is_valid(number),
}


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    """All mappings in ``value``, at any depth."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from _mappings(one)


def _inputs() -> Iterator[tuple[Path, dict[str, Any]]]:
    """What the samples and the examples of the guide say, by file."""
    for file in sorted((data_root() / "samples").rglob("*.y*ml")):
        yield file, yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in sorted((data_root() / "docs" / "guide").rglob("*.md")):
        for example in re.findall(
            r"```yaml\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL
        ):
            with suppress(yaml.YAMLError):
                yield file, {"": yaml.safe_load(example)}


def _numbers() -> Iterator[tuple[str, str, str]]:
    """Firm, sort of number and number, wherever one stands."""
    for file, data in _inputs():
        for mapping in _mappings(data):
            for sort in mapping.keys() & NUMBERS.keys():
                found = re.findall(NUMBERS[sort], str(mapping[sort]))
                firm = str(mapping.get("name") or mapping.get("company") or "")
                assert firm or not found, f"{file}: whose is {found}?"
                for number in found:
                    yield ONE_FIRM.get(firm, firm), sort, number


def test_a_number_is_one_firms_and_nobodys_else() -> None:
    """A KPP too, though a tax office gives the same one to many firms."""
    firms, numbers = defaultdict(set), defaultdict(set)
    for firm, sort, number in _numbers():
        firms[sort, number].add(firm)
        numbers[sort, firm].add(number)
    assert {sort for sort, _ in firms} == set(NUMBERS)
    assert {key: found for key, found in firms.items() if len(found) > 1} == {}
    assert {key: found for key, found in numbers.items() if len(found) > 1} == {}
    wrong = [key for key in firms if key[0] in CHECKS and not CHECKS[key[0]](key[1])]
    real = [key for key in firms if not re.fullmatch(NOBODYS[key[0]], key[1])]
    assert (wrong, real) == ([], [])


@pytest.mark.parametrize("sample", samples("job-description"), ids=lambda path: path.stem)
def test_a_job_description_is_complete(sample: Path) -> None:
    data = load(sample)
    document = compose(data)
    model = data.model
    assert isinstance(model, JobDescription)
    types = {type(block) for block in document.blocks}
    assert {Letterhead, Title} <= types
    # A Russian paper bears the stamp at its head, another the approval at its end.
    assert (Stamp in types) == (model.law == "ru")
    clauses = {clause.id for clause in document.clauses()}
    assert clauses >= MANDATORY
    assert ("liability" in clauses) == (model.law == "ru" or model.liability is not None)
    blocks = [block.id for block in document.blocks if isinstance(block, Signatures)]
    if model.law == "de" and model.approval.by == "signature":
        assert "approval" in blocks
    assert ("unit-head" in blocks) == (model.unit_head is not None)
    assert len([name for name in blocks if name.startswith("agreed")]) == len(model.agreed)
    sheets = [
        block
        for block in document.blocks
        if isinstance(block, Table) and block.id == "acknowledgement-sheet"
    ]
    assert ("employee" in blocks) != bool(sheets)


@pytest.mark.parametrize("sample", samples("claim-response"), ids=lambda path: path.stem)
def test_a_letter_is_complete(sample: Path) -> None:
    document = compose(load(sample))
    types = {type(block) for block in document.blocks}
    assert {Opening, Subject, Salutation, Closing} <= types
    (opening,) = [block for block in document.blocks if isinstance(block, Opening)]
    assert opening.address
    assert opening.references
    assert (
        document.meta.layout
        == {
            "de": "letter-window",
            "ru": "letter-corner",
            "en": "letter-plain",
        }[document.meta.lang]
    )


@pytest.mark.parametrize("sample", samples("completion-certificate"), ids=lambda path: path.stem)
def test_a_certificate_is_complete(sample: Path) -> None:
    data = load(sample)
    document = compose(data)
    assert isinstance(data.model, CompletionCertificate)
    (pair,) = [block for block in document.blocks if isinstance(block, SignaturePair)]
    assert (pair.left.id, pair.right.id) == ("contractor", "customer")
    places = [
        [line.cells[0].blank for line in side.lines].index(True)
        for side in (pair.left, pair.right)
    ]
    assert places[0] == places[1], "the lines to sign on stand at one height"
    (bill,) = [block for block in document.blocks if isinstance(block, Table) and block.foot]
    assert len(bill.rows) == len(data.model.lines)


def test_every_role_has_a_sample_in_every_language() -> None:
    names = {tuple(sample.stem.split(".")[:2]) for sample in samples("job-description")}
    keys = (key.replace("_", "-") for key in catalogue.roles(templates()))
    assert names >= {(key, lang) for key in keys for lang in LANGS}


def test_the_samples_show_every_decision() -> None:
    models = [load(sample).model for sample in samples("claim-response")]
    letters = [model for model in models if isinstance(model, ClaimResponse)]
    assert len(letters) >= 12
    assert {model.decision for model in letters} == set(get_args(Decision))
    shown = {remedy.type for model in letters for remedy in model.remedies}
    assert len(shown) >= 6 <= len(get_args(RemedyType))


@pytest.mark.parametrize("kind", KINDS)
def test_the_samples_show_every_language_and_law(kind: str) -> None:
    models = [load(sample).model for sample in samples(kind)]
    assert {model.lang for model in models} == set(KINDS[kind].langs)
    assert {model.law for model in models} == set(KINDS[kind].laws)


def test_the_certificates_show_who_may_bear_the_cost() -> None:
    models = [load(sample).model for sample in samples("completion-certificate")]
    acts = [model for model in models if isinstance(model, CompletionCertificate)]
    assert {model.cost.type for model in acts} == set(get_args(CostType))
    assert {model.acceptance.result for model in acts} == set(get_args(Result))
    assert any(line.price < 0 for model in acts for line in model.lines)


def test_the_warranty_sections_show_every_contract_and_buyer() -> None:
    models = [load(sample).model for sample in samples("warranty-section")]
    sections = [model for model in models if isinstance(model, WarrantySection)]
    assert {model.contract for model in sections} == {"supply", "sale", "work"}
    assert {model.consumer for model in sections} == {True, False}
    assert {model.form for model in sections} == {"document", "fragment"}
    assert {(model.lang, model.law) for model in sections} >= {("de", "de"), ("ru", "ru")}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_both_parties_fill_in_stands_at_one_height(sample: Path) -> None:
    for block in composed(sample).blocks:
        if isinstance(block, SignaturePair):
            left, right = (
                [
                    at
                    for at, line in enumerate(side.lines)
                    if any(cell.blank or plain(cell.content).endswith("_") for cell in line.cells)
                ]
                for side in (block.left, block.right)
            )
            assert left == right

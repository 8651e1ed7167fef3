"""Fields may be called as the starter, the forms and the messages call them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from aftersales_docs import load
from aftersales_docs.checking import check
from aftersales_docs.commands.carried import _named_files
from aftersales_docs.errors import DataError, Severity
from aftersales_docs.kinds import KINDS
from aftersales_docs.language import LANGS
from aftersales_docs.loading import read_by_name
from aftersales_docs.schemas import field_words
from aftersales_docs.schemas.carried import as_yaml, carried
from aftersales_docs.schemas.error_places import FieldError
from aftersales_docs.schemas.field_names import named
from aftersales_docs.schemas.field_words import fields_called, label_of
from aftersales_docs.schemas.input_words import _parts
from aftersales_docs.schemas.mapping import mapping_source
from aftersales_docs.schemas.shapes import fixed_words, models_in, tag_of
from aftersales_docs.schemas.source import read_source
from aftersales_docs.schemas.surplus import surplus
from tests.inputs import SAMPLES

LETTER = next(sample for sample in SAMPLES if sample.name == "granted-repair.de.de.yaml")


def letter() -> dict[str, Any]:
    return dict(read_source(str(LETTER)).data)


def parts() -> Iterator[tuple[str, type[BaseModel]]]:
    for name, kind in KINDS.items():
        yield from ((name, model) for model in _parts(kind.model))


def tags() -> set[tuple[type[BaseModel], str]]:
    """The fields that tell the models of a union apart; their labels are those of the models."""
    found = set()
    for _kind, model in parts():
        for info in model.model_fields.values():
            models = models_in(info.annotation)
            if tag := tag_of(models):
                found |= {(one, tag) for one in models}
    return found


def told_of(word: str, model: type[BaseModel]) -> str:
    """The cure for a field that the model does not have."""
    error: Any = {"type": "extra_forbidden", "loc": (word,), "input": 1}
    return surplus(FieldError(error, (word,), 1, True, model))[1]


@pytest.mark.parametrize("lang", LANGS)
def test_every_label_leads_to_its_field_or_is_asked_back(lang: Any) -> None:
    tried, apart = 0, tags()
    for kind, model in parts():
        for field in model.model_fields:
            label = label_of(model, field, kind, lang)
            if not label or (model, field) in apart:
                continue
            called = fields_called(label, model, kind)
            assert field in called, (kind, model, field, label)
            if len(called) > 1:
                cure = told_of(label, model)
                assert all(f"'{one}'" in cure for one in called), (kind, model, label, cure)
            tried += 1
    assert tried > 600


def test_few_labels_mean_several_fields() -> None:
    """A label that could be two fields is no name: whoever writes it is asked, each time."""
    found = set()
    for kind, model in parts():
        for field in model.model_fields:
            for lang in LANGS:
                label = label_of(model, field, kind, lang)
                if label and len(fields_called(label, model, kind)) > 1:
                    found.add((model.__name__, label))
    assert found == {("BusinessCustomer", "Организация")}


@pytest.mark.parametrize("word", ["Дата покупки", "День покупки", "Kaufdatum"])
def test_the_day_of_purchase_is_not_that_of_handover(word: str) -> None:
    """By the one the law applies, by the other its time limits run."""
    product = KINDS["claim-response"].model.model_fields["product"].annotation
    assert product
    assert fields_called(word, product, "claim-response") == {"purchased"}


def in_words(value: Any, types: tuple[Any, ...], kind: str, lang: Any, tag: str = "") -> Any:
    """``value`` with each field as it is labelled; what has no label keeps its name."""
    if isinstance(value, list):
        return [in_words(one, types, kind, lang, tag) for one in value]
    if not isinstance(value, dict) or not types:
        return value
    tag = tag_of(types) or ""
    fit = [one for one in types if not tag or value.get(tag) in fixed_words(one, tag)]
    fit = [one for one in fit if set(value) <= set(one.model_fields)]
    if not fit:
        return value
    found = {}
    for key, item in value.items():
        label = label_of(fit[0], key, kind, lang) if key != tag else ""
        inner = tuple(models_in(fit[0].model_fields[key].annotation))
        found[label or key] = in_words(item, inner, kind, lang)
    return found


def one_of_each() -> list[Any]:
    found: dict[str, Path] = {}
    for sample in SAMPLES:
        text = sample.read_text("utf-8")
        if not any(f"\n{name}:" in text for name in ("house", "bilingual")):
            found.setdefault(sample.parent.name, sample)
    return [pytest.param(path, id=kind) for kind, path in sorted(found.items())]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("sample", one_of_each())
def test_an_input_in_words_is_the_same_input(sample: Path, lang: Any, tmp_path: Path) -> None:
    kind = KINDS[sample.parent.name]
    data = read_source(str(sample)).data
    words = in_words(data, (kind.model,), kind.id, lang)
    assert set(words).isdisjoint(data)
    expected = load(sample).model
    for name, content in (
        ("input.yaml", as_yaml(words)),
        ("input.json", json.dumps(words, default=str, ensure_ascii=False).encode()),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        for child in sample.parent.glob("files/*"):
            (tmp_path / "files").mkdir(exist_ok=True)
            (tmp_path / "files" / child.name).write_bytes(child.read_bytes())
        read = load(file)
        assert read.model == expected
        # What is carried in the document is the file as it was written, and reads the same.
        assert list(carried(read.source).values()) == [content]


def test_a_problem_names_the_field_and_the_line_of_the_word(tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    text = LETTER.read_text("utf-8").replace("\nnumber:", "\nNummer:")
    assert "\nNummer:" in text
    bad = text.replace("\ndate: 2026", "\nDatum: 31.02.2026 #")
    line = next(n for n, row in enumerate(bad.splitlines(), 1) if row.startswith("Datum"))
    file.write_text(bad, "utf-8")
    (told,) = (one for one in check(file) if one.severity is Severity.ERROR)
    assert told.field == "date"
    assert told.place is not None
    assert (told.place.line, told.place.column) == (line, 8)


@pytest.mark.parametrize("label", ["Nummer", "Nr.", "Номер", "№", "Aktenzeichen", "Number"])
def test_words_seen_on_paper_are_names(label: str) -> None:
    data = {(label if key == "number" else key): value for key, value in letter().items()}
    assert load(data).model.number == letter()["number"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("label", ["Art", "Dokumentart", "Вид документа", "Kind of document"])
def test_the_kind_may_be_named_in_words(label: str) -> None:
    data = {(label if key == "kind" else key): value for key, value in letter().items()}
    assert load(data).kind.id == "claim-response"


def test_parts_told_apart_by_a_word() -> None:
    data = letter()
    customer = {k: v for k, v in data["claimant"].items() if k != "type"}
    data["claimant"] = {"Art": "Verbraucher", **customer}
    names = {"type": "Тип", "by": "Bis zum"}
    first = data["remedies"][0] | {"type": "ремонт"}
    worded = {names.get(key, key): value for key, value in first.items()}
    data["remedies"] = [worded, *data["remedies"][1:]]
    assert load(data).model == load(letter()).model


def test_what_tells_parts_apart_is_called_so_where_all_call_it_so() -> None:
    model = KINDS["service-agreement"].model
    source = mapping_source({"remuneration": {"Vergütungsart": "Monatsbetrag", "Betrag": 1}})
    assert named(source, model).data == {"remuneration": {"model": "Monatsbetrag", "Betrag": 1}}
    # "Reparatur" is what a measure is, not what all are told apart by.
    source = mapping_source({"remedies": [{"Reparatur": "30.11.2026"}]})
    assert named(source, KINDS["claim-response"].model) is source


def test_a_field_in_words_beside_its_name_is_told() -> None:
    with pytest.raises(DataError) as caught:
        load(letter() | {"Aktenzeichen": "KD-1"})
    (told,) = caught.value.problems
    assert told.code == "key-twice"
    assert "'number'" in told.message
    assert "'Aktenzeichen'" in told.message


def test_facts_of_the_house_and_values_by_language_may_be_in_words(tmp_path: Path) -> None:
    data = letter()
    house = {
        "absender": {"Name": data["organisation"]["name"], "Anschrift": "Weg 1, 30179 Hannover"}
    }
    (tmp_path / "haus.yaml").write_bytes(as_yaml(house))
    wanted: Mapping[str, Any] = data | {
        "house": "haus.yaml",
        "organisation": {"use": "absender", "Sitz": {"de": "Hannover", "ru": "Ганновер"}},
    }
    (tmp_path / "brief.yaml").write_bytes(as_yaml(wanted))
    organisation: Any = load(tmp_path / "brief.yaml").model.organisation  # type: ignore[attr-defined]
    assert organisation.name == data["organisation"]["name"]
    assert organisation.seat == "Hannover"


def test_free_keys_stay_as_they_are() -> None:
    """Keys that are no fields (of the catalogue, say) are not taken for labels."""
    source = mapping_source({"kind": "job-description", "duties": {"add": [{"Text": "Führt"}]}})
    found = named(source, KINDS["job-description"].model).data
    assert found["duties"]["add"] == [{"text": "Führt"}]
    reworded = mapping_source({"duties": {"reword": {"Name": "Führt Akten"}}})
    assert named(reworded, KINDS["job-description"].model) is reworded


def test_files_named_in_words_are_seen_by_who_extracts_the_input() -> None:
    content = "Art: Antwort auf eine Reklamation\nAnlagen: [{Datei: geheim.pdf, Titel: x}]\n"
    (told,) = _named_files("input.yaml", content.encode(), ())
    assert told.code == "names-files"
    assert "geheim.pdf" in told.message


def test_a_draft_is_kept_as_it_was_typed_and_read_by_the_names_of_its_fields() -> None:
    content = b"Art: Antwort auf eine Reklamation\nNummer: KD-1\n"
    assert read_by_name("input.yaml", content).data == {"kind": "claim-response", "number": "KD-1"}
    twice = content + b"number: KD-2\n"
    assert "Nummer" in read_by_name("input.yaml", twice).data


def test_what_things_are_called_is_read_for_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """An input that has the keys of fields and choices costs no reading of all languages."""

    def never(*_given: Any) -> Any:
        raise AssertionError("words were looked up")

    field_words._choices_by_word.cache_clear()
    monkeypatch.setattr(field_words, "_explained", never)
    for sample in SAMPLES:
        load(sample)

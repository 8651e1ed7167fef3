"""Values of other programs and words of the user's language are taken where they are plain."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.checking import check
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import DataError, Severity
from aftersales_docs.kinds import KINDS
from aftersales_docs.messages import UiLang
from aftersales_docs.messages.choice import UI_LANGS
from aftersales_docs.resources import templates
from aftersales_docs.schemas.field_words import choice_words, field_meant, known_fields
from aftersales_docs.schemas.shapes import models_in
from aftersales_docs.schemas.short_forms import short_form
from aftersales_docs.schemas.source import read_source
from tests.inputs import SAMPLES, job_description, written

LETTER = next(sample for sample in SAMPLES if sample.name == "granted-repair.de.de.yaml")


def letter() -> dict[str, Any]:
    return dict(read_source(str(LETTER)).data)


class NumpyLike:
    """A whole number of another library, which is no int."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __repr__(self) -> str:
        return f"NumpyLike({self.number})"

    def __int__(self) -> int:
        return self.number


Integral.register(NumpyLike)


@pytest.mark.parametrize(
    "value",
    [2, 2.0, "2", " 2 ", "2.0", "2,0", Decimal(2), Decimal("2.00"), NumpyLike(2), "2,000000"],
    ids=repr,
)
def test_a_whole_number_as_programs_have_it(value: Any) -> None:
    data = job_description("sales_manager", "de", "de", final_provisions={"copies": value})
    assert load(data).model.final_provisions.copies == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "value", [2.5, "2,5", "two", "2.000", True, "1 2", "²", [2], ""], ids=repr
)
def test_what_is_no_plain_whole_number_is_told(value: Any, tmp_path: Path) -> None:
    data = job_description("sales_manager", "de", "de", final_provisions={"copies": value})
    with pytest.raises(DataError) as caught:
        load(data)
    assert [one.field for one in caught.value.problems] == ["final_provisions.copies"]


def test_a_number_of_a_json_file_may_have_zeros_behind_the_point(tmp_path: Path) -> None:
    data = job_description("sales_manager", "de", "de", final_provisions={"copies": 2})
    file = written(tmp_path, data)
    file.write_text(file.read_text("utf-8").replace('"copies": 2', '"copies": 2.0'), "utf-8")
    assert load(file).model.final_provisions.copies == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 11, 23),
        datetime(2026, 11, 23),
        datetime(2026, 11, 23, tzinfo=UTC),
        "2026-11-23",
        "23.11.2026",
        "2026-11-23 00:00:00",
        "2026-11-23T00:00:00.000Z",
        "2026-11-23T00:00",
    ],
    ids=str,
)
def test_a_day_as_programs_have_it(value: Any) -> None:
    assert load(letter() | {"date": value}).model.date == date(2026, 11, 23)  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [datetime(2026, 11, 23, 8, 30, tzinfo=UTC), "2026-11-23 08:30"])
def test_a_moment_is_no_day(value: Any) -> None:
    with pytest.raises(DataError) as caught:
        load(letter() | {"date": value})
    assert caught.value.problems[0].code in {"time-of-day", "not-a-date"}
    assert caught.value.problems[0].field == "date"


@pytest.mark.parametrize("value", [649, 649.0, "649", "649,00", "649.00", Fraction(649)], ids=repr)
def test_an_amount_as_programs_have_it(value: Any) -> None:
    data = letter()
    data["product"] = data["product"] | {"price": value}
    assert load(data).model.product.price == Decimal(649)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "value", ["true", "TRUE", "False", "ja", "Nein", "да", "НЕТ", "yes", "No"]
)
def test_a_truth_as_programs_have_it(value: str) -> None:
    data = job_description("sales_manager", "de", "de", works_council=value)
    assert load(data).model.works_council is (value.lower() in {"true", "ja", "да", "yes"})  # type: ignore[attr-defined]


def words_of(kind: str, lang: str, cls: str, field: str) -> dict[str, str]:
    explained = load_yaml(templates().read(f"fields/{kind}/{lang}.yaml"))
    return dict(explained[cls][field]["choices"])


def test_choices_may_be_said_in_the_words_of_the_starter() -> None:
    for lang in ("de", "ru", "en"):
        data = letter()
        word = words_of("claim-response", lang, "Repair", "type")["repair"]
        demanded = words_of("claim-response", lang, "Claim", "demanded")["repair"]
        data["remedies"] = [{**data["remedies"][0], "type": word.upper()}]
        data["claim"] = data["claim"] | {"demanded": [demanded]}
        model = load(data).model
        assert model.remedies[0].type == "repair"  # type: ignore[attr-defined]
        assert model.claim.demanded == ("repair",)  # type: ignore[attr-defined]


def test_words_that_may_mean_several_choices_are_not_guessed() -> None:
    data = letter()
    data["remedies"] = [{"type": "Reparatur oder Ersatz"}]
    with pytest.raises(DataError) as caught:
        load(data)
    assert caught.value.problems[0].field == "remedies[0].type"
    assert "repair" in caught.value.problems[0].cure


def test_a_misspelt_field_is_not_called_missing_too(tmp_path: Path) -> None:
    for wrong, right in (
        ("decison", "decision"),
        ("deсision", "decision"),
        ("claimnt", "claimant"),
    ):
        data = {(wrong if key == right else key): value for key, value in letter().items()}
        (one,) = (p for p in check(data) if p.severity is Severity.ERROR)
        assert one.field == wrong
        assert right in one.cure
    data = {("Verbraucher" if key == "claimant" else key): v for key, v in letter().items()}
    (one,) = (p for p in check(data) if p.severity is Severity.ERROR)
    assert "'claimant'" in one.cure
    assert "'type: consumer'" in one.cure


def test_only_a_name_that_passes_for_latin_is_called_so() -> None:
    data = letter() | {"Претензияъ": 1}
    (one,) = (p for p in check(data) if p.severity is Severity.ERROR)
    assert "Cyrillic" not in one.message
    assert json.dumps(one.field, ensure_ascii=False) == '"Претензияъ"'


def test_words_of_one_ending_are_no_slips() -> None:
    model = KINDS["job-description"].model
    assert field_meant("Abteilung", model, "job-description") == "department"
    assert field_meant("Abwicklung", model, "job-description") is None
    assert field_meant("Ausbildun", model, "job-description") == "education"
    assert field_meant("Datun", model, "job-description") == "date"


def test_a_word_of_a_label_is_asked_back_before_what_is_like_a_key() -> None:
    model = KINDS["service-agreement"].model
    for word in ("Importeur", "Импортёр"):
        assert field_meant(word, model, "service-agreement") == "principal"
    product = models_in(model.model_fields["products"].annotation)[0]
    assert field_meant("Garantie", product, "service-agreement") == "warranty_months"


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("de", "warranty_months (Garantie in Monaten)"),
        ("ru", "models (Модели)"),
        ("en", "models,"),
    ],
)
def test_known_fields_are_told_with_what_they_are_called(lang: UiLang, told: str) -> None:
    model = KINDS["service-agreement"].model
    product = models_in(model.model_fields["products"].annotation)[0]
    assert told in known_fields(product, "service-agreement").in_language(lang)


def test_one_word_where_a_list_should_stand_is_its_entry() -> None:
    data = letter()
    data["claim"] = data["claim"] | {"demanded": "Reparatur"}
    data["organisation"] = data["organisation"] | {"managing_directors": "Sabine Brandt"}
    model = load(data).model
    assert model.claim.demanded == ("repair",)  # type: ignore[attr-defined]
    assert model.organisation.managing_directors == ("Sabine Brandt",)  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", ["Weg 1, 30449 Hannover", "- Weg 1", "\u2013 Weg 1", "a;b", ""])
def test_what_may_be_several_entries_is_told(value: str) -> None:
    data = letter()
    data["claimant"] = data["claimant"] | {"address": value}
    with pytest.raises(DataError) as caught:
        load(data)
    assert [one.field for one in caught.value.problems] == ["claimant.address"]


def test_a_word_where_fields_should_stand_is_told_which(tmp_path: Path) -> None:
    found = check(letter() | {"contact": "0511 1"}, lang="de", medium="file")
    (told,) = (one for one in found if one.severity is Severity.ERROR)
    assert "Hier bekannt" in told.cure
    assert "phone (Telefon)" in told.cure


def test_what_a_field_does_not_belong_to_is_told_in_words() -> None:
    data = letter()
    data["claimant"] = data["claimant"] | {"company": "Nordwerk"}
    (told,) = (one for one in check(data, lang="de", medium="file") if one.code == "unknown-field")
    assert "consumer (Verbraucher)" in told.message


def test_words_printed_on_the_letter_are_names() -> None:
    for word, field in (("Unser Zeichen", "number"), ("На №", "their_reference")):
        assert field_meant(word, KINDS["claim-response"].model, "claim-response") == field


def in_words() -> list[tuple[str, str, str, str]]:
    """Each choice of a line that stands for a group of fields, by kind, as a language calls it."""
    return sorted(
        {
            (kind.id, name, choice, said)
            for kind in KINDS.values()
            for name, info in kind.model.model_fields.items()
            if (declared := short_form(info)) and declared.words
            for part in models_in(info.annotation)
            for lang in UI_LANGS
            for choice, said in choice_words(part, declared.fills, kind.id, lang).items()
        }
    )


@pytest.mark.parametrize(("kind", "name", "choice", "said"), in_words(), ids=str)
def test_a_word_in_place_of_fields_may_be_said_in_any_language(
    kind: str, name: str, choice: str, said: str
) -> None:
    sample = next(one for one in SAMPLES if one.parent.name == kind and ".ru.ru." in one.name)
    told = [
        [
            (one.code, one.field)
            for one in check(dict(read_source(str(sample)).data) | {name: word})
        ]
        for word in (choice, said)
    ]
    assert told[0] == told[1]

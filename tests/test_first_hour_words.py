"""What people of a department type in their first hour, and what they are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aftersales_docs import load
from aftersales_docs.checking import check
from aftersales_docs.cli import main
from aftersales_docs.commands.inspecting import summary
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from aftersales_docs.kinds.called import kind_called, kind_like
from aftersales_docs.kinds.job_description.own_form import form_problems
from aftersales_docs.language import LANGS
from aftersales_docs.messages import UiLang
from aftersales_docs.resources import templates
from aftersales_docs.rules.conflict_of_laws import countries
from aftersales_docs.rules.other_script import other_script_problems
from aftersales_docs.schemas.source import read_source
from aftersales_docs.texts.catalogue import roles
from aftersales_docs.texts.role_names import role_called
from tests.inputs import SAMPLES, job_description


def sample(name: str) -> dict[str, Any]:
    return dict(read_source(str(next(one for one in SAMPLES if one.name == name))).data)


def told(data: dict[str, Any], lang: UiLang, field: str) -> str:
    """What is said of ``field`` to who reads it in a file."""
    found = check(data, lang=lang, medium="file")
    return next(f"{one.message} {one.cure}" for one in found if one.field == field)


# The words a choice is called stand where a whole group may stand, too.
@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("Garantie", "cost.guarantor"),
        ("гарантия", "cost.guarantor"),
        ("goodwill", None),
        ("Kulanz", None),
        ("на глаз", "cost.type"),
    ],
)
def test_a_word_for_a_choice_in_place_of_a_group(word: str, field: str | None) -> None:
    data = sample("paid-repair.de.de.yaml") | {"cost": word}
    found = [one.field for one in check(data) if one.severity.value == "error"]
    assert (field in found) if field else not any(one.startswith("cost") for one in found)


@pytest.mark.parametrize("word", ["ja", "да", "yes", "true"])
def test_a_truth_may_stand_in_place_of_a_list(word: str) -> None:
    data = job_description("sales_manager", "de", "de", tasks=word, criteria=word)
    model = load(data).model
    assert model.tasks is True  # type: ignore[attr-defined]
    assert model.criteria is True  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_every_kind_goes_by_its_titles_in_any_writing(kind: Any) -> None:
    for said in (kind.id, *kind.names.values()):
        assert kind_called(said) is kind
        assert kind_called(said.upper().replace("-", " ")) is kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Reklamationsantwort", "claim-response"),
        ("Abnahmeprotokoll", "completion-certificate"),
        ("Leistungsnachweis", "completion-certificate"),
        ("Servicevereinbarung", "service-agreement"),
        ("Gewährleistung", "warranty-section"),
        ("акт", "completion-certificate"),
        ("сервисный договор", "service-agreement"),
    ],
)
def test_a_kind_goes_by_the_words_of_a_department(said: str, kind: str) -> None:
    found = kind_called(said)
    assert found is not None
    assert found.id == kind
    result = CliRunner().invoke(main, ["schema", said])
    assert result.exit_code == 0


def test_a_slip_of_the_pen_is_asked_back() -> None:
    assert kind_called("Abnahmeprotokol") is None
    assert kind_like("Abnahmeprotokol") == "completion-certificate"
    assert kind_like("Quarktasche") is None


def test_every_role_goes_by_each_form_of_its_title() -> None:
    known = roles(templates())
    for key, role in known.items():
        for lang in LANGS:
            title = role.title[lang]
            assert role_called(templates(), title) == (key, "")
            man, slash, ending = title.partition("/-")
            if slash:
                assert role_called(templates(), man) == (key, "")
                assert role_called(templates(), man + ending) == (key, "")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Werkstattmeister", "workshop_foreman"),
        ("Werkstattmeisterin", "workshop_foreman"),
        ("Leitung Kundendienst", "after_sales_manager"),
        ("account management", "account_manager"),
    ],
)
def test_a_role_goes_by_a_part_of_its_title(said: str, key: str) -> None:
    assert role_called(templates(), said)[0] == key


def test_a_title_that_is_like_a_part_is_offered() -> None:
    found, offer = role_called(templates(), "Leiter Kundendienst")
    assert found is None
    assert "Leitung Kundendienst / After-Sales-Management" in offer


@pytest.mark.parametrize(
    ("lang", "missing", "strange"),
    [
        (
            "de",
            "Ergänzen Sie territory (Vertragsgebiet).",
            "Meinten Sie „territory (Vertragsgebiet)“?",
        ),
        ("ru", "Добавьте territory (Территория).", "имелось в виду «territory (Территория)»?"),
        ("en", "Add territory.", "Did you mean 'territory'?"),
    ],
)
def test_fields_are_told_as_the_reader_knows_them(
    lang: UiLang, missing: str, strange: str
) -> None:
    data = sample("lean.de.ru.yaml")
    place = data.pop("territory")
    assert missing in told(data, lang, "territory")
    assert strange in told(data | {"teritory": place}, lang, "teritory")


def test_a_field_of_a_group_that_stands_beside_it() -> None:
    data = sample("lean.de.ru.yaml") | {"Gerichtsstand": "Köln"}
    assert "Schreiben Sie „court (Gericht)“ innerhalb von „disputes (Streitigkeiten)“." in told(
        data, "de", "Gerichtsstand"
    )


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        # Which fields there are goes by one of them, which is to be said first.
        (
            {"findings": ["Verkalkt."]},
            "findings[0]",
            "Beginnen Sie mit type, einem davon: inspection (Prüfung durch uns)",
        ),
        ({"grounds": [{"grund": "x"}]}, "grounds[0].type", "Dort unbekannt: grund."),
        ({"grounds": [{"details": "x"}]}, "grounds[0].type", "normal-wear (üblicher Verschleiß)"),
        ({"decision": None}, "decision", "Füllen Sie es aus"),
    ],
)
def test_what_may_stand_there_is_told(change: dict[str, Any], field: str, words: str) -> None:
    assert words in told(sample("granted-repair.de.de.yaml") | change, "de", field)


def test_a_missing_choice_is_told_with_the_choices() -> None:
    data = sample("granted-repair.de.de.yaml")
    del data["decision"]
    assert "granted (volle Abhilfe)" in told(data, "de", "decision")


def test_what_is_misnamed_makes_no_other_errors() -> None:
    data = sample("lean.de.ru.yaml")
    data["Obliegenheiten"] = data.pop("duties")
    found = {one.field for one in check(data) if one.severity.value == "error"}
    assert found == {"Obliegenheiten"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bayern und Sachsen", ["DE"]),
        ("München", ["DE"]),
        ("deutschlandweit", ["DE"]),
        ("Федеральная земля Бавария", ["DE"]),
        ("Wien und Salzburg", ["AT"]),
        ("Moskauer Gebiet", ["RU"]),
        ("Московская область", ["RU"]),
        ("EU", ["EU"]),
        ("Europäischer Wirtschaftsraum", []),
        ("Staaten des Europäischen Wirtschaftsraums", ["EU"]),
        ("страны СНГ", ["CIS"]),
        ("DACH-Region", ["DACH"]),
        ("Neuland", []),
    ],
)
def test_a_territory_is_told_by_its_parts_and_unions(text: str, found: list[str]) -> None:
    assert countries(text, places=True) == found


def test_a_street_named_after_a_town_is_no_country() -> None:
    assert countries("Moskauer Straße 5", "30167 Hannover") == []


@pytest.mark.parametrize(
    ("law", "territory", "code"),
    [
        ("ru", "Bayern und Sachsen", "territory-under-other-law"),
        ("ru", "EU", "territory-under-other-law"),
        ("de", "EU", "territory-in-other-countries"),
        ("de", "DACH", "territory-in-other-countries"),
        ("de", "Niedersachsen", None),
        ("ru", "Москва и Московская область", None),
        ("de", "Москва и Московская область", "territory-under-other-law"),
    ],
)
def test_a_territory_under_another_law_is_told(law: str, territory: str, code: str | None) -> None:
    data = sample({"ru": "lean.de.ru.yaml", "de": "lean.ru.de.yaml"}[law]) | {
        "territory": territory
    }
    codes = {one.code for one in check(data) if one.field == "territory"}
    assert codes == ({code} if code else set())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Prüft die Werkzeuge", "Prüft"),
        ("Beauftragt Sachverständige", "Beauftragt"),
        ("Führt das Lager", "Führt"),
        ("Arbeit mit Kunden", ""),
        ("Aufsicht über die Werkstatt", ""),
        ("Gutschrift der Beträge", ""),
        ("Prüfung der Werkzeuge", ""),
    ],
)
def test_a_german_entry_that_begins_with_a_verb(text: str, word: str) -> None:
    found = list(form_problems("de", iter([("duties", "duties.add[0].text", text)])))
    assert [one.values["word"] for one in found] == ([word] if word else [])


def test_own_entries_are_moved_by_their_words() -> None:
    own = {"add": [{"text": "Pflege der Fahrzeuge"}, {"text": "Leitung des Notdienstes"}]}
    changes = own | {"first": ["leitung des Notdienstes."], "last": ["own-1"]}
    data = job_description("sales_manager", "de", "de", duties=changes)
    assert [one for one in check(data) if one.severity.value == "error"] == []
    with_strange = data | {"duties": changes | {"first": ["Kaffeekochen"]}}
    (problem,) = [one for one in check(with_strange) if one.code == "unknown-key"]
    assert "own-" not in problem.cure


def test_words_of_ones_own_are_told_how_to_write() -> None:
    data = job_description("sales_manager", "de", "de", duties=["Pflege der Fahrzeuge"])
    (problem,) = [one for one in check(data) if one.code == "unknown-key"]
    assert "'- text: Pflege der Fahrzeuge'" in problem.cure


def test_inspect_shows_what_is_inside_groups() -> None:
    data = {
        "claimant": {"type": "consumer", "person": {"surname": "Öz"}},
        "remedies": [{"type": "repair"}],
        "tags": ["a", "b"],
    }
    lines = list(summary({"input.yaml": data}))
    assert lines[2:] == [
        "  claimant:",
        "    type: consumer",
        "    person:",
        "      surname: Öz",
        "  remedies: 1 entry",
        "    - type: repair",
        "  tags: 2 entries",
        "    - a",
        "    - b",
    ]


@pytest.mark.parametrize(
    ("lang", "words"), [("de", "Präambel"), ("ru", "Цели Договора"), ("en", "Background")]
)
def test_texts_come_in_the_language_of_messages(lang: str, words: str) -> None:
    run = CliRunner().invoke
    listed = run(main, ["--lang", lang, "clauses", "list", "service-agreement"]).output
    preamble = next(line for line in listed.splitlines() if line.startswith("preamble "))
    assert words in preamble
    assert (
        run(main, ["--lang", lang, "new", "claim-response"]).output.count(f"\nlang: {lang}\n") == 1
    )
    assert listed == run(main, ["clauses", "list", "service-agreement", "--lang", lang]).output


def test_a_decimal_comma_after_thousands_in_braces(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("kind: job-description\nbudget: {amount: 25.000,00, purpose: x}\n", "utf-8")
    with pytest.raises(DataError) as caught:
        read_source(str(file))
    (problem,) = caught.value.problems
    assert problem.code == "decimal-comma"
    assert problem.cure == 'Write 25000.00, or put it in quotes: "25.000,00".'


@pytest.mark.parametrize("field", ["supplier", "buyer", "goods"])
@pytest.mark.parametrize("word", ["Besteller", "Abnehmer", "Pumpen"])
def test_a_party_is_never_called_otherwise_than_typed(field: str, word: str) -> None:
    """A synonym of a choice would print the choice's word in place of the contract's own."""
    data = sample("supply-business.de.de.yaml")
    data["names"] = {field: word}
    assert "Eigene Worte stehen dort als {text: …}." in told(data, "de", f"names.{field}")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("disputes.court", {"disputes": {"court": "Köln"}}),
        ("disputes.court", {"disputes": {"court": "г. Москва"}}),
        ("special_terms[0]", {"special_terms": ["Muster"]}),
    ],
)
def test_a_clause_is_a_sentence(field: str, change: dict[str, Any]) -> None:
    found = check(sample("lean.de.ru.yaml") | change)
    assert [one.field for one in found if one.code == "no-sentence"] == [field]


@pytest.mark.parametrize(
    ("lang", "text", "strange"),
    [
        ("ru", "Zuständig ist das Gericht in Köln.", True),
        ("de", "Споры разрешает арбитражный суд города Москвы.", True),
        ("en", "Споры разрешает арбитражный суд города Москвы.", True),
        ("ru", "Споры решает суд по правилам ICC Rules of Arbitration.", False),
        ("ru", "Sparkasse Hannover, IBAN DE00 0000", False),
        ("de", "ООО Рога и Копыта", False),
        ("ru", "files/das-ist-ein-langer-name.jpg", False),
    ],
)
def test_a_sentence_in_other_letters_than_the_document(
    lang: str, text: str, strange: bool
) -> None:
    model = load(sample("lean.de.ru.yaml")).model
    court = model.disputes.model_copy(update={"court": text, "arbitration": None})  # type: ignore[attr-defined]
    changed = model.model_copy(update={"disputes": court, "lang": lang})
    found = [one.field for one in other_script_problems(changed)]
    assert ("disputes.court" in found) is strange


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_sample_is_in_other_letters(path: Path) -> None:
    assert list(other_script_problems(load(path).model)) == []


TWO_LANGUAGES = """\
kind: service-agreement
lang: de
law: ru
number: SV-15/26
date: 03.12.2026
place: {de: Moskau, ru: Москва}
bilingual: {second: ru, prevailing: de}
principal:
  name: {de: Rheinpumpen GmbH, ru: ООО «Рейнпумпен»}
  email: recht@rheinpumpen.example
  representative:
    post: {de: Geschäftsführer, ru: управляющий}
    person: {surname: {de: Weiß, ru: Вайс}, given_name: {de: Jörg, ru: Йорг}, gender: male}
seller:
  name: {de: OOO „Nasosy“, ru: ООО «Насосы»}
  email: info@nasosy.example
  representative:
    post: {de: Generaldirektorin, ru: генеральный директор}
    person: {surname: {de: Iwanowa, ru: Иванова}, given_name: {de: Anna, ru: Анна}, gender: female}
territory: {de: Moskau, ru: Москва}
products:
  - {name: {de: Pumpen, ru: Насосы}, warranty_months: 24, service_life_years: 10}
duties: {examination: seller, repair: seller}
service_levels: {repair_days: 14, answer_days: 7}
remuneration: {model: monthly, amount: 1200.50}
settlement: {vat: 22}
term: {starts: 2027-01-01}
disputes: {court: Zuständig ist das Arbitragegericht der Stadt Moskau.}
"""


def test_a_sentence_that_stands_once_is_told_in_the_second_language(tmp_path: Path) -> None:
    file = tmp_path / "zwei.yaml"
    file.write_text(TWO_LANGUAGES, "utf-8")
    (problem,) = [one for one in check(file) if one.code == "words-in-other-script"]
    assert problem.field == "disputes.court"
    assert problem.place is not None
    assert problem.place.line == 28


@pytest.mark.parametrize("word", ["reklamation", "Leistungsnachweis", "clerk"])
def test_a_page_of_the_guide_goes_by_a_word_of_its_title(word: str) -> None:
    told_page = CliRunner().invoke(main, ["docs", word, "--lang", "de"])
    assert told_page.output.startswith("# Reklamationsstelle")
    unknown = CliRunner().invoke(main, ["docs", "der"])
    assert unknown.exit_code == 2


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["claim-response", "service-agreement", "warranty-section"])
def test_a_starter_names_every_choice_there_is(kind: str, lang: str) -> None:
    text = CliRunner().invoke(main, ["new", kind, "--lang", lang, "--law", "de"]).output
    explained = load_yaml(templates().read(f"fields/{kind}/{lang}.yaml"))
    for fields in explained.values():
        for field in fields.values() if isinstance(fields, dict) else ():
            for key in field.get("choices", ()) if isinstance(field, dict) else ():
                assert str(key) in text


@pytest.mark.parametrize("command", [("check",), ("render", "-o", "out")])
def test_a_name_with_spaces_that_was_parted_is_told(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("Brief an Göbel.yaml").write_text("kind: claim-response\n", "utf-8")
    asked = CliRunner().invoke(
        main, ["--lang", "de", command[0], "Brief", "an", "Göbel.yaml", *command[1:]]
    )
    assert asked.exit_code == 1
    assert 'Setzen Sie ihn in Anführungszeichen: "Brief an Göbel.yaml".' in asked.output

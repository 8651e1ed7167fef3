"""Entries of the user's own in a job description: where they stand, how they begin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.document import plain
from aftersales_docs.errors import DataError
from aftersales_docs.kinds.job_description.own_form import begun
from aftersales_docs.kinds.job_description.sections import SECTIONS
from aftersales_docs.resources import templates
from aftersales_docs.texts import catalogue
from tests.inputs import LANGS, LAWS, ROLES, composed, job_description, written

OWN = {
    "de": "Führung des Schriftwechsels",
    "ru": "Ведёт переписку",
    "en": "Conducts correspondence",
}


def order(folder: Path, section: str, changes: Any, **fields: Any) -> list[str]:
    """The entries of a section in their order, without the words that stand before each name."""
    role = fields.pop("role", "after-sales-manager")
    lang, law = fields.pop("lang", "en"), fields.pop("law", "ru")
    data = job_description(role, lang, law, **{section: changes}, **fields)
    document = composed(folder, data)
    names = [
        name
        for block in document.blocks
        for name in (getattr(block, "id", ""), *getattr(block, "ids", ()))
    ]
    mark = f"{ {'guided_by': 'guides'}.get(section, section) }-item-".replace(" ", "")
    return [name.removeprefix(mark) for name in names if name.startswith(mark)]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("law", LAWS)
def test_added_duties_stand_before_what_closes_the_list(
    tmp_path: Path, role: str, law: str
) -> None:
    for lang in LANGS:
        found = order(
            tmp_path, "duties", {"add": [{"text": OWN[lang]}]}, role=role, lang=lang, law=law
        )
        assert found[-2:] == ["own-1", "other-duties"], lang


def test_every_section_that_has_a_closing_entry_keeps_it_last(tmp_path: Path) -> None:
    closing = {
        section: key
        for section, name in SECTIONS.items()
        for key, wording in catalogue.section(templates(), name).items()
        if wording.closes
    }
    assert set(closing) == {"duties", "rights", "guided_by"}
    for section, key in closing.items():
        found = order(tmp_path, section, {"add": [{"text": "Keeps to it"}]})
        assert found[-2:] == ["own-1", key.replace("_", "-")]
    found = order(tmp_path, "knowledge", {"add": [{"text": "the rules of the club"}]})
    assert found[-1] == "own-1"


def test_before_first_and_last_say_where(tmp_path: Path) -> None:
    own = [{"text": "Keeps the keys"}, "recall_campaigns"]
    found = order(tmp_path, "duties", {"add": own, "before": "claim-work"})
    at = found.index("claim-work")
    assert found[at - 2 : at] == ["own-1", "recall-campaigns"]
    found = order(
        tmp_path,
        "duties",
        {"add": own, "first": ["claim_work"], "last": ["rational_use", "recall_campaigns"]},
    )
    assert found[0] == "claim-work"
    assert found[-3:] == ["other-duties", "rational-use", "recall-campaigns"]
    assert len(found) == len(set(found))


def test_a_list_of_the_users_own_keeps_its_order(tmp_path: Path) -> None:
    found = order(tmp_path, "duties", ["other_duties", {"text": "Keeps the keys"}])
    assert found == ["other-duties", "own-2"]


@pytest.mark.parametrize(
    ("changes", "code", "field", "cure"),
    [
        ({"before": "claim_wrok"}, "unknown-key", "duties.before", "Did you mean 'claim_work'?"),
        ({"last": ["claim_wrok"]}, "unknown-key", "duties.last[0]", "Did you mean 'claim_work'?"),
        ({"last": ["qqq"]}, "unknown-key", "duties.last[0]", "Name one of: organise_after_sales,"),
        ({"before": "diagnose_units"}, "key-not-in-role", "duties.before", "Add it with 'add'"),
        (
            {"first": ["claim_work"], "last": ["claim-work"]},
            "key-twice",
            "duties.last[0]",
            "Leave",
        ),
    ],
)
def test_a_key_that_is_not_there_is_told_with_the_nearest(
    tmp_path: Path, changes: dict[str, Any], code: str, field: str, cure: str
) -> None:
    with pytest.raises(DataError) as caught:
        order(tmp_path, "duties", changes)
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == (code, field)
    assert problem.cure.startswith(cure)


@pytest.mark.parametrize(
    ("text", "section", "lang", "wanted"),
    [
        ("ведёт журнал", "duties", "ru", "Ведёт журнал"),
        ("annahme von Werkzeug", "duties", "de", "Annahme von Werkzeug"),
        ("keeps the keys", "duties", "en", "Keeps the keys"),
        ("iPads ausgeben", "duties", "de", "iPads ausgeben"),
        ("eBay betreuen", "tasks", "de", "eBay betreuen"),
        ("за утрату ключей", "liability", "ru", "За утрату ключей"),
        ("für den Verlust", "liability", "de", "für den Verlust"),
        ("Правила хранения", "knowledge", "ru", "правила хранения"),
        ("Трудовой кодекс", "knowledge", "ru", "трудовой кодекс"),
        ("Самара и её обычаи", "knowledge", "ru", "Самара и её обычаи"),
        ("ГОСТ 2.601", "knowledge", "ru", "ГОСТ 2.601"),
        ("The rules of storage", "knowledge", "en", "the rules of storage"),
        ("Incoterms", "knowledge", "en", "Incoterms"),
        ("Vorschriften", "knowledge", "de", "Vorschriften"),
        ("24-hour duty", "duties", "en", "24-hour duty"),
        ("«Ключи» хранит", "duties", "ru", "«Ключи» хранит"),
    ],
)
def test_own_words_begin_as_their_neighbours(
    text: str, section: str, lang: Any, wanted: str
) -> None:
    assert begun(text, section, lang) == wanted


def told(folder: Path, lang: str, section: str, text: str) -> list[str]:
    data = job_description(
        "after-sales-manager", lang, "ru", **{section: {"add": [{"text": text}]}}
    )
    found = api.remarks(api.load(written(folder, data)))
    return [str(one.values["word"]) for one in found if one.code == "own-entry-form"]


@pytest.mark.parametrize(
    ("lang", "section", "text", "word"),
    [
        ("ru", "duties", "приём инструмента на хранение", "приём"),
        ("ru", "duties", "вести журнал", "вести"),
        ("ru", "duties", "полный контроль", "полный"),
        ("ru", "rights", "внесение предложений", "внесение"),
        ("ru", "rights", "вносит предложения", "вносит"),
        ("ru", "liability", "утрату ключей", "утрату"),
        ("de", "duties", "führt den Schriftwechsel", "führt"),
        ("de", "duties", "Kunden beraten", "beraten"),
        ("de", "rights", "Unterlagen anfordern", "anfordern"),
        ("de", "liability", "Verlust der Schlüssel", "Verlust"),
        ("en", "duties", "receiving tools", "receiving"),
        ("en", "duties", "organise training", "organise"),
        ("en", "duties", "the storage of tools", "the"),
        ("en", "rights", "to propose changes", "to"),
        ("en", "liability", "the loss of keys", "the"),
        ("ru", "duties", "принимает инструмент", ""),
        ("ru", "duties", "своевременно принимает инструмент", ""),
        ("ru", "duties", "не допускает утраты", ""),
        ("ru", "duties", "в течение дня отвечает на письма", ""),
        ("ru", "duties", "гуглит цены", ""),
        ("ru", "rights", "вносить предложения", ""),
        ("ru", "liability", "за утрату ключей", ""),
        ("de", "duties", "Annahme von Werkzeug", ""),
        ("de", "duties", "fachgerechte Annahme von Werkzeug", ""),
        ("de", "duties", "Führen von Listen", ""),
        ("de", "duties", "nicht nur Annahme von Werkzeug", ""),
        ("de", "liability", "für den Verlust der Schlüssel", ""),
        ("en", "duties", "Keeps the keys", ""),
        ("en", "rights", "Propose changes", ""),
        ("en", "liability", "For the loss of keys", ""),
        ("ru", "knowledge", "правила хранения", ""),
    ],
)
def test_an_entry_that_begins_otherwise_is_told(
    tmp_path: Path, lang: str, section: str, text: str, word: str
) -> None:
    assert told(tmp_path, lang, section, text) == ([word] if word else [])


def test_the_catalogue_itself_begins_as_it_says(tmp_path: Path) -> None:
    """What the rule would say of our own entries: nothing."""
    from aftersales_docs.kinds.job_description.own_form import form_problems

    for section in ("duties", "rights"):
        for key, wording in catalogue.section(templates(), SECTIONS[section]).items():
            for (lang, _), text in wording.texts.items():
                found = list(form_problems(lang, iter([(section, "x", text)])))  # type: ignore[arg-type]
                assert not found, (key, lang, text)


def test_a_capital_is_set_in_the_document(tmp_path: Path) -> None:
    data = job_description(
        "workshop-foreman", "ru", "ru", duties={"add": [{"text": "ведёт журнал"}]}
    )
    words = [plain(clause.content) for clause in composed(tmp_path, data).clauses()]
    assert "Ведёт журнал." in words

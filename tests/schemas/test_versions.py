"""Versions of documents: what is printed, carried and refused, in every language, law and kind."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.errors import DataError
from aftersales_docs.loading import load
from aftersales_docs.schemas.versions import later
from tests.inputs import LANGS, LAWS, job_description
from tests.kinds.test_contracts import AGREEMENT
from tests.reading import pdf_words

DAY = "2026-09-11"
FIELDS: dict[str, Any] = {
    "version": "2",
    "replaces": {"version": "1", "date": "2024-03-01"},
    "valid_from": "2027-01-01",
    "changes": [
        {"version": "1", "date": "2024-03-01", "what": "Anfang"},
        {"version": "2", "date": DAY, "what": "Neues Wort", "approved_by": "Dr. Brandt"},
    ],
}
SHEET = {"de": "Änderungsübersicht", "ru": "Лист изменений", "en": "Record of Changes"}
NAMED = {
    "de": ("Version 2 vom", "Fassung 2 vom"),
    "ru": ("редакция 2 от",),
    "en": ("version 2 of",),
}
OLD = {"de": "1. März 2024", "ru": "1 марта 2024", "en": "1 March 2024"}


def inputs(kind: str, lang: str, law: str) -> Any:
    if kind == "job-description":
        return job_description("warranty-manager", lang, law, date=DAY, **FIELDS)
    rate = 22 if law == "ru" else 19
    changes = FIELDS | {"lang": lang, "law": law, "date": DAY, "settlement": {"vat": rate}}
    changes["term"] = {"starts": "2027-01-01"}
    return AGREEMENT | changes


@pytest.mark.wide
@pytest.mark.parametrize("kind", ["job-description", "service-agreement"])
@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("lang", LANGS)
def test_versions_are_printed_and_carried(kind: str, lang: str, law: str) -> None:
    data = load(inputs(kind, lang, law))
    document = api.compose(data)
    assert any(words in document.meta.title.replace("\u00a0", " ") for words in NAMED[lang])
    content = api.write(document, "pdf", data=data)
    pages = pdf_words(content)
    assert SHEET[lang] in pages
    assert OLD[lang] in pages
    assert "Neues Wort Dr. Brandt" in pages
    whole = pdf_words(content, 0.0)
    assert any(whole.count(words) > 1 for words in NAMED[lang]), "on the pages that follow"
    manifest = json.loads(api.inside(document, None, data).manifest)
    assert (manifest["version"], manifest["replaces"]) == ("2", "1")
    assert manifest["valid_from"] == "2027-01-01"


@pytest.mark.parametrize("kind", ["job-description", "service-agreement"])
@pytest.mark.parametrize("lang", LANGS)
def test_without_versions_nothing_is_printed(kind: str, lang: str) -> None:
    fields = {
        key: value for key, value in dict(inputs(kind, lang, "ru")).items() if key not in FIELDS
    }
    document = api.compose(load(fields))
    pages = pdf_words(api.write(document, "pdf"))
    assert SHEET[lang] not in pages
    assert not any(words in pages for words in NAMED[lang])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"replaces": {"version": "2"}}, "version-not-later"),
        ({"replaces": {"version": "3"}}, "version-not-later"),
        ({"replaces": {}}, "incomplete"),
        ({"version": None}, "incomplete"),
        ({"valid_from": "2026-09-10"}, "valid-before-date"),
        ({"valid_from": DAY}, ""),
        ({"replaces": {"date": "2026-09-12"}}, "replaces-later"),
        ({"changes": FIELDS["changes"][::-1]}, "record-out-of-order"),
        ({"changes": FIELDS["changes"][:1]}, "version-not-recorded"),
        ({"changes": []}, ""),
    ],
)
@pytest.mark.parametrize("kind", ["job-description", "service-agreement"])
def test_what_is_out_of_order(kind: str, changes: dict[str, Any], code: str) -> None:
    given = {
        key: value
        for key, value in (dict(inputs(kind, "de", "de")) | changes).items()
        if value is not None
    }
    if not code:
        load(given)
        return
    with pytest.raises(DataError) as caught:
        load(given)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("version", "before", "after"),
    [
        ("2", "1", True),
        ("2.10", "2.9", True),
        ("1.0", "1.0", False),
        ("1.1", "1.2", False),
        ("B", "A", True),
        ("2026-2", "2026-1", True),
        ("10", "9", True),
    ],
)
def test_which_version_is_later(version: str, before: str, after: bool) -> None:
    assert later(version, before) is after


@pytest.mark.parametrize(("law", "article"), [("ru", "72"), ("de", "106")])
def test_what_a_new_version_needs_of_the_employee(law: str, article: str) -> None:
    data = load(inputs("job-description", "de", law))
    (found,) = (one for one in api.remarks(data) if one.field == "replaces")
    assert found.severity == "note"
    assert article in found.message

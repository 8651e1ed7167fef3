"""The clauses of every kind, language and law as a lawyer reads them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from aftersales_docs.desk.web.clauses.naming import Naming
from aftersales_docs.desk.web.clauses.parsing import Choice, Repeated, Slot, Words, parts_of
from aftersales_docs.desk.web.clauses.shown import clauses, compared
from aftersales_docs.desk.web.clauses.wording import Speaker
from aftersales_docs.kinds import KINDS
from aftersales_docs.language import LANGS, Lang
from aftersales_docs.law import LAWS
from aftersales_docs.messages import said
from aftersales_docs.resources import templates
from aftersales_docs.texts.versions import history, library

from .conftest import Desk


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_clause_stands_there_under_some_law(kind: str, lang: str) -> None:
    found = set()
    for law in LAWS:
        speaker = Speaker(KINDS[kind], law, lang)
        for one in clauses(templates(), lang, speaker):
            found.add(one.id)
            text = re.sub(r"<[^>]+>", "", one.html)
            assert "{%" not in text, one.id
            assert "{{" not in text, one.id
            assert "**" not in text, one.id
            assert not re.search(r"\blaw\.(?:de|ru)\b", f"{one.condition} {text}"), one.id
    assert found == set(library(templates(), kind, lang))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_place_and_no_condition_shows_a_name_of_the_program(
    kind: str, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    known = Naming.known

    def noted(self: Naming, name: str) -> str:
        found = known(self, name)
        if not found:
            asked.add(name)
        return found

    monkeypatch.setattr(Naming, "known", noted)
    for law in LAWS:
        for one in clauses(templates(), lang, Speaker(KINDS[kind], law, lang)):
            text = re.sub(
                r'<span class="slot">(.*?)</span>|<em>(.*?)</em>|<[^>]+>',
                lambda found: found[1] or found[2] or "",
                one.html,
            )
            for said_ in (one.condition, text):
                assert "|labelled" not in said_, one.id
                assert not re.search(r"(?<![\w@/.])[a-z]+_[a-z_]+(?![\w@/])", said_), said_
    assert not asked


def test_what_follows_from_the_data_is_told_in_words() -> None:
    speaker = Speaker(KINDS["claim-response"], "de", "de")
    for expression, words in (
        ("consumer", "der Kunde ist Verbraucher"),
        ("not consumer", "der Kunde ist kein Verbraucher"),
        ("loop.length > 1", "es gibt mehrere"),
        ("not loop.first", "es ist nicht der erste Eintrag"),
        ("item.claimant_attended == false", "„nein“"),
        ('item.remedy.difference_paid_by == "company"', "Unternehmen"),
        ("cite.sale_quality is defined", "BGB gilt"),
        ("grounds and (goodwill or consumer)", " und ("),
        ("not (grounds and consumer)", "der Kunde ist kein Verbraucher"),
    ):
        told = speaker.condition(expression)
        assert not isinstance(told, bool)
        assert words in said(told, "de"), said(told, "de")
    assert speaker.place("warranty_until|long") == "Ende der Garantie"
    assert "BGB" in speaker.place("cite.sale_quality")
    listed = speaker.place(
        '[["", product.name.text], ["Nr.", product.serial_number]]|labelled(", ")'
    )
    assert listed.count(", ") == 1
    assert "Seriennummer" in listed


def test_alternatives_are_told_in_words() -> None:
    speaker = Speaker(KINDS["service-agreement"], "ru", "de")
    for expression, words in (
        ("consumers", ": ja"),
        ("not consumers", ": nein"),
        ("valid_from", "ist angegeben"),
        ("not valid_from", "ist nicht angegeben"),
        ("role == 'importer'", "ist „Importeur“"),
        ("consumers and valid_from", " und "),
        ("law.ru and consumers", ": ja"),
        ("law.de or consumers", ": ja"),
    ):
        told = speaker.condition(expression)
        assert not isinstance(told, bool)
        assert words in said(told, "de"), said(told, "de")
    assert speaker.condition("law.ru") is True
    assert speaker.condition("law.de and consumers") is False
    assert speaker.condition("not law.de") is True


def test_a_clause_is_taken_apart() -> None:
    found = parts_of(
        "Am {{ date|long }}{% if a %} x{% elif b %} y{% else %} z{% endif %} [W](w)"
        "{% for one in things %}{{ one }}{% endfor %}"
    )
    assert found[0] == Words("Am ")
    assert found[1] == Slot("date|long")
    assert isinstance(found[2], Choice)
    assert [one.condition for one in found[2].branches] == ["a", "b", ""]
    assert found[3] == Words(" W")
    assert isinstance(found[4], Repeated)


def test_what_changed_is_marked_and_escaped() -> None:
    told = compared("drei <b>Tage</b> lang", "vier <b>Tage</b> lang")
    assert told == "<del>drei</del> <ins>vier</ins> &lt;b&gt;Tage&lt;/b&gt; lang "


def test_pages_for_the_own_department(desk: Desk) -> None:
    client = desk.client("legal", "ru")
    page = client.get(reverse("clauses:contents")).content.decode()
    assert "service-agreement" in page
    assert "job-description" not in page
    address = reverse("clauses:kind", args=["service-agreement"])
    page = client.get(address, {"text": "de", "beside": "ru", "law": "ru"}).content.decode()
    assert 'lang="de" class="paper"' in page
    assert 'lang="ru" class="paper"' in page
    changed = next(
        name
        for name, texts in history(templates(), "service-agreement", "de").items()
        if len(texts) > 1 and name in library(templates(), "service-agreement", "de")
    )
    address = reverse("clauses:clause", args=["service-agreement", changed])
    page = client.get(address, {"text": "de"}).content.decode()
    assert "<ins>" in page or "<del>" in page
    for wrong in ("no-such", "x" * 300):
        address = reverse("clauses:clause", args=["service-agreement", wrong])
        assert client.get(address).status_code == 404
    assert client.get(reverse("clauses:kind", args=["job-description"])).status_code == 404

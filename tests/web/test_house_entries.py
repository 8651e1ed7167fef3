"""Facts of the house, one by one on forms: added, changed, removed, without touching the rest."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from aftersales_docs.desk.chain import entry
from aftersales_docs.desk.house import editing, facts
from aftersales_docs.desk.house.models import HouseVersion
from aftersales_docs.desk.house.sorts import SORTS, sort_of
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Event
from aftersales_docs.desk.web.forms.typed import alike
from aftersales_docs.errors import DataError
from aftersales_docs.messages import UI_LANGS
from aftersales_docs.resources import data_root

from .conftest import Desk
from .test_cases import read
from .test_house import FACTS

HOUSE = (data_root() / "samples" / "house.yaml").read_text(encoding="utf-8")
BOTH = """\
# Our own words on it.
parties:
  ours: {name: {de: Nordwerk GmbH, ru: ООО «Нордверк»}, phone: +49 511 0000-300}  # by both
"""


@pytest.fixture
def client(desk: Desk, register: Register) -> Client:
    return desk.client("administrator")


def kept(client: Client, text: str) -> None:
    assert client.post("/house/of/facts/", {"act": "upload", "text": text}).status_code == 302


def inputs(page: str) -> dict[str, Any]:
    """What the form on a page would send."""
    form = page[page.index('id="draft-form"') :]
    form = form[: form.index("</form>")]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        kind = re.search(r'type="(\w+)"', tag)
        ticked = kind is None or kind[1] not in {"radio", "checkbox"} or " checked" in tag
        if (name := re.search(r' name="([^"]*)"', tag)) and ticked:
            value = re.search(r' value="([^"]*)"', tag)
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, body in re.findall(
        r'<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.S
    ):
        found[name] = html.unescape(body)
    for name, body in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        first = re.search(r'<option value="([^"]*)"', body)
        found[name] = html.unescape((chosen or first)[1])  # type: ignore[index]
    found.pop("csrfmiddlewaretoken")
    return found


def form_at(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address)
    assert page.status_code == 200, address
    return inputs(page.content.decode())


def every_fact(text: str) -> list[tuple[str, str]]:
    return [(section, key) for section, one in editing.read(text).items() for key in one]


def test_every_fact_of_the_sample_comes_back_from_its_form_as_it_was(client: Client) -> None:
    from django.http import QueryDict

    from aftersales_docs.desk.web.house.entry_form import typed

    kept(client, HOUSE)
    written, told = editing.read(HOUSE), facts.told()
    assert len(every_fact(HOUSE)) > len(SORTS)
    for section, key in every_fact(HOUSE):
        post = QueryDict(mutable=True)
        post.update(form_at(client, f"/house/facts/{section}/{key}/"))
        sort = sort_of(section, told[section][key])
        assert sort is not None
        assert alike(sort.value(typed(sort, post)), written[section][key]), (section, key)
    assert HouseVersion.objects.count() == 1


def test_every_sort_has_a_form_in_words(desk: Desk, register: Register) -> None:
    for lang in UI_LANGS:
        client = desk.client("administrator", lang)
        for sort, known in SORTS.items():
            page = client.get(f"/house/facts/new/{sort}/").content.decode()
            labels = [one.strip() for one in re.findall(r"<(?:label|legend)[^>]*>([^<]+)", page)]
            assert len(labels) >= len(known.must)
            assert not {*labels} & {*known.model.model_fields}, (sort, lang, "called by words")


def test_a_fact_is_added_changed_and_removed_and_each_version_kept(client: Client) -> None:
    address = "/house/facts/new/person/"
    given = form_at(client, address) | {"surname": "Vogt", "given_name": "Katharina"}
    assert client.post(address, given).status_code == 302
    assert editing.read(facts.text_now()) == {
        "people": {"katharina_vogt": {"surname": "Vogt", "given_name": "Katharina"}}
    }
    address = "/house/facts/new/signatory/"
    given = form_at(client, address) | {
        "post": "Leiterin Kundendienst",
        "person.use": "people.katharina_vogt",
        "fact-key": "head",
    }
    assert client.post(address, given).status_code == 302
    assert editing.read(facts.text_now())["signatories"] == {
        "head": {"post": "Leiterin Kundendienst", "person": {"use": "people.katharina_vogt"}}
    }
    person = "/house/facts/people/katharina_vogt/"
    client.post(person, form_at(client, person) | {"surname": "Brandt"})
    assert facts.told()["signatories"]["head"]["person"]["surname"] == "Brandt"
    refused = client.post(person, form_at(client, person) | {"draft-act": "remove"})
    assert refused.status_code == 422
    assert "signatories.head" in read(refused)
    for one in ("/house/facts/signatories/head/", person):
        assert client.post(one, form_at(client, one) | {"draft-act": "remove"}).status_code == 302
    assert facts.told() == {}
    assert HouseVersion.objects.filter(matter="facts").count() == 4
    acts = [one.action for one in Event.objects.filter(action__startswith="facts").order_by("seq")]
    assert acts == [*["facts-kept", "facts-in-force"] * 4, "facts-out"]
    last = entry(Event.objects.filter(action="facts-kept").latest("seq"))
    assert last["who"] == "administrator-person"
    assert "Vogt" not in str(last), "nobody's data is in the trail"
    page = read(client.get("/house/of/facts/"))
    assert "Put version 4 in force" in page


def test_the_rest_of_the_file_stays_as_it_was_written(client: Client) -> None:
    kept(client, HOUSE)
    address = "/house/facts/parties/nordwerk/"
    client.post(address, form_at(client, address) | {"phone": "+49 511 0000-999"})
    now = facts.text_now()
    assert now == HOUSE.replace("phone: +49 511 0000-300", "phone: +49 511 0000-999", 1)


def test_a_fact_in_two_languages_is_shown_and_kept_in_both(client: Client) -> None:
    kept(client, BOTH)
    address = "/house/facts/parties/ours/"
    given = form_at(client, address)
    assert (given["name.de"], given["name.ru"]) == ("Nordwerk GmbH", "ООО «Нордверк»")
    assert client.post(address, given | {"name.ru": "ООО «Север»"}).status_code == 302
    assert facts.text_now().split() == BOTH.replace("Нордверк", "Север").split()
    wrong = client.post(address, form_at(client, address) | {"vat_id": "DE1"})
    assert wrong.status_code == 422
    assert 'href="#f-vat_id"' in wrong.content.decode()


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("person", {"surname": "Vogt"}, "given_name"),
    ("person", {}, "surname"),
    ("party", {"name": "N", "vat_id": "DE123"}, "vat_id"),
    ("party", {"name": "N", "inn": "1"}, "inn"),
    ("contact", {"hours": "9–17"}, ""),
    ("product", {"name": "W", "warranty_months": "999"}, "warranty_months"),
    ("period", {"months": "zwei"}, "months"),
    ("signatory", {"post": "P", "person.use": "people.nobody"}, ""),
]


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(client: Client) -> None:
    for sort, given, field in WRONG:
        address = f"/house/facts/new/{sort}/"
        page = client.post(address, form_at(client, address) | given)
        text = page.content.decode()
        assert page.status_code == 422
        assert 'role="alert"' in text
        if field:
            assert f'href="#f-{field}"' in text
            assert f'id="f-{field}-error"' in text
        for value in given.values():
            assert html.escape(value) in text, "what was typed is not lost"
    assert not HouseVersion.objects.exists()


def test_what_somebody_else_changed_meanwhile_is_not_written_over(client: Client) -> None:
    kept(client, FACTS)
    mine, other = "/house/facts/people/vogt/", "/house/facts/products/aqua/"
    person, product = form_at(client, mine), form_at(client, other)
    file = re.search(r'name="draft-version" value="(\d+)"', read_raw(client))
    assert file
    client.post(mine, person | {"given_name": "Karla"})
    late = client.post(mine, person | {"given_name": "Katja"})
    assert late.status_code == 422
    assert "somebody else" in read(late).lower()
    assert client.post(other, product | {"model": "Aqua 8"}).status_code == 302, "another fact"
    found = facts.told()
    assert (found["people"]["vogt"]["given_name"], found["products"]["aqua"]["model"]) == (
        "Karla",
        "Aqua 8",
    )
    whole = {"act": "upload", "text": FACTS, "draft-version": file[1]}
    assert client.post("/house/of/facts/", whole).status_code == 422
    assert facts.told() == found


def read_raw(client: Client) -> str:
    return client.get("/house/of/facts/").content.decode()


def test_a_taken_fact_says_what_it_says_and_can_be_written_over(client: Client) -> None:
    kept(client, HOUSE)
    page = client.get("/house/facts/parties/nordwerk_letter/").content.decode()
    assert "taken: Industriestraße 12, 30179 Hannover" in html.unescape(page)
    address = "/house/facts/new/person/"
    shown = client.post(
        "/house/facts/new/signatory/",
        {"draft-act": "show:person.use", "person.use": "people.vogt", "post": "Leiterin"},
    ).content.decode()
    assert 'id="f-person-use"' in shown
    assert re.search(r'id="f-person-use"[^>]*data-focus', shown), "the reader goes on there"
    assert "Vogt · Katharina" in shown
    assert client.get(address).status_code == 200


def test_a_name_that_is_none_or_taken_is_refused(client: Client) -> None:
    kept(client, FACTS)
    for name in ("a.b", "a b", "-", "x" * 61, "vogt"):
        given = {"surname": "A", "given_name": "B", "fact-key": name, "draft-version": "1"}
        assert client.post("/house/facts/new/person/", given).status_code == 422, name
    assert facts.text_now() == FACTS


@pytest.mark.parametrize(
    ("text", "section"),
    [(FACTS, "parties"), (HOUSE, "guarantee"), ("parties: [a, b]\n", "parties"), ("", "people")],
)
def test_names_are_free(text: str, section: str) -> None:
    known = editing.read(text)
    first = editing.free_key(known, section, "Nordwerk Hausgeräte · 1.5")
    assert editing.KEY.fullmatch(first)
    assert editing.entry(known, section, first) is None
    again = editing.free_key({section: {first: {}}}, section, "Nordwerk Hausgeräte · 1.5")
    assert again == f"{first}_2"


def test_texts_that_look_like_figures_stay_text() -> None:
    odd = {"phone": "0511 1", "short": "010", "no": "no", "yes": "true", "day": "2026-01-02"}
    text = editing.with_entry(BOTH, "contacts", "a", odd)
    assert editing.read(text)["contacts"]["a"] == odd
    assert text.startswith(BOTH)
    with pytest.raises(DataError):
        editing.with_entry("parties: [a]\n", "parties", "a", odd)


def test_what_no_form_is_for_is_listed_and_changed_in_the_file(client: Client) -> None:
    kept(client, "prices:\n  hour: 90\nwarranty: {a/b: 24, c: 12}\n")
    page = read_raw(client)
    assert "/house/facts/prices/" not in page
    assert "/house/facts/warranty/c/" in page
    assert client.get("/house/facts/prices/hour/").status_code == 404
    assert client.get("/house/facts/people/nobody/").status_code == 404
    assert client.get("/house/facts/new/nothing/").status_code == 404

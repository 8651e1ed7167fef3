"""The form of every kind: what a file says comes back from it as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.web.forms import words
from aftersales_docs.desk.web.forms.making import form
from aftersales_docs.desk.web.forms.parts import Group, Part, Truth, part_of
from aftersales_docs.desk.web.forms.paths import ABSENT, at, put
from aftersales_docs.desk.web.forms.paths import Path as Path_
from aftersales_docs.desk.web.forms.reading import Reader
from aftersales_docs.desk.web.forms.state import State
from aftersales_docs.desk.web.forms.typed import (
    day_shown,
    day_typed,
    decimal_shown,
    decimal_typed,
)
from aftersales_docs.kinds import KINDS
from aftersales_docs.messages import UI_LANGS, UiLang, speaking
from aftersales_docs.schemas.source import Source, TypedDecimal
from aftersales_docs.starter import explained_classes
from tests.inputs import SAMPLES

TODAY = date(2026, 11, 29)


class Browser(HTMLParser):
    """Sends a form as a browser does, with what it shows and nothing changed."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.area = self.select = ""
        self.text: list[str] = []
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        kind = given.get("type", "text")
        if tag == "input" and kind in {"radio", "checkbox"}:
            if "checked" in given:
                self.sent.append((given["name"], given["value"]))
        elif tag == "input" and kind != "file":
            self.sent.append((given["name"], given.get("value", "")))
        elif tag == "textarea":
            self.area, self.text = given["name"], []
        elif tag == "select":
            self.select, self.options = given["name"], []
        elif tag == "option":
            self.options.append((given["value"], "selected" in given))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            text = "".join(self.text).removeprefix("\n")
            self.sent.append((self.area, text.replace("\n", "\r\n")))
        elif tag == "select" and self.options:
            chosen = [value for value, marked in self.options if marked]
            self.sent.append((self.select, chosen[0] if chosen else self.options[0][0]))

    @property
    def post(self) -> QueryDict:
        """What is sent."""
        found = QueryDict(mutable=True)
        for key, value in self.sent:
            found.appendlist(key, value)
        return found


def html_of(state: State, problems: Any = ()) -> str:
    shown = form(state, problems)
    return "".join(one.html for one in shown.sections) + shown.other


def sent_back(kind: str, data: Mapping[str, Any], lang: UiLang) -> tuple[dict[str, Any], Browser]:
    """What comes back of a form that nothing was typed into."""
    browser = Browser()
    with speaking(lang):
        browser.feed(html_of(State(KINDS[kind], lang, data, "/")))
    return Reader(KINDS[kind], browser.post, TODAY).data(), browser


def plain(value: Any) -> Any:
    """A value as it counts: numbers as numbers however they were typed, nothing for no value."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, bool):
        return value
    text = str(getattr(value, "source_text", value)).strip().removesuffix(" %")
    try:
        return Decimal(text.replace(",", ".").replace(" ", "")).normalize()
    except InvalidOperation:
        return text


def fields_below(model: type[BaseModel], path: Path_ = ()) -> Iterator[tuple[Path_, FieldInfo]]:
    """The fields of a model and of the groups in it, each with its place."""
    for name, info in model.model_fields.items():
        here: Path_ = (*path, name)
        yield here, info
        part: Part = part_of(info)
        if isinstance(part, Group):
            yield from fields_below(part.model, here)


def source_data(path: Path) -> tuple[str, Mapping[str, Any]]:
    request = requested(str(path), None)
    source: Source = request.source.both or request.source
    return request.kind.id, json.loads(json.dumps(source.data, default=str)) and source.data


@pytest.mark.parametrize("lang", UI_LANGS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: f"{one.parent.name}/{one.name}")
def test_a_sample_comes_back_unchanged(sample: Path, lang: UiLang) -> None:
    kind, data = source_data(sample)
    back, browser = sent_back(kind, data, lang)
    assert plain(back) == plain(data)
    assert len(set(browser.ids)) == len(browser.ids), "each element has a name of its own"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3.12.", "2026-12-03"),
        ("3.12.26", "2026-12-03"),
        ("03.12.2026", "2026-12-03"),
        ("3. Dezember", "2026-12-03"),
        ("3 дек", "2026-12-03"),
        ("3 декабря 2026 г.", "2026-12-03"),
        ("3 мая", "2027-05-03"),
        ("3 марта", "2027-03-03"),
        ("3 Dec 2026", "2026-12-03"),
        ("December 3, 2026", "2026-12-03"),
        ("2026-12-03", "2026-12-03"),
        ("tomorrow", "2026-11-30"),
        ("heute", "2026-11-29"),
        ("вчера", "2026-11-28"),
        ("+14", "2026-12-13"),
        ("5.1.", "2027-01-05"),
        ("31.11.2026", "31.11.2026"),
        ("01/02/2026", "01/02/2026"),
        ("soon", "soon"),
    ],
)
def test_days_are_taken_as_people_type_them(typed: str, meant: str) -> None:
    assert day_typed(typed, TODAY) == meant


@pytest.mark.parametrize("lang", UI_LANGS)
def test_a_day_and_an_amount_are_read_as_they_are_shown(lang: UiLang) -> None:
    for month in range(1, 13):
        day = date(2026, month, 28).isoformat()
        assert day_typed(day_shown(day, lang), TODAY) == day
    for amount in ("749.10", "12", "-5.5", "1234.5"):
        assert decimal_typed(decimal_shown(amount, lang)) == amount
    # Three decimals look like thousands: they are shown with a fourth, and typed ones stay.
    assert Decimal(decimal_typed(decimal_shown(TypedDecimal("1.125"), lang))) == Decimal("1.125")
    assert decimal_typed("1.125") == "1.125"
    assert decimal_typed("1 234,50") == "1234.50"


TRUTHS = [
    (kind, path, info)
    for kind in KINDS
    for path, info in fields_below(KINDS[kind].model)
    if isinstance(part_of(info), Truth)
]


@pytest.mark.parametrize(("kind", "path", "info"), TRUTHS, ids=lambda one: str(one)[:50])
def test_every_yes_and_no_comes_back_as_it_was(kind: str, path: Path_, info: FieldInfo) -> None:
    for value in (True, False, None):
        data: Any = {"kind": kind, "lang": "de", "law": "de"}
        if value is not None:
            data = put(data, path, value)
        back, _ = sent_back(kind, data, "de")
        found = at(back, path)
        assert found is (ABSENT if value is None else value), (path, value)


@pytest.mark.parametrize("lang", UI_LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_form_says_is_not_for_who_edits_a_file(kind: str, lang: UiLang) -> None:
    for model in explained_classes(KINDS[kind].model):
        for name in model.model_fields:
            said = words.hint(kind, lang, model, name)
            assert not re.search(r"\b(true|false)\b|`|aftersales-docs", said), (name, said)
            assert not re.search(r"\b[a-z]+_[a-z]+\b", said), (name, said)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_shows_what_it_has_no_input_for_and_keeps_it(kind: str) -> None:
    data = {
        "kind": kind,
        "lang": "de",
        "law": "de",
        "surprise": {"a": [1, "<b>"]},
        "date": ["no", "day"],
        "place": {"x": 1},
    }
    back, browser = sent_back(kind, data, "de")
    assert {key: back[key] for key in data} == data
    with speaking("de"):
        html = html_of(State(KINDS[kind], "de", data, "/"))
    assert "<b>" not in html
    assert len(set(browser.ids)) == len(browser.ids)


def test_a_hostile_value_stays_a_value() -> None:
    data = {"kind": "claim-response", "notes": "</textarea><script>x</script>", "number": '"><i>'}
    back, _ = sent_back("claim-response", data, "ru")
    assert {key: back[key] for key in data} == data

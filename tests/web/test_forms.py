"""The form of every kind: what a file says comes back from it as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from aftersales_docs.desk.inputs import requested
from aftersales_docs.desk.web.forms.making import form
from aftersales_docs.desk.web.forms.reading import Reader
from aftersales_docs.desk.web.forms.state import State
from aftersales_docs.kinds import KINDS
from aftersales_docs.messages import UI_LANGS, UiLang, speaking
from aftersales_docs.schemas.source import Source
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

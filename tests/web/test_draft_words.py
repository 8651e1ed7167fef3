"""Drafts of inputs that call fields and choices in words: the form has them in its fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.test import Client

from aftersales_docs.desk.draft_content import Content, content_of_mapping, fields_of
from aftersales_docs.desk.drafts import Frame, create
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Draft
from aftersales_docs.desk.web.forms.parts import Choice, part_of
from aftersales_docs.desk.web.forms.typed import alike
from aftersales_docs.desk.web.forms.words import choice_words, label
from aftersales_docs.kinds import KINDS
from aftersales_docs.loading import read_by_name
from aftersales_docs.messages import UI_LANGS, UiLang
from aftersales_docs.resources import data_root

from .conftest import OWN, Desk


def a_sample(kind: str) -> Mapping[str, Any]:
    folder = data_root() / "samples" / kind
    path: Path = next(iter(sorted(folder.glob("[!bh]*.de.*.yaml"))))
    found: Mapping[str, Any] = read_by_name(path.name, path.read_bytes()).data
    return found


def in_words(kind: str, lang: UiLang, data: Mapping[str, Any]) -> dict[str, Any]:
    """The top fields and their choices as a form calls them, where that is one field's alone."""
    model = KINDS[kind].model
    called = {name: label(kind, lang, (model,), name) for name in data}
    once = [word for word in called.values() if list(called.values()).count(word) == 1]
    found = {}
    for name, value in data.items():
        chosen = isinstance(part_of(model.model_fields[name]), Choice) and name != "kind"
        choices = choice_words(kind, lang, (model,), name) if chosen else {}
        text = choices.get(value, value) if isinstance(value, str) else value
        found[called[name] if called[name] in once and name != "kind" else name] = text
    return found


def kept(register: Register, kind: str, data: Mapping[str, Any]) -> Draft:
    """A draft of an input as another program sends it."""
    text = json.dumps(data, ensure_ascii=False, default=str).encode()
    return create(register, Content(kind, {"input.json": text}, {}), "Program", Frame(OWN))


def test_fields_and_choices_in_words_stand_in_their_fields(register: Register) -> None:
    renamed = 0
    for kind in KINDS:
        data = a_sample(kind)
        for lang in UI_LANGS:
            words = in_words(kind, lang, data)
            renamed += len(set(words) - set(data))
            assert alike(fields_of(kept(register, kind, words)), data), (kind, lang)
    assert renamed > 60


def test_the_form_shows_no_field_of_a_program_as_unknown(desk: Desk, register: Register) -> None:
    data = a_sample("claim-response")
    row = kept(register, "claim-response", in_words("claim-response", "de", data))
    client: Client = desk.client("warranty", "de")
    page = client.get(f"/drafts/{row.pk}/").content.decode()
    assert 'name="?"' not in page
    assert f'value="{data["number"]}"' in page


def test_figures_of_a_program_keep_all_that_was_typed(register: Register) -> None:
    text = b'{"kind": "claim-response", "product": {"name": "W", "price": 749.10}}'
    row = create(register, Content("claim-response", {"input.json": text}, {}), "P", Frame(OWN))
    assert str(getattr(fields_of(row)["product"]["price"], "source_text", "")) == "749.10"


def test_what_no_file_may_hold_is_still_there_to_be_put_right(register: Register) -> None:
    for odd in ("a\x07b", "a\u202eb"):
        content = content_of_mapping("claim-response", {"place": odd})
        row = create(register, content, "Clerk", Frame(OWN))
        assert fields_of(row)["place"] == odd
    twice = {"place": "A", "Ort": "B"}
    assert fields_of(kept(register, "claim-response", {"kind": "claim-response", **twice}))

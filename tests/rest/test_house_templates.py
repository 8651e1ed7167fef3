"""Templates of the house in force are those of documents by whatever way they are made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import compose, load, write
from aftersales_docs.commands.desk_options import own_templates
from aftersales_docs.desk.bulk.models import Batch
from aftersales_docs.desk.house.in_use import folder_now
from aftersales_docs.desk.house.models import TEMPLATES
from aftersales_docs.desk.house.own_templates import files_of
from aftersales_docs.desk.house.versions import keep, put_in_force, take_out
from aftersales_docs.desk.mcp.functions import Functions
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.options import Options
from aftersales_docs.desk.rest import issuing
from aftersales_docs.desk.rest.bodies import Sent
from aftersales_docs.desk.web.bulk import making
from aftersales_docs.desk.web.bulk.places import folder_of
from aftersales_docs.errors import LibraryError
from aftersales_docs.resources import data_root
from tests.desk.orders import LETTER

from .conftest import OWN, Caller, Desk, sample, token

KIND = "claim-response"
WINDOW = data_root() / "samples" / "own-templates" / "word" / "letter-window.docx"


def in_force(register: Register) -> Path:
    row = keep(register, TEMPLATES, files_of(WINDOW.read_bytes(), WINDOW.name), "Admin")
    put_in_force(register, row, "Admin")
    folder = folder_now(register.place)
    assert folder is not None
    return folder


def test_other_programs_get_documents_of_the_house(register: Register, tmp_path: Path) -> None:
    caller, given = Caller(token(register, "write")), sample(KIND, LETTER.stem)
    path = tmp_path / "input.json"
    path.write_text(json.dumps(given))
    data = load(path)
    before = caller.post(f"documents/{KIND}?format=docx", given).content
    assert before == write(compose(data), "docx", data=data)
    folder = in_force(register)
    made = write(compose(data, folder), "docx", own_templates=folder, data=data)
    assert caller.post(f"documents/{KIND}?format=docx", given).content == made != before
    Functions(folder=tmp_path, place=register.place).render(KIND, given, "letter", "docx")
    assert (tmp_path / "letter.docx").read_bytes() == made
    take_out(register, TEMPLATES, "Admin")
    assert caller.post(f"documents/{KIND}?format=docx", given).content == before


def test_what_an_assistant_checks_is_judged_with_texts_of_the_house(register: Register) -> None:
    given, functions = sample(KIND, LETTER.stem), Functions(place=register.place)
    before = functions.check(KIND, given), functions.explain(KIND, given)
    assert before[0]["ok"]
    # A text that was in force once, and that the program of today refuses.
    row = keep(register, TEMPLATES, {f"texts/{KIND}/de.md": b"# {{ no_such_fact }}\n"}, "Admin")
    put_in_force(register, row, "Admin")
    for asked in (functions.check, functions.explain):
        with pytest.raises(LibraryError) as refused:
            asked(KIND, given)
        assert f"texts/{KIND}/de.md" in str(refused.value)
    take_out(register, TEMPLATES, "Admin")
    assert (functions.check(KIND, given), functions.explain(KIND, given)) == before


def test_what_is_issued_is_of_the_house_and_an_edition_as_what_it_replaces(
    desk: Desk, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[Any] = []

    def noted(_register: Register, order: Any) -> Any:
        orders.append(order)
        return order

    old = desk.documents[OWN, KIND]
    old.options = Options(own_templates="/of/before").text
    folder = in_force(register)
    monkeypatch.setattr(issuing, "issue", noted)
    monkeypatch.setattr(issuing, "the_register", lambda: register)
    for replaces in (None, old):
        order_of = issuing.Wish(OWN, (), replaces, "Program")
        issuing.issued(Sent(KIND, LETTER), order_of, None)
    assert [one.options.folder for one in orders] == [folder, Path("/of/before")]
    named = LETTER.parent
    assert own_templates(register, None, None) == str(folder)
    assert own_templates(register, named, None) == str(named.resolve())
    assert own_templates(register, None, old) == "/of/before"


def test_a_batch_goes_on_with_the_templates_with_which_it_began(
    desk: Desk, register: Register
) -> None:
    batch = Batch.objects.create(
        office=OWN,
        kind=KIND,
        name="t.csv",
        owner=desk.people["warranty"],
        folder="f" * 32,
        lang="de",
        made_at="2026-11-20T08:00:00.000Z",
    )
    folder_of(batch).mkdir()
    folder = in_force(register)
    assert making._templates_of(batch) == folder
    take_out(register, TEMPLATES, "Admin")
    assert making._templates_of(batch) == folder

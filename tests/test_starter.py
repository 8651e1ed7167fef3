"""Starter files: what a part met a second time asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from ruamel.yaml import YAML

from aftersales_docs.kinds import KINDS, Kind
from aftersales_docs.language import LANGS, Lang
from aftersales_docs.resources import Templates, templates
from aftersales_docs.schemas.base import StrictModel
from aftersales_docs.schemas.parts import DocumentInput, Inflected, Person
from aftersales_docs.schemas.scalars import Line, Many
from aftersales_docs.starter import MARK, Starter
from tests.inputs import KINDS_IN_LANGS

FIELDS = """
_words: {intro: "{kind} {file}", fill_in: FILL IN, required: required}
DocumentInput: {lang: {text: L, example: en}, law: {text: L, example: de}, fonts: {text: F, example: named}}
Deal:
  kind: {text: K, example: deal}
  seller: {text: The seller.}
  buyer: {text: The buyer.}
  witnesses: {text: Who saw it.}
  agent: {text: Who helped.}
  helpers: {text: Who helped too.}
Side: {name: {text: N, example: Firm}, signs: {text: S}, phone: {text: P, example: '"1"'}}
Signer: {post: {text: P, example: Director}, person: {text: Who.}}
Person:
  surname: {text: S, example: Brandt}
  given_name: {text: G, example: Sabine}
  patronymic: {text: P, example: Ivanovna}
  academic_title: {text: T, example: Dr.}
  gender: {text: G, example: female}
  forms: {text: F, example: '{gen: X}'}
  initials_forms: {text: F, example: '{gen: X}'}
"""


class Signer(StrictModel):
    post: Inflected
    person: Person


class Side(StrictModel):
    name: Line
    signs: Signer
    phone: Line | None = None


class Deal(DocumentInput):
    kind: Literal["deal"]
    seller: Side
    buyer: Side
    witnesses: Many[Signer]
    agent: Side | None = None
    helpers: Many[Signer] = ()


def starter(folder: Path) -> str:
    for name, fields in (("shared", FIELDS), ("deal", "{}")):
        (folder / "fields" / name).mkdir(parents=True)
        (folder / "fields" / name / "en.yaml").write_text(fields, encoding="utf-8")
    kind = Kind("deal", dict.fromkeys(LANGS, "Deal"), Deal)
    return Starter(kind, "en", "de", None, Templates((folder,)), "deal.yaml", "x").text()


def test_a_second_part_that_must_be_given_asks_for_what_it_must_have(tmp_path: Path) -> None:
    text = starter(tmp_path)
    second = text[text.index("\nbuyer:") : text.index("## Who saw it.")]
    assert [line.strip() for line in second.strip().splitlines()] == [
        "buyer:",
        f"name:    # {MARK} FILL IN · Firm",
        "signs:",
        f"post:    # {MARK} FILL IN · Director",
        "person:",
        f"surname:    # {MARK} FILL IN · Brandt",
        f"given_name:    # {MARK} FILL IN · Sabine",
    ]
    filled = "\n".join(line.split(":")[0] + ": X" if MARK in line and "##" not in line else line
                       for line in text.splitlines())  # fmt: skip
    found = Deal.model_validate(YAML(typ="safe").load(filled))
    assert found.buyer == found.seller
    assert len(found.witnesses) == 1


def test_a_second_part_that_may_be_given_says_what_is_required_of_it(tmp_path: Path) -> None:
    text = starter(tmp_path)
    inner = "{post: Director, person: {surname: Brandt, given_name: Sabine}}"
    assert f"# agent: {{name: Firm, signs: {inner}}}    # required: name, signs" in text
    assert f"# helpers: [{inner}]    # required: post, person" in text


@pytest.mark.parametrize(("name", "lang"), KINDS_IN_LANGS)
def test_every_starter_is_a_file_with_only_gaps(name: str, lang: Lang) -> None:
    kind = KINDS[name]
    if kind.from_role:
        return  # It needs a role; the tests of the command line go through them all.
    for law in kind.laws:
        text = Starter(kind, lang, law, None, templates(), "x.yaml", "x").text()
        data = YAML(typ="safe").load(text)
        assert data["kind"] == kind.id
        brief = [line for line in text.splitlines() if ": {" in line or ": [{" in line]
        for line in brief:
            assert line.lstrip().startswith("#"), line

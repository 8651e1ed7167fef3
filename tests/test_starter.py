"""Starter files: what a part met a second time asks for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from aftersales_docs import compose, load, write
from aftersales_docs.checking import check
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.errors import DataError, Severity
from aftersales_docs.kinds import KINDS, Kind
from aftersales_docs.language import LANGS, Lang
from aftersales_docs.law import LawCode
from aftersales_docs.resources import Templates, templates
from aftersales_docs.schemas.base import StrictModel
from aftersales_docs.schemas.field_words import label_of
from aftersales_docs.schemas.parts import DocumentInput, Inflected, Person
from aftersales_docs.schemas.scalars import Line, Many
from aftersales_docs.starter import MARK, Starter, explanations
from aftersales_docs.texts.catalogue import Role, roles, section
from tests.inputs import KINDS_IN_LANGS
from tests.test_docs import made_for

FIELDS = """
_words:
  {intro: "{kind} {file}", fill_in: FILL IN, required: required, house: House., schema: "{kind}"}
DocumentInput:
  {lang: {text: L, example: en}, law: {text: L, example: de}, fonts: {text: F, example: named}}
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
    filled = "\n".join(
        line.split(":")[0] + ": X" if MARK in line and "##" not in line else line
        for line in text.splitlines()
    )
    found = Deal.model_validate(load_yaml(filled))
    assert found.buyer == found.seller
    assert len(found.witnesses) == 1


def test_a_second_part_that_may_be_given_says_what_is_required_of_it(tmp_path: Path) -> None:
    text = starter(tmp_path)
    inner = "{post: Director, person: {surname: Brandt, given_name: Sabine}}"
    assert f"# agent: {{name: Firm, signs: {inner}}}    # required: name, signs" in text
    assert f"# helpers: [{inner}]    # required: post, person" in text


class Refunded(StrictModel):
    type: Literal["refunded"]


class Retained(StrictModel):
    type: Literal["retained"]
    reason: Line


class Returned(StrictModel):
    place: Line
    deposit: Annotated[Refunded | Retained, Field(discriminator="type")] | None = None


class Loan(DocumentInput):
    kind: Literal["loan"]
    back: Returned | None = None


LOAN_FIELDS = """
_words:
  {intro: "{kind} {file}", fill_in: FILL IN, required: required, house: House., schema: "{kind}"}
DocumentInput:
  {lang: {text: L, example: en}, law: {text: L, example: de}, fonts: {text: F, example: named}}
Loan: {kind: {text: K, example: loan}, back: {text: How it came back.}}
Returned: {place: {text: P, example: Hanover}, deposit: {text: The deposit.}}
Refunded: {type: {text: T, example: refunded}}
Retained: {type: {text: T, example: retained}, reason: {text: Why., example: a dent}}
"""


def test_one_of_several_models_stays_a_comment_inside_an_option_that_is_used(
    tmp_path: Path,
) -> None:
    for name, fields in (("shared", LOAN_FIELDS), ("loan", "{}")):
        (tmp_path / "fields" / name).mkdir(parents=True)
        (tmp_path / "fields" / name / "en.yaml").write_text(fields, encoding="utf-8")
    kind = Kind("loan", dict.fromkeys(LANGS, "Loan"), Loan)
    text = Starter(kind, "en", "de", None, Templates((tmp_path,)), "loan.yaml", "x").text()
    used = re.sub(r"^# (?!#)", "", text[text.index("# back:") :], flags=re.MULTILINE)
    found = load_yaml(used)  # A field that stood twice would be refused here.
    assert found["back"] == {"place": "Hanover", "deposit": {"type": "refunded"}}
    other = re.sub(r"^  # (?!#)", "  ", used[used.rindex("# deposit:") - 2 :], flags=re.MULTILINE)
    assert load_yaml(other) == {"deposit": {"type": "retained", "reason": "a dent"}}


def test_a_kind_in_one_language_is_told_of_in_it_to_every_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, lang, fields in (("shared", "ru", "{}"), ("loan", "de", "Loan: {back: {text: R}}")):
        (tmp_path / "fields" / name).mkdir(parents=True)
        (tmp_path / "fields" / name / f"{lang}.yaml").write_text(fields, encoding="utf-8")
    kind = Kind("loan", {"de": "Leihe"}, Loan, langs=("de",))
    monkeypatch.setattr("aftersales_docs.starter.KINDS", {"loan": kind})
    assert [kind.called(lang) for lang in LANGS] == ["Leihe"] * len(LANGS)
    told = explanations(Templates((tmp_path,)), "loan", "ru")
    assert told["Loan"] == {"back": {"text": "R"}}


@pytest.mark.parametrize(("name", "lang"), KINDS_IN_LANGS)
def test_every_starter_is_a_file_with_only_gaps(name: str, lang: Lang) -> None:
    kind = KINDS[name]
    if kind.from_role:
        return  # It needs a role; the tests of the command line go through them all.
    for law in kind.laws:
        text = Starter(kind, lang, law, None, templates(), "x.yaml", "x").text()
        data = load_yaml(text)
        assert data["kind"] == kind.id
        brief = [line for line in text.splitlines() if ": {" in line or ": [{" in line]
        for line in brief:
            assert line.lstrip().startswith("#"), line


@pytest.mark.parametrize(("name", "lang"), KINDS_IN_LANGS)
def test_a_starter_tells_what_each_field_is_called(name: str, lang: Lang) -> None:
    """An input may call a field so, and a message does."""
    kind, told = KINDS[name], 0
    text = Starter(kind, lang, "de", None, templates(), "x.yaml", "x").text()
    said = " ".join(line.lstrip("# ") for line in text.splitlines())
    for field in kind.model.model_fields:
        label = label_of(kind.model, field, name, lang)
        if field in kind.foreign_fields.get("de", ()) or f" {field}:" not in said:
            continue
        assert re.search(rf"(?<!\w){re.escape(label)}(?!\w)", said), (field, label)
        told += 1
    assert told > 5


_ASKED = re.compile(rf"(\s*[a-z_]+:)\s+# {MARK} [^·]*· (.*)")


def filled(text: str) -> str:
    """A starter in which every field it asks for holds its own example."""
    lines = []
    for line in text.splitlines():
        match = _ASKED.fullmatch(line)
        # The head explains the mark and holds no field.
        assert match or MARK not in line or line.startswith("##"), line
        lines.append(f"{match[1]} {match[2]}" if match else line)
    return "\n".join([*lines, ""])


def starters() -> list[tuple[str, Lang, str, str | None]]:
    return [
        (kind.id, lang, law, role)
        for kind in KINDS.values()
        for lang in kind.langs
        for law in kind.laws
        for role in (roles(templates()) if kind.from_role else (None,))
    ]


@pytest.mark.wide
@pytest.mark.parametrize(("name", "lang", "law", "role"), starters())
def test_a_starter_filled_with_its_own_examples_becomes_a_document(
    name: str, lang: Lang, law: Literal["de", "ru"], role: str | None, tmp_path: Path
) -> None:
    chosen: Role | None = roles(templates())[role] if role else None
    text = Starter(KINDS[name], lang, law, chosen, templates(), "x.yaml").text()
    assert text.endswith("\n")
    assert "file://" not in text
    file = tmp_path / "x.yaml"
    file.write_text(filled(text), encoding="utf-8")
    errors = [str(one) for one in check(file) if one.severity is Severity.ERROR]
    assert not errors
    data = load(file)
    assert write(compose(data), "docx", data=data).startswith(b"PK")


@pytest.mark.parametrize(("name", "lang"), KINDS_IN_LANGS)
def test_what_a_starter_asks_for_beyond_the_schema_is_a_field(name: str, lang: Lang) -> None:
    kind = KINDS[name]
    if kind.from_role:
        assert not kind.asked
        return
    for law in kind.laws:
        asking = Starter(kind, lang, law, None, templates(), "x.yaml").text()
        for path in kind.asked:
            last = path.rpartition(".")[2]
            if (lang, law, last) == ("ru", "ru", "gender"):
                last = "patronymic"  # It tells the gender, and Russian letters need it.
            asked = rf"^ *{last}:( +# {MARK}.*)?$"
            assert re.search(asked, asking, re.MULTILINE), path


def test_wordings_stand_whole_with_the_ways_to_change_them(tmp_path: Path) -> None:
    role = roles(templates())["key_account_manager"]
    text = Starter(KINDS["job-description"], "de", "de", role, templates(), "x.yaml").text()
    plain = " ".join(line.strip().lstrip("#").strip() for line in text.splitlines())
    for key in role.choice["duties"]:
        words = section(templates(), "duties")[key].source("de", "de").split("{")[0]
        assert " ".join(words.split()) in plain, key
    for change in ("drop", "add", "reword", "first"):
        assert re.search(rf"^# +{change}: ", text, re.MULTILINE), change
    assert "house: house.yaml" in plain


@pytest.mark.parametrize("change", ["drop", "add", "reword", "first"])
def test_each_way_to_change_a_list_works_as_shown(change: str, tmp_path: Path) -> None:
    role = roles(templates())["key_account_manager"]
    kind = KINDS["job-description"]
    text = filled(Starter(kind, "de", "de", role, templates(), "x.yaml").text())
    part = text[text.index("# duties:") :]
    shown = re.search(rf"^# ( +{change}: .*)$", part, re.MULTILINE)
    assert shown
    file = tmp_path / "x.yaml"
    file.write_text(f"{text}\nduties:\n{shown[1]}\n", encoding="utf-8")
    assert not [one for one in check(file) if one.severity is Severity.ERROR]


# What goes with another field, as its explanation says: alone it is an error.
_GOES_WITH = {
    "kpp",  # with inn
    "replaces",  # with version
    "customer_share_percent",  # where the cost is shared
    "cost",  # another basis asks for other facts
    "reason",  # of a credit: a negative price
    "renewal_months",  # with ends
    "arbitration",  # in place of court
    "grounds",  # of a decision that does not grant all
    "bilingual",  # with the file of the second language
    "file",
    "consumer",  # under Russian law no supply contract
}
_OPTIONAL = re.compile(r"(?P<indent> *)# (?P<rest> *(?:- )?(?P<name>[a-z_]+):.*)")
_VISIBLE = re.compile(r"(?P<indent> *)(?P<name>[a-z_]+):.*")


def deeper(lines: list[str], start: int, depth: int, sign: str) -> list[int]:
    """The lines below ``start`` that stand deeper than ``depth`` behind ``sign``."""
    found = []
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() == "##" or not line.strip():
            break
        if line.lstrip().startswith("##"):
            continue
        plain = line.replace("# ", "", 1) if sign else line
        if (sign and not line.lstrip().startswith("# ")) or (
            len(plain) - len(plain.lstrip()) <= depth
        ):
            break
        found.append(number)
    return found


def with_option(lines: list[str], number: int) -> str:
    """The file with the option in line ``number`` used, in place of what is called the same."""
    match = _OPTIONAL.fullmatch(lines[number])
    assert match
    depth = len(match["indent"])
    used = [number, *deeper(lines, number, depth, "# ")]
    changed = {one: re.sub(r"# ", "", lines[one], count=1) for one in used}
    for other, line in enumerate(lines):
        same = _VISIBLE.fullmatch(line)
        if depth == 0 and same and same["name"] == match["name"] and not same["indent"]:
            changed |= dict.fromkeys([other, *deeper(lines, other, depth, "")], "")
    return "\n".join([*(changed.get(one, line) for one, line in enumerate(lines)), ""])


def kinds_under_laws() -> list[tuple[str, Lang, LawCode]]:
    return [
        (kind.id, lang, law) for kind in KINDS.values() for lang in kind.langs for law in kind.laws
    ]


@pytest.mark.wide
@pytest.mark.parametrize(("name", "lang", "law"), kinds_under_laws())
def test_each_option_of_a_starter_can_be_used_with_its_example(
    name: str, lang: Lang, law: LawCode, tmp_path: Path
) -> None:
    role = next(iter(roles(templates()).values())) if KINDS[name].from_role else None
    lines = filled(Starter(KINDS[name], lang, law, role, templates(), "x.yaml").text()).split("\n")
    options = [
        number
        for number, line in enumerate(lines)
        if (match := _OPTIONAL.fullmatch(line)) and not match["rest"].startswith((" ", "-"))
    ]
    assert options
    wrong = {}
    for number in options:
        file = tmp_path / "x.yaml"
        file.write_text(with_option(lines, number), encoding="utf-8")
        try:
            made_for(tmp_path, load_yaml(file.read_text(encoding="utf-8")))
            found = check(file)
        except DataError as error:
            found = list(error.problems)
        errors = [str(one) for one in found if one.severity is Severity.ERROR]
        option = lines[number].split("# ", 1)[1].split(":")[0]
        if errors and option not in _GOES_WITH:
            wrong[f"{number + 1}: {option}"] = errors
    assert not wrong

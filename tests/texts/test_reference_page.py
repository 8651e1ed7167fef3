"""docs/texts.md is current, whole, and its examples are texts."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from jinja2.defaults import DEFAULT_FILTERS
from ruamel.yaml import YAML
from tools.build_text_reference import PAGE, page

from aftersales_docs.document import plain
from aftersales_docs.language import CASES, LANGS, Lang
from aftersales_docs.resources import templates
from aftersales_docs.template_check.template_names import _ALWAYS
from aftersales_docs.texts.environment import environment
from aftersales_docs.texts.forms import BLOCK_OPTIONS, FORMS
from aftersales_docs.texts.parser import parse
from aftersales_docs.texts.reading import shared_pieces
from tests.texts.making import composed

TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```markdown\n(.*?)```", TEXT, re.DOTALL)
TABLE = '::: table {#t widths="1 1 1"}\nA | B | C\n---\n1 | 2 | 3\n:::\n\n'


def test_the_generated_parts_are_current() -> None:
    assert page(TEXT) == TEXT, "run 'make text-reference'"


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_are_texts(example: str) -> None:
    above = TABLE if example.startswith("::: totals") else ""
    parse("docs/texts.md", above + example, shared_pieces(templates(), "en"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_shared_piece_begins_with_what_it_is_and_its_words(lang: Lang) -> None:
    for name, path, text in shared_pieces(templates(), lang).texts:
        assert f"`@{name} " in TEXT, path
        head = text.split("\n", 1)[0]
        asked = set(re.findall(r"\$(\w+)", text.split("\n", 1)[1]))
        assert {f"{word}:" for word in asked} <= set(re.findall(r"\w+:", head)), path


def test_every_form_and_option_is_told() -> None:
    for form in FORMS.values():
        assert f"### `{form.name}`" in TEXT
    options = [one for form in FORMS.values() for one in form.options]
    for option in (*options, *(one for block in BLOCK_OPTIONS.values() for one in block)):
        assert f"`{option.name}" in TEXT


def test_every_filter_and_every_name_is_told() -> None:
    env = environment("en")
    told = set(re.findall(r"`([a-z_]+)(?:\([^`]*\))?`", TEXT))
    own = set(env.filters) - set(DEFAULT_FILTERS) - {"joinable"}
    own |= {"joined", "comma"}
    assert own - told == set()
    assert set(CASES) - told == set()
    names = {"blank", "date_blank", *_ALWAYS}
    assert {name for name in names if not re.search(rf"`{name}\b", TEXT)} == set()


def test_the_worked_example_reads_as_told(tmp_path: Path) -> None:
    (text,) = re.findall(r"```markdown text\n(.*?)```", TEXT, re.DOTALL)
    (values,) = re.findall(r"```yaml values\n(.*?)```", TEXT, re.DOTALL)
    head, body = text.split("---\n", 2)[1:]
    given = dict(YAML(typ="safe").load(values))
    given["fee"] = Decimal(given["fee"])
    document = composed(tmp_path, body, head=f"---\n{head}---\n", **given)
    lines = {
        f"{one.number} {plain(one.content)}".replace("\u00a0", " ") for one in document.clauses()
    }
    prose = TEXT.replace("\n", " ")
    told = re.findall(r"`(\d\.\d\. [^`]+)`", prose)
    assert len(told) == 2
    assert set(told) <= lines

"""The catalogues have words for all that the source says, and keep its values."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from babel.messages.catalog import Message
from tools.build_messages import LANGS, files, missing, po_path, read
from tools.message_sources import SOURCE, messages, of_source_text, unfound

from aftersales_docs.kinds.job_description import own_form
from aftersales_docs.messages.catalogue import folders
from aftersales_docs.messages.forms import FORMS
from aftersales_docs.sandbox import purposes
from aftersales_docs.schemas import problems

# The words of our own messages, which str.format fills; click's have the signs of both.
_PERCENT = re.compile(r"%\(\w+\)s")


@cache
def _entries(lang: str) -> list[Message]:
    return [one for folder in folders() for one in read(lang, folder) if one.id]


def _parts(template: str) -> list[tuple[str, str]]:
    """The names of the values in ``template``, each with how it is written."""
    return [
        (name, spec or "")
        for _, name, spec, _ in string.Formatter().parse(template)
        if name is not None
    ]


def _names(template: str) -> set[str]:
    return {name for name, _ in _parts(template)} | set(_PERCENT.findall(template))


@pytest.mark.parametrize("lang", LANGS)
def test_every_message_has_words(lang: str) -> None:
    """``make messages MESSAGES=--missing`` lists them."""
    assert [one.template for one in missing(lang)] == []


def test_the_catalogues_are_current() -> None:
    """``make messages``: nothing new is missing in them, nothing old is left, all is compiled."""
    for path, content in files():
        assert path.read_bytes() == content, f"run 'make messages': {path.name}"


@pytest.mark.parametrize("lang", LANGS)
def test_no_words_are_of_a_message_that_is_gone(lang: str) -> None:
    said = {(one.template, one.context) for one in messages()}
    held = {
        (one.id[0] if isinstance(one.id, tuple) else one.id, one.context or "")
        for one in _entries(lang)
    }
    assert sorted(held ^ said) == []
    assert "#~" not in po_path(lang).read_text("utf-8")
    assert not [one.id for one in _entries(lang) if one.fuzzy]


@pytest.mark.parametrize("lang", LANGS)
def test_values_are_the_same_in_every_language(lang: str) -> None:
    for one in _entries(lang):
        sources = one.id if isinstance(one.id, tuple) else (one.id,)
        words = one.string if isinstance(one.string, tuple) else (one.string,)
        wanted = set().union(*map(_names, sources))
        if len(words) == 1:
            assert _names(words[0]) == wanted, one.id
        for form in words:
            assert _names(form) <= wanted, one.id
        for form in words[1:]:
            assert _names(form) == _names(sources[1]), one.id


@pytest.mark.parametrize("lang", LANGS)
def test_words_that_go_by_a_number_have_all_forms(lang: str) -> None:
    for one in _entries(lang):
        if isinstance(one.id, tuple):
            assert len(one.string) == FORMS[lang], one.id
            continue
        for name, spec in _parts(one.string):
            if "|" in spec:
                assert len(spec.split("|")) == FORMS[lang], (one.id, name)
                assert all(spec.split("|")), (one.id, name)


def test_english_words_that_go_by_a_number_have_two_forms() -> None:
    for one in messages():
        for name, spec in _parts(one.template) if not one.many else ():
            if "|" in spec:
                assert len(spec.split("|")) == FORMS["en"], (one.template, name)


@pytest.mark.parametrize("lang", LANGS)
def test_blanks_and_marks_at_both_ends_stay(lang: str) -> None:
    """Words are put beside others: a blank that is lost would glue them together."""
    for one in _entries(lang):
        if isinstance(one.id, tuple):
            continue
        source, words = one.id, one.string
        assert source[: len(source) - len(source.lstrip())] == words[: -len(words.lstrip())]
        assert source[len(source.rstrip()) :] == words[len(words.rstrip()) :]
        if "." in source.strip("."):
            assert source.endswith((".", "?")) == words.endswith((".", "?")), source


@pytest.mark.parametrize("lang", LANGS)
def test_quotation_marks_are_those_of_the_language(lang: str) -> None:
    """``'name'`` is English; in German „name“, in Russian «name»."""
    for one in _entries(lang):
        if "(click)" in one.auto_comments or isinstance(one.id, tuple):
            continue
        words = re.sub(r"pip install '[^']*'|\" or '|\" oder '|\" или '", "", one.string)
        assert not re.search(r"(?<!\w)'\{?\w", words), one.string


def test_a_template_that_is_given_by_its_name_is_found() -> None:
    source = (
        "_CLOCK: str = 'at {hour}'\n"
        "worded(_CLOCK, hour=1)\n"
        "day = 'on {day}' if late else 'at once'\n"
        "worded(day, day=1)\n"
    )
    found = set(of_source_text(source))
    assert {"at {hour}", "on {day}", "at once"} <= found


# Functions that fill templates out of a table, and the table.
_TABLES: list[tuple[str, str, Any]] = [
    ("kinds/job_description/own_form.py", "form_problems", own_form._TOLD),
    ("sandbox/purposes.py", "stopped", purposes._SAID),
    ("schemas/problems.py", "_bound", problems._BOUNDS),
]
# What fills templates for all others, and tables whose templates are whole sentences.
_MACHINERY = {
    ("messages/words.py", "worded"),
    ("messages/words.py", "told"),
    ("messages/words.py", "in_context"),
    ("messages/words.py", "joined"),
    ("messages/words.py", "term"),
    ("schemas/input_words.py", "in_language"),
    ("schemas/refusal.py", "refusal"),
    *((name, function) for name, function, _ in _TABLES),
}


@pytest.mark.parametrize(("name", "function", "table"), _TABLES)
def test_templates_that_stand_in_a_table_are_found(name: str, function: str, table: Any) -> None:
    known = {one.template for one in messages()}
    told = [text for text in _texts(table) if "{" in text or " " in text]
    assert told
    assert not [text for text in told if text not in known]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield getattr(value, "template", value)
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _texts(one))
    elif isinstance(value, tuple):
        yield from (text for one in value for text in _texts(one))


def test_every_template_that_is_filled_can_be_found() -> None:
    found = {
        (path.relative_to(SOURCE).as_posix(), function)
        for path in SOURCE.rglob("*.py")
        for _, function in unfound(path.read_text(encoding="utf-8"))
    }
    assert not found - _MACHINERY


def test_a_template_that_escapes_is_told() -> None:
    source = "def f(words, late):\n    worded(words, a=1)\n    worded(_T[late], a=1)\n"
    assert [line for line, _ in unfound(source)] == [2, 3]


def test_only_examples_are_cyrillic_where_letters_are_latin() -> None:
    """English and German name Russian numbers INN and OGRN; what is quoted may be Russian."""
    quoted = re.compile(r"'[^']*'|„[^“]*“")
    # The columns of a list of staff are named in all three languages.
    columns = re.compile("Фамилия, Имя, Отчество, Должность, Табельный номер|ФИО")
    for one in _entries("de"):
        said = [one.id] if isinstance(one.id, str) else [*one.id]
        said += [one.string] if isinstance(one.string, str) else [*one.string]
        for words in said:
            bare = quoted.sub("", columns.sub("", words))
            assert not re.search(r"[а-яё]", bare, re.IGNORECASE), words

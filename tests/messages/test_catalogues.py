"""The catalogues have words for all that the source says, and keep its values."""

from __future__ import annotations

import re
import string
from functools import cache

import pytest
from babel.messages.catalog import Message
from tools.build_messages import LANGS, files, missing, po_path, read
from tools.message_sources import messages, of_source_text

from aftersales_docs.messages.forms import FORMS

# The words of our own messages, which str.format fills; click's have the signs of both.
_PERCENT = re.compile(r"%\(\w+\)s")


@cache
def _entries(lang: str) -> list[Message]:
    return [one for one in read(lang) if one.id]


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
    said = {one.template for one in messages()}
    held = {one.id[0] if isinstance(one.id, tuple) else one.id for one in _entries(lang)}
    assert held == said
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

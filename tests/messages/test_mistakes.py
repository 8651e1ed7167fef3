"""Whatever somebody mistypes is told in each language, with nothing of another one in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales_docs.checking import check
from aftersales_docs.errors import AftersalesError, Problem, Worded, worded
from aftersales_docs.messages import UI_LANGS, UiLang, said
from tests.inputs import SAMPLES
from tests.messages.mistakes import files
from tests.messages.net import strangers

# Words that stand in nearly every English sentence, and in no German or Russian one.
_ENGLISH = re.compile(r"\b(?:the|this|that|is not|are|of|with|and|or|to|Write|Add|Give)\b")
_UI = pytest.mark.parametrize("lang", ["de", "ru"])


def _found(path: Path) -> list[Problem]:
    try:
        return check(path)
    except AftersalesError as error:
        return list(error.problems)


def _of_mistakes(folder: Path) -> Iterator[Problem]:
    for number, content in enumerate(files()):
        path = folder / f"{number}.yaml"
        path.write_bytes(content)
        found = _found(path)
        assert found, content[:200]
        yield from found


def _without_values(words: str, lang: UiLang) -> str:
    """``words`` in ``lang``, with a sign in place of values that are none of our words."""
    if not isinstance(words, Worded):
        return said(words, lang)
    values = {
        name: worded("{v}", v=_without_values(value, lang)) if isinstance(value, Worded) else 7
        for name, value in words.values.items()
        if not hasattr(value, "strftime")
    }
    return said(Worded(words.template, {**words.values, **values}), lang)


@_UI
def test_no_mistake_is_told_in_english(lang: UiLang, tmp_path: Path) -> None:
    for problem in _of_mistakes(tmp_path):
        for words in (problem.message, problem.cure):
            assert not list(strangers(words)), words
            told = _without_values(words, lang)
            assert not words or told != words, words
            assert not _ENGLISH.search(told), told


def test_a_check_speaks_the_language_asked_for(tmp_path: Path) -> None:
    for number, content in enumerate(files()):
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(content)
        try:
            plain = check(path)
        except AftersalesError:
            continue
        for lang in UI_LANGS:
            told = check(path, lang=lang)
            assert [one.code for one in told] == [one.code for one in plain]
            assert [one.field for one in told] == [one.field for one in plain]
            assert [one.line() for one in check(path, lang="en")] == [str(one) for one in plain]


@pytest.mark.wide
@_UI
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_remarks_on_samples_have_words(lang: UiLang, sample: Path) -> None:
    for problem in check(sample, lang=lang):
        assert not _ENGLISH.search(re.sub(r"\([^()]*\)|„[^“]*“|«[^»]*»", "", problem.message))


def test_a_form_is_not_told_of_files() -> None:
    """No quotation marks, no lines and no indents where somebody fills in a form."""
    problems = {
        "price": [1],
        "warranty_months": "x",
        "date": "x",
    }
    data = {"kind": "claim-response", "lang": "de", "law": "de", "number": {"a": 1}}
    data |= {"date": problems["date"], "product": {"warranty_months": "x", "name": True}}
    for lang, words in (
        ("en", "quotes|indented|line"),
        ("de", "Anführung|einger|Zeile"),
        ("ru", "кавыч|отступ|строк"),
    ):
        for problem in check(data, lang=lang, medium="form"):
            assert not re.search(words, problem.cure), problem

"""Problems are a code with named values; their words are made of a template and those values."""

from __future__ import annotations

import ast
import pickle
import string

import pytest

from aftersales_docs.composing import assess
from aftersales_docs.errors import Problem, template_of, values_of, worded
from aftersales_docs.loading import load
from aftersales_docs.resources import data_root
from tests.inputs import SAMPLES

SOURCES = sorted((data_root() / "src" / "aftersales_docs").rglob("*.py"))
# What makes problems; their first words are the code.
MAKERS = {"Problem", "forbidden", "doubtful", "note"}


@pytest.mark.own_words
def test_words_know_what_they_are_made_of() -> None:
    words = worded("{count} of {what}.", count=3, what="{braces}")
    assert words == "3 of {braces}."
    again = pickle.loads(pickle.dumps(words))  # noqa: S301 (our own bytes)
    assert again.values == words.values == {"count": 3, "what": "{braces}"}
    problem = Problem("c", words, worded("Write {count}.", count=3))
    assert problem.values == {"count": 3, "what": "{braces}"}
    assert template_of(problem.message).format(**problem.values) == problem.message
    assert template_of("{plain}").format() == "{plain}"
    assert values_of("plain") == {}


def test_no_problem_is_worded_before_its_values_are_known() -> None:
    """A finished sentence could not be said in another language."""
    made = [
        (source, node)
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS
    ]
    assert len(made) > 100
    for source, node in made:
        for words in node.args[1:3]:
            assert not isinstance(words, ast.JoinedStr), (source, words.lineno)


def test_every_template_is_filled_by_its_values_alone() -> None:
    for sample in SAMPLES:
        for problem in assess(load(sample)).problems:
            for words in (problem.message, problem.cure):
                names = {name for _, name, _, _ in string.Formatter().parse(template_of(words))}
                assert names - {None} == set(values_of(words)), problem.code

"""The net under all tests tells what a test says, and nothing that a thread left behind says."""

from __future__ import annotations

import threading

import pytest

from aftersales_docs.errors import Problem
from tests.messages import net


@pytest.mark.own_words
def test_words_that_are_no_template_are_told() -> None:
    with net.spread() as strangers:
        Problem("x", "a sentence that stands nowhere in the source.")
    assert strangers == ["a sentence that stands nowhere in the source."]


@pytest.mark.own_words
def test_a_thread_that_finishes_a_problem_while_the_next_test_begins_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began, goes_on = threading.Event(), threading.Event()

    def slowly(problem: Problem, *_: object) -> Problem:
        began.set()
        goes_on.wait(10)
        return Problem(problem.code, "Worte einer anderen Sprache.")

    monkeypatch.setattr(net, "_finish", slowly)
    with net.spread() as first:
        thread = threading.Thread(
            target=Problem("x", "no table was chosen.").in_language, args=("de",)
        )
        thread.start()
        began.wait(10)
    with net.spread() as second:
        goes_on.set()
        thread.join(10)
    assert (first, second) == ([], [])

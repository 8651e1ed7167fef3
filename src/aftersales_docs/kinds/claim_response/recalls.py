"""Recalls of consumer goods by Regulation (EU) 2023/988: measures to choose from, the notice."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Problem, worded
from ...rules.free_text import plays_down_danger
from ...rules.verdict import doubtful, forbidden
from .case import Case
from .procedure import Recall


def _measures(case: Case, recall: Recall) -> Iterator[Problem]:
    if len(set(recall.measures)) < 2 and not recall.only_one_because:
        yield forbidden(
            "recall-choice",
            worded(
                (
                    "a recall offers the consumer at least two of repair, replacement and "
                    "refund, unless the others are impossible or disproportionate "
                    "({basis})."
                ),
                basis=case.cite("recall_choice"),
            ),
            "List recall.measures, or say in recall.only_one_because why there is only one.",
            "recall.measures",
        )
    offered = {remedy.type for remedy in case.model.remedies} & {"repair", "replacement", "refund"}
    if len(offered) == 1 and not offered & set(case.model.claim.demanded):
        yield doubtful(
            "recall-remedy-chosen",
            worded(
                (
                    "the letter promises a {next}, though the consumer chooses among the "
                    "measures ({basis}) and did not ask for it."
                ),
                next=next(iter(offered)),
                basis=case.cite("recall_choice"),
            ),
            "Leave remedies out until the consumer has chosen.",
            "remedies",
        )


def _content(case: Case, recall: Recall) -> Iterator[Problem]:
    notice = case.cite("recall_notice")
    if not recall.affected:
        yield doubtful(
            "recall-goods-unnamed",
            worded(
                (
                    "a recall notice says which goods are concerned: batch or serial "
                    "numbers, when, where and by whom they were sold ({notice})."
                ),
                notice=notice,
            ),
            "Add recall.affected.",
            "recall.affected",
        )
    if not recall.information:
        yield doubtful(
            "recall-contact-missing",
            worded(
                (
                    "a recall notice names a free telephone number or an interactive "
                    "online service ({notice})."
                ),
                notice=notice,
            ),
            "Add recall.information.",
            "recall.information",
        )
    yield from _safety(case, recall)


def _safety(case: Case, recall: Recall) -> Iterator[Problem]:
    """That the goods are not to be used, and what they look like."""
    notice = case.cite("recall_notice")
    if not recall.stop_use:
        yield doubtful(
            "recall-use-goes-on",
            worded(
                ("a recall notice tells consumers to stop using the goods at once ({notice})."),
                notice=notice,
            ),
            "Write stop_use: true.",
            "recall.stop_use",
        )
    if not case.model.enclosures:
        yield doubtful(
            "recall-picture-missing",
            worded(
                (
                    "a recall notice shows the goods in a picture; the letter can't "
                    "({notice}; {basis})."
                ),
                notice=notice,
                basis=case.cite("recall_notice_template"),
            ),
            "Enclose the recall notice with its picture, and name it under enclosures.",
            "enclosures",
        )


def _plain_words(case: Case, recall: Recall) -> Iterator[Problem]:
    for name in ("danger", "measure"):
        word = plays_down_danger(getattr(recall, name))
        if word:
            yield forbidden(
                "danger-played-down",
                worded(
                    (
                        "'{word}' makes a danger look smaller than it is; a recall notice does "
                        "without such words ({basis})."
                    ),
                    word=word,
                    basis=case.cite("recall_notice"),
                ),
                "Say plainly what can happen, and what to do.",
                f"recall.{name}",
            )


def recall_problems(case: Case) -> Iterator[Problem]:
    """What the Regulation has against the letter to a consumer whose goods are recalled."""
    recall = case.model.recall
    applies = case.de and case.consumer and "recall_notice" in case.law.cite("en")
    if recall is None or not applies:  # The Regulation applies since 13.12.2024.
        return
    yield from _measures(case, recall)
    yield from _content(case, recall)
    yield from _plain_words(case, recall)

"""What is to be said of a job description: days that contradict each other, who holds the post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ...errors import Problem, worded
from ...language import Lang
from ...rules.free_text import texts_at, void_word_problems
from ...rules.under_law import Judged
from ...rules.verdict import Assessment, doubtful, note
from .own_form import form_problems
from .schema import Changes, JobDescription, OwnEntry

# The sections of entries, which may be in the user's own words.
_SECTIONS: Final = (
    "knowledge",
    "guided_by",
    "tasks",
    "duties",
    "rights",
    "liability",
    "criteria",
)

# What an own liability goes on after: "is liable for:" stands above them all.
_LEADS: Final[Mapping[Lang, str]] = {"de": "haftet", "ru": "несёт", "en": "is liable"}


def assess(model: JobDescription) -> Assessment[JobDescription]:
    """The job description, with what is doubtful in it."""
    problems = (*_days(model), *_holder(model), *_free_text(model), *_new_version(model))
    return Assessment(model, problems)


def _days(model: JobDescription) -> Iterator[Problem]:
    """Nobody approves what is not written yet, or reviews it before it holds."""
    drawn_up = model.date
    approved = [
        ("approval.order.date", model.approval.order.date if model.approval.order else None),
        ("approval.date", model.approval.date),
    ]
    for field, day in approved:
        if drawn_up and day and day < drawn_up:
            yield doubtful(
                "approved-before-written",
                worded(
                    (
                        "the approval of {day:%Y-%m-%d} is older than the job description of "
                        "{drawn_up:%Y-%m-%d}."
                    ),
                    day=day,
                    drawn_up=drawn_up,
                ),
                "Compare both days.",
                field,
            )
    if model.valid_from and model.review_on and model.review_on <= model.valid_from:
        yield doubtful(
            "review-before-start",
            worded(
                (
                    "the review on {review_on:%Y-%m-%d} is not after the day from which "
                    "the job description holds, {valid_from:%Y-%m-%d}."
                ),
                review_on=model.review_on,
                valid_from=model.valid_from,
            ),
            "Compare both days.",
            "review_on",
        )


def _holder(model: JobDescription) -> Iterator[Problem]:
    """The holder is among those who acknowledge the description."""
    employees = model.acknowledgement.employees
    names = {(one.surname, one.given_name, one.patronymic) for one in employees}
    holder = model.holder
    if (
        holder
        and employees
        and (holder.surname, holder.given_name, holder.patronymic) not in names
    ):
        yield doubtful(
            "holder-acknowledges-not",
            "the holder of the post is not among those who acknowledge the job description.",
            "Leave acknowledgement.employees and acknowledgement.staff out (the holder signs), or "
            "name the holder there.",
            "acknowledgement.employees",
        )


def _new_version(model: JobDescription) -> Iterator[Problem]:
    """What an employer can't change by a new version alone."""
    if model.replaces is None:
        return
    case = Judged(model)
    if case.ru:
        yield note(
            "new-version-needs-consent",
            worded(
                "where the new version changes terms that were agreed with the employee, both "
                "have to agree in writing ({basis}); if organisational or technological "
                "conditions of work change, they are told in writing in advance ({basis2}).",
                basis=case.cite("contract_changes"),
                basis2=case.cite("organisational_changes"),
            ),
            "replaces",
        )
    elif case.de:
        yield note(
            "new-version-within-contract",
            worded(
                "a new version can change tasks only as far as the employment contract lets the "
                "employer direct them ({basis}); beyond that the employee has to agree.",
                basis=case.cite("right_of_direction"),
            ),
            "replaces",
        )


def _free_text(model: JobDescription) -> Iterator[Problem]:
    """Own entries that seem to ask of an employee what the law doesn't let be asked."""
    entries = (
        (field, f"{_LEADS[model.lang]} {text}" if field.startswith("liability") else text)
        for field, text in _own_entries(model)
    )
    texts = (*entries, *texts_at(model, "time_shares[].task"))
    yield from void_word_problems(Judged(model), texts, consumer=False, employee=True)
    by_section = (
        (section, field, text)
        for section in _SECTIONS
        for field, text in _own_entries(model, (section,))
    )
    yield from form_problems(model.lang, by_section)


def _own_entries(
    model: JobDescription, sections: Iterable[str] = _SECTIONS
) -> Iterator[tuple[str, str]]:
    """The entries in the user's own words, by field, in ``sections``."""
    for section in sections:
        chosen = getattr(model, section)
        entries, place = chosen, section
        if isinstance(chosen, Changes):
            yield from ((f"{section}.reword.{key}", text) for key, text in chosen.reword.items())
            entries, place = chosen.add, f"{section}.add"
        if isinstance(entries, tuple):
            for index, entry in enumerate(entries):
                if isinstance(entry, OwnEntry):
                    yield f"{place}[{index}].text", entry.text

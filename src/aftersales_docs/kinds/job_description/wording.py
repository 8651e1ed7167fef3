"""What a job description's text needs: the role's defaults with the user's changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import DataError, Problem, sentences, worded
from ...law import Law
from ...nearest import did_you_mean
from ...resources import Templates
from ...rules.verdict import Assessment
from ...schemas.correspondence import CURRENCY_OF
from ...schemas.parts import PostHolder, Words
from ...texts import catalogue
from ...texts.catalogue import Role, Section
from ...texts.environment import Marked
from ...texts.library import Values
from ...texts.role_names import role_called
from .employer import employer_of, leads_the_employer
from .schema import Acknowledgement, ApprovalByOrder, Employee, JobDescription, TimeShare
from .sections import SECTIONS, PrintedEntry, SectionEntries, canonical

# Posts of the catalogue that mean the head of the employer.
_HEADS = ("head_of_enterprise", "general_director")


def role_of(model: JobDescription, templates: Templates) -> Role:
    """The role that ``model`` names, by its key or by its title in any language.

    Raises:
        DataError: there is no such role; the nearest is offered.
        LibraryError: it names what the catalogue does not have.

    """
    roles = catalogue.roles(templates)
    key, offer = role_called(templates, canonical(model.role))
    if key is not None:
        return catalogue.sound(roles[key], templates)
    raise DataError(
        Problem(
            "unknown-role",
            worded("there is no role '{role}'.", role=model.role),
            sentences(offer, worded("'aftersales-docs roles' lists them all.")),
            field="role",
        )
    )


class _Defaults:
    """The role's own words in the language of one job description."""

    def __init__(self, model: JobDescription, role: Role, templates: Templates) -> None:
        self.model = model
        self.role = role
        self.templates = templates

    def wording(self, section: Section, key: str, context: Mapping[str, Any]) -> Marked:
        source = catalogue.section(self.templates, section)[key].source(
            self.model.lang, self.model.law
        )
        return Marked(catalogue.filled(source, self.model.lang, context))

    def post(self, key: str | None, context: Mapping[str, Any]) -> Words | None:
        """The name of a post: another role's title, or one of the catalogue of posts.

        The head of the employer is called as whoever approves, if that is the head.
        """
        if key is None:
            return None
        if key in _HEADS and leads_the_employer(self.model.approval.post):
            return self.model.approval.post
        roles = catalogue.roles(self.templates)
        if key in roles:
            return Words(text=roles[key].title[self.model.lang])
        posts = catalogue.section(self.templates, "posts")
        source = posts[key].source(self.model.lang, self.model.law)
        return Words(text=catalogue.filled(source, self.model.lang, context))

    def values(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """Every field that the role settles where the user left it open."""
        model, role = self.model, self.role
        reports_to = self.post(role.reports_to, context)
        appointed_by = model.appointed_by or self.post(role.appointed_by, context)
        return {
            "title": model.title or Words(text=role.title[model.lang]),
            "category": model.category or role.category,
            "reports_to": model.reports_to or (reports_to and PostHolder(post=reports_to)),
            "appointed_by": appointed_by,
            "proposal_by": model.proposal_by or self.post(role.proposal_by, context),
            "consent_by": model.consent_by or self.post(role.consent_by, context),
            "education": model.education or self.wording("education", role.education, context),
            "experience_years": model.experience_years or role.experience.years,
            "experience_field": model.experience_field
            or self.wording("experience", role.experience.field, context),
            "final_provisions": self.final_provisions(appointed_by),
            "approval": self.approval(),
            "acknowledgement": self.acknowledgement(),
        }

    def final_provisions(self, appointed_by: Words | None) -> Any:
        given = self.model.final_provisions
        if given is None or given.changed_by:
            return given
        return given.model_copy(update={"changed_by": appointed_by})

    def acknowledgement(self) -> Acknowledgement:
        """Who signs: the holder, where nobody else is named."""
        given, holder = self.model.acknowledgement, self.model.holder
        if holder is None or given.sheet or given.employees:
            return given
        signer = Employee.model_construct(**dict(holder))
        return given.model_copy(update={"employees": (signer,)})

    def approval(self) -> Any:
        """The stamp; a place for the seal is Russian custom, elsewhere only if asked for."""
        given = self.model.approval
        if isinstance(given, ApprovalByOrder) or given.seal is not None:
            return given
        return given.model_copy(update={"seal": self.model.law == "ru"})


@dataclass(frozen=True, slots=True)
class Share:
    """A line of the table of time shares; ``numbers`` refers to the duties it covers."""

    task: str
    percent: int
    numbers: Marked


def _shares(
    shares: tuple[TimeShare, ...], duties: tuple[PrintedEntry, ...]
) -> list[Share] | Problem:
    """The time shares with the numbers of their duties; a problem if one is not there."""
    slugs = [entry.slug for entry in duties]
    made: list[Share] = []
    for index, share in enumerate(shares):
        wanted = [canonical(key).replace("_", "-") for key in share.covers]
        missing = [slug for slug in wanted if slug not in slugs]
        if missing:
            return Problem(
                "duty-not-listed",
                worded("the duties of this description have no '{missing}'.", missing=missing[0]),
                did_you_mean(missing[0], slugs) or "Name a duty that is listed, or none.",
                field=f"time_shares[{index}].covers",
            )
        # A reader looks the numbers up in the list: they stand in its order.
        wanted.sort(key=slugs.index)
        numbers = ", ".join(f"[[duties-item-{slug}:number]]" for slug in wanted)
        made.append(Share(share.task, share.percent, Marked(numbers)))
    return made


def _leads(model: JobDescription, duties: tuple[PrintedEntry, ...]) -> bool:
    """Whether the post has people to lead, by what the input and its duties say."""
    place = model.place_in_organisation
    told = bool(place and (place.subordinates or place.staff)) or model.category == "manager"
    return told or any(entry.slug == "lead-subordinates" for entry in duties)


def prepare(
    assessment: Assessment[JobDescription],
    templates: Templates,
    law: Law,
    context: Mapping[str, Any],
) -> dict[str, Any]:
    """The values that a job description's text asks for.

    Raises:
        DataError: an unknown role or key, or a section of which nothing is left; all
            problems at once, each with its field.

    """
    model = assessment.case
    role = role_of(model, templates)
    problems: list[Problem] = []
    employer = employer_of(model.lang, model.organisation)
    context = Values({**context, "employer": employer})
    values = _Defaults(model, role, templates).values(context)
    for name, section in SECTIONS.items():
        resolver = SectionEntries(
            model,
            name,
            catalogue.section(templates, section),
            role.choice[section],
            employer,
        )
        values[name] = resolver.entries(context)
        problems += resolver.problems
    shares = _shares(model.time_shares, values["duties"])
    if isinstance(shares, Problem):
        problems.append(shares)
    if problems:
        raise DataError(problems)
    return values | {
        "employer": employer,
        "money_code": CURRENCY_OF[model.law],
        "time_shares": shares,
        "leads": _leads(model, values["duties"]),
    }

"""What a job description's text needs: the role's defaults with the user's changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...errors import DataError, Problem, sentences, worded
from ...law import Law
from ...nearest import did_you_mean
from ...resources import Templates
from ...rules.verdict import Assessment
from ...schemas.correspondence import CURRENCY_OF
from ...schemas.parts import PostHolder, Words
from ...texts import catalogue
from ...texts.catalogue import Role, Section, Wording
from ...texts.environment import Marked
from ...texts.inline import escape
from ...texts.library import Values
from ...texts.role_names import role_called
from .employer import Employer, employer_of, leads_the_employer
from .schema import Acknowledgement, ApprovalByOrder, Changes, JobDescription, OwnEntry, TimeShare

SECTIONS: Mapping[str, Section] = {
    "knowledge": "knowledge",
    "guided_by": "guides",
    "tasks": "tasks",
    "duties": "duties",
    "rights": "rights",
    "liability": "liabilities",
    "criteria": "criteria",
}
_ENDINGS = ".;,"


# Keys that were called otherwise before; files of that time still load.
_RENAMED = {
    "assess_vehicle_safety": "assess_product_safety",
    "inform_importer": "report_back_to_manufacturer",
}
# Posts of the catalogue that mean the head of the employer.
_HEADS = ("head_of_enterprise", "general_director")


def canonical(key: str) -> str:
    """A key as the catalogue writes it: users may write ``-`` for ``_``."""
    found = key.strip().replace("-", "_")
    return _RENAMED.get(found, found)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section as the text prints it; ``slug`` names its clause."""

    slug: str
    markdown: str


@dataclass(frozen=True, slots=True)
class _Pick:
    """A chosen entry before its wording is looked up."""

    key: str = ""
    text: str = ""


@dataclass(slots=True)
class _Section:
    """Resolves one section of one job description, noting every problem."""

    model: JobDescription
    name: str
    wordings: Mapping[str, Wording]
    defaults: tuple[str, ...]
    employer: Employer
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, message: str, cure: str, *path: str | int) -> None:
        where = self.name + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
        self.problems.append(Problem(code, message, cure, field=where))

    def known(self, key: str, *path: str | int) -> str | None:
        """The catalogue's form of ``key``, or ``None`` with a problem noted."""
        found = canonical(key)
        if found not in self.wordings:
            cure = did_you_mean(found, self.wordings) or "Give text: for words of your own."
            self.note(
                "unknown-key", worded("the catalogue has no entry '{key}'.", key=key), cure, *path
            )
            return None
        if self.model.law not in self.wordings[found].laws:
            self.note(
                "key-not-under-law",
                worded(
                    "'{key}' does not exist under the law chosen (law: {law}).",
                    key=key,
                    law=self.model.law,
                ),
                "Drop it.",
                *path,
            )
            return None
        return found

    def listed(self, key: str, picks: Mapping[str, _Pick], *path: str | int) -> str | None:
        """As :meth:`known`, and the key stands in the role's own list."""
        found = self.known(key, *path)
        if found is None or found in picks:
            return found
        cure = did_you_mean(found, picks) or "Add it with 'add'."
        self.note(
            "key-not-in-role", worded("the role's list has no '{key}'.", key=key), cure, *path
        )
        return None

    def entry(self, value: str | OwnEntry, number: int, *path: str | int) -> tuple[str, _Pick]:
        """The name and the pick of one entry as the user wrote it."""
        if isinstance(value, OwnEntry):
            key = self.known(value.key, *path, "key") if value.key else None
            return key or f"own-{number}", _Pick(key or "", value.text)
        key = self.known(value, *path)
        return key or f"unknown-{number}", _Pick(key or "")

    def put(self, picks: dict[str, _Pick], entry: tuple[str, _Pick], *path: str | int) -> None:
        name, pick = entry
        if name in picks:
            self.note(
                "key-twice",
                worded("'{name}' is listed twice.", name=name),
                "Leave one of them.",
                *path,
            )
        picks[name] = pick

    def role_picks(self) -> dict[str, _Pick]:
        fits = (key for key in self.defaults if self.model.law in self.wordings[key].laws)
        if not self.employer.charter:
            fits = (key for key in fits if key != "charter")
        return {key: _Pick(key) for key in fits}

    def listing(self, entries: tuple[str | OwnEntry, ...]) -> dict[str, _Pick]:
        picks: dict[str, _Pick] = {}
        for index, value in enumerate(entries):
            self.put(picks, self.entry(value, index + 1, index), index)
        return picks

    def changed(self, changes: Changes) -> dict[str, _Pick]:
        picks = self.role_picks()
        for key, text in changes.reword.items():
            if found := self.listed(key, picks, "reword", key):
                picks[found] = _Pick(found, text)
        for index, value in enumerate(changes.add):
            path = ("add", index)
            self.put(picks, self.entry(value, index + 1, *path), *path)
        for index, key in enumerate(changes.drop):
            if found := self.listed(key, picks, "drop", index):
                del picks[found]
        return self.ordered(picks, changes.first)

    def ordered(self, picks: dict[str, _Pick], first: tuple[str, ...]) -> dict[str, _Pick]:
        wanted = [self.listed(key, picks, "first", index) for index, key in enumerate(first)]
        front = {key: picks[key] for key in wanted if key}
        return front | {key: pick for key, pick in picks.items() if key not in front}

    def picks(self) -> dict[str, _Pick]:
        value = getattr(self.model, self.name)
        if value is False:
            return {}
        if value is None or value is True:
            return self.role_picks()
        picks = self.changed(value) if isinstance(value, Changes) else self.listing(value)
        if not picks:
            self.note("section-empty", "nothing is left of this section.", "Keep or add an entry.")
        return picks

    def entries(self, context: Mapping[str, Any]) -> tuple[Entry, ...]:
        return tuple(
            Entry(name.replace("_", "-"), self.markdown(pick, context))
            for name, pick in self.picks().items()
            if pick.key or pick.text
        )

    def opening(self, text: str) -> str:
        """German liabilities go on after a colon: 'für …', also where a user began with 'Für'."""
        goes_on = self.model.lang == "de" and self.name == "liability" and text.startswith("Für ")
        return f"f{text[1:]}" if goes_on else text

    def markdown(self, pick: _Pick, context: Mapping[str, Any]) -> str:
        if pick.text:
            return escape(self.opening(pick.text.rstrip().rstrip(_ENDINGS)))
        source = self.wordings[pick.key].source(self.model.lang, self.model.law)
        return catalogue.filled(source, self.model.lang, context)


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
        return given.model_copy(update={"employees": (holder,)})

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


def _shares(shares: tuple[TimeShare, ...], duties: tuple[Entry, ...]) -> list[Share] | Problem:
    """The time shares with the numbers of their duties; a problem if one is not there."""
    slugs = {entry.slug for entry in duties}
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
        numbers = ", ".join(f"[[duties-item-{slug}:number]]" for slug in wanted)
        made.append(Share(share.task, share.percent, Marked(numbers)))
    return made


def _leads(model: JobDescription, duties: tuple[Entry, ...]) -> bool:
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
        resolver = _Section(
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

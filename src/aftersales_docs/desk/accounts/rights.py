"""Who may see and do what: the one place that narrows every list, page, file and feed.

A right is an office, a kind and an action. What a person may not see does not exist for them:
pages answer 404, never 403, so that nothing is told by the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol, TypeVar, runtime_checkable

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Model, Q, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Cast, Concat

from ...kinds import KINDS
from ..cases.models import Case
from ..register.models import Document, Draft
from .models import EVERY_OFFICE, Person
from .roles import ROLES, Action, kinds_of

T = TypeVar("T", bound=Model)
# Whose desk cases are worked on at: the cases of an office are there for who deals with these.
CASE_KIND: Final = "claim-response"
_KNOWN: Final = "_known_rights"


@runtime_checkable
class Holder(Protocol):
    """What has rights of its own without being a person: the key of another program."""

    def held(self, action: str) -> Mapping[str, frozenset[str]]:
        """The kinds for which it has the right, by office; ``*`` stands for every office."""
        ...


User = Person | AnonymousUser | Holder


def rights_of(user: User, action: Action) -> Mapping[str, frozenset[str]]:
    """The kinds for which ``user`` has the right, by office; ``*`` stands for every office."""
    if isinstance(user, Holder):
        return user.held(action)
    if not isinstance(user, Person) or not user.is_active:
        return {}
    # Not of __dict__: a request's user is a proxy that has one of its own.
    known: dict[str, Mapping[str, frozenset[str]]] = getattr(user, _KNOWN, {})
    if action not in known:
        known[action] = _by_posts(user, action)
    return known[action]


def with_posts(user: Person) -> Person:
    """``user`` with the posts of this moment, looked up once: for who asks within one request.

    A page asks dozens of times what somebody may do. A person looked up in another way is asked
    each time, and so are posts that change meanwhile.
    """
    prefetch_related_objects([user], "posts")
    setattr(user, _KNOWN, {})
    return user


def _by_posts(user: Person, action: Action) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for post in user.posts.all():
        role = ROLES.get(post.role)
        if role is not None and action in role.actions:
            kinds = set(kinds_of(role))
            found[post.office] |= kinds & {post.kind} if post.kind else kinds
    return {office: frozenset(kinds) for office, kinds in found.items() if kinds}


def within(user: User, action: Action = "see", prefix: str = "") -> Q:
    """The condition under which a row with ``office`` and ``kind`` is the user's to act on.

    ``prefix`` leads to them: ``document__``.
    """
    wanted = Q(pk__in=[])
    for office, kinds in rights_of(user, action).items():
        one = Q(**{f"{prefix}kind__in": sorted(kinds)})
        if office != EVERY_OFFICE:
            one &= Q(**{f"{prefix}office": office})
        wanted |= one
    return wanted


def narrowed(
    rows: QuerySet[T], user: User, action: Action = "see", prefix: str = ""
) -> QuerySet[T]:
    """Of ``rows`` those that ``user`` may act on."""
    return rows.filter(within(user, action, prefix))


def visible_to(user: User) -> QuerySet[Document]:
    """The documents that ``user`` may see."""
    return narrowed(Document.objects.all(), user)


def cases_within(user: User, action: Action = "see") -> QuerySet[Case]:
    """The cases that ``user`` may act on: those of the offices whose claims they deal with."""
    offices = [office for office, kinds in rights_of(user, action).items() if CASE_KIND in kinds]
    return (
        Case.objects.all() if EVERY_OFFICE in offices else Case.objects.filter(office__in=offices)
    )


def auditable(user: User) -> Q:
    """The condition under which an entry of the audit trail is the user's to read.

    Those of documents, drafts and cases go by their office; of a draft or case that was deleted
    only who audits every office reads. What is of none of them is the house's.
    """
    if EVERY_OFFICE in rights_of(user, "audit"):
        return Q(document__isnull=True) | Q(document__in=visible_to(user))
    offices = sorted(rights_of(user, "audit"))
    drafts = _names("draft", narrowed(Draft.objects.all(), user, "audit"))
    cases = _names("case", Case.objects.filter(office__in=offices))
    own = Q(about__isnull=True) | Q(about="") | Q(about__in=drafts) | Q(about__in=cases)
    return (Q(document__isnull=True) & own) | Q(document__in=visible_to(user))


def _names(what: str, rows: QuerySet[T]) -> Any:
    """How entries name what they are about: ``draft:12``."""
    key = Cast("pk", CharField())
    return rows.annotate(name=Concat(Value(f"{what}:"), key)).order_by().values("name")


def may(user: User, action: Action, office: str, kind: str) -> bool:
    """Whether ``user`` may act on what is of that office and kind."""
    found = rights_of(user, action)
    return kind in found.get(office, ()) or kind in found.get(EVERY_OFFICE, ())


def may_with(user: User, action: Action, document: Document) -> bool:
    """Whether ``user`` may act on ``document``."""
    return may(user, action, document.office, document.kind)


def may_anywhere(user: User, action: Action) -> bool:
    """Whether ``user`` has the right for any office and kind."""
    return bool(rights_of(user, action))


def kinds_for(user: User, action: Action) -> list[str]:
    """The kinds for which ``user`` has the right in any office, in the order of all kinds."""
    found = rights_of(user, action).values()
    return [kind for kind in KINDS if any(kind in kinds for kinds in found)]


def offices_for(user: User, action: Action, known: Iterable[str]) -> list[str]:
    """Of the offices ``known`` those in which ``user`` has the right, and those named by posts."""
    found = rights_of(user, action)
    named = set(found) - {EVERY_OFFICE}
    return sorted(named | (set(known) if EVERY_OFFICE in found else set()))

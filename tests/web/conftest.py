"""A desk with people of every role in two offices, and a document of every kind in each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import DATABASE_VARIABLE, RegisterPlace
from aftersales_docs.desk.web.starting import migrated, set_up_web

set_up_web()  # Before the modules of tests import its models.

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.test import Client  # noqa: E402

from aftersales_docs.desk.accounts.models import Person, Post  # noqa: E402
from aftersales_docs.desk.accounts.roles import ROLES  # noqa: E402
from aftersales_docs.desk.register.models import Document, Draft  # noqa: E402

from .documents import drafts_in, everything_in  # noqa: E402

OWN, OTHER = "nord", "geheimrat"


@dataclass(frozen=True, slots=True)
class Desk:
    """People by role (all in ``nord``), and documents and drafts by office and kind."""

    people: dict[str, Person]
    documents: dict[tuple[str, str], Document]
    drafts: dict[tuple[str, str], Draft]

    def client(self, role: str, lang: str = "en") -> Client:
        """A browser in which that person is logged in."""
        client = Client(headers={"accept-language": lang})
        client.force_login(self.people[role])
        return client


@pytest.fixture(scope="session")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty desk, to be copied."""
    made = RegisterPlace(tmp_path_factory.mktemp("empty-desk"))
    open_register(made)
    migrated(made)
    from django.db import connection

    connection.close()
    return made.sqlite


@pytest.fixture
def register(
    tmp_path: Path, empty_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Register]:
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["testserver"])
    place = RegisterPlace(tmp_path / "data")
    place.folder.mkdir()
    shutil.copy(empty_desk, place.sqlite)
    cache.clear()
    yield open_register(place)
    from django.db import connection

    connection.close()


@pytest.fixture
def desk(register: Register) -> Desk:
    people = {}
    for role in ROLES:
        people[role] = Person.objects.create_user(f"{role}-person", password="a-long-password-1")
        Post.objects.create(person=people[role], office=OWN, role=role)
    people["nobody"] = Person.objects.create_user("nobody", password="a-long-password-1")
    documents, drafts = {}, {}
    for office in (OWN, OTHER):
        documents |= {(office, one.kind): one for one in everything_in(register, office)}
        drafts |= {(office, one.kind): one for one in drafts_in(register, office)}
    return Desk(people, documents, drafts)

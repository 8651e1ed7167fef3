"""A desk with people of every role in two offices, and a document of every kind in each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import DATABASE_VARIABLE, RegisterPlace
from aftersales_docs.desk.web.starting import set_up_web

set_up_web()  # Before the modules of tests import its models.

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.test import Client  # noqa: E402

from aftersales_docs.desk.accounts.models import Person, Post  # noqa: E402
from aftersales_docs.desk.accounts.roles import ROLES  # noqa: E402
from aftersales_docs.desk.register.models import Document, Draft  # noqa: E402
from tests import made  # noqa: E402
from tests.registers import closed, empty  # noqa: E402

from .documents import drafts_in, everything_in  # noqa: E402
from .served import Served, served  # noqa: E402

OWN, OTHER = "nord", "geheimrat"
PASSWORD = "a-long-password-1"


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


def stocked_desk() -> Path:
    """The folder of a desk with people and documents, to be copied: passwords take long."""

    def make(folder: Path) -> None:
        shutil.copytree(empty(), folder)
        register = open_register(RegisterPlace(folder))
        for role in ROLES:
            person = Person.objects.create_user(f"{role}-person", password=PASSWORD)
            Post.objects.create(person=person, office=OWN, role=role)
        Person.objects.create_user("nobody", password=PASSWORD)
        for office in (OWN, OTHER):
            list(everything_in(register, office))
            list(drafts_in(register, office))
        closed()

    return made.once("stocked-desk", make)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk that is served with documents to look at, for all tests of this process.

    Begun once, as that takes long: a test leaves what others look at as it is.
    """
    with served(tmp_path_factory.mktemp("served"), "--demo") as one:
        yield one


@pytest.fixture
def register(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Register]:
    """An open register: empty, or what ``desk`` tells of."""
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["testserver"])
    place = RegisterPlace(tmp_path / "data")
    stocked = "desk" in request.fixturenames
    shutil.copytree(stocked_desk() if stocked else empty(), place.folder)
    cache.clear()
    yield open_register(place)
    closed()


@pytest.fixture
def desk(register: Register) -> Desk:
    people = {one.username.removesuffix("-person"): one for one in Person.objects.all()}
    documents = {(one.office, one.kind): one for one in Document.objects.all()}
    drafts = {(one.office, one.kind): one for one in Draft.objects.all()}
    return Desk(people, documents, drafts)

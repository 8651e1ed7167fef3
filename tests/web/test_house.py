"""The house's templates, logo and facts: uploaded, judged, put in force, used by what is begun."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from aftersales_docs.desk.accounts.roles import ROLES
from aftersales_docs.desk.chain import entry
from aftersales_docs.desk.draft_content import fields_of, named_files
from aftersales_docs.desk.drafts import frame_of
from aftersales_docs.desk.house import facts, own_templates
from aftersales_docs.desk.house.models import MATTERS, HouseVersion
from aftersales_docs.desk.house.persons import HouseFacts
from aftersales_docs.desk.house.versions import in_force
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.persons_named import person
from aftersales_docs.desk.register.models import Draft, Event
from aftersales_docs.desk.web.forms.typed import alike
from aftersales_docs.errors import DataError
from aftersales_docs.resources import data_root

from .conftest import OWN, Desk
from .test_cases import read

WINDOW = data_root() / "samples" / "own-templates" / "word" / "letter-window.docx"
FACTS = """\
parties:
  nordwerk: {name: Nordwerk Hausgeräte GmbH, address: "Industriestraße 12, 30179 Hannover"}
people:
  vogt: {surname: Vogt, given_name: Katharina}
signatories:
  service: {post: Leiterin Kundendienst, person: {use: people.vogt}}
warranty: {machines: 24}
products:
  aqua: {name: Waschmaschine, model: Aqua 7 WM-714, warranty_months: {use: warranty.machines}}
"""


def sent(client: Client, matter: str, act: str = "upload", **given: Any) -> Any:
    return client.post(f"/house/of/{matter}/", {"act": act, **given})


def uploaded(client: Client, matter: str, name: str, content: bytes) -> Any:
    return sent(client, matter, file=SimpleUploadedFile(name, content))


def actions() -> list[str]:
    """What was done with the house's things, in order."""
    done = Event.objects.order_by("seq").values_list("action", flat=True)
    return [one for one in done if one.split("-")[0] in MATTERS]


def picture(sort: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (120, 40), "#123456").save(stream, sort)
    return stream.getvalue()


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def begun(client: Client, **given: str) -> Draft:
    """A new answer from an empty form."""
    client.post(
        "/new/", {"kind": "claim-response", "lang": "de", "law": "de", "office": OWN, **given}
    )
    return Draft.objects.latest("pk")


def test_templates_are_checked_tried_put_in_force_and_kept(desk: Desk, register: Register) -> None:
    client, writer = desk.client("administrator"), desk.client("warranty")
    refused = uploaded(client, "templates", "letter-window.docx", b"no Word file")
    assert refused.status_code == 422
    assert not HouseVersion.objects.exists()
    assert uploaded(client, "templates", WINDOW.name, WINDOW.read_bytes()).status_code == 302
    first = HouseVersion.objects.get()
    assert not first.in_force
    assert frame_of(begun(writer)).options.folder is None, "it is not in force yet"
    tried = client.get("/house/templates/1/tried/?sample=claim-response.de&format=docx")
    with zipfile.ZipFile(io.BytesIO(tried.content)) as made:
        assert "word/document.xml" in made.namelist()
    assert "attachment" in tried["Content-Disposition"]
    sent(client, "templates", "in-force", version="1")
    row = begun(writer)
    folder = frame_of(row).options.folder
    assert folder is not None
    assert (folder / "word" / WINDOW.name).read_bytes() == WINDOW.read_bytes()
    assert folder.is_relative_to(register.place.folder)
    sent(client, "templates", "out")
    assert in_force("templates") is None
    assert frame_of(begun(writer)).options.folder is None
    assert frame_of(Draft.objects.get(pk=row.pk)).options.folder == folder, "as it was begun"
    assert actions()[-3:] == ["templates-kept", "templates-in-force", "templates-out"]
    last = entry(Event.objects.filter(action="templates-in-force").latest("seq"))
    assert last["who"] == "administrator-person"
    assert last["facts"]["version"] == 1


def test_a_new_version_is_laid_over_the_one_in_force_and_earlier_ones_come_back(
    desk: Desk, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_templates, "judged", lambda _: [])
    client = desk.client("administrator")
    uploaded(client, "templates", "letter-window.docx", b"one")
    sent(client, "templates", "in-force", version="1")
    both = zipped(**{"ours/word/letter-plain.docx": b"two", "ours/house.yaml": b"colours: {}"})
    uploaded(client, "templates", "ours.zip", both)
    names = [one.path for one in HouseVersion.objects.get(number=2).files.order_by("path")]
    assert names == ["house.yaml", "word/letter-plain.docx", "word/letter-window.docx"]
    sent(client, "templates", "in-force", version="2")
    sent(client, "templates", "in-force", version="1")
    assert [one.number for one in HouseVersion.objects.filter(in_force=True)] == [1]
    page = client.get("/house/of/templates/").content.decode()
    assert "Put version 2 in force" in page
    got = client.get("/house/templates/2/files/word/letter-plain.docx")
    assert got.content == b"two"
    assert "attachment" in got["Content-Disposition"]


@pytest.mark.parametrize(
    "content",
    [
        b"PK no zip",
        zipped(**{"../word/letter.docx": b"x"}),
        zipped(**{"/etc/word/x.docx": b"x"}),
        zipped(**{"word/..\\x.docx": b"x"}),
        zipped(**{"word/run.py": b"x"}),
        zipped(**{"word/a.docx": b"0" * (21 * 2**20)}),
        zipped(**{f"word/a{number}.docx": b"x" for number in range(301)}),
    ],
    ids=["no-zip", "above", "root", "backslash", "program", "large", "many"],
)
def test_a_zip_that_is_no_folder_of_templates_is_refused(content: bytes) -> None:
    with pytest.raises(DataError):
        own_templates.files_of(content, "x.zip")


def test_what_a_system_puts_beside_templates_is_left_out() -> None:
    content = zipped(**{"a/word/x.docx": b"x", "__MACOSX/a/._x": b"", "a/.DS_Store": b""})
    assert own_templates.files_of(content, "X.ZIP") == {"word/x.docx": b"x"}


def test_there_is_a_sample_to_try_of_every_kind() -> None:
    from aftersales_docs.kinds import KINDS

    assert {one.split(".")[0] for one in own_templates.samples()} == set(KINDS)


@pytest.mark.parametrize("sort", ["PNG", "JPEG"])
def test_a_logo_is_judged_by_its_content_and_comes_into_new_letters(
    desk: Desk, register: Register, sort: str
) -> None:
    client, writer = desk.client("administrator"), desk.client("warranty")
    for content in (b"", b"GIF89a....", b"<html><script>x</script></html>", b"%PDF-1.4"):
        assert uploaded(client, "logo", "logo.png", content).status_code == 422
    assert "logo" not in str(fields_of(begun(writer)))
    uploaded(client, "logo", "logo.gif", picture(sort))
    sent(client, "logo", "in-force", version="1")
    row = begun(writer)
    name = fields_of(row)["organisation"]["logo"]["file"]
    assert name == {"PNG": "logo.png", "JPEG": "logo.jpg"}[sort]
    assert named_files(register, row)[name][:3] == picture(sort)[:3]
    shown = client.get(f"/house/logo/1/files/{name}")
    assert shown["Content-Type"] == {"PNG": "image/png", "JPEG": "image/jpeg"}[sort]
    assert "sandbox" in shown["Content-Security-Policy"]
    assert actions()[-2:] == ["logo-kept", "logo-in-force"]


def test_facts_of_the_house_fill_in_documents_and_cases(desk: Desk, register: Register) -> None:
    client, writer = desk.client("administrator"), desk.client("warranty")
    assert "house-organisation" not in writer.get("/new/").content.decode()
    assert sent(client, "facts", text=FACTS).status_code == 302
    page = client.get("/house/of/facts/")
    assert "Leiterin Kundendienst · Vogt · Katharina" in read(page)
    assert "house-organisation" in writer.get("/new/").content.decode()
    picked = {
        "house-organisation": "nordwerk",
        "house-signatory": "service",
        "house-product": "aqua",
        "house-contact": "none-there",
    }
    row = begun(writer, **picked)
    found = fields_of(row)
    assert found["organisation"]["name"] == "Nordwerk Hausgeräte GmbH"
    assert found["signatory"]["person"]["surname"] == "Vogt"
    assert alike(found["product"]["warranty_months"], 24)
    shown = writer.get(f"/drafts/{row.pk}/").content.decode()
    label = re.search(r'<label for="f-organisation-name">.*?</label>', shown)
    assert label
    assert "from the house" in label[0]
    case = writer.get("/cases/new/", picked).content.decode()
    assert 'value="Nordwerk Hausgeräte GmbH"' in case
    assert facts.path_now(register.place) is not None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [", "house.yaml"),
        ("parties: {a: {use: people.nobody}}", "people"),
        ("- one", "Something is to be put right"),
        ("", "Something is to be put right"),
        ("{}", "no facts"),
        ("a: {use: b}\nb: {use: a}", "circle"),
    ],
)
def test_wrong_facts_are_not_kept_and_stay_on_the_page(
    desk: Desk, register: Register, text: str, told: str
) -> None:
    client = desk.client("administrator")
    response = sent(client, "facts", text=text)
    assert response.status_code == 422
    assert told in read(response)
    assert not HouseVersion.objects.exists()


def test_facts_of_the_house_are_found_and_erased_with_a_person(
    desk: Desk, register: Register
) -> None:
    client, holding, who = desk.client("administrator"), HouseFacts(), person("Vogt")
    sent(client, "facts", text=FACTS)
    sent(client, "facts", text=FACTS.replace("Vogt", "Brandt").replace("vogt", "b"))
    assert [one.name for one in holding.held(register, who)] == ["house:facts:1"]
    assert [one.kept for one in holding.erased(register, who, "Clerk", dry_run=False)] == [None]
    assert [one.number for one in HouseVersion.objects.all()] == [2]
    other = person("Brandt")
    assert all(one.kept for one in holding.erased(register, other, "Clerk", dry_run=False))
    assert actions()[-1] == "facts-deleted"


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_only_an_administrator_sees_and_changes_them(
    desk: Desk, register: Register, role: str
) -> None:
    client, may = desk.client(role), role == "administrator"
    for address in (*(f"/house/of/{one}/" for one in MATTERS), "/house/retention/"):
        assert client.get(address).status_code == (200 if may else 404)
    assert sent(client, "facts", text=FACTS).status_code == (302 if may else 404)
    assert HouseVersion.objects.exists() == may
    assert client.get("/house/of/nothing/").status_code == 404


def test_terms_of_retention_are_told_with_their_sources(desk: Desk) -> None:
    page = read(desk.client("administrator", "de").get("/house/retention/"))
    assert "§ 257 Abs. 1 Nr. 2, 3, Abs. 4, 5 HGB" in page
    assert "nicht verglichen" in page

"""Files of a case: given once, kept without words about them, enclosed with its documents."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from aftersales_docs.desk.cases.files import MOST_FILES, enclose, field_for, keep
from aftersales_docs.desk.cases.life import close, delete_case, open_case
from aftersales_docs.desk.cases.models import Case, CaseFile
from aftersales_docs.desk.cases.persons import Cases
from aftersales_docs.desk.cases.sharing import draft_on
from aftersales_docs.desk.chain import entry
from aftersales_docs.desk.draft_content import fields_of, named_files
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.persons_named import person
from aftersales_docs.desk.register.models import Draft, Event
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from tests.desk.case_file import facts

from .conftest import OTHER, OWN, Desk
from .test_cases import read


def photo(colour: str = "#aa2233") -> bytes:
    stream, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Oeztuerk, bathroom"
    Image.new("RGB", (64, 48), colour).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def paper() -> bytes:
    stream, made = io.BytesIO(), pypdfium2.PdfDocument.new()
    made.new_page(200, 200)
    made.save(stream)
    return stream.getvalue()


def put_in(client: Client, case: Case, *files: tuple[str, bytes]) -> Any:
    given = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/cases/{case.pk}/files/", {"files": given})


@pytest.fixture
def case(register: Register) -> Case:
    return open_case(register, OWN, facts(), "Clerk")


def test_photos_are_given_once_and_enclosed_with_any_document(
    desk: Desk, register: Register, case: Case
) -> None:
    client = desk.client("warranty")
    done = put_in(client, case, ("Tür undicht.JPG", photo()), ("Tür undicht.png", photo("#00f")))
    assert done.status_code == 302
    first, second = case.files.order_by("pk")
    assert (first.name, second.name) == ("Tür-undicht.jpg", "Tür-undicht-2.jpg")
    assert b"Oeztuerk" in photo()
    assert b"Oeztuerk" not in bytes(first.content), "words about a picture are not kept"
    draft = draft_on(register, case, "claim-response", {}, "Clerk")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f'name="enclosed" value="{first.pk}"' in page
    chosen = {"act": "enclose", "draft": draft.pk, "enclosed": [first.pk, second.pk]}
    for _ in range(2):  # Again encloses nothing twice.
        assert client.post(f"/cases/{case.pk}/files/", chosen).status_code == 302
    row = Draft.objects.get(pk=draft.pk)
    entries = fields_of(row)["enclosures"]
    assert [one["name"] for one in entries] == ["Tür-undicht", "Tür-undicht-2"]
    assert named_files(register, row)[entries[0]["file"]] == bytes(first.content)
    client.post(f"/cases/{case.pk}/files/", {"gone": first.pk})
    assert [one.pk for one in case.files.all()] == [second.pk]
    assert len(named_files(register, Draft.objects.get(pk=draft.pk))) == 2
    rows = Event.objects.filter(action__startswith="case-file").order_by("seq")
    told = [entry(one) for one in rows]
    assert [one["action"] for one in told] == [*["case-file-kept"] * 2, "case-file-gone"]
    assert "undicht" not in str(told), "the trail names no file"
    assert "file kept on the case" in read(client.get(f"/cases/{case.pk}/"))


def test_pictures_are_shown_and_papers_handed_out(
    desk: Desk, register: Register, case: Case
) -> None:
    client, content = desk.client("warranty"), paper()
    put_in(client, case, ("a.jpg", photo()), ("b.pdf", content))
    picture, pages = case.files.order_by("pk")
    shown = client.get(f"/cases/{case.pk}/files/{picture.pk}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert "attachment" not in shown["Content-Disposition"]
    assert "sandbox" in shown["Content-Security-Policy"]
    got = client.get(f"/cases/{case.pk}/files/{pages.pk}/")
    assert got["Content-Disposition"].startswith("attachment")
    assert got.content == content
    other = open_case(register, OTHER, facts(), "Clerk")
    foreign = keep(register, other.pk, photo(), "x.jpg", "Clerk")
    for one in (other.pk, case.pk):
        assert client.get(f"/cases/{one}/files/{foreign.pk}/").status_code == 404
    gone = client.post(f"/cases/{case.pk}/files/", {"gone": foreign.pk})
    assert gone.status_code == 422
    assert CaseFile.objects.filter(pk=foreign.pk).exists()


def test_what_is_no_picture_and_no_paper_is_refused(
    desk: Desk, register: Register, case: Case
) -> None:
    client = desk.client("warranty")
    odd = (b"", b"GIF89a", b"<svg xmlns='x'/>", b"PK\3\4", b"%PDF-1.7 none", photo()[:200])
    for content in odd:
        assert put_in(client, case, ("a.jpg", content)).status_code == 422, content[:8]
    assert client.post(f"/cases/{case.pk}/files/", {}).status_code == 422
    assert not case.files.exists()
    assert put_in(desk.client("personnel"), case, ("a.jpg", photo())).status_code == 404
    close(register, case.pk, "Clerk", "done")
    assert put_in(client, case, ("a.jpg", photo())).status_code == 422


def test_a_case_keeps_so_many_files_and_they_go_with_it(register: Register, case: Case) -> None:
    row = keep(register, case.pk, photo(), "Oeztuerk-Tuer.jpg", "Clerk")
    (held,) = Cases().held(register, person("Oeztuerk"))
    assert held.files["Oeztuerk-Tuer.jpg"] == bytes(row.content)
    left = [
        CaseFile(
            case=case,
            name=f"{one}.jpg",
            media_type="image/jpeg",
            sha256="0" * 64,
            size=1,
            content=b"x",
            at="",
            who="",
        )
        for one in range(MOST_FILES - 1)
    ]
    CaseFile.objects.bulk_create(left)
    with pytest.raises(DataError):
        keep(register, case.pk, photo(), "x.jpg", "Clerk")
    delete_case(register, case.pk, "Clerk")
    assert not CaseFile.objects.exists()


def test_only_a_draft_of_the_case_that_takes_papers_gets_them(
    register: Register, case: Case
) -> None:
    row = keep(register, case.pk, photo(), "x.jpg", "Clerk")
    other = open_case(register, OWN, facts(), "Clerk")
    assert field_for("claim-response") == "enclosures"
    for kind in KINDS:
        draft = draft_on(register, other, kind, {}, "Clerk")
        with pytest.raises(DataError):
            enclose(register, case, draft, [row.pk], "Clerk")
        own = draft_on(register, case, kind, {}, "Clerk")
        if field_for(kind):
            made = enclose(register, case, own, [row.pk], "Clerk")
            assert len(named_files(register, made)) == 1
        else:
            with pytest.raises(DataError):
                enclose(register, case, own, [row.pk], "Clerk")


def test_what_a_purge_rewrites_has_the_files_of_cases() -> None:
    from aftersales_docs.desk import purging

    assert CaseFile._meta.db_table in (*purging._TABLES, *purging._COPIES)

"""The pages beside the form: pictures of what is typed, those that are new alone."""

from __future__ import annotations

import gzip
import io
import json
import re
from typing import Any

import pikepdf
import pytest
from django.test import Client

from aftersales_docs import api
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Draft
from aftersales_docs.pdf import pictures_of
from aftersales_docs.resources import data_root, templates

from .conftest import OWN, Desk
from .test_drafts import begun, form_of

SAMPLES = {
    "claim-response": "granted-repair.de.de.yaml",
    "completion-certificate": "photographs.ru.ru.yaml",
    "job-description": "warranty-engineer.ru.ru.yaml",
    "service-agreement": "full.en.de.yaml",
    "warranty-section": "house-sale-consumer.de.de.yaml",
}


def pages(client: Client, row: Draft, have: str = "", **typed: str) -> Any:
    """What the browser gets for the form with what was typed over it."""
    post = form_of(client, row) | {key.replace("__", "."): [one] for key, one in typed.items()}
    response = client.post(
        f"/drafts/{row.pk}/pages/",
        {**post, "draft-have": have},
        headers={"accept-encoding": "gzip"},
    )
    assert response.status_code == 200
    packed = response.headers.get("Content-Encoding") == "gzip"
    return json.loads(gzip.decompress(response.content) if packed else response.content)


@pytest.mark.parametrize(("kind", "sample"), SAMPLES.items())
def test_there_is_a_picture_of_each_page_of_the_pdf(kind: str, sample: str) -> None:
    data = api.load(data_root() / "samples" / kind / sample)
    tree = api.compose(data)
    found = pictures_of(tree, templates())
    assert found is not None
    with pikepdf.open(io.BytesIO(api.write(tree, "pdf", data=data))) as pdf:
        sizes = [[float(side) for side in page.mediabox[2:]] for page in pdf.pages]
    assert len(found) == len(sizes)
    for picture, (width, height) in zip(found, sizes, strict=True):
        box = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
        assert box
        assert [float(one) for one in box.groups()] == pytest.approx([width, height], abs=0.5)


def test_what_is_typed_is_shown_and_not_saved(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty"), begun(register)
    first = pages(client, row)
    assert len(first["pages"]) == 1
    assert first["new"][first["pages"][0]].startswith("<svg")
    same = pages(client, row, have=first["pages"][0])
    assert same == {"pages": first["pages"], "new": {}}
    other = pages(client, row, have=first["pages"][0], product__serial_number="WM714-0000")
    assert other["pages"] != first["pages"]
    assert list(other["new"]) == other["pages"]
    row.refresh_from_db()
    assert row.version == 1
    saved = client.post(f"/drafts/{row.pk}/pages/").json()
    assert saved["pages"] == first["pages"], "without a form it is what was saved"


def test_only_pages_that_changed_are_sent(desk: Desk, register: Register) -> None:
    row = begun(register, "service-agreement/full.de.de.yaml", "legal-person")
    client = desk.client("legal")
    first = pages(client, row)
    assert len(first["new"]) == len(set(first["pages"])) > 10
    next_ = pages(client, row, have=",".join(first["pages"]), place="Hildesheim")
    assert len(next_["new"]) == 1
    assert next_["pages"][0] in next_["new"]
    assert next_["pages"][2:] == first["pages"][2:]


def test_with_gaps_there_is_nothing_to_show(desk: Desk, register: Register) -> None:
    client, row = desk.client("warranty"), begun(register)
    assert pages(client, row, product__name="") == {"pages": None}
    page = client.get(f"/drafts/{row.pk}/").content.decode()
    assert 'id="pages"' in page
    assert "<noscript><iframe" in page, "without script there is the PDF"


def test_a_page_of_the_houses_own_is_shown_as_pdf(
    desk: Desk, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aftersales_docs.pdf.engine.own_page", lambda *_: "pdf/document.html")
    assert pages(desk.client("warranty"), begun(register)) == {"frame": True}


def test_who_may_only_read_sees_what_was_saved(desk: Desk, register: Register) -> None:
    row = begun(register)
    Draft.objects.filter(pk=row.pk).update(state="submitted")
    client = desk.client("signatory")
    typed = {"product.serial_number": "WM714-0000", "draft-version": "1"}
    shown = client.post(f"/drafts/{row.pk}/pages/", typed).json()
    assert shown["pages"] == client.post(f"/drafts/{row.pk}/pages/").json()["pages"]
    assert row.office == OWN
    assert desk.client("legal").post(f"/drafts/{row.pk}/pages/").status_code == 404

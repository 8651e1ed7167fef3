"""A table dropped in becomes documents; its columns, its failed rows, and who may see it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from xlsxwriter import Workbook

from aftersales_docs.desk.bulk.models import COLUMNS, DONE, STOPPED, WAITING, Batch, KeptColumn
from aftersales_docs.desk.chain import now
from aftersales_docs.desk.web.bulk import making
from aftersales_docs.desk.web.bulk.places import folder_of, table_of
from aftersales_docs.resources import data_root

from .conftest import OTHER, OWN, Desk

KIND = "claim-response"
SAMPLES = data_root() / "samples"


def uploads(**changed: bytes) -> dict[str, Any]:
    """The sample table as a form sends it; ``changed`` are other contents."""
    folder = SAMPLES / "batch"
    defaults = (folder / "defaults.yml").read_bytes().replace(b"../house.yaml", b"house.yaml")
    found = {
        "table": ("claims.csv", (folder / "claims.csv").read_bytes()),
        "remedies": ("claims.remedies.csv", (folder / "claims.remedies.csv").read_bytes()),
        "findings": ("claims.findings.csv", (folder / "claims.findings.csv").read_bytes()),
        "house": ("house.yaml", (SAMPLES / "house.yaml").read_bytes()),
        "defaults": ("defaults.yml", defaults),
    }
    files = {}
    for key, (name, content) in found.items():
        files[key] = io.BytesIO(changed.get(key, content))
        files[key].name = name
    return {
        "kind": KIND,
        "office": OWN,
        "table": files["table"],
        "defaults": files["defaults"],
        "more": [files[one] for one in ("remedies", "findings", "house")],
    }


def sent(client: Any, **changed: bytes) -> Batch:
    response = client.post(reverse("bulk:batches"), uploads(**changed))
    assert response.status_code == 302, response.content.decode()
    return Batch.objects.latest("pk")


def made(client: Any, batch: Batch, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """The batch after its job, which is done here instead of by the other process."""
    monkeypatch.setattr(making, "_WORKERS", 1)
    page = client.post(reverse("bulk:columns", args=[batch.pk]), {})
    assert page.status_code == 302, page.content.decode()
    batch.refresh_from_db()
    assert batch.state == WAITING
    making.make.func(batch.pk)
    batch.refresh_from_db()
    return batch


def file_of(client: Any, batch: Batch, part: str) -> bytes:
    response = client.get(reverse("bulk:file", args=[batch.pk, part]))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response.streaming_content)


def test_a_table_becomes_an_archive_and_a_print_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk.client("warranty", "de")
    batch = sent(client)
    page = client.get(reverse("bulk:batch", args=[batch.pk])).content.decode()
    assert "Kunde › Person › Nachname" in page
    batch = made(client, batch, monkeypatch)
    assert (batch.state, batch.rows, batch.ready, batch.failed) == (DONE, 3, 3, 0), batch.told
    with zipfile.ZipFile(io.BytesIO(file_of(client, batch, "documents.zip"))) as archive:
        names = archive.namelist()
    assert sorted(Path(one).suffix for one in names) == [".docx"] * 3 + [".pdf"] * 3
    assert file_of(client, batch, "print.pdf").startswith(b"%PDF")
    told = json.loads(batch.told)
    assert str(folder_of(batch)) not in json.dumps(told), "no path of the machine on the page"


def test_failed_rows_are_mended_on_the_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client = desk.client("warranty", "de")
    table = (SAMPLES / "batch" / "claims.csv").read_text("utf-8-sig")
    first = table.replace("20.11.2026", "31.02.2026", 1)
    batch = made(client, sent(client, table=first.encode("utf-8-sig")), monkeypatch)
    assert (batch.state, batch.failed) == (DONE, 1), batch.told
    page = client.get(reverse("bulk:batch", args=[batch.pk])).content.decode()
    assert "31.02.2026" in page
    name = page.partition('name="cell-')[2].partition('"')[0]
    assert b"31.02.2026" in file_of(client, batch, "errors")
    client.post(reverse("bulk:mend", args=[batch.pk]), {f"cell-{name}": "20.11.2026"})
    making.make.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.failed, json.loads(batch.told)["kept"]) == (0, 2), batch.told
    with zipfile.ZipFile(io.BytesIO(file_of(client, batch, "documents.zip"))) as archive:
        assert len(archive.namelist()) == 6, "the mended one and the other"
    assert client.get(reverse("bulk:file", args=[batch.pk, "errors"])).status_code == 404


def as_workbook(table: str) -> dict[str, Any]:
    """The sample table and its lists as the sheets of one workbook, as a form sends it."""
    found = uploads()
    stream = io.BytesIO()
    stream.name = "claims.xlsx"
    with Workbook(stream, {"in_memory": True}) as book:
        for name, text in (("claims", table), *_lists()):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(csv.reader(io.StringIO(text), delimiter=";")):
                sheet.write_row(at, 0, row)
    stream.seek(0)
    more = [one for one in found["more"] if one.name == "house.yaml"]
    return found | {"table": stream, "more": more}


def _lists() -> Iterator[tuple[str, str]]:
    for name in ("remedies", "findings"):
        yield name, (SAMPLES / "batch" / f"claims.{name}.csv").read_text("utf-8-sig")


def test_failed_rows_of_a_workbook_are_mended_in_their_columns(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its remarks stand before the columns that came in."""
    client = desk.client("warranty", "de")
    table = (SAMPLES / "batch" / "claims.csv").read_text("utf-8-sig")
    wrong = as_workbook(table.replace("20.11.2026", "31.02.2026", 1))
    assert client.post(reverse("bulk:batches"), wrong).status_code == 302
    batch = made(client, Batch.objects.latest("pk"), monkeypatch)
    assert (batch.state, batch.failed) == (DONE, 1), batch.told
    page = client.get(reverse("bulk:batch", args=[batch.pk])).content.decode()
    name = page.partition('name="cell-')[2].partition('"')[0]
    client.post(reverse("bulk:mend", args=[batch.pk]), {f"cell-{name}": "20.11.2026"})
    making.make.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.failed, batch.ready) == (0, batch.rows), batch.told


def test_columns_are_guessed_corrected_and_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk.client("warranty", "de")
    table = (SAMPLES / "batch" / "claims.csv").read_text("utf-8-sig")
    table = table.replace("Anschrift", "Wohin", 1).replace("Entscheidung", "Entscheidug", 1)
    batch = sent(client, table=table.encode("utf-8-sig"))
    page = client.get(reverse("bulk:batch", args=[batch.pk])).content.decode()
    assert 'value="Entscheidung"' in page, "a slip of the pen is guessed"
    at = table.splitlines()[0].split(";").index("Kunde › Wohin")
    address = reverse("bulk:columns", args=[batch.pk])
    wrong = client.post(address, {f"c-0-{at}": "Kunde › Anschrieft"})
    assert wrong.status_code == 422
    assert "Kunde › Anschrift" in wrong.content.decode(), "what was meant is told"
    done = client.post(address, {f"c-0-{at}": "Kunde › Anschrift"})
    assert done.status_code == 302, done.content.decode()
    making.make.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.failed) == (DONE, 0), batch.told
    kept = KeptColumn.objects.get(office=OWN, kind=KIND, listed="", head="kunde › wohin")
    assert kept.field == "claimant.address"
    again = sent(client, table=table.encode("utf-8-sig"))
    page = client.get(reverse("bulk:batch", args=[again.pk])).content.decode()
    assert page.count('value="Kunde › Anschrift"') == 2, "in the list, and in its field"


@pytest.mark.parametrize("name", ["../a.csv.exe", ".hidden.csv", "a.exe", "a;b.csv"])
def test_a_name_that_could_harm_is_refused(desk: Desk, name: str) -> None:
    client, given = desk.client("warranty"), uploads()
    given["table"].name = name
    assert client.post(reverse("bulk:batches"), given).status_code == 422
    assert not Batch.objects.exists()


def test_what_is_no_table_leaves_nothing_behind(desk: Desk, register: Any) -> None:
    client = desk.client("warranty")
    for content in (b"", b"PK\3\4 no"):
        given = uploads(table=content)
        given["table"].name = "claims.xlsx"
        assert client.post(reverse("bulk:batches"), given).status_code == 422
    assert not list((register.place.folder / "bulk").iterdir())


def test_no_row_reads_a_file_from_elsewhere(
    desk: Desk, register: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (register.place.folder / "secret.png").write_bytes(b"secret")
    client = desk.client("warranty", "en")
    table = (SAMPLES / "batch" / "claims.csv").read_text("utf-8-sig").splitlines()
    table[0] += ";enclosures[0].file;enclosures[0].title"
    at = next(i for i, line in enumerate(table) if "zwischen" in line)
    table[at] += ";../../../secret.png;Foto"
    batch = sent(client, table="\n".join(table).encode("utf-8-sig"))
    batch = made(client, batch, monkeypatch)
    assert "outside-folder" in json.loads(batch.told)["errors"], batch.told


def test_it_stops_and_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client = desk.client("warranty", "de")
    batch = sent(client)
    monkeypatch.setattr(making, "_EVERY", 0.0)
    client.post(reverse("bulk:columns", args=[batch.pk]), {})
    client.post(reverse("bulk:stop", args=[batch.pk]))
    assert client.post(reverse("bulk:delete", args=[batch.pk])).status_code == 422, "it is at work"
    making.make.func(batch.pk)
    batch.refresh_from_db()
    assert batch.state == STOPPED
    client.post(reverse("bulk:mend", args=[batch.pk]))
    making.make.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.ready) == (DONE, 3)
    folder = folder_of(batch)
    client.post(reverse("bulk:delete", args=[batch.pk]))
    assert not folder.exists()
    assert not Batch.objects.exists()


def test_old_ones_go(desk: Desk) -> None:
    client = desk.client("warranty")
    batch = sent(client)
    Batch.objects.update(made_at="2020-01-01T00:00:00.000Z")
    assert table_of(batch).is_file()
    client.post(reverse("bulk:batches"), {})
    assert not Batch.objects.exists()
    assert not folder_of(batch).exists()


def test_another_department_or_office_sees_nothing(desk: Desk) -> None:
    batch = sent(desk.client("warranty"))
    elsewhere = Batch.objects.create(
        owner=desk.people["warranty"],
        office=OTHER,
        kind=KIND,
        name="x.csv",
        folder="0" * 32,
        lang="de",
        made_at=now(),
    )
    parts = ("batch", "columns", "stop", "delete", "mend")
    for role in ("personnel", "legal", "signatory", "auditor", "administrator", "nobody"):
        client = desk.client(role)
        for one in parts:
            address = reverse(f"bulk:{one}", args=[batch.pk])
            for response in (client.get(address), client.post(address)):
                assert response.status_code in (404, 405)
        for part in ("documents.zip", "print.pdf", "errors"):
            assert client.get(reverse("bulk:file", args=[batch.pk, part])).status_code == 404
    own = desk.client("warranty")
    assert own.get(reverse("bulk:batch", args=[elsewhere.pk])).status_code == 404
    assert "x.csv" not in own.get(reverse("bulk:batches")).content.decode()
    given = uploads()
    given["office"] = OTHER
    assert own.post(reverse("bulk:batches"), given).status_code == 404
    assert Batch.objects.filter(state=COLUMNS).count() == 2


def test_an_empty_table_to_begin_with(desk: Desk) -> None:
    client = desk.client("warranty", "ru")
    got = client.get(reverse("bulk:template", args=[KIND]))
    assert got.content.startswith(b"PK")
    assert client.get(reverse("bulk:template", args=["job-description"])).status_code == 404

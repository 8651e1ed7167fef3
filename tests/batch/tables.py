"""Tables for the tests, and rows read in this process, without workers."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aftersales_docs.api import Input
from aftersales_docs.batch.heads import columns_of
from aftersales_docs.batch.job import Job, reader_of
from aftersales_docs.batch.joined import joined
from aftersales_docs.batch.mapfile import ColumnMap
from aftersales_docs.batch.tables import open_table
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from aftersales_docs.loading import load_source
from aftersales_docs.resources import data_root

HOUSE = data_root() / "samples" / "house.yaml"
CLAIM: Mapping[str, str] = {
    "lang": "de",
    "law": "de",
    "date": "2026-11-23",
    "organisation": "@parties.nordwerk_letter",
    "claimant.type": "consumer",
    "claimant.person.surname": "Brinkmann",
    "claimant.person.given_name": "Ole",
    "claimant.person.gender": "male",
    "claimant.address": "Marktplatz 9\n30880 Laatzen",
    "claim.received": "2026-11-20",
    "claim.defect": "Die Waschmaschine schleudert nicht mehr.",
    "claim.demanded": "repair",
    "product": "@products.aqua_7_sold",
    "product.purchased": "2026-01-26",
    "product.handed_over": "2026-01-30",
    "decision": "granted",
    "remedies[0].type": "repair",
    "remedies[0].by": "2026-12-04",
    "handover.how": "collect",
    "handover.date": "2026-11-26",
    "contact": "@contacts.complaints",
    "signatory": "@signatories.after_sales",
}


def claims(count: int, **fields: str) -> list[dict[str, str]]:
    """Rows of claim responses, numbered from 1; ``fields`` replace or add."""
    return [{"number": f"KD-{i:05d}", **CLAIM, **fields} for i in range(1, count + 1)]


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]], **how: Any) -> Path:
    """``rows`` as a CSV file whose heads are the fields of the first."""
    encoding = how.pop("encoding", "utf-8")
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), **how)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_jsonl(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """``rows`` as JSON Lines."""
    lines = (json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def defaults(folder: Path) -> Path:
    """Defaults that name the house file of the samples."""
    (folder / "house.yaml").write_bytes(HOUSE.read_bytes())
    path = folder / "defaults.yaml"
    path.write_text("house: house.yaml\n", encoding="utf-8")
    return path


def job(table: Path, kind: str = "claim-response", **fields: Any) -> Job:
    """A job on ``table`` with an output folder beside it."""
    fields.setdefault("output", str(table.parent / "out"))
    return Job(table, KINDS[kind], **fields)


def read(
    table: Path, kind: str = "claim-response", folder: Path | None = None, **fields: Any
) -> Iterator[Input | DataError]:
    """What comes of each row: an input, or what is wrong with it."""
    laid = (folder or table.parent) / "laid"
    laid.mkdir(exist_ok=True)
    wanted = job(table, kind, **fields)
    found = open_table(table, laid, sheet=wanted.sheet)
    columns = columns_of(wanted.kind, found, wanted.columns)
    reader = reader_of(wanted, found, columns)
    rows = joined(found, columns, laid)
    rows.refuse_strays()
    for row in rows.rows():
        filled = reader.filled(row)
        try:
            if filled.problems:
                raise DataError(filled.problems)
            yield load_source(reader.complete(filled))
        except DataError as error:
            yield reader.placed(error, filled)


def one(table: Path, **fields: Any) -> Input:
    """The input of the only row, which must be valid."""
    (found,) = read(table, **fields)
    assert not isinstance(found, DataError), found
    return found


def mapped(**fields: str | None) -> ColumnMap:
    """A map of columns."""
    return ColumnMap({head.casefold(): name for head, name in fields.items()})

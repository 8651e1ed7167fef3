"""Sales figures as a CSV file: a product, and its units in the period before and in this one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Final

from ...errors import DataError, Place, Problem, worded
from ...schemas.csv_text import delimiter_of, text_of
from ..words import bare, folded
from .rising import Sales

COLUMNS: Final = ("product", "before", "now")
_MOST_BYTES: Final = 8 * 2**20
_MOST_UNITS: Final = 10**12


def read_sales(path: Path) -> Sales:
    """The units by what tells products apart: the model as it stands in claims, or the name.

    Raises:
        DataError: a row is wrong; all at once, each with its place.

    """
    try:
        content = path.read_bytes()[: _MOST_BYTES + 1]
    except OSError as error:
        raise _wrong(path, 0, "the file can't be read.", "Name one that you may read.") from error
    if len(content) > _MOST_BYTES:
        raise _wrong(path, 0, "the file has more than 8 MB.", "Leave out what is not asked for.")
    text = text_of(content, str(path))
    return _read(text, path)


def _read(text: str, path: Path) -> Sales:
    lines = text.splitlines()
    parted = delimiter_of(lines[:1], lambda names: len(set(map(_plain, names)) & set(COLUMNS)))
    rows = csv.DictReader(io.StringIO(text), delimiter=parted)
    rows.fieldnames = [_plain(name) for name in rows.fieldnames or ()]
    if not set(COLUMNS) <= set(rows.fieldnames):
        raise _wrong(
            path,
            1,
            "the first row does not name the columns product, before and now.",
            "Write: product,before,now. Below, the model and its units in both periods.",
        )
    found: dict[str, tuple[Fraction, Fraction]] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            key, units = _row(row, path, rows.line_num)
        except DataError as error:
            problems += error.problems
            continue
        if not key:
            continue
        if key in found:
            problems += _wrong(
                path,
                rows.line_num,
                worded("'{product}' stands in two rows.", product=row["product"]),
                "Put its units into one.",
            ).problems
        found[key] = units
    if problems:
        raise DataError(problems)
    return found


def _plain(name: str | None) -> str:
    return (name or "").strip().casefold()


def _row(
    row: Mapping[str, str | None], path: Path, line: int
) -> tuple[str, tuple[Fraction, Fraction]]:
    product = (row["product"] or "").strip()
    units = list(_units(row, path, line)) if product else [Fraction(), Fraction()]
    return bare(product), (units[1], units[0])


def _units(row: Mapping[str, str | None], path: Path, line: int) -> Iterator[Fraction]:
    for name in ("before", "now"):
        given = "".join((row[name] or "").split())
        try:
            number = Decimal(given.replace(",", "."))
            if not 0 <= number <= _MOST_UNITS:
                raise InvalidOperation
        except InvalidOperation as error:
            raise _wrong(
                path,
                line,
                worded("'{given}' is no number of units.", given=given),
                "Write figures alone, such as 1250.",
            ) from error
        yield Fraction(number)


def _wrong(path: Path, line: int, message: str, cure: str) -> DataError:
    place = Place(str(path), line) if line else Place(str(path))
    return DataError(Problem("sales-figures", message, cure, place=place))


def matched(sales: Sales, products: Mapping[str, str]) -> tuple[Sales, list[str]]:
    """The units by the keys of ``products`` (names by key), and the keys that no product has."""
    by_name = {bare(name): key for key, name in products.items()}
    by_name |= {bare(folded(name)): key for key, name in products.items()}
    found: dict[str, tuple[Fraction, Fraction]] = {}
    strange = []
    for given, units in sales.items():
        key = (
            given if given in products else by_name.get(given) or by_name.get(bare(folded(given)))
        )
        if key is None:
            strange.append(given)
        else:
            found[key] = units
    return found, strange

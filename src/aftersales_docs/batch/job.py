"""What a batch is asked to do, and what its rows are made by: read once, before any work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from ..api import FORMATS, Engine, Format
from ..errors import DataError, Problem, worded
from ..kinds import Kind
from ..loading import by_name
from ..naming import NamePattern
from ..schemas.field_names import named
from ..schemas.house_file import HOUSE
from ..schemas.named_files import named_file
from ..schemas.source import Source, read_source
from .cells import Reading
from .heads import Column, Columns
from .mapfile import ColumnMap
from .rows import RowReader
from .sinks import digest
from .spool import packed
from .tables import Row, Table

__all__ = ["Job", "Prints", "default_pattern", "reader_of"]

# Fields that name a file, whose content decides on the document too.
_NAMING: Final = frozenset({"file", "logo", "staff"})
_MOST_SEEN: Final = 10_000


@dataclass(frozen=True, slots=True)
class Job:
    """One batch: the table, the kind of its rows, where the documents go, and how.

    ``output`` is a folder, or the address of a store that fsspec knows; ``state`` the folder
    in which the run remembers what is made. ``engine`` and ``scheduler`` are for work on
    several machines; ``house`` is the house file where the defaults name none.
    """

    table: Path
    kind: Kind
    output: str
    formats: tuple[Format, ...] = FORMATS
    pattern: NamePattern | None = None
    columns: ColumnMap = field(default_factory=ColumnMap)
    defaults: Path | None = None
    accepted: tuple[str, ...] = ()
    with_data: bool | None = None
    own_templates: Path | None = None
    pdf_engine: Engine | None = None
    house: Path | None = None
    house_root: Path | None = None
    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    resume: bool = False
    workers: int = 0
    archive: Path | None = None
    merged: Path | None = None
    print_order: str | None = None
    state: Path | None = None
    scheduler: str | None = None

    @property
    def is_store(self) -> bool:
        """Whether the output is an address, not a folder."""
        return "://" in self.output


def default_pattern(kind: Kind) -> NamePattern:
    """The number of the document names its file; where there is none, that of the row."""
    numbered = "number" in kind.model.model_fields
    return NamePattern.read("{number|row}" if numbered else "{row}")


def reader_of(job: Job, table: Table, columns: Columns) -> RowReader:
    """What makes the rows of ``table`` into sources.

    Raises:
        DataError: the file of defaults or the house file can't be read.

    """
    defaults: Mapping[str, Any] = {}
    house: Source | None = None
    source: Source | None = None
    if job.defaults is not None:
        source = named(by_name(read_source(str(job.defaults))), job.kind.model)
        _refuse_other_kind(source, job.kind)
        if HOUSE in source.data:
            wanted = source.data[HOUSE]
            house = read_source(named_file(source, (HOUSE,), wanted, job.house_root))
        defaults = {name: value for name, value in source.data.items() if name != HOUSE}
    if house is None and job.house is not None:
        house = read_source(str(job.house))
    facts = frozenset(house.data) if house is not None else None
    typed = table.format == "sheet"
    return RowReader(
        kind=job.kind,
        columns=columns,
        defaults=defaults,
        house=house,
        file=str(table.path),
        sheet=table.sheet,
        reading=Reading(typed, typed and table.days, facts),
        folder_of=str(table.path),
        common=source,
    )


def _refuse_other_kind(source: Source, kind: Kind) -> None:
    stated = source.data.get("kind", kind.id)
    if stated != kind.id:
        raise DataError(
            Problem(
                "other-kind",
                worded(
                    "the defaults are for '{named}', not for '{kind}'.", named=stated, kind=kind.id
                ),
                "Name the defaults of this kind, or take the line out.",
                "kind",
                source.place(("kind",)),
            )
        )


class Prints:
    """Fingerprints of rows: all that decides what is made of one, as one number.

    What all rows have in common is taken in once; a file that a row names with its content.
    """

    def __init__(self, job: Job, reader: RowReader) -> None:
        self._reader = reader
        self._folder = Path(reader.folder_of).parent
        self._seen: dict[Path, str] = {}
        common = {
            "program": _version(),
            "kind": job.kind.id,
            "formats": job.formats,
            "accepted": sorted(job.accepted),
            "with_data": job.with_data,
            "pdf_engine": job.pdf_engine,
            "templates": _folder_print(job.own_templates),
            "defaults": _plain(reader.defaults),
            "files": [*self._files_of(reader.common), *self._files_of(reader.house)],
            "words": sorted(_worded(reader.columns)),
            "house": _plain(reader.house.data) if reader.house else None,
            "reading": [reader.reading.typed, reader.reading.days],
        }
        self._common = hashlib.blake2b(json.dumps(common, default=str).encode(), digest_size=16)
        self._naming = _naming(reader.columns.main)
        self._naming_in = {one.listed: _naming(one.columns) for one in reader.columns.lists}

    def of(self, row: Row) -> str:
        """The fingerprint of a row; blank cells and the order of columns do not count."""
        columns = self._reader.columns
        told: dict[str, Any] = {
            ".".join(map(str, column.path)): packed(row.cells[column.index])
            for column in columns.main
            if column.index < len(row.cells) and not _is_blank(row.cells[column.index])
        }
        for sheet in columns.lists:
            entries = row.entries.get(sheet.listed, ())
            told[sheet.listed] = [
                [packed(cells[c.index]) if c.index < len(cells) else None for c in sheet.columns]
                for _, cells in entries
            ]
        files = [self._file(self._folder, name) for name in self._named_by(row)]
        text = json.dumps([told, files], sort_keys=True, ensure_ascii=False)
        hashed = self._common.copy()
        hashed.update(text.encode(errors="surrogatepass"))
        return hashed.hexdigest()

    def _named_by(self, row: Row) -> Iterator[Any]:
        """The files that the cells of a row and its entries name."""
        yield from (row.cells[index] for index in self._naming if index < len(row.cells))
        yield from (name for cell in row.cells for name in _named(cell))
        for listed, entries in row.entries.items():
            for _, cells in entries:
                yield from (cells[i] for i in self._naming_in[listed] if i < len(cells))

    def _files_of(self, source: Source | None) -> Iterator[str]:
        """The hashes of the files that are named in another file, beside which they lie."""
        if source is not None:
            folder = Path(source.name).parent
            yield from (self._file(folder, name) for name in _named(source.data))

    def _file(self, folder: Path, name: Any) -> str:
        """The hash of a file that a cell names; read once, however many rows name it."""
        if not isinstance(name, str) or not name.strip():
            return ""
        path = folder / name.strip()
        if path not in self._seen:
            try:
                content = path.read_bytes()
            except (OSError, ValueError):
                content = b""  # What is wrong with it is told when the row is made.
            if len(self._seen) > _MOST_SEEN:
                self._seen.clear()
            self._seen[path] = digest(content)
        return self._seen[path]


def _naming(columns: Iterable[Column]) -> tuple[int, ...]:
    """The columns that name files."""
    return tuple(column.index for column in columns if column.path[-1] in _NAMING)


def _worded(columns: Columns) -> Iterator[str]:
    """What the words of choices stand for, by column: a file of --map may change it."""
    for column in (*columns.main, *(one for sheet in columns.lists for one in sheet.columns)):
        if column.words:
            yield json.dumps([list(map(str, column.path)), sorted(column.words.items())])


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _plain(data: Any) -> str:
    return json.dumps(data, default=lambda value: getattr(value, "source_text", str(value)))


def _named(data: Any) -> Iterator[str]:
    """The files that a mapping names."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in _NAMING and isinstance(value, str):
                yield value
            else:
                yield from _named(value)
    elif isinstance(data, list):
        for value in data:
            yield from _named(value)


def _folder_print(folder: Path | None) -> str:
    if folder is None:
        return ""
    hashed = hashlib.blake2b(digest_size=16)
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        hashed.update(f"{path.relative_to(folder)}\0{digest(path.read_bytes())}\n".encode())
    return hashed.hexdigest()


def _version() -> str:
    try:
        return version("aftersales-docs")
    except PackageNotFoundError:  # pragma: no cover (a checkout that is not installed)
        return "unknown"

"""The search index: stems of a document's words, and its numbers without signs.

SQLite has FTS5 tables that hold no text (by stems, and by three characters each);
PostgreSQL a table of stems with a GIN index, and one of numbers and names with ``pg_trgm`` where
it is there. How a page is found with them stands in :mod:`.searching`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .searching import on_postgresql, on_sqlite
from .searching.conditions import Condition
from .searching.of_column import OfColumn
from .searching.on_postgresql import kind_lexeme, range_lexeme
from .words import bare, stems_of, words_in

if TYPE_CHECKING:
    from .register.models import Document

_SQLITE = (
    "CREATE VIRTUAL TABLE register_words USING fts5(stems, content='', detail='none', "
    'tokenize="unicode61 remove_diacritics 0")',
    "CREATE VIRTUAL TABLE register_marks USING fts5(marks, content='', tokenize='trigram')",
)
_POSTGRESQL = (
    "CREATE TABLE register_words (document_id bigint PRIMARY KEY REFERENCES register_document, "
    "stems tsvector NOT NULL)",
    "CREATE INDEX register_words_stems ON register_words USING gin (stems)",
)
# Names by three characters each, and the documents of a kind in order.
_SQLITE_PARTS = (
    "CREATE VIRTUAL TABLE register_names USING fts5(party, product, content='', "
    "tokenize='trigram')",
    "INSERT INTO register_names(rowid, party, product) "
    "SELECT id, party_key, product_key FROM register_document",
    "CREATE INDEX register_document_of_kind ON register_document (kind)",
)
_POSTGRESQL_PARTS = (
    "DROP INDEX IF EXISTS register_document_marks",
    "CREATE TABLE register_parts (document_id bigint PRIMARY KEY REFERENCES register_document, "
    "marks text NOT NULL, party text NOT NULL, product text NOT NULL)",
    "INSERT INTO register_parts(document_id, marks, party, product) "
    "SELECT id, marks, party_key, product_key FROM register_document",
    # An index is made faster than it is brought up to date row by row. The ranges are those of
    # ``range_lexeme``.
    "DROP INDEX register_words_stems",
    "UPDATE register_words w SET stems = w.stems || array_to_tsvector(ARRAY["
    "'§' || (d.id >> 12)::text, '§' || d.kind]) "
    "FROM register_document d WHERE d.id = w.document_id",
    _POSTGRESQL[-1],
    "CREATE INDEX register_document_days ON register_document (dated, id)",
)
# The documents of an office in order, in both databases.
_OF_OFFICE = "CREATE INDEX register_document_of_office ON register_document (office)"
_SIGNS = ("'", " & ", " | ")
# Three characters are what an index by three characters needs.
_LEAST = 3


def make(wrapper: BaseDatabaseWrapper) -> None:
    """Make the tables of the index."""
    with wrapper.cursor() as cursor:
        for statement in _SQLITE if wrapper.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)
        if wrapper.vendor == "sqlite":
            return
        try:  # Without it numbers are found all the same, by reading all of them.
            with transaction.atomic(using=wrapper.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                cursor.execute(
                    "CREATE INDEX register_document_marks ON register_document "
                    "USING gin (marks gin_trgm_ops)"
                )
        except DatabaseError:
            pass


def bring_up(wrapper: BaseDatabaseWrapper) -> None:
    """Make what this version reads besides, of the rows that are there."""
    sqlite = wrapper.vendor == "sqlite"
    with wrapper.cursor() as cursor:
        for statement in _SQLITE_PARTS if sqlite else _POSTGRESQL_PARTS:
            cursor.execute(statement)
        if sqlite:
            return
        try:
            with transaction.atomic(using=wrapper.alias):
                for column in ("marks", "party", "product"):
                    cursor.execute(
                        f"CREATE INDEX register_parts_{column} ON register_parts "
                        f"USING gin ({column} gin_trgm_ops)"
                    )
        except DatabaseError:  # There is no pg_trgm.
            pass


def add_offices(wrapper: BaseDatabaseWrapper) -> None:
    """Make the index by offices: one with few documents is not looked for in all of them."""
    with wrapper.cursor() as cursor:
        cursor.execute(_OF_OFFICE)


def add(document: Document) -> None:
    """Let a document be found by its numbers and names, in the transaction that is open."""
    names = [document.party_key, document.product_key]
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(
                "INSERT INTO register_parts(document_id, marks, party, product) "
                "VALUES (%s, %s, %s, %s)",
                [document.pk, document.marks, *names],
            )
            return
        cursor.execute(
            "INSERT INTO register_marks(rowid, marks) VALUES (%s, %s)",
            [document.pk, document.marks],
        )
        cursor.execute(
            "INSERT INTO register_names(rowid, party, product) VALUES (%s, %s, %s)",
            [document.pk, *names],
        )


def add_words(document: Document, stems: list[str]) -> None:
    """Let a document be found by its words, in the transaction that is open."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO register_words(rowid, stems) VALUES (%s, %s)",
                [document.pk, " ".join(stems)],
            )
        else:
            lexemes = [*stems, range_lexeme(document.pk), kind_lexeme(document.kind)]
            cursor.execute(
                "INSERT INTO register_words(document_id, stems) "
                "VALUES (%s, array_to_tsvector(%s))",
                [document.pk, lexemes],
            )


def stems_by_document(pks: list[int]) -> dict[int, list[str]]:
    """What the index holds of the words of documents; a table without text must be told it."""
    if connection.vendor != "sqlite" or not pks:
        return {}
    found: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.register_terms "
            "USING fts5vocab('main', 'register_words', 'instance')"
        )
        for at in range(0, len(pks), 500):
            part = pks[at : at + 500]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(
                f"SELECT DISTINCT doc, term FROM temp.register_terms WHERE doc IN ({marks})",  # noqa: S608
                part,
            )
            for pk, term in cursor.fetchall():
                found.setdefault(pk, []).append(term)
    return found


def remove(document: Document, stems: list[str]) -> None:
    """Let a document be found no more, in the transaction that is open."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            for table in ("words", "parts"):
                cursor.execute(
                    f"DELETE FROM register_{table} WHERE document_id = %s",  # noqa: S608
                    [document.pk],
                )
            return
        names = (document.party_key, document.product_key)
        for table, columns, texts in (
            ("words", "stems", (" ".join(stems),)),
            ("marks", "marks", (document.marks,)),
            ("names", "party, product", names),
        ):
            if any(texts):
                values = ", ".join(["%s"] * len(texts))
                cursor.execute(
                    f"INSERT INTO register_{table}(register_{table}, rowid, {columns}) "
                    f"VALUES('delete', %s, {values})",
                    [document.pk, *texts],
                )


Sql = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: conditions that an index answers, and those of which it knows nothing.

    ``others`` are conditions in SQL on a row, with their values.
    """

    conditions: list[Condition]
    others: list[Sql]


def asked(
    text: str, *, number: str, party: str, product: str, columns: Mapping[str, str]
) -> Asked:
    """The words of ``text``, and parts of a number (bare) and of names (folded), as conditions.

    What holds a figure is also looked for in any part of number and serial numbers. ``columns``
    are the values of kind, state and office: which of all conditions is rare, and so leads, is
    known from the index alone. One column the database finds by itself, and PostgreSQL, which
    keeps count of values, several.
    """
    tokens = list(_tokens(text))
    plain = [words for token, words in tokens if not _has_figure(token)]
    sqlite = connection.vendor == "sqlite"
    found = Asked([], [])
    if plain:
        query = _query(words for token in plain for words in token)
        found.conditions.append(_with_words(query, "" if sqlite else columns.get("kind", "")))
    for token, words in tokens:
        if _has_figure(token):
            if len(bare(token)) < _LEAST:
                found.others.append(_either(token, words))
            else:
                found.conditions.append(_numbered(bare(token), _query(words)))
    for column, part in (("marks", number), ("party", party), ("product", product)):
        if len(part) >= _LEAST and "\0" not in part:
            found.conditions.append(_part(column, part))
    named = [OfColumn(column, value) for column, value in columns.items() if value]
    if found.conditions or (sqlite and len(named) > 1):
        # They cost least to look at, so they come first.
        found.conditions[:0] = named
    return found


def _tokens(text: str) -> Iterator[tuple[str, list[str]]]:
    """What was typed between spaces, with the words in it; what holds none is left out."""
    for token in text.split():
        if words := words_in(token):
            yield token, words


def _has_figure(token: str) -> bool:
    return any(char.isdigit() for char in token)


def _query(words: Iterable[str]) -> str:
    """That all ``words`` are there, each in one of its stems; a stem is letters and figures."""
    sign, both, either = ('"', " AND ", " OR ") if connection.vendor == "sqlite" else _SIGNS
    stems = (either.join(f"{sign}{stem}{sign}" for stem in stems_of(word)) for word in words)
    return both.join(f"({one})" for one in stems)


def _with_words(query: str, kind: str = "") -> Condition:
    if connection.vendor == "sqlite":
        return on_sqlite.Matched((("register_words", query),))
    return on_postgresql.HasWords(f"{query} & '{kind_lexeme(kind)}'" if kind else query)


def _numbered(part: str, query: str) -> Condition:
    """That a number holds ``part``, or the text the words of ``query``."""
    if connection.vendor == "sqlite":
        return on_sqlite.Matched((("register_words", query), ("register_marks", f'"{part}"')))
    return on_postgresql.Either(on_postgresql.HasWords(query), _on_postgresql("marks", part))


def _part(column: str, part: str) -> Condition:
    if connection.vendor != "sqlite":
        return _on_postgresql(column, part)
    quoted = '"' + part.replace('"', '""') + '"'
    if column == "marks":
        return on_sqlite.Matched((("register_marks", quoted),))
    return on_sqlite.Matched((("register_names", f"{column} : {quoted}"),))


def _on_postgresql(column: str, part: str) -> on_postgresql.Part:
    literally = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return on_postgresql.Part(column, f"%{literally}%")


def matching(text: str) -> list[Sql]:
    """Conditions in SQL, with their values, under which a row holds all words of ``text``.

    They say what is found, however it is found: for small lists, and what the ways above are
    held to.
    """
    return [
        _either(token, words) if _has_figure(token) else _by_stems(words)
        for token, words in _tokens(text)
    ]


def _either(token: str, words: list[str]) -> Sql:
    stems, marks = _by_stems(words), part_of_marks(token)
    if connection.vendor != "sqlite":
        # Asked of each row that is come to: the list of all with a common word takes long to make.
        found = "SELECT w.stems @@ %s::tsquery FROM register_words w"
        stems = f"({found} WHERE w.document_id = register_document.id)", stems[1]
    return f"({marks[0]} OR {stems[0]})", [*marks[1], *stems[1]]


def _by_stems(words: list[str]) -> Sql:
    if connection.vendor == "sqlite":
        found = "SELECT rowid FROM register_words WHERE register_words MATCH %s"
        return f"register_document.id IN ({found})", [_query(words)]
    found = "SELECT document_id FROM register_words WHERE stems @@ %s::tsquery"
    return f"register_document.id IN ({found})", [_query(words)]


def part_of_marks(part: str) -> Sql:
    """That number or serial numbers hold ``part``, whatever signs stand between."""
    return "register_document.marks LIKE %s", [f"%{bare(part)}%"]

"""The search index: stems of a document's words, and its numbers without signs.

SQLite has two FTS5 tables that hold no text (by stems, and by three characters each);
PostgreSQL a table of stems with a GIN index, and ``pg_trgm`` on the numbers where it is there.
"""

from __future__ import annotations

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .words import bare, stems_of, words_in

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


def add_marks(document_id: int, marks: str) -> None:
    """Let a document be found by its numbers, in the transaction that is open."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO register_marks(rowid, marks) VALUES (%s, %s)", [document_id, marks]
            )


def add_words(document_id: int, stems: list[str]) -> None:
    """Let a document be found by its words, in the transaction that is open."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO register_words(rowid, stems) VALUES (%s, %s)",
                [document_id, " ".join(stems)],
            )
        else:
            cursor.execute(
                "INSERT INTO register_words(document_id, stems) "
                "VALUES (%s, array_to_tsvector(%s))",
                [document_id, stems],
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


def remove(document_id: int, marks: str, stems: list[str]) -> None:
    """Let a document be found no more, in the transaction that is open."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("DELETE FROM register_words WHERE document_id = %s", [document_id])
            return
        for table, column, text in (
            ("words", "stems", " ".join(stems)),
            ("marks", "marks", marks),
        ):
            if text:
                cursor.execute(
                    f"INSERT INTO register_{table}(register_{table}, rowid, {column}) "
                    "VALUES('delete', %s, %s)",
                    [document_id, text],
                )


def newest(text: str, before: int | None, size: int) -> list[int] | None:
    """The newest documents that hold the words of ``text`` which have no figure, by key.

    They are read from the newest backwards and no further than ``size``, where the condition of
    :func:`matching` would first collect all. ``None`` where there are no such words, or the
    database (PostgreSQL) has no way to read its index in that order.
    """
    tokens = [one for one in text.split() if not any(char.isdigit() for char in one)]
    queries = [_by_stems(words)[1][0] for words in map(words_in, tokens) if words]
    if connection.vendor != "sqlite" or not queries:
        return None
    sql = "SELECT rowid FROM register_words WHERE register_words MATCH %s"
    values: list[str | int] = [" AND ".join(queries)]
    if before is not None:
        sql += " AND rowid < %s"
        values.append(before)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY rowid DESC LIMIT %s", [*values, size])
        return [int(row[0]) for row in cursor.fetchall()]


Keys = tuple[int, int]


def matching(text: str, among: Keys | None = None) -> list[tuple[str, list[str]]]:
    """Conditions in SQL, with their values, under which a document holds all words of ``text``.

    ``among`` are the first and last key of those that are asked about; SQLite reads no more.

    What holds a figure is also looked for in any part of number and serial numbers.
    """
    found: list[tuple[str, list[str]]] = []
    for token in text.split():
        words = words_in(token)
        if not words:
            continue
        ways = [_by_stems(words, among)]
        if any(char.isdigit() for char in token):
            ways.append(part_of_marks(token, among))
        condition = " OR ".join(f"({sql})" for sql, _ in ways)
        found.append((f"({condition})", [value for _, values in ways for value in values]))
    return found


def _range(among: Keys | None) -> str:
    return f" AND rowid BETWEEN {among[0]:d} AND {among[1]:d}" if among else ""


def _by_stems(words: list[str], among: Keys | None = None) -> tuple[str, list[str]]:
    """That all ``words`` are there, each in one of its stems; a stem is letters and figures."""
    if connection.vendor == "sqlite":
        query = " AND ".join(
            "(" + " OR ".join(f'"{stem}"' for stem in stems_of(word)) + ")" for word in words
        )
        found = "SELECT rowid FROM register_words WHERE register_words MATCH %s"
        return f"id IN ({found}{_range(among)})", [query]
    query = " & ".join(
        "(" + " | ".join(f"'{stem}'" for stem in stems_of(word)) + ")" for word in words
    )
    return "id IN (SELECT document_id FROM register_words WHERE stems @@ %s::tsquery)", [query]


def part_of_marks(part: str, among: Keys | None = None) -> tuple[str, list[str]]:
    """That number or serial numbers hold ``part``, whatever signs stand between."""
    plain = bare(part)
    if connection.vendor == "sqlite" and len(plain) >= _LEAST:
        found = "SELECT rowid FROM register_marks WHERE register_marks MATCH %s"
        return f"id IN ({found}{_range(among)})", [f'"{plain}"']
    return "marks LIKE %s", [f"%{plain}%"]

"""A register filled with made documents, as many as are asked for: what searches are measured on.

Their words are those of the golden texts, about 110 stems a document; parties, products and
serial numbers are drawn. The same number gives the same stock. Nothing is rendered, and no chain
is written: only what a search reads.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from aftersales_docs.desk import index
from aftersales_docs.desk.searching.on_postgresql import kind_lexeme, range_lexeme
from aftersales_docs.desk.words import bare, folded, stems_in

ROOT = Path(__file__).parents[1]
BATCH = 5000
_SURNAMES = (
    *("Öztürk", "Müller", "Weiß", "Schäfer", "Groß", "Hartmann", "Vogt", "Lehmann", "Krüger"),
    *("Jäger", "Böhm", "Köhler", "Соловьёва", "Королёв", "Фёдорова", "Иванов", "Петрова"),
    *("Журавлёв", "Щукина", "Ершова", "Smith", "Taylor", "O'Brien", "Walker", "Hughes"),
)
_GIVEN = ("Anna", "Jürgen", "Leyla", "Søren", "Алёна", "Пётр", "Мария", "Jan", "Chloé", "Иван")
_PRODUCTS = (
    *("Waschmaschine", "Geschirrspüler", "Kühlschrank", "Wäschetrockner", "Насос", "Котёл"),
    *("Холодильник", "Стиральная_машина", "Washing_machine", "Dishwasher", "Heat_pump"),
)
_STATES = ("issued", "issued", "sent", "sent", "sent", "signed", "done", "done", "cancelled")


@dataclass(frozen=True, slots=True)
class Text:
    """The stems of a golden text, and what it is."""

    kind: str
    lang: str
    law: str
    stems: tuple[str, ...]


def texts() -> list[Text]:
    """The golden texts as stems."""
    found = []
    for path in sorted((ROOT / "tests" / "golden").glob("*/*.txt")):
        parts = path.name.split(".")
        if len(parts) == 4:
            stems = stems_in(path.read_text(encoding="utf-8"))
            found.append(Text(path.parent.name, parts[1], parts[2], tuple(stems)))
    return found


def rows(count: int) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The documents as columns of the register, each with its stems."""
    draw = random.Random(count)  # noqa: S311
    stock, day = texts(), date(2016, 1, 1)
    for at in range(1, count + 1):
        text = draw.choice(stock)
        dated = day + timedelta(days=at * 3900 // count)
        party = f"{draw.choice(_GIVEN)} {draw.choice(_SURNAMES)} {draw.randrange(20_000)}"
        model = f"{draw.choice('ABCDEFG')}{draw.randrange(100, 1000)}"
        product = f"{draw.choice(_PRODUCTS).replace('_', ' ')} {model}"
        serial = f"{model}-{draw.randrange(10**4):04}-{draw.randrange(10**6):06}"
        number = f"KD-{dated.year}/{at:07}"
        words = draw.sample(text.stems, min(110, len(text.stems)))
        moment = f"{dated.isoformat()}T08:00:00.000Z"
        yield (
            {
                "office": "nord" if at % 3 else "süd",
                "kind": text.kind,
                "number": number,
                "state": draw.choice(_STATES),
                "key": f"made:{at}",
                "lang": text.lang,
                "law": text.law,
                "dated": dated.isoformat(),
                "title": f"{text.kind} {number}",
                "party": party,
                "product": product,
                "party_key": folded(party),
                "product_key": folded(product),
                "serials": serial,
                "marks": f"{bare(number)} {bare(serial)}",
                "inputs": "x" * 1200,
                "options": "{}",
                "reserved_at": moment,
                "issued_at": moment,
            },
            list(dict.fromkeys([*words, *stems_in(f"{party} {product}")])),
        )


def fill(count: int) -> None:
    """Fill the open, empty register with ``count`` documents."""
    from django.db import transaction

    from aftersales_docs.desk.register.models import Document

    batch: list[tuple[dict[str, Any], list[str]]] = []
    for one in rows(count):
        batch.append(one)
        if len(batch) == BATCH:
            with transaction.atomic():
                _add(Document, batch)
            batch = []
    with transaction.atomic():
        _add(Document, batch)
    _settle()


def _add(model: Any, batch: list[tuple[dict[str, Any], list[str]]]) -> None:
    from django.db import connection

    first = model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    documents = [model(pk=first + at, **row) for at, (row, _) in enumerate(batch, start=1)]
    model.objects.bulk_create(documents)
    if connection.vendor != "postgresql":
        for document, (_, stems) in zip(documents, batch, strict=True):
            index.add(document)
            index.add_words(document, stems)
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO register_words(document_id, stems) VALUES (%s, array_to_tsvector(%s))",
            [
                (one.pk, [*stems, range_lexeme(one.pk), kind_lexeme(one.kind)])
                for one, (_, stems) in zip(documents, batch, strict=True)
            ],
        )
        cursor.executemany(
            "INSERT INTO register_parts(document_id, marks, party, product) "
            "VALUES (%s, %s, %s, %s)",
            [(one.pk, one.marks, one.party_key, one.product_key) for one in documents],
        )


def _settle() -> None:
    """What the databases do by themselves in the course of years."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django's own cursor is in no transaction here.
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA optimize")

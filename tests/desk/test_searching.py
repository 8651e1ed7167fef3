"""The quick ways of searching find what a plain look at every row finds, in any order of pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales_docs.desk import index, listing
from aftersales_docs.desk.listing import Filters, everything, page, selected
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document
from aftersales_docs.desk.searching import on_postgresql, walking
from aftersales_docs.desk.words import bare, folded, stems_in
from aftersales_docs.kinds import KINDS

_WORDS = ("Waschmaschine", "Mängel", "ёлка", "washing", "Größe", "Насос", "§240", "claim")
_PARTIES = ("Öztürk 7%", 'Müller "GmbH"', "Соловьёва_Анна", "O'Brien \\ Sons", "Weiß", "ÿ 12", "")
_PRODUCTS = ("Waschmaschine WM-714", "Насос Н-7", "Heat pump", "Geschirrspüler 2017", "Пылесос")
_STATES = ("issued", "sent", "cancelled")


def _stock(count: int, at: int = 0) -> None:
    """Documents of every mixture; dates go up and down, keys have gaps."""
    kinds = list(KINDS)
    with transaction.atomic():
        for number in range(at, at + count):
            mixed = number * 7919
            party, product = _PARTIES[mixed % 7], _PRODUCTS[mixed // 7 % 5]
            dated = date(2016, 1, 1) + timedelta(days=(number * 31) % 800)
            serial = f"WM{mixed % 97:03}-{number % 2017:04}"
            row = Document.objects.create(
                pk=3 * number + 1,
                office="nord" if number % 3 else "süd",
                kind=kinds[mixed // 35 % len(kinds)],
                number=f"KD-{dated.year}/{number:05}",
                state=_STATES[number % 3],
                key=f"made:{number}",
                lang="de",
                law="de",
                dated=dated.isoformat(),
                title="x",
                party=party,
                product=product,
                party_key=folded(party),
                product_key=folded(product),
                serials=serial,
                marks=f"{bare(f'KD-{dated.year}/{number:05}')} {bare(serial)}",
                inputs="{}",
                options="{}",
                reserved_at="",
                issued_at="x",
            )
            words = [word for bit, word in enumerate(_WORDS) if mixed >> bit & 3 == 0]
            index.add(row)
            index.add_words(row, stems_in(" ".join([*words, party, product])))


@pytest.fixture
def narrow(register: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A stock for which the ways of a large register are taken: small portions, narrow ranges."""
    monkeypatch.setattr(walking, "_FIRST", 5)
    monkeypatch.setattr(walking, "_MOST", 40)
    monkeypatch.setattr(walking, "_ASKED", 7)
    monkeypatch.setattr(listing, "_ROWS", (3, 7))
    monkeypatch.setattr(on_postgresql, "_NARROW", 32)
    monkeypatch.setattr(on_postgresql, "_WIDER", 2)
    monkeypatch.setattr(on_postgresql, "RANGE_BITS", 5)
    monkeypatch.setattr(on_postgresql, "_NAMED", 6)
    _stock(400)
    return register


def _part(text: str) -> st.SearchStrategy[str]:
    return st.tuples(st.integers(0, len(text)), st.integers(0, 9)).map(
        lambda cut: text[cut[0] : cut[0] + cut[1]]
    )


_TOKENS = st.one_of(
    st.sampled_from([*_WORDS, "Waschmaschinen", "насосы", "nirgends", "2017", "1", "07", "-"]),
    st.sampled_from(["KD-2017/00031", "KD2016", "WM-042", "waschmaschine", "§issued", "'x'"])
    | st.sampled_from(["%", "_", "\\", "a'b", "(", "wm714*", "NOT", "12%", '"']),
)
_FILTERS = st.builds(
    Filters,
    kind=st.sampled_from(["", "", *KINDS]),
    office=st.sampled_from(["", "", "nord", "ost"]),
    state=st.sampled_from(["", "", *_STATES]),
    party=st.just("")
    | st.sampled_from(_PARTIES).flatmap(_part)
    | st.sampled_from(["%", "_", "zzz"]),
    product=st.just("") | st.sampled_from(_PRODUCTS).flatmap(_part) | st.just("quetz"),
    number=st.just("") | st.sampled_from(["2017", "wm0", "7", "00031", "KD-2016/0000", "/"]),
    since=st.sampled_from(["", "", "2016-03-01", "2017-01-01", "2030-01-01", "no day"]),
    until=st.sampled_from(["", "", "2016-03-07", "2017-12-31", "2010-01-01"]),
    text=st.lists(_TOKENS, max_size=3).map(" ".join),
)


def test_every_way_finds_the_same_as_a_plain_look(narrow: Register) -> None:
    assert narrow

    @settings(
        max_examples=400,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(_FILTERS, st.integers(1, 60), st.none() | st.integers(1, 1300))
    def same(filters: Filters, size: int, before: int | None) -> None:
        rows = selected(filters)
        if before is not None:
            rows = rows.filter(pk__lt=before)
        wanted = list(rows.order_by("-pk").values_list("pk", flat=True)[:size])
        assert [one.pk for one in page(filters, before, size)] == wanted

    same()


_RARE = (
    Filters(text="claim", state="reserved"),
    Filters(text="claim", office="ost"),
    Filters(number="2017", state="reserved"),
    Filters(office="nord", state="reserved"),
    Filters(office="ost"),
    Filters(text="claim", until="2016-01-01"),
    Filters(until="2016-01-01"),
    Filters(since="2010-01-01", until="2016-01-01"),
    Filters(until="2010-01-01", text="claim"),
)


def test_what_few_documents_fulfil_leads(narrow: Register) -> None:
    """However many there are with the rest: they are not gone through."""
    assert narrow
    for rare in _RARE:
        with CaptureQueriesContext(connection) as asked:
            found = page(rare, None, 50)
        assert len(found) <= 1, rare
        assert len(asked.captured_queries) <= 4, rare


def test_figures_are_looked_for_in_the_rows_that_are_meant(narrow: Register) -> None:
    if narrow.place.url:
        pytest.skip("PostgreSQL reads a small table whole, whatever its indexes")
    for text in ("77 claim", "7 claim", "77", "claim 07 washing"):
        with CaptureQueriesContext(connection) as asked:
            page(Filters(text=text), None, 50)
        queries = [str(one["sql"]) for one in asked.captured_queries]
        statements = [one for one in queries if "LIKE" in one]
        assert statements
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute("EXPLAIN QUERY PLAN " + statement.replace("%", "%%"), [])
                plan = [row[3] for row in cursor.fetchall()]
                assert not any(step.startswith("SCAN register_document") for step in plan)


def test_all_pages_one_after_another_are_all(narrow: Register) -> None:
    assert narrow
    for filters in (
        Filters(text="Waschmaschine"),
        Filters(number="2017"),
        Filters(party="müller"),
    ):
        wanted = list(selected(filters).order_by("-pk"))
        assert list(everything(filters)) == wanted
        assert len(wanted) > 20


def test_a_page_of_what_one_may_see(narrow: Register) -> None:
    assert narrow
    found = page(Filters(text="Waschmaschine"), None, 20, lambda rows: rows.filter(office="süd"))
    assert len(found) == 20
    assert {one.office for one in found} == {"süd"}


def test_what_is_purged_is_found_by_no_part(narrow: Register) -> None:
    row = Document.objects.get(pk=1)
    stems = index.stems_by_document([row.pk])
    with transaction.atomic():
        index.remove(row, stems.get(row.pk, []))
        index.add(Document(pk=row.pk, marks=row.marks, party_key="", product_key=""))
    assert narrow
    asked = Filters(party="öztürk", product="Waschmaschine")
    assert row.pk not in [one.pk for one in page(asked, None, 500)]
    assert row.pk in [one.pk for one in page(Filters(number="00000"), None, 500)]


def test_the_indexes_are_there_after_all_migrations(register: Register) -> None:
    """SQLite loses those that Django does not know where a migration makes a table anew."""
    if not register.place.url:
        query = "SELECT name FROM sqlite_master WHERE type IN ('index', 'table')"
        wanted = {"register_document_of_kind", "register_names", "register_marks"}
    else:
        query = "SELECT indexname FROM pg_indexes"
        wanted = {"register_document_days", "register_words_stems", "register_parts_party"}
    wanted.add("register_document_of_office")
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert wanted <= {name for (name,) in cursor.fetchall()}

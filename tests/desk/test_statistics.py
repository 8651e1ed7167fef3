"""Statistics: what is counted, what rises beyond chance, and that nobody is named."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from aftersales_docs.api import assess, load
from aftersales_docs.desk.chain import Act
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.purging import purge
from aftersales_docs.desk.register.models import Document
from aftersales_docs.desk.statistics.counting import caught_up, facts_counted, kinds_counted
from aftersales_docs.desk.statistics.figures import Figures, Query, figures, year_to
from aftersales_docs.desk.statistics.files import FILES, plots
from aftersales_docs.desk.statistics.models import Counted
from aftersales_docs.desk.statistics.sales import read_sales
from aftersales_docs.desk.statistics.tables import as_data, tables
from aftersales_docs.desk.steps import step
from aftersales_docs.errors import DataError
from aftersales_docs.kinds import KINDS
from aftersales_docs.messages import UI_LANGS
from aftersales_docs.schemas.field_words import choices_at, label_at, owners_at

from .claims import Claim, put
from .orders import ROOT, issued, letter
from .standards import refuse_faults

Run = Callable[..., tuple[int, str, str]]
UNTIL = date(2026, 10, 31)
NOW, BEFORE = date(2026, 6, 1), date(2025, 6, 1)
QUERY = Query("claim-response", year_to(UNTIL), UNTIL)


def counted(query: Query = QUERY, **more: Any) -> Figures:
    return figures(query, Document.objects.all(), **more)


def stock() -> None:
    """Two products: claims about WM720 rise from 5 to 30, about GS300 they stay at 40."""
    claims = [Claim("WM720", BEFORE, words="pumpe undicht")] * 5 + [Claim("GS300", BEFORE)] * 40
    claims += [Claim("WM720", NOW, words="pumpe laut", days=12)] * 30
    claims += [Claim("GS300", NOW, decision="refused", words="riecht öztürk")] * 4
    claims += [Claim("GS300", NOW, decision="refused", words="riecht")] * 36
    put(claims)


@pytest.mark.parametrize("kind", kinds_counted())
def test_what_a_kind_counts_is_there_and_has_words(kind: str) -> None:
    """Every path leads to a field, and what has choices has words for them in each language."""
    counting, model = KINDS[kind].counted, KINDS[kind].model
    assert counting is not None
    paths = [counting.on, counting.answered, counting.product, *counting.choices]
    paths += [one for one in (counting.words, counting.matter) if one]
    for path in paths:
        assert owners_at(model, path.split(".")), path
    assert set(counting.again) <= set(counting.choices)
    for path in counting.choices:
        for lang in UI_LANGS:
            assert label_at(model, path.split("."), lang) != path.split(".")[-1], (path, lang)
            called = choices_at(model, path.split("."), lang)
            assert called, (path, lang)
            assert set(counting.again.get(path, ())) <= set(called), path


def test_an_answer_counts_as_what_it_says() -> None:
    sample = ROOT / "samples" / "claim-response" / "granted-repair.de.de.yaml"
    found = facts_counted(assess(load(str(sample))))
    assert found is not None
    assert (found.on, found.answered, found.due) == ("2026-11-18", "2026-11-23", "2026-12-02")
    assert found.product_key == "aqua7wm714"
    assert json.loads(found.choices)["decision"] == ["granted"]
    assert json.loads(found.choices)["remedies.type"] == ["repair", "transport"]
    assert "pumpt" in found.words.split()


@pytest.mark.wide
def test_every_sample_of_a_counted_kind_counts_and_names_nobody() -> None:
    for kind in kinds_counted():
        for path in sorted((ROOT / "samples" / kind).glob("*.yaml")):
            data = load(str(path))
            found = facts_counted(assess(data))
            assert found is not None
            assert found.on, path
            assert found.product_key, path
            person = data.model.claimant.person  # type: ignore[attr-defined]
            names = {person.surname.casefold(), person.given_name.casefold()} if person else set()
            assert not names & set(found.words.split()), path


def test_claims_are_counted_by_period_product_and_decision(register: Register) -> None:
    stock()
    found = counted()
    assert (found.claims, found.before) == (70, 45)
    assert [(one.name, one.claims, one.before) for one in found.products] == [
        ("Waschmaschine GS300", 40, 40),
        ("Waschmaschine WM720", 30, 5),
    ]
    assert dict(found.choices["decision"]) == {"refused": 40, "granted": 30}
    assert found.months == (("2026-06", 70),)
    assert (found.days.count, found.days.median, found.days.longest) == (70, 5, 12)
    assert (found.days.with_due, found.days.late, found.days.late_days) == (70, 30, 2)
    assert counted(replace(QUERY, product="wm-720")).claims == 30
    assert counted(replace(QUERY, office="nord")).claims == 0


def test_a_rise_beyond_chance_is_told_and_no_other(register: Register) -> None:
    stock()
    told = {one.name[-5:]: one.test for one in counted().products}
    wm, gs = told["WM720"], told["GS300"]
    assert wm is not None
    assert gs is not None
    assert wm.systematic
    assert not wm.by_sales
    assert not gs.systematic
    assert wm.corrected == 2 * wm.chance
    # Six times as many were sold: the same claims are no rise any more.
    sold = {"wm720": (Fraction(6000), Fraction(1000)), "gs300": (Fraction(10), Fraction(10))}
    told = {one.name[-5:]: one.test for one in counted(sales=sold).products}
    assert told["WM720"] is not None
    assert told["WM720"].by_sales
    assert not told["WM720"].systematic


def test_without_claims_before_shares_are_not_compared(register: Register) -> None:
    put([Claim("WM720", NOW)] * 30)
    assert [one.test for one in counted().products] == [None]


def test_a_matter_counts_once(register: Register) -> None:
    """Interim and final answers, and answers that refer to an earlier one, are one claim."""
    put(
        [
            Claim("A", NOW, days=3, decision="more-information", matter="m1"),
            Claim("A", NOW, days=20, matter="m1"),
            Claim("A", NOW, decision="duplicate", matter="m1"),
            Claim("A", NOW, decision="duplicate"),
            Claim("A", NOW),
            Claim("A", NOW, state="cancelled"),
            Claim("A", NOW, state="replaced"),
        ]
    )
    found = counted()
    assert (found.claims, found.interim, found.again) == (2, 1, 2)
    assert dict(found.choices["decision"]) == {"granted": 2}
    assert (found.days.longest, found.days.late) == (5, 0)


def test_words_of_few_parties_and_names_are_not_told(register: Register) -> None:
    put([Claim("A", NOW, words="geheimnis undicht", party="Öztürk")] * 9)
    assert counted().words == ()
    put([Claim("A", NOW, words=f"undichte name{at}", party=f"Name{at}") for at in range(5)])
    assert counted().words == (("undicht", 14),)


def test_names_in_the_words_of_a_claim_are_left_out(tmp_path: Path) -> None:
    said = "Frau Öztürk und Monteur Kowalski sagen, die Pumpe leckt; Vogt war da."
    claim = {"received": "2026-11-18", "defect": said, "demanded": ["repair"]}
    found = facts_counted(assess(load(str(letter(tmp_path, claim=claim, number="1")))))
    assert found is not None
    assert found.words.split() == ["sagen", "pumpe", "leckt"]
    russian = ROOT / "samples" / "claim-response" / "refund.ru.ru.yaml"
    data = load(str(russian))
    model = data.model.model_copy(
        update={
            "claim": data.model.claim.model_copy(  # type: ignore[attr-defined]
                update={"defect": "Иванов и Сидорова видели, что насос течёт."}
            )
        }
    )
    counted_as = facts_counted(assess(replace(data, model=model)))
    assert counted_as is not None
    assert counted_as.words.split() == ["видели", "насос", "течёт"]


def test_documents_of_before_are_counted_when_they_are_asked_for(
    quick: Register, tmp_path: Path
) -> None:
    document = issued(quick, letter(tmp_path)).document
    assert not Counted.objects.exists()
    assert caught_up(quick, "claim-response", 0) == 1
    assert caught_up(quick, "claim-response") == 0
    row = Counted.objects.get()
    assert (row.document_id, row.on, row.product_key) == (document.pk, "2026-11-18", "aqua7wm714")
    Counted.objects.all().delete()
    Document.objects.update(state="purged")
    assert caught_up(quick, "claim-response") == 0
    assert not Counted.objects.exists()


def test_what_is_issued_is_counted_and_what_is_purged_is_not(
    register: Register, tmp_path: Path
) -> None:
    document = issued(register, letter(tmp_path)).document
    assert Counted.objects.get().document_id == document.pk
    step(register, document, "sent", Act("x"))
    step(register, Document.objects.get(), "done", Act("x"))
    purge(register, [Document.objects.get()], date(2045, 1, 1), "x")
    assert Document.objects.get().state == "purged"
    assert not Counted.objects.exists()


@pytest.mark.parametrize("lang", UI_LANGS)
def test_the_files_say_the_same(register: Register, lang: Any) -> None:
    stock()
    found, day = counted(), date(2026, 11, 1)
    made = {name: maker(found, lang, day) for name, maker in FILES.items() if name != "pdf"}
    rows = list(csv.reader(io.StringIO(made["csv"].decode("utf-8-sig"))))
    assert ["Waschmaschine WM720", "30", "0.428571", "5", "0.111111"] in [row[:5] for row in rows]
    assert json.loads(made["json"]) == as_data(found)
    with zipfile.ZipFile(io.BytesIO(made["xlsx"])) as book:
        assert len([one for one in book.namelist() if "worksheets/" in one]) == len(
            tables(found, lang)
        )
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as book:
        text = book.read("word/document.xml").decode()
    assert "WM720" in text
    assert all("öztürk" not in content.decode("utf-8", "ignore") for content in made.values())
    assert made == {
        name: maker(found, lang, day) for name, maker in FILES.items() if name != "pdf"
    }


def test_plots_are_shapes_and_words_alone(register: Register) -> None:
    put([Claim('<script>"&\x1b', NOW)] * 3)
    drawn = plots(counted(), "en")
    assert {"products.svg", "decision.svg", "months.svg"} <= set(drawn)
    for content in drawn.values():
        root = ElementTree.fromstring(content)  # noqa: S314 (our own)
        tags = {one.tag.rpartition("}")[2] for one in root.iter()}
        assert tags <= {"svg", "title", "desc", "text", "rect"}
        assert not {"style", "href", "onload"} & {
            name for one in root.iter() for name in one.attrib
        }


SALES = "product;before;now\nWaschmaschine WM720;1000;6 000\nGS-300;10;10\nXY;1;1\n"


def test_the_command(run: Run, register: Register, tmp_path: Path) -> None:
    stock()
    days = ("--since", "2025-11-01", "--until", "2026-10-31")
    code, told, _ = run("register", "stats", *days)
    assert code == 0
    assert "Waschmaschine WM720: 30 claims, 5 before. Its share" in told
    assert "no proof of a defect" in told
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    code, told, problems = run("register", "stats", *days, "--sales", tmp_path / "sales.csv")
    assert "No product's claims rise" in told
    assert "xy" in problems
    output, folder = tmp_path / "report.csv", tmp_path / "plots"
    assert run("register", "stats", *days, "-o", output, "--plots", folder)[0] == 0
    assert output.read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "products.svg").exists()
    assert json.loads(run("register", "stats", *days, "--json")[1])["claims"] == 70
    assert run("register", "stats", *days, "-o", tmp_path / "report.txt")[0] == 2
    assert run("register", "stats", "--kind", "job-description")[0] == 1
    assert run("register", "stats", "--since", "2026-02-01", "--until", "2026-01-01")[0] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "does not name the columns"),
        ("product,before,now\nA,many,2\n", "'many' is no number"),
        ("product,before,now\nA,1,-2\n", "'-2' is no number"),
        ("product,before,now\nA-1,1,2\na 1,1,2\n", "stands in two rows"),
        ("product,before,now\nA,1\n", "'' is no number"),
    ],
)
def test_sales_figures_that_are_wrong(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_sales(path)
    assert said in str(caught.value.problems[0].message)
    assert caught.value.problems[0].place is not None


def test_open_cases_are_told(register: Register, run: Run) -> None:
    for day in ("2026-06-01", "2024-01-01"):
        run("register", "case", "new", "--set", f"claim.received={day}")
    assert counted().open_cases == 1
    assert counted(replace(QUERY, offices=("nord",))).open_cases == 0


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    query = Query("claim-response", date(2026, 3, 1), date(2026, 3, 31))
    assert query.before == (date(2026, 1, 29), date(2026, 2, 28))
    assert query.before[1] + timedelta(days=1) == query.since


@pytest.mark.slow
def test_the_report_is_pdf_ua_and_pdf_a(register: Register, tmp_path: Path) -> None:
    stock()
    paths = []
    for lang in UI_LANGS:
        paths.append(tmp_path / f"report.{lang}.pdf")
        paths[-1].write_bytes(FILES["pdf"](counted(), lang, date(2026, 11, 1)))
        assert paths[-1].read_bytes() == FILES["pdf"](counted(), lang, date(2026, 11, 1))
    refuse_faults(paths, tmp_path)


def test_what_decides_claims_is_counted_and_nothing_else() -> None:
    """A claim counts once, by its answer: a kind that decides claims must say what it counts."""
    deciding = {
        name
        for name, kind in KINDS.items()
        if {"claim", "decision"} <= set(kind.model.model_fields)
    }
    assert deciding
    assert set(kinds_counted()) == deciding

"""What a certificate says: what follows in law from the type of the work, and never more."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest

from aftersales_docs import load
from aftersales_docs.api import write
from aftersales_docs.composing import assess, composed
from aftersales_docs.document import Clause, Title, plain
from aftersales_docs.errors import DataError
from tests.inputs import LANGS, LAWS
from tests.kinds.cases import CERTIFICATE, PERSON, merged
from tests.reading import docx_lines

LINE = CERTIFICATE["lines"][0]
TIMES = {
    "demanded": "2026-11-02",
    "received": "2026-11-03",
    "ready": "2026-11-18",
    "returned": "2026-11-20",
}
SALE = {"contract_date": "2026-08-03", "handed_over": "2026-08-04"}
FREE: dict[str, Any] = {
    "cure": {"type": "cure", **SALE},
    "guarantee": {"type": "guarantee", "guarantor": "Maker"},
    "goodwill": "goodwill",
}
PAID: dict[str, Any] = {"paid": "paid", "shared": {"type": "shared", "customer_percent": 50}}
BUSINESS = {"type": "business", "company": "Firm", "post": "Head", "person": PERSON}
BY_LAW = {"ru": 22, "de": 19}


def text(changes: dict[str, Any], lang: str = "de", law: str = "de") -> str:
    line = LINE | {"vat": BY_LAW[law]}
    base = {"lang": lang, "law": law, "lines": [line], "times": TIMES, "defect_found": "Broken"}
    document = composed(assess(load(merged(CERTIFICATE, base | changes))), None)
    return "\n".join(docx_lines(write(document, "docx"))).replace("\u00a0", " ")


@pytest.mark.wide
@pytest.mark.parametrize(("lang", "law", "cost"), [*product(LANGS, LAWS, FREE)])
@pytest.mark.parametrize("result", ["accepted", "reserved", "refused"])
def test_no_law_of_works_on_what_was_owed_or_given(
    lang: str, law: str, cost: str, result: str
) -> None:
    """German 1: § 439 BGB and goodwill are no contract for works; nothing is accepted."""
    objections = {} if result == "accepted" else {"reservations": ["It is loud"]}
    acceptance = {"acceptance": {"result": result, **objections}}
    found = text({"cost": FREE[cost]} | acceptance, lang, law)
    works = r"\b6(34|34a|40|41|44)\b|\b72[0-5]\b|Abnahme|abgenommen|[Aa]cceptance|[Пп]риёмк"
    assert not re.search(works, found)


@pytest.mark.parametrize(("lang", "law", "cost"), [*product(LANGS, LAWS, {**FREE, **PAID})])
def test_a_consumer_gives_nothing_up(lang: str, law: str, cost: str) -> None:
    """German 1, 19; Russian 5: no waiver, and nothing 'in full' that nobody checked."""
    found = text({"cost": {**FREE, **PAID}[cost], "acceptance": {}}, lang, law)
    waivers = (
        r"nichts einzuwenden|Einwendung|vollständig und|keine Ansprüche|no claims|in full|"
        r"претензий|полностью|в срок"
    )
    assert not re.search(waivers, found)


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("de", "Güte und der Rechtzeitigkeit"),
        ("en", "quality or timing"),
        ("ru", "качеству и срокам"),
    ],
)
def test_a_business_may_say_that_it_has_no_claims(lang: str, word: str) -> None:
    """L4: what the program knows to be late is left out of it."""
    data = {"customer": BUSINESS, "acceptance": {"no_claims": True}}
    assert word in text(data, lang, "ru")
    late = text(data | {"times": TIMES | {"agreed": "2026-11-17"}}, lang, "ru")
    assert word not in late
    assert word.split(maxsplit=1)[0] in late


@pytest.mark.parametrize(
    ("lang", "word"),
    [("de", "vereinbarten Termin"), ("en", "agreed date"), ("ru", "согласованный срок")],
)
def test_timely_only_what_is_known_to_be_timely(lang: str, word: str) -> None:
    """Russian 5, L4: no word of time without a day agreed, none where it had passed."""
    ends = {
        day: text({"times": TIMES | {"agreed": day}}, lang)[-900:]
        for day in ("2026-11-17", "2026-11-18")
    }
    assert word in ends["2026-11-18"]
    assert word not in ends["2026-11-17"]
    assert word not in text({}, lang)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "de",
            [
                "§ 475e Abs. 5 BGB",
                "nicht vor Ablauf des 6. August 2029",
                "§ 475e Abs. 3 BGB",
                "§ 475e Abs. 4 BGB",
                "§ 475 Abs. 4 BGB",
                "am 3. November 2026",
            ],
        ),
        ("en", ["section 475e(5)", "end of 6 August 2029", "475e(3)", "475e(4)", "475(4)"]),
        ("ru", ["абз. 5 § 475e BGB", "конца дня 6 августа 2029 г.", "абз. 4 § 475 BGB"]),
    ],
)
def test_after_cure_the_new_end_of_the_limitation_is_told(lang: str, words: list[str]) -> None:
    """Three years from 4.8.2026 end on Saturday 4.8.2029, so on Monday (§ 193 BGB)."""
    cost = FREE["cure"] | {"defect_appeared": "2026-10-30", "informed": "2026-11-03"}
    found = text({"cost": cost}, lang)
    for word in words:
        assert word in found, word


@pytest.mark.parametrize(
    ("contract", "handed_over", "appeared", "words", "absent"),
    [
        # Sold before the Act on the right to repair: no longer period, two months after return.
        ("2026-07-30", "2026-07-31", None, ["nicht vor Ablauf des 31. Juli 2028"], ["Abs. 5"]),
        # Shortly before the end: four months after the defect showed, 28.2.2027 is a Sunday.
        (
            "2024-11-01",
            "2024-11-05",
            "2026-10-28",
            ["nicht vor Ablauf des 1. März 2027"],
            ["Abs. 5"],
        ),
        # Two months after the return on 20.11.2026.
        (
            "2024-11-01",
            "2024-11-05",
            None,
            ["nicht vor Ablauf des 20. Januar 2027"],
            ["475e Abs. 3"],
        ),
        # Before the reform of 2022 § 475e does not apply.
        ("2021-12-31", "2025-11-05", "2026-10-28", [], ["475e"]),
    ],
)
def test_the_day_of_the_sale_chooses_the_limitation(
    contract: str, handed_over: str, appeared: str | None, words: list[str], absent: list[str]
) -> None:
    cost = {"type": "cure", "contract_date": contract, "handed_over": handed_over}
    found = text({"cost": cost | ({"defect_appeared": appeared} if appeared else {})})
    assert all(word in found for word in words), found
    assert not any(word in found for word in absent)


def test_a_repair_that_is_disputed_lengthens_nothing() -> None:
    """§ 475e(5) asks for cure that was given; who says it failed is not told otherwise."""
    cost = {"type": "cure", **SALE, "defect_appeared": "2026-10-30", "informed": "2026-11-03"}
    refused = {"result": "refused", "reservations": ["It still leaks"]}
    found = text({"cost": cost, "acceptance": refused})
    assert "475e Abs. 5" not in found
    assert "nicht vor Ablauf des 4. August 2028" in found
    assert "475 Abs. 4" in found


def test_claims_that_were_barred_are_not_revived() -> None:
    cost = {"type": "cure", "contract_date": "2023-08-03", "handed_over": "2023-08-04"}
    assert "475e" not in text({"cost": cost})


@pytest.mark.parametrize(("lang", "cost"), [*product(LANGS, {**FREE, **PAID})])
def test_it_is_told_that_it_is_no_invoice(lang: str, cost: str) -> None:
    """German 21: always, to whomever, invoice or not."""
    word = {"de": "keine Rechnung", "en": "not an invoice", "ru": "счётом он не является"}[lang]
    for customer in (CERTIFICATE["customer"], BUSINESS):
        invoice = {"invoice": {"number": "1", "date": "2026-11-20"}}
        data = {"cost": {**FREE, **PAID}[cost], "customer": customer} | invoice
        assert word in text(data, lang)


@pytest.mark.parametrize(("lang", "cost"), [*product(LANGS, FREE)])
def test_no_vat_is_shown_that_is_not_charged(lang: str, cost: str) -> None:
    """German 21, English 3, § 14c UStG: free work shows no rate and no tax."""
    assert not re.search(r"19 ?%|19[,.]00", text({"cost": FREE[cost]}, lang))


def test_a_share_shows_the_vat_in_the_share() -> None:
    """German 21, Russian 15 f: 197.40 gross, half of it is 98.70 with 15.76 of VAT."""
    line = LINE | {"price": "197.40", "vat": 19}
    found = text({"cost": PAID["shared"], "lines": [line], "prices": "gross"})
    assert "98,70 €" in found
    assert "15,76 €" in found
    assert "31,52" not in found
    line = LINE | {"price": "1000001.00", "vat": 5}
    old = {"cost": "shared", "customer_share_percent": "33.3", "lines": [line]}
    found = text(old, "ru", "ru")
    assert "349 650,35 руб." in found
    assert "16 650,02 руб." in found


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "de",
            "vertreten durch Анна Петрова (Leiterin der Werkstatt; Grundlage der Vertretung: "
            "Vollmacht)",
        ),
        ("en", "represented by Анна Петрова (Leiterin der Werkstatt; authority: Vollmacht)"),
    ],
)
def test_who_acts_stands_in_the_right_case(lang: str, words: str) -> None:
    """German 32."""
    contractor = {
        "name": "S",
        "representative": {"post": "Leiterin der Werkstatt", "person": PERSON},
        "authority": "Vollmacht",
    }
    assert words in text({"contractor": contractor}, lang)


def test_who_acts_is_declined_in_russian() -> None:
    """Russian 18."""
    person = {"surname": "Лебедев", "given_name": "Сергей", "patronymic": "Андреевич"}
    contractor = {
        "name": "ООО «Сервис»",
        "representative": {"post": "начальник сервисной мастерской", "person": person},
        "authority": "доверенность от 12.01.2026 № 3",
    }
    customer = BUSINESS | {"company": "ООО «Берег»", "post": "управляющий", "authority": "Устав"}
    found = text({"contractor": contractor, "customer": customer}, "ru", "ru")
    assert (
        "в лице начальника сервисной мастерской Лебедева Сергея Андреевича, действующего на "
        "основании доверенности от 12.01.2026 № 3" in found
    )
    assert "в лице управляющего Петровой Анны Сергеевны, действующей на основании Устава" in found


@pytest.mark.parametrize(
    "contractor",
    [
        {"name": "Индивидуальный предприниматель Коваль Анна Ивановна"},
        {
            "name": "ИП Коваль Анна Ивановна",
            "representative": {"post": "индивидуальный предприниматель", "person": PERSON},
        },
        {"name": "Коваль Анна Ивановна", "legal_form": "Индивидуальный предприниматель"},
    ],
)
def test_an_entrepreneur_acts_himself(contractor: dict[str, Any]) -> None:
    """Russian 17."""
    data = {"contractor": contractor | {"ogrn": "304630000000009"}, "customer": BUSINESS}
    head = text(data, "ru", "ru").split("Заказчик |", maxsplit=1)[0]
    assert "в лице" not in head
    assert "ОГРНИП 304630000000009" in head


@pytest.mark.parametrize(
    ("name", "form", "printed"),
    [
        (
            "«Сервис»",
            "Общество с ограниченной ответственностью",
            "Общество с ограниченной ответственностью «Сервис»",
        ),
        ("ООО «Сервис»", "Общество с ограниченной ответственностью", "ООО «Сервис»"),
        ("«Сервис»", "ООО", "ООО «Сервис»"),
        ("Nordwerk", "GmbH", "Nordwerk GmbH"),
        ("Nordwerk GmbH", "Gesellschaft mit beschränkter Haftung", "Nordwerk GmbH"),
        ("Calder", "Private limited company", "Calder, Private limited company"),
    ],
)
def test_legal_form_and_name_stand_together_once(name: str, form: str, printed: str) -> None:
    """Russian 6."""
    contractor = CERTIFICATE["contractor"] | {"name": name, "legal_form": form}
    found = text({"contractor": contractor}, "ru")
    assert f"Исполнитель | {printed}, в лице" in found
    assert found.lower().count(form.lower()) <= 3


def test_what_a_consumer_is_told_on_return() -> None:
    """Art. 20(3), (4): all five things in writing, in points of their own."""
    found = text(
        {
            "cost": "warranty",
            "lines": [LINE | {"vat": "none"}],
            "parts": [{"name": "Pump"}],
            "warranty": {"original_until": "2027-03-11"},
        },
        "ru",
        "ru",
    )
    for word in (
        "с требованием об устранении недостатков — 2 ноября 2026 г.",
        "Дата передачи изделия для устранения недостатков — 3 ноября 2026 г.",
        "Дата устранения недостатков — 18 ноября 2026 г.",
        "«Broken»",
        "в таблице заменённых частей",
        "Дата выдачи изделия по окончании устранения недостатков — 20 ноября 2026 г.",
        "истекает 29 марта 2027 г. вместо 11 марта 2027 г.",
        "п. 4 ст. 20",
        "АКТ\nгарантийного ремонта",
        "случай признан гарантийным",
    ):
        assert word in found, word
    assert "г.." not in found


def test_a_warranty_that_was_over_is_neither_named_nor_extended() -> None:
    """L3."""
    data = {"cost": "cure", "vat_ground": "x", "warranty": {"original_until": "2026-05-31"}}
    found = text(data, "ru", "ru")
    assert "гарантийн" not in found
    assert "продлевается" not in found


def test_what_was_seen_and_who_did_it_is_told() -> None:
    """Russian, missing against practice: sale, condition, completeness, who, checked together."""
    unit = {
        "name": "холодильник",
        "sold": "2026-03-02",
        "sale_document": "гарантийный талон № 4",
        "condition": "царапина на дверце",
        "accessories": ["полки", "паспорт"],
    }
    data = {
        "units": [unit],
        "done_by": [{"post": "инженер", "person": PERSON}],
        "cost": "cure",
        "lines": [LINE | {"vat": "none"}],
        "handback": {"condition": "без изменений", "complete": True, "checked_together": True},
    }
    found = text(data, "ru", "ru")
    for word in (
        "2 марта 2026 г., гарантийный талон № 4",
        "Царапина на дверце.",
        "Полки, паспорт",
        "инженер Петрова Анна Сергеевна",
        "Внешний вид при выдаче: без изменений.",
        "Всё переданное при приёме возвращено.",
        "проверено в присутствии Заказчика, видимых недостатков не обнаружено",
    ):
        assert word in found, word


def test_a_refusal_has_a_day_for_mending_and_a_request_a_day_to_accept() -> None:
    """German 20."""
    refused = {"result": "refused", "reservations": ["leckt"], "remedy_by": "2026-12-07"}
    found = text({"acceptance": refused})
    assert "bis zum 7. Dezember 2026 zu beseitigen" in found
    assert "gelten auch dann als abgenommen" not in found
    found = text({"acceptance": {"result": "pending", "accept_by": "2026-12-10"}})
    assert "Frist bis zum 10. Dezember 2026" in found
    assert "gelten auch dann als abgenommen" in found
    assert "§ 640 Abs. 2 BGB" in found


def test_a_credit_is_told_with_its_reason() -> None:
    """L10: an advance already paid, and more paid than is due."""
    advance = LINE | {"vat": 19, "price": "-30.00", "reason": "Anzahlung"}
    found = text({"lines": [LINE | {"vat": 19}, advance]})
    assert "Gutschrift: Anzahlung" in found
    assert "83,30 €" in found
    found = text({"lines": [LINE | {"vat": 19}, advance | {"price": "-200.00"}]})
    assert "Guthaben des Kunden | 119,00 €" in found
    assert "erstattet dem Kunden 119,00 €" in found


def test_lines_without_vat_are_named() -> None:
    """Russian 15 e, L11: the lines are told, and 0 % only where it stands."""
    lines = [LINE | {"vat": 22}, LINE | {"vat": "none"}, LINE | {"vat": 0}, LINE | {"vat": "none"}]
    found = text({"lines": lines, "vat_ground": "статья"}, "ru", "ru")
    assert "Строки 2 и 4 не облагаются НДС, к строке 3 применяется ставка 0 %." in found
    found = text({"lines": lines[:2], "vat_ground": "статья"}, "ru", "ru")
    assert "Строка 2 не облагается НДС. Основание: статья." in found
    assert "0 %" not in found


@pytest.mark.parametrize("lang", LANGS)
def test_the_amount_in_words_is_what_is_owed_or_what_the_work_was_worth(lang: str) -> None:
    """A goodwill act in gross prices with two rates, whose last totals are taxes."""
    lines = [LINE | {"vat": 22, "price": "2200.00"}, LINE | {"vat": 10, "price": "2200.00"}]
    found = text({"cost": "goodwill", "prices": "gross", "lines": lines}, lang, "ru")
    words = {
        "de": "viertausendvierhundert Rubel",
        "en": "four thousand four hundred",
        "ru": "Четыре тысячи четыреста рублей",
    }
    assert words[lang] in found


def problem(changes: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(DataError) as raised:
        load(merged(CERTIFICATE, changes))
    (found,) = raised.value.problems
    assert found.cure
    return found.code, found.field


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        # 'warranty' of older files is clear under Russian law only.
        ({"cost": "warranty", "law": "de"}, "cure-or-guarantee", "cost"),
        ({"cost": {"type": "guarantee"}}, "missing", "cost.guarantor"),
        (
            {"cost": {"type": "cure", "answers": "manufacturer"}, "law": "de"},
            "cure-by-seller-only",
            "cost",
        ),
        (
            {"cost": {"type": "cure", "informed": "2026-11-01"}},
            "not-under-this-law",
            "cost.informed",
        ),
        (
            {"cost": {"type": "cure", "contract_date": "2026-02-01", "handed_over": "2026-01-01"}},
            "dates-out-of-order",
            "cost.handed_over",
        ),
        ({"cost": {"type": "shared"}}, "incomplete", "cost.customer_percent"),
        (
            {"cost": {"type": "shared", "customer_percent": 5}, "customer_share_percent": 5},
            "share-though-not-shared",
            "customer_share_percent",
        ),
        (
            {"cost": "goodwill", "acceptance": {"result": "pending", "accept_by": "2026-12-01"}},
            "nothing-to-accept",
            "acceptance",
        ),
        ({"acceptance": {"result": "pending"}}, "incomplete", "acceptance.accept_by"),
        (
            {"cost": "goodwill", "customer": BUSINESS, "acceptance": {"no_claims": True}},
            "rights-remain",
            "acceptance.no_claims",
        ),
        (
            {"acceptance": {"remedy_by": "2026-12-01"}},
            "not-with-this-result",
            "acceptance.remedy_by",
        ),
        ({"lines": [LINE | {"price": "-1.00"}]}, "incomplete", "lines[0].reason"),
        ({"lines": [LINE | {"reason": "x"}]}, "reason-without-credit", "lines[0].reason"),
        # L8: told at the user's line.
        (
            {"lines": [LINE, LINE | {"quantity": "99999", "price": "9999999.99"}, LINE]},
            "total-too-large",
            "lines[1]",
        ),
        (
            {"lines": [LINE | {"quantity": "1000", "price": "999999999.99"}, LINE]},
            "total-too-large",
            "lines[0]",
        ),
    ],
)
def test_a_contradiction_is_told_at_its_field(
    changes: dict[str, Any], code: str, field: str
) -> None:
    assert problem(changes) == (code, field)


def test_the_largest_total_can_be_written() -> None:
    line = LINE | {"vat": 19, "quantity": "819", "price": "999999999.99"}
    assert "Milliarden" in text({"lines": [line]})


@pytest.mark.parametrize("cost", FREE)
@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
def test_what_stayed_with_the_customer_is_not_returned(lang: str, law: str, cost: str) -> None:
    """A free repair on site: neither title nor section speaks of a return."""
    returned = re.compile(r"rückgabe|\breturn|выдач", re.IGNORECASE)
    on_site = {"demanded": TIMES["demanded"], "ready": TIMES["ready"]}
    for changes, expected in (
        ({"times": TIMES}, True),
        ({"times": on_site}, False),
        ({"times": on_site, "handback": {"checked_together": True}}, False),
        ({"times": on_site, "handback": {"complete": True}}, True),
    ):
        base = {
            "lang": lang,
            "law": law,
            "lines": [LINE | {"vat": BY_LAW[law]}],
            "cost": FREE[cost],
            "defect_found": "Broken",
            "customer": BUSINESS,
        }
        document = composed(assess(load(merged(CERTIFICATE, base | changes))), None)
        heading = next(
            plain(one.content)
            for one in document.blocks
            if isinstance(one, Clause) and one.id == "acceptance"
        )
        head = next(one for one in document.blocks if isinstance(one, Title))
        assert bool(returned.search(heading)) == expected
        for title in (document.meta.title, plain(head.title)):
            assert bool(returned.search(title)) == (expected and lang != "ru")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "после приёмки работ, если"),
        ("de", "nach der Abnahme, soweit"),
        ("en", "due after acceptance"),
    ],
)
@pytest.mark.parametrize("cost", PAID)
def test_work_that_is_not_accepted_is_not_yet_to_be_paid(cost: str, lang: str, words: str) -> None:
    """Art. 711(1) of the Russian Civil Code: the price is due after the work is handed over."""
    refused = {"result": "refused", "reservations": ["It is loud"]}
    pending = {"result": "pending", "accept_by": "2026-12-10"}
    for acceptance in (refused, pending):
        assert words in text({"cost": PAID[cost], "acceptance": acceptance}, lang, "ru")
    assert words not in text({"cost": PAID[cost], "acceptance": {}}, lang, "ru")


@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
def test_the_tax_in_a_credit_has_no_sign(lang: str, law: str) -> None:
    credit = LINE | {"vat": BY_LAW[law], "price": "-500.00", "reason": "Advance"}
    found = text({"rounding": "line", "lines": [LINE | {"vat": BY_LAW[law]}, credit]}, lang, law)
    told = re.search(r"(?:числе НДС|enthaltene Umsatzsteuer|includes VAT of):? (.{9})", found)
    assert told
    assert {"ru": "88", "de": "76"}[law] in told[1]
    assert not re.search("[-−–]", told[1])


@pytest.mark.parametrize(("copies", "joined"), [(1, False), (2, True), (3, False)])
def test_russian_copies_have_a_comma_only_around_an_insertion(copies: int, joined: bool) -> None:
    found = text({"copies": copies}, "ru", "ru")
    assert ("сторон, и является" in found) == joined
    assert joined or re.search(r"экземпляр\w* и является", found)


def test_russian_words_agree_with_how_many_there_are() -> None:
    mechanic = {"post": "механик", "person": PERSON}
    one = text({"done_by": [mechanic]}, "ru", "ru")
    two = text(
        {"done_by": [mechanic, {"post": "мастер"}], "units": [{"name": "Печь"}] * 2}, "ru", "ru"
    )
    assert "Работы выполнила механик Петрова Анна Сергеевна." in one
    assert "Работы выполнили: механик Петрова Анна Сергеевна; мастер." in two
    assert "зделие принято" in one
    assert "зделия приняты" in two
    assert "зделие" not in two.replace("Изделие | ", "").replace("\nИзделие\n", "")


def test_parts_that_were_not_used_are_not_listed() -> None:
    found = text({"cost": {"type": "cure"}, "acceptance": {}}, "ru", "ru")
    assert "Запасные части (детали) не заменялись; использованные материалы" in found
    assert "Использованные запасные части" not in found


@pytest.mark.parametrize("lang", LANGS)
def test_a_record_does_not_call_itself_a_certificate(lang: str) -> None:
    """What certifies no works is no certificate, also where it names what goes with it."""
    found = text({"cost": "goodwill", "enclosures": ["Photos"]}, lang)
    assert not re.search(r"this certificate", found, re.IGNORECASE)
    assert "Photos" in found

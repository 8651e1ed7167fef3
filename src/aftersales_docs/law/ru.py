"""Russian law: the codes and acts that after-sales documents cite, and dated facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .facts import Citation, Fact, Forms
from .ru_consumer import consumer_citations, consumer_facts
from .ru_contract import contract_citations, contract_facts
from .ru_labour import AS_OF, CODE, DAY, labour_articles

_LAYOUT_STANDARD_2025 = date(2025, 8, 18)
# Number, date and name compared with public sources on the as-of date.
_VERIFIED = frozenset({"labour_code", "consumer_protection_act", "rostrud_letter"})


def _act(key: str, ru: Forms, de: Forms, en: str, source: str) -> Citation:
    text = {"ru": ru, "de": de, "en": en}
    return Citation(key, text, source, AS_OF, verified=key in _VERIFIED)


def _ru(head: dict[str, str], rest: str) -> dict[str, str]:
    """A Russian name whose head words decline while ``rest`` stays."""
    return {case: f"{words} {rest}" for case, words in head.items()}


_LAW_HEAD = {
    "nom": "Закон РФ", "gen": "Закона РФ", "dat": "Закону РФ", "acc": "Закон РФ",
    "ins": "Законом РФ", "prp": "Законе РФ",
}  # fmt: skip
_FEDERAL_HEAD = {
    "nom": "Федеральный закон", "gen": "Федерального закона", "dat": "Федеральному закону",
    "acc": "Федеральный закон", "ins": "Федеральным законом", "prp": "Федеральном законе",
}  # fmt: skip


def _code_head(words: tuple[str, str, str, str, str]) -> dict[str, str]:
    nom, gen, dat, ins, prp = words
    return {"nom": nom, "gen": gen, "dat": dat, "acc": nom, "ins": ins, "prp": prp}


def _german_code(name: str, suffix: str) -> dict[str, str]:
    return {
        "nom": f"{name} {suffix}",
        "gen": f"des {name}s {suffix}",
        "dat": f"dem {name} {suffix}",
        "acc": f"das {name} {suffix}",
    }


def _german_act(name: str) -> dict[str, str]:
    return {
        "nom": f"Gesetz der Russischen Föderation {name}",
        "gen": f"des Gesetzes der Russischen Föderation {name}",
        "dat": f"dem Gesetz der Russischen Föderation {name}",
        "acc": f"das Gesetz der Russischen Föderation {name}",
    }


def _german_federal(name: str) -> dict[str, str]:
    return {
        "nom": f"Föderales Gesetz {name}",
        "gen": f"des Föderalen Gesetzes {name}",
        "dat": f"dem Föderalen Gesetz {name}",
        "acc": f"das Föderale Gesetz {name}",
    }


def _codes() -> Iterable[Citation]:
    yield _act(
        "labour_code",
        _ru(_code_head(("Трудовой кодекс", "Трудового кодекса", "Трудовому кодексу",
                        "Трудовым кодексом", "Трудовом кодексе")), "Российской Федерации"),
        _german_code("Arbeitsgesetzbuch", "der Russischen Föderation"),
        "the Labour Code of the Russian Federation",
        CODE,
    )  # fmt: skip
    yield _act(
        "civil_code",
        _ru(_code_head(("Гражданский кодекс", "Гражданского кодекса", "Гражданскому кодексу",
                        "Гражданским кодексом", "Гражданском кодексе")), "Российской Федерации"),
        _german_code("Zivilgesetzbuch", "der Russischen Föderation"),
        "the Civil Code of the Russian Federation",
        "Civil Code of the Russian Federation, part one 51-FZ of 30.11.1994",
    )  # fmt: skip
    yield _act(
        "administrative_code",
        _ru(_code_head(("Кодекс", "Кодекса", "Кодексу", "Кодексом", "Кодексе")),
            "Российской Федерации об административных правонарушениях"),
        {
            "nom": "Gesetzbuch der Russischen Föderation über Ordnungswidrigkeiten",
            "gen": "des Gesetzbuchs der Russischen Föderation über Ordnungswidrigkeiten",
            "dat": "dem Gesetzbuch der Russischen Föderation über Ordnungswidrigkeiten",
            "acc": "das Gesetzbuch der Russischen Föderation über Ordnungswidrigkeiten",
        },
        "the Code of Administrative Offences of the Russian Federation",
        "Code of Administrative Offences, 195-FZ of 30.12.2001",
    )  # fmt: skip
    yield _act(
        "criminal_code",
        _ru(_code_head(("Уголовный кодекс", "Уголовного кодекса", "Уголовному кодексу",
                        "Уголовным кодексом", "Уголовном кодексе")), "Российской Федерации"),
        _german_code("Strafgesetzbuch", "der Russischen Föderation"),
        "the Criminal Code of the Russian Federation",
        "Criminal Code of the Russian Federation, 63-FZ of 13.06.1996",
    )  # fmt: skip


def _acts() -> Iterable[Citation]:
    yield _act(
        "tax_code",
        _ru(_code_head(("Налоговый кодекс", "Налогового кодекса", "Налоговому кодексу",
                        "Налоговым кодексом", "Налоговом кодексе")), "Российской Федерации"),
        _german_code("Steuergesetzbuch", "der Russischen Föderation"),
        "the Tax Code of the Russian Federation",
        "Tax Code of the Russian Federation, part two 117-FZ of 05.08.2000",
    )  # fmt: skip
    yield _act(
        "consumer_protection_act",
        _ru(_LAW_HEAD, "от 07.02.1992 №\u00a02300-1 «О защите прав потребителей»"),
        _german_act("vom 07.02.1992 Nr.\u00a02300-1 „Über den Schutz der Verbraucherrechte“"),
        "Law of the Russian Federation No.\u00a02300-1 of 7\u00a0February 1992"
        " “On the Protection of Consumer Rights”",
        "Law of the Russian Federation 2300-1 of 07.02.1992",
    )
    yield _act(
        "trade_secret_act",
        _ru(_FEDERAL_HEAD, "от 29.07.2004 №\u00a098-ФЗ «О коммерческой тайне»"),
        _german_federal("vom 29.07.2004 Nr.\u00a098-FZ „Über das Geschäftsgeheimnis“"),
        "Federal Law No.\u00a098-FZ of 29\u00a0July 2004 “On Trade Secrets”",
        "Federal Law 98-FZ of 29.07.2004",
    )
    yield _act(
        "personal_data_act",
        _ru(_FEDERAL_HEAD, "от 27.07.2006 №\u00a0152-ФЗ «О персональных данных»"),
        _german_federal("vom 27.07.2006 Nr.\u00a0152-FZ „Über personenbezogene Daten“"),
        "Federal Law No.\u00a0152-FZ of 27\u00a0July 2006 “On Personal Data”",
        "Federal Law 152-FZ of 27.07.2006",
    )
    yield _act(
        "accident_insurance_act",
        _ru(_FEDERAL_HEAD, "от 24.07.1998 №\u00a0125-ФЗ «Об обязательном социальном страховании"
            " от несчастных случаев на производстве и профессиональных заболеваний»"),
        _german_federal("vom 24.07.1998 Nr.\u00a0125-FZ „Über die Pflichtversicherung gegen"
                        " Arbeitsunfälle und Berufskrankheiten“"),
        "Federal Law No.\u00a0125-FZ of 24\u00a0July 1998 “On Compulsory Social Insurance against"
        " Accidents at Work and Occupational Diseases”",
        "Federal Law 125-FZ of 24.07.1998",
    )  # fmt: skip
    handbook = "справочник должностей руководителей, специалистов и других служащих, утверждённый"
    decree = "постановлением Минтруда России от 21.08.1998 №\u00a037"
    yield _act(
        "qualification_handbook",
        {
            "nom": f"Квалификационный {handbook} {decree}",
            "gen": f"Квалификационного {handbook} {decree}".replace(
                "справочник ", "справочника ").replace("утверждённый", "утверждённого"),
            "dat": f"Квалификационному {handbook} {decree}".replace(
                "справочник ", "справочнику ").replace("утверждённый", "утверждённому"),
            "acc": f"Квалификационный {handbook} {decree}",
            "ins": f"Квалификационным {handbook} {decree}".replace(
                "справочник ", "справочником ").replace("утверждённый", "утверждённым"),
            "prp": f"Квалификационном {handbook} {decree}".replace(
                "справочник ", "справочнике ").replace("утверждённый", "утверждённом"),
        },
        {
            "nom": "Qualifikationshandbuch der Stellen (Beschluss des Arbeitsministeriums der"
            " Russischen Föderation vom 21.08.1998 Nr.\u00a037)",
            "gen": "des Qualifikationshandbuchs der Stellen (Beschluss des Arbeitsministeriums der"
            " Russischen Föderation vom 21.08.1998 Nr.\u00a037)",
            "dat": "dem Qualifikationshandbuch der Stellen (Beschluss des Arbeitsministeriums der"
            " Russischen Föderation vom 21.08.1998 Nr.\u00a037)",
            "acc": "das Qualifikationshandbuch der Stellen (Beschluss des Arbeitsministeriums der"
            " Russischen Föderation vom 21.08.1998 Nr.\u00a037)",
        },
        "the Qualification Handbook of Posts (Decree of the Ministry of Labour of the Russian"
        " Federation No.\u00a037 of 21\u00a0August 1998)",
        "Ministry of Labour decree 37 of 21.08.1998",
    )  # fmt: skip
    yield _act(
        "rostrud_letter",
        "письмо Роструда от 31.10.2007 №\u00a04412-6",
        "Schreiben des Föderalen Dienstes für Arbeit und Beschäftigung vom 31.10.2007"
        " Nr.\u00a04412-6",
        "Letter of the Federal Service for Labour and Employment No.\u00a04412-6"
        " of 31\u00a0October 2007",
        "Rostrud letter 4412-6 of 31.10.2007: how job descriptions are made and changed",
    )


def _standard(year: str, since: date | None, until: date | None) -> Citation:
    """The layout standard; the edition of 2025 took effect on 18.08.2025."""
    return Citation(
        "layout_standard",
        {
            "ru": f"ГОСТ\u00a0Р\u00a07.0.97-{year}",
            "de": f"GOST\u00a0R\u00a07.0.97-{year}",
            "en": f"GOST\u00a0R\u00a07.0.97-{year}",
        },
        f"GOST R 7.0.97-{year}",
        AS_OF,
        since,
        until,
        verified=True,
    )


CITATIONS: tuple[Citation, ...] = (
    *_codes(),
    *_acts(),
    *labour_articles(),
    *consumer_citations(),
    *contract_citations(),
    _standard("2016", date(2018, 7, 1), _LAYOUT_STANDARD_2025 - DAY),
    _standard("2025", _LAYOUT_STANDARD_2025, None),
)

FACTS: tuple[Fact, ...] = (*consumer_facts(), *contract_facts())

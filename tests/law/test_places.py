"""How a place is written in each language."""

from __future__ import annotations

import pytest

from aftersales_docs.law.places import Act, Provision, Words, source, written

BGB = Act(title="BGB", names={"de": "BGB", "ru": "BGB", "en": "the BGB"})
CODE = Act(title="Code", names={"de": "des ZGB", "ru": "\u00a0ГК", "en": "the Code"})
LABOUR = CODE.model_copy(update={"words": Words(paragraph="ч.", number="п.")})


@pytest.mark.parametrize(
    ("act", "place", "de", "ru", "en"),
    [
        (
            BGB,
            {"section": "433 ff."},
            "§§ 433 ff. BGB",
            "§§ 433 и сл. BGB",
            "sections 433 et seq. of the BGB",
        ),
        (
            BGB,
            {"section": "443, 479"},
            "§§ 443, 479 BGB",
            "§§ 443, 479 BGB",
            "sections 443 and 479 of the BGB",
        ),
        (
            BGB,
            {"section": "439", "paragraph": "2 and 3"},
            "§ 439 Abs. 2 und 3 BGB",
            "абз. 2 и 3 § 439 BGB",
            "section 439(2) and (3) of the BGB",
        ),
        (
            BGB,
            {"section": "475", "paragraph": "6", "sentence": "4"},
            "§ 475 Abs. 6 Satz 4 BGB",
            "четвёртое предложение абз. 6 § 475 BGB",
            "section 475(6), fourth sentence, of the BGB",
        ),
        (
            BGB,
            {"section": "14", "paragraph": "2", "sentence": "2", "number": "1"},
            "§ 14 Abs. 2 Satz 2 Nr. 1 BGB",
            "п. 1 второго предложения абз. 2 § 14 BGB",
            "section 14(2), second sentence, no. 1 of the BGB",
        ),
        (
            BGB,
            {"section": "309", "number": "8", "letter": "b", "double_letter": "ff"},
            "§ 309 Nr. 8 Buchst. b Doppelbuchst. ff BGB",
            "подп. «ff» подп. «b» п. 8 § 309 BGB",
            "section 309 no. 8(b)(ff) of the BGB",
        ),
        (
            BGB,
            {"article": "245", "section": "3", "paragraph": "2"},
            "Art. 245 § 3 Abs. 2 BGB",
            "абз. 2 § 3 ст. 245 BGB",
            "Article 245 section 3(2) of the BGB",
        ),
        (
            CODE,
            {"article": "470 and 471"},
            "Art. 470 und 471 des ZGB",
            "ст. 470 и 471 ГК",
            "Articles 470 and 471 of the Code",
        ),
        (
            CODE,
            {"article": "149", "paragraph": "3", "number": "37"},
            "Art. 149 Abs. 3 Nr. 37 des ZGB",
            "подп. 37 п. 3 ст. 149 ГК",
            "Article 149(3)(37) of the Code",
        ),
        (
            LABOUR,
            {"article": "6", "paragraph": "1", "number": "5"},
            "Art. 6 Abs. 1 Nr. 5 des ZGB",
            "п. 5 ч. 1 ст. 6 ГК",
            "Article 6(1)(5) of the Code",
        ),
        (
            CODE,
            {"article": "6", "paragraph": "1", "letter": "b"},
            "Art. 6 Abs. 1 Buchst. b des ZGB",
            "подп. «b» п. 1 ст. 6 ГК",
            "Article 6(1)(b) of the Code",
        ),
        (
            CODE,
            {"article": "18", "paragraph": "1", "subparagraphs": "8–11"},
            "Art. 18 Abs. 1 Unterabs. 8–11 des ZGB",
            "абз. 8–11 п. 1 ст. 18 ГК",
            "subparagraphs 8–11 of Article 18(1) of the Code",
        ),
        (CODE, {"chapter": "39"}, "Kapitel 39 des ZGB", "гл. 39 ГК", "Chapter 39 of the Code"),
    ],
)
def test_each_language_has_its_way(
    act: Act, place: dict[str, str], de: str, ru: str, en: str
) -> None:
    texts = {
        lang: text.replace("\u00a0", " ")
        for lang, text in written(Provision(**place), act).items()
    }
    assert texts == {"de": de, "ru": ru, "en": en}


def test_the_source_names_the_act_first() -> None:
    assert source(Provision(section="439", paragraph="2"), BGB) == "BGB, § 439 Abs. 2"
    assert source(Provision(article="229", section="72"), BGB) == "BGB, art. 229 § 72"
    assert source(Provision(article="18", paragraph="1"), CODE) == "Code, art. 18(1)"
    assert source(Provision(chapter="39"), CODE) == "Code, chapter 39"

"""An act is named in full the first time only."""

from __future__ import annotations

import pytest

from aftersales_docs.document import Clause, Paragraph, Strong, Table, Text, plain
from aftersales_docs.language import Lang
from aftersales_docs.texts.short_acts import short_acts

BGB = "of the German Civil Code (BGB)"


def said(lang: Lang, *lines: str) -> list[str]:
    blocks = short_acts([Paragraph((Text(line),)) for line in lines], lang)
    return [plain(block.content).replace("\u00a0", " ") for block in blocks]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lang", "full", "short"),
    [
        ("en", f"section 443 {BGB}", "section 443 BGB"),
        (
            "en",
            "Article 246 of the Introductory Act to the German Civil Code (EGBGB)",
            "Article 246 EGBGB",
        ),
        (
            "en",
            "Article 19 of Federal Law No. 152-FZ of 27 July 2006 “On Personal Data”",
            "Article 19 of Law No. 152-FZ",
        ),
        (
            "en",
            "Law of the Russian Federation No. 2300-1 of 7 February 1992 “On the Protection of "
            "Consumer Rights”",
            "Law No. 2300-1",
        ),
        (
            "en",
            "Articles 15 and 393 of the Civil Code of the Russian Federation",
            "Articles 15 and 393 of the Civil Code",
        ),
        (
            "en",
            "Article 4(5) of the Arbitrazh Procedure Code of the Russian Federation",
            "Article 4(5) of the Arbitrazh Procedure Code",
        ),
        (
            "de",
            "Art. 19 des Föderalen Gesetzes vom 27.07.2006 Nr. 152-FZ „Über personenbezogene "
            "Daten“",
            "Art. 19 des Gesetzes Nr. 152-FZ",
        ),
        (
            "ru",
            "ст. 19 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных»",
            "ст. 19 Закона № 152-ФЗ",
        ),
        ("ru", "ст. 28 Общего регламента ЕС по защите данных (GDPR)", "ст. 28 GDPR"),
    ],
)
def test_only_the_first_is_in_full(lang: Lang, full: str, short: str) -> None:
    assert said(lang, full, f"({full})", "x") == [full, f"({short})", "x"]


def test_acts_are_told_apart() -> None:
    hgb = "section 377 of the German Commercial Code (HGB)"
    assert said("en", f"section 1 {BGB}", hgb) == [f"section 1 {BGB}", hgb]


def test_words_are_found_wherever_they_stand() -> None:
    cell = (Strong((Text(f"section 2 {BGB}"),)),)
    table = Table("t", ((Text(f"section 1 {BGB}"),),), ((cell,),), (1,))
    clause = Clause("c", 2, "1.1.", (Text(f"section 3 {BGB}"),))
    changed, later = short_acts([table, clause], "en")
    assert plain(changed.rows[0][0]).endswith("2\u00a0BGB")  # type: ignore[union-attr]
    assert plain(later.content).endswith("3\u00a0BGB")  # type: ignore[union-attr]

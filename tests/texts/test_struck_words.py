"""Words that lawyers and editors of each language struck out stand in no text any more."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from aftersales_docs.language import LANGS, Lang
from aftersales_docs.resources import data_root

GOLDEN = Path(__file__).parents[1] / "golden"
# By finding: what was struck out, as regular expressions.
STRUCK: dict[Lang, dict[str, tuple[str, ...]]] = {
    "de": {
        "17": (r"hätten Sie zu beweisen", r"§ 14 (?:des )?ProdHaftG"),
        "19": (r"nichts einzuwenden",),
        "24": (r"nach Maßgabe des Produktsicherheitsgesetzes",),
        "32": (r"vertreten durch (?:Leiter\w*|Technische\w*) ",),
        "33": (r"weil er sich bis zum",),
        "S3": (
            r"Die genannten Termine setzen",
            r"spätestens (?:bis zum|binnen)",
            r"Bitte bis zum",
            r"§ 437 und §",
            r"445b Abs\. 1 BGB; § 445b",
            r"§ 83 BetrVG, § 84",
            r"binnen 1 Tag\b",
            r"von 1 Monat\b",
            r"beim 2\. Versuch",
            r"in 2 Ausfertigungen",
            r"Anschriften, Angaben und Unterschriften",
            r"Aberkennung der Garantie",
            r"Arbeitshygiene",
            r"im In- und Ausland",
            r"Kenntnisnahme von Entscheidungs",
            r"Neubewertung von Waren",
            r"Pflege korrekter Beziehungen",
            r"Börsen-, Versicherungs",
            r"jedes Stück der Ware",
            r"jeder Bürger",
            r"Mitarbeiter/in\b",
            r"Haftung für Vorsatz",
            r"teilen Sie uns schriftlich",
            r"in vollem Umfang gewahrt",
            r"VDE 0701-0702",
        ),
    },
    "ru": {
        "2, 14": (r"\(ст\. 24 Закона",),
        "5": (r"полностью и в срок", r"претензий по объёму, качеству и срокам не имеет\b(?!;)"),
        "7": (r"№ 2463",),
        "8": (r"Требования в связи с недостатками не предъявляются",),
        "10": (r"УТВЕРЖДЕНО приказом",),
        "15": (r"подп\. (?:2|13) п\. 2 ст\. 149", r"Журнал учёта"),
        "22": (
            r"Снимать изделие с гарантии",
            r"безопасность транспортных средств",
            r"техническую службу импортёра",
        ),
        "25": (
            r"\b[Вв]ещ(?:ь|и|ью)\b",
            r"без недостатков качества",
            r"^#+ Преамбула",
            r"\bпротоколом\b",
            r"Установленные экспертом факты",
        ),
        "27": (r"\bпп\. \d",),
        "28": (r"проявившегося не позднее",),
        "33": (r"7707083893", r"1027700132195"),
    },
    "en": {
        "A4": (r"glad to do as you ask",),
        "B8": (r"may withdraw from this Agreement",),
        "B6": (r"claims lapse",),
        "C": (r"[Cc]arries out and controls", r"through the fault of"),
        "D14": (r"\bForeman\b",),
        "E": (
            r"so far as the deviation",
            r"is that of the Buyer",
            r"\banew\b",
            r"even after 2",
            r"party against which it goes",
            r"it is clarified by",
            r"\breckoning\b",
            r"[Ff]urther statutory rights",
            r"at the expense of the Buyer",
            r"No compensation is owed",
            r"A material breach exists",
            r"made out",
            r"by day 1 ",
            r"exchange of performances",
            r"make a diagnosis",
            r"transport note",
            r"lawsuit",
            r"shipping label",
            r"harm made good",
            r"it also counts as accepted",
            r"answers for the quality",
            r"Addresses, details and signatures",
            r"resolution of the chief",
            r"Has national and international",
            r"In the work, the",
            r"direct superior",
            r"\benterprise\b",
            r"internal work rules",
            r"industrial hygiene",
            r"social guarantees",
            r"material liability",
            r"is made acquainted",
            r"Works out and carries",
            r"free of losses",
            r"winning of new customers",
            r"See drafts",
            r"loses its warranty",
            r"mandatory notification",
            r"During absence \(",
            r"\bAGREED\b",
            r"within 1 day",
            r"1 month’s notice",
            r"in 2 copies",
            r"will now do as we have promised",
            r"The time we have stated",
            r"reverse charge, the customer",
        ),
    },
}


@lru_cache(maxsize=3)
def printed(lang: Lang) -> dict[str, str]:
    """The texts of a language, and the words of all samples in it, by file."""
    root = data_root() / "templates" / "texts"
    texts = {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in root.rglob(f"{lang}.md")
    }
    samples = {
        str(path.relative_to(GOLDEN)): path.read_text(encoding="utf-8")
        for path in GOLDEN.rglob(f"*.{lang}.*.txt")
    }
    assert texts
    assert samples
    return texts | samples


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_struck_out_stands_nowhere(lang: Lang) -> None:
    found = [
        (finding, file, match[0])
        for finding, struck in STRUCK[lang].items()
        for words in struck
        for file, text in printed(lang).items()
        if (match := re.search(words, text.replace("\u00a0", " "), re.MULTILINE))
    ]
    assert not found

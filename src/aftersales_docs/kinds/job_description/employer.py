"""What the texts call the employer: by legal form in Russian, where law and practice differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...language.codes import Case, Lang
from ...schemas.parts import Organisation, Words

_CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "prp")


@dataclass(frozen=True, slots=True)
class Employer:
    """The word for the employer in its cases, and what the employer has.

    ``charter`` is false for a sole trader, who has none; ``head`` is who leads the employer.
    """

    forms: Mapping[Case, str]
    charter: bool = True
    head: str = ""

    def _case(self, case: Case) -> str:
        return self.forms.get(case, self.forms["nom"])

    @property
    def text(self) -> str:
        """The nominative."""
        return self._case("nom")

    @property
    def gen(self) -> str:
        """The genitive."""
        return self._case("gen")

    @property
    def dat(self) -> str:
        """The dative."""
        return self._case("dat")

    @property
    def ins(self) -> str:
        """The instrumental."""
        return self._case("ins")

    @property
    def prp(self) -> str:
        """The prepositional."""
        return self._case("prp")


def _russian(
    forms: str, head: str = "руководитель организации", *, charter: bool = True
) -> Employer:
    return Employer(dict(zip(_CASES, forms.split("|"), strict=True)), charter, head)


_ORGANISATION = _russian(
    "организация|организации|организации|организацию|организацией|организации"
)
# By the legal form, or the abbreviation of it that the name begins with.
_FORMS: tuple[tuple[str, Employer], ...] = (
    (
        r"(?i:индивидуальный\s+предприниматель)|\bИП\b",
        _russian(
            "работодатель|работодателя|работодателю|работодателя|работодателем|работодателе",
            "индивидуальный предприниматель",
            charter=False,
        ),
    ),
    (
        r"(?i:\bобщество\b)|\bООО\b|\b(?:П|Н|З|О)?АО\b",
        _russian("Общество|Общества|Обществу|Общество|Обществом|Обществе"),
    ),
    (
        r"(?i:унитарное\s+предприятие)|\b(?:ФГ|М|Г)УП\b",
        _russian(
            "предприятие|предприятия|предприятию|предприятие|предприятием|предприятии",
            "руководитель предприятия",
        ),
    ),
    (
        r"(?i:\bучреждение\b)|\b(?:ФГ|М|Г)[АБК]У\b",
        _russian("учреждение|учреждения|учреждению|учреждение|учреждением|учреждении"),
    ),
)
_PLAIN: Mapping[Lang, Employer] = {
    "de": Employer(
        {
            "nom": "das Unternehmen",
            "gen": "des Unternehmens",
            "dat": "dem Unternehmen",
            "acc": "das Unternehmen",
        }
    ),
    "en": Employer({"nom": "the company"}),
    "ru": _ORGANISATION,
}
_SOLE_TRADER = re.compile(r"индивидуальный\s+предприниматель|\bИП\b|\be\.\s?K\.|sole trader", re.I)


def employer_of(lang: Lang, organisation: Organisation | None = None) -> Employer:
    """What a text in ``lang`` calls ``organisation``; ``None`` is any employer."""
    if organisation is None:
        return _PLAIN[lang]
    name = f"{organisation.legal_form or ''} {organisation.name}"
    if lang == "ru":
        for pattern, employer in _FORMS:
            if re.search(pattern, name):
                return employer
        return _ORGANISATION
    plain = _PLAIN[lang]
    if not _SOLE_TRADER.search(name):
        return plain
    words = {"de": "der Arbeitgeber", "en": "the employer"}[lang]
    forms: dict[Case, str] = {"nom": words}
    if lang == "de":
        forms |= {"gen": "des Arbeitgebers", "dat": "dem Arbeitgeber", "acc": "den Arbeitgeber"}
    return Employer(forms, charter=False)


# Posts of those who lead an employer themselves.
_HEAD = re.compile(
    r"^(?:генеральный директор|директор|президент|председатель правления|управляющий|"
    r"управляющий директор|руководитель (?:организации|предприятия)|"
    r"индивидуальный предприниматель|"
    r"general director|managing director|chief executive|ceo|president|"
    r"geschäftsführ\w+|geschäftsleitung|generaldirekt\w+|vorstand\w*|inhaber\w*)"
    r"(?: officer)?$",
    re.IGNORECASE,
)


def leads_the_employer(post: Words) -> bool:
    """Whether ``post`` is that of the head of the employer: 'генеральный директор'."""
    return bool(_HEAD.match(post.text.strip()))

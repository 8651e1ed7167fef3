"""Conditions that a consumer's rights must not hang on, by the words users put them in.

Enough to warn, never to decide: each finding names what the words seem to ask for, and where
the law stands against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Topic = Literal[
    "paper", "seal", "workshop", "forfeit", "no-exchange", "court", "deduction", "voucher", "delay"
]
# What the words seem to say, in Russian, German and English.
_PATTERNS: Mapping[Topic, str] = {
    "paper": r"\bчек(?:а|у|ом|е|и|ов)?\b|гарантийн\w+ талон|упаковк"
    r"|kassenbon|kassenzettel|kaufbeleg|garantie(?:karte|schein)|verpackung"
    r"|\breceipt|(?:warranty|guarantee) card|packaging",
    "seal": r"пломб|\b(?:garantie)?siegel|plombe|\bseals?\b|\bunsealed",
    "workshop": r"(?:не)?авторизован|неуполномоченн|уполномоченн\w+ (?:сервис|мастерск|организац)"
    r"|(?:nicht )?autorisiert|vertragswerkst|(?:un)?authori[sz]ed (?:\w+ )?(?:workshop|service"
    r"|repair|dealer|person|third)",
    "forfeit": r"лиша\w+ (?:прав|гарант)|утрачива\w+ (?:прав|гарант|сил)|снят\w* с гаранти"
    r"|гаранти\w+ (?:аннулир|прекраща)"
    r"|garantie (?:erlischt|verfällt|entfällt)|(?:garantie|gewährleistung)sanspruch erlischt"
    r"|(?:warranty|guarantee) (?:is |becomes )?(?:void|forfeit)|voids? the (?:warranty|guarantee)"
    r"|los(?:e|es) (?:the|your|all) (?:warrant|guarant|right)",
    "no-exchange": r"(?:обмен|возврат)\w*[^.;]{0,40}не (?:подлеж|осуществ|производ|принима)"
    r"|не подлеж\w*[^.;]{0,30}(?:обмен|возврат)"
    r"|umtausch[^.;]{0,40}(?:ausgeschlossen|nicht möglich)"
    r"|keine? (?:rückgabe|rücknahme|erstattung|umtausch)"
    r"|no (?:refund|return|exchange)|(?:not|never) (?:be )?(?:exchanged|refunded|returned)",
    "court": r"суд\w*[^.;]{0,60}по месту (?:нахождени|регистраци)|по месту нахождени\w+ (?:продавц"
    r"|изготовител|исполнител)|gerichtsstand"
    r"|courts? (?:at|of) (?:the |our |its )?(?:seller|supplier|registered|seat)"
    r"|jurisdiction of the courts? (?:at|of)",
    "deduction": r"(?:удерж|вычет|вычит|за вычет|плат\w* за)[^.;]{0,40}"
    r"(?:износ|пользован|использован|товарн\w+ вид)"
    r"|nutzungs(?:ersatz|entschädigung|wertersatz)|abzug[^.;]{0,40}(?:nutzung|abnutzung|gebrauch)"
    r"|deduct\w*[^.;]{0,40}(?:\buse\b|wear)|(?:wear|use)[^.;]{0,20}deducted",
    "voucher": r"подарочн\w+ (?:карт|сертификат)|сертификат\w* на покупк|купон|ваучер"
    r"|gutschein|\bvouchers?\b|store credit",
    "delay": r"рабочих дн|werktage|arbeitstage|(?:working|business) days",
}
_WORDS: Mapping[Topic, str] = {
    "paper": "a receipt, a warranty card or the packaging",
    "seal": "an unbroken seal",
    "workshop": "repairs by an authorised workshop only",
    "forfeit": "rights that are lost",
    "no-exchange": "goods that are not exchanged or taken back",
    "court": "a court at the company's seat",
    "deduction": "a deduction for use or wear",
    "voucher": "a voucher instead of money",
    "delay": "working days, where the law counts calendar days",
}


@dataclass(frozen=True, slots=True)
class VoidWords:
    """Words that seem to say ``topic``: as they stand, and what they amount to."""

    topic: Topic
    found: str

    @property
    def meaning(self) -> str:
        """What the words seem to ask for."""
        return _WORDS[self.topic]


def void_words(text: str, *topics: Topic) -> Iterator[VoidWords]:
    """What in ``text`` seems to take rights from a consumer, of ``topics`` or of any."""
    for topic, pattern in _PATTERNS.items():
        match = re.search(pattern, text, re.IGNORECASE) if not topics or topic in topics else None
        if match:
            yield VoidWords(topic, match[0])


_PLAYED_DOWN = (
    r"freiwillig|vorsorglich|vorsichtshalber|rein vorbeugend|nach (?:unserem )?ermessen"
    r"|in (?:seltenen|wenigen|einzelnen|bestimmten) (?:fällen|situationen|ausnahmefällen)"
    r"|kein(?:e|en)? (?:unfälle|unfall|verletz\w+)(?: \w+)? (?:gemeldet|bekannt)"
    r"|voluntar|precaution|discretion|in (?:rare|very few|specific|certain) (?:cases|situations)"
    r"|no (?:accidents|injuries|incidents)[^.;]{0,30}(?:reported|known)"
    r"|доброволь|из предосторожности|в качестве (?:меры предосторожности|предосторожности)"
    r"|по (?:нашему )?усмотрени|в (?:редких|отдельных|единичных|некоторых) случаях"
    r"|(?:несчастных случаев|происшествий)[^.;]{0,30}не (?:зарегистрировано|было|выявлено)"
)


def plays_down_danger(text: str) -> str | None:
    """The first words in ``text`` that make a danger look small (art. 36(2) of the Regulation)."""
    match = re.search(_PLAYED_DOWN, text, re.IGNORECASE)
    return match[0] if match else None

"""What a signature says on the page, in the document's language."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final

from asn1crypto import x509

from ..errors import printable
from ..language import Lang, language_of
from ..language.typography import NBSP
from .layout import Words

_SIGNED: Final[dict[Lang, str]] = {
    "de": "Digital signiert am {moment}",
    "ru": "Подписано электронной подписью {moment}",
    "en": "Digitally signed on {moment}",
}
_REASON: Final[dict[Lang, str]] = {"de": "Grund", "ru": "Причина", "en": "Reason"}
_PLACE: Final[dict[Lang, str]] = {"de": "Ort", "ru": "Место", "en": "Place"}


def words_of(name: str, moment: datetime, reason: str, place: str, lang: Lang) -> Words:
    """The words of a signature's appearance; ``moment`` carries its time zone."""
    labelled = ((_REASON[lang], reason), (_PLACE[lang], place))
    return Words(
        one_line(name),
        when(moment, lang),
        short(moment, lang),
        tuple(f"{label}: {one_line(text)}" for label, text in labelled if text.strip()),
    )


def when(moment: datetime, lang: Lang) -> str:
    """Day, time and zone of a signature in words."""
    return _SIGNED[lang].format(moment=short(moment, lang))


def short(moment: datetime, lang: Lang) -> str:
    """Day, time and zone alone, never parted by a line's end."""
    return f"{_day(moment, lang)}, {moment:%H:%M} ({zone(moment)})".replace(" ", NBSP)


def _day(moment: datetime, lang: Lang) -> str:
    tongue = language_of(lang)
    # Days in figures read differently in England and elsewhere; the month's name does not.
    return tongue.date_long(moment) if lang == "en" else tongue.date_short(moment)


def zone(moment: datetime) -> str:
    """The distance from UTC: ``UTC+3``, ``UTC+5:30``, ``UTC``."""
    offset = moment.utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def one_line(text: str) -> str:
    """``text`` composed, on one line, without what a terminal would obey."""
    return printable(" ".join(unicodedata.normalize("NFC", text).split()))


def signer_name(certificate: x509.Certificate) -> str:
    """Who signs, by the subject of a certificate.

    The common name; where that is a firm's and the person stands beside it (as in Russian
    certificates of organisations), both.
    """
    subject = certificate.subject.native
    common = _text(subject.get("common_name"))
    person = " ".join(
        _text(subject.get(key)) for key in ("surname", "given_name") if subject.get(key)
    )
    if common and person and _text(subject.get("surname")) not in common:
        return one_line(f"{person}, {common}")
    named = common or person or _text(subject.get("organization_name"))
    return one_line(named or certificate.subject.human_friendly)


def _text(value: object) -> str:
    """A part of a name; one that stands twice comes as a list."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value) if value else ""


_LONGEST: Final = 200  # characters of a name out of a file
_PLAIN = re.compile(r"\w[\w .()/-]*")


def shown(name: str) -> str:
    """A name out of a file, for a message: on one line, quoted where it could pass for more.

    A field may be called anything; ``seller: VALID`` must not read as a finding.
    """
    text = one_line(name)
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

"""What a key of the catalogue says, for a person to read before a document is made of it."""

from __future__ import annotations

from ...document import plain
from ...language import Lang
from ...law import LawCode, law_of
from ...texts import catalogue
from ...texts.catalogue import Wording
from ...texts.inline import inlines
from .employer import employer_of


def whole_wording(wording: Wording, lang: Lang, law: LawCode) -> str:
    """The whole wording in ``lang`` under ``law``, of any employer, as plain text in one line."""
    context = {"cite": law_of(law).cite(lang), "employer": employer_of(lang)}
    words = plain(inlines(lang, catalogue.filled(wording.source(lang, law), lang, context)))
    return " ".join(words.split())

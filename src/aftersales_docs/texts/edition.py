"""That a document is a new edition of one issued before, said in the document itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ..document import Block, Break, Document, Inlines, Paragraph, Parallel, Subject, Text, Title
from ..language import language_of
from ..language.codes import Lang

_WORDS: Final[Mapping[Lang, str]] = {
    "de": "Ausgabe {number}, ersetzt Ausgabe {replaces} vom {date}",
    "ru": "Редакция {number}, взамен редакции {replaces} от {date}",
    "en": "Edition {number}, replaces edition {replaces} of {date}",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of its number a document is, which it replaces, and the day of that."""

    number: int
    replaces: int
    replaced_on: date

    def words(self, lang: Lang) -> str:
        """What it says of itself in ``lang``."""
        spoken = language_of(lang)
        text = _WORDS[lang].format(
            number=self.number, replaces=self.replaces, date=spoken.date_long(self.replaced_on)
        )
        return spoken.typeset(text)

    def shown_in(self, document: Document) -> Document:
        """``document`` with the line under its title, in each of its languages.

        One that states itself which version it replaces is left as it is.
        """
        if document.meta.replaces:
            return document
        lang = document.meta.lang
        blocks, said = self._among(document.blocks, lang)
        if not said:
            line = Paragraph((Text(self.words(lang)),), flush=True)
            blocks = (line, *document.blocks)
        return replace(document, blocks=blocks)

    def _among(self, blocks: tuple[Block, ...], lang: Lang) -> tuple[tuple[Block, ...], bool]:
        """``blocks`` with the line under the first title, and whether there is one."""
        found: list[Block] = []
        said = False
        for block in blocks:
            if isinstance(block, Parallel):
                parallel, told = self._in_parallel(block, first=not said)
                found.append(parallel)
                said = said or told
            elif not said and isinstance(block, Title | Subject):
                found.append(self._under(block, lang))
                said = True
            else:
                found.append(block)
        return tuple(found), said

    def _in_parallel(self, block: Parallel, *, first: bool) -> tuple[Parallel, bool]:
        """Two languages, each with the line under the first of its titles."""
        left_said, right_said, rows = not first, False, []
        for left, right in block.rows:
            if not left_said:
                left, left_said = self._among(left, block.langs[0])  # noqa: PLW2901
            if not right_said:
                right, right_said = self._among(right, block.langs[1])  # noqa: PLW2901
            rows.append((left, right))
        return replace(block, rows=tuple(rows)), left_said or right_said

    def _under(self, block: Title | Subject, lang: Lang) -> Title | Subject:
        words: Inlines = (Text(self.words(lang)),)
        if isinstance(block, Title):
            return replace(block, subtitles=(*block.subtitles, words))
        return replace(block, content=(*block.content, Break(), *words))

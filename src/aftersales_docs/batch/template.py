"""The workbook that ``batch template`` writes: all a clerk needs to begin in a spreadsheet."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from ..kinds import Kind
from ..language import Lang
from ..law import LawCode
from .fields import Field, fields_of
from .heads import list_named
from .labels import KEY_WORDS, TRUTH, explained, label, label_path
from .laid_out import LaidOut, columns_for, example, lists_for, word_of

__all__ = ["workbook"]

_ROWS: Final = 1_048_575
_NAME: Final = 31
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_CHOICES: Final = "_choices"
_DAY: Final[Mapping[Lang, str]] = {"de": "dd.mm.yyyy", "ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}
_LINES: Final[Mapping[Lang, str]] = {
    "de": "Mehrere Einträge: jeder in einer Zeile der Zelle (Alt+Eingabe).",
    "ru": "Несколько значений: каждое с новой строки в ячейке (Alt+Enter).",
    "en": "Several entries: each on a line of its own in the cell (Alt+Enter).",
}
_KEY: Final[Mapping[Lang, str]] = {
    "de": "Verbindet die Zeilen der anderen Blätter mit dieser: überall dieselbe Ziffer.",
    "ru": "Связывает строки других листов с этой строкой: везде одно и то же число.",
    "en": "Joins the rows of the other sheets to this one: the same figure everywhere.",
}
# A file needs quotes where a cell has none, and says true where a cell says yes.
_QUOTES: Final = re.compile(r",? (?:в кавычках|in Anführungszeichen(?: und)?)(?!\w)")
_NOTE: Final = {"x_scale": 2.6, "y_scale": 1.8}


def workbook(kind: Kind, lang: Lang, law: LawCode, rows: Sequence[LaidOut] | None = None) -> bytes:
    """The workbook for documents of ``kind``, explained in ``lang``.

    ``rows`` are the documents that stand in it; else there is one as an example.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        # No time of day comes into the file, so that it is the same each time.
        book.set_properties({"created": _epoch()})
        shown = [example(kind, lang, law)] if rows is None else rows
        _Writer(book, kind, lang, law).write(shown)
    return stream.getvalue()


def _epoch() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 1, 1, tzinfo=UTC)


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Any, kind: Kind, lang: Lang, law: LawCode) -> None:
        self.book, self.kind, self.lang, self.law = book, kind, lang, law
        wrap = {"text_wrap": True, "valign": "top"}
        self.must = book.add_format({**wrap, "bold": True, "bg_color": "#DCE6F1", "border": 1})
        self.may = book.add_format({**wrap, "bg_color": "#F2F2F2", "border": 1})
        self.text = book.add_format({**wrap, "num_format": "@"})
        self.day = book.add_format({**wrap, "num_format": _DAY[lang], "align": "left"})
        self.number = book.add_format({**wrap, "num_format": "General"})
        self.choices: list[tuple[str, ...]] = []

    def write(self, shown: Sequence[LaidOut]) -> None:
        """All sheets: the rows, a sheet a list, and the words of the choices, hidden."""
        lists = lists_for(self.kind, self.law)
        names = self._names(lists)
        numbered = [(str(key), one) for key, one in enumerate(shown, 1)]
        self._sheet(
            _sheet_name(self.kind.names[self.lang]),
            "",
            [(key, one.cells) for key, one in numbered],
            keyed=bool(lists),
        )
        for listed in lists:
            entries = [
                (key, cells) for key, one in numbered for cells in one.lists.get(listed.name, [])
            ]
            self._sheet(names[listed.name], listed.name, entries, keyed=True)
        self._choices()

    def _names(self, lists: Sequence[Field]) -> dict[str, str]:
        """The sheet of each list: its label where that leads back to it, else its own name."""
        found: dict[str, str] = {}
        for one in lists:
            name = _sheet_name(label(self.kind, one, self.lang))
            known = list_named(self.kind, name) == one.name and name not in found.values()
            found[one.name] = name if known else one.name[:_NAME]
        return found

    def _columns(self, listed: str, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Field]:
        """The columns of a sheet, and those that only its rows need: the case of a name, say."""
        columns = columns_for(self.kind, self.law, listed)
        fields = fields_of(self.kind, listed)
        there = {one.name for one in columns}
        needed = dict.fromkeys(name for _, cells in rows for name in cells)
        return [*columns, *(fields[name] for name in needed if name not in there)]

    def _sheet(
        self,
        name: str,
        listed: str,
        rows: Sequence[tuple[str, Mapping[str, Any]]],
        *,
        keyed: bool,
    ) -> None:
        """One sheet; ``rows`` are keys and cells."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 48)
        heads = label_path(self.kind, self.lang, listed)
        first = 1 if keyed else 0
        if keyed:
            sheet.set_column(0, 0, 8, self.text)
            sheet.write_string(0, 0, KEY_WORDS[self.lang], self.must)
            sheet.write_comment(0, 0, _KEY[self.lang], _NOTE)
            for row, (key, _) in enumerate(rows, 1):
                sheet.write_string(row, 0, key, self.text)
        for index, one in enumerate(self._columns(listed, rows), first):
            self._column(sheet, index, one, listed, heads[one.name])
            for row, (_, cells) in enumerate(rows, 1):
                if one.name in cells:
                    self._cell(sheet, row, index, one, cells[one.name])

    def _column(self, sheet: Any, index: int, one: Field, listed: str, head: str) -> None:
        """The head of a column with its explanation, its format, and its choices."""
        sheet.set_column(index, index, _width(one), self._format(one))
        sheet.write_string(0, index, head, self.must if self._must(one, listed) else self.may)
        note = [self._told(one), f"[{one.name}]"]
        if one.takes.entry is not None:
            note.insert(1, _LINES[self.lang])
        sheet.write_comment(0, index, "\n".join(filter(None, note)), _NOTE)
        words = self._words(one)
        if words:
            place = self._place_of(words)
            sheet.data_validation(
                1,
                index,
                _ROWS,
                index,
                {"validate": "list", "source": place, "error_type": "warning"},
            )

    def _told(self, one: Field) -> str:
        """What a field is, as it is typed into a cell."""
        text = _QUOTES.sub("", str(explained(self.kind, one, self.lang).get("text", "")))
        if self._words(one) == TRUTH[self.lang]:
            for typed, word in zip(("true", "false"), TRUTH[self.lang], strict=True):
                text = re.sub(rf"\b{typed}\b", word, text)
        return text

    def _must(self, one: Field, listed: str) -> bool:
        """Whether a column must be filled in, in every row."""
        fields = fields_of(self.kind, listed)
        groups = (fields.get(".".join(one.path[:n])) for n in range(1, len(one.path)))
        return one.required and all(group is None or group.required for group in groups)

    def _words(self, one: Field) -> tuple[str, ...]:
        """What may be chosen in a column; nothing where other values may stand there too."""
        takes = one.takes
        if takes.bare or (takes.truth and not takes.choices and takes.entry is None):
            return TRUTH[self.lang]
        if takes.entry is not None or takes.text or takes.decimal or takes.whole:
            return ()
        return tuple(word_of(self.kind, self.lang, one, key) for key in takes.choices)

    def _place_of(self, words: tuple[str, ...]) -> str:
        """Where the list of ``words`` stands: a column of the hidden sheet."""
        if words not in self.choices:
            self.choices.append(words)
        column = xl_col_to_name(self.choices.index(words), True)
        return f"={_CHOICES}!{column}$1:{column}${len(words)}"

    def _format(self, one: Field) -> Any:
        takes = one.takes
        if takes.day:
            return self.day
        plain_number = (takes.decimal or takes.whole) and not takes.text and not takes.choices
        # Text stays as it is typed: zeros in front, long numbers, what looks like a day.
        return self.number if plain_number and not takes.percent else self.text

    def _cell(self, sheet: Any, row: int, column: int, one: Field, value: Any) -> None:
        form = self._format(one)
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        elif form is self.number and not isinstance(value, str):
            sheet.write_number(row, column, value, form)
        else:
            sheet.write_string(row, column, str(value), form)

    def _choices(self) -> None:
        sheet = self.book.add_worksheet(_CHOICES)
        sheet.hide()
        for column, words in enumerate(self.choices):
            sheet.write_column(0, column, words)


def _sheet_name(text: str) -> str:
    return _NO_NAME.sub(" ", text)[:_NAME].strip()


def _width(one: Field) -> int:
    takes = one.takes
    if takes.day or takes.whole or takes.decimal or takes.truth:
        return 13
    return 34 if takes.entry is not None or one.path[-1] in {"defect", "details"} else 20

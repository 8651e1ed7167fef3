"""No Russian words of the house say what an editor strikes out: calques and wrong dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from aftersales_docs import messages
from aftersales_docs.resources import data_root

CALQUES = re.compile(
    r"име(?:ет|ют|ло|ла|ли)\s+место|место\s+быть|в\s+случае,?\s+если|в\s+виду\s+того|"
    r"по\s+(?:окончанию|истечению|прибытию|получению)\b|согласно\s+(?:закона|договора|пункта)|"
    r"\bв\s+течении\b|вышеуказанн|нижеуказанн|на\s+сегодняшний\s+день|в\s+связи\s+с\s+тем,\s+что",
    re.IGNORECASE,
)
# A hyphen or an en dash where Russian sets an em dash between words.
MARKS = re.compile(r"[а-яё»)}] [-–] [а-яё«({]", re.IGNORECASE)


def _house() -> Iterator[tuple[str, str]]:
    """The Russian words of texts and the explanations of fields, line by line."""
    for file in sorted((data_root() / "templates").glob("*/*/ru.*")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{file.parent.name}/{file.name}:{number}", line


def _catalogue() -> Iterator[tuple[str, str]]:
    file = Path(messages.__file__).parent / "locale/ru/LC_MESSAGES/aftersales_docs.po"
    with file.open("rb") as content:
        for message in read_po(content, locale="ru"):
            words = [message.string] if isinstance(message.string, str) else message.string
            for one in words:
                yield str(message.id), one


@pytest.mark.parametrize("wrong", [CALQUES, MARKS], ids=["calques", "marks"])
def test_texts_and_fields(wrong: re.Pattern[str]) -> None:
    lines = list(_house())
    assert len(lines) > 1000
    assert [(place, found[0]) for place, line in lines if (found := wrong.search(line))] == []


@pytest.mark.parametrize("wrong", [CALQUES, MARKS], ids=["calques", "marks"])
def test_messages(wrong: re.Pattern[str]) -> None:
    entries = list(_catalogue())
    assert len(entries) > 1000
    assert [(key, found[0]) for key, words in entries if (found := wrong.search(words))] == []


@pytest.mark.parametrize(
    "words",
    [
        "вмешательством, которое имело место",
        "в случае, если",
        "по окончанию ремонта",
    ],
)
def test_a_calque_is_seen(words: str) -> None:
    assert CALQUES.search(words)


@pytest.mark.parametrize("words", ["«{value}» – не {choice}", "значение - не текст"])
def test_a_wrong_mark_is_seen(words: str) -> None:
    assert MARKS.search(words)

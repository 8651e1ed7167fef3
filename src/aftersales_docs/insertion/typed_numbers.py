"""Numbers that are typed as text before a paragraph: ``§ 7``, ``7.1.``, ``(1)``, ``a)``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

# What tells paragraphs of one rank from those of another: the way they are numbered.
Rank: TypeAlias = tuple[Any, ...]

_WORDS = (
    "§|Ziffer|Ziff\\.|Artikel|Art\\.|Abschnitt|Kapitel|Article|Section|Clause|Статья|Раздел|"
    "Глава|Пункт"
)
_TYPED = re.compile(
    rf"(?P<open>(?:{_WORDS})\s*|\(|)"
    r"(?P<figure>\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-Za-zА-Яа-я])"
    r"(?P<close>\.\)|[.):]|)(?P<gap>\s+|$)"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A number typed as text: ``§ 7``, ``7.1.``, ``(1)``, ``a)``, ``IV.``.

    ``open`` and ``close`` stand around the figure, ``gap`` is the space after it.
    """

    open: str
    figure: str
    close: str
    gap: str

    @property
    def form(self) -> str:
        """The kind of figures, by Word's names."""
        if self.figure[0].isdigit():
            return "decimal"
        if re.fullmatch("[IVXL]+", self.figure) and self.close != ")":
            return "upperRoman"
        case = "Upper" if self.figure.isupper() else "Lower"
        return ("russian" if self.figure.lower() >= "а" else "") + (
            case if self.figure.lower() >= "а" else f"{case.lower()}Letter"
        )

    @property
    def depth(self) -> int:
        """How many figures there are: 2 in ``7.1``."""
        return self.figure.count(".") + 1

    @property
    def label(self) -> str:
        """The number as it stands before the text."""
        return f"{self.open}{self.figure}{self.close}"

    @property
    def rank(self) -> Rank:
        """Equal for numbers of one rank."""
        return ("typed", self.open.strip(), self.form, self.depth)


def typed_number(text: str) -> Typed | None:
    """The number typed before ``text``, if there is one."""
    match = _TYPED.match(text)
    if match is None or not text[match.end() :].strip():
        return None
    found = Typed(match["open"], match["figure"], match["close"], match["gap"])
    return found if _is_number(found) else None


def _is_number(typed: Typed) -> bool:
    """Whether this counts the text: not a quantity, an initial or a date."""
    named = typed.open not in {"", "("}
    if typed.open == "(":
        return typed.close == ")"
    if typed.form == "decimal":
        plain = typed.depth == 1 and not typed.close
        return named or not plain or "\t" in typed.gap
    if typed.form == "upperRoman":
        return named or typed.close == "."
    return typed.close == ")"

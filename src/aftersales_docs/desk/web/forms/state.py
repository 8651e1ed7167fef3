"""What one form is made from: the input, what is wrong with it, who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ....errors import Problem, Worded, worded
from ....kinds import Kind
from ....language import LANGS
from ....messages import UiLang
from ....schemas.correspondence import CURRENCY_OF
from .parts import (
    FLAG,
    GROUP,
    LANGS_MODE,
    LINE,
    LIST,
    Choice,
    Either,
    Group,
    Keyed,
    Lines,
    Listed,
    Part,
    Plain,
    Ticks,
    Truth,
    Variants,
)
from .paths import ABSENT, Path, at
from .spot import Spot

RAW: Final = "raw"
_CASE: Final = worded("from the case")


@dataclass(slots=True)
class State:
    """A form; ``address`` takes what is sent.

    ``taken`` is what the case tells (or ``taken_from``): fields of the same value are marked.
    ``offered`` tells which facts of the house a field may take, where it may; ``lent`` is what
    the facts say that are taken. ``langs`` are the languages in which a field may say something
    else, where they are not those of a document.
    ``files``: whether files can be put in. ``focus`` is the place at which the reader goes on.
    ``drawn`` collects the places that the form shows, with the names of their elements, so that
    each problem is told at the nearest of them; ``called`` is what they are called.
    """

    kind: Kind
    lang: UiLang
    data: Mapping[str, Any]
    address: str
    problems: Mapping[Path, Sequence[Problem]] = field(default_factory=dict)
    taken: Mapping[str, Any] = field(default_factory=dict)
    taken_from: Worded = _CASE
    offered: Callable[[Spot], Sequence[tuple[str, str]]] | None = None
    lent: Mapping[str, Any] = field(default_factory=dict)
    langs: Sequence[str] = ()
    files: bool = True
    focus: Path = ()
    drawn: dict[Path, str] = field(default_factory=dict)
    called: dict[Path, str] = field(default_factory=dict)

    def value(self, path: Path) -> Any:
        """What stands at ``path``; an empty field of a file is none."""
        found = at(self.data, path)
        return ABSENT if found is None else found

    def lends(self, path: Path) -> Any:
        """What a fact that is taken says there; ``ABSENT`` where none does."""
        found = at(self.lent, path)
        return ABSENT if found is None else found

    def told_at(self, path: Path) -> Sequence[Problem]:
        """What is wrong there."""
        return self.problems.get(path, ())

    def told_below(self, path: Path) -> int:
        """How much is wrong there, and in what is in it."""
        length = len(path)
        return sum(len(found) for place, found in self.problems.items() if place[:length] == path)

    def is_taken(self, path: Path) -> bool:
        """Whether what stands there is what the case tells."""
        told = at(self.taken, path)
        return told is not ABSENT and told is not None and str(told) == str(self.value(path))

    def label_of(self, path: Path) -> str:
        """What a place is called, from the outside in: ``Remedies 2 › Amount``."""
        found: list[str] = []
        for length in range(1, len(path) + 1):
            step, label = path[length - 1], self.called.get(path[:length], "")
            if isinstance(step, int) and found:
                found[-1] = f"{found[-1]} {step + 1}"
            elif label:
                found.append(label)
        return " › ".join(found[-3:])

    @property
    def spoken(self) -> Sequence[str]:
        """The languages in which a field may say something else."""
        both = (str(self.data.get("lang") or ""), self.second)
        return self.langs or [one for one in dict.fromkeys(both) if one]

    @property
    def second(self) -> str:
        """The second language of a document of two languages in one file."""
        pair = self.data.get("bilingual")
        found = pair.get("second") if isinstance(pair, Mapping) else None
        return str(found) if found in LANGS else ""

    @property
    def currency(self) -> str:
        """The currency of amounts that name none of their own."""
        named = self.data.get("currency")
        return str(named) if isinstance(named, str) else CURRENCY_OF.get(self.law, "")

    @property
    def law(self) -> Any:
        """The law of the document, as far as it is chosen."""
        found = self.data.get("law")
        return found if found in self.kind.laws else ""


def shape_of(part: Part, value: Any) -> str:
    """The shape of ``value`` in a field of ``part``; ``raw`` where the form can't show it."""
    if _by_language(value) and not isinstance(part, Keyed):
        return LANGS_MODE
    if value is ABSENT:
        return LINE
    if isinstance(part, Either):
        return _shape_of_either(part, value)
    return LINE if _FITS[type(part)](value) else RAW


def _shape_of_either(part: Either, value: Any) -> str:
    for shape, inner in part.options:
        wanted = {
            FLAG: isinstance(value, bool),
            LINE: _scalar(value),
            GROUP: isinstance(value, Mapping),
            LIST: isinstance(value, list),
        }[shape]
        if wanted and (shape == FLAG or shape_of(inner, value) != RAW):
            return shape
    return RAW


def _scalar(value: Any) -> bool:
    return not isinstance(value, Mapping | list)


def _by_language(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= set(LANGS)


def _lines(value: Any) -> bool:
    return isinstance(value, list) and all(map(_scalar, value))


def _mapping(value: Any) -> bool:
    return isinstance(value, Mapping)


def _pairs(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_scalar, value.values()))


def _list(value: Any) -> bool:
    return isinstance(value, list)


_FITS: Final[Mapping[type, Callable[[Any], bool]]] = {
    **dict.fromkeys((Plain, Choice, Truth), _scalar),
    **dict.fromkeys((Group, Variants), _mapping),
    **dict.fromkeys((Lines, Ticks), _lines),
    Keyed: _pairs,
    Listed: _list,
}

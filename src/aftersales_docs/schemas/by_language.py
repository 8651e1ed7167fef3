"""Values that stand in several languages beside one another, in one file.

Any value may be given by language::

    territory: {de: Moskau und Umgebung, ru: город Москва и область}

A document in one language takes its own; a contract in two (``bilingual: {second: ru}``) is
read from one file: what is the same in both languages stands there once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..errors import Place
from ..language.codes import LANGS
from .source import Path_, Source

LANG = "lang"
BILINGUAL = "bilingual"
_LANGS = frozenset(LANGS)
_GONE = object()


def first_language(source: Source) -> Source:
    """``source`` in the language of its document; ``both`` keeps what it was taken from.

    A value that does not stand in this language is not there.
    """
    data = source.data
    lang = data.get(LANG) if isinstance(data, dict) else None
    if not _any_by_language(data):
        return replace(source, both=source)
    if lang in LANGS:
        return in_language(replace(source, both=source), str(lang))
    # The missing language is told itself; values are looked at in one that they have.
    first = next(key for _, value in _values(data) if _by_language(value) for key in value)
    picked = in_language(replace(source, both=source), first)
    return replace(picked, data={**picked.data, LANG: lang} if LANG in data else _but_lang(picked))


def _but_lang(source: Source) -> dict[str, Any]:
    return {name: value for name, value in source.data.items() if name != LANG}


def in_language(source: Source, lang: str) -> Source:
    """``source`` with the values of ``lang`` alone; ``lang`` is the language of its document."""
    picked = _Picked(source.both or source, lang)
    data = picked.value(picked.source.data, (), ())
    if isinstance(data, dict):
        data = {**data, LANG: lang}
    return replace(
        picked.source,
        data=data,
        places=picked.places,
        key_places=picked.key_places,
        content=b"",
        both=picked.source,
    )


def other_languages(source: Source, path: Path_) -> tuple[str, ...]:
    """The languages in which a value stands where ``source``, in one, has none at ``path``."""
    value: Any = source.both.data if source.both else None
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return ()
    return tuple(sorted(value)) if _by_language(value) else ()


def _by_language(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and value.keys() <= _LANGS


def _any_by_language(value: Any) -> bool:
    """Whether a value by language stands anywhere in ``value``."""
    if isinstance(value, dict):
        return _by_language(value) or any(map(_any_by_language, value.values()))
    return isinstance(value, list) and any(map(_any_by_language, value))


def _values(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every value in ``value``, with its path."""
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(item, (*path, index))


class _Picked:
    """Takes the values of one language, with their places."""

    def __init__(self, source: Source, lang: str) -> None:
        self.source, self.lang = source, lang
        self.places: dict[Path_, Place] = {(): source.place(())}
        self.key_places: dict[Path_, Place] = {}

    def value(self, value: Any, at: Path_, to: Path_) -> Any:
        """``value``, which stands at ``at``, as it is to stand at ``to``."""
        if to and to[-1] not in {LANG, BILINGUAL} and _by_language(value):
            return (
                self.value(value[self.lang], (*at, self.lang), to) if self.lang in value else _GONE
            )
        self.places[to] = self.source.place(at)
        self.key_places[to] = self.source.key_place(at)
        if isinstance(value, dict):
            items = {key: self.value(item, (*at, key), (*to, key)) for key, item in value.items()}
            return {key: item for key, item in items.items() if item is not _GONE}
        if isinstance(value, list):
            return [item for item in self._items(value, at, to) if item is not _GONE]
        return value

    def _items(self, value: list[Any], at: Path_, to: Path_) -> Iterator[Any]:
        kept = 0
        for index, item in enumerate(value):
            found = self.value(item, (*at, index), (*to, kept))
            kept += found is not _GONE
            yield found

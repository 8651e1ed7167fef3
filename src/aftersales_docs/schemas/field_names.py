"""Fields that are called as the user's language has them: ``Nummer: 7`` is ``number: 7``.

What stands on a form, in the starter file and in messages may stand in a file too, where it can
mean one field alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from ..errors import DataError, Place, Problem, worded
from ..language import LANGS
from .field_words import choice_meant, fields_called, kind_of_model
from .mapping import dotted
from .shapes import fixed_words, shape_of, tag_of
from .source import Path_, Source

_LANGS = frozenset(LANGS)


def named(source: Source, model: type[BaseModel]) -> Source:
    """``source`` with the names of fields that ``model`` has, where others stand for them.

    A word that may mean several fields stays as it is; so does one that means none.

    Raises:
        DataError: a field stands there twice, under its name and in words.

    """
    renames = dict(_Names(source, kind_of_model(model)).within(source.data, (model,), ()))
    return _renamed(source, renames) if renames else source


def kind_field(words: Iterable[str], models: Iterable[tuple[str, type[BaseModel]]]) -> str | None:
    """Which of ``words`` is what the field ``kind`` is called by one of the ``models``."""
    known = [(kind, model) for kind, model in models]
    called = (
        word
        for word in words
        if any(fields_called(word, model, kind) == {"kind"} for kind, model in known)
    )
    return next(called, None)


def with_kind(source: Source, models: Iterable[tuple[str, type[BaseModel]]]) -> Source:
    """``source`` with the field ``kind`` under its name, by whatever word it stands there."""
    data = source.data
    if not isinstance(data, dict) or "kind" in data:
        return source
    word = kind_field(filter(_is_text, data), models)
    return source if word is None else _renamed(source, {(word,): "kind"})


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


class _Names:
    """Finds the fields of a source that stand there under other names."""

    def __init__(self, source: Source, kind: str) -> None:
        self.source, self.kind = source, kind

    def within(self, value: Any, types: tuple[Any, ...], at: Path_) -> Iterator[tuple[Path_, str]]:
        """The paths in ``value`` that end in other words for a field, each with its name."""
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from self.within(item, _entries(types), (*at, index))
        elif isinstance(value, dict):
            models = _models(types)
            if models and value.keys() <= _LANGS and not any(map(_has_lang, models)):
                for lang, item in value.items():
                    yield from self.within(item, types, (*at, lang))
                return
            yield from self._fields(value, models, types, at)

    def _fields(
        self, value: Mapping[str, Any], models: tuple[Any, ...], types: tuple[Any, ...], at: Path_
    ) -> Iterator[tuple[Path_, str]]:
        tag = tag_of(models) if models else None
        free = any(get_origin(one) is dict for one in types)
        known = _known(models)
        strange = [key for key in value if key not in known and not free]
        names = dict[str, str]()
        if tag:
            names = self._meant(value, strange, models, tag, at)
            models = self._told_apart(value, names, models, tag)
        if strange:
            names |= self._meant(value, strange, models, tag or "", at)
        for key, item in value.items():
            name = names.get(key, key)
            if key in names:
                yield (*at, key), name
            yield from self.within(item, _step(types, models, name), (*at, key))

    def _meant(
        self,
        value: Mapping[str, Any],
        strange: Iterable[str],
        models: Iterable[Any],
        tag: str,
        at: Path_,
    ) -> dict[str, str]:
        """The fields that strange keys stand for, where each can mean one alone."""
        found: dict[str, str] = {}
        for key in strange:
            called = [fields_called(str(key), one, self.kind) for one in models]
            if not all(tag in names for names in called):
                # The word is one of a model, not of what tells it from the others.
                called = [fields_called(str(key), one, self.kind, tag) for one in models]
            names = frozenset[str]().union(*called)
            if len(names) != 1:
                continue
            (name,) = names
            if first := next((k for k in value if name in {k, found.get(k)}), None):
                raise self._twice(name, first, key, at)
            found[key] = name
        return found

    def _told_apart(
        self,
        value: Mapping[str, Any],
        names: Mapping[str, str],
        models: tuple[Any, ...],
        tag: str,
    ) -> tuple[Any, ...]:
        """The models that ``value`` may be of by the word of its ``tag``; else all."""
        key = next((key for key in value if names.get(key, key) == tag), None)
        word = value[key] if key is not None else None
        if not isinstance(word, str):
            return models
        # What choices are called is asked of words alone: to read it costs more than the rest.
        if keyed := _of_choice(models, tag, word):
            return keyed
        choice = choice_meant(word, models, tag, self.kind)
        return (_of_choice(models, tag, choice) if choice else ()) or models

    def _twice(self, name: str, first: str, again: str, at: Path_) -> DataError:
        place = self.source.key_place((*at, again))
        words = worded(
            "the field '{field}' stands here twice: as '{first}' and as '{again}'.",
            field=name,
            first=first,
            again=again[:60],
        )
        return DataError(
            Problem("key-twice", words, "Leave one of them.", dotted((*at, name)), place)
        )


def _of_choice(models: tuple[Any, ...], tag: str, choice: str) -> tuple[Any, ...]:
    """Those of ``models`` whose field ``tag`` may be ``choice``."""
    return tuple(one for one in models if choice in fixed_words(one, tag))


@lru_cache(maxsize=1024)
def _models(types: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(one for one in types if isinstance(one, type) and issubclass(one, BaseModel))


@lru_cache(maxsize=1024)
def _known(models: tuple[Any, ...]) -> frozenset[str]:
    """The fields of all of them."""
    return frozenset[str]().union(*(one.model_fields for one in models))


def _has_lang(model: Any) -> bool:
    return not _LANGS.isdisjoint(model.model_fields)


@lru_cache(maxsize=1024)
def _entries(types: tuple[Any, ...]) -> tuple[Any, ...]:
    """The types of what stands in a list; a list may stand where one entry alone may."""
    inner = [get_args(one)[:1] if get_origin(one) in {tuple, list} else (one,) for one in types]
    return tuple(option for parts in inner for part in parts for option in shape_of(part).options)


@lru_cache(maxsize=4096)
def _step(types: tuple[Any, ...], models: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    """The types of the field ``name``; of a list of one entry without its hyphen, the entry's."""
    inner = [get_args(one)[1] for one in types if get_origin(one) is dict]
    inner += [one.model_fields[name].annotation for one in models if name in one.model_fields]
    return tuple(option for one in inner for option in shape_of(one).options)


def _renamed(source: Source, renames: Mapping[Path_, str]) -> Source:
    """``source`` with other keys at the paths of ``renames``, everything at its place."""
    memo: dict[Path_, Path_] = {(): ()}

    def moved(path: Path_) -> Path_:
        if path not in memo:
            memo[path] = (*moved(path[:-1]), renames.get(path, path[-1]))
        return memo[path]

    def copied(value: Any, at: Path_) -> Any:
        if isinstance(value, dict):
            return {
                renames.get((*at, key), key): copied(item, (*at, key))
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [copied(item, (*at, index)) for index, item in enumerate(value)]
        return value

    def places(known: Mapping[Path_, Place]) -> dict[Path_, Place]:
        return {moved(path): place for path, place in known.items()}

    return replace(
        source,
        data=copied(source.data, ()),
        places=places(source.places),
        key_places=places(source.key_places),
    )

"""The input files as a finished document carries them: complete in themselves.

What was read as it stands is carried byte for byte. An input that takes facts from a house
file is written out with those facts in it, so that it renders alone; so is the first of two
languages, to name the second as it is called inside the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from ..core_yaml import FLOAT, INT, STARTS_NUMBER
from .source import Source, TypedDecimal, TypedInt

_WIDTH = 10_000  # No line is folded.
_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"


class _Dumper(yaml.CSafeDumper):
    """Writes numbers as they were typed.

    PyYAML knows the numbers of YAML 1.1; what only 1.2 reads as one needs quotes too.
    """


_Dumper.add_implicit_resolver(_INT, INT, STARTS_NUMBER)
_Dumper.add_implicit_resolver(_FLOAT, FLOAT, STARTS_NUMBER)


def _typed_int(dumper: _Dumper, number: TypedInt) -> yaml.Node:
    return dumper.represent_scalar(_INT, number.source_text)


def _typed_decimal(dumper: _Dumper, number: TypedDecimal) -> yaml.Node:
    return dumper.represent_scalar(_FLOAT, number.source_text)


_Dumper.add_representer(TypedInt, _typed_int)
_Dumper.add_representer(TypedDecimal, _typed_decimal)


def as_yaml(data: Mapping[str, Any]) -> bytes:
    """``data`` as YAML that reads as the same data, every number as it was typed."""
    written: bytes = yaml.dump(
        _unshared(data),
        Dumper=_Dumper,
        default_flow_style=False,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        encoding="utf-8",
    )
    return written


def _unshared(value: Any) -> Any:
    """A copy in which nothing occurs twice, so that no alias stands for it."""
    if isinstance(value, Mapping):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if isinstance(value, list) else value


def _file(source: Source, stem: str) -> tuple[str, bytes]:
    if not source.content:
        return f"{stem}.yaml", as_yaml(source.data)
    json = source.name.lower().endswith(".json")
    return f"{stem}.{'json' if json else 'yaml'}", source.content


def carried(source: Source, second: Source | None = None, lang: str = "") -> dict[str, bytes]:
    """The files by name that give the same document again, the first language first.

    ``second`` is the same contract in the language ``lang``.
    """
    if second is None or second.both is source.both is not None:
        # One file has both languages.
        return dict([_file(source.both or source, "input")])
    source, second = source.both or source, second.both or second
    other = _file(second, f"input.{lang}")
    bilingual = source.data["bilingual"]
    if bilingual["file"] == other[0]:
        return dict([_file(source, "input"), other])
    named = {**source.data, "bilingual": {**bilingual, "file": other[0]}}
    return {"input.yaml": as_yaml(named), other[0]: other[1]}

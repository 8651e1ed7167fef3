"""The input files as a finished document carries them: complete in themselves.

What was read as it stands is carried byte for byte. An input that takes facts from a house
file is written out with those facts in it, so that it renders alone; so is the first of two
languages, to name the second as it is called inside the document.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.representer import SafeRepresenter

from .source import Source, TypedDecimal, TypedInt

_WIDTH = 10_000  # No line is folded.


class _Representer(SafeRepresenter):
    """Writes numbers as they were typed."""


def _typed_int(representer: SafeRepresenter, number: TypedInt) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:int", number.source_text)


def _typed_decimal(representer: SafeRepresenter, number: TypedDecimal) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:float", number.source_text)


_Representer.add_representer(TypedInt, _typed_int)
_Representer.add_representer(TypedDecimal, _typed_decimal)


def as_yaml(data: Mapping[str, Any]) -> bytes:
    """``data`` as YAML that reads as the same data, every number as it was typed."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = _WIDTH
    stream = io.BytesIO()
    yaml.dump(_own(data), stream)
    return stream.getvalue()


def _own(value: Any) -> Any:
    """A copy in which nothing occurs twice, so that no alias stands for it."""
    if isinstance(value, Mapping):
        return {key: _own(item) for key, item in value.items()}
    return [_own(item) for item in value] if isinstance(value, list) else value


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

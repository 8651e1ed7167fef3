"""YAML 1.2 (core schema) read by libyaml: for the files of the house, many times as fast.

What a user gives as input is read elsewhere, with the place of each value; here an error
names a line. ``no`` is text, ``010`` is ten, a key may not stand twice, dates stay text.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from .errors import worded

CoreYamlError = yaml.MarkedYAMLError

_TAG: Final = "tag:yaml.org,2002:"
INT: Final = re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$")
FLOAT: Final = re.compile(
    r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
)
STARTS_NUMBER: Final = list("-+.0123456789")
_BASES: Final = {"0o": 8, "0x": 16}


def strict(base: type[Any]) -> type[Any]:
    """PyYAML's loader ``base``, but no key may stand twice in a mapping."""

    class Loader(base):  # type: ignore[misc]  # (which base is known at run time only)
        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
            if len(mapping) < len(node.value):
                message = worded("a key stands twice")
                raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)
            return mapping

    return Loader


class _Loader(strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader))):  # type: ignore[misc]
    """PyYAML's loader with the scalars of YAML 1.2 in place of those of 1.1."""


def _int(loader: Any, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text[2:], _BASES[text[:2]]) if text[:2] in _BASES else int(text)


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver(
    f"{_TAG}bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver(f"{_TAG}int", INT, STARTS_NUMBER)
_Loader.add_implicit_resolver(f"{_TAG}float", FLOAT, STARTS_NUMBER)
_Loader.add_implicit_resolver(
    f"{_TAG}null", re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
_Loader.add_constructor(f"{_TAG}int", _int)


def load_yaml(text: str) -> Any:
    """The data in ``text``.

    Raises:
        CoreYamlError: it is no YAML, or a key stands twice in a mapping; with the place.

    """
    return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader; plain data alone)


def lines_of(text: str) -> dict[str, int]:
    """The lines, counted from nought, of the keys in the mapping ``text``; of no mapping none.

    Raises:
        CoreYamlError: it is no YAML; with the place.

    """
    node = yaml.compose(text, Loader=_Loader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {str(key.value): key.start_mark.line for key, _ in pairs}

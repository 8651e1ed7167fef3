"""The kinds of document, one folder a kind; a package outside can bring its own.

``KINDS`` holds what is found: each folder here that has a ``KIND``, and each entry point of
the group ``aftersales_docs.kinds``. A kind is imported when it is asked for, not before.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from ..resources import KIND_ENTRY_POINTS
from .kind import Kind

__all__ = ["KINDS", "Kind", "Kinds"]


class Kinds(Mapping[str, Kind]):
    """All kinds of document by their names, such as ``claim-response``.

    A folder gives its kind the name it has itself, with hyphens; an entry point names its
    kind. A kind of the house is never replaced by one from outside.
    """

    @cached_property
    def _modules(self) -> dict[str, str | EntryPoint]:
        outside = {entry.name: entry for entry in entry_points(group=KIND_ENTRY_POINTS)}
        inside = {
            module.name.replace("_", "-"): f"{__name__}.{module.name}"
            for module in pkgutil.iter_modules(__path__)
            if module.ispkg
        }
        return {**outside, **inside}

    @cached_property
    def _loaded(self) -> dict[str, Kind]:
        return {}

    def __getitem__(self, name: str) -> Kind:
        if name not in self._loaded:
            module = self._modules[name]
            found = module.load() if isinstance(module, EntryPoint) else import_module(module).KIND
            self._loaded[name] = found
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._modules))

    def __len__(self) -> int:
        return len(self._modules)

    def __contains__(self, name: object) -> bool:
        return name in self._modules


KINDS = Kinds()

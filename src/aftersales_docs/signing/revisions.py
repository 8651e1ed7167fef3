"""What may come after a signature: pyHanko's rules, and fields that are tagged.

A signed field hangs in the tag tree, too. pyHanko allows for that where the field is the
only kid of its tag (``/K`` an object reference), not where it stands in a list of kids,
though both mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pyhanko.pdf_utils.reader import HistoricalResolver, RawPdfPath
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
    GenericFieldModificationRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.diff_analysis.rules_api import Context

_TAGS = ("/Root", "/StructTreeRoot", "/K")


class _TaggedFields(SigFieldModificationRule):
    """Lets a field be signed that stands in a list of kids in the tag tree."""

    def check_form_field(
        self, fq_name: str, spec: FieldComparisonSpec, context: FieldComparisonContext
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        allowed = None
        for level, update in super().check_form_field(fq_name, spec, context):
            if update.updated_ref == spec.new_field_ref and update.context_checked is not None:
                allowed = level, update
            yield level, update
        if allowed is not None:  # Only what is allowed elsewhere is allowed in the tag tree.
            level, update = allowed
            for place in _places(spec):
                yield level, replace(update, context_checked=place)


def _places(spec: FieldComparisonSpec) -> Iterator[Context]:
    """Where the field stands in lists of kids in the tag tree."""
    field = spec.old_field_ref
    if field is None:
        return
    old = field.get_pdf_handler()
    if isinstance(old, HistoricalResolver):
        for path in old._get_usages_of_ref(field):
            if _is_kid(path):
                yield Context.from_absolute(old, path)


def _is_kid(path: RawPdfPath) -> bool:
    """Whether a path leads through the tag tree to one kid of several: ``/K``, n, ``/Obj``."""
    parts = tuple(path.path)
    return (
        len(parts) >= 6
        and parts[:3] == _TAGS
        and parts[-3] == "/K"
        and isinstance(parts[-2], int)
        and parts[-1] == "/Obj"
    )


POLICY: Final = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldCreationRule(), _TaggedFields(), GenericFieldModificationRule()]
    ),
)

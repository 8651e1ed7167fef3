"""What may come after a signature.

Signatures in the empty fields that were there, time stamps in fields of their own, data for
later checks, and nothing else. pyHanko's rules allow more: values of other fields, properties
of the document, objects that nothing uses, any new signature field. Tagged fields they allow
only in part: a signed field hangs in the tag tree, too, and pyHanko lets it be where it is the
only kid of its tag (``/K`` an object reference), not where it stands in a list of kids, though
both mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, RawPdfPath
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DSSCompareRule,
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    ReferenceUpdate,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    WhitelistRule,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.commons import compare_dicts
from pyhanko.sign.diff_analysis.rules_api import Context
from pyhanko.sign.fields import enumerate_sig_fields

from ..errors import worded
from .objects import entry

_TAGS = ("/Root", "/StructTreeRoot", "/K")
STAMP: Final = "/DocTimeStamp"
# A place to sign takes no more of its page than this; a larger one could cover what is said.
LARGEST_PART: Final = 0.25
_A4 = 595.0 * 842.0
_SHOWN_OR_LOCKED = {4, 132}  # print; print and locked


class ForbiddenError(SuspiciousModification):
    """A change that is not allowed, in words that a report can use."""


def visible(field: generic.DictionaryObject) -> bool:
    """Whether a field, or one of its widgets, takes room on a page."""
    return any(_area(one) > 0 for one in _widgets(field))


def too_large(field: generic.DictionaryObject) -> bool:
    """Whether a field takes more of its page than a place to sign does."""
    return any(_area(one) > LARGEST_PART * _page_area(one) for one in _widgets(field))


def _widgets(field: generic.DictionaryObject) -> Iterator[generic.DictionaryObject]:
    yield field
    for kid in entry(field, "/Kids", ()):
        one = kid.get_object()
        if isinstance(one, generic.DictionaryObject):
            yield one


def _area(widget: generic.DictionaryObject) -> float:
    return _extent(entry(widget, "/Rect"))


def _extent(rectangle: Any) -> float:
    if not isinstance(rectangle, generic.ArrayObject) or len(rectangle) != 4:
        return 0.0
    left, bottom, right, top = (float(rectangle[i]) for i in range(4))
    return abs(right - left) * abs(top - bottom)


def _page_area(widget: generic.DictionaryObject) -> float:
    node: Any = entry(widget, "/P")
    for _ in range(50):  # The size may stand at a node above the page.
        if not isinstance(node, generic.DictionaryObject):
            break
        if area := _extent(entry(node, "/MediaBox")):
            return area
        node = entry(node, "/Parent")
    return _A4


class _StampFields(SigFieldCreationRule):
    """Lets no field be added but an invisible one that holds a time stamp."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def apply(
        self, context: FieldComparisonContext
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        for spec in context.field_specs.values():
            if spec.old_field_ref is None and spec.new_field_ref is not None:
                field = spec.new_field_ref.get_object()
                if not isinstance(field, generic.DictionaryObject) or (
                    visible(field) or not _is_stamp(field)
                ):
                    raise ForbiddenError(worded("a field was added"))
        yield from super().apply(context)


def _is_stamp(field: Any) -> bool:
    value = entry(field, "/V") if isinstance(field, generic.DictionaryObject) else None
    return isinstance(value, generic.DictionaryObject) and entry(value, "/Type") == STAMP


class _EmptyFields(SigFieldModificationRule):
    """Lets an empty field be signed, also one that stands in a list of kids in the tag tree."""

    def __init__(self) -> None:
        super().__init__(
            always_modifiable={"/Type"}, value_update_keys={"/Type", "/AP", "/V", "/F", "/Ff"}
        )

    def check_form_field(
        self, fq_name: str, spec: FieldComparisonSpec, context: FieldComparisonContext
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        _check_place(spec)
        allowed = None
        for level, update in super().check_form_field(fq_name, spec, context):
            if update.updated_ref == spec.new_field_ref and update.context_checked is not None:
                allowed = level, update
            yield level, update
        if allowed is not None:  # Only what is allowed elsewhere is allowed in the tag tree.
            level, update = allowed
            for place in _places(spec):
                yield level, replace(update, context_checked=place)
            for reference in (*_parts_of_signature(spec, context), *_widgets_of(spec, context)):
                yield ModificationLevel.FORM_FILLING, FormUpdate(reference, field_name=fq_name)


def _check_place(spec: FieldComparisonSpec) -> None:
    """See that what is newly signed is a place to sign, and no time stamp stands in it.

    Raises:
        SuspiciousModification: it is not.

    """
    old, new = spec.old_field, spec.new_field
    if old is None or new is None or "/V" in old or "/V" not in new:
        return
    if _is_stamp(new) and visible(new):
        raise ForbiddenError(worded("a time stamp stands in a party's field"))
    if too_large(new):
        raise ForbiddenError(worded("a signature covers the page"))
    if entry(new, "/F", 0) not in {*_SHOWN_OR_LOCKED, entry(old, "/F", 0)}:
        raise ForbiddenError(worded("a field is shown in another way"))


def _widgets_of(
    spec: FieldComparisonSpec, context: FieldComparisonContext
) -> Iterator[generic.Reference]:
    """The widgets of a newly signed field that are its kids, where only their looks changed."""
    old, new = spec.old_field, spec.new_field
    if old is None or new is None or "/V" in old or "/V" not in new or "/Kids" not in old:
        return
    before, after = entry(old, "/Kids"), entry(new, "/Kids")
    for one, other in zip(list.__iter__(before), list.__iter__(after), strict=False):
        widget, changed = one.get_object(), other.get_object()
        if one != other or "/T" in widget:
            continue
        compare_dicts(widget, changed, frozenset({"/AP", "/F"}))
        if entry(changed, "/F", 0) not in {*_SHOWN_OR_LOCKED, entry(widget, "/F", 0)}:
            raise ForbiddenError(worded("a field is shown in another way"))
        yield other.reference
        if "/AP" in changed:
            begin = context.old.revision + 1
            look = changed.raw_get("/AP")
            yield from context.new.collect_dependencies(look, since_revision=begin)


def _parts_of_signature(
    spec: FieldComparisonSpec, context: FieldComparisonContext
) -> Iterator[generic.Reference]:
    """The new objects that a new signature's own entries lie in, as Acrobat writes them.

    What its references point at (``/Data``) is the document's, and is not followed.
    """
    value = entry(spec.new_field, "/V") if spec.new_field is not None else None
    if not isinstance(value, generic.DictionaryObject) or "/V" in (spec.old_field or {}):
        return
    begin = context.old.revision + 1
    for key in value.keys() - {"/Reference"}:
        yield from context.new.collect_dependencies(value.raw_get(key), since_revision=begin)
    waiting = [value.raw_get("/Reference")] if "/Reference" in value else []
    while waiting:
        one = waiting.pop()
        if isinstance(one, generic.IndirectObject):
            if context.old.is_ref_unassignable(one.reference):
                yield one.reference
            one = one.get_object()
        if isinstance(one, generic.ArrayObject):
            waiting += list.__iter__(one)
        elif isinstance(one, generic.DictionaryObject):
            waiting += [one.raw_get(key) for key in ("/TransformParams",) if key in one]


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


class _NeverUsed(WhitelistRule):
    """Lets numbers be set free that no object ever had, as Acrobat does when it saves."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        freed = new.reader.xrefs.get_xref_data(new.revision).freed
        for number, generation in freed.items():
            # pyHanko counts what is freed as the generation before the one that comes next.
            reference = generic.Reference(number, generation - 1, new.reader)
            first = generic.Reference(number, 0, new.reader)
            if new.reader.xrefs.get_historical_ref(first, old.revision) is None:
                yield ReferenceUpdate(reference)


class _Format(WhitelistRule):
    """Lets a revision say of the file what a signature in it needs, and only with one.

    Version and extensions of the format (a signature by an elliptic curve, say, belongs
    to PDF 2.0, ISO/TS 32002), and that the form holds signatures (``/SigFlags``).
    """

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        before, after = _said(old), _said(new)
        if before == after:
            return ()
        extensions, version, flags = after
        if before[0].keys() - extensions.keys() or not all(
            _names_one(extensions[key]) for key in extensions
        ):
            raise ForbiddenError(worded("the extensions of the format were changed"))
        if version != before[1] and not (version in _VERSIONS and version > before[1]):
            raise ForbiddenError(worded("the version of the format was changed"))
        if flags not in (before[2], 1, 3) or flags < before[2]:
            raise ForbiddenError(worded("the form says something else of its signatures"))
        if _signed(old) == _signed(new) and "/DSS" not in new.root:
            raise ForbiddenError(worded("what it says of its format was changed without need"))
        return ()


def _said(revision: HistoricalResolver) -> tuple[Any, str, int]:
    """Extensions and version of the format, and the flags of the form, at a revision."""
    root = revision.root
    flags = entry(entry(root, "/AcroForm", {}), "/SigFlags", 0)
    return entry(root, "/Extensions", {}), str(entry(root, "/Version", "")), int(flags)


_VERSIONS = {f"/{one}" for one in ("1.4", "1.5", "1.6", "1.7", "2.0")}


def _signed(revision: HistoricalResolver) -> int:
    """How many signature fields are signed at a revision."""
    return sum(1 for _ in enumerate_sig_fields(revision, filled_status=True))


def _names_one(value: Any) -> bool:
    """Whether ``value`` is one developer extension (ISO 32000-2, 7.12), or several."""
    if isinstance(value, generic.ArrayObject):
        return all(_names_one(value[i]) for i in range(len(value)))
    simple = (generic.NameObject, generic.NumberObject, generic.TextStringObject)
    return isinstance(value, generic.DictionaryObject) and all(
        isinstance(value.raw_get(key), simple) for key in value
    )


_KEPT = ModificationLevel.LTA_UPDATES
POLICY: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(ignored_keys={"/AcroForm", "/DSS", "/Extensions", "/Version"}),
        _Format().as_qualified(_KEPT),
        XrefStreamRule().as_qualified(_KEPT),
        ObjectStreamRule().as_qualified(_KEPT),
        DSSCompareRule().as_qualified(_KEPT),
        _NeverUsed().as_qualified(_KEPT),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[_StampFields(), _EmptyFields()],
        ignored_acroform_keys={"/Fields", "/SigFlags"},
    ),
    # What is set free must be explained as everything else, by _NeverUsed alone.
    reject_object_freeing=False,
    ignore_orphaned_objects=False,
)

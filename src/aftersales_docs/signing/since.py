"""What was added to a file after a signature: told one by one, for a reader of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature

from ..errors import worded
from .objects import entry
from .report import Changes
from .revisions import STAMP
from .words import shown

_IDLE = worded("a revision that changes nothing")
_DATA = ("/Certs", "/CRLs", "/OCSPs", "/VRI")


def added_since(
    reader: PdfFileReader, revision: int, signatures: Sequence[EmbeddedPdfSignature]
) -> tuple[Changes, tuple[str, ...]]:
    """What came after ``revision``: of what the rules allow, each thing by its name."""
    later = [signature for signature in signatures if signature.signed_revision > revision]
    named = [
        shown(signature.field_name) for signature in later if signature.sig_object_type != STAMP
    ]
    told = [worded("the signature in {name}", name=name) for name in named]
    kinds = [Changes.SIGNATURES] if named else []
    stamps = len(later) - len(named)
    if stamps:
        kinds.append(Changes.STAMPS)
        told.append(worded("{stamps} {stamps:time stamp|time stamps}", stamps=stamps))
    last = reader.xrefs.total_revisions - 1
    steps = range(revision + 1, last + 1)
    with_data = {step for step in steps if _data(reader, step) != _data(reader, step - 1)}
    if with_data:
        kinds.append(Changes.VALIDATION_DATA)
        told.append(worded("data for later checks"))
    idle = len(set(steps) - with_data - {signature.signed_revision for signature in later})
    if idle:
        kinds.append(Changes.EMPTY)
        told.append(
            worded("{idle} revisions that change nothing", idle=idle) if idle > 1 else _IDLE
        )
    return (kinds[0] if kinds else Changes.NONE), tuple(told)


def _data(reader: PdfFileReader, revision: int) -> tuple[tuple[str, ...], ...]:
    """The references of the validation data that the file carries at ``revision``."""
    store = entry(reader.get_historical_root(revision), "/DSS")
    if not isinstance(store, generic.DictionaryObject):
        return ()
    return tuple(_references(entry(store, key)) for key in _DATA)


def _references(value: Any) -> tuple[str, ...]:
    if isinstance(value, generic.ArrayObject):
        return tuple(repr(one) for one in list.__iter__(value))
    if isinstance(value, generic.DictionaryObject):
        return tuple(sorted(value))
    return ()

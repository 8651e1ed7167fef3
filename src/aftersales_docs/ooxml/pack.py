"""Packing the parts of a Word file so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, bytes], base: bytes = b"") -> bytes:
    """A .docx of ``parts``, in their order, without a trace of when or where.

    ``base`` is a package that is already packed; ``parts`` are added to it, so that what
    never changes is compressed only once.
    """
    buffer = io.BytesIO(base)
    with zipfile.ZipFile(buffer, "a") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, compresslevel=3)
    return buffer.getvalue()

"""pyHanko's reader, with a memory for object streams.

pyHanko reads the index of an object stream anew for each object in it; reviewing the
revisions of a tagged document, whose hundreds of objects lie in one stream, takes seconds.
The seam is one method; a test holds that both read the same.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from ..errors import worded


@dataclass(frozen=True, slots=True)
class _Opened:
    """An object stream: where its objects begin, by their place, and what they are numbered."""

    stream: generic.StreamObject
    data: bytes
    numbers: tuple[int, ...]
    offsets: tuple[int, ...]


class StreamReader(PdfFileReader):
    """Reads the index of each object stream once."""

    _streams: dict[int, _Opened]

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> generic.PdfObject:
        opened = self._opened(stmnum)
        if not 0 <= idx < len(opened.numbers) or opened.numbers[idx] != idnum:
            raise PdfReadError(
                worded("object {idnum} is not at its place in its object stream", idnum=idnum)
            )
        data = io.BytesIO(opened.data)
        data.seek(opened.offsets[idx])
        found = generic.read_object(data, generic.Reference(idnum, 0, self))
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise PdfReadError(
                worded("object {idnum} may not lie in an object stream", idnum=idnum)
            )
        return found

    def _opened(self, number: int) -> _Opened:
        """The object stream ``number``; one that was replaced is read anew."""
        stream = generic.Reference(number, 0, self).get_object()
        streams = self.__dict__.setdefault("_streams", {})
        known: _Opened | None = streams.get(number)
        if known is None or known.stream is not stream:
            known = streams[number] = _indexed(stream)
        return known


def _indexed(stream: generic.PdfObject) -> _Opened:
    if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
        raise PdfReadError(worded("an object is said to lie in what is no object stream"))
    data = stream.read_data(DecodePurpose.OBJECT_STREAM)
    first, count = int(stream["/First"]), int(stream["/N"])
    index = [int(part) for part in data[:first].split()[: 2 * count]]
    if len(index) != 2 * count:
        raise PdfReadError(worded("the index of an object stream is too short"))
    offsets = tuple(first + offset for offset in index[1::2])
    return _Opened(stream, data, tuple(index[::2]), offsets)

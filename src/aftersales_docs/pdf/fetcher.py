"""What a template's HTML and CSS may load: files beside the template, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from ..document import Picture
from ..errors import worded
from ..resources import Templates
from ..sandbox.pictures import MAX_PICTURE_BYTES, picture_fault
from .addresses import address


class TemplateFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Loads files below the template folders; refuses network and foreign files."""

    def __init__(self, templates: Templates) -> None:
        super().__init__(allowed_protocols=("file",))
        self._folders = tuple(folder.resolve() for folder in templates.folders)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file at ``url``.

        Raises:
            FatalURLFetchingError: ``url`` is no file below the template folders.

        """
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or not any(path.is_relative_to(f) for f in self._folders):
            raise FatalURLFetchingError(
                worded("a template may only load files beside it, not {url}", url=url[:200])
            )
        _check_file(path)
        return super().fetch(url, headers)


class DocumentFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Gives the pictures of one document, and for all else asks the template's fetcher."""

    def __init__(self, pictures: Iterable[Picture], others: TemplateFetcher) -> None:
        super().__init__(allowed_protocols=("file",))
        self._pictures = {address(one): one for one in pictures}
        self._others = others

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The picture at ``url``, or the file of the template.

        Raises:
            FatalURLFetchingError: it is neither.

        """
        picture = self._pictures.get(url)
        if picture is None:
            return self._others.fetch(url, headers)
        return URLFetcherResponse(url, picture.content, {"Content-Type": picture.media_type})


def _check_file(path: Path) -> None:
    """See that a file is there and is of a sensible size, before anything unpacks it."""
    if not path.is_file():
        raise FatalURLFetchingError(
            worded("there is no file {name} beside the template", name=path.name)
        )
    if path.stat().st_size > MAX_PICTURE_BYTES:
        fault: str | None = worded(
            "has more than {max_picture_bytes} MB", max_picture_bytes=MAX_PICTURE_BYTES // 2**20
        )
    else:
        fault = picture_fault(path.read_bytes())
    if fault:
        raise FatalURLFetchingError(worded("the file {name} {fault}", name=path.name, fault=fault))

"""What a template's HTML and CSS may load: files beside the template, nothing else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from ..resources import Templates


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
            raise FatalURLFetchingError(f"a template may only load files beside it, not {url}")
        return super().fetch(url, headers)

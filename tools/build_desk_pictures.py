"""Draw the pictures of the desk in ``docs/pictures``: pages of the demonstration as served today.

    python -m tools.build_desk_pictures

Needs Chromium and the extra ``dev``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from tests.web.served import NAME, PASSWORD, served

from aftersales_docs.resources import data_root

PICTURES = data_root() / "docs" / "pictures"
# In pixels. A picture is cut off below: the guide shows what a page looks like, not all of it.
_WINDOW = {"width": 1100, "height": 760}
_COLOURS = 128


def _document(page: Any) -> None:
    page.goto("/register/?kind=claim-response")
    page.locator("#rows a").first.click()
    page.locator(".history").wait_for()


def _form(page: Any) -> None:
    page.goto("/drafts/1/")
    page.wait_for_load_state("networkidle")


def _at(address: str) -> Callable[[Any], None]:
    return lambda page: page.goto(address)


SHOWN: Mapping[str, Callable[[Any], None]] = {
    "desk-start": _at("/"),
    "desk-document": _document,
    "desk-form": _form,
    "desk-statistics": _at("/statistics/?since=2025-01-01"),
    "desk-bulk": _at("/bulk/"),
    "desk-programs": _at("/house/programs/"),
}


def main() -> None:
    """Serve the demonstration and draw each page."""
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), "--demo") as desk,
        sync_playwright() as made,
    ):
        browser = made.chromium.launch(executable_path="/usr/bin/chromium", chromium_sandbox=False)
        page = browser.new_page(base_url=desk.address, locale="en-GB", viewport=_WINDOW)
        page.set_default_timeout(60_000)
        page.goto("/")
        page.fill("#id_login", NAME)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.locator(".me").wait_for()
        for name, shown in SHOWN.items():
            shown(page)
            _drawn(page, PICTURES / f"{name}.png")
        browser.close()


def _drawn(page: Any, path: Path) -> None:
    page.wait_for_load_state()
    page.screenshot(path=path)
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(_COLOURS)
    few.save(path, optimize=True)
    print(path.name)


if __name__ == "__main__":
    main()

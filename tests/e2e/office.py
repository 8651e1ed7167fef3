"""Other programs as readers of our Word files: LibreOffice, and Microsoft's Open XML SDK."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from aftersales_docs.fonts import folders

_TOOLS = Path(__file__).parents[1] / "tools"


def sdk_report(file: Path) -> dict[str, Any]:
    """What the Open XML SDK says of a Word file: ``ok``, and the ``errors``."""
    done = subprocess.run(
        ["npx", "--no-install", "ooxml-validator", str(file)],
        cwd=_TOOLS, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def print_with_office(folder: Path) -> None:
    """Print every Word file of ``folder`` into its folder ``office``, with the bundled fonts."""
    fonts = folder / "fonts.conf"
    places = "".join(f"<dir>{place}</dir>" for place in folders())
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{places}</fontconfig>',
        encoding="utf-8",
    )
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(folder / "office"),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True, capture_output=True, timeout=300,
        env=os.environ | {"FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip

"""LibreOffice as a reader of our Word files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from aftersales_docs.pdf.fonts import folders


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

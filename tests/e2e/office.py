"""Other programs as readers of our Word files: LibreOffice, and Microsoft's Open XML SDK."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from shutil import copy, copytree
from typing import Any

from lxml import etree

from aftersales_docs.fonts import folders
from aftersales_docs.resources import data_root
from tests.inputs import samples
from tests.made import made, once

_TOOLS = Path(__file__).parents[1] / "tools"
# Called itself: npx takes as long again to find it.
_VALIDATOR = _TOOLS / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"


def sdk_report(file: Path) -> dict[str, Any]:
    """What the Open XML SDK says of a Word file: ``ok``, and the ``errors``; once a run."""

    def ask(kept: Path) -> None:
        done = subprocess.run(
            ["node", str(_VALIDATOR), str(file)], capture_output=True, text=True, check=False
        )
        kept.write_text(done.stdout, encoding="utf-8")

    kept = once(f"sdk-{sha256(file.read_bytes()).hexdigest()}", ask)
    report: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    return report


def _fonts(folder: Path, places: Sequence[Path], *, of_machine: bool = True) -> Path:
    """A configuration of fontconfig with the fonts of ``places``, and of the machine."""
    file = folder / ("fonts.conf" if of_machine else "no-fonts.conf")
    others = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>' * of_machine
    others += "".join(f"<dir>{place}</dir>" for place in places)
    others += f"<cachedir>{folder / 'font-cache'}</cachedir>" * (not of_machine)
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{others}</fontconfig>",
        encoding="utf-8",
    )
    return file


def print_with_office(folder: Path, *, fonts: bool = True) -> None:
    """Print every Word file of ``folder`` into its folder ``office``, with the bundled fonts.

    Without ``fonts`` on a machine that has but one, for Hebrew (with none at all LibreOffice does
    not start): letters whose font is not in the file itself are lacking.
    """
    other = folder / "other-fonts"
    other.mkdir(exist_ok=True)
    copy(data_root() / "fonts" / "noto" / "NotoSansHebrew[wght].ttf", other)
    known = _fonts(folder, folders() if fonts else [other], of_machine=fonts)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder / "office"),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env=os.environ | {"FONTCONFIG_FILE": str(known)},
    )


def printed(sample: Path) -> Path:
    """A sample's Word file as LibreOffice prints it: those of a kind by one run of it."""
    kind = sample.parent.name

    def make(folder: Path) -> None:
        folder.mkdir()
        for one in samples(kind):
            (folder / f"{one.stem}.docx").write_bytes(made(one, "docx"))
        print_with_office(folder)

    return once(f"office-{kind}", make) / "office" / f"{sample.stem}.pdf"


# LibreOffice keeps macros in its profile; this one lets it make the index of a file anew.
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Update(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  indexes = document.getDocumentIndexes()
  For i = 0 To indexes.getCount() - 1
    indexes.getByIndex(i).update()
  Next i
  Dim flat(0) As New com.sun.star.beans.PropertyValue
  flat(0).Name = "FilterName" : flat(0).Value = "OpenDocument Text Flat XML"
  document.storeToURL(target, flat())
  document.close(True)
End Sub
</script:module>
"""


def with_macro(profile: Path, macro: str) -> None:
    """A profile as LibreOffice makes it, its one empty module with the macro in it."""

    def make(empty: Path) -> None:
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation={empty.as_uri()}",
                "--convert-to",
                "txt",
                "--outdir",
                str(empty),
                str(_TOOLS / "package.json"),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )

    copytree(once("office-profile", make), profile)
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    assert module.parent.is_dir()
    module.write_text(macro, encoding="utf-8")


def updated_index(folder: Path, file: Path) -> list[str]:
    """The lines of the table of contents of ``file`` as LibreOffice itself makes it anew."""
    profile = folder / "profile-index"
    if not profile.exists():
        with_macro(profile, _MACRO)
    target = folder / f"{file.stem}.fodt"
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            f"macro:///Standard.Module1.Update({file.as_uri()},{target.as_uri()})",
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env=os.environ | {"FONTCONFIG_FILE": str(_fonts(folder, folders()))},
    )
    root = etree.parse(target).getroot()
    body = next(root.iter(f"{{{root.nsmap['text']}}}index-body"))
    return [_text(line) for line in body.iter(f"{{{root.nsmap['text']}}}p")]


def _text(line: Any) -> str:
    """A paragraph's words; tabs and repeated spaces are elements of their own."""
    parts = [line.text or ""]
    for node in line:
        parts.append("\t" if node.tag.endswith("}tab") else _text(node))
        parts.append(node.tail or "")
    return "".join(parts)

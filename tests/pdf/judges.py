"""Independent judges of PDFs: outloud for PDF/UA, Apache Preflight for what it knows of PDF/A."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

_OUTLOUD = Path(__file__).parents[1] / "tools" / "pdfua" / ".venv" / "bin" / "outloud"
_JARS = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "javax.activation",
    "jaxb-api",
)

Findings = dict[str, list[tuple[str, str]]]


def pdfua(files: Sequence[Path], folder: Path) -> Findings:
    """What outloud has to say of each file, by its name: rule and message."""
    report = folder / "outloud.json"
    subprocess.run(
        [str(_OUTLOUD), "-q", "--fail-on", "never", "--json", str(report), *map(str, files)],
        check=True,
        capture_output=True,
    )
    results = json.loads(report.read_text(encoding="utf-8"))["results"]
    assert all(result["error"] is None for result in results)
    return {
        Path(result["path"]).name: [
            (
                finding["rule"],
                f"{finding['severity']}: {finding['message']}: {finding.get('evidence')}",
            )
            for finding in result["findings"]
        ]
        for result in results
    }


def preflight(files: Sequence[Path], folder: Path) -> Findings:
    """What Preflight has against each file as PDF/A-1b, by its name: code and details."""
    listed = folder / "files.txt"
    listed.write_text("\n".join(map(str, files)), encoding="utf-8")
    path = ":".join(f"/usr/share/java/{jar}.jar" for jar in _JARS)
    subprocess.run(
        [
            "java",
            "-cp",
            path,
            "org.apache.pdfbox.preflight.Validator_A1b",
            "xml",
            "group",
            str(listed),
        ],
        check=True,
        capture_output=True,
    )
    root = etree.parse(folder / "files.txt.preflight.xml").getroot()
    return {
        str(one.get("name")): [
            (str(error.findtext("code")), str(error.findtext("details")))
            for error in one.iter("error")
        ]
        for one in root.iter("preflight")
    }

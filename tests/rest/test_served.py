"""The interface as it is served: the commands of its page, a webhook, a job, from end to end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.desk.rest import examples
from aftersales_docs.resources import data_root
from tests.web.served import served

from .test_webhooks import Hearer

pytestmark = pytest.mark.slow
PAGE = data_root() / "docs" / "api-rest.md"


def commands() -> list[str]:
    return re.findall(r"^\$ (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def _get(address: str, key: str) -> Any:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def _until(found: Any, seconds: float = 90) -> Any:
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return value


def test_the_commands_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hearer = Hearer()
    port = hearer.server.server_port
    monkeypatch.setenv("AFTERSALES_DOCS_WEBHOOK_HOSTS", f"127.0.0.1:{port}")
    claim = examples.example("claim-response")
    (tmp_path / "claim.json").write_text(json.dumps(claim))
    (tmp_path / "claims.jsonl").write_text(f"{json.dumps(claim)}\n" * 2)
    (tmp_path / "photo.png").write_bytes(b"no picture is named, none is shown")
    with served(tmp_path / "data") as desk:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        env = {
            **os.environ,
            "PATH": path,
            "DESK": desk.address,
            "AFTERSALES_DOCS_DATA": str(desk.folder),
            "AFTERSALES_DOCS_DATABASE": "",
        }
        env.pop("DJANGO_SETTINGS_MODULE", None)
        hook = [one for one in commands() if "webhook make" in one]
        lines = [
            "aftersales-docs register pattern '*' --kind claim-response",
            hook[0].replace("https://crm.example/hook", hearer.address),
            *(one for one in commands() if one not in hook),
        ]
        # As somebody types them one after the other; what each prints stands behind a mark.
        script = "\n".join(f"{one}\necho; echo '#####'" for one in lines)
        done = subprocess.run(
            ["bash", "-ec", f"{script}\necho $KEY"],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        said = [one.strip() for one in done.stdout.split("#####")]
        key = said.pop()
        by_command = dict(zip(lines, said, strict=True))
        for line, answer in by_command.items():
            if line.startswith("curl") and " -o " not in line:
                found = json.loads(answer)
                assert found.get("status", 200) == 200 or "state" in found, (line, answer)
        assert (tmp_path / "answer.pdf").read_bytes().startswith(b"%PDF")
        assert (tmp_path / "answer.zip").read_bytes().startswith(b"PK")
        job = json.loads((tmp_path / "job.json").read_text())["id"]
        address = f"{desk.address}/api/v1/jobs/{job}"
        finished = _until(lambda: (one := _get(address, key))["state"] == "finished" and one)
        assert (finished["done"], finished["failed"]) == (2, 0)
        _until(lambda: hearer.heard)
        assert json.loads(hearer.heard[0][1])["type"] == "document.issued"
    hearer.server.shutdown()

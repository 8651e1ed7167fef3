"""An assistant over standard input and output: the same functions, by the same rights."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from aftersales_docs.desk.mcp.functions import Functions
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.rest import examples, keys
from aftersales_docs.errors import DataError, OutputError

from .conftest import OWN, Desk, sample, token

KIND = "claim-response"


def test_what_the_law_refuses_is_told_with_its_article() -> None:
    given = {**sample(KIND, "refund.ru.ru"), "date": "2027-06-01"}
    told = Functions().explain(KIND, given)["law"]
    assert told
    for one in told:
        assert one["articles"], one
        for article in one["articles"]:
            assert article["article"]["ru"]
            assert article["source"]


def test_check_tells_what_the_command_line_tells() -> None:
    good = Functions().check(KIND, examples.example(KIND))
    assert good["ok"]
    bad = Functions().check(KIND, {"lang": "de"})
    assert not bad["ok"]
    assert {one["code"] for one in bad["problems"]} >= {"missing"}


def test_documents_are_written_into_the_folder_and_never_over_others(tmp_path: Path) -> None:
    functions = Functions(None, tmp_path / "out")
    made = functions.render(KIND, examples.example(KIND), "../../evil.pdf")
    assert {Path(one).parent for one in made["files"]} == {tmp_path / "out"}
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["evil.docx", "evil.pdf"]
    other = {**examples.example(KIND), "number": "OTHER-1"}
    with pytest.raises(OutputError):
        functions.render(KIND, other, "evil")
    with pytest.raises(DataError, match="folder"):
        Functions().render(KIND, examples.example(KIND))


def test_a_file_of_this_machine_cannot_be_named() -> None:
    with pytest.raises(DataError):
        Functions().check(KIND, {**examples.example(KIND), "house": "/etc/passwd"})


def test_the_key_decides(desk: Desk, register: Register) -> None:
    key = keys.found(token(register, f"see:{KIND}:{OWN}"))
    found = Functions(key).search()["documents"]
    assert [one["id"] for one in found] == [desk.documents[OWN, KIND].pk]
    with pytest.raises(DataError, match="write"):
        Functions(key).check(KIND, {})
    with pytest.raises(DataError, match="key"):
        Functions().search()


async def _talk(folder: Path, text: str) -> list[Any]:
    env = {**os.environ, "AFTERSALES_DOCS_KEY": text, "AFTERSALES_DOCS_LANG": "de"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = ["-m", "aftersales_docs.cli", "mcp", "--data", str(folder), "-o", str(folder / "o")]
    server = StdioServerParameters(command=sys.executable, args=command, env=env)
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = {one.name for one in (await session.list_tools()).tools}
        assert tools == {"kinds", "schema", "check", "explain", "render", "search"}
        given = {"kind": KIND, "fields": examples.example(KIND)}
        return [
            await session.call_tool("check", given),
            await session.call_tool("render", given),
            await session.call_tool("search", {"words": "waschmaschine"}),
            await session.call_tool("check", {"kind": "none", "fields": {}}),
        ]


@pytest.mark.slow
def test_an_assistant_talks_to_the_running_program(desk: Desk, register: Register) -> None:
    text = token(register, "see", "write")
    checked, made, found, wrong = asyncio.run(_talk(register.place.folder, text))
    assert json.loads(checked.content[0].text)["ok"] is True
    assert all(Path(one).is_file() for one in json.loads(made.content[0].text)["files"])
    assert len(json.loads(found.content[0].text)["documents"]) == len(desk.documents)
    assert wrong.is_error
    assert "Dokumentart" in wrong.content[0].text

"""The functions as tools of a server that speaks the protocol on standard input and output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from ...errors import AftersalesError
from ...messages import current
from .functions import Functions

_INSTRUCTIONS = """Makes after-sales documents (claim responses, agreements, certificates, job
descriptions) in Word and PDF from fields, under German or Russian law. Ask `kinds`, then `schema`
of one; `check` the fields until nothing is wrong, ask `explain` why the law refuses, then
`render`. Do not invent facts: ask the user for what `check` says is missing."""


def made(functions: Functions) -> MCPServer:
    """The server for one assistant."""
    server = MCPServer("aftersales-docs", instructions=_INSTRUCTIONS, log_level="WARNING")

    @server.tool()
    def kinds() -> dict[str, Any]:
        """List the kinds of document, with their names, languages and laws."""
        return _told(functions.kinds)

    @server.tool()
    def schema(kind: str) -> dict[str, Any]:
        """Give the JSON Schema of the fields of a kind."""
        return _told(lambda: functions.schema(kind))

    @server.tool()
    def check(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Tell everything that is wrong with the fields of a document, each with its cure."""
        return _told(lambda: functions.check(kind, fields))

    @server.tool()
    def explain(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Tell what the law refuses or asks for in a document, each with its article."""
        return _told(lambda: functions.explain(kind, fields))

    @server.tool()
    def render(
        kind: str,
        fields: dict[str, Any],
        name: str = "",
        format: Literal["docx", "pdf", "both"] = "both",  # noqa: A002
    ) -> dict[str, Any]:
        """Make Word, PDF or both in the user's folder; a file that is there is not overwritten."""
        return _told(lambda: functions.render(kind, fields, name, format))

    @server.tool()
    def search(words: str = "", kind: str = "", number: str = "") -> dict[str, Any]:
        """Find issued documents by words, kind, number or serial number, newest first."""
        return _told(lambda: functions.search(words, kind, number))

    return server


def _told(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What ``work`` gives; what is wrong as the protocol tells it."""
    try:
        return work()
    except AftersalesError as error:
        lang = current()
        raise ToolError("\n".join(one.line(lang, "program") for one in error.problems)) from error

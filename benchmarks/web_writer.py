"""Somebody who writes a draft in the browser: each change asks for the pages beside the form."""

from __future__ import annotations

import json

from lxml import html

from .web_client import WebClient

_TYPED = "claim.defect"


def _value(name: str, value: str) -> str:
    """What a browser sends: lxml takes no value for "on", and a text's first line end for its own.

    The day is one before what the letter promises, as the stock's letters are of long ago.
    """
    return "2026-11-23" if name == "date" else "" if value == "on" else value.removeprefix("\n")


class Writer:
    """A draft like a document that is there, and what its form holds."""

    def __init__(self, client: WebClient, document: int) -> None:
        self.client = client
        self.address = client.begun(f"/documents/{document}/again/", **{"as": "other"})
        _, text = client.get(self.address)
        form = html.document_fromstring(text).get_element_by_id("draft-form")
        own = {"csrfmiddlewaretoken", "draft-version"}
        self.fields = [
            (name, _value(name, value)) for name, value in form.form_values() if name not in own
        ]
        self.fields.append(("draft-version", "0"))
        self.have: list[str] = []
        self.changes = 0

    def typed(self) -> bool:
        """Change a word; whether the pages with it came."""
        self.changes += 1
        fields = [
            (name, f"{value} {self.changes}" if name.endswith(_TYPED) else value)
            for name, value in self.fields
        ]
        fields.append(("draft-have", ",".join(self.have)))
        status, text = self.client.sent(f"{self.address}pages/", fields)
        answer = json.loads(text) if status == 200 else {}
        before, self.have = self.have, list(answer.get("pages") or ())
        return bool(self.have) and set(answer["new"]) >= set(self.have) - set(before)

"""Made claims: rows of the register with what they count as, as many as are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aftersales_docs.desk.register.models import ISSUED, Document
from aftersales_docs.desk.statistics.models import Counted
from aftersales_docs.desk.words import bare, folded


@dataclass(frozen=True, slots=True)
class Claim:
    """An answered claim."""

    model: str
    received: date
    days: int = 5
    due_days: int = 10
    decision: str = "granted"
    words: str = ""
    party: str = ""
    matter: str = ""
    office: str = "main"
    state: str = ISSUED
    case: Any = None
    kind: str = "claim-response"


def put(claims: Iterable[Claim]) -> list[Document]:
    """Write the claims, in this order."""
    start = Document.objects.count()
    documents, rows = [], []
    for at, one in enumerate(claims, start=start + 1):
        number, party = f"CR-{at:07}", one.party or f"Partei {at}"
        documents.append(
            Document(
                pk=at,
                office=one.office,
                kind=one.kind,
                number=number,
                state=one.state,
                key=number,
                lang="de",
                law="de",
                dated=one.received.isoformat(),
                title=number,
                party=party,
                product=one.model,
                party_key=folded(party),
                product_key=folded(one.model),
                serials="",
                marks=bare(number),
                inputs="{}",
                options="{}",
                reserved_at="",
                issued_at="2026-11-02T08:00:00.000Z",
                case=one.case,
            )
        )
        answered = one.received + timedelta(days=one.days)
        due = one.received + timedelta(days=one.due_days)
        choices = {"decision": [one.decision], "claim.demanded": ["repair"], "grounds.type": []}
        rows.append(
            Counted(
                document_id=at,
                on=one.received.isoformat(),
                answered=answered.isoformat(),
                due=due.isoformat(),
                product=f"Waschmaschine {one.model}",
                product_key=bare(one.model),
                matter=one.matter,
                choices=json.dumps(choices),
                words=one.words,
            )
        )
    Document.objects.bulk_create(documents, 2000)
    Counted.objects.bulk_create(rows, 2000)
    return documents

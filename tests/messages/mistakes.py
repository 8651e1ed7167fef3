"""What people mistype in an input, each by what stands in the place of what."""

from __future__ import annotations

from aftersales_docs.resources import data_root

GOOD = (data_root() / "samples/claim-response/granted-repair.de.de.yaml").read_text("utf-8")
# A part of the good file, and what somebody wrote instead.
CHANGED: tuple[tuple[str, str], ...] = (
    ("price: 649.00", "price: 649 EUR"),
    ("price: 649.00", "price: 12,500"),
    ("price: 649.00", "price: '1.649'"),
    ("price: 649.00", "price: 649.001"),
    ("price: 649.00", "price: viel"),
    ("price: 649.00", "price: [649]"),
    ("price: 649.00", "price: -1"),
    ("warranty_months: 24", "warranty_months: zwei Jahre"),
    ("warranty_months: 24", "warranty_months: 0"),
    ("warranty_months: 24", "warranty_months: true"),
    ("date: 2026-11-23", "date: 23/11/2026"),
    ("date: 2026-11-23", "date: 01/02/2026"),
    ("date: 2026-11-23", "date: 31.11.2026"),
    ("date: 2026-11-23", "date: 2026-14-23"),
    ("date: 2026-11-23", "date: 2026-11-32"),
    ("date: 2026-11-23", "date: 0000-11-23"),
    ("date: 2026-11-23", "date: 23. November 2026"),
    ("date: 2026-11-23", "date: 23.11.26"),
    ("date: 2026-11-23", "date:"),
    ("date: 2026-11-23", "date: ''"),
    ("date: 2026-11-23", "date: 2026-11-01"),
    ("number: KD-2026/1187\n", ""),
    ("number: KD-2026/1187", "nummer: KD-2026/1187"),
    ("decision: granted", "de\u0441ision: granted"),
    ("decision: granted", "decision: granted\nDatum: heute"),
    ("decision: granted", "decision: gewährt"),
    ("decision: granted", "decision: refused"),
    ("decision: granted", "decision: partly-granted"),
    ("decision: granted", "decision: granted\ndecision: refused"),
    ("decision: granted", "decision:granted"),
    ("decision: granted", "\tdecision: granted"),
    ("  received_by: e-mail", "   received_by: e-mail"),
    ("type: consumer", "type: Verbraucher"),
    ("type: consumer", "type: business"),
    ("demanded: [repair]", "demanded: repair"),
    ("demanded: [repair]", "demanded: []"),
    ("demanded: [repair]", "demanded: [repair"),
    ("demanded: [repair]", "demanded: [refund]"),
    ("person: {surname: Hartmann,", "person: {surname: Hartmann"),
    ("post: Leiterin Kundendienst", "post: *Leiterin"),
    ("post: Leiterin Kundendienst", "post: &Leiterin"),
    ("post: Leiterin Kundendienst", "post: @Leiterin"),
    ("post: Leiterin Kundendienst", "post: !Leiterin Kundendienst"),
    ("post: Leiterin Kundendienst", "post: 'Leiterin"),
    ("post: Leiterin Kundendienst", 'post: "Leiterin" Kundendienst'),
    ("post: Leiterin Kundendienst", "post: Leiterin: Kundendienst"),
    ("post: Leiterin Kundendienst", "post: [Leiterin, Kundendienst]"),
    ("post: Leiterin Kundendienst", "post: Leiterin\u202eKundendienst"),
    ("post: Leiterin Kundendienst", "post: " + "x" * 200),
    ("post: Leiterin Kundendienst", "post: 汉字"),
    ("handed_over: 2026-02-14", "handed_over: 2026-02-01"),
    ("handed_over: 2026-02-14", "handed_over: 2023-02-14"),
    ("by: 2026-11-30", "by: 2027-11-30"),
    ("by: 2026-11-30", "by: 2026-11-01"),
    ("by: 2026-11-30", "days: 60"),
    ("  - type: repair\n", "  - type: refund\n"),
    ("  - type: repair\n", "  - type: Reparatur\n"),
    ("kind: claim-response", "kind: claim-respons"),
    ("kind: claim-response\n", ""),
    ("lang: de", "lang: deutsch"),
    ("law: de", "law: ru"),
    ("email: service@nordwerk.example", "house: fehlt.yaml\nemail: service@nordwerk.example"),
    ("vat_id: DE999990027", "vat_id: DE999990028"),
    ("seat: Hannover\n", ""),
    ("phone: +49 511 0000-310\n  email: reklamation@nordwerk.example\n", ""),
)
# Whole files that are none.
WHOLE: tuple[str | bytes, ...] = (
    "",
    "- a list",
    "just words",
    "{",
    '{"kind": "claim-response",}',
    "kind: claim-response\n---\nkind: claim-response\n",
    "kind: [claim-response\n",
    "a: &a [*a]\n",
    "<<: {kind: x}\n",
    "? [a]\n: b\n",
    "kind: claim-response\n\x07",
    "Öffnung".encode("cp1252"),
    "kind: x".encode("utf-16"),
)


def files() -> list[bytes]:
    """Every mistake as the bytes of a file."""
    changed = []
    for right, wrong in CHANGED:
        assert right in GOOD, right
        changed.append(GOOD.replace(right, wrong, 1).encode())
    return [*changed, *(one if isinstance(one, bytes) else one.encode() for one in WHOLE)]

"""Make the JSON Schemas from the models."""

from __future__ import annotations

from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import schema_path
from aftersales_docs.schemas.export import schema_text


def main() -> None:
    """Write ``schemas/<kind>.schema.json`` for every kind."""
    for kind in KINDS.values():
        schema_path(kind.id).write_text(schema_text(kind.model, kind.id), encoding="utf-8")


if __name__ == "__main__":
    main()

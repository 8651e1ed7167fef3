"""Append to the history of clauses what the texts say anew."""

from __future__ import annotations

import json
import sys

from aftersales_docs.kinds import KINDS
from aftersales_docs.resources import data_root, templates
from aftersales_docs.texts.reading import read_text
from aftersales_docs.texts.versions import History, clauses_of, grown


def main() -> None:
    """Write ``templates/versions/<kind>.<lang>.json`` for every text."""
    root = data_root() / "templates"
    (root / "versions").mkdir(exist_ok=True)
    for kind in KINDS.values():
        for lang in kind.langs:
            text = root / "texts" / kind.id / f"{lang}.md"
            if not text.is_file():
                sys.exit(
                    f"{kind.id} has no text in '{lang}': write {text.relative_to(root.parent)}"
                )
            file = root / "versions" / f"{kind.id}.{lang}.json"
            old: History = {}
            if file.is_file():
                read = json.loads(file.read_text(encoding="utf-8"))
                old = {name: tuple(texts) for name, texts in read.items()}
            new = grown(old, clauses_of(read_text(templates(), kind.id, lang)))
            content = json.dumps(new, ensure_ascii=False, indent=1) + "\n"
            file.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()

"""The process that reads workbooks begins soon: it knows cells, and nothing of documents."""

from __future__ import annotations

import subprocess
import sys

_ASKED = (
    "import sys; import aftersales_docs.batch.spool; "
    "print(*(one for one in sys.modules if one.startswith('aftersales_docs.')))"
)


def test_the_reader_of_workbooks_loads_nothing_of_documents() -> None:
    done = subprocess.run([sys.executable, "-c", _ASKED], capture_output=True, check=True)
    rooms = {name.split(".")[1] for name in done.stdout.decode().split()}
    assert "batch" in rooms
    assert not rooms & {"schemas", "texts", "law", "kinds", "document", "starter", "language"}

"""Several threads of one program write PDFs, by both writers: the right bytes, no word of GLib."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# The child dies at the first warning of GLib, and says where bytes differ.
PROGRAM = """
import faulthandler, gc, hashlib, sys, threading
from aftersales_docs import api
from tests.inputs import SAMPLES

faulthandler.enable()
chosen = [next(s for s in SAMPLES if s.parent.name == kind) for kind in sys.argv[1:]]
documents = [api.compose(api.load(sample)) for sample in chosen]
written = {}
def work(number):
    for turn in range(10):
        key = (number + turn) % len(documents), "html" if turn % 5 < 3 else "typst"
        content = api.write(documents[key[0]], "pdf", pdf_engine=key[1])
        written.setdefault(key, set()).add(hashlib.sha256(content).hexdigest())
        if turn % 3 == number % 3:
            gc.collect()
threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
for (index, engine), digests in written.items():
    content = api.write(documents[index], "pdf", pdf_engine=engine)
    digests.add(hashlib.sha256(content).hexdigest())
assert all(len(digests) == 1 for digests in written.values()), written
print(len(written))
"""


@pytest.mark.slow
def test_six_threads_write_ten_pdfs_each() -> None:
    kinds = ("claim-response", "completion-certificate", "warranty-section")
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "ignore", "-c", PROGRAM, *kinds],
        env=os.environ | {"G_DEBUG": "fatal-warnings", "G_ENABLE_DIAGNOSTIC": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=560,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "6"
    assert not [line for line in done.stderr.splitlines() if "GLib" in line or "Pango" in line]

"""Typst in threads, in forks, over many documents; and what it may read."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aftersales_docs import api
from aftersales_docs.errors import OutputError
from aftersales_docs.pdf.typst import compiler, sources, write
from aftersales_docs.resources import templates
from tests.inputs import samples
from tests.pdf.typst.trees import tree

KINDS = ("claim-response", "completion-certificate", "warranty-section", "job-description")


@pytest.mark.wide
def test_four_threads_write_what_one_does() -> None:
    documents = [api.compose(api.load(samples(kind)[0])) for kind in KINDS]
    written: dict[int, set[str]] = {}

    def work(number: int) -> None:
        for turn in range(6):
            index = (number + turn) % len(documents)
            content = api.write(documents[index], "pdf", pdf_engine="typst")
            written.setdefault(index, set()).add(hashlib.sha256(content).hexdigest())

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for index, document in enumerate(documents):
        content = api.write(document, "pdf", pdf_engine="typst")
        assert written[index] == {hashlib.sha256(content).hexdigest()}


FORK = """
import os, sys
from aftersales_docs import api
from aftersales_docs.errors import LibraryError
document = api.compose(api.load(sys.argv[1]))
if sys.argv[2] == "after":
    api.write(document, "pdf")
child = os.fork()
if child == 0:
    try:
        api.write(document, "pdf")
    except LibraryError as error:
        os._exit(7 if "forked" in str(error) else 8)
    os._exit(0)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.wide
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
@pytest.mark.parametrize(("when", "code"), [("before", "0"), ("after", "7")])
def test_a_fork_works_or_says_why_it_can_not(when: str, code: str) -> None:
    """After a first PDF Typst's threads are missing in a fork: it would wait for ever."""
    done = subprocess.run(
        [sys.executable, "-c", FORK, str(samples("claim-response")[0]), when],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.strip() == code


MEMORY = """
import resource, sys
from dataclasses import replace
from aftersales_docs import api
document = api.compose(api.load(sys.argv[1]))
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
seen = []
for number in range(int(sys.argv[2])):
    title = f"{document.meta.title} {number}"
    api.write(replace(document, meta=replace(document.meta, title=title)), "pdf")
    if number in (int(sys.argv[2]) // 3, int(sys.argv[2]) - 1):
        seen.append(resident())
print(seen[1] - seen[0])
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no memory is told here")
def test_memory_does_not_grow() -> None:
    """Over the second and third hundred, when all caches are full; megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(samples("claim-response")[0]), "300"],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert float(done.stdout) < 8


def test_the_source_reads_nothing_and_takes_no_package() -> None:
    names = [f'#import "{name}": *' for name in sources()]
    for source in sources().values():
        lines = [line for line in source.splitlines() if line not in names]
        for word in ("import", "include", "read(", "plugin(", "eval(", "yaml(", "xml(", "csv("):
            assert word not in "\n".join(lines), word
        assert source.count("json(") == source.count("json(bytes(sys.inputs.")
        assert source.count("image(") == source.count(" image(data.src,")


@settings(max_examples=500, deadline=None)
@example('"))#panic("x')
@example('\\"))#panic("x')
@given(st.text(alphabet=st.sampled_from('"\\#{}()[]$`\n\r/*u1') | st.characters(codec="utf-8")))
def test_a_document_is_one_string_and_nothing_more(document: str) -> None:
    """No part of it ends the string that it stands in: every mark that could is masked."""
    start, end = b'#import "document.typ": paper\n#paper(json(bytes("', b'")))'
    text = compiler.page(document)
    assert text.startswith(start)
    assert text.endswith(end)
    inner = text.removeprefix(start).removesuffix(end).decode()
    # A string is what is neither a backslash nor a quotation mark, or a masked one of them.
    parts = re.findall(r'[^\\"]|\\[\\"]', inner)
    assert "".join(parts) == inner
    assert "".join(part[-1] for part in parts) == document


def test_the_source_is_evaluated_once_for_many_documents() -> None:
    """What differs from one to the next is in the page alone: looks and source are kept."""
    lines = [line for source in sources().values() for line in source.splitlines()]
    asked = [line for line in lines if "sys.inputs" in line and not line.startswith("//")]
    assert asked == ["#let house = json(bytes(sys.inputs.house))"]
    write(tree("Paragraph", "x"), templates())
    first = dict(compiler._LOCAL.compilers)
    write(tree("Paragraph", "y"), templates())
    assert dict(compiler._LOCAL.compilers) == first
    for number in range(20):
        compiler._compiler(json.dumps({"number": number}))
    assert len(compiler._LOCAL.compilers) == compiler._KEPT


def test_files_of_pictures_are_gone_when_the_page_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write(tree("PicturePage", "x"), templates())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert write(tree("PicturePage", "x"), templates()) == first
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    with pytest.raises(OutputError, match="a temporary file can't be written"):
        write(tree("PicturePage", "x"), templates())


def test_the_clock_and_the_place_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    document = api.compose(api.load(samples("claim-response")[0]))
    nameless = replace(document, meta=replace(document.meta, issued=None))
    first = [api.write(one, "pdf", pdf_engine="typst") for one in (document, nameless)]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    compiler._LOCAL.__dict__.clear()
    again = [api.write(one, "pdf", pdf_engine="typst") for one in (document, nameless)]
    assert first == again
    with pikepdf.open(io.BytesIO(first[1])) as pdf:
        assert "/CreationDate" not in pdf.docinfo

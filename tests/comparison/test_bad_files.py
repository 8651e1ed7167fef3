"""Files that can't be compared: one clear message that names the file, exit code 1."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aftersales_docs.cli import main
from tests.comparison.test_changes import ENGLISH
from tests.comparison.word_files import DOCUMENT, Word, issued, save
from tests.reading import W

pytestmark = pytest.mark.slow


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_document(change: Callable[[bytes], bytes]) -> bytes:
    parts = Word(issued(ENGLISH)).parts
    return zipped(parts | {DOCUMENT: change(parts[DOCUMENT])})


def entity(document: bytes) -> bytes:
    head, _, rest = document.partition(b"?>")
    declared = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return head + b"?>" + declared + rest.replace(b"36", b"&a;")


def laughs(document: bytes) -> bytes:
    head, _, rest = document.partition(b"?>")
    chain = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
    )
    return head + b"?><!DOCTYPE x [" + chain + b"]>" + rest.replace(b"36", b"&l9;")


def deep(document: bytes) -> bytes:
    start, _, end = document.partition(b"<w:body>")
    return start + b"<w:body>" + b"<w:sdt><w:sdtContent>" * 5_000 + end


def many(document: bytes) -> bytes:
    start, _, end = document.partition(b"<w:body>")
    return start + b"<w:body>" + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 20_001 + end


def bomb() -> bytes:
    parts = Word(issued(ENGLISH)).parts
    return zipped(parts | {"word/media/a.bin": bytes(300 * 2**20)})


def lying() -> bytes:
    """The directory says a part is small; it is not."""
    content = bytearray(zipped(Word(issued(ENGLISH)).parts | {"word/x.xml": b"a" * 5_000}))
    start = content.rindex(b"word/x.xml") - 46
    content[start + 24 : start + 28] = (10).to_bytes(4, "little")
    return bytes(content)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "Word file"),
    "text": (lambda: b"just words", "Word file"),
    "old": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), ".doc"),
    "zip": (lambda: zipped({"a.txt": b"a"}), "Word file"),
    "cut": (lambda: issued(ENGLISH)[:3_000], "cut off"),
    "broken": (lambda: with_document(lambda d: d[:-30]), "broken"),
    "entity": (lambda: with_document(entity), "entities"),
    "laughs": (lambda: with_document(laughs), ""),
    "deep": (lambda: with_document(deep), "broken"),
    "many": (lambda: with_document(many), "paragraphs"),
    "bomb": (bomb, "MB"),
    "lying": (lying, "Word file"),
}


def run(*args: str | Path) -> Result:
    result = CliRunner().invoke(main, ["compare", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("first", [True, False])
def test_bad_content(name: str, first: bool, tmp_path: Path) -> None:
    made, words = BAD[name]
    good = save(tmp_path, "good.docx", issued(ENGLISH))
    bad = save(tmp_path, "bad.docx", made())
    out = tmp_path / "redline.docx"
    result = run(*((bad, good) if first else (good, bad)), "-o", out)
    assert result.exit_code == 1
    assert result.output.startswith(f"{bad}: error: ")
    assert words in result.output
    assert "contract" not in result.output
    assert result.output.count("\n") == 1
    assert not out.exists()


def test_usage(tmp_path: Path) -> None:
    good = save(tmp_path, "good.docx", issued(ENGLISH))
    assert run(good).exit_code == 2
    assert run(good, tmp_path / "gone.docx").exit_code == 2
    assert run(good, tmp_path).exit_code == 2
    assert run(good, good, "--view", "half").exit_code == 2


def test_a_terminal_obeys_nothing_that_a_file_says(tmp_path: Path) -> None:
    good = save(tmp_path, "good.docx", issued(ENGLISH))
    word = Word(issued(ENGLISH))
    word.replace("36 months", "24 \u202emonths [red]x[/red] \x85\u2028")
    result = run(good, save(tmp_path, "bad.docx", word.content()))
    assert result.exit_code == 1
    assert "\u202e" not in result.output
    assert "\\u202e" in result.output.replace("\n", "")
    assert "[red]" in result.output


def test_long_replaced_text_does_not_take_long(tmp_path: Path) -> None:
    word = Word(issued(ENGLISH))
    other = Word(issued(ENGLISH))
    for one, letters in ((word, "ab"), (other, "ba")):
        node = next(one.bookmarked("c_exclusion_2").iter(f"{W}t"))
        node.text = " ".join(letters[n * n % 7 % 2] * (n % 5 + 1) for n in range(20_000))
    first, second = (
        save(tmp_path, name, one.content()) for name, one in (("a.docx", word), ("b.docx", other))
    )
    assert run(first, second, "--json").exit_code == 1


def test_endless_figures_do_not_take_long(tmp_path: Path) -> None:
    word = Word(issued(ENGLISH))
    next(word.bookmarked("c_exclusion_2").iter(f"{W}t")).text = "1" * 500_000 + " 2" * 100_000
    good = save(tmp_path, "good.docx", issued(ENGLISH))
    assert run(good, save(tmp_path, "long.docx", word.content()), "--json").exit_code == 1


def test_thousands_of_other_paragraphs_do_not_take_long(tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        word = Word(issued(ENGLISH))
        lines = "".join(
            f"<w:p><w:r><w:t>{name}{n % 7} {n} and {n * 7}</w:t></w:r></w:p>" for n in range(5_000)
        )
        start, _, end = word.parts[DOCUMENT].decode().partition("<w:body>")
        word.parts[DOCUMENT] = f"{start}<w:body>{lines}{end}".encode()
        files.append(save(tmp_path, f"{name}.docx", word.content()))
    assert run(*files, "--json").exit_code == 1

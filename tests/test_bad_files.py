"""Files that can't be input: each has one clear message with place and cure, and exit code 1."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aftersales_docs.cli import main

BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HEAD = "kind: job-description\nlang: de\nlaw: ru\n"


def checked(*args: str) -> Result:
    result = CliRunner().invoke(main, ["check", *args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.wide
@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"", "", "empty"),
        (b"\n\n", "", "empty"),
        (b"# only a comment\n", "", ""),
        (b"- a\n- b\n", "", "one document"),
        (b"just words", "", "field"),
        ((HEAD + "place: M\xfcnchen\n").encode("latin-1"), ":4", "UTF-8"),
        (b"\xff\xfe\x00\x01", "", "UTF-8"),
        ((HEAD + "place: 'Moskau\n").encode(), ":", "quot"),
        ((HEAD + "place: a: b\n").encode(), ":4:", ""),
        ((HEAD + "\tplace: x\n").encode(), ":4", "tab"),
        ((HEAD + "  place: x\n").encode(), ":4", ""),
        ((HEAD + "lang: ru\n").encode(), ":4:1", "lang"),
        ((HEAD + "place: *nowhere\n").encode(), ":4", ""),
        ((HEAD + "place: &a [*a]\n").encode(), ":4", ""),
        ((HEAD + "place: !!python/object/apply:os.system [ls]\n").encode(), ":4", ""),
        ((HEAD + "---\n" + HEAD).encode(), "", "document"),
        ((HEAD + "<<: {place: x}\n").encode(), ":4", "<<"),
        ((HEAD + "? [a]\n: b\n").encode(), ":4", ""),
        ((HEAD + "1: b\n").encode(), ":4", ""),
        (BOMB.encode(), "", ""),
        (b"[" * 100_000, "", ""),
        (b'{"a":' * 50_000, "", ""),
        (("a: " + "[" * 60 + "]" * 60).encode(), "", ""),
        (b'{"kind": "job-description",}', ":1:", ""),
        (b'{"kind": NaN}', "", "NaN"),
        (b'{"kind": 1} {"kind": 2}', ":1", ""),
        ((HEAD + "place: \x07\n").encode(), "", ""),
        (b"a: " + b"x" * (1 << 20), "", "MiB"),
    ],
)
def test_bad_content(content: bytes, place: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "jd.yaml"
    file.write_bytes(content)
    result = checked(str(file))
    assert result.exit_code == 1
    assert f"{file}{place}" in result.output
    assert words.lower() in result.output.lower()
    assert "Traceback" not in result.output
    assert len(result.output) < 2_000


def test_missing_folder_and_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no such file" in checked(str(tmp_path / "gone.yaml")).output.lower()
    folder = checked(str(tmp_path))
    assert folder.exit_code == 1
    assert "folder" in folder.output.lower() or "directory" in folder.output.lower()
    locked = tmp_path / "locked.yaml"
    locked.write_text(HEAD)
    real = Path.open

    def forbidden(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "locked.yaml":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, *args, **kwargs)  # type: ignore[arg-type,call-overload]

    monkeypatch.setattr(Path, "open", forbidden)
    monkeypatch.setattr(Path, "read_bytes", lambda self: forbidden(self, "rb").read())  # type: ignore[attr-defined]
    result = checked(str(locked))
    assert result.exit_code == 1
    assert "locked.yaml" in result.output
    assert "read" in result.output


def test_a_terminal_obeys_nothing_that_a_file_says(tmp_path: Path) -> None:
    file = tmp_path / "jd.json"
    file.write_text('{"kind": "\\u001b[31mred", "\\u001b]0;title\\u0007": 1}', encoding="utf-8")
    result = checked(str(file))
    assert result.exit_code == 1
    assert "\x1b]0" not in result.output
    assert "\x1b[31mred" not in result.output


def test_numbers_count_as_typed(tmp_path: Path) -> None:
    from aftersales_docs import load
    from tests.inputs import SAMPLES

    file = tmp_path / "jd.yaml"
    text = SAMPLES[0].read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("number:")]
    for typed in ("007", "1.10", "2026-11-23", "12e3", "0x1F"):
        file.write_text("\n".join([*lines, f"number: {typed}"]), encoding="utf-8")
        assert load(file).model.number == typed  # type: ignore[attr-defined]

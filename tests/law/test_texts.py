"""Citations beside the official texts: what changed, moved or is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from aftersales_docs.commands.law import law as command
from aftersales_docs.errors import UsageError
from aftersales_docs.law import LAWS
from aftersales_docs.law.acts import ACTS, Statutes, read_statutes
from aftersales_docs.law.texts import Collation, compare, fingerprint, read_texts
from tests.law.test_acts import written

TEXT = """
    Code, consolidated.

    # § 1 – Duties

    (1) The seller delivers.

    (2) The buyer pays

    1. the price,

    2. the costs

    a) of transport and

    b) of storage.

    # § 2 – Term

    Two years.

    # § 2a – (weggefallen)

    # § 3 – End

    It ends.

    ## Art. 9 (transition)

    # § 1 – Old contracts

    They keep the old law.
"""
ACT = "act: {title: C, names: {de: C, ru: C, en: the C}}\ntext: code\nby: contract\ncitations:\n"
DELIVERS, PAYS = "The seller delivers.", "The buyer pays"


def statutes(folder: Path, *entries: str) -> Statutes:
    law = folder / "xx"
    about = "order: 1\nnames: {de: x, ru: x, en: x}\ncountry: DE\n"
    body = ACT + "".join(f"- {{{entry}}}\n" for entry in entries)
    return read_statutes(written(law, {"law.yaml": about, "code.yaml": body}))


def texts(folder: Path, **files: str) -> Path:
    return written(folder / "texts", {f"{name}.md": text for name, text in files.items()})


def dated(**by_day: str) -> dict[str, str]:
    return {f"code-{day[1:].replace('_', '-')}": text for day, text in by_day.items()}


def mark(folder: Path, place: str) -> str:
    """The fingerprint of a place in TEXT, as the program tells it."""
    (finding,) = compare(
        statutes(folder / "mark", f"key: a, place: {{{place}}}"),
        read_texts(texts(folder / "mark", **dated(_2026_01_01=TEXT))),
    )
    return finding.fingerprint


def judged(folder: Path, entry: str, **by_day: str) -> Collation:
    (finding,) = compare(statutes(folder, entry), read_texts(texts(folder, **dated(**by_day))))
    return finding


@pytest.mark.parametrize(
    "place",
    [
        "section: 1",
        "section: 1, paragraph: 2",
        "section: 1, paragraph: 2, number: 2, letter: b",
        "section: 2",
        "section: 1–3",
        "section: 1 ff.",
        "section: '1, 3'",
        "article: 9, section: 1",
        "article: 9",
    ],
)
def test_what_stands_as_it_stood_is_the_same(tmp_path: Path, place: str) -> None:
    held = mark(tmp_path, place)
    assert re.fullmatch(r"sha256:[0-9a-f]{16}", held)
    entry = f"key: a, place: {{{place}}}, fingerprint: '{held}'"
    # Line breaks and tags of the page it was taken from are not its words.
    again = TEXT.replace("(1) The seller", "(1) The <b>seller</b>\n    ").replace("Two", "Two  ")
    finding = judged(tmp_path, entry, _2026_02_01=again)
    assert finding.outcome == "same"


@pytest.mark.parametrize(
    ("place", "old", "new", "outcome", "where"),
    [
        ("section: 2", "Two years.", "Three years.", "changed", ""),
        ("section: 1, paragraph: 1", DELIVERS, "The seller sends.", "changed", ""),
        # Another paragraph of the section is another matter.
        ("section: 1, paragraph: 1", PAYS, "The buyer owes", "same", ""),
        ("section: 2", "# § 2 –", "# § 5 –", "moved", "5"),
        ("section: 1, paragraph: 1", "(1) The", "(1) New.\n\n    (3) The", "moved", "1(3)"),
        ("section: 2", "# § 2 – Term\n\n    Two years.\n", "", "gone", ""),
        ("section: 3", "End\n\n    It ends.", "(weggefallen)", "gone", ""),
        ("section: 1, paragraph: 2, number: 2, letter: b", "b) of storage.", "", "gone", ""),
        ("article: 9, section: 1", "## Art. 9", "## Art. 8", "moved", "8/1"),
    ],
)
def test_what_stands_otherwise_is_told(
    tmp_path: Path, place: str, old: str, new: str, outcome: str, where: str
) -> None:
    assert TEXT.count(old) == 1
    entry = f"key: a, place: {{{place}}}, fingerprint: '{mark(tmp_path, place)}'"
    finding = judged(tmp_path, entry, _2026_02_01=TEXT.replace(old, new))
    assert (finding.outcome, finding.place) == (outcome, where)


def test_only_texts_of_the_days_on_which_it_holds_count(tmp_path: Path) -> None:
    held = mark(tmp_path, "section: 2")
    entry = f"key: a, place: {{section: 2}}, until: 2026-06-30, fingerprint: '{held}'"
    later = TEXT.replace("Two", "Three")
    assert judged(tmp_path, entry, _2026_06_30=TEXT, _2026_07_01=later).outcome == "same"


def test_an_excerpt_that_lacks_the_place_is_passed_over(tmp_path: Path) -> None:
    entry = f"key: a, place: {{section: 3}}, fingerprint: '{mark(tmp_path, 'section: 3')}'"
    excerpt = "# § 1 – Duties\n\nAll.\n"
    assert judged(tmp_path, entry, _2026_01_01=excerpt, _2026_02_01=TEXT).outcome == "same"


def test_what_has_no_fingerprint_is_not_compared(tmp_path: Path) -> None:
    finding = judged(tmp_path, "key: a, place: {section: 3}", _2026_01_01=TEXT)
    assert finding.outcome == "not compared"
    assert finding.fingerprint == fingerprint(("It ends.",))


def test_a_folder_without_texts_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no text of an act"):
        read_texts(tmp_path)
    (tmp_path / "code-2026-02-30.md").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="Name it after act and day"):
        read_texts(tmp_path)


def test_every_fingerprint_has_an_act_with_a_text_and_a_day() -> None:
    for law in LAWS:
        known = read_statutes(ACTS / law)
        for citation in known.citations:
            if citation.fingerprint:
                assert citation.verified, citation.key
                assert all(known.texts.get(act) for _, act in citation.places), citation.key


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(command, arguments)
    return done.exit_code, done.output.replace("\u00a0", " ")


def test_verify_names_the_citation_and_fails(tmp_path: Path) -> None:
    section = "# § 106 – Weisungsrecht\n\n(1) Der Arbeitgeber schweigt.\n"
    folder = written(tmp_path / "texts", {"gewo-2026-11-01.md": section})
    code, output = run("verify", "--texts", str(folder))
    assert code == 1
    assert "de  right_of_direction: section 106 of the German Industrial Code" in output
    assert "has changed; its fingerprint is now sha256:" in output
    assert "(gewo-2026-11-01.md)" in output
    # The same text and another law: nothing to be told.
    code, output = run("verify", "--texts", str(folder), "--law", "ru")
    assert code == 1
    assert "none of the texts" in output


def test_list_and_show(tmp_path: Path) -> None:
    code, output = run("list", "--law", "de", "--on", "2026-07-30", "--lang", "de")
    assert code == 0
    assert re.search(r"consumer_performance +§ 475 Abs. 5 BGB  \(from 2022-01-01 until", output)
    assert "consumer_cure_information" not in output
    code, output = run("show", "consumer_performance", "--on", "2026-07-31")
    assert code == 0
    assert "§ 475 Abs. 6 BGB" in output
    assert "by the day on which the contract was made" in output
    assert "fingerprint: sha256:" in output
    code, output = run("show", "consumer_cure_information", "--on", "2026-07-30")
    assert code == 2
    assert "did not hold on 2026-07-30" in output
    code, output = run("show", "consumer_cure_informations")
    assert code == 2
    assert "Did you mean 'consumer_cure_information'?" in output


@pytest.mark.parametrize("law", LAWS)
def test_show_knows_every_key(law: str) -> None:
    known = read_statutes(ACTS / law)
    for entry in (*known.citations, *known.facts):
        day = entry.valid_from or entry.valid_to
        on = ("--on", day.isoformat()) if day else ()
        code, output = run("show", entry.key, "--law", law, *on)
        assert code == 0, output
        assert entry.source in output.replace("\u00a0", " ")

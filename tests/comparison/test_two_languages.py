"""Two languages of one contract: what was changed in one alone is a contradiction, told first."""

from __future__ import annotations

import json
import tempfile
from copy import deepcopy
from functools import lru_cache
from pathlib import Path

import pytest

from aftersales_docs import api
from aftersales_docs.comparison import Comparison, compare, compare_words
from aftersales_docs.resources import data_root
from tests.comparison.test_bad_files import run
from tests.comparison.word_files import Word, issued, save
from tests.reading import W

BILINGUAL = "service-agreement/bilingual.de.ru.yaml"
SEQUENCE = "service-agreement/lean-sequence.en.de.yaml"
Edits = tuple[tuple[str, str], ...]
PRICE: Edits = (("28,00 €", "29,00 €"),)
DAYS: Edits = (("binnen 30 Tagen nach der", "binnen 45 Tagen nach der"),)
DAYS_RU: Edits = (("в течение 30 дней со дня приёма", "в течение 45 дней со дня приёма"),)


def returned(sample: str, edits: Edits) -> Comparison:
    word = Word(issued(sample))
    for old, new in edits:
        word.replace(old, new)
    return compare(issued(sample), word.content())


@lru_cache(maxsize=16)
def made(format_: api.Format, german: Edits = (), russian: Edits = ()) -> bytes:
    """The contract in two languages, rendered from inputs with other words in them."""
    folder = data_root() / "samples" / "service-agreement"
    with tempfile.TemporaryDirectory() as name:
        for file, edits in (("bilingual.de.ru.yaml", german), ("bilingual.ru.ru.yaml", russian)):
            text = (folder / file).read_text(encoding="utf-8")
            for old, new in edits:
                assert old in text, old
                text = text.replace(old, new)
            (Path(name) / file).write_text(text, encoding="utf-8")
        data = api.load(Path(name) / "bilingual.de.ru.yaml")
        return api.write(api.compose(data), format_, data=data)


@pytest.mark.wide
@pytest.mark.parametrize(
    ("sample", "edits", "clause", "lang", "other"),
    [
        (BILINGUAL, DAYS, "repair-duty", "de", "ru"),
        (BILINGUAL, DAYS_RU, "repair-duty", "ru", "de"),
        (BILINGUAL, PRICE, "annex-prices-table", "de", "ru"),
        (SEQUENCE, (("within 14 days", "within 21 days"),), "repair-duty", "en", "de"),
    ],
)
def test_a_change_in_one_language(
    sample: str, edits: Edits, clause: str, lang: str, other: str
) -> None:
    found = returned(sample, edits).contradictions
    assert [(one.kind, one.where.base, one.lang, one.other_lang) for one in found] == [
        ("one-language", clause, lang, other)
    ]
    assert found[0].old != found[0].new
    assert found[0].other
    assert found[0].quantities


def test_the_same_change_in_both_is_none() -> None:
    assert returned(BILINGUAL, DAYS + DAYS_RU).contradictions == ()


@pytest.mark.wide
@pytest.mark.parametrize("russian", ["40 дней", "восьми дней"])
def test_other_figures_in_both_are_one(russian: str) -> None:
    edits = (*DAYS, ("в течение 30 дней со дня приёма", f"в течение {russian} со дня приёма"))
    found = returned(BILINGUAL, edits).contradictions
    assert [(one.kind, one.where.base) for one in found] == [("figures", "repair-duty")]


@pytest.mark.wide
def test_the_row_of_a_table_alone_is_shown() -> None:
    (found,) = returned(BILINGUAL, PRICE).contradictions
    assert found.new.startswith("2 | ")
    assert found.new.endswith("29,00 €")
    assert "28,00 евро" in found.other
    assert "9,50" not in found.new + found.other


def test_a_clause_that_is_new_in_one_language() -> None:
    word = Word(issued(BILINGUAL))
    row = next(up for up in word.bookmarked("c_repair_duty").iterancestors() if up.tag == f"{W}tr")
    added = deepcopy(row)
    for mark in [*added.iter(f"{W}bookmarkStart"), *added.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    cells = added.findall(f"{W}tc")
    for node in cells[0].iter(f"{W}t"):
        node.text = "Neu."
    for node in cells[2].iter(f"{W}t"):
        node.text = ""
    row.addnext(added)
    (found,) = compare(issued(BILINGUAL), word.content()).contradictions
    assert (found.kind, found.lang, found.other_lang) == ("one-language", "de", "")
    assert "Neu." in found.new


EXCLUSION: Edits = (("eine Verwendung, die der", "jede Verwendung binnen 14 Tagen, die der"),)


@pytest.mark.wide
@pytest.mark.parametrize(("ours", "theirs"), [("docx", "pdf"), ("pdf", "pdf"), ("pdf", "docx")])
def test_in_pdfs_too(ours: api.Format, theirs: api.Format) -> None:
    found = compare_words(made(ours), made(theirs, EXCLUSION), ("ours", "theirs"))
    (change,) = found.changes
    assert [(shift.old, shift.new) for shift in change.quantities] == [("", "14")]
    assert change.where.page or change.where.old_page
    (one,) = found.contradictions
    assert one.kind == "one-language"
    assert "binnen 14 Tagen" in one.new
    assert "нарушением руководства" in one.other


@pytest.mark.wide
def test_figures_that_change_in_both_pdfs() -> None:
    days = (("acceptance_days: 1", "acceptance_days: 2"),)
    found = compare_words(made("docx"), made("pdf", days, days), ("ours", "theirs"))
    assert {change.where.lang for change in found.changes} == {"de", "ru"}
    assert found.contradictions == ()


def test_it_stands_first_and_in_the_json(tmp_path: Path) -> None:
    word = Word(issued(BILINGUAL))
    for old, new in DAYS:
        word.replace(old, new)
    names = (
        save(tmp_path, "issued.docx", issued(BILINGUAL)),
        save(tmp_path, "returned.docx", word.content()),
    )
    shown = run(*names)
    assert shown.exit_code == 1
    assert shown.output.startswith("The two languages no longer say the same in 1 clause.")
    assert "number: 30 → 45" in shown.output
    (one,) = json.loads(run(*names, "--json").output)["contradictions"]
    assert (one["kind"], one["lang"], one["other_lang"]) == ("one-language", "de", "ru")
    assert one["quantities"] == [{"kind": "number", "old": "30", "new": "45"}]

"""What no public text was found for is printed nowhere as certain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from click.testing import CliRunner

from aftersales_docs.cli import main
from aftersales_docs.law import LAWS, Citation, Fact, law_on
from aftersales_docs.law.acts import ACTS, read_statutes
from aftersales_docs.law.facts import CitedText, LawEntry

# Law, key and first day of what was compared with no text, and why it is printed all the same.
UNCOMPARED = {
    ("de", "product_liability_exclusion", date(2026, 12, 9)): (
        "the Act that transposes Directive (EU) 2024/2853 was a bill on 27.09.2026: the Act is "
        "named, no section is cited"
    ),
    ("ru", "loan_unit_exceptions", date(2026, 9, 1)): (
        "the first day of Decree 657 was not seen: the decree in force is named, no number"
    ),
}
# From this day on, who compares an entry writes down with what.
TEXTS_ARE_NAMED_SINCE = date(2026, 11, 29)


def entries() -> Iterator[tuple[str, LawEntry]]:
    for law in LAWS:
        statutes = read_statutes(ACTS / law)
        for entry in (*statutes.citations, *statutes.facts):
            yield law, entry


def test_every_entry_was_compared_with_a_public_text() -> None:
    lacking = {(law, one.key, one.valid_from) for law, one in entries() if not one.verified}
    assert lacking == set(UNCOMPARED), "compare it (docs/new-law.md), or tell why it is printed"


def test_what_was_not_compared_claims_no_number() -> None:
    """No figure, no section, no day: its words are right whatever the text will say."""
    for law, one in entries():
        if one.verified:
            continue
        assert not isinstance(one, Fact), f"{law} {one.key}: a value is a claim"
        assert isinstance(one, Citation)
        assert one.note, f"{law} {one.key}: 'law show' has to tell why"
        for lang, forms in one.text.items():
            for words in [forms] if isinstance(forms, str) else forms.values():
                assert not any(map(str.isdigit, words)), f"{law} {one.key} {lang}: {words}"


def test_who_compares_writes_down_with_what() -> None:
    nameless = [
        f"{law} {one.key}"
        for law, one in entries()
        if one.verified_on
        and one.verified_on >= TEXTS_ARE_NAMED_SINCE
        and not one.compared_with
        and not getattr(one, "fingerprint", "")
    ]
    assert not nameless, nameless


def test_days_of_comparison_are_past_and_in_order() -> None:
    for law, one in entries():
        assert one.verified_on is None or date(2026, 11, 1) <= one.verified_on, (law, one.key)


def test_the_program_lists_what_was_not_compared() -> None:
    done = CliRunner().invoke(main, ["law", "list", "--uncompared", "--json"])
    assert done.exit_code == 0
    listed = {(one["law"], one["key"]) for one in json.loads(done.stdout)["entries"]}
    newest = {(law, key) for law, key, _ in UNCOMPARED}
    assert listed == newest


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("civil_warranty_start", "official text: pravo.gov.ru"),
        ("consumer_transport", "reprint by others: Wikisource"),
        ("complex_goods_list", "account by others: consumer handbooks"),
        ("loan_unit_exceptions", "compared with a public text: not yet"),
    ],
)
def test_the_program_says_with_what_an_entry_was_compared(key: str, words: str) -> None:
    done = CliRunner().invoke(main, ["law", "show", key, "--law", "ru"])
    assert done.exit_code == 0
    assert words in done.output


def test_the_list_of_unacceptable_terms_holds_for_older_contracts_too() -> None:
    """135-FZ of 01.05.2022, art. 2: the list reaches contracts made before it."""
    days = {"document": date(2026, 11, 29), "demand": date(2026, 11, 20)}
    law = law_on("ru", **days, contract=date(2019, 5, 1))
    cited = law.cite("ru")["consumer_unacceptable_terms"]
    assert CitedText.of(str(cited)).replace("\u00a0", " ").startswith("п. 2 ст. 16")

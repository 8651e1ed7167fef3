"""The guide in German and Russian: one page a user, the same in both, found in one's language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from aftersales_docs.checking import check
from aftersales_docs.cli import main
from aftersales_docs.errors import Severity
from aftersales_docs.messages import said
from aftersales_docs.resources import data_root
from tests.test_docs import blocks, files, made_for

GUIDE = data_root() / "docs" / "guide"
SOURCE = Path(__file__).parents[1] / "src" / "aftersales_docs"
USERS = ("personnel", "lawyer", "clerk")
BROWSER = "browser"
ALL = (*USERS, BROWSER)
LANGS = ("de", "ru")
PAGES = [(lang, user) for lang in LANGS for user in USERS]
_CODE = re.compile(r"```.*?```|`[^`]*`|\[[^\]]*\.md\]\([^)]*\)", re.DOTALL)


def page(lang: str, user: str) -> str:
    return (GUIDE / lang / f"{user}.md").read_text(encoding="utf-8")


def told(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("lang", LANGS)
def test_each_language_has_a_page_a_user_and_an_index_of_them(lang: str) -> None:
    assert {one.stem for one in (GUIDE / lang).glob("*.md")} == {"index", *ALL}
    links = re.findall(r"\]\(([a-z]+)\.md\)", page(lang, "index"))
    assert tuple(links) == ALL


@pytest.mark.parametrize("user", ALL)
def test_the_languages_have_the_same_steps(user: str) -> None:
    german, russian = (page(lang, user) for lang in LANGS)
    for sign in (r"^#+ ", r"^```\w+", r"^\*\*\d"):
        assert re.findall(sign, german, re.MULTILINE) == re.findall(sign, russian, re.MULTILINE)
    commands = [
        [re.sub(r" .*", "", one) for one in re.findall(r"^\$ aftersales-docs (.*)$", text, re.M)]
        for text in (german, russian)
    ]
    assert commands[0] == commands[1]


@pytest.mark.parametrize(("lang", "user"), PAGES)
def test_the_inputs_are_valid_and_what_is_added_fits(lang: str, user: str, tmp_path: Path) -> None:
    text = page(lang, user)
    whole = files(text)
    assert whole
    yaml = YAML(typ="safe")
    first = yaml.load(next(iter(whole.values())))
    added = [yaml.load(block) for block in blocks("yaml", text) if block not in whole.values()]
    for fields in (*map(yaml.load, whole.values()), *(first | one for one in added)):
        made_for(tmp_path, fields)
        path = tmp_path / "x.json"
        path.write_text(json.dumps(fields, default=str), encoding="utf-8")
        errors = [str(one) for one in check(path) if one.severity is Severity.ERROR]
        assert not errors


@pytest.mark.parametrize(
    ("lang", "user"), [(lang, name) for lang in LANGS for name in (*ALL, "index")]
)
def test_it_is_printed_in_the_language_asked_for(lang: str, user: str) -> None:
    for arguments in (["--lang", lang, "docs", user], ["docs", "--lang", lang, user]):
        assert told(*arguments) == page(lang, user)
    words = re.sub(_CODE, "", page(lang, user))
    english = re.findall(r"\b(?:the|and|with|of|this)\b", words)
    assert not english


@pytest.mark.parametrize("lang", LANGS)
def test_the_browsers_page_has_the_words_of_the_pages(lang: str) -> None:
    """What is printed bold there is a word of a page: of a button, a heading, a field."""
    bold = re.findall(r"\*\*(.+?)\*\*", page(lang, BROWSER), re.DOTALL)
    assert len(bold) > 30
    shown = {one.rstrip(":").casefold() for one in _catalogue(lang)}
    # What ends in a colon begins an entry of a list.
    named = {re.sub(r"\s+", " ", one) for one in bold if not one.endswith(":")}
    assert {one for one in named if one.casefold() not in shown} == set()


def _catalogue(lang: str) -> set[str]:
    """The words in a language that the templates of the desk have in English, and told ones."""
    sources = [*(SOURCE / "desk").rglob("*.html"), *(SOURCE / "desk").rglob("*.py")]
    text = "\n".join(one.read_text(encoding="utf-8") for one in sources)
    english = re.findall(r"""(?:say |told\(|worded\()["']([^"'{}]+)["']""", text)
    return {said(one, lang) for one in english}  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_leads_to_that_of_the_browser(lang: str) -> None:
    for name in (*USERS, "index"):
        assert "](browser.md)" in page(lang, name), name


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_begins_with_it(lang: str) -> None:
    listed = told("docs", "--lang", lang).splitlines()
    assert [line.split()[0] for line in listed[:5]] == ["index", *ALL]
    names = [line.split()[0] for line in listed[:-1]]
    assert len(names) == len(set(names))
    assert "guide/index" in names
    other = "ru" if lang == "de" else "de"
    assert not any(name.startswith((f"{other}/", f"guide/{other}/")) for name in names)
    for name in names:
        assert told("docs", "--lang", lang, name)


def test_in_english_the_list_is_that_of_the_english_guide() -> None:
    names = [line.split()[0] for line in told("docs", "--lang", "en").splitlines()[:-1]]
    assert names[:2] == ["index", "install"]
    assert not any(name.startswith(("de/", "ru/", "guide/")) for name in names)
    assert told("docs", "--lang", "en", "index").startswith("# The guide")


@pytest.mark.parametrize(
    ("lang", "words", "user"),
    [
        ("ru", "кадровику", "personnel"),
        ("ru", "договор", "lawyer"),
        ("ru", "акты", "clerk"),
        ("de", "Gewährleistungsabschnitt", "lawyer"),
        ("de", "reklamation", "clerk"),
    ],
)
def test_a_page_is_found_by_words_of_its_title(lang: str, words: str, user: str) -> None:
    assert told("--lang", lang, "docs", words) == page(lang, user)


@pytest.mark.parametrize("words", ["a", "нет такой", "the", " "])
def test_words_of_no_page_or_of_several_find_none(words: str) -> None:
    assert CliRunner().invoke(main, ["--lang", "ru", "docs", words]).exit_code == 2

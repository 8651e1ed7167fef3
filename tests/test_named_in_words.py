"""Kinds and roles named in words, and starter files that lead on from there."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result

from aftersales_docs.cli import main
from aftersales_docs.kinds import KINDS
from aftersales_docs.language import LANGS
from aftersales_docs.resources import templates
from aftersales_docs.starter import MARK, Starter
from aftersales_docs.texts.role_names import role_called


def run(*words: str, lang: str = "ru") -> Result:
    return CliRunner().invoke(main, ["--lang", lang, *words])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("акт", "completion-certificate"),
        ("Договор", "service-agreement"),
        ("должностная-инструкция", "job-description"),
        ("Reklamation", "claim-response"),
        ("warranty", "warranty-section"),
    ],
)
def test_a_kind_is_named_by_words_of_its_name(said: str, kind: str) -> None:
    result = run("clauses", "list", said, "--json")
    assert (result.exit_code, result.output) == (
        0,
        run("clauses", "list", kind, "--json").output,
    )


@pytest.mark.parametrize("said", ["счёт", "", " ", "отв", "a"])
def test_kinds_are_listed_as_the_reader_calls_them(said: str) -> None:
    result = run("new", said)
    assert result.exit_code == 2
    for kind in KINDS.values():
        assert f"{kind.id} ({kind.names['ru']})" in result.output


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("гарантийщик", "инженер по гарантии"),
        ("мастер-приёмщик", "мастер сервисной мастерской"),
        ("Garantiesachbearbeiterin", "Fachkraft Garantiemanagement"),
        ("Workshop superintendent", "Workshop Supervisor"),
    ],
)
def test_roles_with_a_word_alike_are_offered(said: str, meant: str) -> None:
    key, offer = role_called(templates(None), said)
    assert key is None
    assert meant in str(offer)


def test_no_role_is_offered_for_what_is_like_none() -> None:
    assert role_called(templates(None), "бухгалтер") == (None, "")


def starter(kind: str, law: str, lang: str, file: str = "a.yaml") -> str:
    return Starter(KINDS[kind], lang, law, None, templates(None), file).text()  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_a_name_with_a_space_stands_in_quotes_in_the_commands(lang: str) -> None:
    text = starter("claim-response", "ru", lang, "мой ответ.yaml").replace("\n## ", " ")
    assert text.count('"мой ответ.yaml"') == text.count("мой ответ.yaml") == 2
    assert '"a.yaml"' not in starter("claim-response", "ru", lang)


@pytest.mark.parametrize("kind", ["claim-response", "completion-certificate", "service-agreement"])
def test_a_russian_is_named_with_the_patronymic(kind: str) -> None:
    marked = re.findall(rf"^ *(\w+): +# {MARK}", starter(kind, "ru", "ru"), re.MULTILINE)
    assert "patronymic" in marked
    assert "gender" not in marked
    abroad = re.findall(rf"^ *(\w+): +# {MARK}", starter(kind, "de", "ru"), re.MULTILINE)
    assert ("gender" in abroad, "patronymic" in abroad) == (True, False)


@pytest.mark.parametrize(
    ("lang", "words"), [("de", "Oder statt"), ("ru", "Либо вместо"), ("en", "Or, instead of")]
)
def test_forms_of_which_one_may_stand_are_parted_by_words(lang: str, words: str) -> None:
    text = starter("completion-certificate", "ru", lang)
    assert text.count(f"## {words}") >= 4
    assert not re.search(r"^##\n# ", text, re.MULTILINE)


@pytest.mark.parametrize(("lang", "law"), [("de", "de"), ("ru", "ru"), ("en", "de")])
def test_a_starter_is_in_the_readers_language_where_none_is_named(lang: str, law: str) -> None:
    text = run("new", "warranty-section", lang=lang).output
    assert re.findall(r"^(?:lang|law): (\w+)$", text, re.MULTILINE) == [lang, law]
    other = run("new", "warranty-section", "--lang", "de", "--law", "ru", lang=lang).output
    assert re.findall(r"^(?:lang|law): (\w+)$", other, re.MULTILINE) == ["de", "ru"]


@pytest.mark.parametrize(("lang", "law"), [("de", "de"), ("ru", "ru"), ("en", "de")])
def test_the_law_of_a_starter_goes_by_its_own_language(lang: str, law: str) -> None:
    texts = {run("new", "warranty-section", "--lang", lang, lang=ui).output for ui in LANGS}
    assert len(texts) == 1
    assert f"\nlaw: {law}\n" in texts.pop()

"""Roles are called by their key, or by their title in any language."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from aftersales_docs.checking import check
from aftersales_docs.cli import main
from aftersales_docs.errors import Severity
from aftersales_docs.language import LANGS
from aftersales_docs.resources import templates
from aftersales_docs.texts.catalogue import roles
from aftersales_docs.texts.role_names import role_called
from tests.inputs import job_description, written

TITLES = [
    (key, lang, role.title[lang]) for key, role in roles(templates()).items() for lang in LANGS
]


@pytest.mark.parametrize(("key", "lang", "title"), TITLES)
def test_every_title_names_its_role(key: str, lang: str, title: str) -> None:
    same = [one for one, _lang, other in TITLES if other.casefold() == title.casefold()]
    for said in (title, title.upper(), f"  {title} ", title.replace("-", " ")):
        found, offer = role_called(templates(), said)
        assert found == key or (len(set(same)) > 1 and "Several roles" in offer), said


def test_a_title_works_on_the_command_line_and_in_a_file(tmp_path: Path) -> None:
    title = roles(templates())["workshop_foreman"].title["ru"]
    done = CliRunner().invoke(main, ["new", "job-description", "--role", title])
    assert "role: workshop-foreman" in done.output
    data = job_description("workshop_foreman", "de", "ru") | {"role": title}
    found = check(written(tmp_path, data))
    assert not [one for one in found if one.severity is Severity.ERROR]


def test_the_nearest_title_is_offered(tmp_path: Path) -> None:
    title = roles(templates())["workshop_foreman"].title["ru"]
    done = CliRunner().invoke(main, ["new", "job-description", "--role", f"{title[:-1]}а"])
    assert done.exit_code == 2
    assert f"Did you mean '{title}'" in done.output
    data = job_description("workshop_foreman", "de", "ru") | {"role": "workshop-foremen"}
    (one,) = (p for p in check(written(tmp_path, data)) if p.severity is Severity.ERROR)
    assert "Did you mean 'workshop-foreman'" in one.cure


def test_what_a_key_or_a_role_says_is_shown_whole() -> None:
    run = CliRunner().invoke
    told = run(main, ["catalogue", "show", "claim-work", "--lang", "de", "--law", "de"]).output
    assert told.startswith("claim_work  (duties)\n")
    assert "…" not in told
    title = "Fachkraft Garantiemanagement"
    all_of_role = run(main, ["catalogue", "show", title, "--lang", "de"]).output
    assert "claim_work" in all_of_role
    listed = run(main, ["catalogue", "list", "--role", "warranty-manager"]).output
    for key in roles(templates())["warranty_manager"].choice["duties"]:
        assert f"    {key}\n" in listed
        assert f"{key}  (duties)" in all_of_role
    gone = run(main, ["catalogue", "show", "claim-wrok"])
    assert gone.exit_code == 2
    assert "claim_work" in gone.output

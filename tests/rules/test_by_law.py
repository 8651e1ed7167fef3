"""Rules choose by the code of the law: none is the rule of all that are not the other one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import aftersales_docs
from aftersales_docs.errors import LibraryError
from aftersales_docs.law import LAWS
from aftersales_docs.rules.under_law import Judged, under
from tests.law.branches import by_default

PACKAGE = Path(aftersales_docs.__file__).parent
ROOMS = ("kinds", "rules", "schemas", "texts", "law")
FILES = (path for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))
MODULES = [
    *sorted(path.relative_to(PACKAGE).as_posix() for path in FILES),
    "composing.py",
    "starter.py",
    "checking.py",
]


def test_no_rule_is_taken_by_default() -> None:
    found = []
    for module in MODULES:
        source = (PACKAGE / module).read_text(encoding="utf-8")
        if any(f".{law}" in source or f'"{law}"' in source for law in LAWS):
            found += [f"{module}:{line}: {text}" for line, text in by_default(source, LAWS)]
    assert not found, "a third law would get the rule of another one:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "body",
    [
        "return a if case.ru else b",
        "return b if not case.ru else a",
        "if case.ru:\n        return a\n    return b",
        "if case.ru:\n        x(a)\n    else:\n        x(b)",
        "if case.ru and c:\n        x(a)\n    elif not case.ru:\n        x(b)",
        "if not case.ru and c:\n        x(a)",
        "return case.ru or b",
        "f(taxed=not case.ru)",
        "return [one for one in a if case.ru or one.b]",
        'return a if case.model.law == "ru" else b',
        "for one in a:\n        if case.de:\n            continue\n        x(one)",
        'law = case.law\n    return a if law == "de" else b',
    ],
)
def test_a_rule_taken_by_default_is_found(body: str) -> None:
    assert list(by_default(f"def f(case):\n    {body}\n", LAWS))


@pytest.mark.parametrize(
    "body",
    [
        'return case.by_law({"ru": a, "de": b})',
        "if case.ru:\n        x(a)\n    elif case.de:\n        x(b)",
        "if not case.ru:\n        return\n    x(a)",
        "if not case.ru or c:\n        return ()\n    return a",
        "if case.ru and c:\n        x(a)\n    else:\n        x(b)",
        "return a if case.ru else None",
        "if case.ru:\n        x(a)\n    x(b)",
    ],
)
def test_a_rule_of_one_law_alone_is_none(body: str) -> None:
    assert not list(by_default(f"def f(case):\n    {body}\n", LAWS))


def test_a_third_law_is_told_as_a_gap() -> None:
    model: Any = SimpleNamespace(law="at", date=date(2026, 1, 1))
    with pytest.raises(LibraryError) as caught:
        Judged(model).by_law({"ru": 1, "de": 2})
    [problem] = caught.value.problems
    assert problem.code == "no-rule-for-law"
    assert "'at'" in problem.message
    assert "ru, de" in (problem.cure or "")
    assert under("at", {"at": 3}) == 3
